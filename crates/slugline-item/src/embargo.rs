//! Until when an item must wait.

use slugline_core::diagnostic::Diagnostic;
use slugline_core::model::{Date, Field, Head, Instant, Status};
use slugline_core::plugin::Context;

/// An embargo, as an item can say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Embargo {
    /// It ends at this moment.
    Until(Instant),
    /// Its year is not known, or nothing is: it ends when the receiver is told.
    WithoutEnd,
}

/// The embargo of an article, where it has one. One until a day ends when that day has come everywhere, which is reported as
/// `embargo-without-time`; one without a year is reported as `embargo-without-year`.
pub fn embargo(head: &Head<'_>, cx: &mut Context<'_>) -> Option<Embargo> {
    let Some(embargo) = head.dates.embargo else {
        return (head.status == Some(Status::Embargoed)).then_some(Embargo::WithoutEnd);
    };
    let span = head.span(Field::Embargo, 0);
    let Some(end) = embargo.everywhere() else {
        let message = format!("the embargo gives no year: `{embargo}`; the item is embargoed without an end");
        cx.report(Diagnostic::warning("embargo-without-year", message).at(span));
        return Some(Embargo::WithoutEnd);
    };
    if !matches!(embargo, Date::Instant(_)) {
        let message = format!("the embargo gives no time of day; it ends at {end}, when the day has come everywhere");
        cx.report(Diagnostic::warning("embargo-without-time", message).at(span));
    }
    Some(Embargo::Until(end))
}

/// Whether an embargo is over at `moment`. One that names a day is when the day has come everywhere, wherever the reader
/// lives; one without a year never is.
pub fn has_ended(embargo: Date, moment: Instant) -> bool {
    embargo.everywhere().is_some_and(|end| end.unix() <= moment.unix())
}

#[cfg(test)]
mod tests {
    use slugline_core::diagnostic::Diagnostics;
    use slugline_core::plugin::Still;

    use super::*;

    #[track_caller]
    fn check(given: &str, end: Option<&str>, codes: &[&str]) {
        let mut head = Head::default();
        head.dates.embargo = Some(given.parse().unwrap());
        let mut diagnostics = Diagnostics::new();
        let found = embargo(&head, &mut Context::new(&mut diagnostics, &Still));
        let until = match found.unwrap() {
            Embargo::Until(moment) => Some(moment.to_string()),
            Embargo::WithoutEnd => None,
        };
        assert_eq!(until.as_deref(), end);
        assert_eq!(diagnostics.iter().map(|found| &*found.code).collect::<Vec<_>>(), codes);
    }

    #[test]
    fn an_embargo_ends_in_no_zone_before_its_day() {
        check("2024-11-18T09:00:00+01:00", Some("2024-11-18T09:00:00+01:00"), &[]);
        check("2024-11-18", Some("2024-11-18T00:00:00-12:00"), &["embargo-without-time"]);
        check("--11-18", None, &["embargo-without-year"]);
    }
}
