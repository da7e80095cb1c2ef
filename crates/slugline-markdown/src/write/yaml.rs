//! Scalars of YAML that every parser reads as the text they are.
//!
//! Source: YAML 1.2.2, sections 7.3 "Flow Scalar Styles" and 10.3 "Core Schema"; YAML 1.1, "Boolean Language-Independent Type",
//! for parsers that still know it.

use slugline_core::plugin::Sink;

use crate::entity;

/// Writes `text`, which is one line without control characters: bare where no parser takes it for anything but text, else in
/// double quotation marks. Whoever reads front matter for a page may resolve the references of HTML in it, so what looks like one
/// is written with a reference for its ampersand.
pub(super) fn put_text(out: &mut Sink, text: &str) {
    let with_references = (entity::decode(text) != text).then(|| text.replace('&', "&amp;"));
    let text = with_references.as_deref().unwrap_or(text);
    if is_plain(text) {
        return out.put_str(text);
    }
    out.put(b"\"");
    for letter in text.chars() {
        match letter {
            '"' => out.put(b"\\\""),
            '\\' => out.put(b"\\\\"),
            // Line ends to YAML 1.1, and a mark that no document has within.
            '\u{2028}' | '\u{2029}' | '\u{FEFF}' => out.put_str(&format!("\\u{:04X}", u32::from(letter))),
            letter => out.put_str(letter.encode_utf8(&mut [0; 4])),
        }
    }
    out.put(b"\"");
}

/// Whether a text without marks around it is itself to every parser: it begins with a letter, has no sign that YAML uses, and is
/// no word for a switch or for nothing.
fn is_plain(text: &str) -> bool {
    const WORDS: [&str; 9] = ["false", "n", "no", "null", "off", "on", "true", "y", "yes"];
    let is_sign =
        |letter| matches!(letter, ' ' | ',' | '.' | '\'' | '’' | '-' | '–' | '—' | '(' | ')' | '/' | '?' | '!');
    text.starts_with(char::is_alphabetic)
        && text.chars().all(|letter| letter.is_alphabetic() || letter.is_ascii_digit() || is_sign(letter))
        && !WORDS.iter().any(|word| text.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelled(text: &str) -> String {
        let mut out = Sink::memory();
        put_text(&mut out, text);
        String::from_utf8(out.finish().unwrap_or_default()).unwrap_or_default()
    }

    #[test]
    fn what_is_text_to_all_stays_bare() {
        for text in ["Ferries stop as crews walk out", "Ærø får færge", "O'Dell, Jr.", "港口关闭", "nobody"] {
            assert_eq!(spelled(text), text);
        }
    }

    #[test]
    fn what_would_be_something_else_is_quoted() {
        for text in ["no", "Yes", "1.0", "2024-11-18", "@ada", "- rain", "Rain: again", "a #1", "[x]", "*a", "~", "a:"]
        {
            assert_eq!(spelled(text), format!("\"{text}\""));
        }
        assert_eq!(spelled("say \"no\" \\ yes"), r#""say \"no\" \\ yes""#);
        assert_eq!(spelled("a\u{2028}b"), r#""a\u2028b""#);
        assert_eq!(spelled("R&amp;D"), "\"R&amp;amp;D\"");
        assert_eq!(spelled("AT&T"), "\"AT&T\"");
    }
}
