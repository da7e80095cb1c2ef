//! The texts of stories as markup, each made when a template first prints it.

use slugline_core::model::Article;
use slugline_core::plugin::{Context, Sink};
use slugline_markup::{Markup, Syntax, on_the_web};
use slugline_template::{Body, Escape, Part, Piece};

use super::left_out::Printed;

/// The texts of the stories of an edition.
pub(super) struct Bodies<'d> {
    bodies: Vec<(&'d Article<'d>, Option<Made>)>,
    escape: Escape,
    level: u8,
}

/// A text as markup.
struct Made {
    markup: Vec<u8>,
    /// Where in it each block ends.
    ends: Vec<u64>,
    /// Which blocks were printed.
    printed: Vec<bool>,
}

impl<'d> Bodies<'d> {
    /// The texts of `articles`, below headlines of that level.
    pub(super) fn new(articles: &[&'d Article<'d>], escape: Escape, level: u8) -> Bodies<'d> {
        Bodies { bodies: articles.iter().map(|article| (*article, None)).collect(), escape, level }
    }

    /// Writes a part of a text. What is reported of a text is reported once, however often it is printed.
    pub(super) fn put(&mut self, part: Part<'_>, out: &mut Sink, cx: &mut Context<'_>) {
        let syntax = if self.escape == Escape::Xml { Syntax::Xhtml } else { Syntax::Html };
        let level = self.level;
        let Some((article, body)) = self.bodies.get_mut(part.article) else { return };
        let made = body.get_or_insert_with(|| cx.for_article(part.article, |cx| Made::of(article, syntax, level, cx)));
        made.put(part.piece, out);
    }

    /// Reports what the templates printed nothing of. `texts` are those of the stories without markup, and `reached` is how
    /// many bytes of each were printed.
    pub(super) fn report_left_out(&self, texts: &[&str], reached: &[usize], cx: &mut Context<'_>) {
        let stories = self.bodies.iter().zip(texts.iter().zip(reached));
        for (number, ((article, made), (text, reached))) in stories.enumerate() {
            let as_markup = made.as_ref().map(|made| &*made.printed);
            let printed = Printed { article, as_markup, text, reached: *reached };
            cx.for_article(number, |cx| printed.report_left_out(self.escape, cx));
        }
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
        let printed = vec![false; article.body.len()];
        // A sink in memory cannot fail.
        Made { markup: out.finish().unwrap_or_default(), ends, printed }
    }

    fn put(&mut self, piece: Piece<'_>, out: &mut Sink) {
        let body = Body { markup: &self.markup, ends: &self.ends };
        let (bytes, from, to) = match piece {
            Piece::Field(_) => (body.markup, 0, None),
            Piece::Blocks(from, to) => (body.blocks(from, to), from, to),
            Piece::Inlines(at) => (body.inlines(at), at, at.checked_add(1)),
        };
        out.put(bytes);
        // `{{inlines}}` prints nothing of a list.
        if !bytes.is_empty() {
            let end = to.map_or(self.printed.len(), |to| to.min(self.printed.len()));
            self.printed.get_mut(from..end).unwrap_or_default().fill(true);
        }
    }
}
