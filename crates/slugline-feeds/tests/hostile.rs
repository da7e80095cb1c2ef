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

use articles::rules::keeps_all;
use articles::{FORMATS, edition_head, options, written};
use hostile::{body, filled, heads, hostile_publisher, lacking, texts};
use slugline_core::model::{Article, EditionHead};
use slugline_feeds::{Format, Options};

/// Writes one feed of each format for a validator, and holds it to the rules.
fn keep(name: &str, articles: &[Article<'_>], head: &EditionHead<'_>, options: &Options) {
    for format in FORMATS {
        let (feed, _) = written(articles, head, format, options);
        let extension = match format {
            Format::Rss => "rss",
            Format::Atom => "atom",
            Format::JsonFeed => "feed.json",
        };
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("feeds");
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join(name).with_extension(extension), &feed).unwrap();
        keeps_all(format, &feed);
    }
}

#[test]
fn every_field_holds_hostile_text() {
    for (name, text) in texts() {
        let articles = [filled(&text), Article::default()];
        keep(&format!("hostile-{name}"), &articles[..1], &EditionHead::default(), &Options::default());
        keep(&format!("hostile-{name}-set"), &articles, &edition_head(), &options());
        let edition = EditionHead {
            title: Some(text.as_str().into()),
            identifier: Some(text.as_str().into()),
            publisher: hostile_publisher(&text),
        };
        let said = Options { feed_url: Some(text.clone()), description: Some(text.clone()) };
        keep(&format!("hostile-{name}-edition"), &articles, &edition, &said);
    }
}

#[test]
fn one_hostile_field_at_a_time() {
    for (name, text) in texts() {
        for (at, head) in heads(&text).enumerate() {
            let article = Article { head, body: Vec::new() };
            keep(&format!("field-{at}-{name}"), &[article], &EditionHead::default(), &Options::default());
        }
        let article = Article { body: body(&text), ..Article::default() };
        keep(&format!("body-{name}"), &[article], &EditionHead::default(), &Options::default());
    }
}

#[test]
fn articles_that_lack_something() {
    let mut all = Vec::new();
    for (name, article) in lacking() {
        keep(&format!("lacks-{name}"), std::slice::from_ref(&article), &EditionHead::default(), &Options::default());
        keep(&format!("lacks-{name}-set"), std::slice::from_ref(&article), &edition_head(), &options());
        all.push(article);
    }
    keep("lacks-all", &all, &EditionHead::default(), &Options::default());
    keep("lacks-articles", &[], &EditionHead::default(), &Options::default());
}
