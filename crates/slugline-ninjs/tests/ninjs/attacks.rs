//! Hostile text in every field of the model. What is written is kept, so that a validator can be run over it.

use serde_json::Value;
use slugline_ninjs::{Options, Version};
use slugline_specimen::hostile::attacks;

use crate::written;

#[test]
fn no_attack_breaks_an_object() {
    let all = Options { section_scheme: Some("https://harbourtimes.example/sections/".to_owned()), plain_text: true };
    for attack in attacks() {
        let options = if attack.is_bare() { &Options::default() } else { &all };
        for (version, extension) in [(Version::V3, "ninjs.json"), (Version::V2, "ninjs2.json")] {
            let (ninjs, _) = written(&attack.article, &attack.edition.publisher, version, options);
            attack.keep(concat!(env!("CARGO_TARGET_TMPDIR"), "/ninjs"), extension, ninjs.as_bytes());
            let object: Value = serde_json::from_str(&ninjs).unwrap();
            let html = object["bodies"][0]["value"].as_str().unwrap();
            assert!(!html.contains("<script") && !html.contains("href=\"javascript"), "{}: {html}", attack.name);
        }
    }
}
