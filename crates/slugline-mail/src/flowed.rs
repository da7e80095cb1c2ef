//! Text whose lines flow: a blank before a line end makes it a soft one.
//!
//! Source: RFC 3676.

use slugline_core::{Rebuilt, Source};

use crate::line::{lines, without_end};

/// The line above a signature. It ends in a blank and does not flow.
pub(crate) const SIGNATURE_MARK: &str = "-- ";

/// The text with its soft line ends taken out; borrowed from `text` where it has none. With `deletes_space`, the blank
/// before a soft line end goes too. Quote marks stay where a quote begins, and go where a line goes on with it.
pub(crate) fn joined<'s>(source: &'s Source, text: &'s str, deletes_space: bool) -> &'s str {
    if !lines(text).map(Line::of).any(|line| line.is_soft || line.is_stuffed) {
        return text;
    }
    let mut made = Rebuilt::with_capacity(text.len());
    let mut above: Option<Line<'_>> = None;
    for line in lines(text).map(Line::of) {
        match above.filter(|above| above.is_soft) {
            Some(above) if above.depth == line.depth && !line.is_signature() => {}
            Some(above) => {
                made.push(source, above.end);
                made.push(source, line.marks);
            }
            None => made.push(source, line.marks),
        }
        let kept = if line.is_soft && deletes_space { line.content.trim_end_matches(' ') } else { line.content };
        made.push(source, kept);
        if !line.is_soft {
            made.push(source, line.end);
        }
        above = Some(line);
    }
    source.keep(made)
}

/// A line of flowed text.
#[derive(Clone, Copy)]
struct Line<'t> {
    /// Quote marks, with the blank that parts them from the content.
    marks: &'t str,
    depth: usize,
    /// The text, without the blank that was put before it lest it be taken for something else.
    content: &'t str,
    end: &'t str,
    is_soft: bool,
    is_stuffed: bool,
}

impl<'t> Line<'t> {
    fn of(line: &'t str) -> Line<'t> {
        let bare = without_end(line);
        let (_, end) = line.split_at_checked(bare.len()).unwrap_or((line, ""));
        let quoted = bare.trim_start_matches('>');
        let depth = bare.len() - quoted.len();
        let content = quoted.strip_prefix(' ').unwrap_or(quoted);
        let marks = bare.get(..if depth > 0 { bare.len() - content.len() } else { 0 }).unwrap_or_default();
        let is_soft = content.ends_with(' ') && content != SIGNATURE_MARK;
        Line { marks, depth, content, end, is_soft, is_stuffed: depth == 0 && content.len() < quoted.len() }
    }

    fn is_signature(&self) -> bool {
        self.content == SIGNATURE_MARK
    }
}

#[cfg(test)]
mod tests {
    use slugline_core::model::Span;

    use super::*;

    #[track_caller]
    fn check(text: &str, deletes_space: bool, expected: &str) {
        let source = Source::from_text("test", text).unwrap();
        assert_eq!(joined(&source, source.text(), deletes_space), expected);
    }

    #[test]
    fn a_blank_makes_a_line_end_soft() {
        check("No ferry \r\nleft.\r\n\r\nNone.\r\n", false, "No ferry left.\r\n\r\nNone.\r\n");
        check("No fer \nry left.\n", true, "No ferry left.\n");
        check("No ferry \n", false, "No ferry ");
    }

    #[test]
    fn quotes_flow_within_their_depth() {
        check("> No ferry \n> left.\nWhy?\n", false, "> No ferry left.\nWhy?\n");
        check("> No ferry \n>> left.\n", false, "> No ferry \n>> left.\n");
    }

    #[test]
    fn a_signature_is_no_soft_line() {
        check("Rain. \n-- \nAda\n", false, "Rain. \n-- \nAda\n");
    }

    #[test]
    fn stuffed_lines_lose_their_blank() {
        check(" From Leeds\n > tall\n", false, "From Leeds\n> tall\n");
        check("  indented\n", false, " indented\n");
    }

    #[test]
    fn text_without_soft_ends_stays() {
        let source = Source::from_text("test", "Rain.\nHail.\n").unwrap();
        assert_eq!(joined(&source, source.text(), false).as_ptr(), source.text().as_ptr());
        let source = Source::from_text("test", "Rain \nfell.").unwrap();
        let text = joined(&source, source.text(), false);
        assert_eq!(source.span_of(text.get(5..).unwrap()), Span::new(6, 11));
    }
}
