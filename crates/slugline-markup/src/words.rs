//! The words that a printed byline needs beside the names.

use slugline_core::model::{Head, joined_names};

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
    /// The words for readers of a text in the language of `tag`: marks where that has no words here. Where no language is
    /// known they are English, as most texts without one are, unless the text is written from the right.
    ///
    /// Source: FORMATS.md section 7, "Rules of thumb": a byline of no known language is `By Yan`.
    pub fn of(tag: Option<&str>, right_to_left: bool) -> BylineWords {
        match tag {
            None if !right_to_left => ENGLISH,
            tag => BylineWords::known(tag).unwrap_or(MARKS),
        }
    }

    /// The words for a format in which a line is a byline by its first word: English where [`of`](BylineWords::of) has marks.
    pub fn marking(tag: Option<&str>) -> BylineWords {
        BylineWords::known(tag).unwrap_or(ENGLISH)
    }

    fn known(tag: Option<&str>) -> Option<BylineWords> {
        let primary = tag?.split('-').next().unwrap_or_default();
        let known = KNOWN.iter().find(|(language, _)| primary.eq_ignore_ascii_case(language));
        known.map(|(_, words)| *words)
    }

    /// The byline as printed: `By Ada Roe and Sam Lind`. `None` without names that show something.
    pub fn printed(&self, head: &Head<'_>) -> Option<String> {
        let names = joined_names(head.named_bylines().map(|(_, byline)| &*byline.name), self.and)?;
        Some(if self.by.is_empty() { names } else { [self.by, " ", &names].concat() })
    }
}

#[cfg(test)]
mod tests {
    use slugline_core::model::Byline;

    use super::*;

    #[test]
    fn bylines_speak_the_language_of_the_article() {
        assert_eq!(BylineWords::of(Some("de-AT"), false).by, "Von");
        assert_eq!(BylineWords::of(Some("PT"), false).and, "e");
        assert_eq!(BylineWords::of(Some("fi"), false), MARKS);
        assert_eq!(BylineWords::of(None, false), ENGLISH);
        assert_eq!(BylineWords::of(None, true), MARKS);
    }

    #[test]
    fn a_byline_names_who_has_a_name() {
        let byline = |name: &'static str| Byline { name: name.into(), ..Byline::default() };
        let printed = |names: &[&'static str]| {
            ENGLISH.printed(&Head { bylines: names.iter().map(|name| byline(name)).collect(), ..Head::default() })
        };
        assert_eq!(printed(&["\u{1}", "Ada Roe", " ", "Sam Lind"]).as_deref(), Some("By Ada Roe and Sam Lind"));
        assert_eq!(printed(&["Ada Roe", "Sam Lind", "Lee Pohl"]).as_deref(), Some("By Ada Roe, Sam Lind and Lee Pohl"));
        assert_eq!(printed(&["\u{1}", " "]), None);
    }

    #[test]
    fn a_byline_that_is_known_by_its_word_always_has_one() {
        assert_eq!(BylineWords::marking(Some("de")).by, "Von");
        for tag in [None, Some("fi"), Some("ar")] {
            assert_eq!(BylineWords::marking(tag), ENGLISH);
        }
    }
}
