//! The JSON Schemas of the model, of settings and of the contract with plugins: made from the types, kept as files for those who
//! validate with them.

use std::fs;

use anyhow::{Context, Result, bail};

use crate::workspace::Workspace;

/// Where it is kept, from the repository on.
pub(crate) const FILE: &str = "docs/schema/document.schema.json";

/// That of files of settings.
const CONFIG_FILE: &str = "docs/schema/config.schema.json";

/// That of requests to plugins, and of their answers.
const CONTRACT_FILE: &str = "docs/schema/plugin.schema.json";

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

/// Writes or compares the schema files.
///
/// # Errors
///
/// Where one cannot be written or read, or is not what the types say.
pub(crate) fn run(workspace: &Workspace, mode: Mode) -> Result<()> {
    one(workspace, mode, FILE, &slugline_core::model::json_schema())?;
    one(workspace, mode, CONFIG_FILE, &slugline::config_schema(slugline::Registry::builtin()))?;
    one(workspace, mode, CONTRACT_FILE, &slugline_plugin::contract::json_schema())
}

fn one(workspace: &Workspace, mode: Mode, file: &str, schema: &serde_json::Value) -> Result<()> {
    let path = workspace.file(file);
    let mut schema = serde_json::to_string_pretty(schema)?;
    schema.push('\n');
    match mode {
        Mode::Write => {
            let folder = path.parent().context("the schema has no folder")?;
            fs::create_dir_all(folder)?;
            fs::write(&path, schema).with_context(|| format!("cannot write {file}"))?;
            println!("wrote {file}");
        }
        Mode::Check => {
            let written = fs::read_to_string(path).with_context(|| format!("cannot read {file}"))?;
            if written != schema {
                bail!("{file} is not what the types say: raise the schema number and run `cargo xtask schema`");
            }
            println!("{file} is what the types say");
        }
    }
    Ok(())
}
