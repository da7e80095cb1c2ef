//! Datelines: where the news comes from, before the first words of a story.
//!
//! Source: WIRE-CONVENTIONS section 10.

use memchr::memchr3_iter;
use nom::Parser;
use nom::character::complete::{char, space0};
use nom::combinator::{all_consuming, opt};
use nom::sequence::delimited;

use super::date::day_in_dateline;
use super::east;
use super::house::{HouseRules, NO_HOUSE};
use super::sentence::begins_small;
use super::table::{LABELS, SMALL_WORDS, WRITES, look_up};
use crate::model::{self, Date};

/// Longest dateline, in bytes; longest place, in characters.
const MAX_DATELINE: usize = 160;
const MAX_PLACE: usize = 60;

/// Words of a place that nothing but its capitals tells.
const MAX_WORDS: usize = 5;

/// Longest day between two dashes, with its source, in bytes.
const MAX_DAY: usize = 48;

/// Longest tag in brackets, in bytes.
const MAX_TAG: usize = 40;

/// A dateline and the text after it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Split<'t> {
    /// The dateline without its dash: `LEEDS, England (AP)`.
    pub text: &'t str,
    /// The place, with its region: `LEEDS, England`.
    pub place: Option<&'t str>,
    /// The agency: `AP`.
    pub source: Option<&'t str>,
    /// The day, often without a year.
    pub date: Option<Date>,
    /// Who reports, where the dateline says it: `（记者王五）`.
    pub byline: Option<&'t str>,
    /// What kind of text it is, in brackets beside the dateline: `[TEXT]`.
    pub tag: Option<&'t str>,
    /// What comes after the dash.
    pub rest: &'t str,
}

/// `PLACE [, DATE] [(SOURCE)] DASH text`: `LEEDS, England (AP) — Rain fell`, `HALVERTON, March 3 (Harbour Wire) - Rain fell`.
/// Some agencies leave the dash out, put a colon, or begin with the source; see the tests.
///
/// Not: `The mayor - a baker - said no.`; a place without source and date must be in capitals.
pub(super) fn split<'t>(paragraph: &'t str, house: &HouseRules) -> Option<Split<'t>> {
    let (tag, bare) = tag(paragraph).map_or((None, paragraph), |(tag, bare)| (Some(tag), bare));
    let found = dashed(bare, house).or_else(|| undashed(bare, house)).or_else(|| east::dateline(bare))?;
    // In brackets before a text also stand other words than its kind.
    let sure = found.source.is_some() && found.date.is_some();
    let (after, rest) =
        self::tag(found.rest).filter(|_| sure).map_or((None, found.rest), |(tag, rest)| (Some(tag), rest));
    (tag.is_none() || sure).then_some(Split { tag: tag.or(after), rest, ..found })
}

/// What may stand between a dateline and its text, in the order in which writers try them. Some agencies write nothing, and
/// their datelines are none with a dash.
const JOINTS: [&str; 6] = [JOINT, "", " - ", ": ", " = ", " "];
pub(super) const JOINT: &str = " — ";

/// The first of them with which `dateline` and `words` are read back as they are.
pub(super) fn joint(dateline: &model::Dateline<'_>, words: &str) -> Option<&'static str> {
    JOINTS.into_iter().find(|joint| {
        let line = [&dateline.text, *joint, words].concat();
        split(&line, &NO_HOUSE).is_some_and(|found| {
            found.rest == words
                && found.text == &*dateline.text
                && found.place == dateline.place.as_deref()
                && found.source == dateline.source.as_deref()
                && found.date == dateline.date
        })
    })
}

/// The kind of text that monitors of broadcasts put in brackets: `[TEXT]`, `[Station commentary]`.
fn tag(text: &str) -> Option<(&str, &str)> {
    let (tag, rest) = text.strip_prefix('[')?.split_once(']')?;
    let plain = tag.len() <= MAX_TAG && tag.chars().all(|letter| letter.is_alphabetic() || letter == ' ');
    (plain && !rest.trim_start().is_empty()).then(|| (text.get(..tag.len() + 2).unwrap_or(tag), rest.trim_start()))
}

/// A dateline that ends in a dash.
fn dashed<'t>(paragraph: &'t str, house: &HouseRules) -> Option<Split<'t>> {
    for (at, dash) in dashes(paragraph) {
        let text = without_stop(paragraph.get(..at)?.trim_end());
        let rest = paragraph.get(at + dash.len()..)?.trim_start();
        if rest.is_empty() {
            return None;
        }
        if rest.starts_with('(') && dash == "--" {
            continue;
        }
        if let Some(found) = day_behind(paragraph, text, rest) {
            return Some(found);
        }
        let Some(parts) = parts(text, house).or_else(|| clandestine(text)) else { continue };
        if parts.place.is_none() && parts.date.is_none() {
            return Some(source_first(paragraph, parts, rest, house));
        }
        // A place alone is sure only where a sentence begins behind it: `NATO - the alliance - said`, `METALS - MIDDAY`.
        let alone = parts.source.is_none() && parts.date.is_none();
        return (!alone || (begins_sentence(rest) && !is_notice(text))).then_some(Split { text, rest, ..parts });
    }
    None
}

