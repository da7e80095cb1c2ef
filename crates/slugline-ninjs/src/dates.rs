//! When the article was made, and this version of it: ninjs has moments alone.

use slugline_core::diagnostic::Diagnostic;
use slugline_core::model::{Article, Date, Field, Instant};
use slugline_core::plugin::Context;
use slugline_item::Dates;

/// The moments of a news object.
pub(crate) struct Moments {
    pub(crate) first_created: Option<Instant>,
    pub(crate) version_created: Instant,
    pub(crate) content_created: Option<Instant>,
}

impl Moments {
    /// The moments of `article`; a day is its first second in UTC. The content was made when it was written, else when it was
    /// published; the first version then too, unless that is after this version.
    ///
    /// Source: ninjs 3.1, `firstCreated`, `versionCreated`, `contentCreated` (format `date-time`).
    pub(crate) fn of(article: &Article<'_>, cx: &mut Context<'_>) -> Moments {
        let head = &article.head;
        let version_created = cx.moment(article);
        let dates = Dates::of(head, cx);
        dates.report_published(head, "ninjs", cx);
        if let Some(updated) = dates.updated.filter(|updated| updated.moment() != Some(version_created)) {
            let message = format!("ninjs has no place for the update, {updated}, beside the moment of this version");
            cx.report(Diagnostic::note("field-left-out", message).at(head.span(Field::Updated, 0)));
        }
        let content_created = dates.made().and_then(Date::moment);
        let first_created = content_created.filter(|created| created.unix() <= version_created.unix());
        Moments { first_created, version_created, content_created }
    }
}
