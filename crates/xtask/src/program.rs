//! The program, as users have it.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::process;
use crate::workspace::Workspace;

/// The built program.
pub(crate) struct Program(PathBuf);

impl Program {
    /// Builds the program with the features and the profile that a bare `cargo build --release` gives it.
    ///
    /// # Errors
    ///
    /// Where it does not build.
    pub(crate) fn build(workspace: &Workspace) -> Result<Program> {
        workspace.build(&["--package", "slugline-cli", "--bin", "slugline"]).map(Program)
    }

    /// A program that is built already.
    ///
    /// # Errors
    ///
    /// Where there is none.
    pub(crate) fn at(path: &Path) -> Result<Program> {
        let path = path.canonicalize().with_context(|| format!("there is no program {}", path.display()))?;
        Ok(Program(path))
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    /// About to run it.
    pub(crate) fn command(&self) -> Command {
        Command::new(&self.0)
    }

    /// The names of all formats that it writes, in its own order.
    ///
    /// # Errors
    ///
    /// Where it does not say.
    pub(crate) fn formats(&self) -> Result<Vec<String>> {
        let output = process::succeed(self.command().args(["formats", "--json"]), "")?;
        let list: Value = serde_json::from_slice(&output.stdout).context("`formats --json` gave no JSON")?;
        let list = list.get("offers").and_then(Value::as_array).context("`formats --json` gave no list")?;
        let written = list.iter().filter(|offer| offer.get("kind").is_some_and(|kind| kind == "writer"));
        let names = written.filter_map(|offer| offer.get("name")?.as_str().map(str::to_owned));
        let names: Vec<String> = names.collect();
        if names.is_empty() {
            bail!("`formats --json` names no format that is written");
        }
        Ok(names)
    }
}
