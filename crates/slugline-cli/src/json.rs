//! Messages for programs: a JSON object for each.
//!
//! The report of a run holds the same objects; `docs/schema/report.schema.json` is made from these types.

use std::io;
use std::time::Duration;

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;
use slugline::diagnostic::{Severity, is_obeyed};

use crate::finding::Finding;
use crate::summary::Counts;

/// A diagnostic.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "Diagnostic", deny_unknown_fields))]
pub(crate) struct Record<'a> {
    /// `note`, `warning` or `error`.
    #[cfg_attr(test, schemars(with = "Grade"))]
    severity: Severity,
    /// What `slugline explain` takes. Absent: the run as a whole, which `message` says all about.
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'a str>,
    /// What was found.
    message: &'a str,
    /// What to do next.
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
    /// The formats and transforms that report it, the reader among them. Empty: slugline itself.
    origins: Vec<&'a str>,
    /// The input, as it was named; of an edition of several its file. Absent: it is about none.
    #[serde(skip_serializing_if = "Option::is_none")]
    input: Option<&'a str>,
    /// Where in the input. Absent: it is about the input as a whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<Place>,
}

/// A place in an input. Lines and columns count from 1; columns count characters.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
struct Place {
    /// The bytes of the file, `[start,end]`, half open, from 0.
    span: [u64; 2],
    /// The line that the first byte is in.
    line: u32,
    /// Its column.
    column: u32,
    /// The line that the last byte is in, or the end of the text.
    end_line: u32,
    /// The column behind it.
    end_column: u32,
}

/// How much a diagnostic matters.
#[cfg(test)]
#[derive(schemars::JsonSchema)]
#[schemars(rename = "Severity", rename_all = "lowercase")]
#[allow(dead_code, reason = "stands for the words that `Severity` is written as")]
enum Grade {
    Note,
    Warning,
    Error,
}

impl<'a> Record<'a> {
    pub(crate) fn of(finding: &Finding<'a>) -> Record<'a> {
        let filled = |text: &'a str| Some(text).filter(|text| !text.is_empty());
        let diagnostic = finding.diagnostic;
        Record {
            severity: diagnostic.severity,
            code: filled(&diagnostic.code),
            message: &diagnostic.message,
            help: diagnostic.help.as_deref(),
            origins: finding.origins.clone(),
            input: filled(finding.about.name),
            place: Place::of(finding),
        }
    }
}

impl Place {
    fn of(finding: &Finding<'_>) -> Option<Place> {
        let (source, span) = finding.span()?;
        let before = source.place().byte;
        let (first, end) = (source.line_col(span.start), source.line_col(span.end));
        Some(Place {
            span: [span.start, span.end].map(|offset| before + u64::from(offset)),
            line: first.line,
            column: first.column,
            end_line: end.line,
            end_column: end.column,
        })
    }
}

/// A line of JSON.
pub(crate) fn render(finding: &Finding<'_>) -> String {
    line(&Record::of(finding))
}

/// A value on a line of JSON.
pub(crate) fn line(value: &impl Serialize) -> String {
    let mut line = Vec::new();
    write(value, &mut line);
    line.push(b'\n');
    String::from_utf8_lossy(&line).into_owned()
}

/// How a run over several inputs ended.
#[derive(Serialize)]
struct Ended {
    summary: Told,
}

#[derive(Serialize)]
struct Told {
    #[serde(flatten)]
    counts: Counts,
    /// How long it took.
    seconds: f64,
}

/// A line of JSON: how a run over several inputs ended.
pub(crate) fn summary(counts: Counts, took: Duration) -> String {
    line(&Ended { summary: Told { counts, seconds: took.as_secs_f64() } })
}

/// Adds a value to `out`, without a line end in it, and without anything that a terminal would obey.
pub(crate) fn write(value: &impl Serialize, out: &mut Vec<u8>) {
    // Writing to memory cannot fail, and all that is written has strings for keys.
    let _ = value.serialize(&mut Serializer::with_formatter(out, Harmless));
}

/// JSON on one line. What a terminal would obey is escaped, also where JSON does not ask for it.
struct Harmless;

impl Formatter for Harmless {
    fn write_string_fragment<W: ?Sized + io::Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        let mut plain = 0;
        for (at, letter) in fragment.char_indices().filter(|(_, letter)| is_obeyed(*letter)) {
            out.write_all(fragment.get(plain..at).unwrap_or_default().as_bytes())?;
            // All of them are in the first plane.
            write!(out, "\\u{:04x}", u32::from(letter))?;
            plain = at + letter.len_utf8();
        }
        out.write_all(fragment.get(plain..).unwrap_or_default().as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_obeys_is_escaped_and_reads_back() {
        let text = "a\u{1B}[2J\u{7F}\u{9B}2J\u{202E}z\n\"ä\"";
        let mut json = Vec::new();
        write(&text, &mut json);
        let json = String::from_utf8(json).unwrap();
        assert_eq!(json, r#""a\u001b[2J\u007f\u009b2J\u202ez\n\"ä\"""#);
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
    }
}
