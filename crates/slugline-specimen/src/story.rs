//! The articles that examples are about, and who publishes them.

pub use slugline_conformance::corpus::{bare, every_field, leeds};
use slugline_core::model::{Article, Block, Dates, Head, Publisher, Span};

/// A publisher of whom all is known.
pub fn publisher() -> Publisher<'static> {
    Publisher {
        name: Some("The Harbour Times".into()),
        url: Some("https://harbourtimes.example/".into()),
        authority: Some("harbourtimes.example".into()),
        copyright: Some("Copyright 2024 The Harbour Times".into()),
        ..Publisher::default()
    }
}

/// The least that every format is content with: a headline and a day.
pub fn head() -> Head<'static> {
    let dates = Dates { published: "2024-11-18".parse().ok(), ..Dates::default() };
    Head { headline: Some("Rain".into()), dates, ..Head::default() }
}

/// The same, published on another day.
pub fn dated(published: &str) -> Head<'static> {
    let mut head = head();
    head.dates.published = Some(published.parse().unwrap());
    head
}

/// The same, held back until a day or a moment.
pub fn embargoed(until: &str) -> Head<'static> {
    let mut head = head();
    head.dates.embargo = Some(until.parse().unwrap());
    head
}

/// A head and one sentence, read from the bytes 6 to 16.
pub fn article(head: Head<'_>) -> Article<'_> {
    Article { head, body: vec![Block::paragraph("Rain fell.", Span::new(6, 16))] }
}
