//! How bytes were made fit for mail, undone: quoted-printable and base64.
//!
//! Source: RFC 2045 section 6.

use std::ops::Range;

use encoding_rs::Encoding;

use crate::letters::Letters;
use crate::line::{lines, without_end, without_mailbox_mark};

/// Characters of base64 that are decoded at once: all their letters have one place.
const MAX_RUN: usize = 1_024;

/// Each line of a text, without the mark of a mailbox where it is of one: where it begins, and where it ends with and
/// without its line end.
fn ranges(text: &str, is_of_mailbox: bool) -> impl Iterator<Item = (usize, usize, usize)> {
    let mut next = 0;
    lines(text).map(move |line| {
        let start = next;
        next += line.len();
        let marked = if is_of_mailbox { line.len() - without_mailbox_mark(line).len() } else { 0 };
        (start + marked, start + without_end(line).len(), next)
    })
}

/// Text that stands as it is, but for the marks of a mailbox and a character set that was guessed wrong: its letters are
/// turned back into bytes of `guessed`.
pub(crate) fn as_is(text: &str, is_of_mailbox: bool, guessed: Option<&'static Encoding>, letters: &mut Letters<'_>) {
    for (start, _, next) in ranges(text, is_of_mailbox) {
        match guessed {
            None => letters.text(start..next),
            Some(guessed) => back_to_bytes(text, start..next, guessed, letters),
        }
    }
}

fn back_to_bytes(text: &str, range: Range<usize>, guessed: &'static Encoding, letters: &mut Letters<'_>) {
    let mut at = range.start;
    while let Some(rest) = text.get(at..range.end).filter(|rest| !rest.is_empty()) {
        let ascii = rest.bytes().take_while(u8::is_ascii).count();
        letters.text(at..at + ascii);
        at += ascii;
        let Some(letter) = text.get(at..range.end).and_then(|rest| rest.chars().next()) else { return };
        let end = at + letter.len_utf8();
        let (bytes, _, is_foreign) = guessed.encode(text.get(at..end).unwrap_or_default());
        match is_foreign {
            true => letters.text(at..end),
            false => bytes.iter().for_each(|byte| letters.byte(*byte, at..end)),
        }
        at = end;
    }
}

/// Undoes quoted-printable; gives whether anything was broken. What is no escape stands for itself.
pub(crate) fn quoted_printable(text: &str, is_of_mailbox: bool, letters: &mut Letters<'_>) -> bool {
    let mut is_broken = false;
    for (start, end, next) in ranges(text, is_of_mailbox) {
        let line = text.get(start..end).unwrap_or_default();
        let bare = line.trim_end_matches([' ', '\t']);
        let soft = bare.strip_suffix('=');
        let line = soft.unwrap_or(line);
        let mut at = 0;
        for (escape, _) in line.match_indices('=') {
            // `==41` is broken, and the second sign may begin an escape.
            letters.text(start + at..start + escape.max(at));
            at = at.max(escape);
            let digits =
                line.get(escape + 1..escape + 3).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
            match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
                Some(byte) => {
                    letters.byte(byte, start + escape..start + escape + 3);
                    at = escape + 3;
                }
                None => is_broken = true,
            }
        }
        letters.text(start + at..start + line.len());
        if soft.is_none() {
            letters.text(end..next);
        }
    }
    is_broken
}

/// Undoes base64; gives whether anything was broken. A line that is no base64, as mailing lists add them, stands for itself.
pub(crate) fn base64(text: &str, is_of_mailbox: bool, letters: &mut Letters<'_>) -> bool {
    let (mut bits, mut is_encoded, mut is_broken) = (Bits::default(), false, false);
    for (start, end, next) in ranges(text, is_of_mailbox) {
        let line = text.get(start..end).unwrap_or_default();
        if line.bytes().any(|byte| sextet(byte).is_none() && !matches!(byte, b'=' | b' ' | b'\t')) {
            is_broken = true;
            bits = Bits::default();
            if std::mem::take(&mut is_encoded) {
                letters.end_line(start);
            }
            letters.text(start..next);
            continue;
        }
        is_encoded |= start < end;
        let mut at = start;
        for run in line.as_bytes().chunks(MAX_RUN) {
            let bytes: Vec<u8> = run.iter().filter_map(|byte| bits.push(*byte)).collect();
            letters.bytes(&bytes, at..at + run.len());
            at += run.len();
        }
    }
    is_broken
}

/// Bits of base64 that are no byte yet.
#[derive(Default)]
struct Bits {
    bits: u32,
    count: u32,
}

impl Bits {
    /// Adds a character; gives the byte that it completes.
    fn push(&mut self, character: u8) -> Option<u8> {
        let Some(sextet) = sextet(character) else {
            // Padding: what is left are no bits of the text.
            if character == b'=' {
                *self = Bits::default();
            }
            return None;
        };
        self.bits = self.bits << 6 | u32::from(sextet);
        self.count += 6;
        self.count.checked_sub(8).map(|left| {
            self.count = left;
            let byte = self.bits >> left;
            self.bits &= (1 << left) - 1;
            u8::try_from(byte & 0xFF).unwrap_or_default()
        })
    }
}

fn sextet(character: u8) -> Option<u8> {
    match character {
        b'A'..=b'Z' => Some(character - b'A'),
        b'a'..=b'z' => Some(character - b'a' + 26),
        b'0'..=b'9' => Some(character - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    }
}
