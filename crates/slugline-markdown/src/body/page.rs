//! The text of a body, and where each part of it stood in the source.

use std::cell::Cell;
use std::ops::Range;

use slugline_core::Source;
use slugline_core::model::Span;

use crate::stretch::Stretch;

/// The Markdown of a post. Offsets count its bytes.
#[derive(Debug)]
pub(super) struct Page<'s> {
    pub(super) source: &'s Source,
    pub(super) text: &'s str,
    /// What the text is made of, in order. The first begins with it.
    stretches: Vec<Stretch>,
    /// The stretch of the last answer, and where it ends. Places are asked for in the order of the text, some twenty a paragraph: the next
    /// answer is near.
    last: Cell<(Stretch, usize)>,
}

impl<'s> Page<'s> {
    pub(super) fn new(source: &'s Source, text: &'s str, stretches: Vec<Stretch>) -> Page<'s> {
        let first = stretches.first().copied().unwrap_or_default();
        Page { source, text, stretches, last: Cell::new((first, first.start)) }
    }

    /// The text from `start` to `end`.
    pub(super) fn part(&self, range: Range<usize>) -> &'s str {
        self.text.get(range).unwrap_or_default()
    }

    /// The bytes of the source that it came from.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        let (first, until) = self.stretch_at(range.start);
        let start = first.start_of(range.start);
        if range.is_empty() {
            return self.source.span_at(start, start);
        }
        // The one that holds the last byte: what follows may be another.
        let last = if range.end <= until { first } else { self.stretch_at(range.end - 1).0 };
        self.source.span_at(start, last.end_of(range.end))
    }

    /// The bytes of `range`, without the white space at its end.
    pub(super) fn trimmed_span(&self, range: Range<usize>) -> Span {
        let len = self.part(range.clone()).trim_end().len();
        self.span(range.start..range.start + len)
    }

    /// Where `part` stands. `None`: it is no part of the text, but was made.
    pub(super) fn range_of(&self, part: &str) -> Option<Range<usize>> {
        let start = (part.as_ptr() as usize).checked_sub(self.text.as_ptr() as usize)?;
        let end = start + part.len();
        (end <= self.text.len()).then_some(start..end)
    }

    /// The stretch that holds the byte at `offset`, and where it ends; at the end of the text, the last.
    fn stretch_at(&self, offset: usize) -> (Stretch, usize) {
        let (stretch, until) = self.last.get();
        if (stretch.start..until).contains(&offset) {
            return (stretch, until);
        }
        let next = self.stretches.partition_point(|stretch| stretch.start <= offset);
        let until = self.stretches.get(next).map_or(usize::MAX, |next| next.start);
        let found = next.checked_sub(1).and_then(|at| self.stretches.get(at)).map_or(stretch, |found| *found);
        self.last.set((found, until));
        (found, until)
    }
}
