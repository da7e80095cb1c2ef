//! What a book says of its accessibility: what holds for every book that this crate writes, and what rests on its articles.
//!
//! Source: EPUB Accessibility 1.1 section 2, "Discoverability", and section 3.5, "Conformance reporting".

use crate::book::Book;
use crate::picture::Pictures;
use crate::xml::{Escaped, Xml};

/// What holds for every book.
const ALWAYS: [(&str, &str); 4] = [
    ("schema:accessMode", "textual"),
    ("schema:accessibilityFeature", "readingOrder"),
    ("schema:accessibilityFeature", "structuralNavigation"),
    ("schema:accessibilityFeature", "tableOfContents"),
];

/// The claim of conformance, and whose it is: the pages are of our making, and so is the evaluation.
const CONFORMS: [(&str, &str); 2] =
    [("dcterms:conformsTo", "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"), ("a11y:certifiedBy", "slugline")];

const SUMMARY: &str = ", with a table of contents and headings; it can be enlarged, recoloured and read aloud.";

/// What is known of the articles that accessibility rests on.
struct Known<'p> {
    /// Whether a program that reads a chapter aloud is told in which language.
    languages: bool,
    pictures: &'p Pictures,
}

/// Writes the properties.
pub(crate) fn write(book: &Book<'_>, pictures: &Pictures, xml: &mut Xml) {
    let languages = book.chapters.iter().all(|chapter| chapter.writing.tag.is_some());
    let known = Known { languages, pictures };
    let claim = CONFORMS.into_iter().filter(|_| known.conforms());
    for (property, value) in ALWAYS.into_iter().chain(known.of_pictures()).chain(claim) {
        xml.leaf("meta", &[("property", property)], &Escaped::own(value));
    }
    let attributes = [("property", "schema:accessibilitySummary"), ("xml:lang", "en"), ("dir", "ltr")];
    xml.leaf("meta", &attributes, &Escaped::own(known.summary()));
}

impl Known<'_> {
    fn has_pictures(&self) -> bool {
        !self.pictures.members.is_empty()
    }

    /// Whether nothing speaks against conformance: a chapter of unknown language, a picture without words, one that moves.
    ///
    /// Source: WCAG 2.2 success criteria 1.1.1, 2.2.2, 2.3.1 and 3.1.1.
    fn conforms(&self) -> bool {
        self.languages && !self.pictures.has_undescribed && !self.pictures.may_move
    }

    fn of_pictures(&self) -> Vec<(&'static str, &'static str)> {
        let hazard = if self.pictures.may_move { "unknown" } else { "none" };
        let mut said = vec![("schema:accessibilityHazard", hazard)];
        if self.has_pictures() {
            said.push(("schema:accessMode", "visual"));
        }
        if self.pictures.has_undescribed {
            said.push(("schema:accessModeSufficient", "textual,visual"));
            return said;
        }
        said.push(("schema:accessModeSufficient", "textual"));
        if self.has_pictures() {
            said.push(("schema:accessibilityFeature", "alternativeText"));
        }
        said
    }

    /// The same in plain words.
    fn summary(&self) -> String {
        let pictures = match (self.has_pictures(), self.pictures.has_undescribed) {
            (false, _) => "Text only",
            (true, false) => "Text and pictures, each with words that stand for it",
            (true, true) => "Text and pictures, not all with words that stand for them",
        };
        let mut summary = [pictures, SUMMARY].concat();
        if self.pictures.may_move {
            summary.push_str(" A picture may move.");
        }
        if !self.languages {
            summary.push_str(" The language of a chapter is not known, so that a voice may read it in another.");
        }
        summary
    }
}
