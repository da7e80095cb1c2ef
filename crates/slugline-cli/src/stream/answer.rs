//! What goes out: a line of JSON for each record, and one for them all.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::value::RawValue;
use slugline::plugin::FileType;

use super::record::Raw;
use super::text::{put_json, put_string};
use crate::finding::Finding;
use crate::json::{self, Record};

/// An output of a record, as its answer holds it.
pub(super) enum Output {
    /// JSON, as it is.
    Json(String),
    /// Text: a string.
    Text(String),
    /// Anything else: Base64.
    Bytes(Vec<u8>),
}

/// How records came out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) results: u64,
    pub(super) errors: u64,
}

impl Counts {
    pub(super) fn add(&mut self, other: Counts) {
        self.results += other.results;
        self.errors += other.errors;
    }

    /// The line behind the last answer.
    pub(super) fn trailer(self) -> Vec<u8> {
        let Counts { results, errors } = self;
        let records = results + errors;
        format!("{{\"trailer\":{{\"records\":{records},\"results\":{results},\"errors\":{errors}}}}}\n").into_bytes()
    }
}

impl Output {
    /// What a writer of files of that type wrote. `is_known`: whether its word can be taken for it that JSON is JSON.
    pub(super) fn of(bytes: Vec<u8>, files: &FileType, is_known: bool) -> Output {
        if files.binary {
            return Output::Bytes(bytes);
        }
        let is_json = files.media_type.ends_with("json");
        match String::from_utf8(bytes) {
            Ok(text) if is_json && (is_known || serde_json::from_str::<&RawValue>(&text).is_ok()) => Output::Json(text),
            Ok(text) => Output::Text(text),
            Err(error) => Output::Bytes(error.into_bytes()),
        }
    }

    fn put(&self, out: &mut Vec<u8>) {
        match self {
            Output::Json(json) => put_json(json, out),
            Output::Text(text) => put_string(text, out),
            Output::Bytes(bytes) => put_string(&STANDARD.encode(bytes), out),
        }
    }
}

/// Adds the answer of a record that came out: one output for each of its stories.
pub(super) fn put_result(
    id: Option<&RawValue>,
    to: &str,
    outputs: &[&Output],
    findings: &[Finding<'_>],
    out: &mut Vec<u8>,
) {
    put_id(id, out);
    out.extend_from_slice(b",\"ok\":true,\"to\":");
    put_string(to, out);
    match outputs {
        [output] => {
            out.extend_from_slice(b",\"output\":");
            output.put(out);
        }
        outputs => {
            out.extend_from_slice(b",\"outputs\":");
            put_list(outputs, out, |output, out| output.put(out));
        }
    }
    put_findings(findings, out);
    out.extend_from_slice(b"}\n");
}

/// Adds the answer of a record that failed. What has no identifier is told by its line.
pub(super) fn put_error(
    id: Option<&RawValue>,
    raw: impl FnOnce() -> Raw,
    error: &Finding<'_>,
    others: &[Finding<'_>],
    out: &mut Vec<u8>,
) {
    put_id(id, out);
    out.extend_from_slice(b",\"ok\":false");
    if id.is_none() {
        let raw = raw();
        out.extend_from_slice(b",\"raw_blake3\":");
        put_string(&raw.blake3(), out);
        out.extend_from_slice(b",\"raw_head\":");
        put_string(&raw.head(), out);
    }
    out.extend_from_slice(b",\"error\":");
    json::write(&Record::of(error), out);
    if !others.is_empty() {
        put_findings(others, out);
    }
    out.extend_from_slice(b"}\n");
}

fn put_id(id: Option<&RawValue>, out: &mut Vec<u8>) {
    out.extend_from_slice(b"{\"id\":");
    put_json(id.map_or("null", RawValue::get), out);
}

fn put_findings(findings: &[Finding<'_>], out: &mut Vec<u8>) {
    out.extend_from_slice(b",\"diagnostics\":");
    put_list(findings, out, |finding, out| json::write(&Record::of(finding), out));
}

fn put_list<T>(items: &[T], out: &mut Vec<u8>, put: impl Fn(&T, &mut Vec<u8>)) {
    out.push(b'[');
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            out.push(b',');
        }
        put(item, out);
    }
    out.push(b']');
}
