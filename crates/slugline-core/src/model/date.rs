//! Dates as precise as the text gives them, never padded.

use std::fmt;
use std::str::FromStr;

use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};

/// A date as a text gives it. In JSON a string.
///
/// Source: ISO 8601; RFC 3339 for instants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Date {
    /// A moment, with the zone it was written in: `2024-11-18T17:20:40-04:00`.
    Instant(Instant),
    /// A day: `2024-11-18`.
    Day(Day),
    /// A month and a day whose year the text lacks: `--11-18`.
    MonthDay(MonthDay),
}

/// A day of the Gregorian calendar that exists. Years 1 to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    year: u16,
    month: u8,
    day: u8,
}

/// A day of some year. 29 February counts as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MonthDay {
    month: u8,
    day: u8,
}

/// A moment to the second, and the zone's offset it was written with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Instant {
    day: Day,
    second: u32,
    offset: i16,
}

impl Day {
    /// The day, where there is such a one.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Day> {
        if year == 0 {
            return None;
        }
        let civil = (i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        jiff::civil::Date::new(civil.0, civil.1, civil.2).ok()?;
        Some(Day { year, month, day })
    }

    /// 1 to 9999.
    pub const fn year(self) -> u16 {
        self.year
    }

    /// 1 to 12.
    pub const fn month(self) -> u8 {
        self.month
    }

    /// 1 to 31.
    pub const fn day(self) -> u8 {
        self.day
    }

    /// The first second of this day in UTC.
    pub const fn midnight(self) -> Instant {
        Instant { day: self, second: 0, offset: 0 }
    }
}

impl MonthDay {
    /// The day of a year, where some year has it.
    pub fn new(month: u8, day: u8) -> Option<MonthDay> {
        Day::new(2000, month, day).map(|_| MonthDay { month, day })
    }

    /// 1 to 12.
    pub const fn month(self) -> u8 {
        self.month
    }

    /// 1 to 31.
    pub const fn day(self) -> u8 {
        self.day
    }

    /// The day in `year`, where that year has it.
    pub fn in_year(self, year: u16) -> Option<Day> {
        Day::new(year, self.month, self.day)
    }
}

impl Instant {
    /// 1970-01-01T00:00:00Z, for outputs that must name a moment when none is known.
    pub const EPOCH: Instant = Instant { day: Day { year: 1970, month: 1, day: 1 }, second: 0, offset: 0 };

    /// A moment on `day` at `second` (0 to 86,399, counted from local midnight), `offset` minutes east of UTC (-840 to 840, the
    /// range of XML Schema, which every zone on Earth is in). `None` when out of range.
    pub fn new(day: Day, second: u32, offset: i16) -> Option<Instant> {
        (second < 86_400 && (-840..=840).contains(&offset)).then_some(Instant { day, second, offset })
    }

    /// The moment that lies `seconds` after 1970-01-01T00:00:00Z, where its year is 1 to 9999.
    pub fn from_unix(seconds: i64) -> Option<Instant> {
        let civil = jiff::tz::Offset::UTC.to_datetime(jiff::Timestamp::from_second(seconds).ok()?);
        let number = |part: i8| u8::try_from(part).ok();
        let day = Day::new(u16::try_from(civil.year()).ok()?, number(civil.month())?, number(civil.day())?)?;
        let (hour, minute, second) = (number(civil.hour())?, number(civil.minute())?, number(civil.second())?);
        Instant::new(day, u32::from(hour) * 3600 + u32::from(minute) * 60 + u32::from(second), 0)
    }

    /// The day in its own zone.
    pub const fn day(self) -> Day {
        self.day
    }

    /// Hour, minute and second in its own zone.
    pub const fn time(self) -> (u8, u8, u8) {
        ((self.second / 3600) as u8, (self.second / 60 % 60) as u8, (self.second % 60) as u8)
    }

