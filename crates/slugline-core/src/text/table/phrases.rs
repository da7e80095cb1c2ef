//! A table of phrases that texts begin with.

/// Longest phrase, in bytes.
const MAX_PHRASE: usize = 64;

/// Phrases in lower case, sorted, each with a value. None is shorter than four bytes, and most lines are told by theirs to
/// begin with none of them.
pub(in crate::text) struct Phrases<T: 'static> {
    entries: &'static [(&'static str, T)],
    /// Two bits for what the first four bytes of each shorter phrase come to, and two for the first eight of each longer.
    short: [u64; WORDS],
    long: [u64; WORDS],
}

const WORDS: usize = 64;

impl<T: Copy> Phrases<T> {
    #[expect(clippy::indexing_slicing, reason = "done when compiling: an index out of bounds would not compile")]
    pub(super) const fn new(entries: &'static [(&'static str, T)]) -> Phrases<T> {
        let (mut short, mut long) = ([0; WORDS], [0; WORDS]);
        let mut at = 0;
        while at < entries.len() {
            let phrase = entries[at].0.as_bytes();
            if let Some(first) = phrase.first_chunk::<8>() {
                set(&mut long, hash(*first));
            } else if let Some([a, b, c, d]) = phrase.first_chunk::<4>() {
                set(&mut short, hash([*a, *b, *c, *d, 0, 0, 0, 0]));
            }
            at += 1;
        }
        Phrases { entries, short, long }
    }

    /// Whether `text` may begin with one of the phrases. Cheap, and hardly ever wrong.
    #[inline]
    pub(in crate::text) fn may_begin(&self, text: &[u8]) -> bool {
        let Some([a, b, c, d]) = text.first_chunk().copied() else { return false };
        has(&self.short, hash([a, b, c, d, 0, 0, 0, 0]))
            || text.first_chunk().is_some_and(|first| has(&self.long, hash(*first)))
    }

    /// The value of the longest phrase that `text` begins with, whatever its case, and that ends where a word ends.
    pub(in crate::text) fn find(&self, text: &str) -> Option<T> {
        if self.may_begin(text.as_bytes()) { self.search(text) } else { None }
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
        let first = start.as_bytes().first_chunk::<4>();
        let mut near = candidates.take_while(|(phrase, _)| phrase.as_bytes().first_chunk() == first);
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

/// What eight bytes come to, by the low five bits of each: ASCII letters have the same in both cases. Fibonacci hashing.
const fn hash(first: [u8; 8]) -> u64 {
    (u64::from_le_bytes(first) & 0x1F1F_1F1F_1F1F_1F1F).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// The two bits of a hash, each as its word and its place in it: a filter of Bloom's.
const fn bits(hash: u64) -> [(usize, u64); 2] {
    let (a, b) = (hash >> 52, hash >> 40 & 0xFFF);
    [((a >> 6) as usize, 1 << (a & 63)), ((b >> 6) as usize, 1 << (b & 63))]
}

#[expect(clippy::indexing_slicing, reason = "six bits index sixty-four words")]
const fn set(filter: &mut [u64; WORDS], hash: u64) {
    let [a, b] = bits(hash);
    filter[a.0] |= a.1;
    filter[b.0] |= b.1;
}

fn has(filter: &[u64; WORDS], hash: u64) -> bool {
    bits(hash).into_iter().all(|(word, bit)| filter.get(word).is_some_and(|bits| bits & bit != 0))
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
