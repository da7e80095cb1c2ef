//! Where plugins are looked for, and which rule found one.
//!
//! Nothing is found by `PATH`, and no document can name a plugin. A folder is looked at when it is asked for, and of what
//! stands in it the manifests alone are read.

use std::fs;
use std::path::{Path, PathBuf};

use slugline_core::{Error, Kind};
use slugline_toml::BadFile;

use crate::manifest::{MANIFEST_FILE, Package};

/// What the folder of plugins is called, in a project and in the folders for data.
pub const PLUGINS_FOLDER: &str = "plugins";

/// Where plugins are looked for. The first that is found of a name is the one.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// Those that the command line names: a folder with a manifest, or the manifest.
    pub given: Vec<PathBuf>,
    /// Those that files of settings list.
    pub listed: Vec<Listed>,
    /// The folders of these files, the nearest first: each may have a folder `plugins`.
    pub projects: Vec<PathBuf>,
    /// The user's folder of plugins.
    pub user: Option<PathBuf>,
    /// Those of the machine.
    pub system: Vec<PathBuf>,
}

/// A plugin that a file of settings lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// What it is called there, and must call itself.
    pub name: String,
    /// Its folder, or its manifest.
    pub path: PathBuf,
    /// Whether it may take the place of what comes with slugline.
    pub overrides: bool,
    /// The folder of the file.
    pub project: PathBuf,
    /// Where it is listed, as messages say it: `slugline.toml:12`.
    pub place: String,
}

/// The rule that found a plugin, in the order in which they hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// `--plugin PATH`.
    Given,
    /// `[plugins]` of a `slugline.toml`.
    Listed,
    /// The folder `plugins` beside a `slugline.toml`.
    Project,
    /// The user's folder.
    User,
    /// A folder of the machine.
    System,
}

/// A plugin that was found.
#[derive(Clone, Debug)]
pub struct Found {
    /// What it is.
    pub package: Package,
    /// Why it was looked at.
    pub rule: Rule,
    /// The folder whose lock counts for it: of a project, or of plugins. `None`: none does.
    pub home: Option<PathBuf>,
    /// Whether it may take the place of what comes with slugline.
    pub overrides: bool,
}

/// What looks like a plugin and is none.
#[derive(Debug)]
pub struct Unusable {
    /// Where it was found.
    pub path: PathBuf,
    /// By which rule.
    pub rule: Rule,
    /// What is wrong with it.
    pub error: BadFile,
}

impl Rule {
    /// The rule in words, as a list of plugins has it.
    pub fn in_words(self) -> &'static str {
        match self {
            Rule::Given => "--plugin",
            Rule::Listed => "[plugins] of slugline.toml",
            Rule::Project => "plugins/ of the project",
            Rule::User => "the user's folder",
            Rule::System => "the system's folder",
        }
    }

    /// The rule in a word: `given`.
    pub fn as_str(self) -> &'static str {
        match self {
            Rule::Given => "given",
            Rule::Listed => "listed",
            Rule::Project => "project",
            Rule::User => "user",
            Rule::System => "system",
        }
    }

    /// Whether somebody installed it for the user, so that its name alone says which plugin is meant. Whatever else was found
    /// may lie in a project, and whoever wrote that chose the name.
    pub(crate) fn is_installed(self) -> bool {
        matches!(self, Rule::User | Rule::System)
    }
}

impl Found {
    /// Whether the user gave its folder, and so may be who makes it.
    pub fn is_own(&self) -> bool {
        self.rule == Rule::Given
    }
}

impl Places {
    /// Those that are named: on the command line, or in a file of settings.
    ///
    /// # Errors
    ///
    /// Where one of them is not there, or its manifest is wrong.
    pub fn named(&self) -> Result<Vec<Found>, BadFile> {
        let mut found = Vec::new();
        for path in &self.given {
            let package = Package::open(path)?;
            let home = self.projects.first().cloned();
            add(&mut found, Found { package, rule: Rule::Given, home, overrides: false });
        }
        for listed in &self.listed {
            let package = Package::open(&listed.path).map_err(|fault| located(listed, fault))?;
            if package.name() != listed.name {
                return Err(misnamed(listed, &package).into());
            }
            let home = Some(listed.project.clone());
            add(&mut found, Found { package, rule: Rule::Listed, home, overrides: listed.overrides });
        }
        Ok(found)
    }

    /// Those that stand in folders of plugins, as far as none of `named` has their name; and what stands there and is none.
    pub fn in_folders(&self, named: &[Found]) -> (Vec<Found>, Vec<Unusable>) {
        let (mut found, mut unusable) = (named.to_vec(), Vec::new());
        for project in &self.projects {
            look(&project.join(PLUGINS_FOLDER), Rule::Project, project, &mut found, &mut unusable);
        }
        for (folder, rule) in self
            .user
            .iter()
            .map(|folder| (folder, Rule::User))
            .chain(self.system.iter().map(|folder| (folder, Rule::System)))
        {
            look(folder, rule, folder, &mut found, &mut unusable);
        }
        (found.split_off(named.len()), unusable)
    }
}

/// The first of a name stays.
fn add(found: &mut Vec<Found>, one: Found) {
    if !found.iter().any(|other| other.package.name() == one.package.name()) {
        found.push(one);
    }
}

/// Looks into a folder of plugins, which need not be there, in the order of their names.
fn look(folder: &Path, rule: Rule, home: &Path, found: &mut Vec<Found>, unusable: &mut Vec<Unusable>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.join(MANIFEST_FILE).is_file());
    paths.sort();
    for path in paths {
        match Package::open(&path) {
            Ok(package) => add(found, Found { package, rule, home: Some(home.to_owned()), overrides: false }),
            Err(error) => unusable.push(Unusable { path, rule, error }),
        }
    }
}

/// What is wrong with a plugin that is listed. Where there is none, the list is what is to be mended, and is named.
fn located(listed: &Listed, fault: BadFile) -> BadFile {
    if fault.file.is_some() {
        return fault;
    }
    let error = fault.error;
    let message = format!("{} lists the plugin `{}`: {error}", listed.place, listed.name);
    let mut located = Error::new(error.kind(), message);
    if let Some(code) = error.code() {
        located = located.coded(code);
    }
    if let Some(advice) = error.advice() {
        located = located.help(advice);
    }
    located.into()
}

fn misnamed(listed: &Listed, package: &Package) -> Error {
    let (name, path, place) = (&listed.name, listed.path.display(), &listed.place);
    let message = format!("the plugin at `{path}` calls itself `{}`, and {place} lists it as `{name}`", package.name());
    Error::new(Kind::Usage, message).help("list it under its own name in `[plugins]`").coded("plugin-not-found")
}
