//! The articles that examples are about, and who publishes them.

use slugline_core::model::{
    Article, Block, Byline, Dateline, Dates, Head, Publisher, Span, Status, Subject, Text, Urgency,
};

use crate::part::{byline, heading, paragraph};

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

/// `LEEDS, England (HW)`, in its parts.
pub fn leeds() -> Dateline<'static> {
    Dateline {
        text: "LEEDS, England (HW)".into(),
        place: Some("LEEDS, England".into()),
        source: Some("HW".into()),
        date: None,
    }
}

/// An article of which every field of the head is set, each to something else.
pub fn every_field() -> Article<'static> {
    let some = |text: &'static str| Some(Text::from(text));
    let head = Head {
        headline: some("Ferries stop"),
        subheadline: some("Crews walk out"),
        section: some("World"),
        bylines: vec![
            Byline { name: "Ada Roe".into(), role: some("Staff Writer"), affiliation: some("Harbour Press") },
            byline("Sam Lind"),
            byline("Io Vane"),
        ],
        dateline: Some(leeds()),
        dates: Dates {
            created: "2024-11-17".parse().ok(),
            published: "2024-11-18".parse().ok(),
            updated: "2024-11-18T17:20:40-04:00".parse().ok(),
            embargo: "2024-11-19T11:00:00Z".parse().ok(),
        },
        language: some("en-GB"),
        slug: some("harbour-strike"),
        keywords: vec!["ferries".into(), "strike".into()],
        subjects: vec![Subject { scheme: some("medtop"), code: some("04000000"), name: some("economy") }],
        urgency: Some(Urgency { code: "u".into(), level: Some(4) }),
        category: some("f"),
        word_count: Some(412),
        credit: some("Harbour Wire"),
        rights: some("© 2024 The Harbour Times"),
        editor_notes: vec!["call the desk".into()],
        status: Some(Status::Withheld),
        identifier: some("tag:harbour.example,2024:ferries"),
        version: Some(2),
        url: some("https://harbour.example/ferries"),
        spans: Vec::new(),
        extra: Vec::new(),
    };
    Article { head, body: vec![paragraph("No ferry left."), heading(1, "Later")] }
}
