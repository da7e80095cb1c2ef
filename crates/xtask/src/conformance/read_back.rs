//! All formats that others have readers for: what such a reader finds is what the document says.

use std::path::PathBuf;

use anyhow::Result;

use super::outputs::Outputs;
use super::script;
use super::tools::Tools;
use super::verdict::Verdict;
use crate::workspace::Workspace;

/// What the names of the files end in that are read.
const ENDINGS: &[&str] = &[
    ".newsml.xml",
    ".nitf.xml",
    ".ninjs.json",
    ".ninjs2.json",
    ".jsonld",
    ".html",
    ".rss",
    ".atom",
    ".feed.json",
    ".epub",
];

/// Judges outputs by the document that each was made from, which lies beside it as JSON.
///
/// # Errors
///
/// Where the script cannot run, or is blind to a field of a format.
pub(crate) fn judge(workspace: &Workspace, tools: &Tools, outputs: &Outputs) -> Result<Verdict> {
    let files: Vec<PathBuf> = ENDINGS.iter().flat_map(|ending| outputs.ending_in(ending)).collect();
    let findings = script::findings(tools.script(workspace, "read_back.py").args(&files))?;
    Ok(Verdict::new("independent readers", &files, findings))
}
