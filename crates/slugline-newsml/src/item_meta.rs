//! `itemMeta`: what is said about the item, the thing that is managed and sent.

use slugline_core::model::{Date, Field, Head, Instant, Status};
use slugline_item::{Embargo, embargo};
use slugline_markup::xml::{Line, Xml};

use crate::item::Item;

/// Writes `itemMeta`. The order of its children is fixed.
///
/// Source: NewsML-G2 2.35, `ItemManagementGroup`.
pub(crate) fn write_item_meta(item: &Item<'_>, xml: &mut Xml<'_, '_>) {
    let head = &item.article.head;
    xml.open("itemMeta", &[]);
    xml.empty("itemClass", &[("qcode", &Line::word("ninat:text"))]);
    item.publisher.write("provider", xml);
    let moment = xml.cx.moment(item.article);
    xml.leaf("versionCreated", &[], &Line::instant(moment));
    write_first_created(head, moment, xml);
    write_embargo(head, xml);
    xml.empty("pubStatus", &[("qcode", &status(head))]);
    let version = Line::word(env!("CARGO_PKG_VERSION"));
    xml.leaf("generator", &[("versioninfo", &version)], &Line::word("slugline"));
    write_notes(item, xml);
    xml.close("itemMeta");
}

/// When the first version was made, where the article says it to the second and it does not contradict this version.
fn write_first_created(head: &Head<'_>, version_created: Instant, xml: &mut Xml<'_, '_>) {
    if let Some(Date::Instant(created)) = head.dates.created
        && created.unix() <= version_created.unix()
    {
        xml.leaf("firstCreated", &[], &Line::instant(created));
    }
}

/// The end of an embargo. An embargo whose day is not known in full has no value, which tells the receiver to hold the item
/// until told otherwise.
///
/// Source: NewsML-G2 2.35, `embargoed` (DateTimeOrNullPropType).
fn write_embargo(head: &Head<'_>, xml: &mut Xml<'_, '_>) {
    match embargo(head, xml.cx) {
        Some(Embargo::Until(instant)) => xml.leaf("embargoed", &[], &Line::instant(instant)),
        Some(Embargo::WithoutEnd) => xml.empty("embargoed", &[]),
        None => {}
    }
}

/// Source: IPTC NewsCodes, `http://cv.iptc.org/newscodes/pubstatusg2/`.
fn status(head: &Head<'_>) -> Line<'static> {
    Line::word(match head.status {
        None | Some(Status::Usable) => "stat:usable",
        Some(Status::Withheld) => "stat:withheld",
        Some(Status::Canceled) => "stat:canceled",
    })
}

/// Notes to editors: the head's, and the parts of the body that are for them alone.
fn write_notes(item: &Item<'_>, xml: &mut Xml<'_, '_>) {
    let head = &item.article.head;
    for (at, note) in head.editor_notes.iter().enumerate() {
        let lines = xml.lines(note, head.span(Field::EditorNote, at));
        xml.block("edNote", &lines);
    }
    if let Some((notes, span)) = &item.survey.for_editors {
        let lines = xml.lines(notes, *span);
        xml.block("edNote", &lines);
    }
}
