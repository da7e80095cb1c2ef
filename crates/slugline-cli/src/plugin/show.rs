//! `slugline plugin inspect`: what a plugin is, offers and runs from, without running it.

use std::path::Path;

use slugline::host::{Artifact, CarrierKind, Logs, Package, Unpacked};
use slugline::{BadFile, write_stdout};

use super::find;
use crate::Exit;
use crate::args::{ConfigArgs, PluginArgs, ShowArgs};
use crate::formats::columns;
use crate::shelf::Shelf;

pub(super) fn run(args: &ShowArgs, config: &ConfigArgs) -> Result<Exit, BadFile> {
    let shelf = Shelf::open(config, &PluginArgs::default(), &args.allowed, Logs::default())?;
    if let Some(unpacked) = Unpacked::of(Path::new(&args.plugin))? {
        let rows = [("may run", "once it is installed".to_owned())];
        write_stdout(shown(&unpacked.package, &rows, &shelf).as_bytes())?;
        return Ok(Exit::Done);
    }
    let found = find(&args.plugin, &shelf.places)?;
    let state = match shelf.gate.choose(&found) {
        Ok(chosen) => format!("yes, by {}", chosen.artifact.kind().as_str()),
        Err(error) => format!("no: {error}"),
    };
    let rows = [("found by", found.rule.in_words().to_owned()), ("may run", state)];
    write_stdout(shown(&found.package, &rows, &shelf).as_bytes())?;
    Ok(Exit::Done)
}

/// All that there is to say of a plugin; `rows` say how it comes to run.
fn shown(package: &Package, rows: &[(&str, String)], shelf: &Shelf) -> String {
    let rows: Vec<[String; 2]> = rows.iter().map(|(name, value)| [format!("  {name}"), value.clone()]).collect();
    let artifacts: String = package.artifacts.iter().map(|artifact| described(package, artifact, shelf)).collect();
    format!("{}{}{artifacts}{}", head(package), columns(&rows), offers(package))
}

fn head(package: &Package) -> String {
    let description = &package.description;
    let summary = if package.summary.is_empty() { String::new() } else { format!(": {}", package.summary) };
    let rows = [
        ("licence", package.license.clone()),
        ("abi", description.abi.to_string()),
        ("schema", package.schema.to_string()),
        ("limits", limits(package)),
    ];
    let rows =
        rows.into_iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| [format!("  {name}"), value]);
    format!("{} {}{summary}\n{}", description.name, description.version, columns(&rows.collect::<Vec<_>>()))
}

fn limits(package: &Package) -> String {
    let limits = package.limits;
    format!("{} MiB, {} ms, {} MiB of output", limits.memory >> 20, limits.time.as_millis(), limits.output >> 20)
}

/// What it reaches goes before what it is: that is what a reader of this list looks for.
fn described(package: &Package, artifact: &Artifact, shelf: &Shelf) -> String {
    let reach = match artifact.kind() {
        CarrierKind::Wasm | CarrierKind::Template => "reaches the document alone",
        CarrierKind::Native | CarrierKind::Process => "reaches all that you do",
    };
    let what = match artifact {
        Artifact::Wasm { path, .. } | Artifact::Native { path, .. } => path.display().to_string(),
        Artifact::Process { command, .. } => command.join(" "),
        Artifact::Template { entry, .. } => entry.display().to_string(),
    };
    let sha256 = match package.digest(artifact) {
        Ok(digest) => format!("sha256 {digest}"),
        Err(error) => error.to_string(),
    };
    let imports = match shelf.gate.imports(package, artifact) {
        None => String::new(),
        Some(Ok(imports)) if imports.is_empty() => "  imports nothing\n".to_owned(),
        Some(Ok(imports)) => format!("  imports {}\n", imports.join(", ")),
        Some(Err(error)) => format!("  {error}\n"),
    };
    format!("{}: {what}, {reach}\n  {sha256}\n{imports}", artifact.label())
}

fn offers(package: &Package) -> String {
    let offers = package.description.offers.iter();
    let rows: Vec<[String; 3]> =
        offers.map(|offer| [offer.kind.as_str().to_owned(), offer.name.clone(), offer.summary.clone()]).collect();
    columns(&rows)
}
