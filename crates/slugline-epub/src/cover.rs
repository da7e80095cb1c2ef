//! The cover: title, publisher and date as a page of text, which every reading system can show, enlarge and read aloud.
//!
//! Source: EPUB 3 Structural Semantics Vocabulary 1.1, `cover`.

use crate::book::Book;
use crate::page;

/// Name of the page, beside the package.
pub(crate) const FILE: &str = "cover.xhtml";

/// The page `cover.xhtml`.
pub(crate) fn write(book: &Book<'_>) -> Vec<u8> {
    let mut xml = page::begin(&book.title, &book.writing);
    xml.open("section", &[("epub:type", "cover"), ("class", "cover"), ("aria-labelledby", "title")]);
    if let Some(publisher) = &book.publisher {
        xml.leaf("p", &[("class", "publisher")], publisher);
    }
    xml.leaf("h1", &[("id", "title")], &book.title);
    if let Some(date) = book.published {
        page::write_date(date, &mut xml);
    }
    xml.close("section");
    page::finish(xml)
}
