//! Mailboxes: messages in a row, each below a line `From sender date` that the mail program put there (RFC 4155).

use memchr::memmem;

use super::Found;
use super::line::{Line, mark};

const FROM: &[u8] = b"From ";

/// Whether the first line of text is that of a message. `text` begins with that line.
pub(super) fn opens(text: &[u8]) -> bool {
    is_head(text, 0, true) == Some(true)
}

/// Looks for the next message.
pub(super) fn search(bytes: &[u8], from: usize, is_end: bool) -> Found {
    let mut from = from;
    loop {
        let Some(at) = next(bytes, from) else {
            // A line end and part of the word may stand at the end.
            return Found::Nothing { until: from.max(bytes.len().saturating_sub(FROM.len())) };
        };
        match is_head(bytes, at, is_end) {
            Some(true) if is_below_blank_line(bytes, at) => return Found::Opening { at, behind: at + FROM.len() },
            Some(_) => from = at + FROM.len(),
            None => return Found::Nothing { until: at.saturating_sub(1) },
        }
    }
}

/// The next line that begins with the word; from the line end above it on, it is searched for.
fn next(bytes: &[u8], from: usize) -> Option<usize> {
    let mark = mark(bytes);
    if from <= mark && bytes.get(mark..).is_some_and(|text| text.starts_with(FROM)) {
        return Some(mark);
    }
    let end = memmem::find(bytes.get(from..).unwrap_or_default(), b"\nFrom ")?;
    Some(from + end + 1)
}

/// Whether the line at `at` is that of a message: it has a time, and the line below it is a field of a mail's head.
/// `None`: they are not yet to be seen.
fn is_head(bytes: &[u8], at: usize, is_end: bool) -> Option<bool> {
    let line = Line::at(bytes, at, is_end)?;
    if !line.text.starts_with(FROM) || line.is_long() || !has_time(line.text) {
        return Some(false);
    }
    let field = Line::at(bytes, line.next, is_end)?;
    let name = field.text.split(|byte| *byte == b':').next().unwrap_or_default();
    let is_name = !name.is_empty() && name.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-');
    Some(is_name && name.len() < field.text.len())
}

/// Whether a time stands in the line: `10:00`.
fn has_time(line: &[u8]) -> bool {
    line.windows(5).any(|five| match five {
        [h, hh, b':', m, mm] => [h, hh, m, mm].iter().all(|digit| digit.is_ascii_digit()),
        _ => false,
    })
}

/// Whether nothing or a blank line stands above the line at `at`. Text that begins with `From` stands below other text.
fn is_below_blank_line(bytes: &[u8], at: usize) -> bool {
    let above = bytes.get(mark(bytes)..at).unwrap_or_default();
    let above = above.strip_suffix(b"\n").unwrap_or(above);
    let above = above.strip_suffix(b"\r").unwrap_or(above);
    matches!(above.last(), None | Some(b'\n'))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "From ada@desk.example Mon Mar  3 10:00:00 2014\nSubject: Rain\n";

    #[test]
    fn a_message_has_a_time_and_a_field() {
        assert!(opens(HEAD.as_bytes()));
        assert!(opens(HEAD.replace('\n', "\r\n").as_bytes()));
        for text in
            ["From our desk at 10:00\nRain fell.\n", "From our desk\nSubject: Rain\n", "From 10:00 on\n: Rain\n"]
        {
            assert!(!opens(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn a_message_stands_below_a_blank_line() {
        let at = |before: &str| match search(format!("{before}{HEAD}").as_bytes(), 0, true) {
            Found::Opening { at, .. } => Some(at),
            _ => None,
        };
        assert_eq!(at(""), Some(0));
        assert_eq!(at("\u{FEFF}"), Some(3));
        assert_eq!(at("Rain.\n\n"), Some(7));
        assert_eq!(at("Rain.\r\n\r\n"), Some(9));
        assert_eq!(at("Rain.\n"), None);
        assert_eq!(at("Rain.\n>"), None);
    }
}
