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
    /// The text round the last answer. Places are asked for in the order of the text, some twenty a paragraph: the next
    /// answer is near.
    near: Cell<Verbatim>,
}

/// A part of the text that is its origin, byte for byte.
#[derive(Clone, Copy, Debug, Default)]
struct Verbatim {
    start: usize,
    end: usize,
    /// How much further on in the source it stands.
    shift: usize,
}

impl<'s> Page<'s> {
    pub(super) fn new(source: &'s Source, text: &'s str, stretches: Vec<Stretch>) -> Page<'s> {
        Page { source, text, stretches, near: Cell::default() }
    }

    /// The text from `start` to `end`.
    pub(super) fn part(&self, range: Range<usize>) -> &'s str {
        self.text.get(range).unwrap_or_default()
    }

    /// The bytes of the source that it came from.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        let Verbatim { start, end, shift } = self.near.get();
        if (start..end).contains(&range.start) && range.end <= end {
            return self.source.span_at(range.start + shift, range.end + shift);
        }
        self.span_in_stretches(range)
    }

    #[cold]
    fn span_in_stretches(&self, range: Range<usize>) -> Span {
        let start = self.stretch_at(range.start).start_of(range.start);
        if range.is_empty() {
            return self.source.span_at(start, start);
        }
        // The one that holds the last byte: what follows may be another.
        self.source.span_at(start, self.stretch_at(range.end - 1).end_of(range.end))
    }

    /// The bytes of `range`, without the white space at its end.
    pub(super) fn trimmed_span(&self, range: Range<usize>) -> Span {
        let part = self.part(range.clone());
        let line = part.strip_suffix('\n').unwrap_or(part);
        // Nearly all end so, and need no look at characters.
        let is_trimmed = line.as_bytes().last().is_some_and(u8::is_ascii_graphic);
        let line = if is_trimmed { line } else { line.trim_end() };
        self.span(range.start..range.start + line.len())
    }

    /// Where `part` stands. `None`: it is no part of the text, but was made.
    pub(super) fn range_of(&self, part: &str) -> Option<Range<usize>> {
        let start = (part.as_ptr() as usize).checked_sub(self.text.as_ptr() as usize)?;
        let end = start + part.len();
        (end <= self.text.len()).then_some(start..end)
    }

    /// The stretch that holds the byte at `offset`; at the end of the text, the last.
    fn stretch_at(&self, offset: usize) -> Stretch {
        let next = self.stretches.partition_point(|stretch| stretch.start <= offset);
        let end = self.stretches.get(next).map_or(usize::MAX, |next| next.start);
        let found = next.checked_sub(1).and_then(|at| self.stretches.get(at)).copied().unwrap_or_default();
        if let (None, Some(shift)) = (found.stands_for, found.origin.checked_sub(found.start)) {
            self.near.set(Verbatim { start: found.start, end, shift });
        }
        found
    }
}
