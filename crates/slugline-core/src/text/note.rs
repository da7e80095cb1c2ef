//! Lines that speak to editors, not to readers: notes, states, embargoes, release markers, rights.
//!
//! Source: WIRE-CONVENTIONS section 12.

use super::byline;
use super::field::is_blank;
use super::hold;
use super::keyword;
use super::sentence::ends_sentence;
use super::table::{SIGNS, Sign, WRITES, Write, look_up};
use crate::model::Status;

/// Longest line that only states what a version is, in bytes.
const MAX_STATE: usize = 40;

/// What such a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Note {
    /// A note that may go on in the lines below it: `Eds: ...`.
    Open,
    /// A line that is a note by itself: `AP Photo NY101`, `(Adds details)`, `URGENT`.
    Line,
    /// The story must not be used, or must wait: `KILL`.
    Status(Status),
    /// The same with more to it, which may go on in the lines below it: `EDITORS: Please kill BRIDGE. The span ...`.
    Advisory(Status),
    /// When it may be used: `EMBARGOED UNTIL 00:01 GMT 3 May`.
    Embargo,
    /// `FOR IMMEDIATE RELEASE`, `MEDIA RELEASE PR00000`.
    Release,
    /// `(c) 2018 The Herald`
    Rights,
    /// `(512 words)`
    Words,
}

/// What a line of a head zone is, where it speaks to editors.
pub(super) fn read(text: &str) -> Option<Note> {
    let inner = text.strip_prefix('(').map_or(text, |rest| rest.trim_start());
    let bracketed = inner.len() < text.len() && text.ends_with(')');
    if is_copyright(text) {
        return Some(Note::Rights);
    }
    if is_word_count(text) {
        return Some(Note::Words);
    }
    if let Some(note) = hold::read(text) {
        return Some(note);
    }
    match SIGNS.find(inner) {
        Some(Sign::Release) if text.len() <= MAX_STATE && !text.trim_end_matches(':').contains(':') => {
            return Some(Note::Release);
        }
        Some(Sign::Note) => return Some(Note::Open),
        Some(Sign::Picture) if !ends_sentence(text) => return Some(Note::Line),
        _ if bracketed && starts_with_change(inner) => return Some(Note::Open),
        _ => {}
    }
    state(text)
}

/// A line that is nothing but what a version is: `URGENT`, `1ST LEAD`, `$Adv15`.
fn state(text: &str) -> Option<Note> {
    if text.len() > MAX_STATE {
        return None;
    }
    let bare = text.trim_matches(['*', '-', ' ', '!', ':']);
    let is_capitals = !bare.chars().any(char::is_lowercase);
    let first = bare.as_bytes().first();
    // `1st Ld`, `Adv15`, `$Adv15`, `(Achtung)` have small letters; no others do.
    if !is_capitals && !matches!(first, Some(b'0'..=b'9' | b'A' | b'a' | b'$' | b'(')) {
        return None;
    }
    match look_up(WRITES, bare) {
        Some(Write::Note) if is_capitals || bare.starts_with('(') => Some(Note::Line),
        _ => (keyword::lead(bare).is_some() || keyword::is_advance(bare)).then_some(Note::Line),
    }
}

/// `(Adds details`, `(Recasts; adds byline`: how a version differs from the last.
fn starts_with_change(inner: &str) -> bool {
    const CHANGES: [&str; 10] = [
        "For use by ",
        "Adds ",
        "Corrects ",
        "Deletes ",
        "Recasts",
        "Refiles",
        "Releads",
        "Repeats",
        "Rewrites",
        "Updates",
    ];
    CHANGES.iter().any(|change| inner.get(..change.len()).is_some_and(|start| start.eq_ignore_ascii_case(change)))
}

