//! Exports of archives: lines `3 of 40 DOCUMENTS`, tags `<DOC>`, and rules between labelled heads.

use memchr::{memchr2, memmem};

use super::Found;
use super::label::{self, Labels};
use super::line::{self, Line};

/// Characters of the shortest rule between two stories. Shorter ones stand within stories.
const RULE: usize = 60;
/// Bytes before the word in a line `3 of 40 DOCUMENTS`; it is centred.
const NUMBERS: usize = 120;
const DOCUMENTS: &[u8] = b" DOCUMENT";
const TAG: &[u8] = b"<DOC";

/// Whether the first line of text is a tag. `text` begins with that line.
pub(super) fn opens_tagged(text: &[u8]) -> bool {
    is_tag(text)
}

/// Looks for the next line that begins with `<DOC>`, or `<DOC` and a blank.
pub(super) fn search_tagged(bytes: &[u8], from: usize, is_end: bool) -> Found {
    let mut from = from;
    loop {
        let Some(next) = memmem::find(bytes.get(from..).unwrap_or_default(), TAG) else {
            return Found::Nothing { until: from.max(bytes.len().saturating_sub(TAG.len() - 1)) };
        };
        let at = from + next;
        let behind = at + TAG.len();
        if behind == bytes.len() && !is_end {
            return Found::Nothing { until: at };
        }
        if line::is_start(bytes, at) && is_tag(bytes.get(at..).unwrap_or_default()) {
            return Found::Opening { at, behind };
        }
        from = behind;
    }
}

fn is_tag(text: &[u8]) -> bool {
    text.strip_prefix(TAG).is_some_and(|rest| matches!(rest.first(), Some(b'>' | b' ')))
}

/// Whether the first bytes of a file hold a line `1 of 40 DOCUMENTS`. The archive's cover sheet may come before it.
pub(super) fn opens_numbered(opening: &[u8]) -> bool {
    matches!(search_numbered(opening, 0, true), Found::Opening { .. })
}

/// Looks for the next line `3 of 40 DOCUMENTS`.
pub(super) fn search_numbered(bytes: &[u8], from: usize, is_end: bool) -> Found {
    let mut from = from;
    loop {
        let Some(next) = memmem::find(bytes.get(from..).unwrap_or_default(), DOCUMENTS) else {
            return Found::Nothing { until: from.max(bytes.len().saturating_sub(DOCUMENTS.len() - 1)) };
        };
        let behind = from + next + DOCUMENTS.len();
        if let Some(at) = line::start(bytes, from + next, NUMBERS) {
            match Line::at(bytes, at, is_end) {
                Some(line) if !line.is_long() && is_numbered(line.text) => return Found::Opening { at, behind },
                Some(_) => {}
                None => return Found::Nothing { until: from + next },
            }
        }
        from = behind;
    }
}

/// `^\s+N of M DOCUMENTS?\s*$`: as in `          3 of 40 DOCUMENTS`, and not `3 of 40 DOCUMENTS were found`.
fn is_numbered(line: &[u8]) -> bool {
    let is_number = |word: &[u8]| word.iter().all(u8::is_ascii_digit);
    let mut words = line.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
    let [first, of, last, documents, more] = std::array::from_fn(|_| words.next().unwrap_or_default());
    line.first().is_some_and(u8::is_ascii_whitespace)
        && [first, last].into_iter().all(|word| !word.is_empty() && is_number(word))
        && of == b"of"
        && matches!(documents, b"DOCUMENT" | b"DOCUMENTS")
        && more.is_empty()
}

/// Looks for the next rule behind which the head of a story stands: two of `labels`, which the first story of the file has,
/// so that a rule above a story's last lines does not part them from it.
pub(super) fn search_ruled(bytes: &[u8], from: usize, is_end: bool, labels: Labels) -> Found {
    let mut at = from;
    loop {
        if bytes.get(at).is_some_and(|byte| is_rule_byte(*byte)) && line::is_start(bytes, at) {
            let Some(line) = Line::at(bytes, at, is_end) else {
                return Found::Nothing { until: at };
            };
            if !line.is_long() && is_rule(line.text) {
                let head = label::head(bytes, line.next, is_end);
                if head.labels.common(labels).are_a_head() {
                    return Found::Closing { at, behind: line.next };
                }
                if !head.is_complete {
                    return Found::Nothing { until: at };
                }
            }
        }
        let rest = bytes.get(at..).unwrap_or_default();
        let Some(end) = memchr2(b'\n', b'\r', rest) else {
            return Found::Nothing { until: bytes.len() };
        };
        at += end + 1;
    }
}

/// Whether rules are made of it.
pub(super) fn is_rule_byte(byte: u8) -> bool {
    matches!(byte, b'-' | b'=' | b'_')
}

/// Whether a line is a rule: 60 of one character, or more, from its start on.
pub(super) fn is_rule(line: &[u8]) -> bool {
    let line = line.trim_ascii_end();
    let first = line.first().copied().unwrap_or_default();
    line.len() >= RULE && is_rule_byte(first) && line.iter().all(|byte| *byte == first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_numbered_line_holds_nothing_else() {
        assert!(is_numbered(b"              3 of 1240 DOCUMENTS  "));
        assert!(is_numbered(b"\x0C 1 of 1 DOCUMENT"));
        for line in [" of 40 DOCUMENTS", "3 of 40 DOCUMENTS", " 3 of 40 DOCUMENTS lost", " 3 of x DOCUMENTS", ""] {
            assert!(!is_numbered(line.as_bytes()), "{line}");
        }
    }

    #[test]
    fn a_tag_begins_its_line() {
        assert_eq!(search_tagged(b"</DOC>\n<DOC>\n", 0, true), Found::Opening { at: 7, behind: 11 });
        assert_eq!(search_tagged(b"<DOC id=\"1\">\n", 0, true), Found::Opening { at: 0, behind: 4 });
        assert_eq!(search_tagged(b"see <DOC>\n<DOCNO>\n", 0, true), Found::Nothing { until: 15 });
        assert_eq!(search_tagged(b"\n<DOC", 0, false), Found::Nothing { until: 1 });
    }

    #[test]
    fn a_rule_is_long_and_of_one_character() {
        assert!(is_rule(format!("{} ", "=".repeat(60)).as_bytes()));
        assert!(!is_rule("=".repeat(59).as_bytes()));
        assert!(!is_rule("-=".repeat(40).as_bytes()));
        assert!(!is_rule("*".repeat(60).as_bytes()));
    }
}
