//! The `newsItem`: its root, its catalogs, its rights.

use slugline_core::model::{Field, Span};
use slugline_item::Picture;
use slugline_markup::xml::{Attr, Line, Xml};

use crate::content_meta::write_content_meta;
use crate::content_set::write_content_set;
use crate::item::Item;
use crate::item_meta::{write_item_meta, write_picture_meta};
use crate::picture::{guid_of, write_content};

/// Source: NewsML-G2 2.35, XML Schema, `targetNamespace`.
pub(crate) const NAMESPACE: Line<'static> = Line::word("http://iptc.org/std/nar/2006-10-01/");

/// The catalog of IPTC's own schemes. A number, not "the newest": what a code means must not change under an archive.
const CATALOG: Line<'static> = Line::word("http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_41.xml");

/// Writes the story as a `newsItem`.
pub(crate) fn write_text_item(item: &Item<'_>, xml: &mut Xml<'_, '_>) {
    open_item(&item.identity.guid, item, xml);
    write_catalogs(item, xml);
    write_rights(item, xml);
    write_item_meta(item, xml);
    write_content_meta(item, xml);
    write_content_set(item, xml);
    xml.close("newsItem");
}

/// Writes one of its pictures as a `newsItem`. It names no rights: those of a picture are seldom the story's.
pub(crate) fn write_picture_item(picture: &Picture<'_>, item: &Item<'_>, xml: &mut Xml<'_, '_>) {
    open_item(&guid_of(picture, item), item, xml);
    xml.empty("catalogRef", &[("href", &CATALOG)]);
    write_picture_meta(item, xml);
    write_content(picture, xml);
    xml.close("newsItem");
}

/// Begins an item made from `item`. One in a message has its namespace from there.
fn open_item(guid: &str, item: &Item<'_>, xml: &mut Xml<'_, '_>) {
    let guid = xml.escape(guid, item.story.article.head.span(Field::Identifier, 0));
    let version = Line::number(u64::from(item.identity.version));
    let language = xml.escape(item.story.writing.tag_or_unknown(), Span::DETACHED);
    let (standard, number, level) = (Line::word("NewsML-G2"), Line::word("2.35"), Line::word("power"));
    let attrs: [Attr<'_>; 7] = [
        ("xmlns", &NAMESPACE),
        ("guid", &guid),
        ("version", &version),
        ("standard", &standard),
        ("standardversion", &number),
        ("conformance", &level),
        ("xml:lang", &language),
    ];
    xml.open("newsItem", attrs.get(usize::from(item.frame.is_message)..).unwrap_or_default());
}

/// IPTC's catalog, and one of the publisher's own schemes that the item has codes of.
fn write_catalogs(item: &Item<'_>, xml: &mut Xml<'_, '_>) {
    xml.empty("catalogRef", &[("href", &CATALOG)]);
    if item.catalogs.is_empty() {
        return;
    }
    xml.open("catalog", &[]);
    for (alias, scheme) in &item.catalogs {
        let (alias, uri) = (xml.escape(alias, Span::DETACHED), xml.escape(scheme, Span::DETACHED));
        xml.empty("scheme", &[("alias", &alias), ("uri", &uri)]);
    }
    xml.close("catalog");
}

/// Rights, where any are known.
fn write_rights(item: &Item<'_>, xml: &mut Xml<'_, '_>) {
    let (notice, span) = item.rights.notice.unwrap_or_default();
    let notice = xml.lines(notice, span);
    let terms = xml.lines(item.rights.usage_terms.unwrap_or_default(), Span::DETACHED);
    let has_holder = item.rights.holder.is_some();
    if !has_holder && notice.is_empty() && terms.is_empty() {
        return;
    }
    xml.open("rightsInfo", &[]);
    if has_holder {
        item.publisher.write("copyrightHolder", xml);
    }
    xml.block("copyrightNotice", &[], &notice);
    xml.block("usageTerms", &[], &terms);
    xml.close("rightsInfo");
}
