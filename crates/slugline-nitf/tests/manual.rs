//! The manual, `docs/formats/nitf.md`, lists every code that is reported.

const MANUAL: &str = include_str!("../../../docs/formats/nitf.md");

#[test]
fn every_code_is_listed() {
    let sources = [
        include_str!("../../slugline-item/src/dates.rs"),
        include_str!("../../slugline-item/src/embargo.rs"),
        include_str!("../../slugline-item/src/head.rs"),
        include_str!("../../slugline-item/src/scheme.rs"),
        include_str!("../../slugline-item/src/survey.rs"),
        include_str!("../../slugline-markup/src/nitf.rs"),
        include_str!("../../slugline-markup/src/xml.rs"),
        include_str!("../src/body.rs"),
        include_str!("../src/document.rs"),
    ];
    let calls = sources.iter().flat_map(|source| source.split("Diagnostic::").skip(1));
    let codes: Vec<&str> = calls.filter_map(|call| call.split_once("(\"")?.1.split('"').next()).collect();
    assert!(codes.len() > 10);
    // The home page of the publisher is left out as a whole.
    for code in codes.into_iter().filter(|code| *code != "no-web-address") {
        assert!(MANUAL.contains(&["| `", code, "` |"].concat()), "{code}");
    }
}
