//! `slugline plugin`: what plugins there are, what they are, and what becomes of them.

mod build;
mod check;
mod install;
mod list;
mod new;
mod package;
mod show;
mod test;
mod word;

use std::ffi::OsStr;
use std::path::Path;

use slugline::host::{Found, Package, Places, Rule, is_name};
use slugline::{BadFile, Error, Kind, nearest};

use crate::Exit;
use crate::args::{ConfigArgs, PluginCommand};
use crate::terminal::Terminal;

pub(crate) fn run(command: PluginCommand, config: &ConfigArgs, terminal: &mut Terminal) -> Result<Exit, BadFile> {
    match command {
        PluginCommand::List(args) => list::run(&args, config, terminal),
        PluginCommand::Inspect(args) => show::run(&args, config),
        PluginCommand::Check(args) => check::run(&args, config, terminal),
        PluginCommand::Test(args) => test::run(&args, config, terminal),
        PluginCommand::Install(args) => install::install(&args, config, terminal),
        PluginCommand::Remove(args) => install::remove(&args, config, terminal),
        PluginCommand::Package(args) => package::run(&args, terminal),
        PluginCommand::New(args) => Ok(new::run(&args, terminal)?),
        PluginCommand::Build(args) => build::run(&args, terminal),
    }
}

/// The plugin that a word means: the one that is found under that name, else the one in that folder.
fn find(word: &OsStr, places: &Places) -> Result<Found, BadFile> {
    let path = Path::new(word);
    let at = |path: &Path| -> Result<Found, BadFile> {
        let (package, home) = (Package::open(path)?, places.projects.first().cloned());
        Ok(Found { package, rule: Rule::Given, home, overrides: false })
    };
    // A path of more than a name, or `.`, is no name.
    if !word.to_str().is_some_and(is_name) {
        return at(path);
    }
    let mut found = places.named()?;
    let (in_folders, _) = places.in_folders(&found);
    found.extend(in_folders);
    let names: Vec<String> = found.iter().map(|found| found.package.name().to_owned()).collect();
    match found.into_iter().find(|found| OsStr::new(found.package.name()) == word) {
        Some(found) => Ok(found),
        None if path.exists() => at(path),
        None => Err(unknown(&word.to_string_lossy(), &names).into()),
    }
}

fn unknown(name: &str, known: &[String]) -> Error {
    let help = match nearest(name, known.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`? `slugline plugin list` lists them all"),
        None => "`slugline plugin list` lists those that are found; a folder is named as `./FOLDER`".to_owned(),
    };
    Error::new(Kind::Usage, format!("no plugin is called `{name}`")).help(help).coded("plugin-not-found")
}
