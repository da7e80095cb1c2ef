//! A crate of Rust: a component by way of the target `wasm32-unknown-unknown`, or a library for this machine.
//!
//! Three variables help where a toolchain has no standard library for that target: with `BUILD_STD=1` one is built from its
//! sources, with the compiler `RUSTC` that they belong to; `RUST_SRC` says where they are.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;
use slugline_core::{Error, Kind, Result};
use slugline_host::{TARGET, unreadable};

use super::{Component, Heard, Missing, encode};
use crate::tool::Tool;

/// What components are compiled for.
const WASM: &str = "wasm32-unknown-unknown";

/// A crate in the folder of its plugin.
pub(super) struct Crate<'p> {
    pub(super) folder: &'p Path,
}

impl Crate<'_> {
    /// The component that the crate makes, if its compiler can.
    pub(super) fn component(&self, heard: &mut dyn FnMut(Heard<'_>)) -> Result<Component> {
        let builds_std = env::var_os("BUILD_STD").is_some_and(|set| !set.is_empty());
        if !builds_std && !self.has_target()? {
            let what = format!("standard library for `{WASM}` in the toolchain of Rust");
            return Ok(Component::Missing(Missing { what, step: format!("`rustup target add {WASM}`") }));
        }
        let mut words = vec!["--target", WASM];
        let mut set = vec![("CARGO_PROFILE_RELEASE_PANIC", "abort")];
        if builds_std {
            words.extend(["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"]);
            set.push(("RUSTC_BOOTSTRAP", "1"));
        }
        encode(&self.compile(WASM, &words, &set, heard)?)
    }

    /// The library that the crate makes for this machine.
    pub(super) fn library(&self, heard: &mut dyn FnMut(Heard<'_>)) -> Result<Vec<u8>> {
        self.compile(TARGET, &[], &[], heard)
    }

    /// Whether the compiler has a standard library for components.
    fn has_target(&self) -> Result<bool> {
        let rustc = Tool::at_variable("RUSTC").unwrap_or_else(|| Tool::of("rustc"));
        let mut command = rustc.command();
        command.current_dir(self.folder).args(["--print", "target-libdir", "--target", WASM]);
        let output = rustc.run(command, &mut |_| {}).map_err(without_rust)?;
        let folder = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        Ok(fs::read_dir(folder).is_ok_and(|mut files| files.next().is_some()))
    }

    /// What cargo makes of the crate for `target`: the bytes of its library.
    fn compile(
        &self,
        target: &str,
        words: &[&str],
        set: &[(&str, &str)],
        heard: &mut dyn FnMut(Heard<'_>),
    ) -> Result<Vec<u8>> {
        let cargo = Tool::at_variable("CARGO").unwrap_or_else(|| Tool::of("cargo"));
        heard(Heard::Step(&format!("cargo builds the crate for {target}")));
        let mut command = self.command(&cargo, ["build", "--release", "--lib", "--quiet"]);
        command.arg("--message-format=json-render-diagnostics").args(words).envs(set.iter().copied());
        Crate::add_flags(&mut command, self.remaps(&cargo, target)?, target);
        let output = cargo.run(command, heard).map_err(without_rust)?;
        let path = library_in(&output.stdout).ok_or_else(|| {
            let help = "`crate-type = [\"cdylib\", \"rlib\"]` in the table `[lib]` of its Cargo.toml makes one";
            Error::new(Kind::Invalid, "the crate makes no library that could be loaded").help(help)
        })?;
        fs::read(&path).map_err(|cause| unreadable(&path, cause))
    }

    fn command<const N: usize>(&self, cargo: &Tool, words: [&str; N]) -> Command {
        let mut command = cargo.command();
        command.current_dir(self.folder).args(words);
        command
    }

    /// Gives the compiler `flags` beside those of whoever builds. Of the places that cargo looks at it takes the first that says
    /// something: a variable, else all `target.*.rustflags` of its configuration together.
    fn add_flags(command: &mut Command, flags: Vec<String>, target: &str) {
        let set = |name, by| Some((name, split(&env::var(name).ok()?, by)));
        match set("CARGO_ENCODED_RUSTFLAGS", '\x1f').or_else(|| set("RUSTFLAGS", ' ')) {
            Some((name, own)) => {
                let all: Vec<String> = own.into_iter().chain(flags).collect();
                command.env_remove(name).env("CARGO_ENCODED_RUSTFLAGS", all.join("\x1f"));
            }
            None => {
                // A list of strings in JSON is one in TOML.
                let flags = serde_json::Value::from(flags);
                command.arg("--config").arg(format!("target.{target}.rustflags={flags}"));
            }
        }
    }

    /// The flags by which panics and the like name sources alike whoever builds.
    fn remaps(&self, cargo: &Tool, target: &str) -> Result<Vec<String>> {
        let words = ["metadata", "--quiet", "--format-version", "1", "--filter-platform", target];
        let metadata = cargo.run(self.command(cargo, words), &mut |_| {}).map_err(without_rust)?;
        let metadata: Metadata = serde_json::from_slice(&metadata.stdout)
            .map_err(|fault| Error::new(Kind::Invalid, format!("what `cargo metadata` prints: {fault}")))?;
        let home = env::var_os("CARGO_HOME").filter(|home| !home.is_empty()).map(PathBuf::from);
        let home = home.or_else(|| Some(env::home_dir()?.join(".cargo")));
        let sources = env::var_os("RUST_SRC").map(PathBuf::from);
        let remap = |path: &Path, name: &str| format!("--remap-path-prefix={}={name}", path.display());
        // Of several that fit the compiler takes the last.
        let mut flags: Vec<String> = home.iter().map(|home| remap(home, "cargo")).collect();
        flags.extend(home.iter().flat_map(|home| registries(home)).map(|folder| remap(&folder, "registry")));
        // The plugin's own sources, and those in one workspace with it, are named from the workspace on as it is.
        let is_member = |package: &&Metadatum| metadata.workspace_members.contains(&package.id);
        for package in metadata.packages.iter().filter(|package| !is_member(package)) {
            let folder = package.manifest_path.parent();
            flags.extend(folder.map(|folder| remap(folder, &format!("{}-{}", package.name, package.version))));
        }
        flags.extend(sources.map(|sources| remap(&sources, "rust")));
        Ok(flags)
    }
}

/// What cargo knows of a crate and all that it needs.
#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Metadatum>,
    /// The identifiers of the plugin's own, and of the crates in one workspace with it.
    workspace_members: Vec<String>,
}

#[derive(Deserialize)]
struct Metadatum {
    id: String,
    name: String,
    version: String,
    manifest_path: PathBuf,
}

/// One thing that cargo says while it builds.
#[derive(Deserialize)]
struct Message {
    /// What was built, and the files that it became. Absent of all else that is said.
    target: Option<MessageTarget>,
    #[serde(default)]
    filenames: Vec<PathBuf>,
}

#[derive(Deserialize)]
struct MessageTarget {
    kind: Vec<String>,
}

/// The library among the files that cargo says it made: that of the last crate, which is the plugin's.
fn library_in(messages: &[u8]) -> Option<PathBuf> {
    let mut messages =
        messages.split(|byte| *byte == b'\n').filter_map(|line| serde_json::from_slice::<Message>(line).ok());
    let is_library = |message: &Message| {
        message.target.as_ref().is_some_and(|target| target.kind.iter().any(|kind| kind == "cdylib"))
    };
    // Beside the library there is the same crate for linking, and on Windows more.
    let is_loaded = |path: &PathBuf| {
        path.extension().is_some_and(|end| ["wasm", "so", "dylib", "dll"].iter().any(|known| end == *known))
    };
    messages.rfind(is_library)?.filenames.into_iter().find(is_loaded)
}

/// The folders with the sources of crates, one for each registry: the standard library has some that `cargo metadata` does not
/// know.
fn registries(home: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(home.join("registry/src")).into_iter().flatten().flatten();
    let mut folders: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    folders.sort();
    folders
}

fn split(flags: &str, by: char) -> Vec<String> {
    flags.split(by).filter(|flag| !flag.is_empty()).map(str::to_owned).collect()
}

fn without_rust(error: Error) -> Error {
    match error.kind() {
        Kind::Usage => error.help("install Rust: https://rustup.rs says how"),
        _ => error,
    }
}
