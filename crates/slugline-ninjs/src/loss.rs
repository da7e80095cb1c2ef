//! What ninjs has no place for, reported with its place.

use slugline_core::diagnostic::Diagnostic;
use slugline_core::model::{Field, Head};
use slugline_core::plugin::Context;
use slugline_item::report_extra;

/// Reports the fields that are left out whatever they hold.
pub(crate) fn report(head: &Head<'_>, cx: &mut Context<'_>) {
    for (at, byline) in head.bylines.iter().enumerate() {
        let homeless = [
            (byline.role.is_some(), Field::BylineRole, "role"),
            (byline.affiliation.is_some(), Field::BylineAffiliation, "affiliation"),
        ];
        for (_, field, name) in homeless.into_iter().filter(|(there, ..)| *there) {
            let message = format!("ninjs has no place for the {name} of an author");
            cx.report(Diagnostic::note("field-left-out", message).at(head.span(field, at)));
        }
    }
    report_extra(head, "ninjs", cx);
}
