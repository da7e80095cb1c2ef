//! Language tags, and the words that a byline needs in each language.

/// Whether `tag` is well formed: `en`, `de-AT`, `zh-Hant-HK`, `de-1996`, `en-x-desk`. Whether anyone speaks it is not asked.
///
/// A language of four letters or more is refused: the grammar has room for them, none was ever registered, and `English`
/// would be one.
///
/// Source: BCP 47 (RFC 5646) section 2.1, without the grandfathered tags and those of private use alone.
pub(crate) fn is_tag(tag: &str) -> bool {
    let mut parts = tag.split('-').peekable();
    if !parts.next().is_some_and(|part| is_letters(part, 2..=3)) {
        return false;
    }
    for _ in 0..3 {
        parts.next_if(|part| is_letters(part, 3..=3));
    }
    parts.next_if(|part| is_letters(part, 4..=4));
    parts.next_if(|part| is_letters(part, 2..=2) || is_region_number(part));
    while parts.next_if(|part| is_variant(part)).is_some() {}
    while parts.next_if(|part| is_singleton(part)).is_some() {
        if parts.next_if(|part| is_subtag(part, 2)).is_none() {
            return false;
        }
        while parts.next_if(|part| is_subtag(part, 2)).is_some() {}
    }
    match parts.next() {
        None => true,
        Some(mark) => mark.eq_ignore_ascii_case("x") && parts.peek().is_some() && parts.all(|part| is_subtag(part, 1)),
    }
}

fn is_letters(part: &str, length: std::ops::RangeInclusive<usize>) -> bool {
    length.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphabetic())
}

fn is_region_number(part: &str) -> bool {
    part.len() == 3 && part.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_variant(part: &str) -> bool {
    is_subtag(part, 5)
        || (is_subtag(part, 4) && part.len() == 4 && part.starts_with(|first: char| first.is_ascii_digit()))
}

fn is_singleton(part: &str) -> bool {
    is_subtag(part, 1) && part.len() == 1 && !part.eq_ignore_ascii_case("x")
}

/// At least `shortest` and at most eight letters and digits.
fn is_subtag(part: &str, shortest: usize) -> bool {
    (shortest..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// The words around the names in a printed byline: `By Ada Roe and Sam Lind`.
pub(crate) struct BylineWords {
    language: &'static str,
    /// Before the first name.
    pub(crate) by: &'static str,
    /// Between the last two names.
    pub(crate) and: &'static str,
}

const ENGLISH: BylineWords = BylineWords {
    language: "en",
    by: "By",
    and: "and",
};

#[rustfmt::skip]
const BYLINE_WORDS: [BylineWords; 7] = [
    ENGLISH,
    BylineWords { language: "de", by: "Von", and: "und" },
    BylineWords { language: "es", by: "Por", and: "y" },
    BylineWords { language: "fr", by: "Par", and: "et" },
    BylineWords { language: "it", by: "Di", and: "e" },
    BylineWords { language: "nl", by: "Door", and: "en" },
    BylineWords { language: "pt", by: "Por", and: "e" },
];

/// The words for an article in `language`, a tag. English where the language is not known or has no entry.
pub(crate) fn byline_words(language: Option<&str>) -> BylineWords {
    let primary = language.and_then(|tag| tag.split('-').next()).unwrap_or_default();
    let known = |words: &BylineWords| primary.eq_ignore_ascii_case(words.language);
    BYLINE_WORDS.into_iter().find(known).unwrap_or(ENGLISH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_well_formed_or_not() {
        for tag in [
            "en",
            "de-AT",
            "zh-Hant-HK",
            "zh-cmn-Hans",
            "es-419",
            "de-1996",
            "sl-rozaj-biske",
            "en-u-ca-gregory",
            "en-x-desk",
        ] {
            assert!(is_tag(tag), "{tag}");
        }
        for tag in [
            "", "e", "English", "en_GB", "en-", "-en", "en--GB", "x-desk", "en-x", "en-u", "dé",
        ] {
            assert!(!is_tag(tag), "{tag}");
        }
    }

    #[test]
    fn bylines_speak_the_language_of_the_article() {
        assert_eq!(byline_words(Some("de-AT")).by, "Von");
        assert_eq!(byline_words(Some("PT")).and, "e");
        assert_eq!(byline_words(Some("fi")).by, "By");
        assert_eq!(byline_words(None).and, "and");
    }
}
