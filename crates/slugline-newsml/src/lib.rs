//! NewsML-G2 2.35, conformance level power: an article as a `newsItem` with its body as XHTML.
//!
//! ```
//! use slugline_core::{diagnostic::Diagnostics, model::{Article, Block, Head, Publisher, Span}, plugin::{Context, Sink, Still}};
//! use slugline_newsml::{Options, write_article};
//!
//! let head = Head { headline: Some("Ferries stop as crews walk out".into()), ..Head::default() };
//! let body = vec![Block::paragraph("No ferry left the harbour on Monday.", Span::DETACHED)];
//! let (mut out, mut diagnostics) = (Sink::memory(), Diagnostics::new());
//! let mut cx = Context::new(&mut diagnostics, &Still);
//! write_article(&Article { head, body }, &Publisher::default(), &Options::default(), &mut out, &mut cx);
//! let item = String::from_utf8(out.finish()?)?;
//! assert!(item.contains("<headline>Ferries stop as crews walk out</headline>"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! - [`NewsMl`] is the plugin; its writer has the name `newsml-g2`.
//! - [`write_article`] is the same for a program.
//! - [`Options`] say how.
//!
//! What is where: `news_item` writes the root, `item_meta`, `content_meta` and `content_set` its three parts, `party` and
//! `subject` what several of them name. No setting is needed, nothing is made up: what is missing is left out, or named `unknown` where the standard insists.

mod content_meta;
mod content_set;
mod item;
mod item_meta;
mod news_item;
mod party;
mod subject;

use slugline_core::model::{Article, Edition, Field, FieldSet, Publisher};
use slugline_core::plugin::{
    Arity, Carries, Context, FileType, Manifest, Offer, OptionHelp, OptionMap, Output, Plugin, Sink, Writer,
};
use slugline_core::{Error, Kind, Result};
use slugline_markup::is_iri;
use slugline_markup::xml::Xml;

use crate::news_item::write_item;

/// The plugin that writes NewsML-G2: format `newsml-g2`.
#[derive(Clone, Copy, Debug, Default)]
pub struct NewsMl;

/// How NewsML-G2 is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Options {
    /// Absolute IRI of the publisher's own scheme of sections, such as `https://harbourtimes.example/sections/`. A section
    /// is then a code of it, bound by an inline catalog: `section:world`. Default: none; a section is a literal. What is no IRI
    /// the plugin refuses, and [`write_article`] takes for none.
    pub section_scheme: Option<String>,
}

const NAME: &str = "newsml-g2";

const OFFERS: &[Offer] = &[Offer::writer(
    NAME,
    "NewsML-G2 2.35, power conformance, body as XHTML",
    FileType::text("newsml.xml", "application/vnd.iptc.g2.newsitem+xml"),
    Carries::to_newsrooms(FieldSet::ALL.without(&[Field::WordCount])),
    &OPTIONS,
)];
static MANIFEST: Manifest = Manifest::new("newsml", env!("CARGO_PKG_VERSION"), OFFERS);

static OPTIONS: [OptionHelp; 1] = [OptionHelp::new(
    "section_scheme",
    "IRI of your own scheme of sections, which then are codes of it; default: none, sections by name",
)];

impl Plugin for NewsMl {
    fn manifest(&self) -> &Manifest {
        &MANIFEST
    }

    fn writer(&self, name: &str, options: &OptionMap) -> Result<Box<dyn Writer>> {
        let options: Options = options.read(name)?;
        if let Some(scheme) = options.section_scheme.as_deref().filter(|scheme| !is_iri(scheme)) {
            let message = format!("option `{name}.section_scheme`: expected an absolute IRI, found `{scheme}`");
            return Err(Error::new(Kind::Usage, message).help("such as `https://harbourtimes.example/sections/`"));
        }
        Ok(Box::new(ItemWriter(options)))
    }
}

struct ItemWriter(Options);

impl Writer for ItemWriter {
    fn arity(&self) -> Arity {
        Arity::One
    }

    fn write(&self, edition: &Edition<'_>, out: &mut dyn Output, cx: &mut Context<'_>) -> Result<()> {
        if let Some(article) = edition.articles.first() {
            write_article(article, &edition.head.publisher, &self.0, out.primary(), cx);
        }
        Ok(())
    }
}

/// Writes `article` to `out` as an XML document of one `newsItem`, UTF-8, and reports to `cx` what NewsML-G2 cannot say.
///
/// What the article holds cannot make it invalid; `docs/formats/newsml-g2.md` lists what becomes of each field.
///
/// Source: NewsML-G2 2.35, XML Schema All-Power.
pub fn write_article(
    article: &Article<'_>,
    publisher: &Publisher<'_>,
    options: &Options,
    out: &mut Sink,
    cx: &mut Context<'_>,
) {
    let mut xml = Xml::new(out, cx);
    xml.declaration();
    write_item(article, publisher, options, &mut xml);
    xml.end_line();
}
