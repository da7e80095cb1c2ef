//! Stories in the house style, as the plugin is used: by slugline, as a library that is loaded, and linked into a program.
//! `SNAPSHOTS=overwrite cargo test` writes the expected files anew; look at the difference.

#![allow(clippy::unwrap_used, reason = "tests may stop at the first surprise")]

mod native;

use std::path::Path;

use house_style::HouseStyle;
use native::native;
use serde_json::Value;
use slugline::diagnostic::Diagnostics;
use slugline::model::Article;
use slugline::plugin::{Context, OptionMap, Plugin, Still};
use slugline::{BUILTIN, Pipeline, Registry, Settings, Source, Steps};
use snapbox::{Data, assert_data_eq};

/// A story as `plugin` edits it, as Markdown, and what is reported.
fn edited(plugin: &dyn Plugin, story: &str, set: &[&str], times: usize) -> (String, String) {
    let plugins = [BUILTIN, &[plugin]].concat();
    let registry = Registry::new(&plugins);
    let mut settings = Settings::default();
    for assignment in set {
        settings.set.assign(assignment, registry).unwrap();
    }
    let mut transforms = vec!["typography".to_owned()];
    transforms.extend(std::iter::repeat_n("house-style".to_owned(), times));
    let steps = Steps { transforms, to: vec!["markdown".to_owned()], ..Steps::default() };
    let pipeline = Pipeline::new(registry, &steps, settings).unwrap();
    let converted = pipeline.convert(&Source::from_text("story.txt", story).unwrap()).unwrap();
    let reported = converted.diagnostics.iter().map(|one| format!("\n<!-- {}: {} -->\n", one.code, one.message));
    (String::from_utf8(converted.bytes).unwrap(), reported.collect())
}

#[track_caller]
fn check(story: &str, expected: &str, set: &[&str]) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let story = std::fs::read_to_string(folder.join(story)).unwrap();
    let linked = edited(&HouseStyle, &story, set, 1);
    assert_eq!(edited(&native(), &story, set, 1), linked, "the library does the same");
    assert_eq!(edited(&HouseStyle, &story, set, 2).0, linked.0, "doing it twice changes nothing more");
    assert_data_eq!(linked.0 + &linked.1, Data::read_from(&folder.join(expected), None).raw());
}

#[test]
fn american() {
    check("ferries.txt", "ferries.american.md", &[]);
}

#[test]
fn british() {
    let set = ["quotes=single", "percent=per-cent", "titles=plain"].map(|set| format!("house-style.{set}"));
    check("ferries.txt", "ferries.british.md", &set.each_ref().map(String::as_str));
}

#[test]
fn untouched() {
    let set = ["quotes=keep", "percent=keep", "titles=keep", "numbers=keep"].map(|set| format!("house-style.{set}"));
    check("ferries.txt", "ferries.untouched.md", &set.each_ref().map(String::as_str));
}

#[test]
fn other_language() {
    check("other-language.txt", "other-language.md", &["publisher.language=fr"]);
}

#[test]
fn words_of_the_house() {
    let mut options = OptionMap::new();
    options.set("words", [("e-mail", "email")].into_iter().collect::<Value>());
    for plugin in [&HouseStyle as &dyn Plugin, &native()] {
        let mut article = Article::default();
        article.head.headline = Some("E-mail: 3 outages".into());
        let mut diagnostics = Diagnostics::new();
        let transform = plugin.transform("house-style", &options).unwrap();
        transform.apply(&mut article, &mut Context::new(&mut diagnostics, &Still)).unwrap();
        assert_eq!(article.head.headline.unwrap(), "Email: Three outages");
        assert!(diagnostics.is_empty());
    }
}

#[test]
fn marks_that_do_not_pair_up_are_reported() {
    let story = "Ferries stop\n\nBy Ada Roe\n\n“It is over.” It was,” said 3 of them.";
    let (text, reported) = edited(&native(), story, &["house-style.quotes=single"], 1);
    assert!(text.contains("“It is over.” It was,” said three of them."), "{text}");
    assert_eq!(reported, "\n<!-- unpaired-quotes: the quotation marks do not pair up; they stay as they are -->\n");
}
