//! What of a story no template printed, told to whoever converts it.
//!
//! A template cannot report, and may shorten: a card shows the first paragraph, a newsletter 200 letters. So the carrier, which
//! writes what templates print, keeps account of it block by block, and reports the rest. Nobody has to say beforehand that a
//! format is an excerpt, and where a story is short enough to be printed whole nothing is reported.

use std::fmt::{self, Write};
use std::slice;

use slugline_core::diagnostic::Diagnostic;
use slugline_core::model::{Article, Block, BlockKind, Span};
use slugline_core::plugin::Context;
use slugline_item::survey;
use slugline_markup::{Dropped, PlainBlocks, clean_text};
use slugline_template::Escape;

/// What templates printed of a story's text.
pub(super) struct Printed<'p> {
    pub(super) article: &'p Article<'p>,
    /// For each block of the body whether it was printed as markup. `None`: none was, and what markup lacks was not reported.
    pub(super) as_markup: Option<&'p [bool]>,
    /// The text without markup.
    pub(super) text: &'p str,
    /// How many bytes of it were printed, from its start.
    pub(super) reached: usize,
}

/// Bytes between two blocks of the text without markup: a blank line.
const GAP: usize = 2;

impl Printed<'_> {
    /// Reports what was left out: `picture-left-out`, `text-left-out`, and what the text lacks without markup, where it was
    /// printed so or not at all. What markup lacks its writer reports.
    pub(super) fn report_left_out(&self, escape: Escape, cx: &mut Context<'_>) {
        if self.as_markup.is_none() && escape != Escape::Json {
            let mut dropped = Dropped::default();
            self.article.each_text(&mut |text, span| _ = clean_text(text, span, &mut dropped));
            dropped.report(cx);
        }
        self.report_pictures(cx);
        if self.as_markup.is_none()
            && let Some((_, span)) = survey(self.article).for_editors
        {
            cx.report(Diagnostic::note("editor-only", "a part for editors alone is left out of the text").at(span));
        }
        if self.reached < self.text.len() {
            self.report_text(cx);
        }
    }

    /// The pictures that are in no block that was printed as markup: they have no place in the text without it.
    fn report_pictures(&self, cx: &mut Context<'_>) {
        let blocks = self.article.body.iter().enumerate();
        let mut printed: Vec<Span> =
            blocks.filter(|(at, _)| self.is_markup(*at)).map(|(_, block)| block.span).collect();
        if printed.len() == self.article.body.len() {
            return;
        }
        printed.sort_unstable_by_key(|span| span.start);
        let is_printed = |span: Span| {
            let around = printed.partition_point(|block| block.start <= span.start).checked_sub(1);
            let around = around.and_then(|at| printed.get(at)).filter(|_| !span.is_detached());
            around.is_some_and(|block| span.end <= block.end)
        };
        for (figure, span) in self.article.pictures().into_iter().filter(|(_, span)| !is_printed(*span)) {
            let message = format!("the picture `{}` and its words are left out", figure.source);
            cx.report(Diagnostic::note("picture-left-out", message).at(span));
        }
    }

    /// The blocks that were printed neither as markup nor whole without it, in one report.
    fn report_text(&self, cx: &mut Context<'_>) {
        let blocks: Vec<(&Block<'_>, bool)> =
            self.ends().map(|(at, block, end)| (block, self.is_markup(at) || end <= self.reached)).collect();
        let mut left_out = blocks.iter().filter(|(_, is_printed)| !is_printed).map(|(block, _)| block.span);
        let Some(first) = left_out.next() else { return };
        let span = left_out.fold(first, Span::to);
        let goes_on = blocks.iter().skip_while(|(_, is_printed)| *is_printed).any(|(_, is_printed)| *is_printed);
        let message = match goes_on {
            true => "parts of the text are left out; this is the first of them",
            false => "the text is left out or cut short from here on",
        };
        cx.report(Diagnostic::note("text-left-out", message).at(span));
    }

    fn is_markup(&self, at: usize) -> bool {
        self.as_markup.and_then(|printed| printed.get(at)).is_some_and(|printed| *printed)
    }

    /// The blocks that have text, each with its number and where it ends in the text without markup, which begins with the
    /// dateline.
    fn ends(&self) -> impl Iterator<Item = (usize, &Block<'_>, usize)> {
        let with_text = |(at, block)| Some((at, block, plain_length(block))).filter(|(.., length)| *length > 0);
        let blocks: Vec<(usize, &Block<'_>, usize)> =
            self.article.body.iter().enumerate().filter_map(with_text).collect();
        let all: usize = blocks.iter().map(|(.., length)| length + GAP).sum();
        let mut next = (self.text.len() + GAP).saturating_sub(all);
        blocks
            .into_iter()
            .map(move |(at, block, length)| {
                let end = next + length;
                next = end + GAP;
                (at, block, end)
            })
            .filter(|(_, block, _)| !matches!(block.kind, BlockKind::SectionBreak))
    }
}

/// The bytes of a block without markup.
fn plain_length(block: &Block<'_>) -> usize {
    let mut length = Length(0);
    // Counting cannot fail.
    _ = write!(length, "{}", PlainBlocks(slice::from_ref(block)));
    length.0
}

struct Length(usize);

impl Write for Length {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0 += text.len();
        Ok(())
    }
}
