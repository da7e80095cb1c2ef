//! `--report FILE`: all that a run did and found, as one JSON object.
//!
//! It is written as the run goes, a line for each story, and appears when the run is over. Nothing in it depends on the
//! clock or the machine: the same job has the same report.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;
use slugline::diagnostic::{Diagnostics, Severity};
use slugline::{NewFile, Report, Result, Written, write_stdout};

use crate::finding::{About, Finding};
use crate::json::{self, Record};

/// Version of the schema: the first number changes where a reader of reports has to.
const SCHEMA: &str = "0.3";

/// Bytes that are kept before they are written.
const ENOUGH: usize = 64 * 1024;

/// A report in the making.
pub(crate) struct RunReport<'p> {
    /// `None`: standard output, which gets it at the end.
    file: Option<NewFile<'p>>,
    /// What was not written yet.
    text: Vec<u8>,
    counts: Counts,
}

/// What became of a story, or of an edition of several.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "Result", deny_unknown_fields))]
struct Outcome<'a> {
    /// The job of `slugline build`: its name, else its number. Absent: it is the only one.
    #[serde(skip_serializing_if = "Option::is_none")]
    job: Option<&'a str>,
    /// The input, as it was named; of an edition its file. `-` is standard input or output.
    input: &'a str,
    /// Which story of the input it is, from 1. Absent: an edition of all stories.
    #[serde(skip_serializing_if = "Option::is_none")]
    story: Option<usize>,
    /// The line that the story begins in, from 1. Absent: it has no lines that could be shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
    /// Whether it was read and all of its outputs were written, and whether that is good enough.
    status: Status,
    /// The format that it was read as.
    #[serde(skip_serializing_if = "Option::is_none")]
    read_as: Option<&'a str>,
    /// The SHA-256 of all bytes of the input, in hexadecimal. It stands with the last story of the input. Absent: before that,
    /// for an edition, and where the input was not read to its end.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, schemars(regex(pattern = "^[0-9a-f]{64}$")))]
    sha256: Option<&'a str>,
    /// What was written, in that order.
    outputs: Vec<Output<'a>>,
    /// What was found, in that order, each thing once.
    diagnostics: Vec<Record<'a>>,
    /// How many more there were, where there were too many to keep.
    #[serde(skip_serializing_if = "is_zero")]
    #[cfg_attr(test, schemars(default))]
    not_kept: usize,
}

/// How a story or an edition ended.
#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
enum Status {
    /// It was read, and all of its outputs were written.
    Done,
    /// The same, but something was reported that `--strict` or `--deny` does not let pass.
    Denied,
    /// It could not be read, or an output not be written.
    Failed,
}

impl Status {
    fn of(report: &Report<'_>, is_denied: bool) -> Status {
        match (report.failed, is_denied) {
            (true, _) => Status::Failed,
            (false, true) => Status::Denied,
            (false, false) => Status::Done,
        }
    }
}

/// An output that was written, or was there as it is.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
struct Output<'a> {
    /// The file. `-` is standard output.
    path: String,
    /// Its format.
    format: &'a str,
    /// How long it is.
    bytes: usize,
    /// The SHA-256 of its bytes, in hexadecimal.
    #[cfg_attr(test, schemars(regex(pattern = "^[0-9a-f]{64}$")))]
    sha256: &'a str,
    /// Whether it was there as it is, and was left alone.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[cfg_attr(test, schemars(default))]
    unchanged: bool,
}

/// The run in sum.
#[derive(Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
struct Counts {
    /// Inputs that were opened.
    inputs: usize,
    /// Stories of them.
    stories: usize,
    /// Stories and editions that failed.
    failed: usize,
    /// Those that did not, and had what `--strict` or `--deny` does not let pass.
    denied: usize,
    /// Outputs that were written, or were there as they are.
    outputs: usize,
    /// Those of them that were left alone.
    #[serde(skip_serializing_if = "is_zero")]
    #[cfg_attr(test, schemars(default))]
    unchanged: usize,
    /// Bytes of them.
    bytes: usize,
    /// Why something failed.
    errors: usize,
    /// What was lost, guessed or missing.
    warnings: usize,
    /// What else is worth knowing.
    notes: usize,
    /// Diagnostics of each code, of those that were kept.
    codes: BTreeMap<String, usize>,
}

