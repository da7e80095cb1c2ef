//! Dates as the `norm` attributes have them.

use slugline_core::model::{Date, Instant};

/// `20241118T172040-0400` for a moment. A day is `20241118000000+0000`, the standard's own form where no time is known, whose
/// zone it insists on. `None` where the year is not known.
///
/// Source: NITF 3.6, XML Schema, `date.issue/@norm`.
pub(crate) fn norm(date: Date) -> Option<String> {
    match date {
        Date::Instant(instant) => Some(norm_of_instant(instant)),
        Date::Day(day) => Some(format!("{:04}{:02}{:02}000000+0000", day.year(), day.month(), day.day())),
        Date::MonthDay(_) => None,
    }
}

/// The same for a moment.
pub(crate) fn norm_of_instant(instant: Instant) -> String {
    let (day, (hour, minute, second), offset) = (instant.day(), instant.time(), instant.offset());
    let (year, month, day) = (day.year(), day.month(), day.day());
    let sign = if offset < 0 { '-' } else { '+' };
    let (hours, minutes) = (offset.abs() / 60, offset.abs() % 60);
    format!("{year:04}{month:02}{day:02}T{hour:02}{minute:02}{second:02}{sign}{hours:02}{minutes:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(date: &str, expected: Option<&str>) {
        assert_eq!(norm(date.parse().unwrap()).as_deref(), expected);
    }

    #[test]
    fn dates_are_as_the_standard_writes_them() {
        check("2024-11-18T17:20:40-04:30", Some("20241118T172040-0430"));
        check("2024-11-18T17:20:40Z", Some("20241118T172040+0000"));
        check("2024-11-18", Some("20241118000000+0000"));
        check("0001-01-01", Some("00010101000000+0000"));
        check("--11-18", None);
    }
}
