//! Lines as every reader of text has them: where they end, and which of them are joined without a blank.
//!
//! Source: WIRE-CONVENTIONS section 7.

use std::iter;

use memchr::memchr2;

/// The lines of `text` in order, each without its end and with it. A line ends at LF, CR LF or a lone CR, also mixed; what
/// follows the last end is a line too, unless it is empty.
///
/// ```
/// let lines: Vec<_> = slugline_core::line::lines("Rain\r\nHail\n\nSnow").collect();
/// assert_eq!(lines, [("Rain", "Rain\r\n"), ("Hail", "Hail\n"), ("", "\n"), ("Snow", "Snow")]);
/// ```
pub fn lines(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = text;
    iter::from_fn(move || {
        let len = memchr2(b'\n', b'\r', rest.as_bytes()).unwrap_or(rest.len());
        let line = rest.get(..len).filter(|_| !rest.is_empty())?;
        let after = rest.get(len..)?;
        let end = if after.starts_with("\r\n") { 2 } else { usize::from(!after.is_empty()) };
        let whole = rest.get(..len + end)?;
        rest = after.get(end..)?;
        Some((line, whole))
    })
}

/// Whether a character is of a script that puts no blanks between words: between two of them a wrapped line is joined to the
/// next without one.
pub fn is_ideograph(character: char) -> bool {
    matches!(character, '\u{3000}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{FF01}'..='\u{FF60}' | '\u{20000}'..='\u{3FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_their_ends() {
        let found: Vec<_> = lines("One\r\ntwo\rthree\n\nfour").collect();
        assert_eq!(found, [("One", "One\r\n"), ("two", "two\r"), ("three", "three\n"), ("", "\n"), ("four", "four")]);
        assert_eq!(lines("").count(), 0);
        assert_eq!(lines("One\n").count(), 1);
    }
}
