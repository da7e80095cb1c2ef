//! Packages of Python, in environments of their own below the target folder.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::process;
use crate::workspace::Workspace;

/// An environment with some packages, pinned: what changes from one day to the next tests nothing.
pub(crate) struct Venv<'w> {
    workspace: &'w Workspace,
    /// Where it is, below the target folder.
    folder: &'static str,
    /// The packages with their versions, as pip reads them from a file.
    packages: &'w str,
}

impl<'w> Venv<'w> {
    /// The environment of that folder, which may not be there yet.
    pub(crate) fn new(workspace: &'w Workspace, folder: &'static str, packages: &'w str) -> Venv<'w> {
        Venv { workspace, folder, packages }
    }

    /// Whether it has these packages.
    pub(crate) fn is_installed(&self) -> bool {
        fs::read_to_string(self.stamp()).is_ok_and(|installed| installed == self.packages)
    }

    /// Installs the packages, or finds them installed, and gives the Python that finds them. `hint` says what to install
    /// where there is no Python.
    ///
    /// # Errors
    ///
    /// Where there is none, or a package cannot be had.
    pub(crate) fn install(&self, hint: &str) -> Result<PathBuf> {
        let python = self.workspace.made(self.folder).join("bin/python");
        if self.is_installed() {
            return Ok(python);
        }
        let folder = self.workspace.empty_folder(self.folder)?;
        process::succeed(Command::new("python3").args(["-m", "venv"]).arg(&folder), hint)?;
        let requirements = folder.join("requirements.txt");
        fs::write(&requirements, self.packages)?;
        let mut install = Command::new(&python);
        install.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"]);
        process::succeed(install.arg(requirements), "")?;
        // Written last: where it is, all is there.
        fs::write(self.stamp(), self.packages)?;
        Ok(python)
    }

    fn stamp(&self) -> PathBuf {
        self.workspace.made(self.folder).join("installed")
    }
}
