//! Lines, and what they say about the layout of a text.

use memchr::{memchr, memchr_iter, memchr2_iter};

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
    pub(super) layout: Layout,
}

/// How paragraphs are laid out, decided once for a text from counted evidence.
///
/// Source: WIRE-CONVENTIONS section 7.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Layout {
    /// Width in bytes at which lines are wrapped; 0 where a line is a paragraph.
    pub(super) wrapped_at: usize,
    /// Whether an indented line begins a paragraph even without a blank line before it.
    pub(super) indents_start: bool,
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
        let mut start = 0;
        let mut push = |end: usize| {
            // Else the second half of a CR LF.
            if end >= start {
                let both = bytes.get(end) == Some(&b'\r') && bytes.get(end + 1) == Some(&b'\n');
                let next = end + 1 + usize::from(both);
                lines.push(line(text, start, end, next));
                start = next;
            }
        };
        match memchr(b'\r', bytes) {
            None => memchr_iter(b'\n', bytes).for_each(&mut push),
            Some(_) => memchr2_iter(b'\n', b'\r', bytes).for_each(&mut push),
        }
        if start < bytes.len() {
            lines.push(line(text, start, bytes.len(), bytes.len()));
        }
        let layout = Layout::of(&lines, bytes_a_character(text, &lines));
        Lines { text, lines, layout }
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

/// The line from `start` to `end`, its white space found. Most lines have none, which two looks at a byte tell.
#[inline]
fn line(text: &str, start: usize, end: usize, next: usize) -> Line {
    let plain = |at: usize| text.as_bytes().get(at).is_some_and(|byte| (0x21..0x7F).contains(byte));
    let (mut from, mut to) = (start, end);
    if start < end && !(plain(start) && plain(end - 1)) {
        let whole = text.get(start..end).unwrap_or_default();
        let trimmed = whole.trim_start_matches(is_space);
        from = end - trimmed.len();
        to = from + trimmed.trim_end_matches(is_space).len();
    }
    // A source stays below 4 GiB.
    let offset = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
    Line { start: offset(start), text: offset(from), end: offset(to), next: offset(next) }
}

/// Lines this long, in characters, may be wrapped ones; shorter ones end where they end.
const WRAPPED: std::ops::RangeInclusive<usize> = 45..=110;

/// How many bytes a character has, in eighths, told from the first lines: 8 for English, about 15 for Russian.
fn bytes_a_character(text: &str, lines: &[Line]) -> usize {
    let texts = lines.iter().take(64).filter_map(|line| text.get(line.text as usize..line.end as usize));
    let (bytes, characters) = texts.fold((0, 0), |(bytes, characters), text| {
        let count = if text.is_ascii() { text.len() } else { text.chars().count() };
        (bytes + text.len(), characters + count)
    });
    (bytes * 8_usize).checked_div(characters).unwrap_or(8)
}

impl Layout {
    fn of(lines: &[Line], scale: usize) -> Layout {
        let wrapped = *WRAPPED.start() * scale / 8..=*WRAPPED.end() * scale / 8;
        let (mut full, mut long, mut width, mut indented) = (0, 0, 0, 0);
        for pair in lines.windows(2) {
            let [line, next] = pair else { continue };
            let len = line.len();
            if len > *wrapped.end() {
                long += 1;
            } else if !line.is_blank() && !next.is_blank() {
                if wrapped.contains(&len) {
                    full += 1;
                    width = width.max(len);
                }
                indented += usize::from(next.indent() >= line.indent() + 2);
            }
        }
        let is_wrapped = full >= 2 && long * 4 <= full;
        Layout { wrapped_at: if is_wrapped { width } else { 0 }, indents_start: is_wrapped && indented >= 2 }
    }

    pub(super) const fn is_wrapped(self) -> bool {
        self.wrapped_at > 0
    }

    /// Whether a line of `len` bytes reaches so far to the right that the next one may go on with it.
    pub(super) const fn is_full(self, len: usize) -> bool {
        self.is_wrapped() && len * 5 >= self.wrapped_at * 3
    }
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

    #[test]
    fn long_lines_are_paragraphs() {
        let article = format!("Headline\nBy Ada Roe\n\n{0}\n\n{0}", "x".repeat(400));
        assert!(!Lines::of(&article).layout.is_wrapped());
    }

    #[test]
    fn lines_of_one_width_are_wrapped() {
        let article = format!("Headline\n\n{0}\n{0}\n{0}\nend.\n", "x".repeat(68));
        assert_eq!(Lines::of(&article).layout, Layout { wrapped_at: 68, indents_start: false });
    }
}
