//! Bylines: who wrote it.
//!
//! Source: WIRE-CONVENTIONS section 9.

use super::date;
use super::east;
use super::table::{BETWEEN_NAMES, BYLINE_MARKERS, BYLINE_PHRASES, SMALL_WORDS, look_up};

/// Longest marker, in bytes.
const MAX_MARKER: usize = 16;

/// Longest name that nothing but its capitals tells, in bytes.
const MAX_NAME: usize = 64;

/// Most words after a marker such as `By`; a longer line is a sentence.
const MAX_WORDS: usize = 12;

/// The names of a line that begins with a marker: `By Ada Roe and Sam Lind`, `BY STEPHEN LOW`. Below a headline also in
/// other languages than English, and in lower case: `Von Max Frei`, `par Luc Roy`.
///
/// Not: `By Wednesday the river had risen.`, `By the numbers`.
pub(super) fn marked(line: &str, below_headline: bool) -> Option<&str> {
    if let Some(name) = east::reporter(line) {
        return below_headline.then_some(name);
    }
    // No marker is longer.
    let at = line.bytes().take(MAX_MARKER + 1).position(|byte| matches!(byte, b' ' | b'\t'))?;
    let (marker, names) = (line.get(..at)?, line.get(at + 1..)?);
    if look_up(BYLINE_PHRASES, marker).is_some()
        && let Some(names) = behind_by(names.trim_start())
    {
        return are_names(without_day(names).0).then_some(names);
    }
    look_up(BYLINE_MARKERS, marker)?;
    let names = names.trim_start();
    let sure = below_headline || marker.eq_ignore_ascii_case("by");
    (sure && are_names(without_day(names).0)).then_some(names)
}

/// What stands behind the word `by`, whatever it is: `By Ada Roe`, `by The Herald`.
pub(super) fn behind_by(text: &str) -> Option<&str> {
    let (by, behind) = text.split_at_checked(3)?;
    by.eq_ignore_ascii_case("by ").then(|| behind.trim_start())
}

/// Names without the day behind them, and the day: `Merle Tangen on January 23, 2010`.
pub(super) fn without_day(names: &str) -> (&str, Option<&str>) {
    match names.rsplit_once(" on ") {
        Some((before, day)) if date::date_line(day).is_some() => (before.trim_end_matches(','), Some(day)),
        _ => (names, None),
    }
}

/// A name and what is said of it beside a bar, without a marker: `Joan Roe / Herald Staff`, `Joan Roe | 3 May 2020`.
pub(super) fn is_name_beside_bar(line: &str) -> bool {
    if memchr::memchr2(b'|', b'/', line.as_bytes()).is_none() {
        return false;
    }
    let parts = line.split_once(" | ").or_else(|| line.split_once(" / "));
    parts.is_some_and(|(name, rest)| {
        let rest = rest.trim();
        is_plain_name(name) && rest.split(' ').count() <= 6 && (date::date_line(rest).is_some() || is_capitalised(rest))
    })
}

/// Two to four words of letters, each with a capital: a name, as far as words can tell.
pub(super) fn is_plain_name(text: &str) -> bool {
    let letters =
        |word: &str| word.chars().all(|letter| letter.is_alphabetic() || matches!(letter, '.' | '-' | '\'' | '’'));
    let words = || text.split(' ');
    text.len() <= MAX_NAME
        && (2..=4).contains(&words().count())
        && words().all(|word| word.starts_with(char::is_uppercase) && letters(word))
}

/// Words of a byline that names no person: `By dpa correspondents`.
const STAFF: [&str; 6] = ["agencies", "agency", "correspondent", "correspondents", "reporters", "staff"];

