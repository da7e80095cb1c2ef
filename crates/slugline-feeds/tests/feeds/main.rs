//! Articles in, feeds out.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests may stop at the first surprise")]

mod attacks;
mod feed;
mod laws;
mod manual;
mod rules;

use slugline_core::diagnostic::Diagnostic;
use slugline_core::model::{Article, Edition, EditionHead, Publisher};
use slugline_feeds::{Format, Options, write};
use slugline_specimen::story;

const FORMATS: [Format; 3] = [Format::Rss, Format::Atom, Format::JsonFeed];

/// The only lines that call the writer.
#[track_caller]
fn written(
    articles: &[Article<'_>],
    head: &EditionHead<'_>,
    format: Format,
    options: &Options,
) -> (String, Vec<Diagnostic>) {
    let edition = Edition { head, articles };
    slugline_specimen::written(|out, cx| write(&edition, format, options, out, cx).unwrap())
}

/// A feed whose publisher is known. JSON Feed has no place for a copyright notice.
fn edition_head() -> EditionHead<'static> {
    let publisher = Publisher { copyright: None, ..story::publisher() };
    EditionHead { publisher, ..EditionHead::default() }
}

/// Options that leave nothing open.
fn options() -> Options {
    Options {
        feed_url: Some("https://harbourtimes.example/feed".to_owned()),
        description: Some("News from the harbour".to_owned()),
    }
}
