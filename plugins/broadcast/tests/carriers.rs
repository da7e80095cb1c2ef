//! One source on every carrier: linked into this program, as a library, as a component, as a program of its own. Each writes
//! the same bytes and reports the same.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests may stop at the first surprise")]

mod carried;

use std::fs;
use std::path::PathBuf;

use broadcast::Broadcast;
use carried::{carriers, write};
use slugline::model::Article;
use slugline::{Pipeline, Registry, Settings, Source, Steps};
use slugline_host::Outside;
use slugline_specimen::{fixtures, hostile};

/// Every fixture in text, as slugline reads it.
fn stories() -> Vec<Article<'static>> {
    let steps = Steps { to: vec!["json".to_owned()], ..Steps::default() };
    let pipeline = Pipeline::new(Registry::builtin(), &steps, Settings::default()).unwrap();
    let texts = fixtures("articles").into_iter().chain(fixtures("copy"));
    let texts = texts.filter(|path| path.extension().is_some_and(|extension| extension == "txt"));
    let article = |path: PathBuf| {
        let source = Source::from_text("story.txt", String::from_utf8(fs::read(path).unwrap()).ok()?).ok()?;
        let json = String::from_utf8(pipeline.convert(&source).ok()?.bytes).unwrap();
        Some(Article::from_json(&json).unwrap().into_owned())
    };
    texts.filter_map(article).collect()
}

#[test]
fn every_carrier_writes_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let carriers = carriers(folder.path());
    let stories = stories();
    assert!(stories.len() > 100, "{}", stories.len());
    for article in &stories {
        let expected = write(&Broadcast, std::slice::from_ref(article)).unwrap();
        for (name, plugin) in &carriers {
            let written = write(plugin, std::slice::from_ref(article)).unwrap();
            assert!(written == expected, "{name}: {:?}", article.head.headline);
        }
    }
    // ... and all of them as one script.
    let expected = write(&Broadcast, &stories).unwrap();
    for (name, plugin) in &carriers {
        assert!(write(plugin, &stories).unwrap() == expected, "{name}");
    }
}

#[test]
fn every_carrier_bears_the_same_attacks() {
    let folder = tempfile::tempdir().unwrap();
    let [(_, near), others @ ..] = carriers(folder.path());
    let mut borne = 0;
    for attack in hostile::attacks() {
        let articles = std::slice::from_ref(&attack.article);
        // Some hold what JSON cannot, and are refused by all.
        let written = |plugin: &Outside| write(plugin, articles).map_err(|error| error.kind());
        let expected = written(&near);
        for (name, plugin) in &others {
            assert!(written(plugin) == expected, "{name}: {}", attack.name);
        }
        if let Ok(expected) = expected {
            // What an outside plugin does not know is replaced beforehand, which is reported.
            assert!(write(&Broadcast, articles).unwrap().0 == expected.0, "{}", attack.name);
            borne += 1;
        }
    }
    assert!(borne > 100, "{borne}");
}
