//! A copy of the repository to build in: building a plugin writes into its folder, and into its manifest.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::process;
use crate::workspace::Workspace;

/// The copy.
pub(super) struct Checkout(PathBuf);

impl Checkout {
    /// The repository as it is now, with what is not committed yet. A file that did not change is left alone, so that cargo
    /// does not build it again.
    ///
    /// # Errors
    ///
    /// Where it is no repository of git, or cannot be copied.
    pub(super) fn update(workspace: &Workspace) -> Result<Checkout> {
        let checkout = Checkout(workspace.made("guests/checkout"));
        // What was built there, and files that are gone.
        if checkout.file("plugins").exists() {
            fs::remove_dir_all(checkout.file("plugins"))?;
        }
        let mut list = Command::new("git");
        list.args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]).current_dir(workspace.file(""));
        let listed = process::succeed(&mut list, "install git")?.stdout;
        for name in listed.split(|byte| *byte == 0).filter(|name| !name.is_empty()) {
            let name = Path::new(OsStr::from_bytes(name));
            // One that was removed, and is listed until that is committed.
            let Ok(content) = fs::read(workspace.file(name)) else { continue };
            checkout.write(name, &content).with_context(|| format!("cannot copy {}", name.display()))?;
        }
        Ok(checkout)
    }

    fn write(&self, name: &Path, content: &[u8]) -> Result<()> {
        let path = self.file(name);
        if fs::read(&path).is_ok_and(|there| there == content) {
            return Ok(());
        }
        path.parent().map_or(Ok(()), fs::create_dir_all)?;
        Ok(fs::write(path, content)?)
    }

    /// A file of it.
    pub(super) fn file(&self, path: impl AsRef<Path>) -> PathBuf {
        self.0.join(path)
    }
}
