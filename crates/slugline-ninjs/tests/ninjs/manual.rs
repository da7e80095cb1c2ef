//! The manual, `docs/formats/ninjs.md`, lists every code that is reported, and `ninjs-2.md` every name that differs.

use slugline_specimen::manual::{codes, lists};

const MANUAL: &str = include_str!("../../../../docs/formats/ninjs.md");
const MANUAL_OF_2: &str = include_str!("../../../../docs/formats/ninjs-2.md");

#[test]
fn every_code_is_listed() {
    let sources = [
        include_str!("../../../slugline-item/src/dates.rs"),
        include_str!("../../../slugline-item/src/embargo.rs"),
        include_str!("../../../slugline-item/src/head.rs"),
        include_str!("../../../slugline-item/src/identity.rs"),
        include_str!("../../../slugline-item/src/scheme.rs"),
        include_str!("../../../slugline-item/src/survey.rs"),
        include_str!("../../src/body.rs"),
        include_str!("../../src/dates.rs"),
    ];
    codes(&sources).into_iter().for_each(|code| lists(MANUAL, code));
}

#[test]
fn every_name_of_2_is_listed() {
    let table =
        include_str!("../../src/spelling.rs").split("const RENAMED").nth(1).and_then(|rest| rest.split("];").next());
    let names = table.into_iter().flat_map(|table| table.lines()).filter_map(|line| {
        let mut words = line.split('"').skip(1).step_by(2);
        Some((words.next()?, words.next()?))
    });
    let rows: Vec<String> = names.map(|(name, older)| format!("| `{name}` | `{older}` |")).collect();
    assert!(rows.len() > 10);
    for row in rows {
        assert!(MANUAL_OF_2.contains(&row), "{row}");
    }
}
