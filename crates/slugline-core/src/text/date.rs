//! Dates as newsrooms write them.
//!
//! Source: WIRE-CONVENTIONS section 11.

use nom::branch::alt;
use nom::bytes::complete::{tag, tag_no_case, take_while, take_while_m_n, take_while1};
use nom::character::complete::{char, one_of};
use nom::combinator::{fail, map, map_opt, opt, value, verify};
use nom::sequence::{delimited, preceded, terminated};
use nom::{IResult, Parser};

use super::table::{MONTHS, WEEKDAYS, ZONES, look_up};
use super::zone::TimeZone;
use crate::model::{Date, Day, Field, Instant, MonthDay};

/// Longest line that is looked at for a date, in bytes.
const MAX_LINE: usize = 96;

/// Longest line in which a date is looked for among other words, in bytes.
const MAX_SENTENCE: usize = 400;

/// What a line that is a date says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) date: Date,
    /// The time of day that stood there without a zone, in seconds from midnight. It fixes no instant, so the day alone is kept.
    pub(super) time_without_zone: Option<u32>,
}

impl Found {
    /// With the moment that it is in the zone of a house, where it names none of its own.
    pub(super) fn of_house(self, zone: Option<&TimeZone>) -> Found {
        let clock = self.date.day().zip(self.time_without_zone);
        match clock.zip(zone).and_then(|((day, second), zone)| zone.moment(day, second)) {
            Some(moment) => Found { date: Date::Instant(moment), time_without_zone: None },
            None => self,
        }
    }

    /// Whether it says a time of day.
    pub(super) fn has_time(&self) -> bool {
        matches!(self.date, Date::Instant(_)) || self.time_without_zone.is_some()
    }
}

/// The date that a whole line is: `2024-11-18`, `[18 November 2024]`, `Thursday, Dec. 12, 2024 5:20 PM EST`.
///
/// Not: `November rain`, `18 November 2024 was a Monday`.
pub(super) fn date_line(line: &str) -> Option<Found> {
    // Digits of other scripts begin with one of these bytes.
    let may_be_digit = |byte: u8| byte.is_ascii_digit() || matches!(byte, 0xD9 | 0xDB | 0xEF);
    if line.len() > MAX_LINE || !line.bytes().any(may_be_digit) {
        return None;
    }
    let (_, line) = without_word(line);
    let inner = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(line);
    let (rest, found) = dated(inner).ok()?;
    rest.trim_matches(['.', ' ']).is_empty().then_some(found)
}

/// The date that stands somewhere in a line, with its clock where that names a zone: `EMBARGOED UNTIL 00:01 GMT 3 May 2024`.
pub(super) fn date_within(line: &str) -> Option<Found> {
    if line.len() > MAX_LINE {
        return None;
    }
    date_and_rest(line).map(|(_, found, _)| found)
}

/// The first date in a line, what stands before it, and what stands behind.
pub(super) fn date_and_rest(line: &str) -> Option<(&str, Found, &str)> {
    if line.len() > MAX_SENTENCE {
        return None;
    }
    let starts = line.char_indices().filter(|(at, letter)| {
        let before = line.get(..*at).and_then(|before| before.chars().next_back());
        letter.is_alphanumeric() && !before.is_some_and(char::is_alphanumeric)
    });
    starts.into_iter().find_map(|(at, _)| {
        let (before, from) = line.split_at_checked(at)?;
        dated(from).ok().map(|(rest, found)| (before, found, rest))
    })
}

/// The date's kind where a word says it, and what comes after: `Updated 18 November 2024`, `Posted on May 3`.
pub(super) fn without_word(line: &str) -> (Option<Field>, &str) {
    const WORDS: [(&str, Field); 4] = [
        ("last updated", Field::Updated),
        ("updated", Field::Updated),
        ("published", Field::Published),
        ("posted", Field::Published),
    ];
    if !matches!(line.as_bytes().first(), Some(b'L' | b'l' | b'U' | b'u' | b'P' | b'p')) {
        return (None, line);
    }
    for (word, field) in WORDS {
        let Some((start, rest)) = line.split_at_checked(word.len()) else { continue };
        if start.eq_ignore_ascii_case(word) && rest.starts_with([' ', ':']) {
            let rest = rest.trim_start_matches([' ', ':']);
            return (Some(field), rest.strip_prefix("on ").or_else(|| rest.strip_prefix("at ")).unwrap_or(rest));
        }
    }
    (None, line)
}

