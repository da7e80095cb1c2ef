//! NewsML-G2 2.35, conformance level power: an article as a `newsItem` with its body as XHTML or NITF, several as a
//! `newsMessage`.
//!
//! ```
//! use slugline_core::diagnostic::Diagnostics;
//! use slugline_core::model::{Article, Block, Edition, EditionHead, Head, Span};
//! use slugline_core::plugin::{Context, Sink, Still};
//! use slugline_newsml::{Options, write};
//!
//! let head = Head { headline: Some("Ferries stop as crews walk out".into()), ..Head::default() };
//! let body = vec![Block::paragraph("No ferry left the harbour on Monday.", Span::DETACHED)];
//! let edition = Edition { head: &EditionHead::default(), articles: &[Article { head, body }] };
//!
//! let (mut out, mut diagnostics) = (Sink::memory(), Diagnostics::new());
//! write(&edition, &Options::default(), &mut out, &mut Context::new(&mut diagnostics, &Still));
//!
//! let item = String::from_utf8(out.finish()?)?;
//! assert!(item.contains("<headline>Ferries stop as crews walk out</headline>"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! - [`NewsMl`] is the plugin; its writer has the name `newsml-g2`.
//! - [`write()`] is the same for a program.
//! - [`Options`] say how.
//!
//! What is where: `document` decides what is one item and what a message, `identity` names the items; `news_item` writes the
//! root, `item_meta`, `content_meta` and `content_set` its three parts, `party`, `subject` and `picture` what several of them
//! name. No setting is needed, nothing is made up: what is missing is left out, or named `unknown` where the standard insists.

mod content_meta;
mod content_set;
mod document;
mod identity;
mod item;
mod item_meta;
mod news_item;
mod party;
mod picture;
mod subject;

use slugline_core::Result;
use slugline_core::model::{Edition, Field, FieldSet, PublisherField};
use slugline_core::plugin::{
    Arity, Carries, Context, FileType, Manifest, Offer, OptionHelp, OptionMap, Output, Plugin, Writer,
};
use slugline_item::scheme::check_section_scheme;

pub use crate::document::write;

/// The plugin that writes NewsML-G2: format `newsml-g2`.
#[derive(Clone, Copy, Debug, Default)]
pub struct NewsMl;

/// How NewsML-G2 is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Options {
    /// Absolute IRI of the publisher's own scheme of sections, such as `https://harbourtimes.example/sections/`. A section
    /// is then a code of it, bound by an inline catalog: `section:world`. Default: none; a section is a literal. What is no IRI
    /// the plugin refuses, and [`write()`] takes for none.
    pub section_scheme: Option<String>,
    /// What the body is written as. Default: XHTML.
    pub body: Body,
    /// Whether the body stands there as plain text too. Default: no.
    pub plain_text: bool,
    /// Whether one article too becomes a `newsMessage`, with an item for each of its pictures. Default: no; it is a `newsItem`
    /// with links to its pictures.
    pub message: bool,
}

/// What the body is written as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Body {
    /// One XHTML page.
    #[default]
    Xhtml,
    /// NITF 3.6, without its head.
    Nitf,
}

impl Body {
    fn media_type(self) -> &'static str {
        match self {
            Body::Xhtml => "application/xhtml+xml",
            Body::Nitf => "application/nitf+xml",
        }
    }
}

const NAME: &str = "newsml-g2";

const OFFERS: &[Offer] = &[Offer::writer(
    NAME,
    "NewsML-G2 2.35, power conformance, body as XHTML or NITF",
    FileType::text("newsml.xml", "application/vnd.iptc.g2.newsitem+xml"),
    Carries::to_newsrooms(FieldSet::ALL.without(&[Field::WordCount])).of_publisher(&[
        PublisherField::Name,
        PublisherField::Url,
        PublisherField::Copyright,
        PublisherField::UsageTerms,
    ]),
    &OPTIONS,
)];
static MANIFEST: Manifest = Manifest::new("newsml", env!("CARGO_PKG_VERSION"), OFFERS);

static OPTIONS: [OptionHelp; 4] = [
    OptionHelp::new("body", "`xhtml` or `nitf`; default: xhtml"),
    OptionHelp::new("plain_text", "the body as plain text too; default: false"),
    OptionHelp::new(
        "message",
        "a newsMessage also of one article, with an item for each of its pictures; default: false, only of several",
    ),
    OptionHelp::new(
        "section_scheme",
        "IRI of your own scheme of sections, which then are codes of it; default: none, sections by name",
    ),
];

impl Plugin for NewsMl {
    fn manifest(&self) -> &Manifest {
        &MANIFEST
    }

    fn writer(&self, name: &str, options: &OptionMap) -> Result<Box<dyn Writer>> {
        let options: Options = options.read(name)?;
        check_section_scheme(name, options.section_scheme.as_deref())?;
        Ok(Box::new(ItemWriter(options)))
    }
}

struct ItemWriter(Options);

impl Writer for ItemWriter {
    fn arity(&self) -> Arity {
        Arity::Many
    }

    fn write(&self, edition: &Edition<'_>, out: &mut dyn Output, cx: &mut Context<'_>) -> Result<()> {
        write(edition, &self.0, out.primary(), cx);
        Ok(())
    }
}
