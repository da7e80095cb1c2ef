//! Fields of heads that a book has no place for, and what the public may not see, reported with their place.

use slugline_core::diagnostic::Diagnostic;
use slugline_core::model::{Edition, Field, Head, Subject};
use slugline_core::plugin::Context;

/// Reports what the heads of the articles lose.
pub(crate) fn report(edition: &Edition<'_>, cx: &mut Context<'_>) {
    let alone = edition.articles.len() == 1;
    for (at, article) in edition.articles.iter().enumerate() {
        cx.for_article(at, |cx| {
            report_fields(&article.head, alone, cx);
            report_subjects(&article.head, cx);
        });
    }
}

/// Fields that are there and not said. The package speaks for all articles: what differs between them stands there for one
/// `alone`.
fn report_fields(head: &Head<'_>, alone: bool, cx: &mut Context<'_>) {
    let dates = &head.dates;
    let shown = dates.main();
    let unsaid = [
        (dates.created.is_some() && dates.created != shown, Field::Created, "day of writing"),
        (dates.updated.is_some() && dates.updated != shown && !alone, Field::Updated, "update of a chapter"),
        (head.identifier.is_some() && !alone, Field::Identifier, "identifier of a chapter"),
    ];
    for (_, field, name) in unsaid.into_iter().filter(|(there, ..)| *there) {
        let message = format!("the {name} is left out");
        cx.report(Diagnostic::note("field-left-out", message).at(head.span(field, 0)));
    }
}

/// A scheme says something about a code, and a code nothing without its scheme: alone they are left out.
fn report_subjects(head: &Head<'_>, cx: &mut Context<'_>) {
    for (index, subject) in head.subjects.iter().enumerate() {
        let Subject { scheme, code, name } = subject;
        let message = match (scheme, code, name) {
            (Some(scheme), None, _) => {
                format!("a book has no place for the scheme `{scheme}` of a subject without a code")
            }
            (None, Some(code), Some(_)) => {
                format!("a book has no place for the code `{code}` of a subject without a scheme")
            }
            (None, _, _) | (Some(_), Some(_), _) => continue,
        };
        cx.report(Diagnostic::note("field-left-out", message).at(head.span(Field::Subject, index)));
    }
}
