//! JSON to articles: one document, or several in a row.

use serde_json::value::RawValue;
use slugline_core::model::{Article, Span};
use slugline_core::plugin::{Context, Reader};
use slugline_core::{Error, Kind, Result, Source};

/// How many bytes at either end of a file are searched for the signature. Some languages sort keys, and then it comes last.
const NEAR: usize = 256;

/// Whether `text` is an object that carries `"slugline":` and a number, near its start or its end. A number, because
/// ninjs has a `slugline` too, which is a string.
pub(crate) fn has_signature(text: &str) -> bool {
    let text = text.trim_ascii();
    let (start, _) = text.split_at(text.floor_char_boundary(NEAR));
    let (_, end) = text.split_at(text.floor_char_boundary(text.len().saturating_sub(NEAR)));
    text.starts_with('{') && [start, end].into_iter().any(names_envelope)
}

fn names_envelope(part: &str) -> bool {
    let after = part.split("\"slugline\"").skip(1);
    let values = after.filter_map(|after| after.trim_ascii_start().strip_prefix(':'));
    values.map(str::trim_ascii_start).any(|value| value.starts_with(|first: char| first.is_ascii_digit()))
}

pub(crate) struct JsonReader;

impl Reader for JsonReader {
    fn spans_source(&self) -> bool {
        false
    }

    fn read<'s>(
        &self,
        source: &'s Source,
        _: &mut Context<'_>,
        each: &mut dyn FnMut(Article<'s>) -> Result<()>,
    ) -> Result<()> {
        let text = source.text();
        let mut documents = serde_json::Deserializer::from_str(text).into_iter::<&RawValue>().peekable();
        if documents.peek().is_none() {
            return Err(Error::new(Kind::Malformed, "the input holds no JSON document"));
        }
        for document in documents {
            let json = document.map_err(|fault| malformed(&fault, text, source))?.get();
            each(Article::from_json(json).map_err(|error| placed(error, json, source))?)?;
        }
        Ok(())
    }
}

/// What stands where a document should is no JSON.
fn malformed(fault: &serde_json::Error, text: &str, source: &Source) -> Error {
    placed(Error::new(Kind::Malformed, fault.to_string()), text, source)
}

/// The error with its place in the source. The line and column that it names count from the start of `json`, which may be
/// one document of many: they go, and the bytes they stand for are the error's span.
fn placed(error: Error, json: &str, source: &Source) -> Error {
    let message = error.to_string();
    match split_place(&message) {
        Some((what, line, column)) => Error::new(error.kind(), what).at(span_at(json, line, column, source)),
        None => {
            let start = source.span_of(json).start;
            error.at(Span::new(start, start))
        }
    }
}

/// Splits a message of serde_json: `EOF while parsing a value at line 2 column 14`, but not `no slugline document`.
fn split_place(message: &str) -> Option<(&str, usize, usize)> {
    let (what, place) = message.rsplit_once(" at line ")?;
    let (line, column) = place.split_once(" column ")?;
    Some((what, line.parse().ok()?, column.parse().ok()?))
}

/// The character at a line and column of `json`: the column counts bytes, and both count from 1. Past the end: the place
/// after the last character.
fn span_at(json: &str, line: usize, column: usize, source: &Source) -> Span {
    let lines_before = json.split_inclusive('\n').take(line.saturating_sub(1));
    let line_start: usize = lines_before.map(str::len).sum();
    let (_, rest) = json.split_at(json.floor_char_boundary(line_start + column.saturating_sub(1)));
    let character = rest.chars().next().map_or(0, char::len_utf8);
    source.span_of(rest.get(..character).unwrap_or_default())
}
