//! The signature below a message.
//!
//! Source: RFC 3676 section 4.3; WIRE-CONVENTIONS section 6.

use crate::flowed::SIGNATURE_MARK;
use crate::line::{is_blank, lines, without_end};

/// Most lines of a signature that have text. What is longer is text below a line of hyphens.
const MAX_LINES: usize = 16;

/// The story, and the signature below it with the mark that it begins with. Empty: there is none.
pub(crate) fn split(text: &str) -> (&str, &str) {
    let mut at = 0;
    let mut found = None;
    for line in lines(text) {
        let is_mark = without_end(line) == SIGNATURE_MARK;
        found = match found {
            None if is_mark => Some((at, 0)),
            Some((_, MAX_LINES)) if !is_blank(line) => is_mark.then_some((at, 0)),
            Some((start, count)) if !is_blank(line) => Some((start, count + 1)),
            found => found,
        };
        at += line.len();
    }
    found.and_then(|(start, _)| text.split_at_checked(start)).unwrap_or((text, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_begins_a_signature() {
        assert_eq!(split("Rain.\r\n-- \r\nAda\r\n"), ("Rain.\r\n", "-- \r\nAda\r\n"));
        assert_eq!(split("Rain.\n-- \nAda\n\n-- \nThe list\n"), ("Rain.\n", "-- \nAda\n\n-- \nThe list\n"));
        assert_eq!(split("Rain.\n--\nHail.\n"), ("Rain.\n--\nHail.\n", ""));
    }

    #[test]
    fn a_long_text_is_no_signature() {
        let text = format!("Rain.\n-- \n{}", "Hail.\n".repeat(40));
        assert_eq!(split(&text).1, "");
        let signed = format!("{text}-- \nAda\n");
        assert_eq!(split(&signed).1, "-- \nAda\n");
    }
}
