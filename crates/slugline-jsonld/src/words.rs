//! The words of the public body, counted.

use std::fmt;

use slugline_core::model::Block;

use crate::body::{Receiver, send_blocks};

/// The words of the public body, list marks not counted. `None` for one that comes to no text at all.
pub(crate) fn count_words(blocks: &[Block<'_>]) -> Option<usize> {
    let mut words = Words::default();
    let any = send_blocks(blocks, &mut words).unwrap_or_default();
    any.then_some(words.count)
}

/// Counts words: what stands between white space. Where Han characters or kana occur, which stand without any, each of them
/// counts, and so does each run of other letters and digits.
#[derive(Default)]
struct Words {
    count: usize,
    within: bool,
}

/// The lowest first byte, in UTF-8, of a character that is a word of its own.
const FIRST_BYTE_OF_KANA: u8 = 0xE3;

impl Receiver for Words {
    fn text(&mut self, text: &str) -> fmt::Result {
        let highest = text.bytes().fold(0, u8::max);
        if highest < FIRST_BYTE_OF_KANA {
            self.count_bytes(text.as_bytes());
        } else {
            text.chars().for_each(|character| self.count_character(character));
        }
        Ok(())
    }

    fn mark(&mut self, _: fmt::Arguments<'_>) -> fmt::Result {
        self.within = false;
        Ok(())
    }
}

/// Bytes whose word beginnings surely fit in a byte: so counted, sixteen and more of them go at a time.
const FITS_A_BYTE: usize = 255;

impl Words {
    fn count_bytes(&mut self, bytes: &[u8]) {
        let (Some((first, after)), Some((last, before))) = (bytes.split_first(), bytes.split_last()) else {
            return;
        };
        self.count += usize::from(!self.within && !is_blank(*first));
        for (before, after) in before.chunks(FITS_A_BYTE).zip(after.chunks(FITS_A_BYTE)) {
            let begins = |(before, after): (&u8, &u8)| u8::from(is_blank(*before) & !is_blank(*after));
            self.count += usize::from(before.iter().zip(after).map(begins).fold(0, u8::wrapping_add));
        }
        self.within = !is_blank(*last);
    }

    fn count_character(&mut self, character: char) {
        let alone = is_word_alone(character);
        let apart = alone || u8::try_from(character).is_ok_and(is_blank) || is_wide_mark(character);
        let begins = !apart && !self.within && character.is_alphanumeric();
        self.count += usize::from(alone || begins);
        self.within = !apart && (self.within || begins);
    }
}

/// White space of ASCII, without a branch.
fn is_blank(byte: u8) -> bool {
    (byte == b' ') | (byte.wrapping_sub(b'\t') < 5)
}

/// Hiragana, katakana, Han.
fn is_word_alone(character: char) -> bool {
    matches!(character, '\u{3041}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Punctuation and blanks of the same scripts.
fn is_wide_mark(character: char) -> bool {
    matches!(character, '\u{3000}'..='\u{303F}' | '\u{FF01}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF20}')
}
