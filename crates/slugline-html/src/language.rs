//! Language and direction of a text.

use oxilangtag::LanguageTag;
use slugline_core::diagnostic::Diagnostic;
use slugline_core::model::{Article, Field};
use slugline_core::plugin::Context;

use crate::words::Words;

/// What is known of an article's language.
pub(crate) struct Language<'a> {
    /// The tag, where it is one. `None`: not known.
    pub(crate) tag: Option<&'a str>,
    /// Whether the text runs from right to left: as the tag says, else as the first letter does.
    pub(crate) right_to_left: bool,
    /// The words that a page adds in it.
    pub(crate) words: Words,
}

/// Languages that are written from right to left unless the tag names another script.
///
/// Source: Unicode CLDR 46, "likely subtags" with a right-to-left script.
const RIGHT_TO_LEFT: [&str; 15] =
    ["ar", "arc", "ckb", "dv", "fa", "he", "iw", "ji", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"];

/// Scripts that run from right to left.
const SCRIPTS: [&str; 10] = ["adlm", "arab", "aran", "hebr", "mand", "nkoo", "rohg", "samr", "syrc", "thaa"];

impl<'a> Language<'a> {
    /// The article's language. A tag that is none is reported and counts as not known.
    pub(crate) fn of(article: &'a Article<'_>, cx: &mut Context<'_>) -> Language<'a> {
        let given = article.head.language.as_deref().filter(|given| !given.eq_ignore_ascii_case("und"));
        let parsed = given.and_then(|given| {
            let tag = LanguageTag::parse(given).ok().filter(is_plausible);
            if tag.is_none() {
                let message = format!("`{given}` is no language tag; the page says that its language is not known");
                let diagnostic = Diagnostic::warning("unknown-language", message);
                cx.report(diagnostic.at(article.head.span(Field::Language, 0)));
            }
            tag
        });
        match parsed {
            Some(tag) => Language {
                right_to_left: tag_runs_right_to_left(&tag),
                words: Words::of(Some(tag.primary_language())),
                tag: Some(tag.into_inner()),
            },
            None => {
                let right_to_left = begins_right_to_left(article);
                let words = if right_to_left { Words::marks() } else { Words::of(None) };
                Language { tag: None, right_to_left, words }
            }
        }
    }
}

/// Whether a tag can name one of the registered languages, which have two or three letters.
///
/// Source: BCP 47 (RFC 5646) section 2.2.1.
fn is_plausible(tag: &LanguageTag<&str>) -> bool {
    matches!(tag.primary_language().len(), 2..=3)
}

fn tag_runs_right_to_left(tag: &LanguageTag<&str>) -> bool {
    let is = |known: &str, part: &str| known.eq_ignore_ascii_case(part);
    match tag.script() {
        Some(script) => SCRIPTS.iter().any(|known| is(known, script)),
        None => RIGHT_TO_LEFT.iter().any(|known| is(known, tag.primary_language())),
    }
}

/// Whether the first letter of the headline, else of the text, is one that runs from right to left.
fn begins_right_to_left(article: &Article<'_>) -> bool {
    let headline = article.head.headline.as_deref().unwrap_or_default();
    if let Some(letter) = first_letter(headline) {
        return letter_runs_right_to_left(letter);
    }
    let mut first = None;
    article.each_text(&mut |text, _| first = first.or_else(|| first_letter(text)));
    first.is_some_and(letter_runs_right_to_left)
}

fn first_letter(text: &str) -> Option<char> {
    text.chars().find(|letter| letter.is_alphabetic())
}

/// Source: Unicode 16, `DerivedBidiClass.txt`, the blocks whose letters are R or AL.
fn letter_runs_right_to_left(letter: char) -> bool {
    matches!(letter, '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}'
        | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}
