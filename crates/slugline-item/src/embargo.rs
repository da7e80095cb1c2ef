//! Until when an item must wait.

use slugline_core::diagnostic::Diagnostic;
use slugline_core::model::{Date, Field, Head, Instant};
use slugline_core::plugin::Context;

/// An embargo, as an item can say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Embargo {
    /// It ends at this moment.
    Until(Instant),
    /// Its year is not known, so that it ends when the receiver is told.
    WithoutEnd,
}

/// The embargo of an article, where it has one. A day counts from its first second in UTC, which is reported as
/// `embargo-without-time`; one without a year is reported as `embargo-without-year`.
pub fn embargo(head: &Head<'_>, cx: &mut Context<'_>) -> Option<Embargo> {
    let embargo = head.dates.embargo?;
    let span = head.span(Field::Embargo, 0);
    Some(match embargo {
        Date::Instant(instant) => Embargo::Until(instant),
        Date::Day(day) => {
            let message = format!("the embargo gives no time of day; it ends at {}", day.midnight());
            cx.report(Diagnostic::warning("embargo-without-time", message).at(span));
            Embargo::Until(day.midnight())
        }
        Date::MonthDay(_) => {
            let message = format!("the embargo gives no year: `{embargo}`; the item is embargoed without an end");
            cx.report(Diagnostic::warning("embargo-without-year", message).at(span));
            Embargo::WithoutEnd
        }
    })
}