/// A line that says whose the text is: `(c) 2018 The Herald`, `Copyright 1998 by ...`, `c.1997 N.Y. Times News Service`.
pub(super) fn is_copyright(text: &str) -> bool {
    let first = text.as_bytes().first().copied().unwrap_or_default();
    if !matches!(first, b'c' | b'C' | b'(' | 0xC2) {
        return false;
    }
    let has_sign = |sign: &str| {
        let start = text.get(..sign.len()).is_some_and(|start| start.eq_ignore_ascii_case(sign));
        start.then(|| text.get(sign.len()..).unwrap_or_default().trim_start())
    };
    let behind = ["(c)", "©", "c.", "copyright (c)", "copyright ©", "copyright"].into_iter().find_map(has_sign);
    behind.is_some_and(|rest| {
        rest.starts_with(|letter: char| letter.is_ascii_digit())
            || byline::behind_by(rest).is_some()
            || rest.starts_with("(c)")
            || rest.starts_with('©')
    })
}

/// Who holds the rights: what stands behind sign, years and `by`.
pub(super) fn holder(text: &str) -> &str {
    let from = text.find(|letter: char| letter.is_ascii_digit()).unwrap_or(0);
    let rest = text.get(from..).unwrap_or_default();
    let rest = rest
        .trim_start_matches(|letter: char| letter.is_ascii_digit() || matches!(letter, ' ' | '-' | '–' | ',' | '.'));
    let rest = byline::behind_by(rest).unwrap_or(rest);
    let end = [". All ", ". all ", "; ", ". Distributed", ". This "].iter().filter_map(|end| rest.find(end)).min();
    rest.get(..end.unwrap_or(rest.len())).unwrap_or_default().trim().trim_end_matches([',', '.'])
}

/// `(512 words)`
pub(super) fn is_word_count(text: &str) -> bool {
    let Some(inner) = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) else { return false };
    let count =
        inner.strip_suffix(" words").or_else(|| inner.strip_suffix(" Words")).or_else(|| inner.strip_suffix(" WORDS"));
    let is_figure = |letter: char| letter.is_ascii_digit() || letter == ',' || is_blank(letter);
    count.is_some_and(|count| count.starts_with(|first: char| first.is_ascii_digit()) && count.chars().all(is_figure))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_for_editors() {
        for (line, note) in [
            ("Eds: With AP Photos.", Note::Open),
            ("(Eds: Adds quotes)", Note::Open),
            ("EDITOR'S NOTE _ One of two stories.", Note::Open),
            ("Notes to Editors:", Note::Open),
            ("(Adds details, quotes)", Note::Open),
            ("AP Photo NY101, NY102", Note::Line),
            ("LaserPhoto NY5", Note::Line),
            ("With AM-Harbor Strike, Bjt", Note::Line),
            ("URGENT", Note::Line),
            ("1ST LEAD", Note::Line),
            ("$Adv15", Note::Line),
            ("(Achtung)", Note::Line),
            ("KILL", Note::Status(Status::Canceled)),
            ("For Release Sunday, March 5", Note::Embargo),
            ("EMBARGOED UNTIL 00:01 GMT 3 May", Note::Embargo),
            ("SPERRFRIST: 3. Mai 2024, 10.00 Uhr", Note::Embargo),
            ("FOR IMMEDIATE RELEASE", Note::Release),
            ("MEDIA RELEASE PR00000", Note::Release),
            ("(c) 2018 The Herald", Note::Rights),
            ("c.1997 N.Y. Times News Service", Note::Rights),
            ("COPYRIGHT 1998 BY THE HERALD", Note::Rights),
            ("(512 words)", Note::Words),
        ] {
            assert_eq!(read(line), Some(note), "{line}");
        }
    }

    #[test]
    fn headlines_are_none() {
        for line in [
            "Editors strike over pay",
            "Update your boat, harbour office says",
            "Flash floods close the road",
            "Copyright law divides publishers",
            "For release of prisoners, a new plan.",
            "AP",
            "",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
    }

    #[test]
    fn holders() {
        assert_eq!(holder("(c)2018 The Herald (Leeds)"), "The Herald (Leeds)");
        assert_eq!(holder("c.1997 N.Y. Times News Service"), "N.Y. Times News Service");
        assert_eq!(holder("Copyright 1998 by The Herald. All rights reserved."), "The Herald");
    }
}
