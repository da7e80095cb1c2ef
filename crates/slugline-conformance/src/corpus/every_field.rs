//! An article that says something in every field of its head.

use slugline_core::model::{Article, Byline, Dateline, Dates, Field, Head, Status, Subject, Text, Urgency};

use super::clear;
use super::part::{byline, heading, paragraph};

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

/// The same with little but `field`, and what that needs to stand beside.
pub fn bare(field: Field) -> Article<'static> {
    let mut article = every_field();
    let needed = [Field::Headline, Field::Identifier, Field::Language, field];
    let is_of_byline = matches!(field, Field::BylineRole | Field::BylineAffiliation);
    let is_needed = |other: &Field| needed.contains(other) || (*other == Field::Byline && is_of_byline);
    for other in Field::ALL.into_iter().filter(|other| !is_needed(other)) {
        clear(&mut article.head, other);
    }
    article
}
