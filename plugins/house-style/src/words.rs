//! The house's own words.

use std::collections::BTreeMap;

use slugline_plugin::model::Edit;

/// Whole words, and what the house writes instead. A word that begins in lower case is found at the start of a sentence too,
/// and begins with a capital there.
pub(crate) fn edits(line: &str, words: &BTreeMap<String, String>) -> Vec<Edit<'static>> {
    let mut edits = Vec::new();
    for (word, instead) in words.iter().filter(|(word, _)| !word.is_empty()) {
        edits.extend(whole(line, word).map(|at| Edit { range: at..at + word.len(), with: instead.clone().into() }));
        let (word, instead) = (capitalised(word), capitalised(instead));
        if !words.contains_key(&word) {
            edits
                .extend(whole(line, &word).map(|at| Edit { range: at..at + word.len(), with: instead.clone().into() }));
        }
    }
    edits
}

/// Where `word` stands as a whole word.
pub(crate) fn whole<'l>(line: &'l str, word: &'l str) -> impl Iterator<Item = usize> + 'l {
    line.match_indices(word).map(|(at, _)| at).filter(move |at| {
        let (before, after) = around(line, *at, at + word.len());
        !before.is_some_and(is_of_word) && !after.is_some_and(is_of_word)
    })
}

/// The characters before and behind the bytes from `start` to `end`.
pub(crate) fn around(line: &str, start: usize, end: usize) -> (Option<char>, Option<char>) {
    let before = line.get(..start).and_then(|left| left.chars().next_back());
    (before, line.get(end..).and_then(|right| right.chars().next()))
}

fn is_of_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '-'
}

/// `word` with a capital.
pub(crate) fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, found: &[(&str, &str)]) {
        let words = [("e-mail", "email"), ("US", "U.S.")].map(|(word, instead)| (word.to_owned(), instead.to_owned()));
        let edits = edits(line, &BTreeMap::from(words));
        let edits: Vec<_> = edits.iter().map(|edit| (&line[edit.range.clone()], &*edit.with)).collect();
        assert_eq!(edits, found, "{line}");
    }

    #[test]
    fn whole_words_with_their_capital() {
        check("E-mail us an e-mail.", &[("e-mail", "email"), ("E-mail", "Email")]);
        check("the US", &[("US", "U.S.")]);
        check("e-mails, re-e-mail, USA, us", &[]);
    }
}
