//! The pages of the manual, `docs/formats/`, list every code that is reported. Their examples are run with all others.

use slugline_specimen::manual::{codes, lists};

const PAGES: [&str; 3] = [
    include_str!("../../../../docs/formats/rss.md"),
    include_str!("../../../../docs/formats/atom.md"),
    include_str!("../../../../docs/formats/jsonfeed.md"),
];

#[test]
fn every_code_is_listed() {
    let sources = [
        include_str!("../../../slugline/src/homeless.rs"),
        include_str!("../../../slugline-item/src/dates.rs"),
        include_str!("../../../slugline-item/src/identity.rs"),
        include_str!("../../src/category.rs"),
        include_str!("../../src/dates.rs"),
        include_str!("../../src/feed.rs"),
        include_str!("../../src/missing.rs"),
    ];
    for (page, code) in PAGES.into_iter().flat_map(|page| codes(&sources).into_iter().map(move |code| (page, code))) {
        lists(page, code);
    }
}
