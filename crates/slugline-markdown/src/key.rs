//! Keys of front matter, and the fields they feed.
//!
//! Source: WIRE-CONVENTIONS section 5; jekyllrb.com and gohugo.io, "Front matter"; the exports of WordPress and Ghost.

use slugline_core::model::{Field, Status};

/// What the value of a key is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// One value.
    Value(Field),
    /// A date.
    Date(Field),
    /// A value that stands in where no better one is given: a summary for a deck.
    StandIn(Field),
    /// Names: one text, a list, or tables with a name in each.
    Names,
    /// Words to find the article by: a list, or one text parted by commas.
    Keywords,
    /// The first is the section, the others are keywords.
    Sections,
    /// Whether the article may be used, in a word.
    Status,
    /// Whether that is its status: `killed: true`.
    Flag(Status),
}

/// Keys as they are compared: small letters and digits alone, so that `publishDate`, `publish_date` and `Publish date` are
/// one. Sorted.
static KEYS: &[(&str, Meaning)] = &[
    ("author", Meaning::Names),
    ("authors", Meaning::Names),
    ("by", Meaning::Names),
    ("byline", Meaning::Names),
    ("bylines", Meaning::Names),
    ("canonical", Meaning::Value(Field::Url)),
    ("canonicalurl", Meaning::Value(Field::Url)),
    ("categories", Meaning::Sections),
    ("category", Meaning::Sections),
    ("copyright", Meaning::Value(Field::Rights)),
    ("created", Meaning::Date(Field::Created)),
    ("createdat", Meaning::Date(Field::Created)),
    ("creator", Meaning::Names),
    ("creators", Meaning::Names),
    ("credit", Meaning::Value(Field::Credit)),
    ("date", Meaning::Date(Field::Published)),
    ("datepublished", Meaning::Date(Field::Published)),
    ("deck", Meaning::Value(Field::Subheadline)),
    ("dek", Meaning::Value(Field::Subheadline)),
    ("description", Meaning::StandIn(Field::Subheadline)),
    ("draft", Meaning::Flag(Status::Withheld)),
    ("embargo", Meaning::Date(Field::Embargo)),
    ("embargoed", Meaning::Flag(Status::Embargoed)),
    ("embargoeduntil", Meaning::Date(Field::Embargo)),
    ("excerpt", Meaning::StandIn(Field::Subheadline)),
    ("headline", Meaning::Value(Field::Headline)),
    ("hold", Meaning::Flag(Status::Withheld)),
    ("keywords", Meaning::Keywords),
    ("killed", Meaning::Flag(Status::Canceled)),
    ("lang", Meaning::Value(Field::Language)),
    ("language", Meaning::Value(Field::Language)),
    ("lastmod", Meaning::Date(Field::Updated)),
    ("lastmodified", Meaning::Date(Field::Updated)),
    ("lastupdated", Meaning::Date(Field::Updated)),
    ("locale", Meaning::Value(Field::Language)),
    ("modified", Meaning::Date(Field::Updated)),
    ("pubdate", Meaning::Date(Field::Published)),
    ("publishdate", Meaning::Date(Field::Published)),
    ("published", Meaning::Date(Field::Published)),
    ("publishedat", Meaning::Date(Field::Published)),
    ("publisher", Meaning::Value(Field::Credit)),
    ("releaseat", Meaning::Date(Field::Embargo)),
    ("retracted", Meaning::Flag(Status::Canceled)),
    ("rights", Meaning::Value(Field::Rights)),
    ("section", Meaning::Sections),
    ("sections", Meaning::Sections),
    ("slug", Meaning::Value(Field::Slug)),
    ("source", Meaning::Value(Field::Credit)),
    ("standfirst", Meaning::Value(Field::Subheadline)),
    ("status", Meaning::Status),
    ("subhead", Meaning::Value(Field::Subheadline)),
    ("subheadline", Meaning::Value(Field::Subheadline)),
    ("subtitle", Meaning::Value(Field::Subheadline)),
    ("summary", Meaning::StandIn(Field::Subheadline)),
    ("tag", Meaning::Keywords),
    ("tags", Meaning::Keywords),
    ("title", Meaning::Value(Field::Headline)),
    ("topics", Meaning::Keywords),
    ("updated", Meaning::Date(Field::Updated)),
    ("updatedat", Meaning::Date(Field::Updated)),
    ("withdrawn", Meaning::Flag(Status::Canceled)),
    ("withheld", Meaning::Flag(Status::Withheld)),
];

/// Longest key of the table.
const MAX_KEY: usize = 16;

/// What the value of `key` is, in any case and with any marks between its words. `None`: the table does not say.
pub(crate) fn meaning(key: &str) -> Option<Meaning> {
    let mut folded = String::with_capacity(MAX_KEY);
    for letter in key.chars().filter(|letter| letter.is_alphanumeric()) {
        if folded.len() >= MAX_KEY {
            return None;
        }
        folded.extend(letter.to_lowercase());
    }
    let at = KEYS.binary_search_by(|(known, _)| (*known).cmp(&folded)).ok()?;
    KEYS.get(at).map(|(_, meaning)| *meaning)
}

/// What a member of an author's table is: `{ name: Ada Roe, role: Reporter }`. Sorted.
static OF_AN_AUTHOR: &[(&str, Field)] = &[
    ("affiliation", Field::BylineAffiliation),
    ("displayname", Field::Byline),
    ("fullname", Field::Byline),
    ("jobtitle", Field::BylineRole),
    ("name", Field::Byline),
    ("organisation", Field::BylineAffiliation),
    ("organization", Field::BylineAffiliation),
    ("role", Field::BylineRole),
    ("title", Field::BylineRole),
];

/// What a member of an author's table is.
pub(crate) fn of_an_author(key: &str) -> Option<Field> {
    let letters = key.chars().filter(|letter| letter.is_alphanumeric()).take(MAX_KEY);
    let folded: String = letters.flat_map(char::to_lowercase).collect();
    let at = OF_AN_AUTHOR.binary_search_by(|(known, _)| (*known).cmp(&folded)).ok()?;
    OF_AN_AUTHOR.get(at).map(|(_, field)| *field)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted() {
        assert!(KEYS.windows(2).all(|pair| matches!(pair, [a, b] if a.0 < b.0)));
        assert!(OF_AN_AUTHOR.windows(2).all(|pair| matches!(pair, [a, b] if a.0 < b.0)));
        assert!(KEYS.iter().all(|(key, _)| key.len() <= MAX_KEY));
    }

    #[test]
    fn keys_are_found_in_any_spelling() {
        for key in ["publishDate", "publish_date", "Publish-Date", "PUBLISHDATE"] {
            assert_eq!(meaning(key), Some(Meaning::Date(Field::Published)), "{key}");
        }
        assert_eq!(meaning("wordpress_id"), None);
        assert_eq!(meaning(&"x".repeat(5_000)), None);
    }
}
