//! How a text is written: in which language, and from which side.

use oxilangtag::LanguageTag;
use slugline_core::diagnostic::Diagnostic;
use slugline_core::model::{Article, Field};
use slugline_core::plugin::Context;

/// The language of a text and its direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Writing<'a> {
    /// A well-formed BCP 47 tag. `None`: the language is not known.
    pub tag: Option<&'a str>,
    /// Whether lines begin on the right: as the tag says, else as the first letter does.
    pub right_to_left: bool,
}

impl<'a> Writing<'a> {
    /// How `article` is written. A language tag that is none counts as not known and is reported as `invalid-language`.
    pub fn of(article: &'a Article<'_>, cx: &mut Context<'_>) -> Writing<'a> {
        let tag = given(article).and_then(|given| {
            let tag = parse(given);
            if tag.is_none() {
                let message = format!("`{given}` is no language tag; the text is marked as of unknown language");
                let help = "a tag looks like `en`, `pt-BR` or `zh-Hant`";
                let span = article.head.span(Field::Language, 0);
                cx.report(Diagnostic::warning("invalid-language", message).help(help).at(span));
            }
            tag
        });
        let right_to_left = match &tag {
            Some(tag) => is_written_right_to_left(tag),
            None => begins_right_to_left(article),
        };
        Writing { tag: tag.map(LanguageTag::into_inner), right_to_left }
    }

    /// The language of `article`, as [`of`](Writing::of) has it, without a report.
    pub fn tag_of(article: &'a Article<'_>) -> Option<&'a str> {
        given(article).filter(|given| is_language_tag(given))
    }

    /// The tag of a language that is not known.
    ///
    /// Source: ISO 639-2, `und`.
    pub const UNKNOWN: &'static str = "und";

    /// The tag, or [`UNKNOWN`](Writing::UNKNOWN).
    pub fn tag_or_unknown(&self) -> &'a str {
        self.tag.unwrap_or(Writing::UNKNOWN)
    }

    /// `ltr` or `rtl`.
    pub fn direction(&self) -> &'static str {
        if self.right_to_left { "rtl" } else { "ltr" }
    }
}

/// What `article` says of its language, unless that is not known.
fn given<'a>(article: &'a Article<'_>) -> Option<&'a str> {
    let given = article.head.language.as_deref().map(str::trim);
    given.filter(|given| !given.eq_ignore_ascii_case(Writing::UNKNOWN))
}

/// Whether `tag` can name a language: well formed, and with a language of two or three letters, as all that are registered
/// have. `english` is well formed and means nothing.
///
/// Source: BCP 47 (RFC 5646) sections 2.1 and 2.2.1.
pub fn is_language_tag(tag: &str) -> bool {
    parse(tag).is_some()
}

fn parse(tag: &str) -> Option<LanguageTag<&str>> {
    LanguageTag::parse(tag).ok().filter(|tag| matches!(tag.primary_language().len(), 2..=3))
}

/// Whether the language of `tag` is written from the right: by its script where the tag names one, else by the script that
/// is usual for the language.
///
/// Source: Unicode CLDR, likely subtags of the languages whose script has right-to-left letters.
fn is_written_right_to_left(tag: &LanguageTag<&str>) -> bool {
    const SCRIPTS: [&str; 11] =
        ["adlm", "arab", "aran", "hebr", "mand", "mend", "nkoo", "rohg", "samr", "syrc", "thaa"];
    const LANGUAGES: [&str; 27] = [
        "ar", "arc", "ary", "arz", "bal", "ckb", "dv", "fa", "glk", "he", "iw", "ji", "ks", "lrc", "mzn", "nqo", "pnb",
        "prs", "ps", "rhg", "sd", "sdh", "skr", "syr", "ug", "ur", "yi",
    ];
    let among = |known: &[&str], subtag: &str| known.iter().any(|name| subtag.eq_ignore_ascii_case(name));
    match tag.script() {
        Some(script) => among(&SCRIPTS, script),
        None => among(&LANGUAGES, tag.primary_language()),
    }
}

/// Whether the first letter of the article is one of a right-to-left script. That is how text whose language is not known
/// is laid out everywhere else.
///
/// Source: Unicode Standard Annex 9, rules P2 and P3.
fn begins_right_to_left(article: &Article<'_>) -> bool {
    let first_letter = |text: &str| text.chars().find(|letter| letter.is_alphabetic());
    if let Some(letter) = article.head.headline.as_deref().and_then(first_letter) {
        return is_right_to_left(letter);
    }
    let mut first = None;
    article.each_text(&mut |text, _| first = first.or_else(|| first_letter(text)));
    first.is_some_and(is_right_to_left)
}

/// Whether a letter is of a right-to-left script.
///
/// Source: Unicode Character Database, `DerivedBidiClass.txt`: the blocks whose letters are R or AL.
fn is_right_to_left(letter: char) -> bool {
    matches!(letter,
        '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}'
        | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

#[cfg(test)]
mod tests {
    use slugline_core::diagnostic::Diagnostics;
    use slugline_core::model::{Block, Span};
    use slugline_core::plugin::Still;

    use super::*;

    #[track_caller]
    fn check(language: Option<&str>, text: &str, written: &str, reports: bool) {
        let mut article = Article::default();
        article.head.language = language.map(Into::into);
        article.body.push(Block::paragraph(text, Span::DETACHED));
        let mut diagnostics = Diagnostics::new();
        let writing = Writing::of(&article, &mut Context::new(&mut diagnostics, &Still));
        assert_eq!(Writing::tag_of(&article), writing.tag);
        assert_eq!([writing.tag_or_unknown(), writing.direction()].join(" "), written);
        assert_eq!(!diagnostics.is_empty(), reports);
    }

    #[test]
    fn a_tag_says_the_direction() {
        check(Some("ar"), "BBC", "ar rtl", false);
        check(Some("az-Arab"), "", "az-Arab rtl", false);
        check(Some("UR-latn"), "", "UR-latn ltr", false);
        check(Some(" en-GB "), "سلام", "en-GB ltr", false);
    }

    #[test]
    fn without_a_tag_the_first_letter_does() {
        check(None, "", "und ltr", false);
        check(Some("und"), "«2024» – مزارعو", "und rtl", false);
        check(None, "שלום BBC", "und rtl", false);
        check(None, "BBC: שלום", "und ltr", false);
    }

    #[test]
    fn a_tag_that_is_none_is_reported() {
        for tag in ["", "not a language", "en\"><b>", "e", "en_GB", "English"] {
            check(Some(tag), "Rain.", "und ltr", true);
        }
    }
}
