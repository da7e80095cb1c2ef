//! What there is to build, and to run.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use toml::Table;

use super::checkout::Checkout;

/// An example.
pub(super) struct Example {
    /// What its manifest calls it.
    pub(super) name: String,
    pub(super) folder: PathBuf,
    pub(super) language: Language,
    /// What its manifest names to run it from, in the order of the carriers.
    pub(super) carriers: Vec<Carrier>,
}

/// What a plugin is written in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Language {
    C,
    JavaScript,
    Rust,
    /// One that nothing has to be built of.
    Other,
}

/// What brings a plugin to the host, as manifests call it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Carrier {
    Wasm,
    Template,
    Native,
    Process,
}

impl Example {
    /// All of them, by name.
    ///
    /// # Errors
    ///
    /// Where a folder has no manifest, or one that is none.
    pub(super) fn all(checkout: &Checkout) -> Result<Vec<Example>> {
        let entries = fs::read_dir(checkout.file("plugins"))?.collect::<Result<Vec<_>, _>>()?;
        let mut folders: Vec<PathBuf> = entries.into_iter().map(|entry| entry.path()).collect();
        folders.retain(|path| path.is_dir());
        folders.sort();
        folders.iter().map(|folder| Example::at(folder)).collect()
    }

    /// The one in a folder.
    ///
    /// # Errors
    ///
    /// Where it has no manifest, or one that is none.
    pub(super) fn at(folder: &Path) -> Result<Example> {
        let path = folder.join("slugline-plugin.toml");
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let manifest: Table = text.parse().with_context(|| format!("{} is no manifest", path.display()))?;
        let name = manifest
            .get("plugin")
            .and_then(|plugin| plugin.get("name")?.as_str())
            .context("a plugin without a name")?;
        let artifacts = manifest.get("artifact").and_then(|artifact| artifact.as_table()).context("nothing to run")?;
        let carriers = Carrier::ALL.into_iter().filter(|carrier| artifacts.contains_key(carrier.as_str()));
        Ok(Example {
            name: name.to_owned(),
            language: Language::of(folder)?,
            carriers: carriers.collect(),
            folder: folder.to_owned(),
        })
    }
}

impl Language {
    fn of(folder: &Path) -> Result<Language> {
        let names = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<PathBuf>>>()?;
        let has = |is: fn(&Path) -> bool| names.iter().any(|path| is(path));
        Ok(match () {
            () if has(|path| path.ends_with("Cargo.toml")) => Language::Rust,
            () if has(|path| path.ends_with("package.json")) => Language::JavaScript,
            () if has(|path| path.extension().is_some_and(|end| end == "c")) => Language::C,
            () => Language::Other,
        })
    }

    /// Its name.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Language::C => "C",
            Language::JavaScript => "JavaScript",
            Language::Rust => "Rust",
            Language::Other => "its sources",
        }
    }
}

impl Carrier {
    const ALL: [Carrier; 4] = [Carrier::Wasm, Carrier::Template, Carrier::Native, Carrier::Process];

    /// The word of manifests and options.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Carrier::Wasm => "wasm",
            Carrier::Template => "template",
            Carrier::Native => "native",
            Carrier::Process => "process",
        }
    }

    /// Whether something has to be compiled for it.
    pub(super) const fn is_built(self) -> bool {
        matches!(self, Carrier::Wasm | Carrier::Native)
    }
}
