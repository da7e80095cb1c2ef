//! EPUB: EPUBCheck.

use std::path::{Path, PathBuf};
use std::thread;

use anyhow::{Context, Result, anyhow};
use serde_json::Value;

use super::tools::Tools;
use super::verdict::{Finding, Severity, Verdict};
use crate::process;

/// Judges books, one start of the checker each, as many at a time as there are processors.
///
/// # Errors
///
/// Where the checker cannot run.
pub(crate) fn judge(tools: &Tools, books: &[PathBuf]) -> Result<Verdict> {
    let mut findings = Vec::new();
    let mut version = String::new();
    for (book, answer) in books.iter().zip(check_all(tools, books)?) {
        let messages = answer.get("messages").and_then(Value::as_array);
        let messages = messages.context("EPUBCheck's answer has no messages")?;
        findings.extend(messages.iter().map(|message| finding(book, message)));
        version = text(answer.get("checker"), "checkerVersion").to_owned();
    }
    Ok(Verdict::new(format!("EPUBCheck {version}"), books, findings))
}

/// The checker's answers, in the order of the books.
fn check_all(tools: &Tools, books: &[PathBuf]) -> Result<Vec<Value>> {
    let at_once = thread::available_parallelism().map_or(1, usize::from);
    let shares = books.chunks(books.len().div_ceil(at_once).max(1));
    thread::scope(|scope| {
        let check_share =
            |share: &'_ [PathBuf]| share.iter().map(|book| check(tools, book)).collect::<Result<Vec<_>>>();
        let running: Vec<_> = shares.map(|share| scope.spawn(move || check_share(share))).collect();
        let mut answers = Vec::new();
        for share in running {
            answers.extend(share.join().map_err(|_| anyhow!("a thread fell over"))??);
        }
        Ok(answers)
    })
}

fn check(tools: &Tools, book: &Path) -> Result<Value> {
    let mut epubcheck = tools.epubcheck()?;
    epubcheck.args(["--quiet", "--json", "-"]).arg(book);
    let output = process::output(&mut epubcheck, "")?;
    serde_json::from_slice(&output.stdout).with_context(|| {
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        format!("EPUBCheck gave no answer on {}: {}", book.display(), said.trim_end())
    })
}

fn finding(book: &Path, message: &Value) -> Finding {
    let severity = match text(Some(message), "severity") {
        "FATAL" | "ERROR" => Severity::Error,
        _ => Severity::Warning,
    };
    let place = message.get("locations").and_then(|locations| locations.get(0));
    let line = place.and_then(|place| place.get("line")?.as_i64()).unwrap_or(1).max(1);
    Finding::new(
        severity,
        format!(
            "{}/{}:{line}: {} {}",
            book.display(),
            text(place, "path"),
            text(Some(message), "ID"),
            text(Some(message), "message")
        ),
    )
}

fn text<'v>(value: Option<&'v Value>, name: &str) -> &'v str {
    value.and_then(|value| value.get(name)?.as_str()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn findings_name_the_file_within_the_book() {
        let place = json!([{"path": "EPUB/package.opf", "line": 40, "column": 29}]);
        let error = json!({"ID": "OPF-049", "severity": "ERROR", "message": "not in the manifest", "locations": place});
        let found = finding(Path::new("all.epub"), &error);
        assert!(found.severity() == Severity::Error);
        assert_eq!(found.to_string(), "all.epub/EPUB/package.opf:40: OPF-049 not in the manifest");
    }

    #[test]
    fn a_finding_about_the_whole_book_has_a_line_too() {
        let place = json!([{"path": "", "line": -1, "column": -1}]);
        let info = json!({"ID": "PKG-024", "severity": "INFO", "message": "an uncommon extension", "locations": place});
        let found = finding(Path::new("all.epub"), &info);
        assert!(found.severity() == Severity::Warning);
        assert_eq!(found.to_string(), "all.epub/:1: PKG-024 an uncommon extension");
    }
}
