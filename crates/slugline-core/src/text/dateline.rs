//! Datelines: where the news comes from, before the first words of a story.
//!
//! Source: WIRE-CONVENTIONS section 10.

use memchr::memchr3_iter;
use nom::Parser;
use nom::character::complete::{char, space0};
use nom::combinator::{all_consuming, opt};
use nom::sequence::delimited;

use super::date::day_in_dateline;
use super::house::HouseRules;
use super::sentence::begins_small;
use super::table::{SMALL_WORDS, look_up};
use crate::model::Date;

/// Longest dateline, in bytes; longest place, in characters.
const MAX_DATELINE: usize = 160;
const MAX_PLACE: usize = 60;

/// A dateline and the text after it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Split<'t> {
    /// The dateline without its dash: `LEEDS, England (AP)`.
    pub text: &'t str,
    /// The place, with its region: `LEEDS, England`.
    pub place: Option<&'t str>,
    /// The agency: `AP`.
    pub source: Option<&'t str>,
    /// The day, often without a year.
    pub date: Option<Date>,
    /// What comes after the dash.
    pub rest: &'t str,
}

/// `PLACE [, DATE] [(SOURCE)] DASH text`: `LEEDS, England (AP) — Rain fell`, `HALVERTON, March 3 (Harbour Wire) - Rain fell`.
///
/// Not: `The mayor - a baker - said no.`; a place without source and date must be in capitals.
pub(super) fn split<'t>(paragraph: &'t str, house: &HouseRules) -> Option<Split<'t>> {
    for (at, dash) in dashes(paragraph) {
        let text = paragraph.get(..at)?.trim_end_matches([' ', '.']);
        let rest = paragraph.get(at + dash.len()..)?.trim_start();
        if rest.is_empty() {
            return None;
        }
        if rest.starts_with('(') && dash == "--" {
            continue;
        }
        if let Some((place, source, date)) = parts(text, house) {
            // A place alone is sure only where a sentence begins behind it: `NATO - the alliance - said`.
            let alone = source.is_none() && date.is_none() && begins_small(rest);
            return (!alone).then_some(Split { text, place, source, date, rest });
        }
    }
    None
}

/// The dateline that a whole line is, the text being in the next: `LEEDS, March 3, 2017 /PRNewswire/ --`.
///
/// Without a dash it needs a source and a day.
pub(super) fn alone<'t>(line: &'t str, house: &HouseRules) -> Option<Split<'t>> {
    if line.len() > MAX_DATELINE {
        return None;
    }
    let text = line.trim_end_matches(['-', '–', '—', '_', ' ']);
    let has_dash = text.len() < line.len();
    let text = text.trim_end_matches('.');
    let (place, source, date) = parts(text, house)?;
    let sure = place.is_some()
        && if has_dash { source.is_some() || date.is_some() } else { source.is_some() && date.is_some() };
    sure.then_some(Split { text, place, source, date, rest: "" })
}

/// Where dashes stand within the reach of a dateline, longest spelling first at each place.
fn dashes(paragraph: &str) -> impl Iterator<Item = (usize, &'static str)> + '_ {
    const DASHES: [&str; 5] = ["—", "–", "--", "_", "-"];
    let bytes = paragraph.as_bytes();
    // 0xE2 is the first byte of the long ones.
    let candidates = memchr3_iter(b'-', b'_', 0xE2, bytes.get(..MAX_DATELINE.min(bytes.len())).unwrap_or_default());
    let mut after = 0;
    candidates.filter_map(move |at| {
        let rest = paragraph.get(at..)?;
        let dash = *DASHES.iter().find(|dash| rest.starts_with(**dash))?;
        // A single hyphen must stand apart: it also stands within names.
        let apart =
            dash.len() > 1 || (paragraph.get(..at)?.ends_with([' ', '.', ')']) && rest.get(1..)?.starts_with(' '));
        let inside = at < after;
        after = at + dash.len();
        (apart && !inside && at > 0).then_some((at, dash))
    })
}

type Parts<'t> = (Option<&'t str>, Option<&'t str>, Option<Date>);

/// Place, source and date of what stands before a dash, where it is a dateline.
fn parts<'t>(text: &'t str, house: &HouseRules) -> Option<Parts<'t>> {
    let (before, source) = match source(text) {
        // Business Wire has dashes on both sides: `LEEDS, England--(BUSINESS WIRE)--`.
        Some((before, source)) => (before.trim_end_matches([' ', '-']), Some(source)),
        None => house_source(text, house).map_or((text, None), |(before, source)| (before, Some(source))),
    };
    let (place, date) = match date_at_end(before.trim_end_matches('.')) {
        Some((place, date)) => (place, Some(date)),
        None => (before, None),
    };
    let place = place.trim_matches([',', '،', ' ']);
    if place.is_empty() {
        // `(CNN) -- ` alone names a source.
        return source
            .filter(|source| is_agency(source) || house.is_dateline_source(source))
            .map(|source| (None, Some(source), date));
    }
    let sure = source.is_some() || date.is_some() || is_capitals(place);
    (sure && is_place(place)).then_some((Some(place), source, date))
}

