//! JSON: the schema that is published for it, by us or by others.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use super::tools::Tools;
use super::verdict::{Finding, Verdict};
use crate::process;
use crate::workspace::Workspace;

/// Judges JSON documents by a schema; the verdict has the name `title`.
///
/// # Errors
///
/// Where the checker cannot run.
pub(crate) fn judge(
    workspace: &Workspace,
    tools: &Tools,
    title: &str,
    schema: &Path,
    files: &[PathBuf],
) -> Result<Verdict> {
    let mut python = tools.python();
    python.arg(workspace.file("crates/xtask/judges/document_schema.py")).arg(schema).args(files);
    let output = process::output(&mut python, "")?;
    // A Python program that falls over ends with 1 as well, but it then says something on standard error.
    if !output.stderr.is_empty() || !matches!(output.status.code(), Some(0 | 1)) {
        bail!("document_schema.py: {}", String::from_utf8_lossy(&output.stderr).trim_end());
    }
    let findings = Finding::read_lines(&String::from_utf8_lossy(&output.stdout))?;
    Ok(Verdict::new(title, files, findings))
}
