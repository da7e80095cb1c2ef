//! The keyword line of American wires: `BC-XX--Harbor Strike, 1st Ld-Writethru,466`.
//!
//! Source: WIRE-CONVENTIONS sections 3.4 and 3.5.

use nom::branch::alt;
use nom::bytes::complete::{tag, take_while_m_n};
use nom::character::complete::char;
use nom::combinator::opt;
use nom::sequence::terminated;
use nom::{IResult, Parser};

use super::field::Fields;
use super::table::{WRITES, Write, look_up};
use crate::diagnostic::Diagnostic;
use crate::model::{Field, Status};

/// Longest keyword line, in bytes.
const MAX_LINE: usize = 100;

/// What a keyword line says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Keyword<'t> {
    /// Cycle and slug: `BC-XX--Harbor Strike`.
    pub(super) slug: &'t str,
    /// What stands between slug and words: `1st Ld-Writethru`, `Bjt`. May be empty.
    pub(super) version: &'t str,
    /// How many words the story has: `466`.
    pub(super) words: Option<&'t str>,
}

/// Reads a line that is a keyword line: a cycle, a slug, and versions and the count of words after commas.
///
/// Not: `AM-radio is back`, `AP Photo NY101`.
pub(super) fn read(line: &str) -> Option<Keyword<'_>> {
    if line.len() > MAX_LINE || !matches!(line.as_bytes(), [b'A' | b'B' | b'P', b'M' | b'C' | b'P', ..]) {
        return None;
    }
    let (slug, _) = cycle(line).ok()?;
    let (rest, words) = match line.rsplit_once(',') {
        Some((rest, words)) if is_count(words.trim()) => (rest, Some(words.trim())),
        _ => (line, None),
    };
    let (slug, version) = match line.get(line.len() - slug.len()..)?.find(',') {
        Some(comma) => {
            let at = line.len() - slug.len() + comma;
            (rest.get(..at)?, rest.get(at + 1..).unwrap_or_default())
        }
        None => (rest, ""),
    };
    // Without a count a line of many words is a sentence, and a small letter behind the cycle begins a word.
    let sure = words.is_some()
        || (slug.split(' ').count() <= 4
            && !line.ends_with('.')
            && !slug.get(3..).is_some_and(|slug| slug.starts_with(char::is_lowercase)));
    sure.then_some(Keyword { slug: slug.trim(), version: version.trim(), words })
}

/// The slug of a header and the version behind it, which begins at the first word that is one of versions:
/// `BC-US--Snow Judge 1stLd-Writethru`.
pub(super) fn split_version(text: &str) -> (&str, &str) {
    let is_version = |word: &str| lead(word).is_some() || look_up(WRITES, word).is_some() || is_advance(word);
    let found = text.match_indices(' ').find(|(at, _)| {
        let behind = text.get(at + 1..).unwrap_or_default().trim_start();
        behind.starts_with(|letter: char| letter.is_ascii_digit()) && lead(behind).is_some()
            || is_version(behind.split(' ').next().unwrap_or_default())
    });
    let at = found.map_or(text.len(), |(at, _)| at);
    (text.get(..at).unwrap_or(text).trim_end(), text.get(at..).unwrap_or_default().trim_start())
}

/// `Adv15`, `$Adv 15`: the day for which a story is written in advance.
pub(super) fn is_advance(text: &str) -> bool {
    let advance = text.trim_start_matches('$');
    let day = advance.get(..3).filter(|adv| adv.eq_ignore_ascii_case("adv")).and_then(|adv| advance.get(adv.len()..));
    day.is_some_and(|day| !day.trim().is_empty() && day.trim().bytes().all(|byte| byte.is_ascii_digit()))
}

/// `BC-`, `AM-XX--`: which editions it is for, and the country.
fn cycle(input: &str) -> IResult<&str, ()> {
    let (input, _) =
        terminated(alt((tag("AM"), tag("PM"), tag("BC"), tag("AP"))), (opt(char('s')), char('-'))).parse(input)?;
    let country = take_while_m_n(1, 6, |letter: char| letter.is_ascii_uppercase());
    let (input, _) = opt(terminated(country, tag("--"))).parse(input)?;
    let (rest, _) = take_while_m_n(1, 1, char::is_alphanumeric).parse(input)?;
    Ok((rest, ()))
}

fn is_count(words: &str) -> bool {
    (2..=5).contains(&words.len()) && words.bytes().all(|byte| byte.is_ascii_digit())
}

