//! The example in C, `plugins/prompter`, compiled and loaded: its option, and several stories. The rest is in `conformance.rs`.

#![allow(clippy::unwrap_used, reason = "tests may stop at the first surprise")]

mod compiled;

use std::slice;

use compiled::compiled;
use slugline_core::diagnostic::Diagnostics;
use slugline_core::model::{Article, Block, Edition, EditionHead, Span};
use slugline_core::plugin::{Arity, Context, Memory, OptionMap, Plugin, Still};
use slugline_core::{Kind, Result};
use slugline_host::native::{Library, Store};
use slugline_host::{Carrier, Outside};
use slugline_plugin::contract::{Answer, Call, Description, Request};
use slugline_specimen::story::every_field;
use tempfile::TempDir;

/// The plugin, and the folder that its library is in. `None` where there is no C compiler.
fn prompter() -> Option<(Outside, TempDir)> {
    let folder = tempfile::tempdir().unwrap();
    let path = compiled("plugins/prompter/prompter.c", folder.path().join("prompter.so"), &["-O2".to_owned()])?;
    let library = Library::open(&path, None, &Store::new(folder.path().join("store"))).unwrap();
    let description = description(&library);
    Some((Outside::new(description, move || Ok(Box::new(library.clone()) as Box<dyn Carrier>)), folder))
}

fn description(library: &Library) -> Description {
    let answer = library.call(&Request::new(Call::Describe).to_json().unwrap()).unwrap();
    Answer::from_json(&answer).unwrap().description.unwrap()
}

fn script(plugin: &Outside, articles: &[Article<'_>], width: Option<&str>) -> Result<String> {
    let mut options = OptionMap::new();
    width.into_iter().for_each(|width| options.set("width", width));
    let (mut out, mut diagnostics) = (Memory::new(), Diagnostics::new());
    let writer = plugin.writer("prompter", &options)?;
    assert_eq!(writer.arity(), Arity::Many);
    let edition = Edition { head: &EditionHead::default(), articles };
    writer.write(&edition, &mut out, &mut Context::new(&mut diagnostics, &Still))?;
    Ok(String::from_utf8(out.into_parts().0).unwrap())
}

#[test]
fn stories_follow_one_another_in_lines_of_the_width() {
    let Some((plugin, _folder)) = prompter() else { return };
    let mut article = every_field();
    article
        .body
        .push(Block::paragraph("No ferry left the northern harbour on Monday, and talks go on.", Span::DETACHED));
    let text = script(&plugin, slice::from_ref(&article), None).unwrap();
    let twice = script(&plugin, &[article.clone(), article.clone()], None).unwrap();
    assert_eq!(twice, text.repeat(2));
    let wide = script(&plugin, &[article], Some("100")).unwrap();
    assert!(wide.lines().count() < text.lines().count());
}

#[test]
fn a_wrong_option_is_the_users_fault() {
    let Some((plugin, _folder)) = prompter() else { return };
    for width in ["", "8", "101", "wide", "-32", "3200000000000000"] {
        let error = script(&plugin, &[Article::default()], Some(width)).err().unwrap();
        assert_eq!(error.kind(), Kind::Usage, "{width}");
        let expected = format!("option `prompter.width`: expected a number from 16 to 100, found `{width}`");
        assert_eq!(error.to_string(), expected);
    }
}
