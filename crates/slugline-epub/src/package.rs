//! The package document: what is said about the book, which files it has, and in which order they are read.
//!
//! Source: EPUB 3.3 section 5, "Package document".

use crate::accessibility;
use crate::book::{Book, Topic};
use crate::cover;
use crate::picture::Pictures;
use crate::xml::{Escaped, Xml};

/// The file `package.opf`.
pub(crate) fn write(book: &Book<'_>, pictures: &Pictures) -> Vec<u8> {
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
    accessibility::write(book, pictures, &mut xml);
    xml.close("metadata");
    write_manifest(book, pictures, &mut xml);
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

fn write_manifest(book: &Book<'_>, pictures: &Pictures, xml: &mut Xml) {
    const XHTML: &str = "application/xhtml+xml";
    xml.open("manifest", &[]);
    let nav = [("id", "nav"), ("href", "nav.xhtml"), ("media-type", XHTML), ("properties", "nav")];
    xml.empty("item", &nav);
    xml.empty("item", &[("id", "style"), ("href", "style.css"), ("media-type", "text/css")]);
    xml.empty("item", &[("id", "cover"), ("href", cover::FILE), ("media-type", XHTML)]);
    for chapter in &book.chapters {
        let item = [("id", chapter.id()), ("href", &chapter.file), ("media-type", XHTML)];
        xml.empty("item", &item);
    }
    for picture in &pictures.members {
        let item = [("id", picture.id()), ("href", &picture.file), ("media-type", picture.media_type)];
        xml.empty("item", &item);
    }
    xml.close("manifest");
}

fn write_spine(book: &Book<'_>, xml: &mut Xml) {
    xml.open("spine", &[("page-progression-direction", book.writing.direction())]);
    xml.empty("itemref", &[("idref", "cover")]);
    for chapter in &book.chapters {
        xml.empty("itemref", &[("idref", chapter.id())]);
    }
    xml.close("spine");
}
