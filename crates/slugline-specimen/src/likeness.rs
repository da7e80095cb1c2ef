//! Whether an article came back as it was: articles as documents, without what reading and writing may change.

use serde_json::Value;
use slugline_core::model::{Article, Field, Role};
use slugline_core::plugin::Plugin;

use crate::clear;

/// What the one writer of `plugin` gives readers of an article: the fields of the head that it carries, without the places
/// they were read from and what no version knows, and the body without its blocks that nobody sees.
pub fn carried<'s>(article: &Article<'s>, plugin: &dyn Plugin) -> Article<'s> {
    let carries = plugin.manifest().offers.iter().find_map(|offer| offer.carries).unwrap();
    let mut carried = article.clone();
    let lost = Field::ALL.into_iter().filter(|field| !carries.fields.has(*field));
    lost.for_each(|field| clear(&mut carried.head, field));
    carried.head.spans.clear();
    carried.head.extra.clear();
    carried.body.retain(|block| !block.attrs.is_withheld());
    carried
}

/// An article without the parts of its body that have one of `roles`.
pub fn without(article: &Article<'_>, roles: &[Role<'_>]) -> Article<'static> {
    let mut document = serde_json::to_value(article).unwrap();
    each_value(&mut document["body"], &mut |value| {
        if let Value::Array(parts) = value {
            parts.retain(|part| !roles.iter().any(|role| part["role"] == role.as_str()));
        }
    });
    Article::from_json(&document.to_string()).unwrap().into_owned()
}

/// An article as a document, without the places that it was read from.
pub fn document(article: &Article<'_>) -> Value {
    let mut document = serde_json::to_value(article).unwrap();
    each_value(&mut document, &mut |value| {
        if let Value::Object(members) = value {
            members.retain(|name, _| name != "span" && name != "spans");
        }
    });
    document
}

/// Joins the runs of text that touch, drops those that are empty, and folds blanks.
pub fn fold(value: &mut Value) {
    match value {
        Value::Object(members) => members.values_mut().for_each(fold),
        Value::Array(values) => {
            join(values);
            values.iter_mut().for_each(fold);
        }
        Value::String(text) => *text = text.split_whitespace().collect::<Vec<_>>().join(" "),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn join(values: &mut Vec<Value>) {
    let mut joined: Vec<Value> = Vec::new();
    for value in values.drain(..) {
        match joined.last_mut().and_then(|last| Some([run_of(last)?, run_of(&value)?].concat())) {
            Some(text) => joined.last_mut().unwrap()["text"] = text.into(),
            None => joined.push(value),
        }
    }
    joined.retain(|value| run_of(value) != Some(""));
    *values = joined;
}

/// Calls `visit` with every value of a document, those within another before it.
pub fn each_value(value: &mut Value, visit: &mut dyn FnMut(&mut Value)) {
    match value {
        Value::Array(values) => values.iter_mut().for_each(|value| each_value(value, visit)),
        Value::Object(members) => members.values_mut().for_each(|value| each_value(value, visit)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
    visit(value);
}

/// The text of an inline, where it is a run of text.
pub fn run_of(inline: &Value) -> Option<&str> {
    inline["text"].as_str().filter(|_| inline["kind"] == "text")
}

/// The lines that only one of two documents has.
pub fn differences(found: &Value, expected: &Value) -> String {
    let (found, expected) = (format!("{found:#}"), format!("{expected:#}"));
    let only = |mark: &str, one: &str, other: &str| -> String {
        one.lines().filter(|line| !other.contains(line)).map(|line| format!("{mark} {line}\n")).collect()
    };
    only("found", &found, &expected) + &only("expected", &expected, &found)
}
