//! JSON-LD: the terms of schema.org.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::tools::Tools;
use super::verdict::{Finding, Verdict};
use crate::process;
use crate::workspace::Workspace;

/// A document with a fault on every line but the first and the last.
const BROKEN: &str = "crates/xtask/judges/broken.jsonld";

/// Judges JSON-LD documents, and those within HTML pages.
///
/// # Errors
///
/// Where the checker cannot run, or passes over a fault that it is shown first.
pub(crate) fn judge(workspace: &Workspace, tools: &Tools, shared: &Path, files: &[PathBuf]) -> Result<Verdict> {
    let terms = shared.join("schemas/schemaorg/schemaorg-30.0-news-terms.json");
    let check = |files: &[PathBuf]| {
        let mut python = tools.python();
        python.arg(workspace.file("crates/xtask/judges/schema_org.py")).arg(&terms).args(files);
        let output = process::output(&mut python, "")?;
        // A Python program that falls over ends with 1 as well, but it then says something on standard error.
        if !output.stderr.is_empty() || !matches!(output.status.code(), Some(0 | 1)) {
            bail!("schema_org.py: {}", String::from_utf8_lossy(&output.stderr).trim_end());
        }
        Finding::read_lines(&String::from_utf8_lossy(&output.stdout))
    };
    require_every_line(&check(&[workspace.file(BROKEN)])?)?;
    let findings = check(files)?;
    Ok(Verdict::new(format!("schema.org terms, {}", version(&terms)?), files, findings))
}

/// The checker is our own, and nobody else would see it go blind.
fn require_every_line(findings: &[Finding]) -> Result<()> {
    let lines = include_str!("../../judges/broken.jsonld").lines().count();
    for line in 2..lines {
        let place = format!("{BROKEN}:{line}: ");
        if !findings.iter().any(|finding| finding.to_string().contains(&place)) {
            bail!("schema_org.py finds nothing wrong with line {line} of {BROKEN}");
        }
    }
    Ok(())
}

/// Where the terms were taken from ends in their version: `30.0`.
fn version(terms: &Path) -> Result<String> {
    let terms: Value = serde_json::from_slice(&fs::read(terms)?)?;
    let source = terms.get("source").and_then(Value::as_str);
    let version = source.and_then(|source| source.rsplit('/').next());
    Ok(version.context("the terms do not say which version they are")?.to_owned())
}
