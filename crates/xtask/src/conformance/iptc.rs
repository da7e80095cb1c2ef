//! NewsML-G2, NITF and ninjs: the IPTC's schemas, and the rules that a schema cannot express.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::tools::Tools;
use super::verdict::{Finding, Verdict};
use crate::process;
use crate::workspace;

/// A standard of the IPTC.
#[derive(Clone, Copy)]
pub(crate) enum Standard {
    NewsMlG2,
    Nitf,
    Ninjs3,
    Ninjs2,
}

/// Judges news items of a standard, strictly: a warning fails as an error does.
///
/// # Errors
///
/// Where the validator cannot run.
pub(crate) fn judge(tools: &Tools, shared: &Path, standard: Standard, files: &[PathBuf]) -> Result<Verdict> {
    let schemas = shared.join("schemas");
    let mut python = tools.python();
    python.arg(shared.join("validate/validate.py"));
    python.args([standard.name(), "--strict", "--schemas"]).arg(&schemas).args(files);
    let output = process::output(&mut python, "")?;
    if !matches!(output.status.code(), Some(0 | 1)) {
        bail!("validate.py: {}", String::from_utf8_lossy(&output.stderr).trim_end());
    }
    let findings = Finding::read_lines(&String::from_utf8_lossy(&output.stdout))?;
    if findings.is_empty() && !output.status.success() {
        bail!("validate.py failed a file and did not say why");
    }
    Ok(Verdict::new(format!("IPTC rules, {}", standard.title(&schemas)?), files, findings))
}

impl Standard {
    /// What the validator calls it.
    fn name(self) -> &'static str {
        match self {
            Standard::NewsMlG2 => "newsml-g2",
            Standard::Nitf => "nitf",
            // A document says of itself which version it is.
            Standard::Ninjs3 | Standard::Ninjs2 => "ninjs",
        }
    }

    /// The standard with its version. Of NewsML-G2 the validator takes the newest schema that there is.
    fn title(self, schemas: &Path) -> Result<String> {
        match self {
            Standard::NewsMlG2 => Ok(format!("NewsML-G2 {}", newest_newsml(schemas)?)),
            Standard::Nitf => Ok("NITF 3.6".to_owned()),
            Standard::Ninjs3 => Ok("ninjs 3.1".to_owned()),
            Standard::Ninjs2 => Ok("ninjs 2.2".to_owned()),
        }
    }
}

fn newest_newsml(schemas: &Path) -> Result<String> {
    let names = workspace::files(&schemas.join("newsml-g2"))?;
    let names = names.iter().filter_map(|path| path.file_stem()?.to_str());
    let versions = names.filter_map(|name| name.strip_prefix("NewsML-G2_")?.strip_suffix("-spec-All-Power"));
    let newest = versions.max().context("there is no schema of NewsML-G2")?;
    Ok(newest.to_owned())
}