/// Whether `text` reads as names: few words, each with a capital but small ones between two, no end of a sentence. What
/// comes after a comma, a slash or in brackets may be an agency that writes itself small (`dpa`).
pub(super) fn are_names(text: &str) -> bool {
    let (names, affiliation) = split_affiliation(text);
    let ends = text.chars().next_back();
    let initial = text.rsplit(' ').next().is_some_and(|last| last.chars().count() <= 3);
    if matches!(ends, Some('!' | '?' | ':' | ';' | ',')) || (ends == Some('.') && !initial) {
        return false;
    }
    let words = || names.split([' ', '\t', '/']).filter(|word| !word.is_empty());
    let count = words().count();
    let named = words().enumerate().all(|(at, word)| {
        let bare = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        let capital = bare.chars().next().is_none_or(|first| !first.is_lowercase() && !first.is_numeric());
        // A nickname: `Tobin "the pen" O'Dell`.
        let quoted = word.starts_with(['"', '“', '\'', '‘', '(']);
        let between = at > 0 && at + 1 < count;
        let account = at > 0 && is_account(word);
        let small = || look_up(SMALL_WORDS, bare).is_some() || look_up(BETWEEN_NAMES, bare).is_some();
        capital || quoted || account || (between && small()) || (count <= 3 && is_staff(names))
    });
    named && (1..=MAX_WORDS).contains(&count) && affiliation.is_none_or(|part| part.split(' ').count() <= MAX_WORDS)
}