    /// Minutes east of UTC.
    pub const fn offset(self) -> i16 {
        self.offset
    }

    /// UTC−12:00, in minutes east of UTC: the last zone in which any time of day comes.
    pub const LAST_OFFSET: i16 = -12 * 60;

    /// The same moment in UTC. At the ends of the calendar, the moment as it is.
    #[must_use]
    pub fn in_utc(self) -> Instant {
        Instant::from_unix(self.unix()).unwrap_or(self)
    }

    /// Seconds since 1970-01-01T00:00:00Z.
    pub fn unix(self) -> i64 {
        let Day { year, month, day } = self.day;
        // Howard Hinnant's count of days, with March as the first month so that the leap day is the last.
        let (year, month) = if month > 2 { (i64::from(year), month - 3) } else { (i64::from(year) - 1, month + 9) };
        let era_year = year.rem_euclid(400);
        let year_day = (153 * i64::from(month) + 2) / 5 + i64::from(day) - 1;
        let days = year.div_euclid(400) * 146_097 + era_year * 365 + era_year / 4 - era_year / 100 + year_day - 719_468;
        days * 86_400 + i64::from(self.second) - i64::from(self.offset) * 60
    }
}

impl Date {
    /// The day, where the year is known; of an instant, the day in its own zone.
    pub fn day(self) -> Option<Day> {
        match self {
            Date::Instant(instant) => Some(instant.day),
            Date::Day(day) => Some(day),
            Date::MonthDay(_) => None,
        }
    }

    /// The moment, where the year is known; of a day, its first second in UTC.
    pub fn moment(self) -> Option<Instant> {
        match self {
            Date::Instant(instant) => Some(instant),
            Date::Day(day) => Some(day.midnight()),
            Date::MonthDay(_) => None,
        }
    }

    /// The moment from which on it is this date everywhere on Earth, where the year is known: a day begins last in UTC−12:00.
    /// What must not happen early in any zone waits for it.
    pub fn everywhere(self) -> Option<Instant> {
        match self {
            Date::Instant(instant) => Some(instant),
            Date::Day(day) => Some(Instant { day, second: 0, offset: Instant::LAST_OFFSET }),
            Date::MonthDay(_) => None,
        }
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [[c1, c2], [y1, y2]] = [self.year / 100, self.year].map(last_two);
        let [[m1, m2], [d1, d2]] = [self.month.into(), self.day.into()].map(last_two);
        put_ascii(f, &[c1, c2, y1, y2, b'-', m1, m2, b'-', d1, d2])
    }
}

/// The last two digits of a number. A story has several dates, and what formats numbers takes ten times as long.
fn last_two(number: u16) -> [u8; 2] {
    [number / 10, number].map(|number| b'0' + (number % 10) as u8)
}

fn put_ascii(f: &mut fmt::Formatter<'_>, letters: &[u8]) -> fmt::Result {
    f.write_str(str::from_utf8(letters).unwrap_or_default())
}

impl fmt::Display for MonthDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "--{:02}-{:02}", self.month, self.day)
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (hour, minute, second) = self.time();
        self.day.fmt(f)?;
        let [[h1, h2], [m1, m2], [s1, s2]] = [hour, minute, second].map(|number| last_two(number.into()));
        put_ascii(f, &[b'T', h1, h2, b':', m1, m2, b':', s1, s2])?;
        match self.offset {
            0 => f.write_str("Z"),
            offset => {
                let sign = if offset < 0 { '-' } else { '+' };
                write!(f, "{sign}{:02}:{:02}", offset.abs() / 60, offset.abs() % 60)
            }
        }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Date::Instant(instant) => instant.fmt(f),
            Date::Day(day) => day.fmt(f),
            Date::MonthDay(day) => day.fmt(f),
        }
    }
}

/// A date that is none of the three shapes, or that no calendar has.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected a date such as `2024-11-18`, `2024-11-18T17:20:00Z` or `--11-18`, found `{0}`")]
pub struct NotADate(String);

