//! The package document: what is said about the book, which files it has, and in which order they are read.
//!
//! Source: EPUB 3.3 section 5, "Package document"; EPUB Accessibility 1.1 section 2, "Discoverability".

use crate::book::{Book, Topic};
use crate::xml::{Escaped, Xml};

/// What the accessibility metadata says in plain words.
const SUMMARY: &str = "Text only, with a table of contents and headings; it can be enlarged, recoloured and read aloud. \
Conformance with accessibility guidelines has not been evaluated.";

/// What holds for every book that this crate writes. `dcterms:conformsTo` is not among it: whoever declares conformance
/// must have evaluated the book and be named in it, and some of it rests on the article, such as its language being known.
///
/// Source: EPUB Accessibility 1.1 section 2.2, "Package metadata", and "Conformance reporting" below section 3.
const ACCESSIBILITY: [(&str, &str); 6] = [
    ("schema:accessMode", "textual"),
    ("schema:accessModeSufficient", "textual"),
    ("schema:accessibilityFeature", "readingOrder"),
    ("schema:accessibilityFeature", "structuralNavigation"),
    ("schema:accessibilityFeature", "tableOfContents"),
    ("schema:accessibilityHazard", "none"),
];

/// The file `package.opf`.
pub(crate) fn write(book: &Book<'_>) -> Vec<u8> {
    let mut xml = Xml::new();
    let attributes = [
        ("xmlns", "http://www.idpf.org/2007/opf"),
        ("version", "3.0"),
        ("unique-identifier", "identifier"),
        ("xml:lang", book.writing.tag_or_unknown()),
        ("dir", book.writing.direction()),
    ];
    xml.open("package", &attributes);
    xml.open("metadata", &[("xmlns:dc", "http://purl.org/dc/elements/1.1/")]);
    write_metadata(book, &mut xml);
    write_accessibility(&mut xml);
    xml.close("metadata");
    write_manifest(book, &mut xml);
    write_spine(book, &mut xml);
    xml.close("package");
    xml.finish()
}

fn write_metadata(book: &Book<'_>, xml: &mut Xml) {
    xml.leaf("dc:identifier", &[("id", "identifier")], &book.identifier);
    xml.leaf("dc:title", &[], &book.title);
    for language in book.languages() {
        xml.leaf("dc:language", &[], &Escaped::own(language));
    }
    for author in book.authors() {
        xml.leaf("dc:creator", &[], author);
    }
    if let Some(publisher) = &book.publisher {
        xml.leaf("dc:publisher", &[], publisher);
    }
    if let Some(date) = book.published {
        xml.leaf("dc:date", &[], &Escaped::own(date.to_string()));
    }
    for rights in &book.rights {
        xml.leaf("dc:rights", &[], rights);
    }
    for (number, topic) in (1..).zip(&book.topics) {
        write_topic(topic, number, xml);
    }
    let modified = Escaped::own(book.modified.to_string());
    xml.leaf("meta", &[("property", "dcterms:modified")], &modified);
}

fn write_topic(topic: &Topic<'_>, number: usize, xml: &mut Xml) {
    let Some((scheme, code)) = &topic.term else {
        return xml.leaf("dc:subject", &[], &topic.name);
    };
    let id = format!("subject-{number}");
    let refines = format!("#{id}");
    xml.leaf("dc:subject", &[("id", &id)], &topic.name);
    xml.leaf("meta", &[("refines", &refines), ("property", "authority")], scheme);
    xml.leaf("meta", &[("refines", &refines), ("property", "term")], code);
}

fn write_accessibility(xml: &mut Xml) {
    for (property, value) in ACCESSIBILITY {
        xml.leaf("meta", &[("property", property)], &Escaped::own(value));
    }
    let attributes = [("property", "schema:accessibilitySummary"), ("xml:lang", "en"), ("dir", "ltr")];
    xml.leaf("meta", &attributes, &Escaped::own(SUMMARY));
}

fn write_manifest(book: &Book<'_>, xml: &mut Xml) {
    const XHTML: &str = "application/xhtml+xml";
    xml.open("manifest", &[]);
    let nav = [("id", "nav"), ("href", "nav.xhtml"), ("media-type", XHTML), ("properties", "nav")];
    xml.empty("item", &nav);
    xml.empty("item", &[("id", "style"), ("href", "style.css"), ("media-type", "text/css")]);
    for chapter in &book.chapters {
        let item = [("id", chapter.id()), ("href", &chapter.file), ("media-type", XHTML)];
        xml.empty("item", &item);
    }
    xml.close("manifest");
}

fn write_spine(book: &Book<'_>, xml: &mut Xml) {
    xml.open("spine", &[("page-progression-direction", book.writing.direction())]);
    for chapter in &book.chapters {
        xml.empty("itemref", &[("idref", chapter.id())]);
    }
    xml.close("spine");
}
