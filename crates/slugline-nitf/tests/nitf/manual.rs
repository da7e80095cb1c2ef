//! The manual, `docs/formats/nitf.md`, lists every code that is reported.

use slugline_specimen::manual::{codes, lists};

const MANUAL: &str = include_str!("../../../../docs/formats/nitf.md");

#[test]
fn every_code_is_listed() {
    let sources = [
        include_str!("../../../slugline-item/src/dates.rs"),
        include_str!("../../../slugline-item/src/embargo.rs"),
        include_str!("../../../slugline-item/src/head.rs"),
        include_str!("../../../slugline-item/src/scheme.rs"),
        include_str!("../../../slugline-item/src/survey.rs"),
        include_str!("../../../slugline-markup/src/nitf.rs"),
        include_str!("../../../slugline-markup/src/xml.rs"),
        include_str!("../../src/body.rs"),
        include_str!("../../src/document.rs"),
    ];
    // The home page of the publisher is left out as a whole.
    codes(&sources).into_iter().filter(|code| *code != "no-web-address").for_each(|code| lists(MANUAL, code));
}
