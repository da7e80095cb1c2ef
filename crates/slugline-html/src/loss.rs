//! What of an article's head the page has no place for, reported with its place.

use slugline_core::diagnostic::Diagnostic;
use slugline_core::model::{Date, Field, Head, Status};
use slugline_core::plugin::Context;

/// What carries the fields that readers do not see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Carrier {
    /// The script element with the structured data of a page.
    StructuredData,
    /// Nothing: a fragment.
    Nothing,
}

/// Reports the fields that neither readers nor programs find on the page.
pub(crate) fn report(head: &Head<'_>, carrier: Carrier, cx: &mut Context<'_>) {
    cx.report_embargo(head);
    cx.report_status(head);
    let named = carrier == Carrier::StructuredData;
    let mut note = |there: bool, field: Field, index: usize, name: &str| {
        if there {
            let message = format!("HTML has no place for the {name}");
            cx.report(Diagnostic::note("field-left-out", message).at(head.span(field, index)));
        }
    };
    note(head.slug.is_some(), Field::Slug, 0, "slug");
    note(head.urgency.is_some(), Field::Urgency, 0, "urgency");
    note(head.category.is_some(), Field::Category, 0, "category");
    note(head.word_count.is_some(), Field::WordCount, 0, "stated word count");
    note(head.identifier.is_some() && !named, Field::Identifier, 0, "identifier");
    note(head.version.is_some() && !named, Field::Version, 0, "version");
    note(head.status == Some(Status::Usable) && !named, Field::Status, 0, "status");
    let created = head.dates.created.filter(|created| head.dates.main() != Some(*created));
    let created_is_said = named && !matches!(created, Some(Date::MonthDay(_)));
    note(created.is_some() && !created_is_said, Field::Created, 0, "date of writing");
    for index in 0..if named { 0 } else { head.keywords.len() } {
        note(true, Field::Keyword, index, "keyword");
    }
    for (index, subject) in head.subjects.iter().enumerate() {
        // The structured data has a scheme only together with its code.
        let said = named && (subject.scheme.is_none() || subject.code.is_some());
        note(!said, Field::Subject, index, "subject");
    }
    for extra in &head.extra {
        let message = format!("HTML has no place for `{}`, a field of a newer schema", extra.name);
        cx.report(Diagnostic::note("field-left-out", message));
    }
    for index in 0..head.editor_notes.len() {
        let withheld = Diagnostic::note("editor-only", "a note to editors is left out");
        cx.report(withheld.at(head.span(Field::EditorNote, index)));
    }
}
