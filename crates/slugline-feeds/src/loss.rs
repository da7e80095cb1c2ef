//! What a feed has no place for and what the public may not see, reported with its place.

use slugline_core::diagnostic::Diagnostic;
use slugline_core::model::{Field, Head, Status};
use slugline_core::plugin::Context;
use slugline_item::report_extra;

use crate::entry::Entry;
use crate::format::Format;

/// Reports what an entry loses of its article's head, but for dates and subjects, which report for themselves.
pub(crate) fn report(entry: &Entry<'_>, format: Format, cx: &mut Context<'_>) {
    let head = &entry.article.head;
    cx.report_embargo(head);
    cx.report_status(head);
    report_fields(head, cx);
    report_of_format(entry, format, cx);
    for (at, byline) in head.bylines.iter().enumerate() {
        leave(byline.role.is_some(), Field::BylineRole, at, "role of an author", head, cx);
        leave(byline.affiliation.is_some(), Field::BylineAffiliation, at, "affiliation of an author", head, cx);
    }
    report_extra(head, "a feed", cx);
    for index in 0..head.editor_notes.len() {
        let withheld = Diagnostic::note("editor-only", "a note to editors is left out");
        cx.report(withheld.at(head.span(Field::EditorNote, index)));
    }
}

/// Fields that no format of feeds has a place for.
fn report_fields(head: &Head<'_>, cx: &mut Context<'_>) {
    leave(head.slug.is_some(), Field::Slug, 0, "slug", head, cx);
    leave(head.urgency.is_some(), Field::Urgency, 0, "urgency", head, cx);
    leave(head.category.is_some(), Field::Category, 0, "category", head, cx);
    leave(head.word_count.is_some(), Field::WordCount, 0, "stated word count", head, cx);
    leave(head.credit.is_some(), Field::Credit, 0, "credit", head, cx);
    leave(head.version.is_some(), Field::Version, 0, "version", head, cx);
    leave(head.status == Some(Status::Usable), Field::Status, 0, "status", head, cx);
}

fn leave(there: bool, field: Field, index: usize, name: &str, head: &Head<'_>, cx: &mut Context<'_>) {
    if there {
        let message = format!("a feed has no place for the {name}");
        cx.report(Diagnostic::note("field-left-out", message).at(head.span(field, index)));
    }
}

/// Fields that other formats of feeds have a place for.
fn report_of_format(entry: &Entry<'_>, format: Format, cx: &mut Context<'_>) {
    let head = &entry.article.head;
    let homeless = [
        (entry.moments.updated.is_some() && !format.has_updates(), Field::Updated, "update"),
        (entry.rights.is_some() && !format.has_rights(), Field::Rights, "rights of an entry"),
    ];
    for (_, field, name) in homeless.into_iter().filter(|(there, ..)| *there) {
        let message = format!("{} has no place for the {name}", format.title());
        cx.report(Diagnostic::note("field-left-out", message).at(head.span(field, 0)));
    }
}
