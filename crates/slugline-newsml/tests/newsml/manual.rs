//! The manual, `docs/formats/newsml-g2.md`, lists every code that is reported.

use slugline_specimen::manual::{codes, lists};

const MANUAL: &str = include_str!("../../../../docs/formats/newsml-g2.md");

#[test]
fn every_code_is_listed() {
    let sources = [
        include_str!("../../src/content_meta.rs"),
        include_str!("../../src/content_set.rs"),
        include_str!("../../src/document.rs"),
        include_str!("../../src/identity.rs"),
        include_str!("../../../slugline-item/src/dates.rs"),
        include_str!("../../../slugline-item/src/embargo.rs"),
        include_str!("../../../slugline-item/src/head.rs"),
        include_str!("../../../slugline-item/src/identity.rs"),
        include_str!("../../../slugline-item/src/scheme.rs"),
        include_str!("../../../slugline-item/src/survey.rs"),
        include_str!("../../../slugline-markup/src/xml.rs"),
        include_str!("../../src/item.rs"),
        include_str!("../../src/item_meta.rs"),
        include_str!("../../src/party.rs"),
        include_str!("../../src/picture.rs"),
        include_str!("../../src/subject.rs"),
    ];
    codes(&sources).into_iter().for_each(|code| lists(MANUAL, code));
}
