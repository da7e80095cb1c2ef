//! NewsML-G2: the IPTC's schema, and the rules that a schema cannot express.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::tools::Tools;
use super::verdict::{Finding, Verdict};
use crate::process;
use crate::workspace;

/// Judges news items, strictly: a warning fails as an error does.
///
/// # Errors
///
/// Where the validator cannot run.
pub(crate) fn judge(tools: &Tools, shared: &Path, files: &[PathBuf]) -> Result<Verdict> {
    let schemas = shared.join("schemas");
    let mut python = tools.python();
    python
        .arg(shared.join("validate/validate.py"))
        .args(["newsml-g2", "--strict", "--schemas"])
        .arg(&schemas)
        .args(files);
    let output = process::output(&mut python, "")?;
    if !matches!(output.status.code(), Some(0 | 1)) {
        bail!("validate.py: {}", String::from_utf8_lossy(&output.stderr).trim_end());
    }
    let findings = Finding::read_lines(&String::from_utf8_lossy(&output.stdout))?;
    if findings.is_empty() && !output.status.success() {
        bail!("validate.py failed a file and did not say why");
    }
    Ok(Verdict::new(format!("IPTC rules, {}", version(&schemas)?), files, findings))
}

/// The newest schema is the one that the validator takes: `NewsML-G2 2.35`.
fn version(schemas: &Path) -> Result<String> {
    let names = workspace::files(&schemas.join("newsml-g2"))?;
    let names = names.iter().filter_map(|path| path.file_stem()?.to_str());
    let versions = names.filter_map(|name| name.strip_prefix("NewsML-G2_")?.strip_suffix("-spec-All-Power"));
    let newest = versions.max().context("there is no schema of NewsML-G2")?;
    Ok(format!("NewsML-G2 {newest}"))
}
