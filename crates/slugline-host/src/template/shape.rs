//! What a template may ask for: the fields of a story, of its edition, and the plugin's own options.

use serde_json::Value;
use slugline_core::plugin::{Arity, Audience, OptionHelp, OptionMap, OptionValues};
use slugline_core::{Error, Kind, Result};
use slugline_plugin::contract::Offer;
use slugline_template::{self as template, Fault, MOMENT, Shape, Templates, View};

use crate::manifest::Escape;

/// The fields of a story beside those that themes have.
const STORY: [Field<'static>; 12] = [
    ("category", Shape::Text),
    ("created", MOMENT),
    ("dateline", Shape::Record(&[("place", Shape::Text), ("source", Shape::Text), ("text", Shape::Text)])),
    ("embargo", MOMENT),
    ("identifier", Shape::Text),
    ("slug", Shape::Text),
    ("status", Shape::Text),
    ("subjects", Shape::List(&SUBJECT)),
    ("text", Shape::Text),
    ("urgency", Shape::Record(&[("code", Shape::Text), ("level", Shape::Number)])),
    ("version", Shape::Number),
    ("word_count", Shape::Number),
];

const SUBJECT: Shape<'static> = Shape::Record(&[("code", Shape::Text), ("name", Shape::Text), ("scheme", Shape::Text)]);

/// The fields of an edition.
const EDITION: Shape<'static> = Shape::Record(&[
    ("direction", Shape::Text),
    ("identifier", Shape::Text),
    ("language", Shape::Text),
    ("publisher", PUBLISHER),
    ("title", Shape::Text),
]);

const PUBLISHER: Shape<'static> = Shape::Record(&[
    ("copyright", Shape::Text),
    ("logo", Shape::Address),
    ("name", Shape::Text),
    ("url", Shape::Address),
    ("usage_terms", Shape::Text),
]);

type Field<'s> = (&'s str, Shape<'s>);

/// Holds the templates of `offer` to what they may ask for. Gives what is wrong with them.
///
/// # Errors
///
/// Where an option is of a type that no template can print.
pub(super) fn check(templates: &Templates, entry: &str, offer: &Offer, escape: template::Escape) -> Result<Vec<Fault>> {
    let options = offer.options.iter().map(option).collect::<Result<Vec<_>>>()?;
    let mut story = [&View::FIELDS[..], &STORY].concat();
    if escape != template::Escape::Plain {
        story.push(("body", Shape::Markup(None)));
    }
    if offer.audience == Some(Audience::Newsroom) {
        story.push(("editor_notes", Shape::List(&Shape::Text)));
    }
    story.sort_by_key(|(name, _)| *name);
    let record = Shape::Record(&story);
    let mut root = match offer.arity.unwrap_or(Arity::One) {
        Arity::One => story.clone(),
        Arity::Many => vec![("stories", Shape::List(&record))],
    };
    root.extend([("edition", EDITION), ("options", Shape::Record(&options))]);
    root.sort_by_key(|(name, _)| *name);
    Ok(templates.check(&[entry], &Shape::Record(&root)))
}

fn option(option: &OptionHelp) -> Result<Field<'_>> {
    let shape = match option.schema.as_ref().map(|schema| &schema.values) {
        None | Some(OptionValues::Text) => Some(Shape::Text),
        Some(OptionValues::Address) => Some(Shape::Address),
        Some(OptionValues::Integer(..) | OptionValues::Number) => Some(Shape::Number),
        Some(OptionValues::Switch | OptionValues::Color) => Some(Shape::Word),
        Some(OptionValues::Word(words)) if words.iter().all(|word| is_harmless(word)) => Some(Shape::Word),
        Some(OptionValues::Word(_)) => Some(Shape::Text),
        Some(OptionValues::List(items)) => match **items {
            OptionValues::List(_) | OptionValues::Table(_) => None,
            _ => Some(Shape::List(&Shape::Text)),
        },
        Some(OptionValues::Table(_)) => None,
    };
    let refuse = || {
        let message = format!("no template can print the option `{}`: it holds lists or tables", option.name);
        Error::new(Kind::Usage, message).help("make it a text, a number, a switch, a word or a list of those")
    };
    Ok((&option.name, shape.ok_or_else(refuse)?))
}

/// Whether a word can be taken for nothing else, wherever it stands.
fn is_harmless(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'#' | b'%'))
}

/// The options with those of no type as text, which templates take them for.
///
/// # Errors
///
/// [`Kind::Usage`] for a list or a table.
pub(super) fn texts_of(of: &str, mut options: OptionMap, listed: &[OptionHelp]) -> Result<OptionMap> {
    for option in listed.iter().filter(|option| option.schema.is_none()) {
        let text = match options.get(&option.name) {
            Some(value @ (Value::Bool(_) | Value::Number(_))) => value.to_string(),
            Some(value @ (Value::Array(_) | Value::Object(_))) => {
                let message = format!("option `{of}.{}`: expected text, found `{value}`", option.name);
                return Err(Error::new(Kind::Usage, message));
            }
            None | Some(Value::Null | Value::String(_)) => continue,
        };
        options.set(&*option.name, text);
    }
    Ok(options)
}

/// What keeps text from being taken for markup: what the manifest says, else what suits the media type.
///
/// # Errors
///
/// Where the manifest says nothing, and the media type neither.
pub(super) fn escape_of(said: Option<Escape>, offer: &Offer) -> Result<template::Escape> {
    let media_type = offer.media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let ends = |ending: &str| media_type.ends_with(ending);
    Ok(match said {
        Some(Escape::Html) => template::Escape::Html,
        Some(Escape::Xml) => template::Escape::Xml,
        Some(Escape::Json) => template::Escape::Json,
        Some(Escape::None) => template::Escape::Plain,
        None if media_type == "text/html" => template::Escape::Html,
        None if ends("/xml") || ends("+xml") => template::Escape::Xml,
        None if ends("/json") || ends("+json") => template::Escape::Json,
        None if ["text/plain", "text/markdown", "text/csv"].contains(&&*media_type) => template::Escape::Plain,
        None => {
            let message = format!("the media type `{}` does not say how text is escaped", offer.media_type);
            let help = "say it in the manifest: `escape` of `artifact.template` is `html`, `xml`, `json` or `none`";
            return Err(Error::new(Kind::Usage, message).help(help).coded("plugin-template"));
        }
    })
}
