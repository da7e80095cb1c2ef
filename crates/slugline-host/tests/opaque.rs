//! What a transform may and may not do with the placeholders of what it does not know.

#![allow(clippy::unwrap_used, reason = "tests may stop at the first surprise")]

use slugline_core::Result;
use slugline_core::diagnostic::Diagnostics;
use slugline_core::model::{Article, BLOCK_KINDS, INLINE_KINDS};
use slugline_core::plugin::{Context, OfferKind, OptionMap, Plugin, Still};
use slugline_host::{Carrier, Outside};
use slugline_plugin::contract::{Answer, Call, Description, Kinds, Offer, Panics, Request};

/// A transform that edits the request's JSON as text, as one in another language might.
struct Edit(fn(&str) -> String);

impl Carrier for Edit {
    fn word(&self) -> &'static str {
        "test"
    }

    fn call(&self, request: &str) -> Result<String> {
        let request = Request::from_json(request)?;
        let Some(article) = request.article else {
            assert_eq!(request.call, Call::Describe);
            return Answer { description: Some(description()), ..Answer::default() }.to_json();
        };
        let article = serde_json::to_string(&article).unwrap();
        Ok(format!(r#"{{"slugline":1,"article":{}}}"#, (self.0)(&article)))
    }
}

fn description() -> Description {
    let owned = |kinds: &[&str]| kinds.iter().map(|kind| (*kind).to_owned()).collect();
    let edit = Offer { kind: OfferKind::Transform, name: "edit".to_owned(), ..Offer::default() };
    Description {
        name: "editor".to_owned(),
        version: "0.1.0".to_owned(),
        abi: 1,
        schema: "0.3".to_owned(),
        kinds: Kinds { blocks: owned(&BLOCK_KINDS), inlines: owned(&INLINE_KINDS) },
        panics: Panics::Unwind,
        offers: vec![edit],
    }
}

/// A map of a newer schema between two paragraphs, the second with a word of one.
const ARTICLE: &str = concat!(
    r#"{"slugline":1,"schema":"0.3","head":{},"body":["#,
    r#"{"kind":"paragraph","content":[{"kind":"text","text":"Rain."}]},"#,
    r#"{"kind":"map","fallback":[{"kind":"paragraph","content":[{"kind":"text","text":"Leeds"}]}],"zoom":3,"span":[4,9]},"#,
    r#"{"kind":"paragraph","content":[{"kind":"flag","fallback":[{"kind":"text","text":"GB"}],"of":"gb"}]}]}"#,
);

const MAP: &str = r#"{"kind":"opaque","fallback":[],"ref":0,"span":[4,9]}"#;
const FLAG: &str = r#"{"kind":"opaque","fallback":[],"ref":1}"#;

/// What becomes of the article, or why nothing does, and what is reported.
fn transform(edit: fn(&str) -> String) -> (String, Vec<String>) {
    let plugin = Outside::new(description(), move || Ok(Box::new(Edit(edit)) as Box<dyn Carrier>));
    let mut article = Article::from_json(ARTICLE).unwrap();
    let mut diagnostics = Diagnostics::new();
    let transform = plugin.transform("edit", &OptionMap::new()).unwrap();
    let done = transform.apply(&mut article, &mut Context::new(&mut diagnostics, &Still));
    let told = diagnostics.iter().map(|one| one.message.clone()).collect();
    (done.map_or_else(|error| error.to_string(), |()| serde_json::to_string(&article).unwrap()), told)
}

#[test]
fn placeholders_come_back_as_what_they_stand_for() {
    let (article, told) = transform(|article| {
        assert!(article.contains(MAP) && article.contains(FLAG), "{article}");
        article.replace("Rain.", "Hail.")
    });
    assert_eq!(article, ARTICLE.replace("Rain.", "Hail."));
    assert!(told.is_empty());
}

#[test]
fn what_is_left_out_is_told() {
    let (article, told) = transform(|article| article.replace(&format!("{MAP},"), ""));
    assert!(!article.contains("Leeds") && article.contains("GB"));
    assert_eq!(told, ["the plugin left out a node of the kind `map`, which it does not know"]);
}

#[test]
fn what_stands_twice_or_for_nothing_is_refused() {
    let refused = |edit| transform(edit).0;
    assert_eq!(
        refused(|article| article.replace(MAP, &format!("{MAP},{MAP}"))),
        "plugin `editor` 0.1.0 (test), transform: a placeholder with `ref` 0 comes twice, or stands for nothing",
    );
    assert_eq!(
        refused(|article| article.replace(r#""ref":1"#, r#""ref":7"#)),
        "plugin `editor` 0.1.0 (test), transform: a placeholder with `ref` 7 comes twice, or stands for nothing",
    );
    assert_eq!(
        refused(|article| article.replace(FLAG, MAP)),
        "plugin `editor` 0.1.0 (test), transform: a placeholder with `ref` 0 comes twice, or stands for nothing",
    );
    assert_eq!(
        refused(|article| article.replace(&format!("{MAP},"), "").replace(r#""ref":1"#, r#""ref":0"#)),
        "plugin `editor` 0.1.0 (test), transform: a placeholder of a block stands within a paragraph",
    );
}

#[test]
fn an_answer_that_is_none_is_refused_in_words() {
    let (refused, _) = transform(|_| "7".to_owned());
    assert_eq!(
        refused,
        "plugin `editor` 0.1.0 (test), transform: the answer: invalid type: integer `7`, expected an article at line 1 column 25",
    );
}
