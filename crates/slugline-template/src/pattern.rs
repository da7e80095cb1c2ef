//! Dates by a pattern: `%-d %B %Y` is `18 November 2024`.

use jiff::fmt::strtime::BrokenDownTime;
use slugline_core::model::{Date, Day, Instant, MonthDay};

/// The date that `text` gives, as [`Date`] writes it or as the `datetime` attribute has it: `11-18` has no year.
pub(crate) fn date(text: &str) -> Option<Date> {
    text.parse().ok().or_else(|| format!("--{text}").parse().ok())
}

/// Whether a date can be written so at all.
pub(crate) fn is_pattern(pattern: &str) -> bool {
    written(Date::Instant(Instant::EPOCH), pattern).is_some()
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