/// `@samlind`: where the account of a person is found.
fn is_account(word: &str) -> bool {
    let name = word.strip_prefix('@').unwrap_or_default();
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// A name, and the account behind it: `Sam Lind @samlind`.
pub(super) fn split_account(name: &str) -> (&str, Option<&str>) {
    match name.rsplit_once(' ') {
        Some((before, account)) if is_account(account) => (before.trim_end(), Some(account)),
        _ => (name, None),
    }
}

/// Whether each word has a capital, but small ones: a name, of a person or a company.
pub(super) fn is_capitalised(text: &str) -> bool {
    text.split(' ').all(|word| {
        let bare = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        !bare.starts_with(char::is_lowercase) || look_up(SMALL_WORDS, bare).is_some()
    })
}

/// `dpa correspondents`: a byline that names no person.
fn is_staff(names: &str) -> bool {
    names.split(' ').next_back().is_some_and(|last| STAFF.contains(&last))
}

/// The names of a byline, and the title, paper, place or date that is said of all of them: `Max Frei, dpa`,
/// `Joan Roe / Herald Staff`, `Ada Roe (Harbour Wire)`, `Ada Roe for the Harbour Times`. Of no names nothing is said.
pub(super) fn split_affiliation(list: &str) -> (&str, Option<&str>) {
    match split_at_mark(list) {
        Some((names, rest)) if names.contains(char::is_alphanumeric) => {
            let rest = rest.trim().trim_end_matches(')');
            (names.trim(), Some(rest).filter(|rest| !rest.is_empty()))
        }
        _ => (list, None),
    }
}

/// The text before and behind the mark that parts names from what is said of them.
fn split_at_mark(list: &str) -> Option<(&str, &str)> {
    let part = |at: usize, len: usize| Some((list.get(..at)?, list.get(at + len..)?));
    // A list of names has few blanks.
    let behind_blank = |mark: &str| {
        let mut blanks = memchr::memchr_iter(b' ', list.as_bytes()).filter(|at| *at > 0);
        blanks.find(|at| list.as_bytes().get(*at..).is_some_and(|rest| rest.starts_with(mark.as_bytes())))
    };
    for mark in [" / ", " | ", " ("] {
        if let Some(at) = behind_blank(mark) {
            return part(at, mark.len());
        }
    }
    for mark in [" in ", " for ", " at "] {
        if let Some(at) = behind_blank(mark) {
            return part(at, 1);
        }
    }
    let (at, comma) = list.char_indices().rev().find(|(_, letter)| is_comma(*letter))?;
    let (names, rest) = part(at, comma.len_utf8())?;
    is_affiliation(rest.trim()).then_some((names, rest))
}

fn is_comma(letter: char) -> bool {
    matches!(letter, ',' | '，' | '、' | '،')
}

/// Calls `each` with the names in `list`, in order, at most `limit` of them; gives what is left.
pub(super) fn names<'l>(list: &'l str, limit: usize, each: &mut dyn FnMut(&'l str)) -> &'l str {
    let (mut rest, mut count) = (list, 0);
    while !rest.trim().is_empty() {
        if count >= limit {
            return rest.trim();
        }
        let (part, after) = next_part(rest);
        count += split_and(part, count > 0, each);
        rest = after;
    }
    ""
}

/// The text up to the next comma that parts two names, and what comes after it. `Sam Hall, Jr.` is one.
fn next_part(list: &str) -> (&str, &str) {
    for (at, comma) in list.match_indices([',', ';', '，', '、', '،']) {
        let after = list.get(at + comma.len()..).unwrap_or_default();
        let next = after.split([',', ';']).next().unwrap_or_default();
        if !is_suffix(next.trim()) {
            return (list.get(..at).unwrap_or_default(), after);
        }
    }
    (list, "")
}

/// Whether what follows the last comma of a byline is no further author: one word (`Reuters`, `dpa`), a title, a paper.
fn is_affiliation(text: &str) -> bool {
    let words = text.split_whitespace().count();
    let paper = [
        "The ",
        "the ",
        "Special to ",
        "for ",
        "La ",
        "Le ",
        "L’",
        "L'",
        "Les ",
        "Der ",
        "Die ",
        "Das ",
        "El ",
        "Il ",
        "De ",
    ]
    .iter()
    .any(|start| text.starts_with(start));
    let of_press = ["Press", "News", "Times", "Wire", "Herald", "Post", "Service"];
    let press = text.rsplit(' ').next().is_some_and(|last| of_press.contains(&last));
    let begins = text.chars().next().is_some_and(char::is_alphabetic);
    begins && !is_suffix(text) && (words == 1 && text.is_ascii() || paper || press || is_title(text))
}

/// `Jr.` and the like go on with the name before the comma.
fn is_suffix(text: &str) -> bool {
    ["Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV", "Ph.D.", "PhD", "M.D.", "MD", "MP", "OBE", "MBE"].contains(&text)
}

/// Splits at `and` and its kin, which have a name behind them, and one before them; at the start of a part that `goes_on`
/// that name is in the part before. Gives how many names there were.
fn split_and<'l>(part: &'l str, mut goes_on: bool, each: &mut dyn FnMut(&'l str)) -> usize {
    let (mut rest, mut count) = (part.trim(), 0);
    loop {
        let found = rest.split(' ').filter(|word| is_between(word)).find_map(|word| {
            let at = (word.as_ptr() as usize).checked_sub(rest.as_ptr() as usize)?;
            let (name, next) = (rest.get(..at)?.trim(), rest.get(at + word.len()..)?.trim());
            let parts = !next.is_empty() && (!name.is_empty() || goes_on);
            parts.then_some((name, next))
        });
        let (name, next) = found.unwrap_or((rest, ""));
        if !name.is_empty() {
            each(name);
            count += 1;
        }
        if next.is_empty() {
            return count;
        }
        (rest, goes_on) = (next, false);
    }
}

/// Whether `word` parts two names. A single capital (`E`, `Y`) is an initial.
fn is_between(word: &str) -> bool {
    look_up(BETWEEN_NAMES, word).is_some() && (word.len() > 1 || !word.starts_with(char::is_uppercase))
}

/// Whether a short line right below a byline is a title (`Staff Writer`), rather than an affiliation (`Harbour Press`).
pub(super) fn is_title(line: &str) -> bool {
    ["Writer", "Editor", "Reporter", "Correspondent", "Columnist", "Staff", "Critic", "Photographer"]
        .iter()
        .any(|word| line.split(' ').any(|part| part.eq_ignore_ascii_case(word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn reads(list: &str, expected: &str) {
        let (list, affiliation) = split_affiliation(list);
        let mut found = Vec::new();
        names(list, 256, &mut |name| found.push(name));
        let about = affiliation.map(|about| format!(" <{about}>")).unwrap_or_default();
        assert_eq!(found.join(" | ") + &about, expected);
    }

    #[test]
    fn lists_of_names() {
        reads("Ada Roe", "Ada Roe");
        reads("Ada Roe and Sam Lind", "Ada Roe | Sam Lind");
        reads("Lena Marsh, Tobias Quill and Ruth Okafor-Bell", "Lena Marsh | Tobias Quill | Ruth Okafor-Bell");
        reads("Amy Ash, Emily Her, and Alex Pan", "Amy Ash | Emily Her | Alex Pan");
        reads("Max Frei und Eva Roth", "Max Frei | Eva Roth");
        reads("JOAN ROE AND LEE POHL", "JOAN ROE | LEE POHL");
        reads("张三、李四", "张三 | 李四");
        reads("Sam Hall, Jr., and Ada Roe", "Sam Hall, Jr. | Ada Roe");
    }

    #[test]
    fn a_word_between_names_has_one_on_either_side() {
        reads("and Ada Roe", "and Ada Roe");
        reads("Ada Roe and", "Ada Roe and");
        reads("Ada Roe, and Sam Lind", "Ada Roe | Sam Lind");
    }

    #[test]
    fn names_with_what_is_said_of_them() {
        reads("Joan Roe, Reuters", "Joan Roe <Reuters>");
        reads("Ada Roe and Sam Lind, Reuters", "Ada Roe | Sam Lind <Reuters>");
        reads("Max Frei, dpa", "Max Frei <dpa>");
        reads("Ada Roe, Political Correspondent", "Ada Roe <Political Correspondent>");
        reads("Joan Roe / Herald Staff", "Joan Roe <Herald Staff>");
        reads("Ada Roe (ada@harbour.example)", "Ada Roe <ada@harbour.example>");
        reads("Ada Roe for the Harbour Times", "Ada Roe <for the Harbour Times>");
        reads("Ada Roe in Leeds", "Ada Roe <in Leeds>");
        assert_eq!(split_account("Sam Lind @samlind"), ("Sam Lind", Some("@samlind")));
        assert_eq!(split_account("Sam Lind"), ("Sam Lind", None));
    }

    #[test]
    fn no_more_names_than_asked_for() {
        let mut found = Vec::new();
        assert_eq!(names("A, B, C, D", 2, &mut |name| found.push(name)), "C, D");
        assert_eq!(found, ["A", "B"]);
    }

    #[test]
    fn markers_begin_names_not_sentences() {
        assert_eq!(marked("By Ada Roe and Sam Lind", false), Some("Ada Roe and Sam Lind"));
        assert_eq!(marked("BY STEPHEN LOW", false), Some("STEPHEN LOW"));
        assert_eq!(marked("by Joan Roe", false), Some("Joan Roe"));
        assert_eq!(marked("By The Associated Press", false), Some("The Associated Press"));
        assert_eq!(marked("By dpa correspondents", false), Some("dpa correspondents"));
        assert_eq!(marked("By Tobin \"<b>\" O'Dell", false), Some("Tobin \"<b>\" O'Dell"));
        for line in
            ["By Wednesday the river had risen.", "By the numbers", "By", "Bye Ada Roe", "By Ada Roe bonds fell"]
        {
            assert_eq!(marked(line, true), None, "{line}");
        }
    }

    #[test]
    fn markers_of_other_languages_stand_below_a_headline() {
        assert_eq!(marked("Von Max Frei", true), Some("Max Frei"));
        assert_eq!(marked("von Max Frei, Leeds", true), Some("Max Frei, Leeds"));
        for line in ["Von Merz bis Scholz", "De Niro to sue film star", "Di Matteo Sacked"] {
            assert_eq!(marked(line, false), None, "{line}");
        }
    }
}
