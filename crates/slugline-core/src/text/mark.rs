//! Signs that lines begin with or consist of: list marks, quote marks, end marks.
//!
//! Source: WIRE-CONVENTIONS sections 13 and 14.

use super::table::{SIGNS, Sign};
use nom::branch::alt;
use nom::bytes::complete::take_while_m_n;
use nom::character::complete::{char, one_of, satisfy, space1};
use nom::combinator::{map, opt, recognize};
use nom::sequence::{delimited, terminated};
use nom::{IResult, Parser};

/// The sign that a list item begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Bullet(char),
    /// The number, and what follows it.
    Number(u32, char),
    /// The letter, and what follows it.
    Letter(char, char),
}

impl Mark {
    /// Whether an item with `next` may follow one with this mark in the same list.
    pub(super) fn is_followed_by(self, next: Mark) -> bool {
        match (self, next) {
            (Mark::Bullet(a), Mark::Bullet(b)) => a == b,
            (Mark::Number(a, after_a), Mark::Number(b, after_b)) => b == a + 1 && after_a == after_b,
            (Mark::Letter(a, after_a), Mark::Letter(b, after_b)) => {
                u32::from(b) == u32::from(a) + 1 && after_a == after_b
            }
            _ => false,
        }
    }
}

/// The list mark at the start of `text` and its length with the blanks after it: `- `, `• `, `-- `, `1. `, `(2) `, `a) `.
///
/// Not: `-5 degrees`, `1.5 million`, `2024. Then`.
pub(super) fn list_mark(text: &str) -> Option<(Mark, usize)> {
    let first = text.chars().next()?;
    if first == '_' {
        return underscored(text);
    }
    let candidate = match first {
        '-' | '–' | '—' | '*' | '•' | '·' | '‣' | '◦' | '▪' | '■' | '●' => true,
        // `(1)`, not `(Reuters)`.
        '(' => text.as_bytes().get(1).is_some_and(u8::is_ascii_digit),
        // `1.`, not `1,340`.
        '0'..='9' => {
            let behind = text.bytes().take(4).find(|byte| !byte.is_ascii_digit());
            matches!(behind, Some(b'.' | b')'))
        }
        'a'..='z' => text.as_bytes().get(1) == Some(&b')'),
        _ => false,
    };
    if !candidate {
        return None;
    }
    let (rest, mark) = mark(text).ok()?;
    Some((mark, text.len() - rest.len()))
}

/// The point of American wires: `_Restoration of the allowance.` Not emphasis: `_Tuesday_`, and no rule: `___`.
fn underscored(text: &str) -> Option<(Mark, usize)> {
    let rest = text.strip_prefix('_')?;
    let bare = rest.trim_start();
    let begins = bare.starts_with(|letter: char| letter.is_alphanumeric() || matches!(letter, '`' | '"' | '“' | '$'));
    (begins && !bare.contains('_')).then(|| (Mark::Bullet('_'), text.len() - bare.len()))
}

fn mark(input: &str) -> IResult<&str, Mark> {
    let bullet = map((one_of("-–—*•·‣◦▪■●"), opt(char('-'))), |(sign, _)| Mark::Bullet(sign));
    alt((terminated(bullet, space1), terminated(alt((bracketed, numbered, lettered)), space1))).parse(input)
}

fn number(input: &str) -> IResult<&str, u32> {
    let digits = take_while_m_n(1, 3, |digit: char| digit.is_ascii_digit());
    map(recognize(digits), |digits: &str| digits.parse().unwrap_or(u32::MAX)).parse(input)
}

/// `(1)`
fn bracketed(input: &str) -> IResult<&str, Mark> {
    map(delimited(char('('), number, char(')')), |number| Mark::Number(number, '(')).parse(input)
}

/// `1.`, `1)`
fn numbered(input: &str) -> IResult<&str, Mark> {
    map((number, one_of(".)")), |(number, after)| Mark::Number(number, after)).parse(input)
}

/// `a)`
fn lettered(input: &str) -> IResult<&str, Mark> {
    map((satisfy(|letter| letter.is_ascii_lowercase()), char(')')), |(letter, after)| Mark::Letter(letter, after))
        .parse(input)
}

