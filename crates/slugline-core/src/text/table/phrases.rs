//! A table of phrases that texts begin with.

/// Longest phrase, in bytes.
const MAX_PHRASE: usize = 64;

/// Phrases in lower case, sorted, each with a value. Most lines are told by their first two bytes to begin with none of them.
pub(in crate::text) struct Phrases<T: 'static> {
    entries: &'static [(&'static str, T)],
    /// A bit for each pair of first bytes, by their low five bits: ASCII letters have the same in both cases.
    firsts: [u64; 16],
}

impl<T: Copy> Phrases<T> {
    pub(super) const fn new(entries: &'static [(&'static str, T)]) -> Phrases<T> {
        let mut firsts = [0; 16];
        let mut at = 0;
        while at < entries.len() {
            if let [a, b, ..] = entries[at].0.as_bytes() {
                let (word, bit) = place(*a, *b);
                firsts[word] |= bit;
            }
            at += 1;
        }
        Phrases { entries, firsts }
    }

    /// The value of the longest phrase that `text` begins with, whatever its case, and that ends where a word ends.
    pub(in crate::text) fn find(&self, text: &str) -> Option<T> {
        let [a, b, ..] = text.as_bytes() else { return None };
        let (word, bit) = place(*a, *b);
        if self.firsts.get(word).is_none_or(|bits| bits & bit == 0) {
            return None;
        }
        self.search(text)
    }

    fn search(&self, text: &str) -> Option<T> {
        let start = text.get(..text.floor_char_boundary(MAX_PHRASE)).unwrap_or(text);
        let mut lower = [0; MAX_PHRASE];
        let made;
        let start = match lower.get_mut(..start.len()) {
            Some(lower) if start.is_ascii() => {
                lower.copy_from_slice(start.as_bytes());
                lower.make_ascii_lowercase();
                std::str::from_utf8(lower).unwrap_or_default()
            }
            _ => {
                made = start.to_lowercase();
                &made
            }
        };
        // A phrase that the text begins with sorts before it, and so does what lies between the two.
        let before = self.entries.partition_point(|(phrase, _)| *phrase <= start);
        let candidates = self.entries.get(..before).unwrap_or_default().iter().rev();
        let first = start.as_bytes().first();
        let mut near = candidates.take_while(|(phrase, _)| phrase.as_bytes().first() == first);
        near.find(|(phrase, _)| begins(start, phrase)).map(|(_, value)| *value)
    }

    #[cfg(test)]
    pub(super) fn entries(&self) -> &'static [(&'static str, T)] {
        self.entries
    }
}

/// Whether a text begins with a phrase and a word ends there.
fn begins(text: &str, phrase: &str) -> bool {
    let Some(rest) = text.strip_prefix(phrase) else { return false };
    !(phrase.ends_with(char::is_alphanumeric) && rest.starts_with(char::is_alphanumeric))
}

const fn place(a: u8, b: u8) -> (usize, u64) {
    // Ten bits: four choose the word, six the bit in it.
    let index = ((a & 31) as usize) << 5 | (b & 31) as usize;
    (index >> 6, 1 << (index & 63))
}

#[cfg(test)]
mod tests {
    use super::*;

    static PHRASES: Phrases<u8> = Phrases::new(&[("about ", 1), ("contact", 2), ("contact us", 3), ("über ", 4)]);

    #[test]
    fn the_longest_phrase_counts() {
        for (text, value) in [
            ("About the pier", Some(1)),
            ("CONTACT: Ada", Some(2)),
            ("Contact us, please", Some(3)),
            ("Über den Hafen", Some(4)),
            ("Contacts", None),
            ("About", None),
            ("Abroad", None),
            ("A", None),
            ("", None),
        ] {
            assert_eq!(PHRASES.find(text), value, "{text}");
        }
    }
}
