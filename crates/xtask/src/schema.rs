//! The JSON Schema of the model: made from the types, kept as a file for those who validate with it.

use std::fs;

use anyhow::{Context, Result, bail};

use crate::workspace::Workspace;

/// Where it is kept, from the repository on.
pub(crate) const FILE: &str = "docs/schema/document.schema.json";

/// That of reports, which a test of the program keeps.
pub(crate) const REPORT_FILE: &str = "docs/schema/report.schema.json";

/// A report as its tests have it.
pub(crate) const REPORT_EXAMPLE: &str = "crates/slugline-cli/tests/sessions/report.json";

/// What to do with the schema.
#[derive(Clone, Copy)]
pub(crate) enum Mode {
    /// Write the file.
    Write,
    /// Compare the file with the types.
    Check,
}

/// Writes or compares the schema file.
///
/// # Errors
///
/// Where it cannot be written or read, or is not what the types say.
pub(crate) fn run(workspace: &Workspace, mode: Mode) -> Result<()> {
    let path = workspace.file(FILE);
    let mut schema = serde_json::to_string_pretty(&slugline_core::model::json_schema())?;
    schema.push('\n');
    match mode {
        Mode::Write => {
            let folder = path.parent().context("the schema has no folder")?;
            fs::create_dir_all(folder)?;
            fs::write(&path, schema).with_context(|| format!("cannot write {FILE}"))?;
            println!("wrote {FILE}");
        }
        Mode::Check => {
            let written = fs::read_to_string(path).with_context(|| format!("cannot read {FILE}"))?;
            if written != schema {
                bail!("{FILE} is not what the types say: raise the schema number and run `cargo xtask schema`");
            }
            println!("{FILE} is what the types say");
        }
    }
    Ok(())
}