/// `Eastvale, Iowa -- March 4, 2025 -- text`: the day stands between two dashes, perhaps with the source behind it.
fn day_behind<'t>(paragraph: &'t str, place: &'t str, behind: &'t str) -> Option<Split<'t>> {
    if !behind.starts_with(char::is_alphanumeric) {
        return None;
    }
    let (at, dash) = dashes(behind).find(|(at, _)| *at > 0).filter(|(at, _)| *at <= MAX_DAY)?;
    let dated = behind.get(..at)?.trim_end();
    let (day, source) = source(dated).map_or((dated, None), |(day, source)| (day, Some(source)));
    let (_, date) = whole_day().parse(day).ok()?;
    let rest = behind.get(at + dash.len()..)?.trim_start();
    let end = dated.as_ptr() as usize + dated.len() - paragraph.as_ptr() as usize;
    let text = paragraph.get(..end)?;
    let place = place.trim_end_matches([',', '،', ' ']);
    let found = Split { text, place: Some(place), source, date: Some(date), rest, ..Split::default() };
    (is_place(place) && begins_sentence(rest)).then_some(found)
}

/// `(ANSA) - ROMA, 3 MAR - text`: the source stands before place and day. `(CNN) -- text` has the source alone.
fn source_first<'t>(paragraph: &'t str, source: Split<'t>, rest: &'t str, house: &HouseRules) -> Split<'t> {
    let after = dashed(rest, house).filter(|after| after.place.is_some() && after.source.is_none());
    let Some(after) = after else { return Split { text: source.text, rest, ..source } };
    let end = after.text.as_ptr() as usize + after.text.len() - paragraph.as_ptr() as usize;
    Split { text: paragraph.get(..end).unwrap_or(source.text), source: source.source, ..after }
}

/// A dateline without a dash: `Nandipur, March 3 (IANS) Text`, `PORT SEVER, March 3. /TASS/. Text`, `Sundvik (NTB): Text`,
/// `NANDIPUR: Text`.
fn undashed<'t>(paragraph: &'t str, house: &HouseRules) -> Option<Split<'t>> {
    let reach = paragraph.get(..paragraph.floor_char_boundary(MAX_DATELINE))?;
    let at = memchr::memchr3(b':', b')', b'/', reach.as_bytes())?;
    let sign = *paragraph.as_bytes().get(at)?;
    if sign == b':' {
        let (place, rest) = (paragraph.get(..at)?, paragraph.get(at + 1..)?.trim_start());
        let sure = is_capitals(place) && is_place(place) && place.split(' ').count() <= 3 && !is_notice(place);
        return (sure && begins_sentence(rest)).then_some(Split {
            text: place,
            place: Some(place),
            rest,
            ..Split::default()
        });
    }
    let end = if sign == b'/' { at + 1 + paragraph.get(at + 1..)?.find('/')? } else { at };
    let text = paragraph.get(..=end)?;
    let behind = paragraph.get(end + 1..)?;
    let parts = parts(text, house).filter(|parts| parts.place.is_some() && parts.source.is_some())?;
    let rest = behind.trim_start_matches([':', '.', ' ']);
    let is_end = behind.starts_with(':') || (parts.date.is_some() && behind.starts_with(['.', ' ']));
    (is_end && !rest.is_empty() && !begins_small(rest)).then_some(Split { text, rest, ..parts })
}

