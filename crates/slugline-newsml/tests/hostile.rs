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
use slugline_core::model::{Article, Publisher};
use slugline_newsml::{Body, Options};

/// Writes one item for the validator, and reads it back.
fn keep(name: &str, article: &Article<'_>, publisher: &Publisher<'_>, options: &Options) {
    let (item, _) = written(article, publisher, options);
    assert_eq!(item, written(article, publisher, options).0, "{name}: not the same bytes twice");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("newsml");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join(name).with_extension("newsml.xml"), &item).unwrap();
    if let Err(fault) = roxmltree::Document::parse(&item) {
        panic!("{name}: {fault}\n{item}");
    }
}

#[test]
fn every_field_holds_hostile_text() {
    let scheme = Options {
        section_scheme: Some("https://harbourtimes.example/sections/".to_owned()),
        body: Body::Nitf,
        plain_text: true,
        ..Options::default()
    };
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
