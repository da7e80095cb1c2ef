//! Streams of ANPA 1312 and IPTC 7901: `[ENQ codes] SYN SYN SOH header STX text ETX trailer EOT`.

use memchr::memchr2;

use super::{Found, is_near_start, is_padding, is_padding_byte, line};

const SOH: u8 = 0x01;
const EOT: u8 = 0x04;
const ENQ: u8 = 0x05;
const SYN: u8 = 0x16;
const US: u8 = 0x1F;

/// Bytes behind SOH that tell a header: at most five letters and five digits, and what ends them.
const HEADER: usize = 11;
/// Bytes that the line of selector codes before a header may have.
const CODES: usize = 80;

/// Whether a file begins with the header of a story, or with the end of one whose beginning was cut off. `opening`: its first
/// bytes; `is_all`: as many as there are.
pub(super) fn opens(opening: &[u8], is_all: bool) -> bool {
    let (mut from, mut ended) = (0, None);
    loop {
        match search(opening, from, is_all) {
            Found::Opening { at, .. } => {
                let is_behind_end = |end: usize| opening.get(end..at).is_some_and(is_padding);
                return is_near_start(opening, at) || ended.is_some_and(is_behind_end);
            }
            Found::Closing { behind, .. } => (from, ended) = (behind, Some(behind)),
            Found::Nothing { .. } => return false,
        }
    }
}

/// Looks for the next header, or the end of a transmission.
pub(super) fn search(bytes: &[u8], from: usize, is_end: bool) -> Found {
    let mut from = from;
    loop {
        let rest = bytes.get(from..).unwrap_or_default();
        let Some(next) = memchr2(EOT, SOH, rest) else {
            return Found::Nothing { until: bytes.len() };
        };
        let at = from + next;
        if rest.get(next) == Some(&EOT) {
            return Found::Closing { at, behind: at + 1 };
        }
        let behind = bytes.get(at + 1..).unwrap_or_default();
        if behind.len() < HEADER && !is_end {
            return Found::Nothing { until: at };
        }
        let before = bytes.get(..at).unwrap_or_default();
        if before.ends_with(&[SYN, SYN]) || is_alone(before) && is_header(behind) {
            return Found::Opening { at: start(before), behind: at + 1 };
        }
        from = at + 1;
    }
}

/// Whether what comes next begins a line or a transmission.
fn is_alone(before: &[u8]) -> bool {
    before.last().is_none_or(|last| *last != b' ' && is_padding_byte(*last))
}

/// Whether a header's text begins here: letters, digits, and the end of both, as in `eca0003 3 i`, or `V2870` and US.
fn is_header(text: &[u8]) -> bool {
    let count = |text: &[u8], is_one: fn(&u8) -> bool| text.iter().take(6).take_while(|byte| is_one(byte)).count();
    let letters = count(text, u8::is_ascii_alphabetic);
    let text = text.get(letters..).unwrap_or_default();
    let digits = count(text, u8::is_ascii_digit);
    let ends = matches!(text.get(digits), Some(b' ' | b'\n' | b'\r' | &US));
    (1..=5).contains(&letters) && (1..=5).contains(&digits) && ends
}

/// Where the story begins whose SOH comes behind `before`: with SYN, and a line of codes above that ENQ begins.
fn start(before: &[u8]) -> usize {
    let at = before.iter().rposition(|byte| *byte != SYN).map_or(0, |last| last + 1);
    let above = before.get(..at).unwrap_or_default();
    let above = above.strip_suffix(b"\n").unwrap_or(above);
    let above = above.strip_suffix(b"\r").unwrap_or(above);
    let codes = line::start(above, above.len(), CODES);
    // A line with a header of its own is no line of codes: its story would end where it begins.
    let are_codes = |codes: &usize| {
        let line = above.get(*codes..).unwrap_or_default();
        line.first() == Some(&ENQ) && !line.contains(&SOH)
    };
    codes.filter(are_codes).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn opening(bytes: &str, at: usize) {
        match search(bytes.as_bytes(), 0, true) {
            Found::Opening { at: found, .. } => assert_eq!(found, at),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_header_begins_with_its_codes() {
        opening("\x16\x16\x01r0714\x1Freute", 0);
        opening("end\n\x16\x16\x16\x01r0714", 4);
        opening("end\r\n\x05\x05\x05F A\r\n\x16\x16\x01f0714", 5);
        opening("end\r\n\x01eca0003 3 i 380", 5);
    }

    #[test]
    fn other_control_characters_begin_nothing() {
        for text in
            ["Rain \x01a1 fell", "Rain\n\x01fell on 1", "Rain\n\x01", "Rain\n\x01abcdef1 ", "Rain\n\x01a123456 "]
        {
            assert_eq!(search(text.as_bytes(), 0, true), Found::Nothing { until: text.len() }, "{text:?}");
        }
    }

    #[test]
    fn a_header_is_waited_for() {
        assert_eq!(search(b"Rain\n\x01eca0003", 0, false), Found::Nothing { until: 5 });
    }
}
