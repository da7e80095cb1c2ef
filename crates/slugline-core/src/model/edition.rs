//! What a writer is given: articles, and who publishes them.

use super::{Article, Text, into_owned};

/// One article or many, to be written as one.
#[derive(Clone, Copy, Debug)]
pub struct Edition<'a> {
    /// What is said about all of them.
    pub head: &'a EditionHead<'a>,
    /// The articles, in the order to be written. Never empty.
    pub articles: &'a [Article<'a>],
}

/// What is said about an edition as a whole. In JSON, what is absent is left out.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(bound(deserialize = "'de: 'a"), default)]
pub struct EditionHead<'a> {
    /// Title of the edition: of the book, of the feed. Absent: a writer that needs one takes the first article's headline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<Text<'a>>,
    /// Identifier of the edition. Absent: made from the articles'.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identifier: Option<Text<'a>>,
    /// Who publishes it.
    pub publisher: Publisher<'a>,
}

/// Who publishes an edition, as `[publisher]` of `slugline.toml` or `--set publisher.KEY=VALUE` say it.
#[derive(Clone, Debug, Default, PartialEq, Hash, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(bound(deserialize = "'de: 'a"), default)]
pub struct Publisher<'a> {
    /// Name for people: `The Harbour Times`. Absent: writers that need one say `unknown`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Text<'a>>,
    /// Home page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<Text<'a>>,
    /// Address of the logo, a picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logo: Option<Text<'a>>,
    /// Domain name or e-mail address that identifiers are made with, as RFC 4151 has it: `harbourtimes.example`.
    /// Absent: identifiers are `urn:uuid:`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authority: Option<Text<'a>>,
    /// Copyright notice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub copyright: Option<Text<'a>>,
    /// What may be done with the articles: a sentence, or the address of a page that says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub usage_terms: Option<Text<'a>>,
    /// Schemes of the publisher's own, in the order of their aliases.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub catalogs: Vec<Catalog<'a>>,
}

/// What readers see of a [`Publisher`]: which of it a format has a place for. Identifiers are made with the authority, and
/// codes with the schemes; no format shows those for themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PublisherField {
    /// [`Publisher::name`]
    Name,
    /// [`Publisher::url`]
    Url,
    /// [`Publisher::logo`]
    Logo,
    /// [`Publisher::copyright`]
    Copyright,
    /// [`Publisher::usage_terms`]
    UsageTerms,
}

impl PublisherField {
    /// All of them, in the order of the publisher.
    pub const ALL: [PublisherField; 5] = [
        PublisherField::Name,
        PublisherField::Url,
        PublisherField::Logo,
        PublisherField::Copyright,
        PublisherField::UsageTerms,
    ];

    /// The key that sets it: `publisher.usage-terms`.
    pub const fn key(self) -> &'static str {
        match self {
            PublisherField::Name => "publisher.name",
            PublisherField::Url => "publisher.url",
            PublisherField::Logo => "publisher.logo",
            PublisherField::Copyright => "publisher.copyright",
            PublisherField::UsageTerms => "publisher.usage-terms",
        }
    }

    /// The field in words, for a message: `home page`.
    pub const fn words(self) -> &'static str {
        match self {
            PublisherField::Name => "name",
            PublisherField::Url => "home page",
            PublisherField::Logo => "logo",
            PublisherField::Copyright => "copyright notice",
            PublisherField::UsageTerms => "usage terms",
        }
    }
}

/// Some of the fields of a publisher.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PublisherFieldSet(u8);

impl PublisherFieldSet {
    /// None of them.
    pub const NONE: PublisherFieldSet = PublisherFieldSet(0);

    /// The same, with `field`.
    #[must_use]
    pub const fn with(self, field: PublisherField) -> PublisherFieldSet {
        PublisherFieldSet(self.0 | 1 << field as u8)
    }

    /// Whether `field` is among them.
    pub const fn has(self, field: PublisherField) -> bool {
        self.0 & 1 << field as u8 != 0
    }
}

/// A scheme of codes that a publisher keeps.
#[derive(Clone, Debug, PartialEq, Hash, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(bound(deserialize = "'de: 'a"))]
pub struct Catalog<'a> {
    /// What stands for it before a code: `topic` in `topic:strike`.
    pub alias: Text<'a>,
    /// Its address: what stands before the code in the address of what the code means.
    pub scheme: Text<'a>,
}

into_owned!(EditionHead { title, identifier, publisher });
into_owned!(Publisher { name, url, logo, authority, copyright, usage_terms, catalogs });
into_owned!(Catalog { alias, scheme });

impl Catalog<'_> {
    /// The alias of the scheme that sections are codes of.
    pub const SECTIONS: &'static str = "section";
}

impl Publisher<'_> {
    /// Whether the field is set.
    pub const fn has(&self, field: PublisherField) -> bool {
        match field {
            PublisherField::Name => self.name.is_some(),
            PublisherField::Url => self.url.is_some(),
            PublisherField::Logo => self.logo.is_some(),
            PublisherField::Copyright => self.copyright.is_some(),
            PublisherField::UsageTerms => self.usage_terms.is_some(),
        }
    }

    /// The publisher's own scheme with this alias.
    pub fn scheme(&self, alias: &str) -> Option<&str> {
        self.catalogs.iter().find(|catalog| catalog.alias == alias).map(|catalog| &*catalog.scheme)
    }
}