/// Whether a word is the name of a part of the day: `noon`, `Abend`.
pub(super) fn is_part_of_day(word: &str) -> bool {
    const PARTS: [&str; 14] = [
        "noon",
        "midday",
        "midnight",
        "morning",
        "afternoon",
        "evening",
        "night",
        "end",
        "close",
        "mittag",
        "mitternacht",
        "abend",
        "midi",
        "minuit",
    ];
    PARTS.iter().any(|part| part.eq_ignore_ascii_case(word))
}

/// Whether a word is of a date or a time: `3`, `6pm`, `p.m.`, `Friday,`, `May`, `GMT`, `noon`, `time`.
pub(super) fn is_of_time(word: &str) -> bool {
    let bare = word.trim_matches(|letter: char| !letter.is_alphanumeric());
    word.contains(char::is_numeric)
        || look_up(WEEKDAYS, bare).is_some()
        || look_up(MONTHS, bare).is_some()
        || look_up(ZONES, bare).is_some()
        || is_part_of_day(bare)
        || ["a.m", "p.m", "am", "pm", "uhr", "time"].iter().any(|known| known.eq_ignore_ascii_case(bare))
}

/// Whether a line is a date in figures of which day and month cannot be told apart: `03/04/2024`, a time behind it or not.
pub(super) fn is_ambiguous(line: &str) -> bool {
    let mut figures =
        terminated((terminated(number(2), char('/')), terminated(number(2), char('/')), number(4)), opt(clock));
    matches!(figures.parse(line), Ok(("", (a, b, _))) if a != b && (1..=12).contains(&a) && (1..=12).contains(&b))
}

/// A day and month, with a year where there is one, at the start of `input`: the date of a dateline.
pub(super) fn day_in_dateline(input: &str) -> IResult<&str, Date> {
    alt((map(any_day, Date::Day), map(month_day, Date::MonthDay))).parse(input)
}

/// `[time,] [weekday] day [time] [[,] weekday]`
fn dated(input: &str) -> IResult<&str, Found> {
    let (input, early) = opt(terminated(time, alt((tag(", "), tag(" "))))).parse(input)?;
    let (input, _) = (opt(article), opt(weekday)).parse(input)?;
    if let Ok((rest, found)) = run_together(input) {
        return Ok((rest, found));
    }
    let (input, day) = day_in_dateline(input)?;
    let (input, late) = opt(clock).parse(input)?;
    let (input, _) = opt(preceded((opt(char(',')), space0), weekday)).parse(input)?;
    let clock = early.or(late);
    let date = match (day, clock) {
        (Date::Day(day), Some((second, Some(offset)))) => Instant::new(day, second, offset).map(Date::Instant),
        _ => None,
    };
    let time_without_zone = clock.filter(|_| date.is_none()).map(|(second, _)| second);
    Ok((input, Found { date: date.unwrap_or(day), time_without_zone }))
}

/// `Le mercredi 24 juin`, `den 24. juni`: an article before a day.
fn article(input: &str) -> IResult<&str, &str> {
    alt((tag_no_case("le "), tag_no_case("el "), tag_no_case("den "), tag_no_case("am "))).parse(input)
}

/// `May03,20119:15 AM EDT`: a date whose blanks were lost.
fn run_together(input: &str) -> IResult<&str, Found> {
    let day =
        map_opt((month, number(2), char(','), number(4)), |(month, day, _, year)| day_of(year, month.into(), day));
    let (rest, (day, (second, offset))) = (day, time).parse(input)?;
    let instant = offset.and_then(|offset| Instant::new(day, second, offset));
    let time_without_zone = instant.is_none().then_some(second);
    Ok((rest, Found { date: instant.map_or(Date::Day(day), Date::Instant), time_without_zone }))
}

fn any_day(input: &str) -> IResult<&str, Day> {
    alt((year_first, month_first, day_first, in_figures)).parse(input)
}

/// `2024-11-18`, `2024/11/18`, `2024. 11. 18.`, `2024年11月18日`
fn year_first(input: &str) -> IResult<&str, Day> {
    let gap = || alt((tag("-"), tag("/"), tag(". "), tag("."), tag("年"), tag("月")));
    let parts = (terminated(number(4), gap()), terminated(number(2), gap()), number(2));
    terminated(map_opt(parts, |(year, month, day)| day_of(year, month, day)), opt(alt((tag("日"), tag(".")))))
        .parse(input)
}

/// `November 18, 2024`, `Nov. 18 2024`
fn month_first(input: &str) -> IResult<&str, Day> {
    let parts = (month, preceded(space0, number(2)), preceded((opt(ordinal), opt(char(',')), space0), year));
    map_opt(parts, |(month, day, year)| day_of(year, month.into(), day)).parse(input)
}

