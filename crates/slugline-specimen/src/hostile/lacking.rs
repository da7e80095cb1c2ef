//! Articles that lack what some format needs.

use slugline_core::model::{Article, BlockKind, Dates, Head};

use crate::part::{block, paragraph};

/// Articles that lack something, by name.
pub(super) fn lacking() -> impl Iterator<Item = (&'static str, Article<'static>)> {
    let dated = |date: &str| Head {
        headline: Some("Rain".into()),
        dates: Dates {
            published: date.parse().ok(),
            updated: date.parse().ok(),
            embargo: date.parse().ok(),
            ..Dates::default()
        },
        ..Head::default()
    };
    let rain = || vec![paragraph("Rain fell.")];
    let tagged = |tag: &'static str| Head { language: Some(tag.into()), ..dated("2024-11-18") };
    let break_alone = vec![block(BlockKind::SectionBreak)];
    let cases = [
        ("nothing", Head::default(), Vec::new()),
        ("no-headline", Head::default(), rain()),
        ("no-body", dated("2024-11-18"), Vec::new()),
        ("break-alone", dated("2024-11-18"), break_alone),
        ("day", dated("2024-11-18"), rain()),
        ("month-day", dated("--11-18"), rain()),
        ("instant", dated("2024-11-18T17:20:40-04:00"), rain()),
        ("far-zone", dated("2024-11-18T17:20:40+23:59"), rain()),
        ("first-day", dated("0001-01-01"), rain()),
        ("last-day", dated("9999-12-31"), rain()),
        ("german", tagged("de-AT"), rain()),
        ("chinese", tagged("zh-Hant-HK"), rain()),
        ("arabic", tagged("ar"), rain()),
        ("private", tagged("en-x-desk"), rain()),
        ("no-tag", tagged("English"), rain()),
    ];
    cases.into_iter().map(|(name, head, body)| (name, Article { head, body }))
}
