//! The texts of stories as markup, each made when a template first prints it.

use slugline_core::diagnostic::Diagnostic;
use slugline_core::model::Article;
use slugline_core::plugin::{Context, Sink};
use slugline_item::survey;
use slugline_markup::{Dropped, Markup, Syntax, clean_text, on_the_web};
use slugline_template::{Body, Escape, Part, Piece};

/// The texts of the stories of an edition.
pub(super) struct Bodies<'d> {
    bodies: Vec<(&'d Article<'d>, Option<Made>)>,
    syntax: Syntax,
    level: u8,
}

/// A text as markup, and where in it each block ends.
struct Made {
    markup: Vec<u8>,
    ends: Vec<u64>,
}

impl<'d> Bodies<'d> {
    /// The texts of `articles`, below headlines of that level.
    pub(super) fn new(articles: &[&'d Article<'d>], escape: Escape, level: u8) -> Bodies<'d> {
        let syntax = if escape == Escape::Xml { Syntax::Xhtml } else { Syntax::Html };
        Bodies { bodies: articles.iter().map(|article| (*article, None)).collect(), syntax, level }
    }

    /// Writes a part of a text. What is reported of a text is reported once, however often it is printed.
    pub(super) fn put(&mut self, part: Part<'_>, out: &mut Sink, cx: &mut Context<'_>) {
        let (syntax, level) = (self.syntax, self.level);
        let Some((article, body)) = self.bodies.get_mut(part.article) else { return };
        let made = body.get_or_insert_with(|| cx.for_article(part.article, |cx| Made::of(article, syntax, level, cx)));
        let body = Body { markup: &made.markup, ends: &made.ends };
        match part.piece {
            Piece::Field(_) => out.put(body.markup),
            Piece::Blocks(from, to) => out.put(body.blocks(from, to)),
            Piece::Inlines(at) => out.put(body.inlines(at)),
        }
    }
}

impl Bodies<'_> {
    /// Reports what is left out of the texts that no template printed as markup: where it prints them at all, it prints them
    /// plain.
    pub(super) fn report_unmade(&self, escape: Escape, cx: &mut Context<'_>) {
        let unmade = self.bodies.iter().enumerate().filter(|(_, (_, made))| made.is_none());
        for (number, (article, _)) in unmade {
            cx.for_article(number, |cx| report_plain(article, escape, cx));
        }
    }
}

/// What plain text lacks of a text.
fn report_plain(article: &Article<'_>, escape: Escape, cx: &mut Context<'_>) {
    let mut dropped = Dropped::default();
    if escape != Escape::Json {
        article.each_text(&mut |text, span| _ = clean_text(text, span, &mut dropped));
    }
    dropped.report(cx);
    for (figure, span) in article.pictures() {
        let message = format!("the picture `{}` and its words are left out of plain text", figure.source);
        cx.report(Diagnostic::note("picture-left-out", message).at(span));
    }
    if let Some((_, span)) = survey(article).for_editors {
        cx.report(Diagnostic::note("editor-only", "a part for editors alone is left out of the text").at(span));
    }
}

impl Made {
    fn of(article: &Article<'_>, syntax: Syntax, level: u8, cx: &mut Context<'_>) -> Made {
        let mut out = Sink::memory();
        // Who reads what a plugin writes is far from the folder of the story.
        let ends = Markup::new(&mut out, syntax, cx)
            .with_pictures(&on_the_web)
            .with_top_level(level + 1)
            .body_with_ends(article);
        // A sink in memory cannot fail.
        Made { markup: out.finish().unwrap_or_default(), ends }
    }
}
