//! The lines of a text.

use memchr::{memchr, memchr_iter, memchr2_iter};

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
        let mut lines = Vec::with_capacity(bytes.len() / 64 + 4);
        // Nearly every text has its lines end at LF, with CR before it or without.
        let first_return = memchr(b'\r', bytes);
        let returns =
            first_return.map_or(0, |first| memchr_iter(b'\r', bytes.get(first..).unwrap_or_default()).count());
        let mut pairs = 0;
        let mut start = 0;
        for end in memchr_iter(b'\n', bytes) {
            let is_pair = end > start && bytes.get(end - 1) == Some(&b'\r');
            pairs += usize::from(is_pair);
            lines.push(line(text, start, end - usize::from(is_pair), end + 1));
            start = end + 1;
        }
        if pairs < returns {
            lines.clear();
            start = push_mixed(text, &mut lines);
        }
        if start < bytes.len() {
            lines.push(line(text, start, bytes.len(), bytes.len()));
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

/// The lines of a text in which some end at a lone CR. Gives where the last one begins.
fn push_mixed(text: &str, lines: &mut Vec<Line>) -> usize {
    let bytes = text.as_bytes();
    let mut start = 0;
    for end in memchr2_iter(b'\n', b'\r', bytes) {
        // Else the second half of a CR LF.
        if end >= start {
            let both = bytes.get(end) == Some(&b'\r') && bytes.get(end + 1) == Some(&b'\n');
            let next = end + 1 + usize::from(both);
            lines.push(line(text, start, end, next));
            start = next;
        }
    }
    start
}

/// A place in a text. A source stays below 4 GiB.
fn offset(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

/// The line from `start` to `end`, its white space found. Most lines have none, which two looks at a byte tell.
#[inline]
fn line(text: &str, start: usize, end: usize, next: usize) -> Line {
    let plain = |at: usize| text.as_bytes().get(at).is_some_and(|byte| (0x21..0x7F).contains(byte));
    let (mut from, mut to) = (start, end);
    let blank = |at: usize| matches!(text.as_bytes().get(at), Some(b' ' | b'\t'));
    while from < to && blank(from) {
        from += 1;
    }
    while from < to && blank(to - 1) {
        to -= 1;
    }
    if from < to && !(plain(from) && plain(to - 1)) {
        let whole = text.get(from..to).unwrap_or_default();
        let trimmed = whole.trim_start_matches(is_space);
        from = to - trimmed.len();
        to = from + trimmed.trim_end_matches(is_space).len();
    }
    Line { start: offset(start), text: offset(from), end: offset(to), next: offset(next) }
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
