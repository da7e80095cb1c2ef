//! What a book says of its accessibility: what holds for every book that this crate writes, and what rests on its articles.
//!
//! Source: EPUB Accessibility 1.1 section 2, "Discoverability", and section 3.5, "Conformance reporting".

use crate::book::Book;
use crate::picture::Pictures;
use crate::xml::{Escaped, Xml};

/// The features of every book.
const FEATURES: [&str; 3] = ["readingOrder", "structuralNavigation", "tableOfContents"];

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
    for (property, value) in known.properties() {
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

    fn properties(&self) -> Vec<(&'static str, &'static str)> {
        let (any, described) = (self.has_pictures(), !self.pictures.has_undescribed);
        let mut said = vec![("schema:accessMode", "textual")];
        said.extend(any.then_some(("schema:accessMode", "visual")));
        said.push(("schema:accessModeSufficient", if described { "textual" } else { "textual,visual" }));
        said.extend(FEATURES.map(|feature| ("schema:accessibilityFeature", feature)));
        said.extend((any && described).then_some(("schema:accessibilityFeature", "alternativeText")));
        said.push(("schema:accessibilityHazard", if self.pictures.may_move { "unknown" } else { "none" }));
        said.extend(CONFORMS.into_iter().filter(|_| self.conforms()));
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