/// Words before a colon that are no place.
fn is_notice(text: &str) -> bool {
    const NOTICES: [&str; 12] = [
        "analysis",
        "column",
        "comment",
        "exclusive",
        "interview",
        "note",
        "opinion",
        "q",
        "a",
        "review",
        "video",
        "watch",
    ];
    look_up(WRITES, text).is_some()
        || look_up(LABELS, text).is_some()
        || NOTICES.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// `(CLANDESTINE) VOICE OF THE HILLS IN MARANIAN, 14 JAN 89`: where a station that hides says that it is, and its name.
fn clandestine(text: &str) -> Option<Split<'_>> {
    let (place, rest) = text.strip_prefix('(')?.split_once(") ")?;
    let (station, date) = date_at_end(rest)?;
    let language = station.find(" in ").or_else(|| station.find(" IN "));
    let name = station.get(..language.unwrap_or(station.len()))?.trim();
    let sure = is_place(place) && is_place(name);
    sure.then_some(Split { text, place: Some(place), source: Some(name), date: Some(date), ..Split::default() })
}

/// A dateline's text without the stop that some agencies set behind a source: `Madrid (EFE).-`. The stop of a region
/// stays: `CHATHAM, Mass. (AP)`, `PINE NOTCH, Vt. _`.
fn without_stop(text: &str) -> &str {
    let Some(bare) = text.strip_suffix('.') else { return text };
    let word = bare.rsplit([' ', ',']).next().unwrap_or_default();
    // A region is cut short (`Mass.`, `N.H.`); a place in capitals is whole.
    let is_short = word.contains(char::is_lowercase) || word.contains('.');
    if bare.ends_with([')', '/']) || !is_short { bare } else { text }
}

/// Whether a sentence begins here: with a capital, and not all of its first words are in capitals.
fn begins_sentence(text: &str) -> bool {
    let mut words = text.split(' ').take(4);
    !begins_small(text) && (words.any(|word| word.contains(char::is_lowercase)) || !text.contains(char::is_uppercase))
}

/// The dateline that a whole line is, the text being in the next: `LEEDS, March 3, 2017 /PRNewswire/ --`.
///
/// Without a dash it needs a source and a day.
pub(super) fn alone<'t>(line: &'t str, house: &HouseRules) -> Option<Split<'t>> {
    // It ends in a dash, or in the sign behind a source. The long dashes end in 0x93 and 0x94.
    let ends =
        line.as_bytes().last().is_some_and(|last| matches!(last, b'-' | b'_' | b')' | b'/' | b'.' | 0x93 | 0x94));
    if line.len() > MAX_DATELINE || !ends {
        return None;
    }
    let text = line.trim_end_matches(['-', '–', '—', '_', ' ']);
    let has_dash = text.len() < line.len();
    let text = without_stop(text);
    let parts = parts(text, house).filter(|parts| parts.place.is_some())?;
    let (source, date) = (parts.source.is_some(), parts.date.is_some());
    (if has_dash { source || date } else { source && date }).then_some(Split { text, ..parts })
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

/// Place, source and date of what stands before a dash, where it is a dateline.
fn parts<'t>(text: &'t str, house: &HouseRules) -> Option<Split<'t>> {
    let (before, mut source) = match source(text) {
        // Business Wire has dashes on both sides: `LEEDS, England--(BUSINESS WIRE)--`.
        Some((before, source)) => (before.trim_end_matches([' ', '-']), Some(source)),
        None => house_source(text, house).map_or((text, None), |(before, source)| (before, Some(source))),
    };
    let mut dated = date_at_end(before.trim_end_matches('.'));
    if let (None, None) = (dated, source)
        && let Some((before, word)) = bare_source(before)
    {
        (dated, source) = (date_at_end(before), Some(word));
    }
    let (place, date) = dated.map_or((before, None), |(place, date)| (place, Some(date)));
    let place = place.trim_matches([',', '،', ' ']);
    let found = Split { text, source, date, ..Split::default() };
    if place.is_empty() {
        // `(CNN) -- ` alone names a source, `Nov 30 (Reuters) - ` a day as well.
        let sure = source.is_some_and(|source| is_agency(source) || house.is_dateline_source(source));
        return sure.then_some(found);
    }
    let sure = source.is_some() || date.is_some() || (is_capitals(place) && place.split(' ').count() <= MAX_WORDS);
    (sure && is_place(place)).then_some(Split { place: Some(place), ..found })
}

