//! JSON-LD: the terms of schema.org.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;

use super::script;
use super::tools::Tools;
use super::verdict::Verdict;
use crate::workspace::Workspace;

/// A document with a fault on every line but the first and the last.
const BROKEN: &str = "crates/xtask/judges/broken.jsonld";
const BROKEN_TEXT: &str = include_str!("../../judges/broken.jsonld");

/// Judges JSON-LD documents, and those within HTML pages.
///
/// # Errors
///
/// Where the checker cannot run, or passes over a fault that it is shown first.
pub(crate) fn judge(workspace: &Workspace, tools: &Tools, shared: &Path, files: &[PathBuf]) -> Result<Verdict> {
    let terms = shared.join("schemas/schemaorg/schemaorg-30.0-news-terms.json");
    let check = |files: &[PathBuf]| {
        let mut script = tools.script(workspace, "schema_org.py");
        script::findings(script.arg(&terms).args(files))
    };
    script::require_every_line(BROKEN, BROKEN_TEXT, &check(&[workspace.file(BROKEN)])?)?;
    let findings = check(files)?;
    Ok(Verdict::new(format!("schema.org terms, {}", version(&terms)?), files, findings))
}

/// Where the terms were taken from ends in their version: `30.0`.
fn version(terms: &Path) -> Result<String> {
    let terms: Value = serde_json::from_slice(&fs::read(terms)?)?;
    let source = terms.get("source").and_then(Value::as_str);
    let version = source.and_then(|source| source.rsplit('/').next());
    Ok(version.context("the terms do not say which version they are")?.to_owned())
}
