//! When an entry was published and changed. Feeds know moments alone: a day is its first second in UTC.

use std::fmt;

use slugline_core::diagnostic::Diagnostic;
use slugline_core::model::{Date, Field, Head, Instant};
use slugline_core::plugin::Context;
use slugline_item::Dates;

/// The moments of an entry.
#[derive(Clone, Copy)]
pub(crate) struct Moments {
    /// When it was published, else when it was written.
    pub(crate) published: Option<Instant>,
    /// When it was last changed.
    pub(crate) updated: Option<Instant>,
}

impl Moments {
    /// Those that the head gives, as [`Dates`] has them. The day of writing beside that of publication is left out and
    /// reported.
    pub(crate) fn of(head: &Head<'_>, cx: &mut Context<'_>) -> Moments {
        let Dates { created, published, updated } = Dates::of(head, cx);
        let [created, published, updated] = [created, published, updated].map(|date| date.and_then(Date::moment));
        if published.is_some()
            && let Some(created) = created.filter(|created| published != Some(*created))
        {
            let message =
                format!("a feed has no place for the moment of writing, {created}, beside that of publication");
            cx.report(Diagnostic::note("field-left-out", message).at(head.span(Field::Created, 0)));
        }
        Moments { published: published.or(created), updated }
    }
}

/// A moment as RSS has it: `Mon, 18 Nov 2024 17:20:40 -0400`, with a year of four digits; `GMT` for UTC.
///
/// Source: RSS 2.0, `pubDate`; RFC 822 section 5, RFC 1123 section 5.2.14.
pub(crate) struct Rfc822(pub(crate) Instant);

impl fmt::Display for Rfc822 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        let Rfc822(instant) = *self;
        let (day, (hour, minute, second)) = (instant.day(), instant.time());
        let month = MONTHS.get(usize::from(day.month()).saturating_sub(1)).copied().unwrap_or_default();
        write!(f, "{}, {:02} {month} {:04} ", weekday(instant), day.day(), day.year())?;
        write!(f, "{hour:02}:{minute:02}:{second:02} ")?;
        match instant.offset() {
            0 => f.write_str("GMT"),
            offset => {
                let sign = if offset < 0 { '-' } else { '+' };
                write!(f, "{sign}{:02}{:02}", offset.abs() / 60, offset.abs() % 60)
            }
        }
    }
}

/// The day of the week in the moment's own zone.
fn weekday(instant: Instant) -> &'static str {
    // 1970-01-01 was a Thursday.
    const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
    let days = instant.day().midnight().unix().div_euclid(86_400);
    let at = usize::try_from(days.rem_euclid(7)).unwrap_or_default();
    DAYS.get(at).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(date: &str, written: &str) {
        let date: Date = date.parse().unwrap();
        assert_eq!(Rfc822(date.moment().unwrap()).to_string(), written);
    }

    #[test]
    fn moments_as_mail_has_them() {
        check("2024-11-18", "Mon, 18 Nov 2024 00:00:00 GMT");
        check("2024-11-18T23:20:40-04:00", "Mon, 18 Nov 2024 23:20:40 -0400");
        check("2024-02-29T05:45:00+05:45", "Thu, 29 Feb 2024 05:45:00 +0545");
        check("0001-01-01", "Mon, 01 Jan 0001 00:00:00 GMT");
        check("1969-12-31T23:59:59Z", "Wed, 31 Dec 1969 23:59:59 GMT");
        check("9999-12-31", "Fri, 31 Dec 9999 00:00:00 GMT");
    }
}
