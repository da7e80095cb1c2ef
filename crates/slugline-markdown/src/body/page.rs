//! The text of a body, and where each part of it stood in the source.

use std::ops::Range;

use slugline_core::Source;
use slugline_core::model::Span;

/// The Markdown of a post. Offsets count its bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Page<'s> {
    pub(super) source: &'s Source,
    pub(super) text: &'s str,
}

impl<'s> Page<'s> {
    /// The text from `start` to `end`.
    pub(super) fn part(&self, range: Range<usize>) -> &'s str {
        self.text.get(range).unwrap_or_default()
    }

    /// The bytes of the source that it came from.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        self.source.span_of(self.part(range))
    }

    /// Where `part` stands. `None`: it is no part of the text, but was made.
    pub(super) fn range_of(&self, part: &str) -> Option<Range<usize>> {
        let start = (part.as_ptr() as usize).checked_sub(self.text.as_ptr() as usize)?;
        let end = start + part.len();
        (end <= self.text.len()).then_some(start..end)
    }
}
