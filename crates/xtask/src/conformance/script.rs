//! Judges of our own: programs in `judges/` that print what they find.

use std::process::Command;

use anyhow::{Context, Result, bail};

use super::verdict::Finding;
use crate::process;

/// Runs one and reads what it finds: `FILE:LINE: E|W CODE message`, a finding a line.
///
/// # Errors
///
/// Where it cannot start, or falls over.
pub(crate) fn findings(script: &mut Command) -> Result<Vec<Finding>> {
    let output = process::output(script, "")?;
    // A program that falls over may end with 1 as well, but it then says something on standard error.
    if !output.stderr.is_empty() || !matches!(output.status.code(), Some(0 | 1)) {
        bail!("{}: {}", name(script), String::from_utf8_lossy(&output.stderr).trim_end());
    }
    Finding::read_lines(&String::from_utf8_lossy(&output.stdout)).with_context(|| name(script))
}

/// Holds what was found against the file `broken`, whose text has a fault on every line but the first and the last: nobody
/// else would see rules of our own go blind.
///
/// # Errors
///
/// Where nothing was found on one of those lines.
pub(crate) fn require_every_line(broken: &str, text: &str, findings: &[Finding]) -> Result<()> {
    for line in 2..text.lines().count() {
        let place = format!("{broken}:{line}: ");
        if !findings.iter().any(|finding| finding.to_string().contains(&place)) {
            bail!("nothing wrong was found with line {line} of {broken}");
        }
    }
    Ok(())
}

fn name(script: &Command) -> String {
    script.get_args().next().unwrap_or_default().to_string_lossy().into_owned()
}
