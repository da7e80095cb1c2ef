//! Characters that would be marks, spelled so that they are none.
//!
//! Source: spec.commonmark.org 0.31.2, sections 2.4 "Backslash escapes" and 6 "Inlines"; tables as GitHub has them; template
//! markup as Hugo and Liquid have it.

use slugline_core::plugin::Sink;

/// Where a text stands, which decides what is a mark in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Paragraph,
    /// A heading ends at the end of its line, and at `#`.
    Heading,
    /// A cell ends at `|`.
    Cell,
}

/// Writes `text`, which has no line ends, within a line. What may be a mark only before what another run of text says, too.
pub(super) fn put_text(out: &mut Sink, text: &str, place: Place) {
    let bytes = text.as_bytes();
    let mut done = 0;
    for (at, byte) in bytes.iter().enumerate() {
        let escape: &[u8] = match byte {
            b'\\' | b'`' | b'*' | b'[' | b']' | b'<' | b'{' | b'~' => b"\\",
            b'_' if !is_within_word(bytes, at) => b"\\",
            b'&' if bytes.get(at + 1).is_some_and(|next| next.is_ascii_alphabetic() || *next == b'#') => b"\\",
            // `{%` would begin template markup even behind a backslash.
            b'%' if begins_template(bytes, at) => b"\\",
            // Before a link it would make a picture of it.
            b'!' if at + 1 == bytes.len() => b"\\",
            b'#' if place == Place::Heading => b"\\",
            b'|' if place == Place::Cell => b"\\",
            _ => continue,
        };
        out.put_str(text.get(done..at).unwrap_or_default());
        out.put(escape);
        done = at;
    }
    out.put_str(text.get(done..).unwrap_or_default());
}

/// Whether a brace stands before, or may stand before in another run.
fn begins_template(bytes: &[u8], at: usize) -> bool {
    at.checked_sub(1).is_none_or(|before| bytes.get(before) == Some(&b'{'))
}

/// Whether letters or digits stand on both sides, where `_` is no mark.
fn is_within_word(bytes: &[u8], at: usize) -> bool {
    let is_word = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_alphanumeric);
    is_word(at.checked_sub(1)) && is_word(Some(at + 1))
}

/// Writes what has to stand before the text of a line, so that its beginning makes no block of it, and what of the text was
/// written with that; gives the rest.
pub(super) fn put_line_start<'t>(out: &mut Sink, text: &'t str) -> &'t str {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    match text.as_bytes().get(digits) {
        // `1.` begins a list, and so does `1)`.
        Some(b'.' | b')') if (1..=9).contains(&digits) => {
            let (number, rest) = text.split_at_checked(digits).unwrap_or((text, ""));
            out.put_str(number);
            out.put(b"\\");
            let (mark, rest) = rest.split_at_checked(1).unwrap_or((rest, ""));
            out.put_str(mark);
            rest
        }
        // Headings, lists, quotes, lines below a heading, rows, and what begins front matter.
        Some(b'#' | b'+' | b'-' | b'=' | b'>' | b'|' | b':' | b';') if digits == 0 => {
            out.put(b"\\");
            let (mark, rest) = text.split_at_checked(1).unwrap_or((text, ""));
            out.put_str(mark);
            rest
        }
        _ => text,
    }
}

/// Writes the address of a link or picture: as it is, or between angle brackets.
pub(super) fn put_address(out: &mut Sink, address: &str) {
    let is_odd = |byte: u8| matches!(byte, b'(' | b')' | b'<' | b'>' | b'\\' | b'&' | b'{') || byte <= b' ';
    if !address.is_empty() && !address.bytes().any(is_odd) {
        return out.put_str(address);
    }
    out.put(b"<");
    put_with(out, address, |byte| matches!(byte, b'<' | b'>' | b'\\' | b'&' | b'{'));
    out.put(b">");
}

/// Writes the words under a picture in quotation marks.
pub(super) fn put_title(out: &mut Sink, title: &str) {
    out.put(b"\"");
    put_with(out, title, |byte| matches!(byte, b'"' | b'\\' | b'&' | b'{'));
    out.put(b"\"");
}

fn put_with(out: &mut Sink, text: &str, is_mark: impl Fn(u8) -> bool) {
    let mut done = 0;
    for (at, byte) in text.bytes().enumerate() {
        if is_mark(byte) || (byte == b'%' && begins_template(text.as_bytes(), at)) {
            out.put_str(text.get(done..at).unwrap_or_default());
            out.put(b"\\");
            done = at;
        }
    }
    out.put_str(text.get(done..).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn spells(text: &str, expected: &str) {
        let mut out = Sink::memory();
        let rest = put_line_start(&mut out, text);
        put_text(&mut out, rest, Place::Paragraph);
        assert_eq!(String::from_utf8(out.finish().unwrap_or_default()).unwrap_or_default(), expected);
    }

    #[test]
    fn marks_become_characters() {
        spells("2 * 3 is [sic] <b> `c`", "2 \\* 3 is \\[sic\\] \\<b> \\`c\\`");
        spells("snake_case _now_", "snake_case \\_now\\_");
        spells("AT&T & R&amp;D", "AT\\&T & R\\&amp;D");
        spells("{{< figure >}} ~~no~~", "\\{\\{\\< figure >}} \\~\\~no\\~\\~");
        spells("5% {% raw %}", "5% \\{\\% raw %}");
        spells("Rain again!", "Rain again\\!");
    }

    #[test]
    fn no_line_begins_a_block() {
        for text in ["# one", "+ one", "- one", "> one", "=== ", "| a", "--- ", ";;;"] {
            spells(text, &format!("\\{text}"));
        }
        spells("1. The first mile", "1\\. The first mile");
        spells("12) tea", "12\\) tea");
        spells("1,340 boats. 2 left", "1,340 boats. 2 left");
        spells("1234567890. no list", "1234567890. no list");
    }
}
