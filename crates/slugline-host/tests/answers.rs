//! What becomes of answers that say too much, or what is not theirs to say: a carrier that answers whatever it is told to.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests may stop at the first surprise")]

use serde_json::{Value, json};
use slugline_core::diagnostic::Diagnostics;
use slugline_core::model::{Article, Edition, EditionHead, SCHEMA};
use slugline_core::plugin::{Context, Memory, OfferKind, OptionMap, Plugin, Still};
use slugline_core::{Error, Kind, Result};
use slugline_host::{Carrier, Outside};
use slugline_plugin::contract::{ABI, Answer, Description, Kinds, Offer, Panics};

/// Says what it is when it is first asked, and `answer` from then on.
struct Parrot {
    description: Description,
    answer: Value,
}

impl Carrier for Parrot {
    fn word(&self) -> &'static str {
        "in-process"
    }

    fn call(&self, request: &str) -> Result<String> {
        match request.contains(r#""call":"describe""#) {
            true => Answer { description: Some(self.description.clone()), ..Answer::default() }.to_json(),
            false => Ok(self.answer.to_string()),
        }
    }
}

/// A plugin that offers a writer and a linter, and answers every request with `answer`.
fn answering(answer: Value) -> Outside {
    let offer = |kind, extension: &str| Offer {
        kind,
        name: "parrot".to_owned(),
        extension: extension.to_owned(),
        media_type: extension.to_owned(),
        ..Offer::default()
    };
    let description = Description {
        name: "parrot".to_owned(),
        version: "1.0.0".to_owned(),
        abi: ABI,
        schema: SCHEMA.to_owned(),
        kinds: Kinds::known(),
        panics: Panics::default(),
        offers: vec![offer(OfferKind::Writer, "txt"), offer(OfferKind::Linter, "")],
    };
    let parrot = description.clone();
    Outside::new(description, move || {
        Ok(Box::new(Parrot { description: parrot.clone(), answer: answer.clone() }) as Box<dyn Carrier>)
    })
}

/// What comes of writing two stories, and what is reported.
fn write(answer: Value) -> (Result<Memory>, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let mut output = Memory::new();
    let edition = Edition { head: &EditionHead::default(), articles: &[Article::default(), Article::default()] };
    let writer = answering(answer).writer("parrot", &OptionMap::new()).unwrap();
    let written = writer.write(&edition, &mut output, &mut Context::new(&mut diagnostics, &Still));
    (written.map(|()| output), diagnostics)
}

#[track_caller]
fn refused(answer: Value) -> Error {
    write(answer).0.err().unwrap()
}

#[test]
fn an_answer_has_so_many_files() {
    let file =
        |number: usize| json!({"name": format!("{number}.txt"), "media_type": "text/plain", "content": {"text": ""}});
    let answer = |files: usize| json!({"slugline": 1, "output": {"text": ""}, "files": (0..files).map(file).collect::<Vec<_>>()});
    assert_eq!(write(answer(256)).0.unwrap().into_parts().1.len(), 256);
    let error = refused(answer(257));
    assert_eq!(error.code(), Some("plugin-output-too-large"));
    assert_eq!(
        error.to_string(),
        "plugin `parrot` 1.0.0 (in-process), write: its answer has 257 further files; at most 256 are taken"
    );
}

/// A code stands between brackets in what a terminal is shown, and a run counts by it.
#[test]
fn what_is_no_code_is_none() {
    let codes = ["all-capitals", "", "\u{1B}[2J", "All Capitals", "\u{202E}x", &"x".repeat(65)];
    let reported = codes.map(|code| json!({"code": code, "severity": "note", "message": "x"}));
    let (_, diagnostics) = write(json!({"slugline": 1, "output": {"text": ""}, "diagnostics": reported}));
    let found: Vec<&str> = diagnostics.iter().map(|one| one.code.as_ref()).collect();
    assert_eq!(found, [["all-capitals"].as_slice(), &["plugin-reported"; 5]].concat());
}

#[test]
fn a_plugin_says_nothing_of_the_run_and_of_articles_that_are_not_there() {
    let about = |article: Option<u32>| json!({"code": "x", "severity": "note", "message": "x", "article": article, "of_run": true, "origin": "html"});
    let reported = [Some(0), Some(1), Some(2), Some(u32::MAX), None].map(about);
    let answer = json!({"slugline": 1, "output": {"text": ""}, "diagnostics": reported});
    let (_, diagnostics) = write(answer.clone());
    let found: Vec<_> = diagnostics.iter().map(|one| (one.article, one.of_run, one.origin.as_ref())).collect();
    let [none, first, second] = [None, Some(0), Some(1)].map(|article| (article, false, ""));
    assert_eq!(found, [first, second, none, none, none]);

    let mut diagnostics = Diagnostics::new();
    let linter = answering(answer).linter("parrot", &OptionMap::new()).unwrap();
    linter.check(&Article::default(), &mut Context::new(&mut diagnostics, &Still)).unwrap();
    assert!(diagnostics.iter().all(|one| one.article.is_none()));
}

#[test]
fn errors_of_a_plugin_have_a_limit() {
    let error = json!({"code": "x", "severity": "error", "message": "it rains"});
    let (_, diagnostics) = write(json!({"slugline": 1, "output": {"text": ""}, "diagnostics": vec![error; 1_003]}));
    let found: Vec<&str> = diagnostics.iter().map(|one| one.message.as_str()).collect();
    assert_eq!((found.len(), found[999], found[1_000]), (1_001, "it rains", "the plugin reported 3 errors more"));
}

/// A host of today is answered by plugins of tomorrow.
#[test]
fn members_that_are_not_known_are_passed_over() {
    let body = |text: &str| json!({"text": text, "charset": "utf-8"});
    let file = json!({"name": "a.txt", "media_type": "text/plain", "content": body("hail"), "mode": 420});
    let written = write(json!({"slugline": 1, "output": body("rain"), "files": [file], "took": 3})).0.unwrap();
    let (output, files) = written.into_parts();
    assert_eq!((output.as_slice(), files[0].content.as_slice()), (&b"rain"[..], &b"hail"[..]));
    for output in [json!({}), json!({"text": "a", "base64": ""})] {
        let error = refused(json!({"slugline": 1, "output": output}));
        assert!(error.to_string().contains("expected either `text` or `base64`"), "{error}");
    }
}

/// Who holds a story back is slugline, and says so of its own.
#[test]
fn a_plugin_does_not_hold_a_story_back() {
    let error = refused(json!({"slugline": 1, "error": {"kind": "held", "message": "the story is killed"}}));
    assert_eq!((error.kind(), error.code()), (Kind::Internal, Some("plugin-reported")));
}
