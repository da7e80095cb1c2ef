//! The words that a printed byline needs beside the names.

use slugline_core::model::Head;

/// The words around the names of the authors in one language: `By Ada Roe and Sam Lind`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BylineWords {
    /// Before the first name. Empty where the language has no word here.
    pub by: &'static str,
    /// Between the last two names. A mark where the language has no word here.
    pub and: &'static str,
}

const ENGLISH: BylineWords = BylineWords { by: "By", and: "and" };

/// Marks in place of words.
const MARKS: BylineWords = BylineWords { by: "", and: "/" };

/// The words of each language, by the first part of its tag.
const KNOWN: [(&str, BylineWords); 7] = [
    ("de", BylineWords { by: "Von", and: "und" }),
    ("en", ENGLISH),
    ("es", BylineWords { by: "Por", and: "y" }),
    ("fr", BylineWords { by: "Par", and: "et" }),
    ("it", BylineWords { by: "Di", and: "e" }),
    ("nl", BylineWords { by: "Door", and: "en" }),
    ("pt", BylineWords { by: "Por", and: "e" }),
];

impl BylineWords {
    /// The words for a text in the language of `tag`. A text of no known language gets English ones, as its own `By` most
    /// often was, unless it is written from the right; a language without words here gets marks.
    pub fn of(tag: Option<&str>, right_to_left: bool) -> BylineWords {
        let Some(tag) = tag else { return if right_to_left { MARKS } else { ENGLISH } };
        let primary = tag.split('-').next().unwrap_or_default();
        let known = KNOWN.iter().find(|(language, _)| primary.eq_ignore_ascii_case(language));
        known.map_or(MARKS, |(_, words)| *words)
    }

    /// The byline as printed: `By Ada Roe and Sam Lind`. `None` without names.
    pub fn printed(&self, head: &Head<'_>) -> Option<String> {
        let names = head.byline_names(self.and).filter(|names| !names.trim().is_empty())?;
        Some(if self.by.is_empty() { names } else { [self.by, " ", &names].concat() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_speak_the_language_of_the_article() {
        assert_eq!(BylineWords::of(Some("de-AT"), false).by, "Von");
        assert_eq!(BylineWords::of(Some("PT"), false).and, "e");
        assert_eq!(BylineWords::of(Some("fi"), false), MARKS);
        assert_eq!(BylineWords::of(None, false), ENGLISH);
        assert_eq!(BylineWords::of(None, true), MARKS);
    }
}
