//! The plugins of a run: those that come with slugline, and those from outside that it asks for.
//!
//! A run that names nothing but what comes with slugline looks for no plugins. One that names something else is given the
//! plugins that offer it, and those that are listed or given: a plugin in a folder takes no part in a run that does not name
//! it, so that no input is read otherwise because something was installed.

use std::path::PathBuf;
use std::sync::Arc;

use slugline_core::plugin::{Confidence, Linter, Manifest, Offer, OptionMap, Plugin, Reader, Transform, Writer};
use slugline_core::{Error, Kind, Result, Source};
use slugline_host::{Found, Gate, Gated, Places, Rule, Unusable, contract};
use slugline_toml::BadFile;

use crate::builtin::BUILTIN;
use crate::registry::Registry;

/// The plugins of a run. What [`list`](Plugins::list) gives goes into their [`registry`](Plugins::registry).
#[derive(Default)]
pub struct Plugins {
    outside: Vec<Gated>,
    /// Those that come with slugline and have lost something to one from outside.
    masked: Vec<Masked>,
    /// The folders whose manifests cannot be read, where a name was found in no other.
    unread: Vec<PathBuf>,
}

impl Plugins {
    /// The plugins of a run that says `names`: of formats, transforms and linters, and of whatever options are set.
    ///
    /// # Errors
    ///
    /// Where a plugin that is given or listed is not there, is none, or would take the place of what comes with slugline.
    pub fn named<'n>(
        places: &Places,
        gate: &Arc<Gate>,
        names: impl IntoIterator<Item = &'n str>,
    ) -> Result<Plugins, BadFile> {
        let builtin = Registry::builtin();
        let mut unknown: Vec<&str> = names.into_iter().filter(|name| !builtin.offers_any(name)).collect();
        if unknown.is_empty() && places.given.is_empty() && places.listed.is_empty() {
            return Ok(Plugins::default());
        }
        let (mut found, mut unread) = (places.named()?, Vec::new());
        unknown.retain(|name| !found.iter().any(|found| offers(found, name)));
        if !unknown.is_empty() {
            let (in_folders, mut unusable) = places.in_folders(&found);
            if let Some(nearer) =
                unusable.iter().position(|broken| unknown.iter().any(|name| hides(broken, name, &in_folders)))
            {
                return Err(unusable.swap_remove(nearer).error);
            }
            let is_offered = |name: &&str| in_folders.iter().any(|found| offers(found, name));
            // What is in no folder is told the names of all that is.
            let take_all = !unknown.iter().all(is_offered);
            let is_wanted = |found: &Found| take_all || unknown.iter().any(|name| offers(found, name));
            found.extend(in_folders.into_iter().filter(is_wanted));
            if take_all {
                unread = paths(unusable);
            }
        }
        Ok(Plugins { unread, ..Plugins::of(found, gate)? })
    }

    /// All plugins that there are.
    ///
    /// # Errors
    ///
    /// As for [`named`](Plugins::named).
    pub fn all(places: &Places, gate: &Arc<Gate>) -> Result<Plugins, BadFile> {
        let mut found = places.named()?;
        let (in_folders, unusable) = places.in_folders(&found);
        found.extend(in_folders);
        Ok(Plugins { unread: paths(unusable), ..Plugins::of(found, gate)? })
    }

    /// The plugins of a run that is given `found` alone.
    ///
    /// # Errors
    ///
    /// Where it would take the place of what comes with slugline.
    pub fn given(found: Found, gate: &Arc<Gate>) -> Result<Plugins> {
        Plugins::of(vec![Found { rule: Rule::Given, ..found }], gate)
    }

    /// Whether one takes part that does not come with slugline.
    pub fn has_outside(&self) -> bool {
        !self.outside.is_empty()
    }

    /// The plugins, in the order to be listed.
    pub fn list(&self) -> Vec<&dyn Plugin> {
        let masked = |plugin: &dyn Plugin| self.masked.iter().find(|masked| masked.is(plugin));
        let builtin = BUILTIN.iter().map(|plugin| masked(*plugin).map_or(*plugin, |masked| masked as &dyn Plugin));
        builtin.chain(self.outside.iter().map(|gated| gated as &dyn Plugin)).collect()
    }

    /// The registry of `list`, which are these plugins.
    pub fn registry<'p>(&'p self, list: &'p [&'p dyn Plugin]) -> Registry<'p> {
        Registry::new(list).with_unread(&self.unread)
    }

    /// `found`, of which the first that offers something is the one. Two that are found alike and offer the same are both
    /// kept: whoever names it is told of them.
    fn of(found: Vec<Found>, gate: &Arc<Gate>) -> Result<Plugins> {
        let mut plugins = Plugins::default();
        let mut earlier: Vec<Found> = Vec::new();
        for mut found in found {
            for offer in std::mem::take(&mut found.package.description.offers) {
                let is_taken = earlier.iter().any(|other| other.rule < found.rule && has(other, &offer));
                if !is_taken && plugins.admit(&found, &offer)? {
                    found.package.description.offers.push(offer);
                }
            }
            earlier.push(found);
        }
        plugins.outside = earlier.into_iter().map(|found| Gated::new(found, Arc::clone(gate))).collect();
        Ok(plugins)
    }

    /// Whether what `found` offers may stand beside what comes with slugline. What may take its place does.
    ///
    /// # Errors
    ///
    /// Where it may not, and the user asked for this plugin.
    fn admit(&mut self, found: &Found, offer: &contract::Offer) -> Result<bool> {
        let is_same = |builtin: &Offer| builtin.kind == offer.kind && builtin.name == offer.name;
        let Some(shadowed) = BUILTIN.iter().find(|plugin| plugin.manifest().offers.iter().any(is_same)) else {
            return Ok(true);
        };
        match (found.overrides, found.rule) {
            (true, _) => {
                self.mask(*shadowed, offer);
                Ok(true)
            }
            (false, Rule::Given | Rule::Listed) => Err(shadows(found, offer)),
            (false, Rule::Project | Rule::User | Rule::System) => Ok(false),
        }
    }

    fn mask(&mut self, plugin: &'static dyn Plugin, offer: &contract::Offer) {
        let is_other = |known: &Offer| known.kind != offer.kind || known.name != offer.name;
        match self.masked.iter_mut().find(|masked| masked.is(plugin)) {
            Some(masked) => masked.manifest.offers.to_mut().retain(is_other),
            None => {
                let mut manifest = plugin.manifest().clone();
                manifest.offers.to_mut().retain(is_other);
                self.masked.push(Masked { plugin, manifest });
            }
        }
    }
}