/// `18 November 2024`, `18. November 2024`, `1er mars 2024`, `18 de noviembre de 2024`, `18-NOV-2024`, `18 ноября 2024 года`
fn day_first(input: &str) -> IResult<&str, Day> {
    let gap = || (opt(ordinal), opt(one_of(".-")), space0, opt((alt((tag("de"), tag("of"), tag("la"))), tag(" "))));
    let parts = (number(2), preceded(gap(), month), preceded((opt(char(',')), gap()), year));
    let day = map_opt(parts, |(day, month, year)| day_of(year, month.into(), day));
    terminated(day, opt(preceded(space0, year_word))).parse(input)
}

/// The word for a year, behind it: `года`, `г.`, `roku`, `r.`
fn year_word(input: &str) -> IResult<&str, &str> {
    alt((tag("года"), tag("г."), tag("roku"), tag("r."))).parse(input)
}

/// Four digits; or two, where nothing goes on with them: 00 to 69 are of this century, 70 to 99 of the last.
fn year(input: &str) -> IResult<&str, u32> {
    let short = map(digits(2, 2), |year| if year < 70 { 2000 + year } else { 1900 + year });
    // `20:24` is a time of day, `2024: ferries stop` is none.
    let ends = |rest: &str| !rest.strip_prefix(':').unwrap_or(rest).starts_with(char::is_alphanumeric);
    let (rest, year) = alt((number(4), short)).parse(input)?;
    if ends(rest) { Ok((rest, year)) } else { fail().parse(input) }
}

/// `18.11.2024`, `18.11.24`; `18/11/2024` and `11/18/2024` where one number cannot be a month.
fn in_figures(input: &str) -> IResult<&str, Day> {
    let dotted = map_opt((number(2), char('.'), number(2), char('.'), year), |(day, _, month, _, year)| {
        day_of(year, month, day)
    });
    let slashed = map_opt((number(2), char('/'), number(2), char('/'), number(4)), |(a, _, b, _, year)| {
        if a > 12 || a == b {
            day_of(year, b, a)
        } else if b > 12 {
            day_of(year, a, b)
        } else {
            None
        }
    });
    alt((dotted, slashed)).parse(input)
}

/// `March 3`, `3 March`, `3 mar`
fn month_day(input: &str) -> IResult<&str, MonthDay> {
    let day = || verify(number(2), |day| *day <= 31);
    let month_first = (month, preceded(space0, day()));
    let day_first = map((day(), preceded((opt(char('.')), space0), month)), |(day, month)| (month, day));
    map_opt(alt((month_first, day_first)), |(month, day)| MonthDay::new(month, u8::try_from(day).ok()?)).parse(input)
}

