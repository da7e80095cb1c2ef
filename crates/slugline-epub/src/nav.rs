//! The navigation document: the table of contents, the cover, and where the text begins.
//!
//! Source: EPUB 3.3 section 7, "EPUB navigation document".

use slugline_markup::Writing;

use crate::book::Book;
use crate::chapter::Chapter;
use crate::cover;
use crate::page;
use crate::xml::{Escaped, Xml};

/// The page `nav.xhtml`. Chapters stand in the order of the spine, those of a section of the paper below its name.
pub(crate) fn write(book: &Book<'_>) -> Vec<u8> {
    let mut xml = page::begin(&book.title, &book.writing);
    let attributes = [("epub:type", "toc"), ("role", "doc-toc"), ("aria-labelledby", "title")];
    xml.open("nav", &attributes);
    xml.leaf("h1", &[("id", "title")], &book.title);
    xml.open("ol", &[]);
    for part in book.chapters.chunk_by(|a, b| a.section == b.section) {
        write_part(part, &book.writing, &mut xml);
    }
    xml.close("ol");
    xml.close("nav");
    write_landmarks(book, &mut xml);
    page::finish(xml)
}

fn write_part(part: &[Chapter<'_>], around: &Writing<'_>, xml: &mut Xml) {
    let section = part.first().and_then(|chapter| Some((chapter, chapter.section.as_ref()?)));
    let Some((first, section)) = section else {
        return write_entries(part, around, xml);
    };
    xml.open("li", &[]);
    xml.leaf("span", attributes(&first.writing, around).as_slice(), section);
    xml.open("ol", &[]);
    write_entries(part, around, xml);
    xml.close("ol");
    xml.close("li");
}

fn write_entries(chapters: &[Chapter<'_>], around: &Writing<'_>, xml: &mut Xml) {
    for chapter in chapters {
        let mut attributes = attributes(&chapter.writing, around);
        attributes.push(("href", &chapter.file));
        xml.open("li", &[]);
        xml.leaf("a", &attributes, &chapter.title);
        xml.close("li");
    }
}

/// The language of an entry, where it is not that of the page.
fn attributes<'w>(writing: &'w Writing<'_>, around: &Writing<'_>) -> Vec<(&'static str, &'w str)> {
    if writing == around { Vec::new() } else { page::language_attributes(writing).to_vec() }
}

/// The cover and where the text begins, for the program alone. They are named by their titles: a word of ours would be of
/// one language. The table of contents is no landmark, because it is no part of the text that one turns to.
fn write_landmarks(book: &Book<'_>, xml: &mut Xml) {
    let Some(first) = book.chapters.first() else { return };
    xml.open("nav", &[("epub:type", "landmarks"), ("hidden", "hidden")]);
    xml.open("ol", &[]);
    write_landmark("cover", cover::FILE, &book.title, &[], xml);
    write_landmark("bodymatter", &first.file, &first.title, &attributes(&first.writing, &book.writing), xml);
    xml.close("ol");
    xml.close("nav");
}

fn write_landmark(kind: &str, file: &str, title: &Escaped<'_>, language: &[(&'static str, &str)], xml: &mut Xml) {
    xml.open("li", &[]);
    xml.leaf("a", &[language, &[("epub:type", kind), ("href", file)]].concat(), title);
    xml.close("li");
}
