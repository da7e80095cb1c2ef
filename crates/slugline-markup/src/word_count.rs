//! What counts as a word, for every format that says how many there are.

/// Counts words: what stands between white space. Where Han characters or kana occur, which stand without any, each of them
/// counts, and so does each run of other letters and digits.
///
/// ```
/// # use slugline_markup::WordCount;
/// let mut count = WordCount::default();
/// count.text("Har");
/// count.text("bour crews");
/// count.end_word();
/// count.text("港口");
/// assert_eq!(count.words(), 4);
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct WordCount {
    words: u64,
    within: bool,
}

/// The lowest first byte, in UTF-8, of a character that is a word of its own.
const FIRST_BYTE_OF_KANA: u8 = 0xE3;

/// Bytes whose word beginnings surely fit in a byte: so counted, sixteen and more of them go at a time, and none is left over.
const FITS_A_BYTE: usize = 192;

impl WordCount {
    /// Counts the words of `text`, which runs on from the text before it.
    pub fn text(&mut self, text: &str) {
        let highest = text.bytes().fold(0, u8::max);
        if highest < FIRST_BYTE_OF_KANA {
            self.count_bytes(text.as_bytes());
        } else {
            text.chars().for_each(|character| self.count_character(character));
        }
    }

    /// Ends the word that the text so far ends with: what follows stands apart from it.
    pub fn end_word(&mut self) {
        self.within = false;
    }

    /// How many there are so far.
    pub fn words(&self) -> u64 {
        self.words
    }

    fn count_bytes(&mut self, bytes: &[u8]) {
        let (Some((first, after)), Some((last, before))) = (bytes.split_first(), bytes.split_last()) else {
            return;
        };
        self.words += u64::from(!self.within && !is_blank(*first));
        for (before, after) in before.chunks(FITS_A_BYTE).zip(after.chunks(FITS_A_BYTE)) {
            let begins = |(before, after): (&u8, &u8)| u8::from(is_blank(*before) & !is_blank(*after));
            self.words += u64::from(before.iter().zip(after).map(begins).fold(0, u8::wrapping_add));
        }
        self.within = !is_blank(*last);
    }

    fn count_character(&mut self, character: char) {
        let alone = is_word_alone(character);
        let apart = alone || u8::try_from(character).is_ok_and(is_blank) || is_wide_mark(character);
        let begins = !apart && !self.within && character.is_alphanumeric();
        self.words += u64::from(alone || begins);
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

#[cfg(test)]
mod tests {
    use super::WordCount;

    #[test]
    fn words_of_any_script() {
        for (text, words) in [
            ("one  two\nthree", 3),
            ("l’été — 10\u{A0}000", 3),
            ("港口罢工", 4),
            ("Ferry 港口, two", 4),
            ("مطر غزير", 2),
            ("、\u{fffe}", 0),
            ("", 0),
        ] {
            let mut whole = WordCount::default();
            whole.text(text);
            assert_eq!(whole.words(), words, "{text}");
        }
    }
}
