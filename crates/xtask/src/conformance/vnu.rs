//! HTML: the Nu HTML checker.

use std::path::PathBuf;

use anyhow::{Context, Result};
use serde_json::Value;

use super::tools::Tools;
use super::verdict::{Finding, Severity, Verdict};
use crate::process;

/// Judges HTML pages. Anything that the checker says counts, its hints too.
///
/// # Errors
///
/// Where the checker cannot run.
pub(crate) fn judge(tools: &Tools, files: &[PathBuf]) -> Result<Verdict> {
    let mut vnu = tools.vnu();
    // Not with its guess of the language: that is drawn by lot, and a text of Latin words passes one run and fails the next.
    vnu.args(["--stdout", "--format", "json", "--no-langdetect"]).args(files);
    let output = process::output(&mut vnu, "")?;
    let answer: Value = serde_json::from_slice(&output.stdout).with_context(|| {
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        format!("the Nu HTML checker gave no answer: {}", said.trim_end())
    })?;
    let messages = answer.get("messages").and_then(Value::as_array);
    let messages = messages.context("the Nu HTML checker's answer has no messages")?;
    let version = answer.get("version").and_then(Value::as_str).unwrap_or_default();
    let findings = messages.iter().map(finding).collect();
    Ok(Verdict::new(format!("Nu HTML checker {version}"), files, findings))
}

fn finding(message: &Value) -> Finding {
    let text = |name: &str| message.get(name).and_then(Value::as_str).unwrap_or_default();
    let severity = match text("type") {
        "info" => Severity::Warning,
        _ => Severity::Error,
    };
    let file = text("url").trim_start_matches("file:");
    let line = message.get("lastLine").and_then(Value::as_u64).unwrap_or(1);
    let kind = match text("subType") {
        "" => text("type"),
        kind => kind,
    };
    Finding::new(severity, format!("{file}:{line}: {kind}: {}", text("message")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn hints_are_warnings() {
        let hint = json!({"type": "info", "subType": "warning", "url": "file:/out/a.html", "lastLine": 3, "message": "Consider “lang”."});
        let found = finding(&hint);
        assert!(found.severity() == Severity::Warning);
        assert_eq!(found.to_string(), "/out/a.html:3: warning: Consider “lang”.");
    }

    #[test]
    fn what_is_no_hint_is_an_error() {
        let error = json!({"type": "error", "url": "file:/out/a.html", "lastLine": 1, "message": "Stray end tag “p”."});
        let fatal = json!({"type": "non-document-error", "url": "file:/out/b.html", "message": "not found"});
        assert!([error, fatal].iter().all(|message| finding(message).severity() == Severity::Error));
    }
}
