//! Hostile text in every field of the model. What is written stays in Cargo's folder for test files, where a validator can
//! be run over it.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::expect_used,
    clippy::string_slice,
    reason = "tests may stop at the first surprise"
)]

mod articles;
#[path = "../../slugline-item/tests/articles/hostile.rs"]
mod hostile;

use std::path::Path;

use articles::{publisher, written};
use hostile::{body, filled, heads, hostile_publisher, lacking, texts};
use serde_json::Value;
use slugline_core::model::{Article, Publisher};
use slugline_ninjs::{Options, Version};

/// Writes one object of each version for the validator, and reads it back.
fn keep(name: &str, article: &Article<'_>, publisher: &Publisher<'_>, options: &Options) {
    for (version, extension) in [(Version::V3, "ninjs.json"), (Version::V2, "ninjs2.json")] {
        let (ninjs, _) = written(article, publisher, version, options);
        assert_eq!(ninjs, written(article, publisher, version, options).0, "{name}: not the same bytes twice");
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("ninjs");
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join(name).with_extension(extension), &ninjs).unwrap();
        let object: Value = serde_json::from_str(&ninjs).unwrap();
        let html = object["bodies"][0]["value"].as_str().unwrap();
        assert!(!html.contains("<script") && !html.contains("href=\"javascript"), "{name}: {html}");
    }
}

#[test]
fn every_field_holds_hostile_text() {
    let scheme =
        Options { section_scheme: Some("https://harbourtimes.example/sections/".to_owned()), plain_text: true };
    for (name, text) in texts() {
        let article = filled(&text);
        keep(&format!("hostile-{name}"), &article, &Publisher::default(), &Options::default());
        keep(&format!("hostile-{name}-set"), &article, &publisher(), &scheme);
        keep(&format!("hostile-{name}-publisher"), &article, &hostile_publisher(&text), &scheme);
    }
}

#[test]
fn one_hostile_field_at_a_time() {
    for (name, text) in texts() {
        for (at, head) in heads(&text).enumerate() {
            let article = Article { head, body: Vec::new() };
            keep(&format!("field-{at}-{name}"), &article, &Publisher::default(), &Options::default());
        }
        let article = Article { body: body(&text), ..Article::default() };
        keep(&format!("body-{name}"), &article, &Publisher::default(), &Options::default());
    }
}

#[test]
fn articles_that_lack_something() {
    for (name, article) in lacking() {
        keep(&format!("lacks-{name}"), &article, &Publisher::default(), &Options::default());
        keep(&format!("lacks-{name}-set"), &article, &publisher(), &Options::default());
    }
}
