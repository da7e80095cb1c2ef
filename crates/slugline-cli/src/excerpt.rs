//! The line that a diagnostic is about, short enough to be shown.

use std::ops::Range;

use slugline::diagnostic::is_obeyed;
use slugline::model::Span;
use slugline::{LineCol, Source};

/// Bytes shown before a part. A line of a story may be the whole story.
const MAX_BEFORE: usize = 40;

/// Bytes shown from where a part begins.
const MAX_AFTER: usize = 100;

/// The line in which a part of a source begins, and the part.
#[derive(Debug, PartialEq)]
pub(crate) struct Excerpt {
    /// Where the part begins.
    pub(crate) place: LineCol,
    /// The line, or as much of it as can be shown.
    pub(crate) line: String,
    /// The part, in bytes of `line`; of a part of several lines, what stands in this one.
    pub(crate) marked: Range<usize>,
}

impl Excerpt {
    /// The line in which `span` begins. `None` where it is at no place.
    pub(crate) fn of(source: &Source, span: Span) -> Option<Excerpt> {
        if span.is_detached() {
            return None;
        }
        let (line_before, line_after) = source.line_at(span.start);
        let cut = line_before.floor_char_boundary(line_before.len().saturating_sub(MAX_BEFORE));
        let shown_before = line_before.get(cut..)?;
        // Trimmed when cut: white space may go on for megabytes.
        let shown_after = line_after.get(..line_after.floor_char_boundary(MAX_AFTER))?.trim_end();
        let line_after = if line_after.len() > MAX_AFTER { line_after } else { shown_after };
        let (first, last) = (cut_sign(shown_before, line_before), cut_sign(shown_after, line_after));

        let (marked, shown_after) = shown_after.split_at_checked(source.slice(span).len()).unwrap_or((shown_after, ""));
        let before = format!("{first}{}", visible(shown_before));
        let marked = visible(marked);
        Some(Excerpt {
            place: source.line_col(span.start),
            marked: before.len()..before.len() + marked.len(),
            line: format!("{before}{marked}{}{last}", visible(shown_after)),
        })
    }
}

/// What stands where the rest of a line was cut.
fn cut_sign(shown: &str, whole: &str) -> &'static str {
    if shown.len() < whole.len() { "…" } else { "" }
}

/// Text with signs in place of what a terminal would obey. ASCII is left to annotate-snippets, which has pictures for it.
fn visible(text: &str) -> String {
    let sign = |letter: char| if !letter.is_ascii() && is_obeyed(letter) { '\u{FFFD}' } else { letter };
    text.chars().map(sign).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, span: (u32, u32), line: &str, marked: &str) {
        let source = Source::from_text("story.txt", text).unwrap();
        let excerpt = Excerpt::of(&source, Span::new(span.0, span.1)).unwrap();
        assert_eq!(excerpt.line, line);
        assert_eq!(excerpt.line.get(excerpt.marked.clone()), Some(marked));
    }

    #[test]
    fn a_short_line_is_shown_whole() {
        check("One\nTwo three\r\nFour", (8, 13), "Two three", "three");
    }

    #[test]
    fn a_part_of_several_lines_shows_the_first() {
        check("One\ntwo\nthree", (0, 13), "One", "One");
    }

    #[test]
    fn a_long_line_is_cut_on_both_sides() {
        let long = "ä".repeat(10_000);
        let shown = format!("…{}{}…", "ä".repeat(20), "ä".repeat(50));
        check(&long, (6_000, 6_002), &shown, "ä");
    }

    #[test]
    fn a_lone_carriage_return_ends_a_line() {
        check("One\rtwo three\rfour", (8, 13), "two three", "three");
    }

    #[test]
    fn what_a_terminal_obeys_is_a_sign() {
        check("a\u{9B}2J\u{200F}z", (1, 3), "a\u{FFFD}2J\u{FFFD}z", "\u{FFFD}");
    }

    #[test]
    fn the_end_of_the_text_is_a_place() {
        check("One", (3, 3), "One", "");
        check("", (0, 0), "", "");
    }

    #[test]
    fn what_no_one_read_has_no_line() {
        let source = Source::from_text("story.txt", "One").unwrap();
        assert_eq!(Excerpt::of(&source, Span::DETACHED), None);
    }
}
