//! Components that were built before, of the examples in `plugins`, and what their tests do not ask. `cargo xtask guests` runs
//! these on components that it built anew.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests may stop at the first surprise")]

use std::fs;
use std::path::Path;
use std::time::Duration;

use broadcast::Broadcast;
use sha2::{Digest as _, Sha256};
use slugline_core::Result;
use slugline_core::diagnostic::Diagnostics;
use slugline_core::model::{Article, Block, BlockKind, Edition, EditionHead, MAX_DEPTH, Node, Span};
use slugline_core::plugin::{Context, Memory, OptionMap, Plugin, Still};
use slugline_host::wasm::Wasm;
use slugline_host::{Carrier, Limits, Outside};
use slugline_plugin::JAVASCRIPT;
use slugline_plugin::contract::{Answer, Call, Description, Panics, Request};
use slugline_specimen::component;

/// Time for a machine that does much else.
const LIMITS: Limits = Limits { memory: 64 << 20, time: Duration::from_secs(60), output: 16 << 20 };

fn load(name: &str) -> Wasm {
    Wasm::load(&fs::read(component(name).unwrap()).unwrap(), LIMITS, None).unwrap()
}

/// The component `name` as a plugin that is what it says of itself.
fn plugin(name: &'static str) -> Outside {
    Outside::new(description(name), move || Ok(Box::new(load(name)) as Box<dyn Carrier>))
}

fn description(name: &str) -> Description {
    let described = load(name).call(&Request::new(Call::Describe).to_json().unwrap()).unwrap();
    Answer::from_json(&described).unwrap().description.unwrap()
}

fn write(plugin: &dyn Plugin, name: &str, options: &OptionMap, articles: &[Article<'_>]) -> Result<Vec<u8>> {
    let (mut out, mut diagnostics) = (Memory::new(), Diagnostics::new());
    let edition = Edition { head: &EditionHead::default(), articles };
    let writer = plugin.writer(name, options)?;
    writer.write(&edition, &mut out, &mut Context::new(&mut diagnostics, &Still))?;
    Ok(out.into_parts().0)
}

#[test]
fn a_component_is_what_its_source_says() {
    let component = description("broadcast");
    // Which ends the instance, and no more.
    assert_eq!(component.panics, Panics::Abort);
    assert_eq!(component, Description { panics: Panics::Abort, ..Description::of(&Broadcast) });
}

#[test]
fn an_option_is_refused_in_the_same_words() {
    let mut options = OptionMap::new();
    options.set("width", "wide");
    let [there, here] = [&plugin("broadcast") as &dyn Plugin, &Broadcast]
        .map(|plugin| write(plugin, "broadcast", &options, &[Article::default()]).unwrap_err());
    assert_eq!((there.kind(), there.advice()), (here.kind(), here.advice()));
}

#[test]
fn the_deepest_document_fits_on_the_stack() {
    let nest = |inner, _| Node::new(BlockKind::Quote { blocks: vec![inner] }, Span::DETACHED);
    let deep = (2..MAX_DEPTH).fold(Block::paragraph("Rain.", Span::DETACHED), nest);
    let article = Article { body: vec![deep], ..Article::default() };
    for name in ["broadcast", "agate"] {
        let written = write(&plugin(name), name, &OptionMap::new(), std::slice::from_ref(&article)).unwrap();
        assert!(String::from_utf8(written).unwrap().to_lowercase().contains("rain.\n"), "{name}");
    }
}

#[test]
fn a_document_of_a_megabyte_fits_in_the_memory() {
    let paragraphs =
        (0..10_000).map(|_| Block::paragraph("No ferry left the harbour on Monday, ".repeat(3), Span::DETACHED));
    let article = Article { body: paragraphs.collect(), ..Article::default() };
    for name in ["broadcast", "agate"] {
        let written = write(&plugin(name), name, &OptionMap::new(), std::slice::from_ref(&article)).unwrap();
        assert!(written.len() > 1_000_000, "{name}");
    }
}

/// The probe is built by `cargo xtask guests` alone.
#[test]
fn a_panic_is_told_with_its_place() {
    if component("probe").is_none() {
        return;
    }
    let error = write(&plugin("probe"), "panic", &OptionMap::new(), &[Article::default()]).unwrap_err();
    assert_eq!(error.code(), Some("plugin-panic"));
    let said = error.to_string();
    assert!(said.contains("(wasm), write: panicked at tests/probe/src/lib.rs:"), "{said}");
    assert!(said.ends_with(": asked to write"), "{said}");
}

#[test]
fn slack_stands_on_the_module_of_the_sdk() {
    let copy = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../plugins/slack/slugline_plugin.js");
    assert_eq!(fs::read_to_string(copy).unwrap(), JAVASCRIPT);
}

#[test]
fn a_component_is_what_its_list_says() {
    // Of one that was built anew the list is a line behind: `cargo xtask guests --bless` writes both.
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/plugins");
    let list = fs::read_to_string(folder.join("SHA256SUMS")).unwrap();
    for line in list.lines() {
        let (sum, name) = line.split_once("  ").unwrap();
        let found: String =
            Sha256::digest(fs::read(folder.join(name)).unwrap()).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(found, sum, "{name}");
    }
    assert_eq!(list.lines().count(), 2);
}
