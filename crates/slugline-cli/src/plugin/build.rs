//! `slugline plugin build`: from a plugin's sources to what it runs from.

use std::path::Path;

use slugline::host::{Artifact, CarrierKind, MANIFEST_FILE, Package};
use slugline::{BadFile, NewFile, Result};
use slugline_workshop::{Heard, build};

use super::word;
use crate::Exit;
use crate::args::BuildPluginArgs;
use crate::harmless::Harmless;
use crate::terminal::Terminal;

pub(super) fn run(args: &BuildPluginArgs, terminal: &mut Terminal) -> Result<Exit, BadFile> {
    let package = Package::open(&args.folder)?;
    package.check()?;
    let asked = [(args.wasm, CarrierKind::Wasm), (args.native, CarrierKind::Native)];
    let asked: Vec<CarrierKind> =
        asked.into_iter().filter_map(|(is_asked, carrier)| is_asked.then_some(carrier)).collect();
    let built = build(&package, &asked, &mut |heard| match heard {
        Heard::Step(step) => terminal.mention(format_args!("{step}")),
        Heard::Tool(line) => terminal.quote(line),
        Heard::Instead { message, help } => terminal.warning(message.to_owned(), help.to_owned()),
    })?;
    let Some(built) = built else {
        terminal.mention(format_args!("nothing to build: {} runs as it is", package.name()));
        return Ok(Exit::Done);
    };
    for (artifact, bytes) in &built.artifacts {
        let Some((name, Some(sha256))) = artifact.file() else { continue };
        let path = package.folder.join(name);
        write(&path, bytes)?;
        let size = bytes.len();
        terminal.mention(format_args!("wrote {} ({size} bytes)\n  sha256 {sha256}", shown(&path)));
    }
    let manifest = package.folder.join(MANIFEST_FILE);
    write(&manifest, built.manifest.as_bytes())?;
    // It was changed in place: that it is still a manifest is not to be found out by the next command.
    let package = Package::open(&args.folder)?;
    terminal.mention(format_args!("wrote {}: what {} runs from", shown(&manifest), package.name()));
    terminal.mention(format_args!("next: slugline plugin test {}{}", word::folder(&args.folder), allowed(&package)));
    Ok(Exit::Done)
}

/// What has to be said for a library to run.
fn allowed(package: &Package) -> String {
    let is_library = |artifact: &Artifact| artifact.kind() == CarrierKind::Native;
    match package.artifacts.iter().all(is_library) {
        true => format!(" --allow-native {}", package.name()),
        false => String::new(),
    }
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    let mut file = NewFile::create(path)?;
    file.write(bytes)?;
    file.finish()
}

/// A path as a user says it: nobody says that a file is in this folder.
fn shown(path: &Path) -> String {
    let path = path.strip_prefix(".").unwrap_or(path);
    Harmless(&path.display().to_string()).to_string()
}
