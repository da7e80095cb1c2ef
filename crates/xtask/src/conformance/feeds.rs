//! Feeds: a feed reader, and the rules that no schema holds.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::script;
use super::tools::Tools;
use super::verdict::{Finding, Verdict};
use crate::process;
use crate::workspace::Workspace;

/// What the names of feeds end in.
pub(crate) const ENDINGS: [&str; 3] = [".rss", ".atom", JSON_FEED];

/// What the names of JSON Feeds end in.
pub(crate) const JSON_FEED: &str = ".feed.json";

/// The schema of JSON Feed, below the folder of schemas.
pub(crate) const SCHEMA: &str = "schemas/jsonfeed/schema-v1.1.json";

/// Feeds with a fault on every line but the first and the last.
const BROKEN: [(&str, &str); 3] = [
    ("crates/xtask/judges/broken.rss", include_str!("../../judges/broken.rss")),
    ("crates/xtask/judges/broken.atom", include_str!("../../judges/broken.atom")),
    ("crates/xtask/judges/broken.feed.json", include_str!("../../judges/broken.feed.json")),
];

/// Judges feeds of every format.
///
/// # Errors
///
/// Where the checker cannot run, or passes over a fault that it is shown first.
pub(crate) fn judge(workspace: &Workspace, tools: &Tools, files: &[PathBuf]) -> Result<Verdict> {
    for (broken, text) in BROKEN {
        script::require_every_line(broken, text, &check(workspace, tools, &[workspace.file(broken)])?)?;
    }
    let findings = check(workspace, tools, files)?;
    Ok(Verdict::new(format!("feedparser {} and the rules of feeds", version(tools)?), files, findings))
}

/// Whether a file is a feed in JSON, as our own documents are.
pub(crate) fn is_json_feed(file: &Path) -> bool {
    file.to_string_lossy().ends_with(JSON_FEED)
}

fn check(workspace: &Workspace, tools: &Tools, files: &[PathBuf]) -> Result<Vec<Finding>> {
    script::findings(tools.script(workspace, "feeds.py").args(files))
}

fn version(tools: &Tools) -> Result<String> {
    let mut python = tools.python();
    let output = process::succeed(python.args(["-c", "import feedparser; print(feedparser.__version__)"]), "")?;
    let version = String::from_utf8(output.stdout).context("feedparser's version is no text")?;
    Ok(version.trim_end().to_owned())
}
