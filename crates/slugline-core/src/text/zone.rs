//! The zone of times that name none, where a newsroom says which.

use std::str::FromStr;

use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, Offset, TimeZone as Rules, TimeZoneDatabase};

use super::date;
use crate::error::{Error, Kind};
use crate::model::{Day, Instant};

/// A time zone: one of IANA's database, which comes with slugline so that every machine gives the same, or hours and minutes
/// east of UTC.
///
/// ```
/// use slugline_core::text::TimeZone;
///
/// assert!("Europe/Berlin".parse::<TimeZone>().is_ok() && "-04:30".parse::<TimeZone>().is_ok());
/// assert!("Marrow".parse::<TimeZone>().is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(try_from = "String")]
pub struct TimeZone(Rules);

impl TimeZone {
    /// What a time zone is, in words, for messages.
    pub const EXPECTS: &'static str = "a time zone such as `Europe/Berlin` or `+01:00`";

    /// The moment of a day at which a clock of the zone shows `second`, counted from midnight. Where clocks are put back it does
    /// so twice, where they are put forward never: it is the later moment then, for what must not be early.
    pub(super) fn moment(&self, day: Day, second: u32) -> Option<Instant> {
        let (hour, minute) = (second / 3600, second / 60 % 60);
        let clock = DateTime::new(
            i16::try_from(day.year()).ok()?,
            i8::try_from(day.month()).ok()?,
            i8::try_from(day.day()).ok()?,
            i8::try_from(hour).ok()?,
            i8::try_from(minute).ok()?,
            i8::try_from(second % 60).ok()?,
            0,
        );
        let offset = match self.0.to_ambiguous_timestamp(clock.ok()?).offset() {
            AmbiguousOffset::Unambiguous { offset } => offset,
            AmbiguousOffset::Gap { before, after } | AmbiguousOffset::Fold { before, after } => before.min(after),
        };
        Instant::new(day, second, i16::try_from(offset.seconds() / 60).ok()?)
    }
}

impl FromStr for TimeZone {
    type Err = Error;

    /// # Errors
    ///
    /// [`Kind::Usage`] for a word that is none.
    fn from_str(word: &str) -> Result<TimeZone, Error> {
        let fixed = date::offset(word).and_then(|minutes| Offset::from_seconds(i32::from(minutes) * 60).ok());
        let rules = fixed.map(Rules::fixed).or_else(|| TimeZoneDatabase::bundled().get(word).ok());
        let refused = || Error::new(Kind::Usage, format!("expected {}, found `{word}`", TimeZone::EXPECTS));
        rules.map(TimeZone).ok_or_else(refused)
    }
}

impl TryFrom<String> for TimeZone {
    type Error = Error;

    fn try_from(word: String) -> Result<TimeZone, Error> {
        word.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_is_put_back_shows_the_later_moment() {
        let moment = |zone: &str, (month, day), second| {
            let zone: TimeZone = zone.parse().unwrap();
            zone.moment(Day::new(2024, month, day).unwrap(), second).map(|moment| moment.to_string()).unwrap()
        };
        assert_eq!(moment("Europe/Berlin", (5, 3), 36_000), "2024-05-03T10:00:00+02:00");
        assert_eq!(moment("Europe/Berlin", (11, 18), 36_000), "2024-11-18T10:00:00+01:00");
        assert_eq!(moment("Europe/Berlin", (10, 27), 9_000), "2024-10-27T02:30:00+01:00");
        assert_eq!(moment("Europe/Berlin", (3, 31), 9_000), "2024-03-31T02:30:00+01:00");
        assert_eq!(moment("+05:30", (5, 3), 36_000), "2024-05-03T10:00:00+05:30");
    }
}
