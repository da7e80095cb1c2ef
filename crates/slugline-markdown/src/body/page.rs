//! The text of a body, and where each part of it stood in the source.

use std::cell::Cell;
use std::ops::Range;
use std::rc::Rc;

use slugline_core::Source;
use slugline_core::model::Span;

use crate::shortcode::Stretch;

/// The Markdown of a post. Offsets count its bytes.
#[derive(Clone, Debug)]
pub(super) struct Page<'s> {
    pub(super) source: &'s Source,
    pub(super) text: &'s str,
    stretches: Rc<Stretches<'s>>,
}

/// What the text was made of, in order. None: it is a part of the source.
///
/// The source knows that too, of every text it keeps. But places are asked for in the order of the text, some twenty a
/// paragraph, and the last answer is near the next one.
#[derive(Debug)]
struct Stretches<'s> {
    all: Vec<Stretch<'s>>,
    last: Cell<usize>,
}

impl<'s> Page<'s> {
    pub(super) fn new(source: &'s Source, text: &'s str, stretches: Vec<Stretch<'s>>) -> Page<'s> {
        Page { source, text, stretches: Rc::new(Stretches { all: stretches, last: Cell::new(0) }) }
    }

    /// The text from `start` to `end`.
    pub(super) fn part(&self, range: Range<usize>) -> &'s str {
        self.text.get(range).unwrap_or_default()
    }

    /// The bytes of the source that it came from.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        if self.stretches.all.is_empty() {
            return self.source.span_of(self.part(range));
        }
        let first = self.stretches.at(range.start);
        let start = first.map_or(Span::DETACHED, |first| self.source.span_of(first.from(range.start)));
        if range.is_empty() {
            return Span::new(start.start, start.start);
        }
        // The one that holds the last byte: what follows may be another.
        let last = self.stretches.at(range.end - 1);
        let end = last.map_or(Span::DETACHED, |last| self.source.span_of(last.up_to(range.end)));
        Span::new(start.start, end.end)
    }

    /// Where `part` stands. `None`: it is no part of the text, but was made.
    pub(super) fn range_of(&self, part: &str) -> Option<Range<usize>> {
        let start = (part.as_ptr() as usize).checked_sub(self.text.as_ptr() as usize)?;
        let end = start + part.len();
        (end <= self.text.len()).then_some(start..end)
    }
}

impl<'s> Stretches<'s> {
    /// The stretch that holds the byte at `offset`; at the end of the text, the last.
    fn at(&self, offset: usize) -> Option<&Stretch<'s>> {
        let mut at = self.last.get();
        if self.all.get(at).is_none_or(|stretch| stretch.start > offset) {
            at = self.all.partition_point(|stretch| stretch.start <= offset).saturating_sub(1);
        }
        while self.all.get(at + 1).is_some_and(|next| next.start <= offset) {
            at += 1;
        }
        self.last.set(at);
        self.all.get(at)
    }
}
