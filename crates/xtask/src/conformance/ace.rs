//! EPUB: the accessibility checker of the DAISY Consortium.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;

use super::tools::Tools;
use super::verdict::{Finding, Severity, Verdict};
use crate::process;
use crate::workspace::Workspace;

/// Judges books, one after the other: the checker looks at several chapters at a time by itself.
///
/// # Errors
///
/// Where the checker cannot run.
pub(crate) fn judge(workspace: &Workspace, tools: &Tools, books: &[PathBuf]) -> Result<Verdict> {
    let reports = workspace.empty_folder("ace")?;
    let mut findings = Vec::new();
    let mut version = String::new();
    for book in books {
        let report = check(tools, book, &reports)?;
        findings.extend(findings_of(book, &report)?);
        version = text(&report, "/earl:assertedBy/doap:release/doap:revision").to_owned();
    }
    fs::remove_dir_all(&reports)?;
    Ok(Verdict::new(format!("DAISY Ace {version}"), books, findings))
}

fn check(tools: &Tools, book: &Path, folder: &Path) -> Result<Value> {
    process::succeed(tools.ace().args(["--silent", "--force", "--outdir"]).arg(folder).arg(book), "")?;
    let report = folder.join("report.json");
    let bytes = fs::read(&report).with_context(|| format!("Ace gave no report on {}", book.display()))?;
    fs::remove_file(report)?;
    Ok(serde_json::from_slice(&bytes)?)
}

/// What a report says of each file of a book. One that fails the book and says nothing of a file is a finding too.
fn findings_of(book: &Path, report: &Value) -> Result<Vec<Finding>> {
    let files = report.get("assertions").and_then(Value::as_array).context("Ace's report has no assertions")?;
    let mut findings = Vec::new();
    for file in files {
        let place = format!("{}/{}", book.display(), text(file, "/earl:testSubject/url"));
        let failed = file.get("assertions").and_then(Value::as_array).into_iter().flatten();
        findings.extend(failed.map(|assertion| finding(&place, assertion)));
    }
    if findings.is_empty() && text(report, "/earl:result/earl:outcome") != "pass" {
        findings.push(Finding::new(Severity::Error, format!("{}:1: the book fails", book.display())));
    }
    Ok(findings)
}

fn finding(place: &str, assertion: &Value) -> Finding {
    let severity = match text(assertion, "/earl:test/earl:impact") {
        "critical" | "serious" => Severity::Error,
        _ => Severity::Warning,
    };
    let rule = text(assertion, "/earl:test/dct:title");
    let message = text(assertion, "/earl:result/dct:description").replace('\n', "; ");
    let element = text(assertion, "/earl:result/html");
    Finding::new(severity, format!("{place}:1: {rule}: {message} {element}").trim_end())
}

/// The text at a place in a report, empty where there is none.
fn text<'v>(report: &'v Value, pointer: &str) -> &'v str {
    report.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn findings_name_the_file_within_the_book() {
        let assertion = json!({
            "earl:test": {"earl:impact": "critical", "dct:title": "image-alt"},
            "earl:result": {"dct:description": "no alt\nno title", "html": "<img/>"},
        });
        let file = json!({"earl:testSubject": {"url": "chapter-001.xhtml"}, "assertions": [assertion]});
        let report = json!({"earl:result": {"earl:outcome": "fail"}, "assertions": [file]});
        let found = findings_of(Path::new("all.epub"), &report).unwrap();
        assert_eq!(
            found.iter().map(Finding::to_string).collect::<Vec<_>>(),
            ["all.epub/chapter-001.xhtml:1: image-alt: no alt; no title <img/>"]
        );
        assert!(found.iter().all(|found| found.severity() == Severity::Error));
    }

    #[test]
    fn a_book_that_fails_without_a_reason_is_a_finding() {
        let report = |outcome| json!({"earl:result": {"earl:outcome": outcome}, "assertions": []});
        assert_eq!(findings_of(Path::new("all.epub"), &report("fail")).unwrap().len(), 1);
        assert_eq!(findings_of(Path::new("all.epub"), &report("pass")).unwrap().len(), 0);
    }
}
