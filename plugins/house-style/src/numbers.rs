//! Numbers in running text: one to nine in words, commas in long ones.
//!
//! Figures stay wherever they may be more than a count: in dates and times, with units and signs, behind a word that numbers
//! something (`page 3`, `Flight 7`), beside another number.

use slugline_plugin::model::Edit;

use crate::Numbers;
use crate::words::{around, capitalised};

const WORDS: [&str; 9] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

/// Words behind a number that want it in figures.
const UNITS: &[&str] = &[
    "a.m",
    "am",
    "billion",
    "bn",
    "c",
    "cm",
    "degrees",
    "f",
    "ft",
    "g",
    "gb",
    "hundred",
    "kg",
    "km",
    "kph",
    "lb",
    "m",
    "mb",
    "million",
    "mm",
    "mph",
    "oz",
    "p.m",
    "pct",
    "per",
    "percent",
    "percentage",
    "pm",
    "thousand",
    "tb",
    "trillion",
];

/// Words before a number that want it in figures.
const LABELS: &[&str] = &[
    "aged", "article", "chapter", "class", "code", "flight", "gate", "grade", "group", "level", "no", "number", "page",
    "part", "phase", "pier", "platform", "room", "route", "section", "stage", "step", "tier", "type", "version",
];

/// Words that join two numbers, of which neither is then spelled out.
const JOINTS: &[&str] = &["and", "by", "in", "or", "to"];

const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
];

/// The numbers that change.
pub(crate) fn edits(line: &str, numbers: Numbers) -> Vec<Edit<'static>> {
    if numbers == Numbers::Keep {
        return Vec::new();
    }
    let mut edits = Vec::new();
    let mut at = 0;
    while let Some(found) = line.get(at..).and_then(|rest| rest.find(|letter: char| letter.is_ascii_digit())) {
        let start = at + found;
        let digits = line.get(start..).unwrap_or_default();
        let len = digits.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(digits.len());
        at = start + len;
        let number = Number { line, start, end: at };
        edits.extend(number.instead().map(|with| Edit { range: start..at, with: with.into() }));
    }
    edits
}

/// A run of digits, and where it stands.
struct Number<'l> {
    line: &'l str,
    start: usize,
    end: usize,
}

