//! The `newsItem`: its root, its catalogs, its rights.

use slugline_core::model::{Article, Field, Publisher, Span};
use slugline_item::{home_page, item_guid, survey, version};
use slugline_markup::Writing;
use slugline_markup::xml::{Line, Xml};

use crate::Options;
use crate::content_meta::write_content_meta;
use crate::content_set::write_content_set;
use crate::item::Item;
use crate::item_meta::write_item_meta;
use crate::party::Party;
use crate::subject::{SECTION_ALIAS, own_scheme};

/// Source: NewsML-G2 2.35, XML Schema, `targetNamespace`.
const NAMESPACE: Line<'static> = Line::word("http://iptc.org/std/nar/2006-10-01/");

/// The catalog of IPTC's own schemes. A number, not "the newest": what a code means must not change under an archive.
const CATALOG: Line<'static> = Line::word("http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_41.xml");

/// Writes `article` as a `newsItem`.
pub(crate) fn write_item(article: &Article<'_>, publisher: &Publisher<'_>, options: &Options, xml: &mut Xml<'_, '_>) {
    let home = home_page(publisher, xml.cx);
    let item = Item {
        article,
        publisher: Party::new(publisher, home.as_deref(), xml),
        options,
        title: xml.title(article),
        writing: Writing::of(article, xml.cx),
        survey: survey(article),
    };
    let guid = item_guid(article, publisher, xml.cx);
    let guid = xml.escape(&guid, article.head.span(Field::Identifier, 0));
    let version = Line::number(u64::from(version(&article.head, xml.cx)));
    let language = xml.escape(item.writing.tag_or_unknown(), Span::DETACHED);
    xml.open(
        "newsItem",
        &[
            ("xmlns", &NAMESPACE),
            ("guid", &guid),
            ("version", &version),
            ("standard", &Line::word("NewsML-G2")),
            ("standardversion", &Line::word("2.35")),
            ("conformance", &Line::word("power")),
            ("xml:lang", &language),
        ],
    );
    write_catalogs(&item, xml);
    write_rights(&item, xml);
    write_item_meta(&item, xml);
    write_content_meta(&item, xml);
    write_content_set(&item, xml);
    xml.close("newsItem");
}

/// IPTC's catalog, and one of the paper's own where a section is a code.
fn write_catalogs(item: &Item<'_>, xml: &mut Xml<'_, '_>) {
    xml.empty("catalogRef", &[("href", &CATALOG)]);
    let Some(scheme) = own_scheme(item) else { return };
    let uri = xml.escape(scheme, Span::DETACHED);
    xml.open("catalog", &[]);
    xml.empty("scheme", &[("alias", &Line::word(SECTION_ALIAS)), ("uri", &uri)]);
    xml.close("catalog");
}

/// Rights, where any are known. What the article says of itself takes the place of what the publisher says of all.
fn write_rights(item: &Item<'_>, xml: &mut Xml<'_, '_>) {
    let said = item.article.head.rights.as_deref().unwrap_or_default();
    let mut notice = xml.lines(said, item.article.head.span(Field::Rights, 0));
    let holder = notice.is_empty() && item.publisher.name.is_some();
    if notice.is_empty() {
        notice = xml.lines(item.publisher.copyright, Span::DETACHED);
    }
    if !holder && notice.is_empty() {
        return;
    }
    xml.open("rightsInfo", &[]);
    if holder {
        item.publisher.write("copyrightHolder", xml);
    }
    xml.block("copyrightNotice", &notice);
    xml.close("rightsInfo");
}
