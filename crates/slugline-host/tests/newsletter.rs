//! The example in `plugins/newsletter`, through the carrier: an evening's edition is the mail that is expected.
//! `SNAPSHOTS=overwrite cargo test` writes that anew, and `slugline plugin test --bless` what is expected of single stories;
//! look at the difference.

#![cfg(feature = "template")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests may stop at the first surprise")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use slugline_conformance::{GOLDEN_FOLDER, Subject, findings};
use slugline_core::diagnostic::Diagnostics;
use slugline_core::model::{Article, Edition, EditionHead, Publisher};
use slugline_core::plugin::{Arity, Context, Memory, OptionMap, Plugin, Still, Writer};
use slugline_core::{Kind, Result, Source, text};
use slugline_host::{Found, Gate, Gated, Loaders, Package, Rule, Trust, template};
use slugline_specimen::hostile;
use snapbox::{Data, assert_data_eq};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../plugins/newsletter")
}

fn plugin() -> Gated {
    let package = Package::open(&folder()).unwrap();
    let found = Found { package, rule: Rule::Given, home: None, overrides: false };
    Gated::new(found, Arc::new(Gate::new(Loaders::built_in(), Trust::default())))
}

/// The writer with these options.
fn bound(set: &[(&str, &str)]) -> Result<Box<dyn Writer>> {
    let mut options = OptionMap::new();
    set.iter().for_each(|(name, value)| options.set(*name, *value));
    plugin().writer("newsletter", &options)
}

/// The mail of `articles`, and the codes of what is reported.
fn mail(writer: &dyn Writer, articles: &[Article<'_>], head: &EditionHead<'_>) -> (String, Vec<String>) {
    let (mut out, mut diagnostics) = (Memory::new(), Diagnostics::new());
    writer.write(&Edition { head, articles }, &mut out, &mut Context::new(&mut diagnostics, &Still)).unwrap();
    let codes = diagnostics.take().into_iter().map(|diagnostic| diagnostic.code.into_owned()).collect();
    (String::from_utf8(out.into_parts().0).unwrap(), codes)
}

fn stories() -> Vec<Article<'static>> {
    let read = |name: &str| {
        let source =
            Source::from_text(name, fs::read_to_string(folder().join(GOLDEN_FOLDER).join(name)).unwrap()).unwrap();
        text::read(&source, &mut Diagnostics::new()).into_owned()
    };
    vec![read("ferries.txt"), read("herring.txt")]
}

fn edition() -> EditionHead<'static> {
    let publisher = Publisher {
        name: Some("The Harbour Times".into()),
        url: Some("https://harbour.example/".into()),
        copyright: Some("© 2024 The Harbour Times".into()),
        ..Publisher::default()
    };
    EditionHead { title: Some("The Harbour Times, Monday".into()), publisher, ..EditionHead::default() }
}

#[test]
fn nothing_is_wrong_with_its_templates() {
    let found = template::look_at(&Package::open(&folder()).unwrap()).unwrap().unwrap();
    assert!(found.faults.is_empty() && found.unused.is_empty(), "{found:?}");
}

#[test]
fn it_conforms() {
    let (plugin, again) = (plugin(), plugin());
    let found = findings(&Subject { again: &again, ..Subject::new(&plugin) }, &folder().join(GOLDEN_FOLDER)).unwrap();
    let told: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert!(told.is_empty(), "{}", told.join("\n"));
}

#[test]
fn an_edition_is_a_mail() {
    let writer = bound(&[]).unwrap();
    assert_eq!(writer.arity(), Arity::Many);
    let (text, codes) = mail(&*writer, &stories(), &edition());
    assert_data_eq!(&text, Data::read_from(&folder().join("tests/evening.newsletter.html"), None).raw());
    assert_eq!(codes, [""; 0]);
}

#[test]
fn a_mail_without_publisher_and_options_has_no_footer() {
    let (mail, _) = mail(&*bound(&[]).unwrap(), &stories(), &EditionHead::default());
    assert!(mail.contains("<title>Newsletter</title>") && !mail.contains("Unsubscribe"), "{mail}");
    assert_eq!(mail.matches("border-top:1px").count(), 2, "two stories");
}

#[test]
fn what_an_option_cannot_be_is_refused() {
    for (name, value) in
        [("accent", "#12"), ("width", "wide"), ("unsubscribe", "javascript:alert(1)"), ("colour", "red")]
    {
        let error = bound(&[(name, value)]).err().unwrap();
        assert_eq!(error.kind(), Kind::Usage, "{name}");
        assert!(error.to_string().contains(name), "{error}");
    }
}

/// No text of a story adds an element to the mail, or takes one from it.
#[test]
fn no_story_breaks_the_mail() {
    let (writer, edition) = (bound(&[("stories", "teasers")]).unwrap(), edition());
    for attack in hostile::attacks() {
        let (mail, _) = mail(&*writer, &[attack.article], &edition);
        assert!(mail.ends_with("</html>\n"), "{}", attack.name);
        for element in ["html", "body", "style", "script", "title"] {
            let count = mail.to_lowercase().matches(&format!("<{element}")).count();
            assert_eq!(count, usize::from(element != "script"), "{}: {element}", attack.name);
        }
    }
}
