//! The example of the manual, `docs/formats/newsml-g2.md`, is what the writer gives.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::expect_used,
    clippy::string_slice,
    reason = "tests may stop at the first surprise"
)]

mod articles;

use articles::{publisher, written};
use slugline_core::model::{
    Article, Block, BlockKind, Byline, Dateline, Head, Inline, InlineKind, Inlines, Node, Publisher, Span,
};
use slugline_newsml::Options;

const MANUAL: &str = include_str!("../../../docs/formats/newsml-g2.md");

/// The article that the manual shows as text.
fn ferries() -> Article<'static> {
    let byline = |name: &'static str| Byline { name: name.into(), ..Byline::default() };
    let mut head = Head {
        section: Some("World".into()),
        headline: Some("Ferries stop as crews walk out".into()),
        bylines: vec![byline("Ada Roe"), byline("Sam Lind")],
        dateline: Some(Dateline {
            text: "LEEDS, England (HW)".into(),
            place: Some("LEEDS, England".into()),
            source: Some("HW".into()),
            date: None,
        }),
        language: Some("en-GB".into()),
        ..Head::default()
    };
    head.dates.published = "2024-11-18".parse().ok();
    let text = |text: &'static str| Inline::text(text, Span::DETACHED);
    let stressed = InlineKind::Emphasis { content: vec![text("Tuesday")] };
    let content =
        Inlines::from(vec![text("Talks open on "), Node::new(stressed, Span::DETACHED), text(", the union said.")]);
    let body = vec![
        Block::paragraph("No ferry left the harbour on Monday.", Span::DETACHED),
        Block::heading(1, "What happens next", Span::DETACHED),
        Node::new(BlockKind::Paragraph { content }, Span::DETACHED),
    ];
    Article { head, body }
}

/// The fenced block of the manual that starts with `opening`, without its fences.
fn fenced(opening: &str) -> &'static str {
    let mut blocks = MANUAL.split("```").skip(1).step_by(2);
    let block = blocks.find_map(|block| block.strip_prefix(opening));
    block.expect("the manual has the block")
}

#[test]
fn the_example_is_what_is_written() {
    let publisher = Publisher { url: None, copyright: None, ..publisher() };
    let (item, diagnostics) = written(&ferries(), &publisher, &Options::default());
    assert_eq!(fenced("xml\n"), item);
    assert_eq!(diagnostics, []);
    let text = fenced("text\n");
    ferries().each_text(&mut |words, _| assert!(text.contains(words), "{words}"));
}

#[test]
fn every_code_is_listed() {
    let sources = [
        include_str!("../src/content_meta.rs"),
        include_str!("../src/content_set.rs"),
        include_str!("../../slugline-item/src/dates.rs"),
        include_str!("../../slugline-item/src/embargo.rs"),
        include_str!("../../slugline-item/src/head.rs"),
        include_str!("../../slugline-item/src/identity.rs"),
        include_str!("../../slugline-item/src/scheme.rs"),
        include_str!("../../slugline-item/src/survey.rs"),
        include_str!("../../slugline-markup/src/xml.rs"),
        include_str!("../src/item.rs"),
        include_str!("../src/item_meta.rs"),
        include_str!("../src/party.rs"),
        include_str!("../src/subject.rs"),
    ];
    let calls = sources.iter().flat_map(|source| source.split("Diagnostic::").skip(1));
    let codes: Vec<&str> = calls.filter_map(|call| call.split_once("(\"")?.1.split('"').next()).collect();
    assert!(codes.len() > 10);
    for code in codes {
        let row = ["| `", code, "` |"].concat();
        assert!(MANUAL.contains(&row), "{code}");
    }
}
