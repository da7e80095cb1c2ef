//! How paragraphs are laid out, decided once for a text from counted evidence.
//!
//! Source: WIRE-CONVENTIONS section 7.

use super::line::{Line, Lines};

/// What the lines of a text were found to speak for. By default a line is a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Layout {
    /// Least bytes of a line that the next one may go on with: three fifths of the width at which lines are wrapped. No line
    /// has as many where none is wrapped.
    full: u32,
    /// Least indent, in bytes, of a line that begins a paragraph even without a blank line before it.
    indent: u32,
}

impl Default for Layout {
    fn default() -> Layout {
        Layout { full: u32::MAX, indent: u32::MAX }
    }
}

/// What an envelope says of the lines in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Wire {
    /// There is none.
    #[default]
    None,
    /// Lines are wrapped, and indents begin paragraphs.
    Indented,
    /// Lines are wrapped, and blank lines part paragraphs.
    Blank,
}

/// Lines this long, in characters, may be wrapped ones; shorter ones end where they end.
const WRAPPED: std::ops::RangeInclusive<usize> = 45..=110;

/// How many bytes a character has, in eighths, told from the first lines: 8 for English, about 15 for Russian.
fn bytes_a_character(lines: &Lines<'_>) -> usize {
    let (bytes, characters) = (0..64).map(|at| lines.text(at)).fold((0, 0), |(bytes, characters), text| {
        let count = if text.is_ascii() { text.len() } else { text.chars().count() };
        (bytes + text.len(), characters + count)
    });
    (bytes * 8_usize).checked_div(characters).unwrap_or(8)
}

impl Layout {
    /// The layout that the lines of a text speak for. In the envelope of a wire one wrapped line is evidence enough.
    pub(super) fn of(lines: &Lines<'_>, wire: Wire) -> Layout {
        let scale = bytes_a_character(lines);
        let (least, most) = (*WRAPPED.start() * scale / 8, *WRAPPED.end() * scale / 8);
        let (mut full, mut stopped, mut long, mut width, mut indented, mut base) =
            (0_usize, 0, 0, 0, 0_usize, u32::MAX);
        for pair in lines.lines.windows(2) {
            let [line, next] = pair else { continue };
            if line.is_blank() {
                continue;
            }
            let len = line.len();
            if len > most {
                long += 1;
            } else if !next.is_blank() {
                if len >= least {
                    full += 1;
                    width = width.max(len);
                    stopped += usize::from(lines.stops(*line));
                }
                let indent = next.indent();
                indented += usize::from(indent >= line.indent() + 2);
                base = base.min(indent);
            }
        }
        // Where lines end as sentences do, each is a paragraph.
        let least_full = if wire == Wire::None { 2 } else { 1 };
        let is_wrapped = full >= least_full && long * 4 <= full && stopped * 3 <= full * 2;
        let indents_start = is_wrapped && (indented >= 2 || (wire == Wire::Indented && indented > 0));
        Layout {
            full: if is_wrapped { full_of(width) } else { u32::MAX },
            indent: if indents_start { base.saturating_add(2) } else { u32::MAX },
        }
    }

    #[inline]
    pub(super) const fn is_wrapped(self) -> bool {
        self.full < u32::MAX
    }

    /// Whether indents part paragraphs.
    pub(super) const fn has_indents(self) -> bool {
        self.indent < u32::MAX
    }

    /// Whether the indent of a line begins a paragraph.
    #[inline]
    pub(super) const fn is_indented(self, line: Line) -> bool {
        line.indent() >= self.indent
    }

    /// Whether a line reaches so far to the right that the next one may go on with it.
    #[inline]
    pub(super) const fn is_full(self, line: Line) -> bool {
        line.len() >= self.full as usize
    }
}

/// Three fifths of a width, rounded up.
fn full_of(width: usize) -> u32 {
    u32::try_from((width * 3).div_ceil(5)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layout(text: &str) -> Layout {
        Layout::of(&Lines::of(text), Wire::None)
    }

    #[test]
    fn long_lines_are_paragraphs() {
        let article = format!("Headline\nBy Ada Roe\n\n{0}\n\n{0}", "x".repeat(400));
        assert!(!layout(&article).is_wrapped());
    }

    #[test]
    fn lines_of_one_width_are_wrapped() {
        let article = format!("Headline\n\n{0}\n{0}\n{0}\nend.\n", "x".repeat(68));
        assert_eq!(layout(&article), Layout { full: full_of(68), ..Layout::default() });
    }

    #[test]
    fn indents_count_from_the_lines_that_go_on() {
        let article = format!("Headline\n   {0}\n{0}\n   Short one.\n   {0}\n{0}\n   {0}\n", "x".repeat(68));
        let layout = layout(&article);
        assert!(layout.has_indents());
        let lines = Lines::of(&article);
        let starts: Vec<bool> = lines.lines.iter().map(|line| layout.is_indented(*line)).collect();
        assert_eq!(starts, [false, true, false, true, true, false, true]);
    }

    #[test]
    fn lines_that_end_as_sentences_do_are_paragraphs() {
        let article = format!("Headline\n{0}.\n{0}.\n{0}.\n", "x".repeat(68));
        assert!(!layout(&article).is_wrapped());
    }
}