impl FromStr for Date {
    type Err = NotADate;

    /// Reads what [`Display`](fmt::Display) writes: `2024-11-18`, `--11-18`, or a day, `T`, a time to the second and a zone.
    fn from_str(text: &str) -> Result<Date, NotADate> {
        parse(text).ok_or_else(|| NotADate(text.to_owned()))
    }
}

fn parse(text: &str) -> Option<Date> {
    if let Some(rest) = text.strip_prefix("--") {
        let (month, day) = rest.split_once('-')?;
        return MonthDay::new(digits(month, 2)?, digits(day, 2)?).map(Date::MonthDay);
    }
    let (day, time) = match text.split_once('T') {
        Some((day, time)) => (day, Some(time)),
        None => (text, None),
    };
    let mut parts = day.splitn(3, '-');
    let day = Day::new(digits(parts.next()?, 4)?, digits(parts.next()?, 2)?, digits(parts.next()?, 2)?)?;
    let Some(time) = time else { return Some(Date::Day(day)) };
    let (clock, offset) = match time.strip_suffix('Z') {
        Some(clock) => (clock, 0),
        None => {
            let (clock, zone) = time.split_at_checked(time.len().checked_sub(6)?)?;
            let (hours, minutes) = zone.get(1..)?.split_once(':')?;
            let minutes = digits::<i16>(hours, 2)? * 60 + digits::<i16>(minutes, 2)?;
            (clock, if zone.starts_with('-') { -minutes } else { minutes })
        }
    };
    let mut parts = clock.splitn(3, ':');
    let (hour, minute, second): (u32, u32, u32) =
        (digits(parts.next()?, 2)?, digits(parts.next()?, 2)?, digits(parts.next()?, 2)?);
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    Instant::new(day, hour * 3600 + minute * 60 + second, offset).map(Date::Instant)
}

/// Exactly `count` ASCII digits as a number.
fn digits<T: FromStr>(text: &str, count: usize) -> Option<T> {
    (text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
        let text = super::Text::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Date {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Date".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "A day, an instant with its zone, or a month and a day whose year the text lacks; never padded.",
            "type": "string",
            "pattern": "^(--[0-9]{2}-[0-9]{2}|[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}(Z|[+-][0-9]{2}:[0-9]{2}))?)$"
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn keeps(text: &str) -> Date {
        let date: Date = text.parse().unwrap();
        assert_eq!(date.to_string(), text);
        date
    }

    #[test]
    fn dates_read_as_they_are_written() {
        keeps("2024-02-29");
        keeps("--02-29");
        keeps("2024-11-18T17:20:40-04:00");
        keeps("2024-11-18T17:20:40Z");
    }

    #[test]
    fn days_that_do_not_exist_are_refused() {
        for text in
            ["2023-02-29", "2024-13-01", "--02-30", "2024-11-18T24:00:00Z", "2024-11-18T10:00", "18.11.2024", ""]
        {
            assert!(text.parse::<Date>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_day_begins_last_in_the_west() {
        assert_eq!(keeps("2024-11-18").everywhere().unwrap().in_utc().to_string(), "2024-11-18T12:00:00Z");
        assert_eq!(keeps("2024-11-18T17:20:40Z").everywhere(), keeps("2024-11-18T17:20:40Z").moment());
        assert_eq!(keeps("--11-18").everywhere(), None);
    }

    #[test]
    fn unix_time_goes_there_and_back() {
        for seconds in [0, -1, 951_782_400, 1_731_950_440, 253_402_000_000, -62_135_596_800] {
            assert_eq!(Instant::from_unix(seconds).unwrap().unix(), seconds);
        }
        let Date::Instant(instant) = keeps("2024-11-18T17:20:40-04:00") else { panic!("an instant") };
        assert_eq!(instant.in_utc().to_string(), "2024-11-18T21:20:40Z");
    }
}
