//! Writing a feed, for every test.

pub(crate) mod rules;

use slugline_core::diagnostic::{Diagnostic, Diagnostics};
use slugline_core::model::{Article, Edition, EditionHead, Publisher};
use slugline_core::plugin::{Context, Sink, Still};
use slugline_feeds::{Format, Options, write};

pub(crate) const FORMATS: [Format; 3] = [Format::Rss, Format::Atom, Format::JsonFeed];

/// The only lines that call the writer.
pub(crate) fn written(
    articles: &[Article<'_>],
    head: &EditionHead<'_>,
    format: Format,
    options: &Options,
) -> (String, Vec<Diagnostic>) {
    let (mut out, mut diagnostics) = (Sink::memory(), Diagnostics::new());
    let mut cx = Context::new(&mut diagnostics, &Still);
    write(&Edition { head, articles }, format, options, &mut out, &mut cx).unwrap();
    let bytes = out.finish().unwrap();
    (String::from_utf8(bytes).unwrap(), diagnostics.take())
}

/// A feed whose publisher is known. JSON Feed has no place for a copyright notice.
pub(crate) fn edition_head() -> EditionHead<'static> {
    let publisher = Publisher {
        name: Some("The Harbour Times".into()),
        url: Some("https://harbourtimes.example/".into()),
        authority: Some("harbourtimes.example".into()),
        ..Publisher::default()
    };
    EditionHead { publisher, ..EditionHead::default() }
}

/// Options that leave nothing open.
pub(crate) fn options() -> Options {
    Options {
        feed_url: Some("https://harbourtimes.example/feed".to_owned()),
        description: Some("News from the harbour".to_owned()),
    }
}
