//! The `newsItem`: its root, its catalogs, its rights.

use slugline_core::diagnostic::Diagnostic;
use slugline_core::model::{Article, Field, Publisher, Span};
use slugline_markup::Writing;

use crate::Options;
use crate::content_meta::write_content_meta;
use crate::content_set::write_content_set;
use crate::identity::item_guid;
use crate::item::Item;
use crate::item_meta::write_item_meta;
use crate::party::{Party, home_page};
use crate::subject::{SECTION_ALIAS, own_scheme};
use crate::survey::survey;
use crate::xml::{Line, Xml};

/// Source: NewsML-G2 2.35, XML Schema, `targetNamespace`.
const NAMESPACE: Line<'static> = Line::word("http://iptc.org/std/nar/2006-10-01/");

/// The catalog of IPTC's own schemes. A number, not "the newest": what a code means must not change under an archive.
const CATALOG: Line<'static> = Line::word("http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_41.xml");

/// Writes `article` as a `newsItem`.
pub(crate) fn write_item(article: &Article<'_>, publisher: &Publisher<'_>, options: &Options, xml: &mut Xml<'_, '_>) {
    let title = xml.cx.title(article);
    let home = home_page(publisher, xml);
    let item = Item {
        article,
        publisher: Party::new(publisher, home.as_deref(), xml),
        options,
        title: title_line(&title, article.head.span(Field::Headline, 0), xml),
        writing: Writing::of(article, xml.cx),
        survey: survey(article),
    };
    report_extra(&item, xml);
    let guid = item_guid(article, publisher, xml);
    let guid = xml.escape(&guid, article.head.span(Field::Identifier, 0));
    let version = version(&item, xml);
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

/// The title, where anything of it is left once it is escaped; a text item must have a headline.
fn title_line<'t>(title: &'t str, span: Span, xml: &mut Xml<'_, '_>) -> Line<'t> {
    xml.line(title, span).unwrap_or_else(|| {
        let message = "nothing of the headline can be written; `Untitled` stands in for it";
        xml.report(Diagnostic::warning("missing-headline", message).at(span));
        Line::word("Untitled")
    })
}

fn version(item: &Item<'_>, xml: &mut Xml<'_, '_>) -> Line<'static> {
    let version = item.article.head.version.unwrap_or(1);
    if version == 0 {
        let diagnostic = Diagnostic::warning("invalid-version", "versions count from 1, found `0`");
        xml.report(diagnostic.at(item.article.head.span(Field::Version, 0)));
    }
    Line::number(u64::from(version.max(1)))
}

/// Members of the head that a newer schema brought.
fn report_extra(item: &Item<'_>, xml: &mut Xml<'_, '_>) {
    for extra in &item.article.head.extra {
        let message = format!("NewsML-G2 has no place for `{}`, a field of a newer schema", extra.name);
        xml.report(Diagnostic::note("field-left-out", message));
    }
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
