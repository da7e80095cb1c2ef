//! When the story was made and changed, as an item may say it.

use slugline_core::diagnostic::Diagnostic;
use slugline_core::model::{Date, Field, Head};
use slugline_core::plugin::Context;

/// The dates of an article but its embargo, each with its year.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Dates {
    /// When it was written or sent.
    pub created: Option<Date>,
    /// When it was or is to be published.
    pub published: Option<Date>,
    /// When it was last changed; never before it was made.
    pub updated: Option<Date>,
}

impl Dates {
    /// The dates of a head. One without a year is left out, reported as `date-without-year`; so is a change before the story
    /// was made, reported as `date-order`.
    pub fn of(head: &Head<'_>, cx: &mut Context<'_>) -> Dates {
        let mut dates = Dates {
            created: dated(head.dates.created, Field::Created, head, cx),
            published: dated(head.dates.published, Field::Published, head, cx),
            updated: dated(head.dates.updated, Field::Updated, head, cx),
        };
        if let (Some(updated), Some(made)) = (dates.updated, dates.made())
            && is_before(updated, made)
        {
            let message = format!("the update, {updated}, lies before {made}, when the story was made");
            cx.report(Diagnostic::warning("date-order", message).at(head.span(Field::Updated, 0)));
            dates.updated = None;
        }
        dates
    }

    /// When the story was made: when it was written, else when it was published.
    pub fn made(&self) -> Option<Date> {
        self.created.or(self.published)
    }

    /// Reports a date of publication that is not the one of writing, for a `standard` that has a place for one of the two.
    pub fn report_published(&self, head: &Head<'_>, standard: &str, cx: &mut Context<'_>) {
        if let Some(published) = self.published.filter(|published| self.made() != Some(*published)) {
            let message =
                format!("{standard} has no place for the date of publication, {published}, beside that of writing");
            cx.report(Diagnostic::note("field-left-out", message).at(head.span(Field::Published, 0)));
        }
    }
}

/// `date`, the head's value of `field`, where its year is known.
fn dated(date: Option<Date>, field: Field, head: &Head<'_>, cx: &mut Context<'_>) -> Option<Date> {
    let date = date?;
    if date.day().is_none() {
        cx.leave_out_date(date, head.span(field, 0));
        return None;
    }
    Some(date)
}

/// Whether `date` lies before `other`, as far as both are precise.
fn is_before(date: Date, other: Date) -> bool {
    match (date, other) {
        (Date::Instant(date), Date::Instant(other)) => date.unix() < other.unix(),
        _ => date.day() < other.day(),
    }
}