impl Number<'_> {
    /// What is written instead. `None`: it stays.
    fn instead(&self) -> Option<String> {
        let digits = self.line.get(self.start..self.end)?;
        if !self.stands_alone() || digits.starts_with('0') || self.is_beside_number() {
            return None;
        }
        match digits.len() {
            1 if !self.is_more_than_a_count() => {
                let word = WORDS.get(digits.parse::<usize>().ok()?.checked_sub(1)?)?;
                Some(if self.begins_sentence() { capitalised(word) } else { (*word).to_owned() })
            }
            5..=15 if !self.is_label() => Some(with_commas(digits)),
            _ => None,
        }
    }

    /// Whether nothing is attached to it but the marks of a sentence.
    fn stands_alone(&self) -> bool {
        let (before, after) = around(self.line, self.start, self.end);
        let (_, next) = around(self.line, self.end, self.end + after.map_or(0, char::len_utf8));
        let opens = before.is_none_or(|mark| mark.is_whitespace() || matches!(mark, '(' | '[' | '“' | '‘' | '"' | '—'));
        let closes = after.is_none_or(|mark| mark.is_whitespace() || matches!(mark, ')' | ']' | '”' | '’' | '"' | '—'));
        let ends = matches!(after, Some('.' | ',' | ';' | ':' | '?' | '!')) && !next.is_some_and(char::is_alphanumeric);
        opens && (closes || ends)
    }

    fn is_more_than_a_count(&self) -> bool {
        let is_month = |word: &str| MONTHS.contains(&&*word.to_lowercase());
        let unit = self.next_word();
        UNITS.contains(&&*unit.to_lowercase()) || is_month(unit) || is_month(self.word_before()) || self.is_label()
    }

    /// Whether it numbers something: the word before it says so, or is a name (`Apollo 8`).
    fn is_label(&self) -> bool {
        let word = self.word_before();
        let is_name = word.starts_with(char::is_uppercase) && !self.is_first_word(word);
        is_name || LABELS.contains(&&*word.to_lowercase())
    }

    /// Whether another number stands beside it, or is joined to it by a word: `3 4`, `5 to 12`.
    fn is_beside_number(&self) -> bool {
        let is_number = |word: &str| word.starts_with(|letter: char| letter.is_ascii_digit());
        let beside = |mut words: [&str; 2]| {
            words[1] = if JOINTS.contains(&words[0]) { words[1] } else { "" };
            words.into_iter().any(is_number)
        };
        // A mark between two sentences parts them, a comma does not.
        let parts = [';', ':', '.', '?', '!'];
        let (left, right) = (self.left().trim_end(), self.right().trim_start_matches(','));
        let mut before = if left.ends_with(parts) { "" } else { left }.split_whitespace().rev();
        let mut after = if right.starts_with(parts) { "" } else { right }.split_whitespace();
        beside([after.next().unwrap_or_default(), after.next().unwrap_or_default()])
            || beside([before.next().unwrap_or_default(), before.next().unwrap_or_default()])
    }

    fn begins_sentence(&self) -> bool {
        let left = self.left().trim_end().trim_end_matches(['“', '‘', '"', '(', '[']).trim_end();
        left.is_empty() || left.ends_with(['.', '?', '!', ':', '\n'])
    }

    /// Whether `word`, which stands before the number, is the first of its sentence, and a capital says nothing.
    fn is_first_word(&self, word: &str) -> bool {
        let left = self.left().trim_end();
        let left = left.strip_suffix(word).unwrap_or(left).trim_end().trim_end_matches(['“', '‘', '"', '(']).trim_end();
        left.is_empty() || left.ends_with(['.', '?', '!', ':', '\n'])
    }

    fn left(&self) -> &str {
        self.line.get(..self.start).unwrap_or_default()
    }

    fn right(&self) -> &str {
        self.line.get(self.end..).unwrap_or_default()
    }

    /// The word before it in the same clause. Empty: none.
    fn word_before(&self) -> &str {
        let left = self.left().trim_end();
        left.rsplit(|letter: char| letter.is_whitespace() || letter == '(')
            .next()
            .unwrap_or_default()
            .trim_end_matches('.')
    }

    /// The word behind it. Empty: none.
    fn next_word(&self) -> &str {
        let right = self.right();
        let Some(word) = right.strip_prefix([' ', '\u{a0}']) else { return "" };
        word.split(|letter: char| letter.is_whitespace())
            .next()
            .unwrap_or_default()
            .trim_end_matches(['.', ',', ';', ':'])
    }
}

fn with_commas(digits: &str) -> String {
    let mut with = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            with.push(',');
        }
        with.push(digit);
    }
    with
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, changed: &str) {
        let edits = edits(line, Numbers::Words);
        let found = edits.into_iter().rev().fold(line.to_owned(), |mut line, edit| {
            line.replace_range(edit.range, &edit.with);
            line
        });
        assert_eq!(found, changed);
    }

    #[test]
    fn counts_below_ten_are_words() {
        check(
            "The 3 crews left 9 boats. 4 stayed, (2) sank.",
            "The three crews left nine boats. Four stayed, (two) sank.",
        );
        check("Of 10 crews 0 came.", "Of 10 crews 0 came.");
        check("In 2 weeks; 8 later", "In two weeks; eight later");
        check("The 3 in the boat", "The three in the boat");
    }

    #[test]
    fn figures_stay_where_they_are_no_count() {
        for line in [
            "on May 3, on 3 May, at 3 p.m., at 3:30, 3.5 m, 3 million, 3 percent, $3, 3%, 3-2, 3rd, B3",
            "page 3, No. 3, aged 7, Apollo 8, Flight 7",
            "from 5 to 12, 3 or 14, 12 and 3, 1 in 5, 1 2 3, 4x4",
            "at pier 2",
            "+3, -3, 3°, 3/4",
        ] {
            check(line, line);
        }
    }

    #[test]
    fn long_numbers_have_commas() {
        check("some 12000 of 1234567 people in 1999", "some 12,000 of 1,234,567 people in 1999");
        for line in ["12,000", "code 90210", "Flight 90210", "0171 55512345", "12345.67", "A12345", "012345"] {
            check(line, line);
        }
    }
}
