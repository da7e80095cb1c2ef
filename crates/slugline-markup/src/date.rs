//! Dates as they stand on a page: for machines and for people.

use std::fmt;

use slugline_core::model::{Date, Instant};

/// A date as the `datetime` attribute has it: `2024-11-18`, `2024-11-18T17:20:40-04:00`, `11-18`. In UTC
/// where no zone on earth is as far off as the article's.
///
/// Source: HTML Living Standard 4.5.14, "The time element"; 2.3.5, "Dates and times".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Datetime(pub Date);

/// A date for people of any language: `2024-11-18`, `2024-11-18 17:20 -04:00`, `11-18`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Readable(pub Date);

/// A date for plain text, as our own readers take it back: `2024-11-18`, `2024-11-18T17:20:40-04:00`, `November 18`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InText(pub Date);

impl fmt::Display for Datetime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            // No place on earth is further off; checkers take it for a mistake.
            Date::Instant(instant) if !(-12 * 60..=14 * 60).contains(&instant.offset()) => instant.in_utc().fmt(f),
            Date::Instant(instant) => instant.fmt(f),
            Date::Day(day) => day.fmt(f),
            Date::MonthDay(day) => write!(f, "{:02}-{:02}", day.month(), day.day()),
        }
    }
}

impl fmt::Display for Readable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Date::Instant(instant) => write_instant(instant, f),
            Date::Day(_) | Date::MonthDay(_) => Datetime(self.0).fmt(f),
        }
    }
}

impl fmt::Display for InText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const MONTHS: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        let Date::MonthDay(day) = self.0 else { return self.0.fmt(f) };
        let month = MONTHS.get(usize::from(day.month()) - 1).copied().unwrap_or_default();
        write!(f, "{month} {}", day.day())
    }
}

fn write_instant(instant: Instant, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let (hour, minute, _) = instant.time();
    write!(f, "{} {hour:02}:{minute:02} ", instant.day())?;
    match instant.offset() {
        0 => f.write_str("UTC"),
        offset => {
            let sign = if offset < 0 { '-' } else { '+' };
            write!(f, "{sign}{:02}:{:02}", offset.abs() / 60, offset.abs() % 60)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(date: &str, machine: &str, people: &str) {
        let date: Date = date.parse().unwrap();
        assert_eq!([Datetime(date).to_string(), Readable(date).to_string()], [machine, people]);
    }

    #[test]
    fn dates_are_as_precise_as_they_are_known() {
        check("2024-11-18", "2024-11-18", "2024-11-18");
        check("--11-18", "11-18", "11-18");
        check("2024-11-18T17:20:40-04:00", "2024-11-18T17:20:40-04:00", "2024-11-18 17:20 -04:00");
        check("2024-11-18T17:20:40Z", "2024-11-18T17:20:40Z", "2024-11-18 17:20 UTC");
    }

    #[test]
    fn a_date_in_text_names_its_month_where_it_has_no_year() {
        let spelled = |date: &str| InText(date.parse().unwrap()).to_string();
        assert_eq!(["--01-01", "--12-31"].map(spelled), ["January 1", "December 31"]);
        assert_eq!(spelled("2024-11-18T17:20:40-04:00"), "2024-11-18T17:20:40-04:00");
    }

    #[test]
    fn a_zone_that_no_place_has_is_none_for_machines() {
        check("2024-11-18T17:20:40-13:30", "2024-11-19T06:50:40Z", "2024-11-18 17:20 -13:30");
    }
}
