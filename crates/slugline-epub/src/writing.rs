//! How a text is written: in which language, and from which side.

use oxilangtag::LanguageTag;
use slugline_core::diagnostic::Diagnostic;
use slugline_core::model::{Article, Field};
use slugline_core::plugin::Context;

/// The language of a text and its direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Writing<'a> {
    /// A well-formed BCP 47 tag; `und` where the language is not known.
    pub(crate) language: &'a str,
    /// Whether lines begin on the right.
    pub(crate) right_to_left: bool,
}

/// The tag of a language that is not known.
///
/// Source: ISO 639-2, `und`; EPUB 3.3 section 5.5.3.3 wants a language, and no reader may be told a wrong one.
pub(crate) const UNKNOWN: &str = "und";

impl<'a> Writing<'a> {
    /// How `article` is written. A language tag that is none is reported as `invalid-language` and not written.
    pub(crate) fn of(article: &'a Article<'_>, cx: &mut Context<'_>) -> Writing<'a> {
        let tag = article.head.language.as_deref().and_then(|language| {
            let tag = LanguageTag::parse(language.trim()).ok();
            if tag.is_none() {
                let message = format!("`{language}` is no language tag; the chapter is marked as of unknown language");
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
        Writing { language: tag.map_or(UNKNOWN, LanguageTag::into_inner), right_to_left }
    }

    /// `ltr` or `rtl`.
    pub(crate) fn direction(&self) -> &'static str {
        if self.right_to_left { "rtl" } else { "ltr" }
    }

    /// The attributes that say so on an element of XHTML.
    pub(crate) fn attributes(&self) -> [(&'static str, &'a str); 3] {
        [("lang", self.language), ("xml:lang", self.language), ("dir", self.direction())]
    }
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
    let mut first = article.head.headline.as_deref().and_then(first_letter);
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
    fn check(language: Option<&str>, text: &str, written: &str) {
        let mut article = Article::default();
        article.head.language = language.map(Into::into);
        article.body.push(Block::paragraph(text, Span::DETACHED));
        let mut diagnostics = Diagnostics::new();
        let writing = Writing::of(&article, &mut Context::new(&mut diagnostics, &Still));
        let written_as = [writing.language, writing.direction()].join(" ");
        assert_eq!(written_as, written);
        assert_eq!(diagnostics.is_empty(), language.is_none() || written.split(' ').next() != Some(UNKNOWN));
    }

    #[test]
    fn a_tag_says_the_direction() {
        check(Some("ar"), "BBC", "ar rtl");
        check(Some("az-Arab"), "", "az-Arab rtl");
        check(Some("UR-latn"), "", "UR-latn ltr");
        check(Some(" en-GB "), "سلام", "en-GB ltr");
    }

    #[test]
    fn without_a_tag_the_first_letter_does() {
        check(None, "", "und ltr");
        check(None, "«2024» – مزارعو", "und rtl");
        check(None, "שלום BBC", "und rtl");
        check(None, "BBC: שלום", "und ltr");
    }

    #[test]
    fn a_tag_that_is_none_is_reported() {
        for tag in ["", "not a language", "en\"><b>", "e", "en_GB"] {
            check(Some(tag), "Rain.", "und ltr");
        }
    }
}