/// Whether a line can only stand in a body: a list mark, a quote mark, a line of marks.
pub(super) fn begins_body(text: &str) -> bool {
    text.starts_with('>') || matches!(list_mark(text), Some((Mark::Bullet(_), _)))
}

/// Longest word that ends a text, in bytes.
pub(super) const MAX_END_WORD: usize = 9;

/// Whether a line that begins with a letter may still be a mark: `a)`, `ENDS`.
pub(super) fn is_short_mark(text: &str) -> bool {
    text.as_bytes().get(1) == Some(&b')') || (text.len() <= MAX_END_WORD && is_end_mark(text, true))
}

/// Whether a line says that the text ends: `-30-`, `ENDS`. Some signs (`30`, `***`) say so only as the `last` line.
pub fn is_end_mark(text: &str, last: bool) -> bool {
    const ALWAYS: [&str; 8] = ["###", "-30-", "-end-", "-ends-", "(end)", "(ends)", "(more)", "-more-"];
    const AT_THE_END: [&str; 11] =
        ["30", "end", "ends", "more", "reuter", "reuter...", "reuters", "xxx", "***", "#", "##"];
    let is = |sign: &&str| {
        let packed = text.chars().filter(|letter| *letter != ' ').map(|letter| match letter {
            '–' | '—' => '-',
            letter => letter.to_ascii_lowercase(),
        });
        packed.eq(sign.chars())
    };
    let among = |signs: &[&str]| signs.iter().any(is);
    // All of the first begin with a sign, and most lines with a letter.
    let is_sign = text.trim_start_matches(' ').starts_with(['#', '(', '-', '–', '—']);
    (is_sign && among(&ALWAYS)) || text.trim() == "ENDS" || (last && among(&AT_THE_END))
}

/// Whether the last line of a text is what a desk signs with: `dpa xy ab`, `AAP jr/mk`, `ab/cd`, `End Adv for March 5`.
pub(super) fn is_sign_off(text: &str) -> bool {
    if SIGNS.find(text) == Some(Sign::Advance) {
        return text.len() <= 60;
    }
    let initials = |word: &str| {
        let letters = |part: &str| (2..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_lowercase());
        word.split('/').all(letters)
    };
    // The agency in brackets, as in the dateline: `(ANSA).`
    let inner = text.trim_end_matches('.').strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    if inner.is_some_and(|name| (2..=8).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_uppercase())) {
        return true;
    }
    let mut words = text.split(' ');
    let first = words.next().unwrap_or_default();
    let is_agency = (2..=4).contains(&first.len())
        && (first.bytes().all(|byte| byte.is_ascii_uppercase())
            || ["dpa", "afp", "apa", "sda", "ntb", "pap"].contains(&first));
    let signs = text.len() <= 32 && words.clone().next().is_some() && words.all(initials);
    (is_agency && signs) || (text.len() <= 7 && text.contains('/') && initials(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn list_marks() {
        assert_eq!(list_mark("- one"), Some((Mark::Bullet('-'), 2)));
        assert_eq!(list_mark("-- one"), Some((Mark::Bullet('-'), 3)));
        assert_eq!(list_mark("•  one"), Some((Mark::Bullet('•'), 5)));
        assert_eq!(list_mark("12. one"), Some((Mark::Number(12, '.'), 4)));
        assert_eq!(list_mark("(3) one"), Some((Mark::Number(3, '('), 4)));
        assert_eq!(list_mark("_One more"), Some((Mark::Bullet('_'), 1)));
        assert_eq!(list_mark("_now_ or never"), None);
        assert_eq!(list_mark("b) one"), Some((Mark::Letter('b', ')'), 3)));
        for text in ["-5 degrees", "1.5 million", "2024. Then", "*now*", "one", "", "(AP) - Rain"] {
            assert_eq!(list_mark(text), None, "{text}");
        }
    }

    #[test]
    fn end_marks() {
        assert!(is_end_mark("-30-", false) && is_end_mark("# # #", false) && is_end_mark("30", true));
        assert!(!is_end_mark("30", false) && !is_end_mark("Endless", true));
    }
}
