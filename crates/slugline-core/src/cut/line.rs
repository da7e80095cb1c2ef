//! Lines that may divide stories, in bytes of which more may be to come.

use memchr::{memchr2, memrchr2};

/// Bytes of the longest line that may say something: what RFC 5322 allows a mail, and more than any other sender needs.
pub(super) const MAX_LINE: usize = 1_000;

/// A line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line<'b> {
    /// Without its end. No more than [`MAX_LINE`] bytes of it: longer ones are prose.
    pub(super) text: &'b [u8],
    /// Where the next line begins.
    pub(super) next: usize,
}

impl<'b> Line<'b> {
    /// The line that begins at `at`. `None`: its end is not yet to be seen.
    pub(super) fn at(bytes: &'b [u8], at: usize, is_end: bool) -> Option<Line<'b>> {
        let rest = bytes.get(at..).unwrap_or_default();
        let rest = rest.get(..MAX_LINE + 2).unwrap_or(rest);
        let Some(end) = memchr2(b'\n', b'\r', rest) else {
            let is_long = rest.len() > MAX_LINE;
            return (is_long || is_end).then_some(Line { text: rest, next: at + rest.len() });
        };
        let next = match (rest.get(end), rest.get(end + 1)) {
            (Some(b'\r'), Some(b'\n')) => end + 2,
            (Some(b'\r'), None) if !is_end => return None,
            _ => end + 1,
        };
        Some(Line { text: rest.get(..end).unwrap_or_default(), next: at + next })
    }

    /// Whether it is too long to be more than prose.
    pub(super) fn is_long(&self) -> bool {
        self.text.len() >= MAX_LINE
    }
}

/// Where the line begins that holds the byte at `at`, where that is no more than `reach` bytes before it.
pub(super) fn start(bytes: &[u8], at: usize, reach: usize) -> Option<usize> {
    let from = at.saturating_sub(reach);
    match memrchr2(b'\n', b'\r', bytes.get(from..at).unwrap_or_default()) {
        Some(end) => Some(from + end + 1),
        None => (from == 0).then_some(mark(bytes).min(at)),
    }
}

/// Whether a line begins at `at`.
pub(super) fn is_start(bytes: &[u8], at: usize) -> bool {
    at == mark(bytes) || at.checked_sub(1).is_none_or(|last| matches!(bytes.get(last), Some(b'\n' | b'\r')))
}

/// Length of a byte order mark of UTF-8.
pub(super) fn mark(bytes: &[u8]) -> usize {
    if bytes.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 }
}

/// Where the first line begins that holds text; the end where none does.
pub(super) fn first_text(bytes: &[u8]) -> usize {
    let mark = mark(bytes);
    let text = bytes.get(mark..).unwrap_or_default();
    match text.iter().position(|byte| !super::is_padding_byte(*byte)) {
        Some(first) => start(bytes, mark + first, bytes.len()).unwrap_or(mark),
        None => bytes.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_there_when_its_end_is() {
        let line = |text: &'static str, is_end| Line::at(text.as_bytes(), 1, is_end).map(|line| (line.text, line.next));
        assert_eq!(line(".rain\nhail", false), Some((&b"rain"[..], 6)));
        assert_eq!(line(".rain\r\nhail", false), Some((&b"rain"[..], 7)));
        assert_eq!(line(".rain\rhail", false), Some((&b"rain"[..], 6)));
        assert_eq!(line(".rain\r", false), None);
        assert_eq!(line(".rain\r", true), Some((&b"rain"[..], 6)));
        assert_eq!(line(".rain", false), None);
        assert_eq!(line(".rain", true), Some((&b"rain"[..], 5)));
    }

    #[test]
    fn a_long_line_needs_no_end() {
        assert!(Line::at(&[b'x'; MAX_LINE + 2], 0, false).unwrap().is_long());
        assert_eq!(Line::at(&[b'x'; MAX_LINE], 0, false), None);
    }

    #[test]
    fn the_start_of_a_line_is_looked_for_within_reach() {
        assert_eq!(start(b"rain\r\nhail", 8, 9), Some(6));
        assert_eq!(start(b"rain\r\nhail", 8, 1), None);
        assert_eq!(start(b"\xEF\xBB\xBFrain", 5, 9), Some(3));
    }

    #[test]
    fn white_space_and_padding_are_no_text() {
        assert_eq!(first_text(b"\xEF\xBB\xBF\r\n \n  rain"), 7);
        assert_eq!(first_text(b"\x04\r\n"), 3);
    }
}
