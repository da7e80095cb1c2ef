//! The repository, and the programs that are built from it.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::process;

/// Where the repository is, and where what is made goes.
pub(crate) struct Workspace {
    root: PathBuf,
    target: PathBuf,
}

impl Workspace {
    /// The repository that this task was started from with cargo.
    ///
    /// # Errors
    ///
    /// Where it was not started with cargo.
    pub(crate) fn find() -> Result<Workspace> {
        let manifest = std::env::var_os("CARGO_MANIFEST_DIR").context("start this with `cargo xtask`")?;
        let root = Path::new(&manifest).ancestors().nth(2).context("the crate is not in `crates/`")?;
        let target = std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into());
        Ok(Workspace { target: root.join(target), root: root.to_owned() })
    }

    /// A file of the repository.
    pub(crate) fn file(&self, path: impl AsRef<Path>) -> PathBuf {
        self.root.join(path)
    }

    /// A place below the target folder, which may not be there yet.
    pub(crate) fn made(&self, path: &str) -> PathBuf {
        self.target.join(path)
    }

    /// A folder below the target folder, empty.
    ///
    /// # Errors
    ///
    /// Where it cannot be emptied or made.
    pub(crate) fn empty_folder(&self, path: &str) -> Result<PathBuf> {
        let folder = self.made(path);
        if folder.exists() {
            fs::remove_dir_all(&folder).with_context(|| format!("cannot empty {}", folder.display()))?;
        }
        fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        Ok(folder)
    }

    /// The fixture articles, sorted by name.
    ///
    /// # Errors
    ///
    /// Where they cannot be listed, or there are none.
    pub(crate) fn articles(&self) -> Result<Vec<PathBuf>> {
        let articles = texts(&self.file("fixtures/articles"))?;
        if articles.is_empty() {
            bail!("fixtures/articles holds no article");
        }
        Ok(articles)
    }

    /// Builds what cargo's arguments `what` name, for release, and gives the program's path.
    ///
    /// # Errors
    ///
    /// Where it does not build, or is no program.
    pub(crate) fn build(&self, what: &[&str]) -> Result<PathBuf> {
        let mut cargo = Command::new("cargo");
        cargo
            .args(["build", "--release", "--quiet", "--message-format", "json-render-diagnostics"])
            .args(what)
            .current_dir(&self.root)
            .stderr(Stdio::inherit());
        let output = process::succeed(&mut cargo, "")?;
        let lines = output.stdout.split(|byte| *byte == b'\n');
        let messages = lines.rev().filter_map(|line| serde_json::from_slice::<Value>(line).ok());
        let mut programs = messages.filter_map(|message| message.get("executable")?.as_str().map(PathBuf::from));
        programs.next().with_context(|| format!("cargo built no program for {}", what.join(" ")))
    }
}

/// The `.txt` files of a folder, sorted by name.
///
/// # Errors
///
/// Where the folder cannot be listed.
pub(crate) fn texts(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = files(folder)?;
    found.retain(|path| path.extension() == Some(OsStr::new("txt")));
    Ok(found)
}

/// All files below a folder, sorted by name.
///
/// # Errors
///
/// Where a folder cannot be listed.
pub(crate) fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).with_context(|| format!("cannot list {}", folder.display()))?;
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}
