//! All messages of a run as one log of SARIF 2.1.0, for services that show findings beside the text.
//!
//! It is written as the run goes: results stand before the tool that found them, so that none has to be kept. What has no
//! code is no finding in a story but a thing to know of the run, and stands with its exit code.
//!
//! Source: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0.

use std::collections::BTreeSet;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use slugline::diagnostic::Severity;
use slugline::{Source, model::Span};

use crate::explain;
use crate::finding::Finding;
use crate::json;

/// What every log begins with, up to the first result. GitHub asks for the schema's address.
const BEGIN: &str =
    r#"{"version":"2.1.0","$schema":"https://json.schemastore.org/sarif-2.1.0.json","runs":[{"results":["#;

/// The log so far.
#[derive(Default)]
pub(crate) struct Log {
    codes: BTreeSet<String>,
    notifications: Vec<Found>,
    has_results: bool,
}

impl Log {
    /// What is to be written for a finding now; there may be nothing.
    pub(crate) fn add(&mut self, finding: &Finding<'_>) -> String {
        let code = finding.diagnostic.code.as_ref();
        if code.is_empty() {
            self.notifications.push(Found::of(finding));
            return String::new();
        }
        self.codes.insert(code.to_owned());
        let before = self.before_result();
        format!("{before}{}", text(&Found::of(finding)))
    }

    /// What stands before the next result.
    fn before_result(&mut self) -> String {
        if std::mem::replace(&mut self.has_results, true) { ",\n".to_owned() } else { format!("{BEGIN}\n") }
    }

    /// The rest of it, when the run is over.
    pub(crate) fn end(self, exit_code: u8) -> String {
        let before = if self.has_results { "\n" } else { BEGIN };
        let tool = Tool { driver: Driver::with(&self.codes) };
        let invocation = Invocation {
            execution_successful: exit_code < 2,
            exit_code,
            tool_execution_notifications: self.notifications,
        };
        let (tool, invocation) = (text(&tool), text(&invocation));
        format!(
            "{before}],\n\"columnKind\":\"unicodeCodePoints\",\n\"tool\":{tool},\n\"invocations\":[{invocation}]}}]}}\n"
        )
    }
}

fn text(value: &impl Serialize) -> String {
    let mut bytes = Vec::new();
    json::write(value, &mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A `result`, or a `notification` where it has no rule.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Found {
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_id: Option<String>,
    level: &'static str,
    message: Text,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    locations: Vec<Location>,
}

#[derive(Serialize)]
struct Text {
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    markdown: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: PhysicalLocation,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: Artifact,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

/// Lines and columns count from 1, columns in characters; the bytes are those of the file.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    start_column: u32,
    end_line: u32,
    end_column: u32,
    byte_offset: u64,
    byte_length: u32,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    version: &'static str,
    rules: Vec<Rule>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: String,
    short_description: Text,
    full_description: Text,
    help: Text,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: bool,
    exit_code: u8,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tool_execution_notifications: Vec<Found>,
}

impl Found {
    fn of(finding: &Finding<'_>) -> Found {
        let diagnostic = finding.diagnostic;
        let hint = diagnostic.help.as_deref().map(|help| format!("\nhint: {help}")).unwrap_or_default();
        Found {
            rule_id: Some(diagnostic.code.to_string()).filter(|code| !code.is_empty()),
            level: match diagnostic.severity {
                Severity::Note => "note",
                Severity::Warning => "warning",
                Severity::Error => "error",
            },
            message: Text::plain(format!("{}{hint}", finding.message())),
            locations: Vec::from_iter(Location::of(finding)),
        }
    }
}

impl Text {
    fn plain(text: String) -> Text {
        Text { text, markdown: None }
    }
}

impl Location {
    fn of(finding: &Finding<'_>) -> Option<Location> {
        let name = Some(finding.about.name).filter(|name| !name.is_empty())?;
        let region = finding.span().map(|(source, span)| Region::of(source, span));
        Some(Location {
            physical_location: PhysicalLocation { artifact_location: Artifact { uri: uri(name) }, region },
        })
    }
}

impl Region {
    fn of(source: &Source, span: Span) -> Region {
        let (first, end) = (source.line_col(span.start), source.line_col(span.end));
        Region {
            start_line: first.line,
            start_column: first.column,
            end_line: end.line,
            end_column: end.column,
            byte_offset: source.place().byte + u64::from(span.start),
            byte_length: span.end.saturating_sub(span.start),
        }
    }
}

impl Driver {
    fn with(codes: &BTreeSet<String>) -> Driver {
        Driver {
            name: "slugline",
            version: env!("CARGO_PKG_VERSION"),
            rules: codes.iter().map(|code| Rule::of(code)).collect(),
        }
    }
}

impl Rule {
    /// What the manual says about a code. Of one of a plugin it says nothing.
    fn of(code: &str) -> Rule {
        let words = explain::words(code);
        let whole = words.clone().map_or_else(|| code.to_owned(), |words| words.replace('\n', " "));
        let first = whole.find(". ").map_or(whole.as_str(), |end| whole.get(..=end).unwrap_or_default());
        Rule {
            id: code.to_owned(),
            short_description: Text::plain(first.to_owned()),
            full_description: Text::plain(whole.clone()),
            help: Text { text: whole.clone(), markdown: words },
        }
    }
}

/// What of a path stands as it is in a reference to it. A colon does not: what is before it would be a scheme.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A path as a reference to it, with `%20` for a space.
fn uri(path: &str) -> String {
    let scheme = if path.starts_with('/') { "file://" } else { "" };
    format!("{scheme}{}", utf8_percent_encode(path, PATH))
}
