//! The few words that a page adds to an article.

use serde::Serialize;

/// The words of one language, with the blanks around them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Words {
    /// Before the names of the authors. May be empty.
    pub(crate) by: &'static str,
    /// Between the last two of them.
    #[serde(skip)]
    pub(crate) and: &'static str,
    /// Between the date and the date of the last change.
    pub(crate) changed: &'static str,
}

/// What is understood where the language is not known or has no words here.
const MARKS: Words = words("", ", ", " / ");

const ENGLISH: Words = words("By ", " and ", ", updated ");

const KNOWN: [(&str, Words); 7] = [
    ("de", words("Von ", " und ", ", aktualisiert ")),
    ("en", ENGLISH),
    ("es", words("Por ", " y ", ", actualizado ")),
    ("fr", words("Par ", " et ", ", mis à jour ")),
    ("it", words("Di ", " e ", ", aggiornato ")),
    ("nl", words("Door ", " en ", ", bijgewerkt ")),
    ("pt", words("Por ", " e ", ", atualizado ")),
];

const fn words(by: &'static str, and: &'static str, changed: &'static str) -> Words {
    Words { by, and, changed }
}

impl Words {
    /// The words of a language, given by the first part of its tag. A text of no known language gets English ones, as its
    /// own `By` most often was; one in a language without words here gets marks alone.
    pub(crate) fn of(primary_language: Option<&str>) -> Words {
        let Some(language) = primary_language else {
            return ENGLISH;
        };
        let known = KNOWN.iter().find(|(known, _)| language.eq_ignore_ascii_case(known));
        known.map_or(MARKS, |(_, words)| *words)
    }

    /// Marks instead of words, for a text of no known language whose letters English ones would stand out from.
    pub(crate) const fn marks() -> Words {
        MARKS
    }
}
