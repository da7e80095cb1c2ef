//! What headings look like, as far as a line's own words tell.
//!
//! Source: WIRE-CONVENTIONS section 13.

use super::sentence::capitals;

/// Longest heading, in characters, and in bytes of any script.
const MAX_HEADING: usize = 80;
pub(super) const MAX_HEADING_BYTES: usize = 240;

/// Whether a text begins or ends in a figure.
pub(super) fn is_numbered(text: &str) -> bool {
    let bytes = text.as_bytes();
    [bytes.first(), bytes.last()].into_iter().flatten().any(u8::is_ascii_digit)
}

/// Whether a text ends in a colon, wide or not: what follows is not below a heading.
pub(super) fn ends_in_colon(text: &str) -> bool {
    // The last byte of the wide colon.
    matches!(text.as_bytes().last(), Some(b':' | 0x9A)) && text.ends_with([':', '：'])
}

/// Whether a line is short and begins and ends as headings do.
pub(super) fn looks_like_heading(text: &str) -> bool {
    let bytes = text.as_bytes();
    // Most headings begin and end with a letter of ASCII.
    let plain = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric());
    let capital = bytes.first().is_some_and(u8::is_ascii_uppercase);
    (capital || opens_heading(text))
        && (plain(bytes.last()) || !ends_otherwise(text))
        && (text.len() <= MAX_HEADING || (!text.is_ascii() && text.chars().count() <= MAX_HEADING))
        && !is_spoken(text)
        && !has_address(text)
        && (capital || text.chars().any(char::is_alphabetic))
}

fn opens_heading(text: &str) -> bool {
    let first = text.chars().next().unwrap_or(' ');
    !first.is_lowercase() && !matches!(first, '"' | '\'' | '“' | '‘' | '«' | '»' | '„' | '-' | '–' | '—' | '(' | '[')
}

/// Whether a text ends as no heading does.
fn ends_otherwise(text: &str) -> bool {
    let last = text.chars().next_back().unwrap_or(' ');
    matches!(last, '.' | '!' | ';' | ',' | ':' | '"' | '”' | '。' | '！' | '，' | '：' | '؛' | '،' | '-' | '»')
}

/// Whether a line is short or has the capitals of a title: `Highlights`, `When To Use a Crane`. A sentence that leads over
/// to a list is neither.
pub(super) fn is_title(text: &str) -> bool {
    let (capitals, words) = capitals(text);
    words <= 3 || capitals * 3 >= words * 2
}

/// Whether a line begins with who speaks: `Q: What next?`, `REPORTER: And now?`
fn is_spoken(text: &str) -> bool {
    let who = text.bytes().take(17).take_while(|byte| matches!(byte, b'A'..=b'Z' | b' ')).count();
    (1..=16).contains(&who) && text.as_bytes().get(who..who + 2) == Some(b": ")
}

fn has_address(text: &str) -> bool {
    memchr::memchr(b':', text.as_bytes()).is_some_and(|at| text.as_bytes().get(at + 1) == Some(&b'/'))
}