impl<'s> Fields<'_, 's> {
    /// Sets slug, version and count of words, as far as no header said them before. Where the line, `text`, gives another slug
    /// or count than the header, which wires cut short and count anew, it is kept beside the fields.
    pub(super) fn keyword_line(&mut self, keyword: Keyword<'s>, text: &'s str) {
        let slug = self.head.slug.as_deref();
        let mut is_other = slug.is_some_and(|slug| !has_same_letters(slug, keyword.slug));
        if slug.is_none() {
            self.set(Field::Slug, keyword.slug);
        }
        for version in keyword.version.split(',') {
            self.version(version.trim());
        }
        match (self.head.word_count, keyword.words) {
            (Some(count), Some(words)) => is_other |= words.parse() != Ok(count),
            (None, Some(words)) => self.set(Field::WordCount, words),
            (_, None) => {}
        }
        if is_other {
            let message = format!(
                "`{text}` has another slug or count of words than the header; the header's are kept, and the line as \
                 `keyword-line`"
            );
            self.report(Diagnostic::note("second-value", message), text);
            self.keep_beside("keyword-line", text);
        }
    }

    /// Sets the version that the given lead is: the first one is the second version.
    pub(super) fn lead(&mut self, lead: u32, text: &'s str) {
        self.set_number(Field::Version, lead + 1, text);
    }

    /// Reads the version of a keyword line or header: which of the versions it is, or what editors are to do with it.
    pub(super) fn version(&mut self, text: &'s str) {
        if text.is_empty() {
            return;
        }
        if let Some(lead) = lead(text) {
            return self.lead(lead, text);
        }
        match look_up(WRITES, text) {
            Some(Write::Kill) => self.status(Status::Canceled, text),
            Some(Write::Withhold) => self.status(Status::Withheld, text),
            Some(Write::Embargo) => self.embargo(text),
            Some(Write::Note) | None if self.head.editor_notes.iter().any(|note| note == text) => {}
            Some(Write::Note) | None => self.note(text),
        }
    }
}

/// Whether two slugs are the same but for signs, blanks and case, of which headers have fewer: `BC-XX--HarborStrike`,
/// `BC-XX--Harbor Strike`.
fn has_same_letters(one: &str, other: &str) -> bool {
    letters(one).eq(letters(other))
}

/// The letters and figures of a slug, as bytes; all that is not ASCII counts as letters.
fn letters(slug: &str) -> impl Iterator<Item = u8> + '_ {
    slug.bytes().filter(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii()).map(|byte| byte.to_ascii_lowercase())
}

/// Which lead a version is: 1 for `1st Ld-Writethru`, `1stLd-Writethru`, `1ST LEAD`.
pub(super) fn lead(version: &str) -> Option<u32> {
    let digits = version.bytes().take_while(u8::is_ascii_digit).count();
    let number = version.get(..digits)?.parse().ok().filter(|number| (1..100).contains(number))?;
    let rest = version.get(digits..)?;
    let (ordinal, rest) = rest.split_at_checked(2)?;
    let is_ordinal = ["st", "nd", "rd", "th"].iter().any(|known| ordinal.eq_ignore_ascii_case(known));
    let word = rest.trim_start().split([' ', '-']).next().unwrap_or_default();
    (is_ordinal && (word.eq_ignore_ascii_case("ld") || word.eq_ignore_ascii_case("lead"))).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slug_versions_and_words() {
        let read = |line| read(line).map(|keyword| (keyword.slug, keyword.version, keyword.words));
        assert_eq!(
            read("BC-XX--Harbor Strike, 1st Ld-Writethru,466"),
            Some(("BC-XX--Harbor Strike", "1st Ld-Writethru", Some("466")))
        );
        assert_eq!(read("AM-Harbor-Strike, Bjt,0488"), Some(("AM-Harbor-Strike", "Bjt", Some("0488"))));
        assert_eq!(read("BC-US--APNewsAlert,17"), Some(("BC-US--APNewsAlert", "", Some("17"))));
        assert_eq!(read("PM-Harbor, Adv15"), Some(("PM-Harbor", "Adv15", None)));
        for line in
            ["AM-radio is back", "AP Photo NY101", "BC ferries stop, 40", "PM-elect says the harbor will be rebuilt."]
        {
            assert_eq!(read(line), None, "{line}");
        }
    }

    #[test]
    fn leads_count() {
        assert_eq!(lead("1stLd-Writethru"), Some(1));
        assert_eq!(lead("2nd Ld"), Some(2));
        assert_eq!(lead("1ST LEAD"), Some(1));
        assert_eq!(lead("1st Add"), None);
        assert_eq!(lead("Bjt"), None);
    }
}