fn day_of(year: u32, month: u32, day: u32) -> Option<Day> {
    // Thai years count from the Buddha.
    let year = if year >= 2400 { year - 543 } else { year };
    Day::new(u16::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
}

/// `T17:20:40Z`, ` 17:20:40 -0400`, ` 5:20 PM EST`, `, 17.20 Uhr`: seconds from midnight, and minutes east of UTC where a
/// zone is named.
fn clock(input: &str) -> IResult<&str, (u32, Option<i16>)> {
    let before = (alt((tag("T"), tag(", "), tag(" at "), tag(" um "), tag(" "))), space0);
    preceded(before, time).parse(input)
}

/// `17:20:40 -0400`, `5:20 PM EST`, `1800 GMT`, `6 p.m.`, `18 Uhr`, `18h00`: a time as [`clock`] has it.
fn time(input: &str) -> IResult<&str, (u32, Option<i16>)> {
    alt((time_with_minutes, full_hour, hours_run_together)).parse(input)
}

/// `6 p.m. CET`, `18 Uhr`, `18h`: an hour, and a word that says that it is one.
fn full_hour(input: &str) -> IResult<&str, (u32, Option<i16>)> {
    let hour = verify(number(2), |hour| *hour < 24);
    let of_twelve = (preceded(space0, half_day)).map(Some);
    let of_day = alt((preceded(space0, tag("Uhr")), tag("h"))).map(|_| None);
    let (input, (hour, afternoon)) = (hour, alt((of_twelve, of_day))).parse(input)?;
    let (input, offset) = opt(preceded(space0, zone)).parse(input)?;
    Ok((input, (hour_of_day(hour, afternoon) * 3600, offset)))
}

/// `1800 GMT`: hours and minutes in one. A zone tells them from a year.
fn hours_run_together(input: &str) -> IResult<&str, (u32, Option<i16>)> {
    let clock = verify(digits(4, 4), |clock| clock / 100 < 24 && clock % 100 < 60);
    let (input, (clock, offset)) = (clock, preceded(space0, zone)).parse(input)?;
    Ok((input, (clock / 100 * 3600 + clock % 100 * 60, Some(offset))))
}

/// The hour of the day, where `afternoon` says which half of it an hour is of.
fn hour_of_day(hour: u32, afternoon: Option<bool>) -> u32 {
    match afternoon {
        Some(true) => hour % 12 + 12,
        Some(false) => hour % 12,
        None => hour,
    }
}

/// `17:20:40 -0400`, `5:20 PM EST`, `18h00`.
fn time_with_minutes(input: &str) -> IResult<&str, (u32, Option<i16>)> {
    let (input, hour) = verify(number(2), |hour| *hour < 24).parse(input)?;
    let (input, minute) = preceded(one_of(":.h"), verify(number(2), |minute| *minute < 60)).parse(input)?;
    // A fraction of a second alone: `18.11.2024, 17 Uhr` begins with no time.
    let fraction = opt((char('.'), take_while1(is_digit)));
    let second = terminated(verify(number(2), |second| *second < 60), fraction);
    let (input, second) = opt(preceded(char(':'), second)).parse(input)?;
    let (input, afternoon) = opt(preceded(space0, half_day)).parse(input)?;
    let (input, _) = opt((space0, tag("Uhr"))).parse(input)?;
    let (input, offset) = opt(preceded(space0, zone)).parse(input)?;
    Ok((input, (hour_of_day(hour, afternoon) * 3600 + minute * 60 + second.unwrap_or(0), offset)))
}

/// `a.m.` is `false`, `PM` is `true`.
fn half_day(input: &str) -> IResult<&str, bool> {
    let morning = alt((tag("a.m."), tag("A.M."), tag("am"), tag("AM")));
    let afternoon = alt((tag("p.m."), tag("P.M."), tag("pm"), tag("PM")));
    alt((value(false, morning), value(true, afternoon))).parse(input)
}

/// `Z`, `+01:00`, `-0400`, `GMT`, `EDT`
fn zone(input: &str) -> IResult<&str, i16> {
    let offset = map_opt((one_of("+-"), digits(2, 2), opt(char(':')), digits(2, 2)), |(sign, hours, _, minutes)| {
        let minutes = i16::try_from(hours * 60 + minutes).ok().filter(|_| hours < 24 && minutes < 60)?;
        Some(if sign == '-' { -minutes } else { minutes })
    });
    let named = map_opt(take_while1(|letter: char| letter.is_ascii_alphabetic()), |name| look_up(ZONES, name));
    alt((offset, named)).parse(input)
}

/// `th`, `st`, `er`, `º`, `-an de`
fn ordinal(input: &str) -> IResult<&str, &str> {
    alt((tag("th"), tag("st"), tag("nd"), tag("rd"), tag("er"), tag("º"), tag("ª"), tag("-an"), tag("-a"))).parse(input)
}

/// A month's name or its short form, with or without a full stop.
fn month(input: &str) -> IResult<&str, u8> {
    terminated(map_opt(word, |name| look_up(MONTHS, name)), opt(char('.'))).parse(input)
}

/// A weekday's name and what parts it from the date: `Thursday, `.
fn weekday(input: &str) -> IResult<&str, ()> {
    let name = map_opt(word, |name| look_up(WEEKDAYS, name));
    value((), delimited(space0, name, (opt(one_of(".,،")), space0))).parse(input)
}

/// Blanks between the parts of a date, also those without a break.
fn space0(input: &str) -> IResult<&str, &str> {
    take_while(|letter| matches!(letter, ' ' | '\t' | '\u{A0}' | '\u{202F}')).parse(input)
}

fn word(input: &str) -> IResult<&str, &str> {
    // Apostrophes, and the signs of Indian and Thai scripts that are no letters.
    let sign = |letter| matches!(letter, '\u{2019}' | '\u{93C}' | '\u{94D}' | '\u{E47}'..='\u{E4E}');
    take_while1(|letter: char| letter.is_alphabetic() || sign(letter)).parse(input)
}

/// Minutes east of UTC: `+01:00`, `-0430`.
pub(super) fn offset(word: &str) -> Option<i16> {
    let (rest, minutes) = zone(word).ok()?;
    (rest.is_empty() && word.starts_with(['+', '-'])).then_some(minutes)
}

/// A number of one to `most` digits of any script; four-digit years have all four.
fn number<'i>(most: usize) -> impl Parser<&'i str, Output = u32, Error = nom::error::Error<&'i str>> {
    digits(if most == 4 { 4 } else { 1 }, most)
}

