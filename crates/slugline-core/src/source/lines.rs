//! Where the lines of a text end, and how many characters stand before a place.
//!
//! Both are found once for a text, so that a thousand diagnostics cost no more than one: neither a text of many lines nor a
//! line of many megabytes is walked again for each.

use std::iter;
use std::ops::Range;

/// Bytes between two places at which the characters so far are known. At most this many are counted for a column.
const STRIDE: usize = 4_096;

/// The ends of the lines of `text`, in order, as ranges of bytes. A line ends at LF, CR LF or a lone CR, also mixed; what
/// follows the last end is a line too, unless it is empty.
pub(crate) fn line_ends(text: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let mut next = 0;
    iter::from_fn(move || {
        let start = next + bytes.get(next..)?.iter().position(|byte| matches!(byte, b'\n' | b'\r'))?;
        let is_pair = bytes.get(start..start + 2) == Some(b"\r\n");
        next = start + 1 + usize::from(is_pair);
        Some(start..next)
    })
}

/// What is known of the lines of one text.
#[derive(Debug)]
pub(super) struct Lines {
    /// Where each line ends, and where the next one begins.
    ends: Vec<Range<u32>>,
    /// Characters before every [`STRIDE`]th byte, from the first on.
    characters: Vec<u32>,
}

impl Lines {
    pub(super) fn of(text: &str) -> Lines {
        let mut before = 0;
        let mut characters = vec![before];
        for stride in text.as_bytes().chunks_exact(STRIDE) {
            before += count(stride);
            characters.push(before);
        }
        Lines { ends: line_ends(text).map(|end| number(end.start)..number(end.end)).collect(), characters }
    }

    /// The line that holds the byte at `at`: how many lines stand before it, and its bytes without its end. The end of a
    /// line is part of that line.
    pub(super) fn at(&self, text: &str, at: usize) -> (usize, Range<usize>) {
        let before = self.ends.partition_point(|end| end.end as usize <= at);
        let start = before.checked_sub(1).and_then(|last| self.ends.get(last)).map_or(0, |end| end.end as usize);
        let end = self.ends.get(before).map_or(text.len(), |end| end.start as usize);
        (before, start..end)
    }

    /// How many characters of `text` begin in `range`.
    pub(super) fn characters(&self, text: &str, range: Range<usize>) -> u32 {
        self.before(text, range.end).saturating_sub(self.before(text, range.start))
    }

    fn before(&self, text: &str, at: usize) -> u32 {
        let stride = at / STRIDE;
        let counted = self.characters.get(stride).copied().unwrap_or_default();
        counted + text.as_bytes().get(stride * STRIDE..at).map_or(0, count)
    }
}

/// How many characters begin in these bytes of a text.
fn count(bytes: &[u8]) -> u32 {
    number(bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count())
}

/// A source stays below 4 GiB, and so does what is counted in it.
pub(super) fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_may_be_mixed() {
        let ends: Vec<_> = line_ends("a\r\nb\rc\n\nd\r").collect();
        assert_eq!(ends, [1..3, 4..5, 6..7, 7..8, 9..10]);
        assert_eq!(line_ends("a").next(), None);
    }

    #[test]
    fn characters_are_counted_across_strides() {
        let text = "aä港😀".repeat(3_000);
        let lines = Lines::of(&text);
        for (at, (offset, _)) in text.char_indices().enumerate() {
            assert_eq!(lines.characters(&text, 0..offset), number(at));
        }
        assert_eq!(lines.characters(&text, 10..text.len()), 12_000 - 4);
    }
}
