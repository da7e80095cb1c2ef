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
    let bytes = text.as_bytes();
    out.reserve(bytes.len() + bytes.len() / 8);
    let (mut done, mut at) = (0, 0);
    while let Some(found) = next_candidate(bytes, at) {
        at = found + 1;
        let put_plain = |out: &mut Vec<u8>| out.extend_from_slice(bytes.get(done..found).unwrap_or_default());
        if let Some(short) = bytes.get(found).and_then(|byte| short(*byte)) {
            put_plain(out);
            out.extend_from_slice(short);
            done = at;
        } else if let Some(letter) =
            text.get(found..).and_then(|rest| rest.chars().next()).filter(|one| ends_lines(*one))
        {
            put_plain(out);
            put_code(letter, out);
            at = found + letter.len_utf8();
            done = at;
        }
    }
    out.extend_from_slice(bytes.get(done..).unwrap_or_default());
}

/// The first byte from `at` on that begins a character which may have to be escaped.
fn next_candidate(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let rest = bytes.get(at..)?;
        let Some(eight) = rest.first_chunk() else {
            return rest.iter().position(|byte| candidates([*byte; 8]) != 0).map(|found| at + found);
        };
        match candidates(*eight) {
            0 => at += eight.len(),
            found => return Some(at + found.trailing_zeros() as usize / 8),
        }
    }
}

/// The highest bit of each of eight bytes that begins a character which may have to be escaped: controls, `"`, `\`, DEL, and
/// what begins U+0080 to U+00BF and U+2000 to U+2FFF. Exact up to the first; bits above it may be others'.
const fn candidates(eight: [u8; 8]) -> u64 {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    const fn equal(word: u64, byte: u8) -> u64 {
        let differs = word ^ (ONES * byte as u64);
        differs.wrapping_sub(ONES) & !differs
    }
    let word = u64::from_le_bytes(eight);
    let controls = word.wrapping_sub(ONES * 0x20) & !word;
    let ascii = controls | equal(word, b'"') | equal(word, b'\\') | equal(word, 0x7F);
    (ascii | equal(word, 0xC2) | equal(word, 0xE2)) & (ONES * 0x80)
}

/// The escape of a character that has one of its own.
const fn short(byte: u8) -> Option<&'static [u8]> {
    match byte {
        b'"' => Some(b"\\\""),
        b'\\' => Some(b"\\\\"),
        b'\n' => Some(b"\\n"),
        b'\r' => Some(b"\\r"),
        b'\t' => Some(b"\\t"),
        _ => None,
    }
}

/// Whether a character without an escape of its own may end a line for somebody, or is a control.
const fn ends_lines(letter: char) -> bool {
    matches!(letter, '\0'..='\x1F' | '\x7F'..='\u{9F}' | '\u{2028}' | '\u{2029}')
}

fn put_code(letter: char, out: &mut Vec<u8>) {
    out.extend_from_slice(format!("\\u{:04x}", u32::from(letter)).as_bytes());
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
        if let Some(letter) = letter.filter(|letter| ends_lines(*letter)) {
            out.extend_from_slice(string.get(done..at).unwrap_or_default().as_bytes());
            put_code(letter, out);
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
    fn a_letter_is_found_wherever_it_stands() {
        for before in 0..40 {
            for letter in HARD.chars() {
                let text = format!("{}{letter}{letter}{}", "x".repeat(before), "— “y”".repeat(before % 7));
                let json = put(put_string, &text);
                assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
                assert!(!ends_a_line(&json), "{json}");
            }
        }
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
