//! The lines of a text.

use memchr::{memchr_iter, memchr2};

use super::layout::Layout;
use super::sentence::ends_sentence;

/// A line: where it begins, where its text begins and ends without the white space round it, where the next one begins.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    pub(super) start: u32,
    pub(super) text: u32,
    pub(super) end: u32,
    pub(super) next: u32,
}

impl Line {
    pub(super) const fn is_blank(self) -> bool {
        self.text >= self.end
    }

    /// Bytes of text.
    pub(super) const fn len(self) -> usize {
        self.end.saturating_sub(self.text) as usize
    }

    /// Bytes of white space before the text.
    pub(super) const fn indent(self) -> u32 {
        self.text - self.start
    }
}

/// All lines of a text. A line ends at LF, CR LF or a lone CR, also mixed.
#[derive(Debug)]
pub(super) struct Lines<'s> {
    pub(super) text: &'s str,
    pub(super) lines: Vec<Line>,
    /// Decided when the lines that are no text of the story have been claimed.
    pub(super) layout: Layout,
}

/// White space for layout: what `char::is_whitespace` has, and marks without width that stand before lines.
pub(super) fn is_space(character: char) -> bool {
    character.is_whitespace()
        || matches!(character, '\u{FEFF}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}')
}

impl<'s> Lines<'s> {
    pub(super) fn of(text: &'s str) -> Lines<'s> {
        let bytes = text.as_bytes();
        let mut lines = Vec::with_capacity(expected(bytes));
        let mut start = 0;
        while let Some(rest @ [first, ..]) = bytes.get(start as usize..) {
            // Between paragraphs every second line is blank: one look, and no search.
            let len = if *first == b'\n' { Some(0) } else { memchr2(b'\n', b'\r', rest) };
            let (bare, behind) = rest.split_at_checked(len.unwrap_or(rest.len())).unwrap_or_default();
            let end = start + offset(bare.len());
            let next = end
                + match behind {
                    [b'\r', b'\n', ..] => 2,
                    [_, ..] => 1,
                    [] => 0,
                };
            lines.push(match bare {
                [] => Line { start, text: start, end, next },
                [first, .., last] if is_plain(*first) && is_plain(*last) => Line { start, text: start, end, next },
                _ => line(text, start, end, next),
            });
            start = next;
        }
        Lines { text, lines, layout: Layout::default() }
    }

    pub(super) fn get(&self, at: usize) -> Option<Line> {
        self.lines.get(at).copied()
    }

    /// The text of a line, without white space round it. Empty past the end.
    pub(super) fn text(&self, at: usize) -> &'s str {
        self.get(at).map_or("", |line| self.between(line.text, line.end))
    }

    /// The bytes of the text of a line.
    #[inline]
    pub(super) fn bytes(&self, line: Line) -> &'s [u8] {
        self.text.as_bytes().get(line.text as usize..line.end as usize).unwrap_or_default()
    }

    pub(super) fn between(&self, start: u32, end: u32) -> &'s str {
        self.text.get(start as usize..end as usize).unwrap_or_default()
    }

    /// Makes the text of a line a part of what it was; an empty part makes it blank. What stood before the part is no
    /// indent any more. Past the end there is nothing to narrow.
    pub(super) fn narrow(&mut self, at: usize, part: &'s str) {
        if let Some(line) = self.lines.get_mut(at) {
            let start = part.as_ptr() as usize - self.text.as_ptr() as usize;
            let indent = line.indent();
            let moved = offset(start) > line.text;
            (line.text, line.end) = (offset(start), offset(start + part.len()));
            line.start = if moved { line.text } else { line.text - indent };
        }
    }

    /// Whether a line ends as a sentence does.
    pub(super) fn stops(&self, line: Line) -> bool {
        let last = line.end.checked_sub(1).and_then(|last| self.text.as_bytes().get(last as usize));
        match last {
            Some(b'.' | b'!' | b'?' | b'"' | b'\'' | b')') => true,
            Some(byte) if !byte.is_ascii() => ends_sentence(self.between(line.text, line.end)),
            _ => false,
        }
    }

    /// Whether the line has text. Lines past either end have none.
    pub(super) fn has_text(&self, at: usize) -> bool {
        self.get(at).is_some_and(|line| !line.is_blank())
    }

    /// The next line from `at` on that has text.
    pub(super) fn next_text(&self, at: usize) -> Option<usize> {
        let rest = self.lines.get(at..)?;
        rest.iter().position(|line| !line.is_blank()).map(|skipped| at + skipped)
    }
}

/// About how many lines a text has, told by its beginning.
fn expected(bytes: &[u8]) -> usize {
    const SAMPLE: usize = 2_048;
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let ends = memchr_iter(b'\n', sample).count();
    // An eighth more, and some to begin with; no more than short lines throughout, whatever the beginning is like.
    let told = (ends + ends / 8 + 4) * bytes.len().div_ceil(SAMPLE);
    told.min(bytes.len() / 32 + 4)
}

/// A place in a text. A source stays below 4 GiB.
fn offset(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

/// Whether a line that begins or ends with this byte has no white space there. Most lines are told by two such looks.
fn is_plain(byte: u8) -> bool {
    (0x21..0x7F).contains(&byte)
}

/// The line from `start` to `end`, its white space found. Blanks and tabs are nearly all of it; what lies beyond ASCII is
/// decoded only where it stands at an end.
fn line(text: &str, start: u32, end: u32, next: u32) -> Line {
    let is_blank = |byte: &u8| matches!(byte, b' ' | b'\t');
    let whole = text.get(start as usize..end as usize).unwrap_or_default();
    let before = whole.as_bytes().iter().take_while(|byte| is_blank(byte)).count();
    let bare = whole.get(before..).unwrap_or_default();
    let after = bare.as_bytes().iter().rev().take_while(|byte| is_blank(byte)).count();
    let bare = bare.get(..bare.len() - after).unwrap_or_default();
    let behind = bare.trim_start_matches(is_space);
    let from = start + offset(before + bare.len() - behind.len());
    Line { start, text: from, end: from + offset(behind.trim_end_matches(is_space).len()), next }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<&str> {
        let lines = Lines::of(text);
        (0..lines.lines.len()).map(|at| lines.text(at)).collect()
    }

    #[test]
    fn line_ends_may_be_mixed() {
        assert_eq!(texts("a\r\n b \rc\n\n\u{A0}d\u{3000}"), ["a", "b", "c", "", "d"]);
        assert_eq!(texts("a\r"), ["a"]);
        assert_eq!(texts(""), [""; 0]);
    }
}
