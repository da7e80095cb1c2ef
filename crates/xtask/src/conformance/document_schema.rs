//! JSON: the schema that is published for it, by us or by others.

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::script;
use super::tools::Tools;
use super::verdict::Verdict;
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
    let findings = script::findings(tools.script(workspace, "document_schema.py").arg(schema).args(files))?;
    Ok(Verdict::new(title, files, findings))
}
