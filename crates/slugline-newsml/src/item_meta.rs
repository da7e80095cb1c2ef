//! `itemMeta`: what is said about the item, the thing that is managed and sent.

use slugline_core::model::{Date, Field, Head, Instant, Status};
use slugline_item::Embargo;
use slugline_markup::page_address;
use slugline_markup::xml::{Line, Xml};

use crate::item::Item;
use crate::picture::{self, write_links};

/// Source: IPTC NewsCodes, `http://cv.iptc.org/newscodes/ninature/`.
const TEXT: Line<'static> = Line::word("ninat:text");

/// Writes `itemMeta` of the story. The order of its children is fixed.
///
/// Source: NewsML-G2 2.35, `ItemManagementGroup`.
pub(crate) fn write_item_meta(item: &Item<'_>, xml: &mut Xml<'_, '_>) {
    xml.open("itemMeta", &[]);
    write_management(&TEXT, item, xml);
    write_notes(item, xml);
    write_links(item, xml);
    write_page(&item.story.article.head, xml);
    xml.close("itemMeta");
}

/// Writes `itemMeta` of one of its pictures, which may be used when and where the story may.
pub(crate) fn write_picture_meta(item: &Item<'_>, xml: &mut Xml<'_, '_>) {
    xml.open("itemMeta", &[]);
    write_management(&picture::CLASS, item, xml);
    xml.close("itemMeta");
}

fn write_management(class: &Line<'_>, item: &Item<'_>, xml: &mut Xml<'_, '_>) {
    let head = &item.story.article.head;
    xml.empty("itemClass", &[("qcode", class)]);
    item.publisher.write("provider", xml);
    let moment = item.identity.created;
    xml.leaf("versionCreated", &[], &Line::instant(moment));
    write_first_created(head, moment, xml);
    write_embargo(item.embargo, xml);
    xml.empty("pubStatus", &[("qcode", &status(head))]);
    let version = Line::word(env!("CARGO_PKG_VERSION"));
    xml.leaf("generator", &[("versioninfo", &version)], &Line::word("slugline"));
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
fn write_embargo(embargo: Option<Embargo>, xml: &mut Xml<'_, '_>) {
    match embargo {
        Some(Embargo::Until(instant)) => xml.leaf("embargoed", &[], &Line::instant(instant)),
        Some(Embargo::WithoutEnd) => xml.empty("embargoed", &[]),
        None => {}
    }
}

/// Source: IPTC NewsCodes, `http://cv.iptc.org/newscodes/pubstatusg2/`.
fn status(head: &Head<'_>) -> Line<'static> {
    Line::word(match head.status {
        // Whether an embargo has ended is for `embargoed` to say.
        None | Some(Status::Usable | Status::Embargoed) => "stat:usable",
        Some(Status::Withheld) => "stat:withheld",
        Some(Status::Canceled) => "stat:canceled",
    })
}

/// What the web page is to the item: the place that others should link to.
///
/// Source: RFC 4287 section 4.2.7.2, the IRI of a registered relation; RFC 6596, `canonical`.
const CANONICAL: Line<'static> = Line::word("http://www.iana.org/assignments/relation/canonical");

/// A link to the story on the web.
///
/// Source: NewsML-G2 2.35, `link` (Link1Type).
fn write_page(head: &Head<'_>, xml: &mut Xml<'_, '_>) {
    let Some(address) = page_address(head, xml.cx) else { return };
    let address = xml.escape(&address, head.span(Field::Url, 0));
    let kind = Line::word("text/html");
    xml.empty("link", &[("reluri", &CANONICAL), ("contenttype", &kind), ("href", &address)]);
}

/// Notes to editors: the head's, and the parts of the body that are for them alone.
fn write_notes(item: &Item<'_>, xml: &mut Xml<'_, '_>) {
    let head = &item.story.article.head;
    for (at, note) in head.editor_notes.iter().enumerate() {
        let lines = xml.lines(note, head.span(Field::EditorNote, at));
        xml.block("edNote", &[], &lines);
    }
    if let Some((notes, span)) = &item.story.survey.for_editors {
        let lines = xml.lines(notes, *span);
        xml.block("edNote", &[], &lines);
    }
}