fn paths(unusable: Vec<Unusable>) -> Vec<PathBuf> {
    unusable.into_iter().map(|unusable| unusable.path).collect()
}

fn offers(found: &Found, name: &str) -> bool {
    found.package.description.offers.iter().any(|offer| offer.name == name)
}

/// Whether `broken` would be the one that offers `name`, as far as the names of folders tell, and one that is farther would
/// take its place in silence.
fn hides(broken: &Unusable, name: &str, in_folders: &[Found]) -> bool {
    let is_namesake = |found: &Found| broken.path.ends_with(name) || broken.path.ends_with(found.package.name());
    in_folders.iter().any(|found| broken.rule < found.rule && offers(found, name) && is_namesake(found))
}

fn has(found: &Found, offer: &contract::Offer) -> bool {
    let is_same = |other: &contract::Offer| other.kind == offer.kind && other.name == offer.name;
    found.package.description.offers.iter().any(is_same)
}

fn shadows(found: &Found, offer: &contract::Offer) -> Error {
    let (name, kind) = (found.package.name(), offer.kind.as_str());
    let message = format!("plugin `{name}` offers the {kind} `{}`, which comes with slugline", offer.name);
    let path = found.package.folder.display();
    let help = format!(
        "if it is to take its place, say so in slugline.toml: `plugins.{name} = {{ path = \"{path}\", override = true }}`"
    );
    Error::new(Kind::Usage, message).help(help)
}

/// A plugin that comes with slugline, without what one from outside does in its place.
struct Masked {
    plugin: &'static dyn Plugin,
    manifest: Manifest,
}

impl Masked {
    fn is(&self, plugin: &dyn Plugin) -> bool {
        self.manifest.name == plugin.manifest().name
    }
}

impl Plugin for Masked {
    fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    fn sniff(&self, source: &Source) -> Confidence {
        self.plugin.sniff(source)
    }

    fn reader(&self, name: &str, options: &OptionMap) -> Result<Box<dyn Reader>> {
        self.plugin.reader(name, options)
    }

    fn transform(&self, name: &str, options: &OptionMap) -> Result<Box<dyn Transform>> {
        self.plugin.transform(name, options)
    }

    fn linter(&self, name: &str, options: &OptionMap) -> Result<Box<dyn Linter>> {
        self.plugin.linter(name, options)
    }

    fn writer(&self, name: &str, options: &OptionMap) -> Result<Box<dyn Writer>> {
        self.plugin.writer(name, options)
    }
}
