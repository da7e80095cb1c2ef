//! Texts as members of a line of JSON: nothing in a line may end it, for whoever reads it.

/// Adds `text` as a string of JSON. What some readers of lines take for an end of one is escaped, also where JSON does not ask
/// for it.
///
/// Source: RFC 8259, section 7; Spark's reader of lines ends them at a carriage return, others at U+0085, U+2028, U+2029.
pub(super) fn put_string(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    put_escaped(text, out);
    out.push(b'"');
}

fn put_escaped(text: &str, out: &mut Vec<u8>) {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(may_begin_one) {
        let (plain, from) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.extend_from_slice(plain.as_bytes());
        let mut letters = from.chars();
        if let Some(letter) = letters.next() {
            put_letter(letter, out);
        }
        rest = letters.as_str();
    }
    out.extend_from_slice(rest.as_bytes());
}

/// Whether a character that begins with this byte may have to be escaped. The last two begin U+0080 to U+00BF, and U+2000 to
/// U+2FFF.
fn may_begin_one(byte: u8) -> bool {
    byte < 0x20 || matches!(byte, b'"' | b'\\' | 0x7F | 0xC2 | 0xE2)
}

fn put_letter(letter: char, out: &mut Vec<u8>) {
    let short = match letter {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        '\0'..='\x1F' | '\x7F'..='\u{9F}' | '\u{2028}' | '\u{2029}' => {
            out.extend_from_slice(format!("\\u{:04x}", u32::from(letter)).as_bytes());
            return;
        }
        plain => {
            out.extend_from_slice(plain.encode_utf8(&mut [0; 4]).as_bytes());
            return;
        }
    };
    out.extend_from_slice(short.as_bytes());
}

/// Adds `json`, which is JSON, on one line: without the blanks between its parts.
pub(super) fn put_json(json: &str, out: &mut Vec<u8>) {
    let mut rest = json;
    while let Some(at) = rest.find(['"', ' ', '\n', '\r', '\t']) {
        let (plain, from) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.extend_from_slice(plain.as_bytes());
        rest = match from.strip_prefix('"') {
            Some(string) => put_rest_of_string(string, out),
            None => from.trim_start_matches([' ', '\n', '\r', '\t']),
        };
    }
    out.extend_from_slice(rest.as_bytes());
}

/// Adds a string behind its first quote, and gives what follows it. It is escaped already, but for what JSON lets stand.
fn put_rest_of_string<'j>(string: &'j str, out: &mut Vec<u8>) -> &'j str {
    out.push(b'"');
    let mut at = 0;
    let end = loop {
        let rest = string.as_bytes().get(at..).unwrap_or_default();
        match memchr::memchr2(b'"', b'\\', rest) {
            Some(found) if rest.get(found) == Some(&b'\\') => at += found + 2,
            Some(found) => break at + found + 1,
            None => break string.len(),
        }
    };
    let (string, rest) = string.split_at_checked(end).unwrap_or((string, ""));
    let mut done = 0;
    for at in memchr::memchr2_iter(0xC2, 0xE2, string.as_bytes()) {
        let letter = string.get(at..).and_then(|rest| rest.chars().next());
        if let Some(letter @ ('\u{80}'..='\u{9F}' | '\u{2028}' | '\u{2029}')) = letter {
            out.extend_from_slice(string.get(done..at).unwrap_or_default().as_bytes());
            put_letter(letter, out);
            done = at + letter.len_utf8();
        }
    }
    out.extend_from_slice(string.get(done..).unwrap_or_default().as_bytes());
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    const HARD: &str = "a\"b\\c\n\r\t\0\u{7F}\u{85}\u{2028}\u{2029}é„“ ⟵\u{1F600}";

    fn put(put: impl Fn(&str, &mut Vec<u8>), text: &str) -> String {
        let mut out = Vec::new();
        put(text, &mut out);
        String::from_utf8(out).unwrap()
    }

    fn ends_a_line(text: &str) -> bool {
        text.contains(['\n', '\r', '\u{B}', '\u{C}', '\u{1C}', '\u{85}', '\u{2028}', '\u{2029}'])
    }

    #[test]
    fn a_text_reads_back_and_ends_no_line() {
        let json = put(put_string, HARD);
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), HARD);
        assert!(!ends_a_line(&json), "{json}");
    }

    #[test]
    fn json_is_the_same_on_one_line() {
        let value = serde_json::json!({ HARD: [1.5, HARD, " a  b ", "\\", { "x": null, "": [] }] });
        let pretty = serde_json::to_string_pretty(&value).unwrap();
        let line = put(put_json, &pretty);
        assert_eq!(serde_json::from_str::<serde_json::Value>(&line).unwrap(), value);
        assert!(!ends_a_line(&line), "{line}");
        assert_eq!(put(put_json, "{ \"a\" : [ 1 , \" \\\" \" ] }\n"), "{\"a\":[1,\" \\\" \"]}");
    }
}
