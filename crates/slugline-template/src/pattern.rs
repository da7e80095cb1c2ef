//! Dates by a pattern: `%-d %B %Y` is `18 November 2024`.

use jiff::fmt::strtime::BrokenDownTime;
use slugline_core::model::{Date, Day, Instant, MonthDay};

/// The date that `text` gives, as [`Date`] writes it or as the `datetime` attribute has it: `11-18` has no year.
pub(crate) fn date(text: &str) -> Option<Date> {
    text.parse().ok().or_else(|| format!("--{text}").parse().ok())
}

/// The parts of a date that a pattern may ask for: those of which all that dates say can be written, in English where they are
/// words. Names of time zones and fractions of a second are none.
const PARTS: &str = "AaBbCDdeFGgHhIjklMmPpqRSsTUuVWwYyz";

/// What most patterns are made of, in a line. The manual has all parts.
pub(crate) const HELP: &str = "write it as in \"%-d %B %Y\": `%Y` is the year, `%m` the month, `%B` its name, `%d` the day, `%A` \
     its name, `%H` the hour, `%M` the minute, `%z` the zone";

/// What is wrong with a pattern. `None`: a date can be written so.
pub(crate) fn fault(pattern: &str) -> Option<String> {
    let mut asks = false;
    let mut rest = pattern;
    while let Some((_, behind)) = rest.split_once('%') {
        let letters = behind.trim_start_matches(['-', '_', '0', '^', '#']);
        let letters = letters.trim_start_matches(|letter: char| letter.is_ascii_digit()).trim_start_matches(':');
        let letter = letters.chars().next();
        rest = letter.map_or("", |letter| letters.get(letter.len_utf8()..).unwrap_or_default());
        match letter {
            Some('%' | 'n' | 't') => {}
            Some(letter) if PARTS.contains(letter) => asks = true,
            _ => {
                let end = behind.len() - rest.len();
                return Some(format!("`%{}` is no part of a date", behind.get(..end).unwrap_or(behind)));
            }
        }
    }
    // What is left is a width that is none.
    let is_written = written(Date::Instant(Instant::EPOCH), pattern).is_some();
    (!asks || !is_written).then(|| format!("`{pattern}` is no pattern of a date"))
}

/// The date by the pattern. `None` where the date lacks what the pattern asks for, such as the hour of a day.
pub(crate) fn written(date: Date, pattern: &str) -> Option<String> {
    let mut parts = BrokenDownTime::default();
    match date {
        Date::Instant(instant) => set_instant(&mut parts, instant),
        Date::Day(day) => set_day(&mut parts, day),
        Date::MonthDay(day) => set_month_day(&mut parts, day),
    }?;
    parts.to_string(pattern).ok()
}

fn set_instant(parts: &mut BrokenDownTime, instant: Instant) -> Option<()> {
    set_day(parts, instant.day())?;
    let (hour, minute, second) = instant.time();
    parts.set_hour(i8::try_from(hour).ok()).ok()?;
    parts.set_minute(i8::try_from(minute).ok()).ok()?;
    parts.set_second(i8::try_from(second).ok()).ok()?;
    parts.set_offset(jiff::tz::Offset::from_seconds(i32::from(instant.offset()) * 60).ok());
    Some(())
}

fn set_day(parts: &mut BrokenDownTime, day: Day) -> Option<()> {
    parts.set_year(i16::try_from(day.year()).ok()).ok()?;
    set_month_day(parts, MonthDay::new(day.month(), day.day())?)
}

fn set_month_day(parts: &mut BrokenDownTime, day: MonthDay) -> Option<()> {
    parts.set_month(i8::try_from(day.month()).ok()).ok()?;
    parts.set_day(i8::try_from(day.day()).ok()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_can_be_written() {
        for part in PARTS.chars() {
            assert_eq!(fault(&format!("%{part}")), None, "{part}");
        }
        for pattern in ["%-d %B %Y", "100 %% %^a%n%_d", "%:z", "%03d"] {
            assert_eq!(fault(pattern), None, "{pattern}");
        }
    }

    #[test]
    fn what_is_no_part_is_named() {
        for (pattern, part) in [("%d %Q", "%Q"), ("%", "%"), ("%d %-", "%-"), ("%é", "%é"), ("%::Z a", "%::Z")] {
            assert_eq!(fault(pattern), Some(format!("`{part}` is no part of a date")), "{pattern}");
        }
        for pattern in ["YYYY", "", "%%", "%300d"] {
            assert_eq!(fault(pattern), Some(format!("`{pattern}` is no pattern of a date")), "{pattern}");
        }
    }
}