fn digits<'i>(least: usize, most: usize) -> impl Parser<&'i str, Output = u32, Error = nom::error::Error<&'i str>> {
    map(take_while_m_n(least, most, is_digit), |digits: &str| {
        digits.chars().filter_map(digit).fold(0, |number, digit| number * 10 + digit)
    })
}

fn is_digit(character: char) -> bool {
    digit(character).is_some()
}

/// The value of a digit: ASCII, Arabic-Indic, Persian, full width.
fn digit(character: char) -> Option<u32> {
    let zero = match character {
        '0'..='9' => '0',
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{6F0}'..='\u{6F9}' => '\u{6F0}',
        '\u{FF10}'..='\u{FF19}' => '\u{FF10}',
        _ => return None,
    };
    u32::from(character).checked_sub(u32::from(zero))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn reads(line: &str, date: &str) {
        assert_eq!(date_line(line).map(|found| found.date.to_string()).as_deref(), Some(date), "{line}");
    }

    #[test]
    fn days_in_many_forms() {
        for line in [
            "2024-11-18",
            "[2024-11-18]",
            "November 18, 2024",
            "Nov. 18, 2024",
            "NOVEMBER 18 2024",
            "18 November 2024",
            "18th November 2024",
            "18 NOV 2024",
            "18-NOV-2024",
            "Monday, November 18, 2024",
            "November 18, 2024 Monday",
            "November 18, 2024, Monday",
            "18. November 2024",
            "Montag, 18. November 2024",
            "18 novembre 2024",
            "18 de noviembre de 2024",
            "18 listopada 2024",
            "18 ноября 2024",
            "18 ноября 2024 года",
            "18 нояб. 2024\u{A0}г.",
            "18 listopada 2024 r.",
            "18\u{A0}November\u{A0}2024",
            "2024年11月18日",
            "2024. 11. 18.",
            "18.11.2024",
            "18/11/2024",
            "11/18/2024",
            "١٨ نوفمبر ٢٠٢٤",
        ] {
            reads(line, "2024-11-18");
        }
        reads("1er mars 2024", "2024-03-01");
        reads("18 NOV 89", "1989-11-18");
        reads("18.11.05", "2005-11-18");
        reads("Le lundi 18 novembre 2024", "2024-11-18");
        reads("18 พฤศจิกายน 2567", "2024-11-18");
        reads("18 नवंबर 2024", "2024-11-18");
        reads("May03,20119:15 AM EDT", "2011-05-03T09:15:00-04:00");
        reads("November 18", "--11-18");
        reads("Monday 18 November", "--11-18");
        reads("Updated: 18 November 2024", "2024-11-18");
    }

    #[test]
    fn instants_keep_their_zone() {
        reads("2024-11-18T17:20:00-05:00", "2024-11-18T17:20:00-05:00");
        reads("2024-11-18 17:20:40 -0400", "2024-11-18T17:20:40-04:00");
        reads("2024-11-18T17:20Z", "2024-11-18T17:20:00Z");
        reads("November 18, 2024 5:20 PM EST", "2024-11-18T17:20:00-05:00");
        reads("Nov. 18, 2024 at 12:05 a.m. GMT", "2024-11-18T00:05:00Z");
        reads("Updated 5:20 PM EST, November 18, 2024", "2024-11-18T17:20:00-05:00");
        reads("November 18, 2024, 6 p.m. EST", "2024-11-18T18:00:00-05:00");
        reads("18 November 2024 at 6pm GMT", "2024-11-18T18:00:00Z");
        reads("1800 GMT 18 November 2024", "2024-11-18T18:00:00Z");
        reads("18 novembre 2024, 18h30 GMT", "2024-11-18T18:30:00Z");
    }

    #[test]
    fn a_time_without_zone_is_no_instant() {
        let found = date_line("18 November 2024 17:20").unwrap();
        assert_eq!((found.date.to_string().as_str(), found.time_without_zone), ("2024-11-18", Some(62_400)));
        for line in ["18.11.2024, 18 Uhr", "18 novembre 2024, 18h", "18 November 2024, 6 p.m.", "6pm, 18 November 2024"]
        {
            assert_eq!(date_line(line).and_then(|found| found.time_without_zone), Some(64_800), "{line}");
        }
    }

    #[test]
    fn what_is_no_date() {
        for line in [
            "November rain",
            "18 November 2024 was a Monday",
            "2024",
            "30 February 2024",
            "03/04/2024",
            "Rovers 3, Town 1",
            "",
            "1-2-3",
        ] {
            assert_eq!(date_line(line), None, "{line}");
        }
        assert!(is_ambiguous("03/04/2024") && !is_ambiguous("04/04/2024") && !is_ambiguous("13/04/2024"));
    }
}
