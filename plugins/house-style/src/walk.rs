//! The walk over an article: which lines are edited, and by which rules.

use slugline_plugin::diagnostic::Diagnostic;
use slugline_plugin::model::{
    Article, Attrs, Block, BlockKind, Edit, Field, Inline, Role, Span, Text, edit, edit_text, plain,
};
use slugline_plugin::plugin::Context;

use crate::{Options, numbers, percent, quotes, titles, words};

/// Edits headline, subheadline and body, as far as they are in English.
pub(crate) fn edit_article(article: &mut Article<'_>, options: &Options, cx: &mut Context<'_>) {
    let is_english = article.head.language.as_deref().is_none_or(is_english);
    if !is_english {
        let tag = article.head.language.as_deref().unwrap_or_default();
        let message = format!("the house style is for English; text in `{tag}` stays as it is");
        cx.report(Diagnostic::note("other-language", message).at(article.head.span(Field::Language, 0)));
    }
    let mut editing = Editing { options, is_english, cx };
    for (field, line) in
        [(Field::Headline, &mut article.head.headline), (Field::Subheadline, &mut article.head.subheadline)]
    {
        let span = article.head.spans.iter().find(|of| of.field == field).map_or(Span::DETACHED, |of| of.span);
        line.iter_mut().for_each(|line| editing.line(line, span));
    }
    editing.blocks(&mut article.body);
}

fn is_english(tag: &str) -> bool {
    tag.split('-').next().is_some_and(|language| language.eq_ignore_ascii_case("en"))
}

struct Editing<'e, 'c> {
    options: &'e Options,
    /// Whether what is walked over is in English.
    is_english: bool,
    cx: &'e mut Context<'c>,
}

impl Editing<'_, '_> {
    fn blocks(&mut self, blocks: &mut [Block<'_>]) {
        for block in blocks.iter_mut().filter(|block| block.attrs.role() != Some(&Role::EndMark)) {
            let span = block.span;
            self.within(&block.attrs, |editing| editing.block(&mut block.kind, span));
        }
    }

    /// Does the work in a part that may name a language of its own.
    fn within(&mut self, attrs: &Attrs<'_>, work: impl FnOnce(&mut Self)) {
        let around = self.is_english;
        self.is_english = attrs.language().map_or(around, |tag| is_english(tag));
        work(self);
        self.is_english = around;
    }

    fn block(&mut self, kind: &mut BlockKind<'_>, span: Span) {
        match kind {
            BlockKind::Paragraph { content } | BlockKind::Heading { content, .. } => self.inlines(content, span),
            BlockKind::Quote { blocks } | BlockKind::Group { blocks } => self.blocks(blocks),
            BlockKind::List { items, .. } => {
                for item in items {
                    self.within(&item.attrs, |editing| editing.blocks(&mut item.blocks));
                }
            }
            // Cells are set in figures.
            BlockKind::Table(table) => self.inlines(&mut table.caption, span),
            BlockKind::Figure(figure) => self.inlines(&mut figure.caption, span),
            BlockKind::Preformatted { .. } | BlockKind::SectionBreak => {}
            BlockKind::Unknown(unknown) => self.blocks(&mut unknown.fallback),
        }
    }

    fn line(&mut self, line: &mut Text<'_>, span: Span) {
        let edits = self.edits(line, span);
        edit_text(line, &edits);
    }

    fn inlines(&mut self, inlines: &mut [Inline<'_>], span: Span) {
        let edits = self.edits(&plain(inlines), span);
        edit(inlines, &edits);
    }

    /// What the rules make of a line: in order, none over another. The house's own words go before the rules.
    fn edits(&mut self, line: &str, span: Span) -> Vec<Edit<'static>> {
        if !self.is_english {
            return Vec::new();
        }
        let options = self.options;
        let mut edits = words::edits(line, &options.words);
        edits.extend(titles::edits(line, options.titles));
        edits.extend(percent::edits(line, options.percent));
        edits.extend(numbers::edits(line, options.numbers));
        match quotes::edits(line, options.quotes) {
            Some(quotes) => edits.extend(quotes),
            None => {
                let message = "the quotation marks do not pair up; they stay as they are";
                self.cx.report(Diagnostic::note("unpaired-quotes", message).at(span));
            }
        }
        // Stable: of two at one place the earlier rule is first.
        edits.sort_by_key(|edit| edit.range.start);
        let mut end = 0;
        edits.retain(|edit| {
            let is_free = edit.range.start >= end && !is_in_address(line, edit.range.start);
            end = if is_free { edit.range.end } else { end };
            is_free
        });
        edits
    }
}

/// Whether the byte at `at` is one of a web or mail address.
fn is_in_address(line: &str, at: usize) -> bool {
    let (left, right) = line.split_at_checked(at).unwrap_or((line, ""));
    let start = left.rfind(char::is_whitespace).map_or(0, |blank| blank + 1);
    let len = right.find(char::is_whitespace).unwrap_or(right.len());
    let word = line.get(start..at + len).unwrap_or_default();
    word.contains("://") || word.contains("www.") || word.contains('@')
}
