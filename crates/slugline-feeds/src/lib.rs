//! Feeds: RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1. The articles of a job are the entries of one feed.
//!
//! ```
//! use slugline_core::diagnostic::Diagnostics;
//! use slugline_core::model::{Article, Block, Edition, EditionHead, Span};
//! use slugline_core::plugin::{Context, Sink, Still};
//! use slugline_feeds::{Format, Options, write};
//!
//! let mut article = Article::default();
//! article.head.headline = Some("Ferries stop".into());
//! article.body.push(Block::paragraph("No ferry left the harbour.", Span::DETACHED));
//! let edition = Edition { head: &EditionHead::default(), articles: &[article] };
//!
//! let (mut out, mut diagnostics) = (Sink::memory(), Diagnostics::new());
//! let mut cx = Context::new(&mut diagnostics, &Still);
//! write(&edition, Format::Rss, &Options::default(), &mut out, &mut cx)?;
//! let rss = String::from_utf8(out.finish()?)?;
//! assert!(rss.contains("<content:encoded><![CDATA[<p>No ferry left the harbour.</p>\n]]></content:encoded>"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! - [`Feeds`] is the plugin; its writers have the names `rss`, `atom` and `jsonfeed`.
//! - [`write`](fn@write) is the same for a program, and [`Format`] the choice among the three.
//! - [`Options`] say what neither the articles nor the publisher's settings can.
//!
//! What is where: `feed` is what is said about a feed, `entry` what about an article; `said`, `dates`, `category` and
//! `picture` are their parts, `missing` what nobody set. `rss`, `atom` and `json_feed` spell both. A
//! feed is looked at as a whole once, for what its entries have in common; then each entry goes to the sink before the next is
//! looked at.

mod atom;
mod category;
mod dates;
mod entry;
mod feed;
mod format;
mod json_feed;
mod missing;
mod picture;
mod rss;
mod said;
mod xml;

use slugline_core::model::{Edition, Field, FieldSet, PublisherField};
use slugline_core::plugin::{
    Arity, Carries, Context, FileType, Manifest, Offer, OfferKind, OptionHelp, OptionMap, Output, Plugin, Sink, Writer,
};
use slugline_core::{Error, Kind, Result};
use slugline_markup::web_address;

use crate::feed::Feed;
pub use crate::format::Format;

/// The plugin that writes feeds: formats `rss`, `atom` and `jsonfeed`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Feeds;

/// How a feed is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Options {
    /// The address that the feed itself will have, such as `https://harbourtimes.example/news.rss`: readers subscribe to it.
    /// Default: none, and the feed does not say. What is no address on the web the plugin refuses, and [`write`](fn@write)
    /// takes for none.
    pub feed_url: Option<String>,
    /// What the feed is about, in a sentence. Default: none; RSS, which must have one, repeats the title.
    pub description: Option<String>,
}

static OPTIONS: [OptionHelp; 2] = [
    OptionHelp::new("feed_url", "address that the feed itself will have; default: none"),
    OptionHelp::new("description", "what the feed is about, in a sentence; default: none"),
];

/// What an entry says in every format.
const SAID: FieldSet = FieldSet::ALL.without(&[
    Field::BylineRole,
    Field::BylineAffiliation,
    Field::Slug,
    Field::Urgency,
    Field::Category,
    Field::WordCount,
    Field::Credit,
    Field::Version,
    Field::EditorNote,
    Field::Status,
    Field::Embargo,
]);

/// What a feed says of the publisher.
const OWNER: &[PublisherField] =
    &[PublisherField::Name, PublisherField::Url, PublisherField::Logo, PublisherField::Copyright];

/// What a JSON Feed says of the publisher, who has no rights there.
const JSON_OWNER: &[PublisherField] = &[PublisherField::Name, PublisherField::Url, PublisherField::Logo];

const OFFERS: &[Offer] = &[
    Offer::writer(
        Format::Rss.name(),
        "RSS 2.0 with the text of each article; several articles as one feed",
        FileType::text("rss", "application/rss+xml"),
        Carries::to_public(SAID.without(&[Field::Updated])).of_publisher(OWNER),
        &OPTIONS,
    ),
    Offer::writer(
        Format::Atom.name(),
        "Atom feed (RFC 4287), an entry per article, its text as XHTML",
        FileType::text("atom", "application/atom+xml"),
        Carries::to_public(SAID).of_publisher(OWNER),
        &OPTIONS,
    ),
    Offer::writer(
        Format::JsonFeed.name(),
        "JSON Feed 1.1, an item per article, its text as HTML",
        FileType::text("feed.json", "application/feed+json"),
        Carries::to_public(SAID.without(&[Field::Rights])).of_publisher(JSON_OWNER),
        &OPTIONS,
    ),
];
static MANIFEST: Manifest = Manifest::new("feeds", env!("CARGO_PKG_VERSION"), OFFERS);

impl Plugin for Feeds {
    fn manifest(&self) -> &Manifest {
        &MANIFEST
    }

    fn writer(&self, name: &str, options: &OptionMap) -> Result<Box<dyn Writer>> {
        let Some(format) = Format::named(name) else {
            return Err(self.not_offered(OfferKind::Writer, name));
        };
        let options: Options = options.read(name)?;
        if let Some(address) = options.feed_url.as_deref().filter(|address| web_address(address).is_none()) {
            let message = format!("option `{name}.feed_url`: expected an address on the web, found `{address}`");
            return Err(Error::new(Kind::Usage, message).help("such as `https://harbourtimes.example/news.rss`"));
        }
        Ok(Box::new(FeedWriter { format, options }))
    }
}

struct FeedWriter {
    format: Format,
    options: Options,
}

impl Writer for FeedWriter {
    fn arity(&self) -> Arity {
        Arity::Many
    }

    fn write(&self, edition: &Edition<'_>, out: &mut dyn Output, cx: &mut Context<'_>) -> Result<()> {
        write(edition, self.format, &self.options, out.primary(), cx)
    }
}

/// Writes the edition to `out` as one feed, an entry for each article in their order, and reports to `cx` what the format
/// cannot say and what it must have and did not get.
///
/// What the articles hold cannot make it invalid; the pages of `docs/formats/` list what becomes of each field.
///
/// # Errors
///
/// None that an article can cause: [`Kind::Internal`] for a fault of the JSON serialiser.
pub fn write(
    edition: &Edition<'_>,
    format: Format,
    options: &Options,
    out: &mut Sink,
    cx: &mut Context<'_>,
) -> Result<()> {
    let feed = Feed::of(edition, format, options, cx);
    match format {
        Format::Rss => rss::write_feed(&feed, out, cx),
        Format::Atom => atom::write_feed(&feed, out, cx),
        Format::JsonFeed => return json_feed::write_feed(&feed, out, cx),
    }
    Ok(())
}
