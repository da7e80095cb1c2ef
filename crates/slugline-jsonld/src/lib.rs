//! schema.org `NewsArticle` 30.0 as JSON-LD: the format `jsonld`, and the same for a script element of an HTML page.
//!
//! One article is a document of its own, pretty-printed; several are NDJSON, a line each. Only terms that schema.org has
//! for the type and has not superseded are written. What the vocabulary cannot say is reported.
//!
//! ```
//! use slugline_core::diagnostic::Diagnostics;
//! use slugline_core::model::{Article, Block, EditionHead, Span};
//! use slugline_core::plugin::{Context, Sink, Still};
//! use slugline_jsonld::Options;
//!
//! let mut article = Article::default();
//! article.head.headline = Some("Ferries stop".into());
//! article.body.push(Block::paragraph("No ferry left the harbour.", Span::DETACHED));
//!
//! let (mut out, mut diagnostics) = (Sink::memory(), Diagnostics::new());
//! let mut cx = Context::new(&mut diagnostics, &Still);
//! slugline_jsonld::write(&article, &EditionHead::default(), &Options::default(), &mut out, &mut cx)?;
//!
//! let json = String::from_utf8(out.finish()?)?;
//! assert!(json.contains(r#""headline": "Ferries stop""#));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod google;
mod kind;
mod loss;
mod news_article;
mod thing;

use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter, PrettyFormatter};
use slugline_core::diagnostic::Diagnostics;
use slugline_core::model::{Article, Edition, EditionHead, Field, FieldSet, PublisherField};
use slugline_core::plugin::{
    Arity, Carries, Context, FileType, Manifest, Offer, OptionHelp, OptionMap, Output, Plugin, Sink, World, Writer,
};
use slugline_core::{Error, Kind, Result};
use slugline_markup::script::Escaping;

use news_article::NewsArticle;

/// The plugin: writer `jsonld`.
#[derive(Clone, Copy, Debug, Default)]
pub struct JsonLd;

/// How JSON-LD is written.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Options {
    /// Whether the text of the article stands in `articleBody`. Default: yes. A page that shows the text can do without.
    pub body: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options { body: true }
    }
}

/// What reaches readers and search engines.
pub const CARRIES: Carries = Carries::to_public(FieldSet::ALL.without(&[
    Field::Slug,
    Field::Urgency,
    Field::Category,
    Field::WordCount,
    Field::EditorNote,
    Field::Embargo,
]))
.of_publisher(&PublisherField::ALL);

impl Plugin for JsonLd {
    fn manifest(&self) -> &Manifest {
        const OPTIONS: &[OptionHelp] = &[OptionHelp::new("body", "with the text as `articleBody`; default: true")];
        const OFFERS: &[Offer] = &[Offer::writer(
            "jsonld",
            "schema.org NewsArticle 30.0 as JSON-LD; several articles as NDJSON",
            FileType::text("jsonld", "application/ld+json"),
            CARRIES,
            OPTIONS,
        )];
        static MANIFEST: Manifest = Manifest::new("jsonld", env!("CARGO_PKG_VERSION"), OFFERS);
        &MANIFEST
    }

    fn writer(&self, name: &str, options: &OptionMap) -> Result<Box<dyn Writer>> {
        Ok(Box::new(JsonLdWriter(options.read(name)?)))
    }
}

struct JsonLdWriter(Options);

impl Writer for JsonLdWriter {
    fn arity(&self) -> Arity {
        Arity::Many
    }

    fn write(&self, edition: &Edition<'_>, out: &mut dyn Output, cx: &mut Context<'_>) -> Result<()> {
        let JsonLdWriter(options) = self;
        if let [article] = edition.articles {
            return write(article, edition.head, options, out.primary(), cx);
        }
        for (at, article) in edition.articles.iter().enumerate() {
            cx.for_article(at, |cx| {
                write_reported(article, edition.head, options, CompactFormatter, out.primary(), cx)
            })?;
        }
        Ok(())
    }
}

/// Writes one article as a document of its own, pretty-printed, with a newline at its end. What schema.org has no word for
/// and what the public may not see is reported to `cx`.
///
/// # Errors
///
/// None that an article can cause: [`Kind::Internal`] for a fault of the serialiser.
pub fn write(
    article: &Article<'_>,
    head: &EditionHead<'_>,
    options: &Options,
    out: &mut Sink,
    cx: &mut Context<'_>,
) -> Result<()> {
    write_reported(article, head, options, PrettyFormatter::new(), out, cx)
}

/// Writes one article in one line, without a newline, to stand between `<script type="application/ld+json">` and
/// `</script>`. No text can break out: `<`, `>`, `&`, U+2028, U+2029 and what HTML allows in no text are escapes.
///
/// Reports nothing. The page that holds it shows the same article and reports for both, a missing headline included; the
/// title is [`Article::title`].
///
/// # Errors
///
/// As for [`write`](fn@write).
pub fn write_script(
    article: &Article<'_>,
    head: &EditionHead<'_>,
    options: &Options,
    world: &dyn World,
    out: &mut Sink,
) -> Result<()> {
    let mut reported_by_page = Diagnostics::new();
    let mut cx = Context::new(&mut reported_by_page, world);
    let document = NewsArticle::new(article, head, options, &mut cx);
    serialize(&document, Escaping, out)
}

/// Writes one article and a newline, and reports.
fn write_reported(
    article: &Article<'_>,
    head: &EditionHead<'_>,
    options: &Options,
    layout: impl Formatter,
    out: &mut Sink,
    cx: &mut Context<'_>,
) -> Result<()> {
    let document = NewsArticle::new(article, head, options, cx);
    google::report(&document, cx);
    loss::report(article, options, cx);
    serialize(&document, layout, out)?;
    out.put(b"\n");
    Ok(())
}

fn serialize(document: &NewsArticle<'_>, layout: impl Formatter, out: &mut Sink) -> Result<()> {
    let mut serializer = serde_json::Serializer::with_formatter(out, layout);
    document
        .serialize(&mut serializer)
        .map_err(|fault| Error::new(Kind::Internal, "the article cannot be written as JSON").cause(fault))
}
