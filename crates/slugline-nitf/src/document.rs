//! The document: its root, and its head but for `docdata`.

use slugline_core::model::{Article, Field, Publisher, Span};
use slugline_item::{Dates, Rights, lead, said};
use slugline_markup::page_address;
use slugline_markup::xml::{Attr, Line, Xml};

use crate::Story;
use crate::body::{Masthead, write_body};
use crate::docdata::write_docdata;
use crate::norm::norm;
use crate::subject::write_tobject;

/// Source: NITF 3.6, XML Schema, `targetNamespace`.
static NAMESPACE: Line<'static> = Line::word("http://iptc.org/std/NITF/2006-10-18/");

/// Source: NITF 3.6, XML Schema, the fixed value of `nitf/@version`.
static VERSION: Line<'static> = Line::word("-//IPTC//DTD NITF 3.6//EN");

/// What a document and its head are made from.
pub(crate) struct Document<'a> {
    pub(crate) story: Story<'a>,
    pub(crate) publisher: &'a Publisher<'a>,
    pub(crate) dates: Dates,
    pub(crate) rights: Rights<'a>,
}

/// Writes `article` as a `nitf` element.
pub(crate) fn write_document(article: &Article<'_>, publisher: &Publisher<'_>, xml: &mut Xml<'_, '_>) {
    let story = Story::of(article, xml);
    let (dates, rights) = (Dates::of(&article.head, xml.cx), Rights::of(&article.head, publisher));
    rights.report(xml.cx);
    let document = Document { story, publisher, dates, rights };
    open_root(&document.story, xml);
    write_head(&document, xml);
    let masthead =
        Masthead { distributor: said(publisher.name.as_ref()), rights: document.rights, lead: lead(article) };
    write_body(&document.story, &masthead, xml);
    xml.close("nitf");
}

/// Writes `story` as a `nitf` element without `head`: headline, byline, dateline and text. For documents of other formats,
/// which say in their own terms what the head of a NITF document would.
///
/// Source: NewsML-G2 2.35, `inlineXML`.
pub fn write_inline(story: &Story<'_>, xml: &mut Xml<'_, '_>) {
    open_root(story, xml);
    let nobody = Publisher::default();
    let masthead = Masthead { rights: Rights::of(&story.article.head, &nobody), ..Masthead::default() };
    write_body(story, &masthead, xml);
    xml.close("nitf");
}

fn open_root(story: &Story<'_>, xml: &mut Xml<'_, '_>) {
    let span = story.article.head.span(Field::Language, 0);
    let language = story.writing.tag.map(|tag| xml.escape(tag, span));
    let mut attrs: Vec<Attr<'_>> = vec![("xmlns", &NAMESPACE), ("version", &VERSION)];
    attrs.extend(language.iter().map(|language| ("baselang", language)));
    xml.open("nitf", &attrs);
}

/// The order of its children is fixed.
fn write_head(document: &Document<'_>, xml: &mut Xml<'_, '_>) {
    xml.open("head", &[]);
    xml.leaf("title", &[], &document.story.title);
    let generator = Line::word(concat!("slugline ", env!("CARGO_PKG_VERSION")));
    xml.empty("meta", &[("name", &Line::word("generator")), ("content", &generator)]);
    write_tobject(&document.story.article.head, xml);
    write_docdata(document, xml);
    write_pubdata(document, xml);
    write_revision(document, xml);
    xml.close("head");
}

/// Where and when it was published, and how long it is.
fn write_pubdata(document: &Document<'_>, xml: &mut Xml<'_, '_>) {
    let head = &document.story.article.head;
    let (words, unit) = (Line::number(document.story.survey.words), Line::word("word"));
    let published = document.dates.published.and_then(norm).unwrap_or_default();
    let published = xml.line(&published, Span::DETACHED);
    let page = page_address(head, xml.cx);
    let page = page.as_deref().map(|page| xml.escape(page, head.span(Field::Url, 0)));
    let section = xml.line(head.section.as_deref().unwrap_or_default(), head.span(Field::Section, 0));
    let mut attrs: Vec<Attr<'_>> = vec![("item-length", &words), ("unit-of-measure", &unit)];
    attrs.extend(published.iter().map(|published| ("date.publication", published)));
    attrs.extend(section.iter().map(|section| ("position.section", section)));
    attrs.extend(page.iter().map(|page| ("ex-ref", page)));
    xml.empty("pubdata", &attrs);
}

/// When it was last changed.
fn write_revision(document: &Document<'_>, xml: &mut Xml<'_, '_>) {
    let updated = document.dates.updated.and_then(norm).unwrap_or_default();
    write_value("revision-history", "norm", &updated, Span::DETACHED, xml);
}

/// An element of one attribute, where there is anything to see in its value.
pub(crate) fn write_value(element: &str, attribute: &'static str, value: &str, span: Span, xml: &mut Xml<'_, '_>) {
    if let Some(value) = xml.line(value, span) {
        xml.empty(element, &[(attribute, &value)]);
    }
}
