//! EPUB 3.3: the format `epub`, one book for one article or many, a chapter each.
//!
//! ```
//! use slugline_core::diagnostic::Diagnostics;
//! use slugline_core::model::{Article, Block, Edition, EditionHead, Span};
//! use slugline_core::plugin::{Context, Sink, Still};
//!
//! let mut article = Article::default();
//! article.head.headline = Some("Ferries stop".into());
//! article.body.push(Block::paragraph("No ferry left the harbour.", Span::DETACHED));
//! let edition = Edition { head: &EditionHead::default(), articles: &[article] };
//!
//! let (mut out, mut diagnostics) = (Sink::memory(), Diagnostics::new());
//! slugline_epub::write(&edition, &mut out, &mut Context::new(&mut diagnostics, &Still))?;
//!
//! let book = out.finish()?;
//! assert_eq!(book.get(30..58), Some(b"mimetypeapplication/epub+zip".as_slice()));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The same edition always gives the same bytes. What a book has no place for is reported. The members of the book, in
//! their order:
//!
//! | member | written by |
//! |---|---|
//! | `mimetype` | `container` |
//! | `META-INF/container.xml` | a constant |
//! | `EPUB/picture-001.jpg` and so on | `picture` |
//! | `EPUB/package.opf` | `package` |
//! | `EPUB/nav.xhtml` | `nav` |
//! | `EPUB/style.css` | a constant |
//! | `EPUB/cover.xhtml` | `cover` |
//! | `EPUB/chapter-001.xhtml` and so on | `chapter` |
//!
//! Features: `libdeflate` (members are packed by that library, which is C; on by default), `pure-rust` (they are packed by
//! crates in Rust alone, at a lower speed; used where `libdeflate` is off). One of the two is needed.

mod accessibility;
mod book;
mod chapter;
mod container;
mod cover;
mod loss;
mod nav;
mod package;
mod packer;
mod page;
mod picture;
mod xml;

use slugline_core::model::{Edition, Field, FieldSet, PublisherField};
use slugline_core::plugin::{
    Arity, Carries, Context, FileType, Manifest, NoOptions, Offer, OptionMap, Output, Plugin, Sink, Writer,
};
use slugline_core::{Error, Kind, Result};

use book::Book;
use container::Container;
use picture::Pictures;

/// The plugin: writer `epub`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Epub;

/// What the chapters and the package of a book say.
const CARRIES: Carries = Carries::to_public(FieldSet::ALL.without(&[
    Field::Slug,
    Field::Urgency,
    Field::Category,
    Field::WordCount,
    Field::EditorNote,
    Field::Status,
    Field::Version,
    Field::Embargo,
    Field::Url,
]))
.of_publisher(&[PublisherField::Name, PublisherField::Copyright]);

impl Plugin for Epub {
    fn manifest(&self) -> &Manifest {
        const OFFERS: &[Offer] = &[Offer::writer(
            "epub",
            "EPUB 3.3, a chapter per article",
            FileType::binary("epub", container::MEDIA_TYPE),
            CARRIES,
            &[],
        )];
        static MANIFEST: Manifest = Manifest::new("epub", env!("CARGO_PKG_VERSION"), OFFERS);
        &MANIFEST
    }

    fn writer(&self, name: &str, options: &OptionMap) -> Result<Box<dyn Writer>> {
        options.read::<NoOptions>(name)?;
        Ok(Box::new(EpubWriter))
    }
}

struct EpubWriter;

impl Writer for EpubWriter {
    fn arity(&self) -> Arity {
        Arity::Many
    }

    fn write(&self, edition: &Edition<'_>, out: &mut dyn Output, cx: &mut Context<'_>) -> Result<()> {
        write(edition, out.primary(), cx)
    }
}

/// Writes the edition as a book. What a book has no place for, and what the public may not see, is reported to `cx`.
///
/// # Errors
///
/// [`Kind::Invalid`] for an edition without articles; [`Kind::Unsupported`] for one that needs ZIP64: 4 GiB, or more than
/// 65,000 chapters.
pub fn write(edition: &Edition<'_>, out: &mut Sink, cx: &mut Context<'_>) -> Result<()> {
    let Some(book) = Book::new(edition, cx) else {
        return Err(Error::new(Kind::Invalid, "an edition without articles makes no book"));
    };
    let mut container = Container::begin(out)?;
    container.add("META-INF/container.xml", include_bytes!("container.xml"))?;
    let pictures = Pictures::embed(edition.articles, &mut container, cx)?;
    container.add("EPUB/package.opf", &package::write(&book, &pictures))?;
    container.add("EPUB/nav.xhtml", &nav::write(&book))?;
    container.add("EPUB/style.css", include_bytes!("style.css"))?;
    container.add(&["EPUB/", cover::FILE].concat(), &cover::write(&book))?;
    for chapter in &book.chapters {
        let page = cx.for_article(chapter.at, |cx| chapter.write(&pictures, cx));
        container.add(&["EPUB/", &chapter.file].concat(), &page)?;
    }
    container.finish()
}
