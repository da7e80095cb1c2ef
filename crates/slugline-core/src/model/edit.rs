//! Edits of a line as its readers see it, made in the runs that it consists of.

use std::borrow::Cow;
use std::ops::Range;
use std::slice;

use super::{Inline, InlineKind, Text};

/// Bytes of a line's [plain text](super::plain), and what stands in their place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit<'e> {
    /// The bytes. Empty: something is put in.
    pub range: Range<usize>,
    /// What stands in their place.
    pub with: Cow<'e, str>,
}

/// Makes `edits`, which are in order and do not overlap, in the runs of `inlines`. What is marked up stays so, and text that
/// changes keeps its span. An edit that reaches from one run into another is left: there is no one node that it belongs to.
///
/// ```
/// use slugline_core::model::{Edit, Inline, Inlines, Span, edit, plain};
///
/// let mut line = [Inline::text("7 ", Span::DETACHED), Inline::text("ferries", Span::DETACHED)];
/// edit(&mut line, &[Edit { range: 0..1, with: "seven".into() }, Edit { range: 1..4, with: "".into() }]);
/// assert_eq!(plain(&line), "seven ferries");
/// ```
pub fn edit(inlines: &mut [Inline<'_>], edits: &[Edit<'_>]) {
    if !edits.is_empty() {
        Edits::new(edits).in_runs(inlines);
    }
}

/// As [`edit`], in a line that is one text: a headline.
pub fn edit_text(text: &mut Text<'_>, edits: &[Edit<'_>]) {
    Edits::new(edits).in_text(text);
}

/// Edits on their way into the runs of a line.
struct Edits<'e> {
    /// What is left of them.
    edits: slice::Iter<'e, Edit<'e>>,
    /// Where in the plain text the next run begins.
    at: usize,
}

impl<'e> Edits<'e> {
    fn new(edits: &'e [Edit<'e>]) -> Edits<'e> {
        Edits { edits: edits.iter(), at: 0 }
    }

    fn in_runs(&mut self, inlines: &mut [Inline<'_>]) {
        for inline in inlines {
            match &mut inline.kind {
                InlineKind::Text { text } => self.in_text(text),
                InlineKind::Emphasis { content } | InlineKind::Strong { content } => self.in_runs(content),
                InlineKind::Link(link) => self.in_runs(&mut link.content),
                // The `\n` that stands for it in the plain text.
                InlineKind::LineBreak => self.at += 1,
                InlineKind::Unknown(unknown) => self.in_runs(&mut unknown.fallback),
            }
        }
    }

    fn in_text(&mut self, text: &mut Text<'_>) {
        let start = self.at;
        self.at += text.len();
        let mut set = String::new();
        let mut done = None;
        while let Some(edit) = self.edits.as_slice().first().filter(|edit| edit.range.start < self.at) {
            self.edits.next();
            if edit.range.end <= self.at {
                let (from, to) = (edit.range.start - start, edit.range.end - start);
                set.push_str(text.get(done.unwrap_or(0)..from).unwrap_or_default());
                set.push_str(&edit.with);
                done = Some(to);
            }
        }
        if let Some(done) = done {
            set.push_str(text.get(done..).unwrap_or_default());
            *text = Text::from(set);
        }
    }
}
