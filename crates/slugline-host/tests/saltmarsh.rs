//! The example in `plugins/saltmarsh`, through a process: its manifest, and its places. The rest is in `conformance.rs`.

#![cfg(all(unix, feature = "process"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests may stop at the first surprise")]

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use slugline_core::Source;
use slugline_core::diagnostic::Diagnostics;
use slugline_core::model::{Article, Block, BlockKind};
use slugline_core::plugin::{Context, OptionMap, Plugin, Still};
use slugline_host::process::{Command, Lines};
use slugline_host::{Limits, Open, Outside};
use slugline_plugin::contract::{Answer, Call, Description, Request};
use slugline_plugin::process::PYTHON;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../plugins/saltmarsh")
}

fn process() -> Lines {
    let command = Command::new(folder(), ["python3", "saltmarsh.py"].map(str::to_owned)).unwrap();
    Lines { command, limits: Limits { time: Duration::from_secs(60), ..Limits::default() } }
}

fn description() -> Description {
    let json = process().open().unwrap().call(&Request::new(Call::Describe).to_json().unwrap()).unwrap();
    Answer::from_json(&json).unwrap().description.unwrap()
}

#[test]
fn it_stands_on_the_module_of_the_sdk() {
    assert_eq!(fs::read_to_string(folder().join("slugline_plugin.py")).unwrap(), PYTHON);
}

#[test]
fn it_is_what_its_manifest_says() {
    let manifest = fs::read_to_string(folder().join("slugline-plugin.toml")).unwrap();
    let description = description();
    let [reader] = &description.offers[..] else { panic!("{description:?}") };
    let said = [&description.name, &description.version, &reader.name, &reader.summary, &reader.media_type];
    let options = reader.options.iter().flat_map(|option| [&*option.name, &*option.summary]);
    for word in said.into_iter().map(String::as_str).chain(options) {
        assert!(manifest.contains(&format!("\"{word}\"")), "`{word}` is not in the manifest");
    }
}

/// What is read stands where it says that it does.
#[test]
fn places_are_those_of_the_wire() {
    let bytes = fs::read(folder().join("tests/golden/evening.saltmarsh")).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let source = Source::from_text("evening.saltmarsh", text).unwrap();
    let plugin = Outside::new(description(), process());
    let mut diagnostics = Diagnostics::new();
    let mut articles = Vec::new();
    let each = &mut |article: Article<'_>| {
        articles.push(article.into_owned());
        Ok(())
    };
    let reader = plugin.reader("saltmarsh", &OptionMap::new()).unwrap();
    reader.read(&source, &mut Context::new(&mut diagnostics, &Still), each).unwrap();
    assert_eq!(articles.len(), 3);
    for article in &articles {
        let headline = article.head.spans.iter().find(|entry| entry.field.as_str() == "headline").unwrap();
        let spelled = source.slice(headline.span).replace("\\u20ac", "€");
        assert_eq!(article.head.headline.as_deref(), Some(&*spelled));
        let paragraphs = article.body.iter().filter_map(|block: &Block<'_>| match &block.kind {
            BlockKind::Paragraph { content } => Some((block.span, content.plain())),
            _ => None,
        });
        for (span, words) in paragraphs {
            assert_eq!(words, source.slice(span).replace("\\u20ac", "€"));
        }
    }
}
