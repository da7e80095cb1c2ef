//! Lines that a wire puts below a story when it sends it: `AP-WF-03-05-14 1200GMT`, `091205 GMT Apr 16`.
//!
//! Source: WIRE-CONVENTIONS sections 3.1, 4 and 14.

use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::{take_while_m_n, take_while1};
use nom::character::complete::{char, space0, space1};
use nom::combinator::{all_consuming, map, map_opt, opt, peek};
use nom::sequence::{preceded, terminated};
use nom::{IResult, error::Error};

use super::table::{MONTHS, ZONES, look_up};
use crate::model::{Date, Day, Instant};

/// The moment that a transmission line names: the day alone where its clock has no zone that is known.
pub(super) fn date(line: &str) -> Option<Date> {
    // Copy that lost its control bytes keeps the sign of ANPA 1312 that the line ends.
    let line = line.trim_matches(|letter: char| letter.is_whitespace() || letter.is_control() || letter == '<');
    // Both forms are short, begin with capitals or figures, and end in a zone or a year.
    let is_sign = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    if !(12..=40).contains(&line.len()) || !is_sign(line.as_bytes().first()) || !is_sign(line.as_bytes().last()) {
        return None;
    }
    all_consuming(alt((agency_first, day_first))).parse(line).ok().map(|(_, date)| date)
}

/// `AP-NR-03-05-88 0100EST`, `NYT-03-05-97 1200EST`: the agency, perhaps a circuit, month, day, year of two digits, clock.
fn agency_first(input: &str) -> IResult<&str, Date> {
    let name = || take_while_m_n(2, 4, |letter: char| letter.is_ascii_uppercase());
    let (input, _) = (terminated(name(), char('-')), opt(terminated(name(), char('-')))).parse(input)?;
    let parts = (terminated(two, char('-')), terminated(two, char('-')), two);
    let (input, day) = map_opt(parts, |(month, day, year)| day_of(year, month, day)).parse(input)?;
    map(preceded(space1, (clock, opt(preceded(space0, zone)))), move |(clock, zone)| moment(day, clock, zone.flatten()))
        .parse(input)
}

/// `091205 GMT Apr 16`: day and clock, zone, month in the agency's language, year of two digits.
fn day_first(input: &str) -> IResult<&str, Date> {
    let (input, (day, clock)) = (two, clock).parse(input)?;
    let (input, zone) = opt(preceded(space1, zone_of_caps)).parse(input)?;
    let (input, month) = preceded(space1, month).parse(input)?;
    let (input, year) = preceded(space1, two).parse(input)?;
    match day_of(year, month, day) {
        Some(day) => Ok((input, moment(day, clock, zone.flatten()))),
        None => Err(nom::Err::Error(Error::new(input, nom::error::ErrorKind::Verify))),
    }
}

fn moment(day: Day, clock: u32, zone: Option<i16>) -> Date {
    let instant = zone.and_then(|zone| Instant::new(day, clock, zone));
    instant.map_or(Date::Day(day), Date::Instant)
}

/// Years below 70 are of this century.
fn day_of(year: u8, month: u8, day: u8) -> Option<Day> {
    let century = if year < 70 { 2000 } else { 1900 };
    Day::new(century + u16::from(year), month, day)
}

/// Hours and minutes, as seconds of the day.
fn clock(input: &str) -> IResult<&str, u32> {
    let seconds = |hour, minute| u32::from(hour) * 3600 + u32::from(minute) * 60;
    map_opt((two, two), |(hour, minute)| (hour < 24 && minute < 60).then(|| seconds(hour, minute))).parse(input)
}

fn zone(input: &str) -> IResult<&str, Option<i16>> {
    map(take_while1(|letter: char| letter.is_ascii_alphabetic()), |word| look_up(ZONES, word)).parse(input)
}

/// A zone before a month. A month may stand there too.
fn zone_of_caps(input: &str) -> IResult<&str, Option<i16>> {
    let word = terminated(take_while_m_n(1, 5, |letter: char| letter.is_ascii_uppercase()), peek(char(' ')));
    map_opt(word, |word| look_up(MONTHS, word).is_none().then(|| look_up(ZONES, word))).parse(input)
}

fn month(input: &str) -> IResult<&str, u8> {
    let word = terminated(take_while1(char::is_alphabetic), opt(char('.')));
    map_opt(word, |word| look_up(MONTHS, word)).parse(input)
}

/// A number of two figures.
pub(super) fn two(input: &str) -> IResult<&str, u8> {
    map_opt(take_while_m_n(2, 2, |digit: char| digit.is_ascii_digit()), |digits: &str| digits.parse().ok()).parse(input)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn reads(line: &str, date: &str) {
        assert_eq!(super::date(line).map(|date| date.to_string()).as_deref(), Some(date), "{line}");
    }

    #[test]
    fn agencies_sign_with_the_moment() {
        reads("AP-WF-11-13-13 1509GMT", "2013-11-13T15:09:00Z");
        reads("AP-WF-11-13-13 1509GMT<", "2013-11-13T15:09:00Z");
        reads("AP-NR-03-05-88 0100EST", "1988-03-05T01:00:00-05:00");
        reads("NYT-03-05-97 1200EST", "1997-03-05T12:00:00-05:00");
        reads("212322 GMT Nov 18", "2018-11-21T23:22:00Z");
        reads("091205 Okt 16", "2016-10-09");
    }

    #[test]
    fn figures_in_prose_are_no_transmission() {
        for line in ["AP-WF-13-13-13 1509GMT", "212362 GMT Nov 18", "Gold rose 212322 GMT", "", "AP-WF-11-13-13"] {
            assert_eq!(date(line), None, "{line}");
        }
    }
}
