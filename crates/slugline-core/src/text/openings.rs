//! Whether a line may begin with one of many phrases: a look at three letters, which most lines do not pass.

/// A bit for the first three letters of each phrase, small or capital. Phrases that are shorter have none.
pub(super) struct Openings([u64; WORDS]);

const WORDS: usize = 64;

impl Openings {
    /// The openings of a table's words.
    pub(super) const fn of<T>(table: &[(&str, T)]) -> Openings {
        let mut openings = Openings([0; WORDS]);
        let mut rest = table;
        while let [(phrase, _), behind @ ..] = rest {
            openings.set(phrase);
            rest = behind;
        }
        openings
    }

    /// ... and of these phrases.
    pub(super) const fn and(mut self, phrases: &[&str]) -> Openings {
        let mut rest = phrases;
        while let [phrase, behind @ ..] = rest {
            self.set(phrase);
            rest = behind;
        }
        self
    }

    #[expect(clippy::indexing_slicing, reason = "a hash modulo the number of bits")]
    const fn set(&mut self, phrase: &str) {
        if let Some(letters) = phrase.as_bytes().first_chunk() {
            let hash = hash(letters);
            self.0[hash / 64] |= 1 << (hash % 64);
        }
    }

    /// Whether `text` may begin with one of the phrases. True of what does not begin in ASCII, whose letters may have another
    /// small form.
    pub(super) fn may_begin(&self, text: &[u8]) -> bool {
        let Some(letters) = text.first_chunk() else { return false };
        let hash = hash(letters);
        !letters.is_ascii() || self.0.get(hash / 64).is_some_and(|bits| bits & (1 << (hash % 64)) != 0)
    }
}

const fn hash(letters: &[u8; 3]) -> usize {
    // What tells a small letter from its capital lies above these five bits.
    let [first, second, third] = *letters;
    ((first as usize & 31) << 7 ^ (second as usize & 31) << 4 ^ (third as usize & 31)) % (WORDS * 64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_otherwise_is_none() {
        let openings = Openings::of(&[("kill", ()), ("d\u{e9}p\u{ea}che", ())]).and(&["hold", "do not use"]);
        for line in ["KILL", "Kill the story", "hold", "Do not use", "D\u{c9}P\u{ca}CHE", "\u{dc}ber"] {
            assert!(openings.may_begin(line.as_bytes()), "{line}");
        }
        for line in ["", "Ki", "Rain fell on Monday.", "Ferries stop"] {
            assert!(!openings.may_begin(line.as_bytes()), "{line}");
        }
    }
}
