//! ninjs, "News in JSON", 3.1 and 2.2: an article as a news object with its body as HTML.
//!
//! ```
//! use slugline_core::{diagnostic::Diagnostics, model::{Article, Block, Head, Publisher, Span}, plugin::{Context, Sink, Still}};
//! use slugline_ninjs::{Options, Version, write_article};
//!
//! let head = Head { headline: Some("Ferries stop as crews walk out".into()), ..Head::default() };
//! let article = Article { head, body: vec![Block::paragraph("No ferry left the harbour.", Span::DETACHED)] };
//! let (mut out, mut diagnostics) = (Sink::memory(), Diagnostics::new());
//! let mut cx = Context::new(&mut diagnostics, &Still);
//! write_article(&article, &Publisher::default(), Version::V3, &Options::default(), &mut out, &mut cx)?;
//! let ninjs = String::from_utf8(out.finish()?)?;
//! assert!(ninjs.contains(r#""value": "<p>No ferry left the harbour.</p>\n""#));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! - [`NinJs`] is the plugin; its writers have the names `ninjs` and `ninjs-2`.
//! - [`write_article`] is the same for a program, and [`Version`] the choice between the two.
//! - [`Options`] say how.
//!
//! What is where: `news_object` has the properties in their order, `party`, `subject` and `picture` what stands in their
//! lists, `dates` when things happened; `spelling` knows what 2.x calls them. No setting is needed, nothing is made up.

mod body;
mod dates;
mod news_object;
mod page;
mod party;
mod picture;
mod spelling;
mod subject;

use serde::Serialize;
use slugline_core::model::{Article, Edition, Field, FieldSet, Publisher, PublisherField};
use slugline_core::plugin::{
    Arity, Carries, Context, FileType, Manifest, Offer, OptionHelp, OptionMap, Output, Plugin, Sink, Writer,
};
use slugline_core::{Error, Kind, Result};
use slugline_item::scheme::check_section_scheme;

use crate::news_object::NewsObject;
pub use crate::spelling::Version;

/// The plugin that writes ninjs: formats `ninjs` and `ninjs-2`.
#[derive(Clone, Copy, Debug, Default)]
pub struct NinJs;

/// How ninjs is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Options {
    /// Absolute IRI of the publisher's own scheme of sections, such as `https://harbourtimes.example/sections/`. A section
    /// is then identified by it and its own slug. Default: none; a section is a name. What is no IRI the plugin refuses, and
    /// [`write_article`] takes for none.
    pub section_scheme: Option<String>,
    /// Whether the body stands there as plain text too. Default: no.
    pub plain_text: bool,
}

const V3: &str = "ninjs";
const V2: &str = "ninjs-2";

static OPTIONS: [OptionHelp; 2] = [
    OptionHelp::new("plain_text", "the body as plain text too; default: false"),
    OptionHelp::new(
        "section_scheme",
        "IRI of your own scheme of sections, which then have IRIs in it; default: none, sections by name",
    ),
];

/// What receivers are told.
const CARRIES: Carries =
    Carries::to_newsrooms(FieldSet::ALL.without(&[Field::BylineRole, Field::BylineAffiliation, Field::WordCount]))
        .of_publisher(&[
            PublisherField::Name,
            PublisherField::Url,
            PublisherField::Copyright,
            PublisherField::UsageTerms,
        ]);

const OFFERS: &[Offer] = &[
    Offer::writer(
        V3,
        "ninjs 3.1 (News in JSON), body as HTML",
        FileType::text("ninjs.json", "application/json"),
        CARRIES,
        &OPTIONS,
    ),
    Offer::writer(
        V2,
        "ninjs 2.2, for receivers of 2.x",
        FileType::text("ninjs2.json", "application/json"),
        CARRIES,
        &OPTIONS,
    ),
];
static MANIFEST: Manifest = Manifest::new("ninjs", env!("CARGO_PKG_VERSION"), OFFERS);

impl Plugin for NinJs {
    fn manifest(&self) -> &Manifest {
        &MANIFEST
    }

    fn writer(&self, name: &str, options: &OptionMap) -> Result<Box<dyn Writer>> {
        let options: Options = options.read(name)?;
        check_section_scheme(name, options.section_scheme.as_deref())?;
        let version = if name == V2 { Version::V2 } else { Version::V3 };
        Ok(Box::new(ObjectWriter { version, options }))
    }
}

struct ObjectWriter {
    version: Version,
    options: Options,
}

impl Writer for ObjectWriter {
    fn arity(&self) -> Arity {
        Arity::One
    }

    fn write(&self, edition: &Edition<'_>, out: &mut dyn Output, cx: &mut Context<'_>) -> Result<()> {
        let Some(article) = edition.articles.first() else { return Ok(()) };
        write_article(article, &edition.head.publisher, self.version, &self.options, out.primary(), cx)
    }
}

/// Writes `article` to `out` as a JSON object, pretty-printed, with a newline at its end, and reports to `cx` what ninjs
/// cannot say.
///
/// What the article holds cannot make it invalid; `docs/formats/ninjs.md` lists what becomes of each field.
///
/// # Errors
///
/// None that an article can cause: [`Kind::Internal`] for a fault of the serialiser.
pub fn write_article(
    article: &Article<'_>,
    publisher: &Publisher<'_>,
    version: Version,
    options: &Options,
    out: &mut Sink,
    cx: &mut Context<'_>,
) -> Result<()> {
    let object = NewsObject::new(article, publisher, version, options, cx);
    let mut serializer = serde_json::Serializer::pretty(&mut *out);
    let written = object.serialize(&mut serializer);
    written.map_err(|fault| Error::new(Kind::Internal, "the article cannot be written as JSON").cause(fault))?;
    out.put(b"\n");
    Ok(())
}
