//! Names for a story that are the same whenever the same story is converted.

use std::borrow::Cow;

use uuid::Uuid;

use crate::model::{Article, Day, Publisher};

/// Longest slug, in bytes.
const MAX_SLUG: usize = 80;

/// The name space of identifiers made without an authority: the UUID v5 of `slugline` in the URL name space of RFC 9562.
const NAMESPACE: Uuid = Uuid::from_u128(0x1dfe_49ae_7a3a_5bcd_9d62_6b0a_56f1_4ec2);

/// A slug of `text`: lower-case ASCII letters and digits with single hyphens between words, at most 80 bytes, cut at a word.
/// Other scripts are spelled in Latin letters. Empty where nothing can be spelled (`!!!`).
pub fn slugify(text: &str) -> String {
    let mut slug = String::with_capacity(text.len().min(MAX_SLUG + 1));
    if text.is_ascii() {
        add_words(&mut slug, text);
        return slug;
    }
    for word in text.split(|letter: char| !letter.is_alphanumeric() && !is_within_word(letter)) {
        let spelled = match word.is_ascii() {
            true => Cow::Borrowed(word),
            false => Cow::Owned(deunicode::deunicode_with_tofu(word, "")),
        };
        if !add_words(&mut slug, &spelled) {
            break;
        }
    }
    slug
}

/// Adds the words of a text that is spelled in ASCII, as long as there is room for them. `false`: there was none.
fn add_words(slug: &mut String, text: &str) -> bool {
    // Where the last whole word ends.
    let mut end = slug.len();
    let mut is_new = true;
    for byte in text.bytes().filter(|byte| *byte != b'\'') {
        if !byte.is_ascii_alphanumeric() {
            (end, is_new) = (slug.len(), true);
            continue;
        }
        if is_new && end > 0 {
            slug.push('-');
        }
        is_new = false;
        slug.push(byte.to_ascii_lowercase().into());
        if slug.len() > MAX_SLUG {
            // One word of more than 80 letters is cut.
            slug.truncate(if end == 0 { MAX_SLUG } else { end });
            return false;
        }
    }
    true
}

/// Apostrophes and marks that change no word: `don't` is `dont`.
fn is_within_word(letter: char) -> bool {
    matches!(letter, '\'' | '’' | '\u{00AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}')
}

/// The article's slug: the one it carries, else one made of its headline, else of its first words. Empty for an article
/// that says nothing.
pub fn slug(article: &Article<'_>) -> String {
    match &article.head.slug {
        Some(slug) => slugify(slug),
        None => slugify(&article.title()),
    }
}

/// An identifier for all versions of the article: the one it carries; else, with an authority, a `tag:` URI of authority,
/// date and slug; else a `urn:uuid:` made from date and slug. The same article always gets the same.
///
/// A tag must name a date; without one in the article it is 1970-01-01. An article without a slug is told from others by its
/// text.
///
/// Source: RFC 4151 (tag URIs); RFC 9562 section 5.5 (UUID version 5).
pub fn guid(article: &Article<'_>, publisher: &Publisher<'_>) -> String {
    if let Some(identifier) = &article.head.identifier {
        return identifier.to_string();
    }
    match &publisher.authority {
        Some(authority) => {
            let day = day(article).unwrap_or(EPOCH);
            format!("tag:{authority},{day}:{}", name(article))
        }
        None => uuid(article).urn().to_string(),
    }
}

/// The bytes of the `urn:uuid:` that [`guid`] makes of an article that carries no identifier, for a publisher without an
/// authority: what tells stories apart takes 16 bytes.
pub fn guid_bytes(article: &Article<'_>) -> [u8; 16] {
    uuid(article).into_bytes()
}

fn uuid(article: &Article<'_>) -> Uuid {
    let day = day(article).map(|day| day.to_string()).unwrap_or_default();
    Uuid::new_v5(&NAMESPACE, format!("{day}:{}", name(article)).as_bytes())
}

fn day(article: &Article<'_>) -> Option<Day> {
    article.head.dates.main().and_then(crate::model::Date::day)
}

/// A name for the article that is not empty: its [`slug`], else the UUID of its text.
pub fn name(article: &Article<'_>) -> String {
    match slug(article) {
        empty if empty.is_empty() => fingerprint(article),
        slug => slug,
    }
}

const EPOCH: Day = crate::model::Instant::EPOCH.day();

/// A name for an article that has no words in its slug: the UUID of its text.
fn fingerprint(article: &Article<'_>) -> String {
    let mut text = String::new();
    article.each_text(&mut |part, _| {
        text.push_str(part);
        text.push('\n');
    });
    Uuid::new_v5(&NAMESPACE, text.as_bytes()).hyphenated().to_string()
}

/// A `urn:uuid:` for several things with identifiers of their own, in their order: a book of articles.
pub fn guid_of_many<'i>(identifiers: impl IntoIterator<Item = &'i str>) -> String {
    let mut all = String::new();
    for identifier in identifiers {
        all.push_str(identifier);
        all.push('\n');
    }
    Uuid::new_v5(&NAMESPACE, all.as_bytes()).urn().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Date, Head};

    #[test]
    fn slugs_are_ascii_words() {
        for (text, slug) in [
            ("Harbour strike: ferries don’t sail!", "harbour-strike-ferries-dont-sail"),
            ("Ærø får ny færge", "aero-far-ny-faerge"),
            ("港口", "gang-kou"),
            ("U.S. -- Ukraine", "u-s-ukraine"),
            ("!!!", ""),
        ] {
            assert_eq!(slugify(text), slug);
        }
        assert_eq!(slugify(&"x".repeat(100)).len(), MAX_SLUG);
        assert_eq!(slugify(&"seven77 ".repeat(20)).len(), 79);
        assert_eq!(slugify(&format!("{} sea", "x".repeat(76))).len(), 80);
        assert_eq!(slugify(&format!("Æ {} seas rise", "x".repeat(74))), format!("ae-{}", "x".repeat(74)));
    }

    #[test]
    fn the_same_story_has_the_same_identifier() {
        let head = Head { headline: Some("Rain".into()), ..Head::default() };
        let mut article = Article { head, body: Vec::new() };
        article.head.dates.published = "2024-11-18".parse::<Date>().ok();
        let authority = Publisher { authority: Some("harbour.example".into()), ..Publisher::default() };
        assert_eq!(guid(&article, &authority), "tag:harbour.example,2024-11-18:rain");
        assert_eq!(guid(&article, &Publisher::default()), guid(&article.clone(), &Publisher::default()));
        assert!(guid(&article, &Publisher::default()).starts_with("urn:uuid:"));
    }
}
