//! Words that stand there twice.

use std::ops::Range;

use slugline_plugin::diagnostic::Diagnostic;

use crate::Check;
use crate::line::Line;

/// Words that English has twice in a row.
const MAY_BE_DOUBLE: [&str; 4] = ["had", "that", "is", "so"];

/// Other languages have too many words that may stand there twice: “nous nous”, “die die”.
pub(crate) fn check(lines: &[Line], language: &str) -> Vec<(Check, Diagnostic)> {
    let is_english = language.split('-').next().is_some_and(|tag| tag.eq_ignore_ascii_case("en"));
    let lines = lines.iter().filter(|_| is_english);
    lines.flat_map(|line| doubles(&line.text).map(|(word, range)| found(word, line, range))).collect()
}

fn found(word: &str, line: &Line, range: Range<usize>) -> (Check, Diagnostic) {
    let (check, diagnostic) = Check::DoubleWord.found(format!("`{word}` stands there twice"));
    (check, diagnostic.at(line.place(range)))
}

/// The second of two words that are the same but for capitals, with nothing but blanks between.
fn doubles(text: &str) -> impl Iterator<Item = (&str, Range<usize>)> {
    let mut before = "";
    words(text).filter_map(move |(word, range)| {
        let is_parted = !before.ends_with(char::is_alphabetic);
        let is_double = !is_parted && is_double(before, word);
        before = word;
        is_double.then_some((word.trim_end_matches(is_mark), range))
    })
}

fn is_double(before: &str, word: &str) -> bool {
    let plain = word.trim_end_matches(is_mark);
    let is_name = |word: &str| word.starts_with(char::is_uppercase);
    plain.chars().all(char::is_alphabetic)
        && !plain.is_empty()
        && before.to_lowercase() == plain.to_lowercase()
        // “Duran Duran”, “Bora Bora”
        && !(is_name(before) && is_name(plain))
        && !MAY_BE_DOUBLE.contains(&&*plain.to_lowercase())
}

fn is_mark(letter: char) -> bool {
    !letter.is_alphanumeric()
}

/// What stands between blanks, and where.
fn words(text: &str) -> impl Iterator<Item = (&str, Range<usize>)> {
    let mut end = 0;
    text.split_inclusive(char::is_whitespace).filter_map(move |part| {
        let start = end;
        end += part.len();
        let word = part.trim_end();
        (!word.is_empty()).then(|| (word, start..start + word.trim_end_matches(is_mark).len()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_doubles(text: &str, expected: &[&str]) {
        let found: Vec<&str> = doubles(text).map(|(_, range)| text.get(range).unwrap()).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_word_twice_is_found() {
        check_doubles("It is in the the port. The  the last ferry left", &["the", "the"]);
        check_doubles("talks go on\non, they say", &["on"]);
        check_doubles("no no no", &["no", "no"]);
    }

    #[test]
    fn what_english_has_twice_is_none() {
        check_doubles("He had had it. Bora Bora, very, very far; in. In 7 7 a-a a-a", &[]);
        check_doubles("They say so. So it is", &[]);
        check_doubles("", &[]);
    }
}
