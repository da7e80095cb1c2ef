//! NITF 3.6, in its namespace: an article as a document of its own.
//!
//! ```
//! use slugline_core::{diagnostic::Diagnostics, model::{Article, Block, Head, Publisher, Span}, plugin::{Context, Sink, Still}};
//! use slugline_nitf::write_article;
//!
//! let head = Head { headline: Some("Ferries stop as crews walk out".into()), ..Head::default() };
//! let body = vec![Block::paragraph("No ferry left the harbour on Monday.", Span::DETACHED)];
//! let (mut out, mut diagnostics) = (Sink::memory(), Diagnostics::new());
//! let mut cx = Context::new(&mut diagnostics, &Still);
//! write_article(&Article { head, body }, &Publisher::default(), &mut out, &mut cx);
//! let nitf = String::from_utf8(out.finish()?)?;
//! assert!(nitf.contains("<hl1>Ferries stop as crews walk out</hl1>"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! - [`Nitf`] is the plugin; its writer has the name `nitf`. It has no options.
//! - [`write_article`] is the same for a program.
//! - [`write_inline`] writes a [`Story`] into the document of another format, such as a `newsItem`.
//!
//! What is where: `story` looks at the article, `document` writes the root, `docdata` what systems are told, `subject` what the
//! story is about, `body` what people read. The text itself is the third syntax of `slugline-markup`.

mod body;
mod docdata;
mod document;
mod norm;
mod story;
mod subject;

use slugline_core::Result;
use slugline_core::model::{Article, Edition, Field, FieldSet, Publisher, PublisherField};
use slugline_core::plugin::{
    Arity, Carries, Context, FileType, Manifest, NoOptions, Offer, OptionMap, Output, Plugin, Sink, Writer,
};
use slugline_markup::xml::Xml;

use crate::document::write_document;
pub use crate::document::write_inline;
pub use crate::story::Story;

/// The plugin that writes NITF: format `nitf`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Nitf;

/// What receivers are told.
const CARRIES: Carries = Carries::to_newsrooms(FieldSet::ALL.without(&[Field::WordCount]))
    .of_publisher(&[PublisherField::Name, PublisherField::Copyright]);

const OFFERS: &[Offer] = &[Offer::writer(
    "nitf",
    "NITF 3.6, with namespace",
    FileType::text("nitf.xml", "application/nitf+xml"),
    CARRIES,
    &[],
)];
static MANIFEST: Manifest = Manifest::new("nitf", env!("CARGO_PKG_VERSION"), OFFERS);

impl Plugin for Nitf {
    fn manifest(&self) -> &Manifest {
        &MANIFEST
    }

    fn writer(&self, name: &str, options: &OptionMap) -> Result<Box<dyn Writer>> {
        options.read::<NoOptions>(name)?;
        Ok(Box::new(DocumentWriter))
    }
}

struct DocumentWriter;

impl Writer for DocumentWriter {
    fn arity(&self) -> Arity {
        Arity::One
    }

    fn write(&self, edition: &Edition<'_>, out: &mut dyn Output, cx: &mut Context<'_>) -> Result<()> {
        if let Some(article) = edition.articles.first() {
            write_article(article, &edition.head.publisher, out.primary(), cx);
        }
        Ok(())
    }
}

/// Writes `article` to `out` as a NITF document, UTF-8, and reports to `cx` what NITF cannot say.
///
/// What the article holds cannot make it invalid; `docs/formats/nitf.md` lists what becomes of each field.
///
/// Source: NITF 3.6, XML Schema.
pub fn write_article(article: &Article<'_>, publisher: &Publisher<'_>, out: &mut Sink, cx: &mut Context<'_>) {
    let mut xml = Xml::new(out, cx);
    xml.declaration();
    write_document(article, publisher, &mut xml);
    xml.end_line();
}
