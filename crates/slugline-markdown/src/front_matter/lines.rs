//! Front matter that does not parse, read line by line: `key: value`, `key = value`, `- item`.
//!
//! What breaks YAML most often is a colon or a quotation mark within a title. Each line is read for itself, so that one such
//! line spoils no other; what is no line of a key is kept as a value without one.

use std::borrow::Cow;

use slugline_core::line;

use super::value::{Entry, Kind, Value};

/// Longest key, in bytes.
const MAX_KEY: usize = 40;

/// The entries of `raw`. A line that is of no key is an entry with an empty one.
pub(super) fn parse(raw: &str) -> Vec<Entry<'_>> {
    let mut entries: Vec<Entry<'_>> = Vec::new();
    for (line, _) in line::lines(raw) {
        let text = line.trim();
        if text.is_empty() || text.starts_with('#') {
            continue;
        }
        let is_indented = line.starts_with([' ', '\t']);
        if let Some((key, value)) = pair(text).filter(|_| !is_indented) {
            entries.push(Entry { key: Cow::Borrowed(key), value: whole(value) });
        } else if !belongs_above(entries.last_mut(), text, is_indented, raw) {
            entries.push(Entry { key: Cow::Borrowed(""), value: Value::verbatim(text) });
        }
    }
    entries
}

/// Whether a line is `key: value` or `key = value`: the key a word or few.
pub(super) fn is_pair(line: &str) -> bool {
    pair(line).is_some()
}

fn pair(text: &str) -> Option<(&str, &str)> {
    let at = text.find([':', '='])?;
    let (key, value) = (text.get(..at)?.trim_end(), text.get(at + 1..)?);
    let key = key.trim_matches(['"', '\'']);
    let is_word = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '-' | '.' | ' ');
    let begins = key.starts_with(char::is_alphabetic) && key.len() <= MAX_KEY && key.chars().all(is_word);
    // `https://` is no key.
    let apart = value.is_empty() || value.starts_with([' ', '\t', '"', '\'', '[']);
    (begins && apart).then_some((key, value.trim()))
}

/// A value that fills its line: nothing, a list in brackets, a text with or without quotation marks.
fn whole(text: &str) -> Value<'_> {
    let text = text.strip_suffix(',').unwrap_or(text);
    if text.is_empty() {
        return Value { kind: Kind::Nothing, raw: text };
    }
    match text.strip_prefix('[') {
        Some(inner) => {
            // Or it was never closed, and is what broke the front matter.
            let inner = inner.strip_suffix(']').unwrap_or(inner);
            let items = inner.split(',').map(|item| unquoted(item.trim()));
            Value { kind: Kind::List(items.collect()), raw: text }
        }
        None => unquoted(text),
    }
}

/// A text without the quotation marks around it. Where marks stand within, the outer ones may be no pair.
fn unquoted(text: &str) -> Value<'_> {
    let within = |mark: char| {
        let inner = text.strip_prefix(mark)?.strip_suffix(mark)?;
        (!inner.contains(mark)).then_some(inner)
    };
    Value::verbatim(within('"').or_else(|| within('\'')).unwrap_or(text))
}

/// Adds a line without a key to the entry above it. False where it is no part of one.
fn belongs_above<'s>(above: Option<&mut Entry<'s>>, text: &'s str, is_indented: bool, raw: &'s str) -> bool {
    let Some(above) = above else { return false };
    takes_item(above, text) || (is_indented && goes_on(above, text, raw))
}

/// Adds a line `- item` to the entry above it, where that has no value or is a list.
fn takes_item<'s>(above: &mut Entry<'s>, text: &'s str) -> bool {
    let Some(item) = text.strip_prefix("- ") else { return false };
    match &mut above.value.kind {
        Kind::List(items) => items.push(unquoted(item.trim())),
        kind @ Kind::Nothing => *kind = Kind::List(vec![unquoted(item.trim())]),
        Kind::Text(_) | Kind::Table(_) => return false,
    }
    true
}

/// Adds an indented line to the text of the entry above it.
fn goes_on<'s>(above: &mut Entry<'s>, text: &'s str, raw: &'s str) -> bool {
    match &mut above.value.kind {
        kind @ Kind::Nothing => *kind = Kind::Text(Cow::Borrowed(text)),
        Kind::Text(before) if matches!(&**before, ">" | "|" | ">-" | "|-") => *before = Cow::Borrowed(text),
        Kind::Text(before) => {
            let joined = before.to_mut();
            joined.push(' ');
            joined.push_str(text);
        }
        Kind::List(_) | Kind::Table(_) => return false,
    }
    let start = above.value.raw.as_ptr() as usize - raw.as_ptr() as usize;
    let end = text.as_ptr() as usize - raw.as_ptr() as usize + text.len();
    above.value.raw = raw.get(start..end).unwrap_or(text);
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn reads(raw: &str, json: &str) {
        let value = Value { kind: Kind::Table(parse(raw)), raw };
        assert_eq!(serde_json::to_string(&value).unwrap_or_default(), json);
    }

    #[test]
    fn each_line_stands_for_itself() {
        reads("title: Rain: a sequel\nslug: rain", r#"{"title":"Rain: a sequel","slug":"rain"}"#);
        reads("title: \"Rain\" again\nbyline: 'Ada Roe'", r#"{"title":"\"Rain\" again","byline":"Ada Roe"}"#);
        reads("tags: [sea, wind", r#"{"tags":["sea","wind"]}"#);
        reads("title = \"Rain\"\ntags = [\"sea\", wind]", r#"{"title":"Rain","tags":["sea","wind"]}"#);
    }

    #[test]
    fn lists_and_folded_values_belong_to_the_key_above() {
        reads("tags:\n- sea\n  - 'wind'\ndraft:", r#"{"tags":["sea","wind"],"draft":null}"#);
        reads("title: >\n  Rain\n  again", r#"{"title":"Rain again"}"#);
    }

    #[test]
    fn what_has_no_key_is_kept() {
        reads("# said\n\nRain fell\nhttps://a.example", r#"{"":"Rain fell","":"https://a.example"}"#);
    }
}
