//! The pages of the manual, `docs/formats/`, list every code that is reported. Their examples are run with all others.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may stop at the first surprise")]

const PAGES: [(&str, &str); 3] = [
    ("rss.md", include_str!("../../../docs/formats/rss.md")),
    ("atom.md", include_str!("../../../docs/formats/atom.md")),
    ("jsonfeed.md", include_str!("../../../docs/formats/jsonfeed.md")),
];

#[test]
fn every_code_is_listed() {
    let sources = [
        include_str!("../../slugline-item/src/dates.rs"),
        include_str!("../../slugline-item/src/identity.rs"),
        include_str!("../src/category.rs"),
        include_str!("../src/dates.rs"),
        include_str!("../src/feed.rs"),
        include_str!("../src/missing.rs"),
    ];
    let calls = sources.iter().flat_map(|source| source.split("Diagnostic::").skip(1));
    let codes: Vec<&str> = calls.filter_map(|call| call.split_once("(\"")?.1.split('"').next()).collect();
    assert!(codes.len() > 10);
    for ((page, text), code) in PAGES.iter().flat_map(|page| codes.iter().map(move |code| (page, code))) {
        assert!(
            text.lines().any(|line| line.starts_with("| `") && line.contains(&["`", code, "`"].concat())),
            "{page}: {code}"
        );
    }
}