/// The source in brackets or slashes at the end: `(AP)`, `/PRNewswire/`.
fn source(text: &str) -> Option<(&str, &str)> {
    let (close, open) = match text.chars().next_back()? {
        ')' => (')', '('),
        '/' => ('/', '/'),
        _ => return None,
    };
    let inner = text.strip_suffix(close)?;
    let at = inner.rfind(open)?;
    let name = inner.get(at + open.len_utf8()..)?.trim();
    let plain = name.starts_with(char::is_alphabetic) && name.chars().count() <= 40 && !name.contains(['.', '(', '"']);
    plain.then_some((inner.get(..at)?, name))
}

/// An agency of the house at the end, without a sign round it: `LEEDS HW`.
fn house_source<'t>(text: &'t str, house: &HouseRules) -> Option<(&'t str, &'t str)> {
    let (before, source) = text.rsplit_once(' ')?;
    house.is_dateline_source(source).then_some((before, source))
}

/// `, March 3`, `, 3 mars 2024` at the end of `text`.
fn date_at_end(text: &str) -> Option<(&str, Date)> {
    let mut commas = text.rmatch_indices([',', '،']);
    // A year may follow a comma of its own: `LEEDS, March 3, 2024`.
    for (at, comma) in commas.by_ref().take(2) {
        let after = text.get(at + comma.len()..)?;
        let mut date = all_consuming(delimited(space0, day_in_dateline, (opt(char('.')), space0)));
        if let Ok((_, date)) = date.parse(after) {
            return Some((text.get(..at)?, date));
        }
    }
    None
}

/// Whether each word has a capital, but small ones, and there are few.
fn is_place(text: &str) -> bool {
    let word = |word: &str| {
        let bare = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        bare.chars().next().is_none_or(|first| !first.is_lowercase()) || look_up(SMALL_WORDS, bare).is_some()
    };
    let begins = text.chars().next().is_some_and(|first| first.is_alphabetic() && !first.is_lowercase());
    begins
        && text.chars().count() <= MAX_PLACE
        && text.split([' ', '/']).all(word)
        && !text.contains(['"', '“', ':', ';', '?', '!'])
        && !text.contains(". ")
}

/// Whether the first part of a place, up to a comma, is in capitals: `LEEDS, England`. Scripts without case are not.
fn is_capitals(place: &str) -> bool {
    let first = place.split([',', '،']).next().unwrap_or_default();
    first.chars().filter(|letter| letter.is_uppercase()).count() >= 2 && !first.chars().any(char::is_lowercase)
}

/// Whether a source without a place is short enough to be an agency: `CNN`, `Harbour Wire`.
fn is_agency(source: &str) -> bool {
    source.split(' ').count() <= 3 && source.chars().next().is_some_and(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::super::house::NO_HOUSE;
    use super::*;

    #[track_caller]
    fn reads(paragraph: &str, place: &str, source: &str, date: &str) {
        let split = split(paragraph, &NO_HOUSE).unwrap_or_else(|| panic!("no dateline in {paragraph:?}"));
        let date_found = split.date.map(|date| date.to_string()).unwrap_or_default();
        let found = (split.place.unwrap_or_default(), split.source.unwrap_or_default(), date_found.as_str());
        assert_eq!(found, (place, source, date), "{paragraph}");
        assert_eq!(split.rest, "Rain fell.", "{paragraph}");
    }

    #[test]
    fn agencies_have_their_forms() {
        reads("LEEDS, England (AP) — Rain fell.", "LEEDS, England", "AP", "");
        reads("LEEDS, England (AP) _ Rain fell.", "LEEDS, England", "AP", "");
        reads("LEEDS, March 3 - Rain fell.", "LEEDS", "", "--03-03");
        reads("LEEDS, March 3 (Reuters) - Rain fell.", "LEEDS", "Reuters", "--03-03");
        reads("Leeds (dpa) - Rain fell.", "Leeds", "dpa", "");
        reads("Leeds, March 3, 2011 (AFP) - Rain fell.", "Leeds", "AFP", "2011-03-03");
        reads("LEEDS, England, March 3, 2017 /PRNewswire/ -- Rain fell.", "LEEDS, England", "PRNewswire", "2017-03-03");
        reads("LEEDS, England--(BUSINESS WIRE)--Rain fell.", "LEEDS, England", "BUSINESS WIRE", "");
        reads("WASHINGTON - Rain fell.", "WASHINGTON", "", "");
        reads("(CNN) -- Rain fell.", "", "CNN", "");
        reads("LEEDS (EFE).- Rain fell.", "LEEDS", "EFE", "");
        reads("LEEDS and YORK, March 3 - Rain fell.", "LEEDS and YORK", "", "--03-03");
        reads("بيروت، لبنان (CNN) -- Rain fell.", "بيروت، لبنان", "CNN", "");
    }

    #[test]
    fn prose_has_none() {
        for paragraph in [
            "The mayor - a baker by trade - said no.",
            "Rovers won (again) - and how.",
            "NATO - the alliance of states - said no.",
            "Manchester United (4-4-2) - who won - went home.",
            "Well-known bakers met in Leeds.",
            "He said: \"No\" -- and left.",
            "LEEDS, England (AP) —",
            "",
        ] {
            assert_eq!(split(paragraph, &NO_HOUSE), None, "{paragraph}");
        }
    }
}
