//! Fields of a head that a format has no place for, reported with their place, and those of the publisher.

use slugline_core::diagnostic::Diagnostic;
use slugline_core::model::{Article, Field, Head, PublisherField};
use slugline_core::plugin::{Carries, Context};

use crate::settings::Settings;

/// Reports the fields of `head` that the files of a format do not hold: `field-left-out`, and `editor-only` where
/// the field is not for their readers. Fields of a newer schema are among them.
pub(crate) fn report(head: &Head<'_>, carries: &Carries, cx: &mut Context<'_>) {
    for field in Field::ALL.into_iter().filter(|field| !carries.fields.has(*field)) {
        for index in (0..head.places(field)).filter(|index| head.has(field, *index)) {
            cx.report(left_out(field).at(head.span(field, index)));
        }
    }
    for extra in head.extra.iter().filter(|_| !carries.newer) {
        let message = format!("`{}` is left out, a field of a newer schema", extra.name);
        cx.report(Diagnostic::note("field-left-out", message));
    }
}

/// Reports what of the publisher's settings the files of a format do not hold: `field-left-out`, which a run of many stories
/// says once.
pub(crate) fn report_publisher(settings: &Settings, carries: &Carries, cx: &mut Context<'_>) {
    let publisher = settings.edition_head().publisher;
    // The notice of a run is the rights line of every article, and told of as that.
    let is_in_heads = |field| field == PublisherField::Copyright && settings.set.publisher.has(field);
    let homeless = carries.without_publisher().filter(|field| publisher.has(*field) && !is_in_heads(*field));
    homeless.for_each(|field| cx.leave_out_of_publisher(field));
}

/// Reports that an article has no address where the publisher has a pattern for it and the files of a format have a place:
/// `no-article-url`.
pub(crate) fn report_address(settings: &Settings, article: &Article<'_>, carries: &Carries, cx: &mut Context<'_>) {
    if carries.fields.has(Field::Url) {
        settings.address_fault(article).into_iter().for_each(|fault| cx.report(fault));
    }
}

fn left_out(field: Field) -> Diagnostic {
    match field {
        Field::EditorNote => Diagnostic::note("editor-only", "a note to editors is left out"),
        _ => Diagnostic::note("field-left-out", format!("the {} is left out", field.words())),
    }
}
