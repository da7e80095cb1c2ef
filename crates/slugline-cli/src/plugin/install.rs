//! `slugline plugin install` and `remove`: plugins come and go.

use std::path::{Path, PathBuf};

use slugline::host::{Installed, Logs, PLUGINS_FOLDER, Removed, Store};
use slugline::{BadFile, Error, Kind, Result};

use crate::Exit;
use crate::args::{AllowArgs, ConfigArgs, InstallArgs, PluginArgs, RemoveArgs};
use crate::shelf::{Shelf, below_home, user_folder};
use crate::terminal::Terminal;

pub(super) fn install(args: &InstallArgs, config: &ConfigArgs, terminal: &Terminal) -> Result<Exit, BadFile> {
    let shelf = Shelf::open(config, &PluginArgs::default(), &AllowArgs::default(), Logs::default())?;
    let store = store(args.project, &shelf)?;
    let installed = store.install(&args.source, |package| shelf.gate.prepare(package))?;
    terminal.result(&told(&installed, args.project, &shelf)?)?;
    Ok(Exit::Done)
}

pub(super) fn remove(args: &RemoveArgs, config: &ConfigArgs, terminal: &Terminal) -> Result<Exit, BadFile> {
    let shelf = Shelf::open(config, &PluginArgs::default(), &AllowArgs::default(), Logs::default())?;
    let store = store(args.project, &shelf)?;
    let told = match store.remove(&args.name)? {
        Removed::Folder => format!("removed {}\n", args.name),
        Removed::Record => {
            let folder = below_home(&store.plugins.join(&args.name));
            format!("{} is recorded no more; it was not installed, so {folder} stays\n", args.name)
        }
    };
    terminal.result(&told)?;
    Ok(Exit::Done)
}

/// Where plugins are put: the user's folder, or that of the project.
fn store(in_project: bool, shelf: &Shelf) -> Result<Store, BadFile> {
    if !in_project {
        let plugins = user_folder().ok_or_else(|| {
            let help = "set HOME, or use `--project`";
            Error::new(Kind::Usage, "there is no folder for the data of this user").help(help)
        })?;
        return Ok(Store { lock: plugins.clone(), plugins });
    }
    match shelf.places.projects.first() {
        Some(project) => Ok(Store { plugins: project.join(PLUGINS_FOLDER), lock: here(project) }),
        None => {
            let help = "make a `slugline.toml`, which may be empty, in the folder that is the project";
            Err(Error::new(Kind::Usage, "this folder is in no project").help(help).into())
        }
    }
}

/// The folder that slugline runs in has no name of its own.
fn here(folder: &Path) -> PathBuf {
    match folder.as_os_str().is_empty() {
        true => PathBuf::from("."),
        false => folder.to_owned(),
    }
}

/// What was installed, and what is to be known of it. Into a project nothing is installed that a name would allow.
fn told(Installed { package, locked, before }: &Installed, in_project: bool, shelf: &Shelf) -> Result<String> {
    let (name, version) = (package.name(), &locked.version);
    let before = before.as_ref().map(|before| format!(", in the place of {before}")).unwrap_or_default();
    let done = if locked.source.is_none() { "recorded" } else { "installed" };
    let mut told = format!("{done} {name} {version} in {}{before}\n", below_home(&package.folder));
    for (label, digest) in &locked.sha256 {
        told.push_str(&format!("  {label} sha256 {digest}\n"));
    }
    for artifact in package.artifacts.iter().filter(|artifact| artifact.kind().is_trusted()) {
        let kind = artifact.kind();
        let is_allowed = !in_project && shelf.gate.allows_installed(name, kind)?;
        let when = match is_allowed {
            true => format!("and your configuration allows that to whatever is installed as `{name}`"),
            false => format!("once you allow it: `slugline plugin check {name}`"),
        };
        told.push_str(&format!("as {} it does all that you can do, {when}\n", kind.as_str()));
    }
    Ok(told)
}
