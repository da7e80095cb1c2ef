//! What a book says of its accessibility: what holds for every book that this crate writes, and what rests on its articles.
//!
//! Source: EPUB Accessibility 1.1 section 2, "Discoverability", and section 3.5, "Conformance reporting".

use crate::book::Book;
use crate::xml::{Escaped, Xml};

/// What holds for every book.
const ALWAYS: [(&str, &str); 6] = [
    ("schema:accessMode", "textual"),
    ("schema:accessModeSufficient", "textual"),
    ("schema:accessibilityFeature", "readingOrder"),
    ("schema:accessibilityFeature", "structuralNavigation"),
    ("schema:accessibilityFeature", "tableOfContents"),
    ("schema:accessibilityHazard", "none"),
];

/// The claim of conformance, and whose it is: the pages are of our making, and so is the evaluation.
const CONFORMS: [(&str, &str); 2] =
    [("dcterms:conformsTo", "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"), ("a11y:certifiedBy", "slugline")];

const HOLDS: &str = "Text only, with a table of contents and headings; it can be enlarged, recoloured and read aloud.";
const UNKNOWN_LANGUAGE: &str = " The language of a chapter is not known, so that a voice may read it in another.";

/// Writes the properties. Conformance is claimed where nothing that is known of the articles speaks against it: a chapter
/// of unknown language does, by WCAG 2.2 success criterion 3.1.1.
pub(crate) fn write(book: &Book<'_>, xml: &mut Xml) {
    let is_known = book.chapters.iter().all(|chapter| chapter.writing.tag.is_some());
    for (property, value) in ALWAYS.iter().chain(CONFORMS.iter().filter(|_| is_known)) {
        xml.leaf("meta", &[("property", property)], &Escaped::own(*value));
    }
    let attributes = [("property", "schema:accessibilitySummary"), ("xml:lang", "en"), ("dir", "ltr")];
    let summary = [HOLDS, if is_known { "" } else { UNKNOWN_LANGUAGE }].concat();
    xml.leaf("meta", &attributes, &Escaped::own(summary));
}
