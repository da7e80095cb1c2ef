//! What of an article's head and its publisher a page says only to programs, and a fragment not at all.

use slugline_core::diagnostic::Diagnostic;
use slugline_core::model::{Date, Field, Head, Publisher, PublisherField};
use slugline_core::plugin::Context;
use slugline_item::Rights;

/// What carries the fields that readers do not see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Carrier {
    /// The script element with the structured data of a page.
    StructuredData,
    /// Nothing: a fragment.
    Nothing,
}

/// The fields that the structured data alone carries.
const UNSEEN: [Field; 5] = [Field::Identifier, Field::Version, Field::Status, Field::Keyword, Field::Url];

/// The fields of the publisher that nothing but the head of a page carries.
const UNSEEN_OF_PUBLISHER: [PublisherField; 4] =
    [PublisherField::Name, PublisherField::Url, PublisherField::Logo, PublisherField::UsageTerms];

/// Reports the fields of a publisher that a fragment does not say.
pub(crate) fn report_publisher(publisher: &Publisher<'_>, carrier: Carrier, cx: &mut Context<'_>) {
    if carrier == Carrier::Nothing {
        let unsaid = UNSEEN_OF_PUBLISHER.into_iter().filter(|field| publisher.has(*field));
        unsaid.for_each(|field| cx.leave_out_of_publisher(field));
    }
}

/// Reports the fields that neither readers nor programs find, though a page has a place for them.
pub(crate) fn report(head: &Head<'_>, publisher: &Publisher<'_>, carrier: Carrier, cx: &mut Context<'_>) {
    let named = carrier == Carrier::StructuredData;
    if named {
        Rights::of(head, publisher).report(cx);
    }
    let mut note = |field: Field, index: usize| {
        let message = format!("the {} is left out", field.words());
        cx.report(Diagnostic::note("field-left-out", message).at(head.span(field, index)));
    };
    for field in UNSEEN.into_iter().filter(|_| !named) {
        (0..head.places(field)).filter(|index| head.has(field, *index)).for_each(|index| note(field, index));
    }
    let created = head.dates.created.filter(|created| head.dates.main() != Some(*created));
    let created_is_said = named && !matches!(created, Some(Date::MonthDay(_)));
    if created.is_some() && !created_is_said {
        note(Field::Created, 0);
    }
    for (index, subject) in head.subjects.iter().enumerate() {
        // The structured data has a scheme only together with its code.
        let said = named && (subject.scheme.is_none() || subject.code.is_some());
        if !said {
            note(Field::Subject, index);
        }
    }
}
