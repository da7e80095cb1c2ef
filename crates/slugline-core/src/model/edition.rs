//! What a writer is given: articles, and who publishes them.

use super::{Article, Text};

/// One article or many, to be written as one.
#[derive(Clone, Copy, Debug)]
pub struct Edition<'a> {
    /// What is said about all of them.
    pub head: &'a EditionHead<'a>,
    /// The articles, in the order to be written. Never empty.
    pub articles: &'a [Article<'a>],
}

/// What is said about an edition as a whole.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EditionHead<'a> {
    /// Title of the edition: of the book, of the feed. Absent: a writer that needs one takes the first article's headline.
    pub title: Option<Text<'a>>,
    /// Identifier of the edition. Absent: made from the articles'.
    pub identifier: Option<Text<'a>>,
    /// Who publishes it.
    pub publisher: Publisher<'a>,
}

/// Who publishes an edition, as `[publisher]` of `slugline.toml` or `--set publisher.KEY=VALUE` say it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Publisher<'a> {
    /// Name for people: `The Harbour Times`. Absent: writers that need one say `unknown`.
    pub name: Option<Text<'a>>,
    /// Home page.
    pub url: Option<Text<'a>>,
    /// Address of the logo, a picture.
    pub logo: Option<Text<'a>>,
    /// Domain name or e-mail address that identifiers are made with, as RFC 4151 has it: `harbourtimes.example`.
    /// Absent: identifiers are `urn:uuid:`.
    pub authority: Option<Text<'a>>,
    /// Copyright notice.
    pub copyright: Option<Text<'a>>,
    /// What may be done with the articles: a sentence, or the address of a page that says it.
    pub usage_terms: Option<Text<'a>>,
    /// Schemes of the publisher's own, in the order of their aliases.
    pub catalogs: Vec<Catalog<'a>>,
}

/// A scheme of codes that a publisher keeps.
#[derive(Clone, Debug, PartialEq)]
pub struct Catalog<'a> {
    /// What stands for it before a code: `topic` in `topic:strike`.
    pub alias: Text<'a>,
    /// Its address: what stands before the code in the address of what the code means.
    pub scheme: Text<'a>,
}

impl Catalog<'_> {
    /// The alias of the scheme that sections are codes of.
    pub const SECTIONS: &'static str = "section";
}

impl Publisher<'_> {
    /// The publisher's own scheme with this alias.
    pub fn scheme(&self, alias: &str) -> Option<&str> {
        self.catalogs.iter().find(|catalog| catalog.alias == alias).map(|catalog| &*catalog.scheme)
    }
}