/// An agency without a sign round it, behind a day: `CAPE LORN, Aug 14 AAP`.
fn bare_source(text: &str) -> Option<(&str, &str)> {
    let (before, word) = text.rsplit_once(' ')?;
    let is_code = (2..=6).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_uppercase());
    (is_code && date_at_end(before).is_some()).then_some((before, word))
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
    // The day may be all there is: `Nov 30 (Reuters)`.
    if let Ok((_, date)) = whole_day().parse(text) {
        return Some(("", date));
    }
    // A year may follow a comma of its own: `LEEDS, March 3, 2024`.
    for (at, comma) in commas.by_ref().take(2) {
        let after = text.get(at + comma.len()..)?;
        if let Ok((_, date)) = whole_day().parse(after) {
            return Some((text.get(..at)?, date));
        }
    }
    None
}

fn whole_day<'i>() -> impl Parser<&'i str, Output = Date, Error = nom::error::Error<&'i str>> {
    all_consuming(delimited(space0, day_in_dateline, (opt(char('.')), space0)))
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
        reads("LEEDS, England -- March 3, 2017 -- Rain fell.", "LEEDS, England", "", "2017-03-03");
        reads(
            "Leeds, England – March 3, 2017 (Harbour Wire) – Rain fell.",
            "Leeds, England",
            "Harbour Wire",
            "2017-03-03",
        );
        reads("Kiel, 3. März 2017 – Rain fell.", "Kiel", "", "2017-03-03");
        reads("КАЛИНОВСК, 3 мар — Rain fell.", "КАЛИНОВСК", "", "--03-03");
        reads("Leeds (dpa) - Rain fell.", "Leeds", "dpa", "");
        reads("Leeds, March 3, 2011 (AFP) - Rain fell.", "Leeds", "AFP", "2011-03-03");
        reads("LEEDS, England, March 3, 2017 /PRNewswire/ -- Rain fell.", "LEEDS, England", "PRNewswire", "2017-03-03");
        reads("LEEDS, England--(BUSINESS WIRE)--Rain fell.", "LEEDS, England", "BUSINESS WIRE", "");
        reads("WASHINGTON - Rain fell.", "WASHINGTON", "", "");
        reads("(CNN) -- Rain fell.", "", "CNN", "");
        reads("LEEDS (EFE).- Rain fell.", "LEEDS", "EFE", "");
        reads("LEEDS and YORK, March 3 - Rain fell.", "LEEDS and YORK", "", "--03-03");
        reads("(ANSA) - ROMA, 3 MAR - Rain fell.", "ROMA", "ANSA", "--03-03");
        reads("Nandipur, March 3 (IANS) Rain fell.", "Nandipur", "IANS", "--03-03");
        reads("PORT SEVER, March 3. /TASS/. Rain fell.", "PORT SEVER", "TASS", "--03-03");
        reads("Sundvik (NTB): Rain fell.", "Sundvik", "NTB", "");
        reads("NANDIPUR: Rain fell.", "NANDIPUR", "", "");
        reads("CAPE LORN, Aug 14 AAP - Rain fell.", "CAPE LORN", "AAP", "--08-14");
        reads("Nov 30 (Reuters) - Rain fell.", "", "Reuters", "--11-30");
        reads("PINE NOTCH, Vt. _ Rain fell.", "PINE NOTCH, Vt.", "", "");
        reads("LEEDS, 3 MAR 89 (RADIO X) -- [TEXT] Rain fell.", "LEEDS", "RADIO X", "1989-03-03");
        reads("[Text] LEEDS, 3 MAR 89 (RADIO X) -- Rain fell.", "LEEDS", "RADIO X", "1989-03-03");
        reads("(CLANDESTINE) VOICE OF X IN Y, 14 JAN 89 -- Rain fell.", "CLANDESTINE", "VOICE OF X", "1989-01-14");
        reads("بيروت، لبنان (CNN) -- Rain fell.", "بيروت، لبنان", "CNN", "");
    }

    #[test]
    fn prose_has_none() {
        for paragraph in [
            "The mayor - a baker by trade - said no.",
            "Rovers won (again) - and how.",
            "NATO - the alliance of states - said no.",
            "BROKER BOARD METALS - MIDDAY",
            "MARANIA DEVALUES TALLA BY 12 PCT - FINANCE MINISTER",
            "NOTE: Rain fell.",
            "Leeds: Rain fell.",
            "The Harbour Trust (HT) said rain fell.",
            "Manchester United (4-4-2) - who won - went home.",
            "Well-known bakers met in Leeds.",
            "He said: \"No\" -- and left.",
            "The pier - March 3 or not - opened.",
            "Ferries - March 3 - none",
            "LEEDS, England (AP) —",
            "",
        ] {
            assert_eq!(split(paragraph, &NO_HOUSE), None, "{paragraph}");
        }
    }
}