impl<'p> RunReport<'p> {
    /// Begins the report `path`, or on standard output where it is `-`.
    ///
    /// # Errors
    ///
    /// Where there can be no file of that name.
    pub(crate) fn create(path: &'p Path) -> Result<RunReport<'p>> {
        let mut report = RunReport { file: begin(path)?, text: Vec::new(), counts: Counts::default() };
        // The results are in no list of ours that serde could go through, so the frame round them is put by hand.
        report.text.extend(b"{\"report\":");
        json::write(&SCHEMA, &mut report.text);
        report.text.extend(b",\"program\":");
        json::write(&concat!("slugline ", env!("CARGO_PKG_VERSION")), &mut report.text);
        report.text.extend(b",\"results\":[");
        Ok(report)
    }

    /// Adds what became of a story or an edition. `is_denied`: there was what the user does not let pass.
    ///
    /// # Errors
    ///
    /// Where it cannot be written.
    pub(crate) fn add(&mut self, report: &Report<'_>, is_denied: bool) -> Result<()> {
        let status = Status::of(report, is_denied);
        let findings = Finding::all(report.diagnostics, About::of(report));
        // The frame ends with a bracket; a result does not, and is not there once it was written.
        let is_first = self.text.ends_with(b"[");
        self.text.extend(if is_first { "\n" } else { ",\n" }.bytes());
        self.counts.add(report, status, &findings);
        json::write(&Outcome::of(report, status, &findings), &mut self.text);
        match &mut self.file {
            Some(file) if self.text.len() > ENOUGH => {
                let written = file.write(&self.text);
                self.text.clear();
                written
            }
            _ => Ok(()),
        }
    }

    /// Ends it, and puts it in its place.
    ///
    /// # Errors
    ///
    /// Where it cannot be written.
    pub(crate) fn finish(mut self, exit_code: u8) -> Result<()> {
        self.text.extend(b"\n],\"counts\":");
        json::write(&self.counts, &mut self.text);
        self.text.extend(b",\"exit_code\":");
        json::write(&exit_code, &mut self.text);
        self.text.extend(b"}\n");
        end(self.file, &self.text)
    }
}

/// Begins the file `path`, to be there when the run is over. `None`, for standard output, where it is `-`.
///
/// # Errors
///
/// Where there can be no file of that name.
pub(crate) fn begin(path: &Path) -> Result<Option<NewFile<'_>>> {
    let file = Some(path).filter(|path| path.as_os_str() != "-").map(NewFile::create).transpose()?;
    Ok(file.map(NewFile::lasting))
}

/// Writes the rest of it, and puts it in its place.
///
/// # Errors
///
/// Where it cannot be written.
pub(crate) fn end(file: Option<NewFile<'_>>, rest: &[u8]) -> Result<()> {
    match file {
        Some(mut file) => file.write(rest).and_then(|()| file.finish()),
        None => write_stdout(rest),
    }
}

impl<'a> Outcome<'a> {
    fn of(report: &'a Report<'_>, status: Status, findings: &[Finding<'a>]) -> Outcome<'a> {
        Outcome {
            job: report.job,
            input: report.name,
            story: report.story.map(|before| before + 1),
            line: report.source.map(|source| source.place().line_col.line),
            status,
            read_as: report.read_as.map(|(format, _)| format),
            sha256: report.sha256,
            outputs: report.written.iter().map(Output::of).collect(),
            diagnostics: findings.iter().map(Record::of).collect(),
            not_kept: not_kept(report.diagnostics),
        }
    }
}

impl<'a> Output<'a> {
    fn of(written: &'a Written) -> Output<'a> {
        let path = written.path.as_ref().map_or_else(|| "-".to_owned(), |path| path.display().to_string());
        let sha256 = written.sha256.as_deref().unwrap_or_default();
        let Written { format, bytes, unchanged, .. } = written;
        Output { path, format, bytes: *bytes, sha256, unchanged: *unchanged }
    }
}

impl Counts {
    fn add(&mut self, report: &Report<'_>, status: Status, findings: &[Finding<'_>]) {
        self.inputs += usize::from(report.story == Some(0));
        self.stories += usize::from(report.story.is_some());
        self.failed += usize::from(status == Status::Failed);
        self.denied += usize::from(status == Status::Denied);
        self.outputs += report.written.len();
        self.unchanged += report.written.iter().filter(|written| written.unchanged).count();
        self.bytes += report.written.iter().map(|written| written.bytes).sum::<usize>();
        for finding in findings {
            *self.of(finding.diagnostic.severity) += 1;
            *self.codes.entry(finding.diagnostic.code.to_string()).or_default() += 1;
        }
        for severity in Severity::ALL {
            *self.of(severity) += report.diagnostics.beyond_limit(severity);
        }
    }

    fn of(&mut self, severity: Severity) -> &mut usize {
        match severity {
            Severity::Error => &mut self.errors,
            Severity::Warning => &mut self.warnings,
            Severity::Note => &mut self.notes,
        }
    }
}

/// How many diagnostics of a story or an edition were only counted.
fn not_kept(diagnostics: &Diagnostics) -> usize {
    Severity::ALL.map(|severity| diagnostics.beyond_limit(severity)).into_iter().sum()
}

fn is_zero(count: &usize) -> bool {
    *count == 0
}

#[cfg(test)]
mod tests {
    use snapbox::{Assert, Data};

    use super::*;

    /// What a run did and found.
    #[derive(schemars::JsonSchema)]
    #[schemars(rename = "Report", deny_unknown_fields)]
    #[allow(dead_code, reason = "stands for the frame that `RunReport` puts by hand")]
    struct Frame {
        /// Version of the schema.
        report: String,
        /// The program that wrote it, and its version.
        program: String,
        /// What became of each story, in the order of the inputs, and then of each edition.
        results: Vec<Outcome<'static>>,
        /// The run in sum.
        counts: Counts,
        /// 0: done; 1: a story or an edition failed, or something was denied.
        exit_code: u8,
    }

    /// `SNAPSHOTS=overwrite` writes it.
    #[test]
    fn the_schema_is_what_the_types_say() {
        let mut schema = schemars::schema_for!(Frame);
        schema.insert("title".to_owned(), format!("slugline report, schema {SCHEMA}").into());
        let schema = format!("{:#}\n", schema.to_value());
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/schema/report.schema.json");
        Assert::new().action_env("SNAPSHOTS").eq(schema, Data::read_from(&file, None));
    }
}
