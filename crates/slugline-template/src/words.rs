//! The few words that a template adds to an article.

use serde::Serialize;
use slugline_markup::{BylineWords, Writing};

/// The words in the language of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Words {
    /// Before the names of the authors. May be empty.
    pub by: &'static str,
    /// Between the last two of them.
    #[serde(skip)]
    pub and: &'static str,
    /// Between the date and the date of the last change, with the blanks around it.
    pub changed: &'static str,
}

const ENGLISH: &str = ", updated ";

/// A mark in place of a word.
const MARK: &str = " / ";

/// `updated`, by the first part of a language's tag.
const CHANGED: [(&str, &str); 7] = [
    ("de", ", aktualisiert "),
    ("en", ENGLISH),
    ("es", ", actualizado "),
    ("fr", ", mis à jour "),
    ("it", ", aggiornato "),
    ("nl", ", bijgewerkt "),
    ("pt", ", atualizado "),
];

impl Words {
    /// The words for a text that is written so.
    pub fn of(writing: Writing<'_>) -> Words {
        let BylineWords { by, and } = BylineWords::of(writing.tag, writing.right_to_left);
        Words { by, and, changed: changed(writing) }
    }
}

/// As [`BylineWords::of`] has it: English where the language is not known, a mark where it has no word here.
fn changed(writing: Writing<'_>) -> &'static str {
    let Some(tag) = writing.tag else {
        return if writing.right_to_left { MARK } else { ENGLISH };
    };
    let primary = tag.split('-').next().unwrap_or_default();
    let known = CHANGED.iter().find(|(language, _)| primary.eq_ignore_ascii_case(language));
    known.map_or(MARK, |(_, word)| word)
}
