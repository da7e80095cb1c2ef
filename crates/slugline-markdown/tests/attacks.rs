//! Hostile text in every field of the model, and secrets in all of them.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests may stop at the first surprise")]

use serde_json::{Map, Value};
use slugline_core::model::{Byline, Date, Head, Span};
use slugline_markdown::write_article;
use slugline_markup::{Dropped, InText, clean_text, web_address};
use slugline_specimen::hostile::{Attack, attacks, breaks_no_text};
use slugline_specimen::secret::keeps_secret;
use slugline_specimen::written;

#[test]
fn no_attack_breaks_a_post() {
    breaks_no_text(write_article);
}

#[test]
fn nothing_for_editors_gets_out() {
    keeps_secret(write_article);
}

#[test]
fn front_matter_has_the_keys_of_the_head_and_no_others() {
    for Attack { name, article, .. } in attacks().into_iter().filter(Attack::is_bare) {
        let (post, _) = written(|out, cx| write_article(&article, out, cx));
        let found = front_matter(&post).unwrap_or_else(|fault| panic!("{name}: {fault}\n{post}"));
        assert_eq!(undone(found), entries(&article.head), "{name}\n{post}");
    }
}

/// What a parser of YAML reads between the fences of a post.
fn front_matter(post: &str) -> Result<Value, String> {
    let Some(rest) = post.strip_prefix("---\n") else { return Ok(Map::new().into()) };
    let (yaml, _) = rest.split_once("\n---\n").ok_or("no fence ends it")?;
    serde_saphyr::from_str(yaml).map_err(|error| error.to_string())
}

/// The values with `&amp;` undone, once: a reference is written so that none is read where a site generator resolves it.
fn undone(value: Value) -> Value {
    match value {
        Value::String(text) => text.replace("&amp;", "&").into(),
        Value::Array(values) => values.into_iter().map(undone).collect(),
        Value::Object(members) => members.into_iter().map(|(key, value)| (key, undone(value))).collect(),
        other => other,
    }
}

/// The entries that a head has, as `docs/formats/markdown.md` lists them.
fn entries(head: &Head<'_>) -> Value {
    let said = |text: Option<&str>| text.and_then(one_line).map(Value::from);
    let date = |date: Option<Date>| date.map(|date| Value::from(InText(date).to_string()));
    let list = |values: Vec<Value>| (!values.is_empty()).then(|| Value::from(values));
    let entries = [
        ("title", said(head.headline.as_deref())),
        ("subtitle", said(head.subheadline.as_deref())),
        ("authors", list(head.bylines.iter().filter_map(author).collect())),
        ("date", date(head.dates.published)),
        ("created", date(head.dates.created)),
        ("updated", date(head.dates.updated)),
        ("section", said(head.section.as_deref())),
        ("tags", list(head.keywords.iter().filter_map(|keyword| said(Some(keyword))).collect())),
        ("lang", said(head.language.as_deref())),
        ("slug", said(head.slug.as_deref())),
        ("canonical_url", said(head.url.as_deref().and_then(web_address).as_deref())),
        ("source", said(head.credit.as_deref())),
        ("rights", said(head.rights.as_deref())),
    ];
    table(entries)
}

/// A name, or a table where something is said of it.
fn author(byline: &Byline<'_>) -> Option<Value> {
    let said = |text: Option<&str>| text.and_then(one_line).map(Value::from);
    let name = one_line(&byline.name)?;
    let (role, affiliation) = (said(byline.role.as_deref()), said(byline.affiliation.as_deref()));
    if role.is_none() && affiliation.is_none() {
        return Some(name.into());
    }
    Some(table([("name", Some(name.into())), ("role", role), ("affiliation", affiliation)]))
}

fn table<const COUNT: usize>(entries: [(&str, Option<Value>); COUNT]) -> Value {
    entries.into_iter().filter_map(|(key, value)| Some((key, value?))).collect()
}

/// A text without what no document can hold, in one line with single blanks.
fn one_line(text: &str) -> Option<String> {
    let clean = clean_text(text, Span::DETACHED, &mut Dropped::default());
    let line = clean.split_whitespace().collect::<Vec<_>>().join(" ");
    (!line.is_empty()).then_some(line)
}
