//! `slugline plugin check`: whether a plugin is what its manifest says, and may run here.

use std::sync::Arc;

use slugline::host::{Artifact, Found, Gate, Gated, Package, contract::Offer};
use slugline::plugin::{OfferKind, OptionMap, Plugin};
use slugline::{BadFile, Plugins, Result, write_stdout};

use super::find;
use crate::Exit;
use crate::args::{CheckArgs, ConfigArgs, PluginArgs};
use crate::shelf::Shelf;
use crate::terminal::Terminal;

pub(super) fn run(args: &CheckArgs, config: &ConfigArgs, terminal: &mut Terminal) -> Result<Exit, BadFile> {
    let shelf = Shelf::open(config, &PluginArgs::default(), &args.allowed, terminal.logs())?;
    let found = find(&args.plugin, &shelf.places)?;
    let mut said = format!("{} {}: the manifest is right\n", found.package.name(), found.package.description.version);
    shelf.gate.choose(&found)?;
    Plugins::given(found.clone(), &shelf.gate)?;
    if has_faults(&found.package, terminal)? {
        return Ok(Exit::Failed);
    }
    for artifact in found.package.artifacts.iter().filter(|artifact| artifact.is_for_here()) {
        said.push_str(&check(&found, artifact, &shelf.gate)?);
    }
    write_stdout(said.as_bytes())?;
    Ok(Exit::Done)
}

/// What is to be said of `found` as `artifact` brings it, the others left aside.
///
/// # Errors
///
/// Where it is not what it should be. What the user did not allow, and what this slugline has no carrier for, is not looked at.
fn check(found: &Found, artifact: &Artifact, gate: &Arc<Gate>) -> Result<String> {
    let mut found = found.clone();
    found.package.artifacts = vec![artifact.clone()];
    let label = artifact.label();
    match gate.choose(&found) {
        Err(error) if error.code() == Some("plugin-checksum") => return Err(error),
        Err(error) => return Ok(format!("{label}: not looked at: {error}\n")),
        Ok(_) => {}
    }
    let mut said = format!("{label}: it may run, and holds what is recorded\n");
    let offers = found.package.description.offers.clone();
    let plugin = Gated::new(found, Arc::clone(gate));
    for offer in &offers {
        bind(&plugin, offer)?;
        said.push_str(&format!("{} `{}`: it is there\n", offer.kind.as_str(), offer.name));
    }
    Ok(said)
}

/// Says what is wrong with its templates, where it has some.
#[cfg(feature = "template")]
fn has_faults(package: &Package, terminal: &mut Terminal) -> Result<bool> {
    let Some(found) = slugline::host::template::look_at(package)? else { return Ok(false) };
    let exit = crate::theme::show_faults(&package.folder, &found.faults, &found.unused, terminal);
    Ok(exit == Exit::Failed)
}

#[cfg(not(feature = "template"))]
fn has_faults(_: &Package, _: &mut Terminal) -> Result<bool> {
    Ok(false)
}

/// Loads it, and so hears what it says of itself.
pub(super) fn bind(plugin: &Gated, offer: &Offer) -> Result<()> {
    let options = OptionMap::new();
    match offer.kind {
        OfferKind::Reader => plugin.reader(&offer.name, &options).map(drop),
        OfferKind::Transform => plugin.transform(&offer.name, &options).map(drop),
        OfferKind::Linter => plugin.linter(&offer.name, &options).map(drop),
        OfferKind::Writer => plugin.writer(&offer.name, &options).map(drop),
    }
}
