//! Plugins that are templates: a folder of `*.hbs`, which slugline fills in itself.
//!
//! They are the templates that HTML has as themes, for output of any kind: [`slugline_template`] holds them to their limits, and
//! to the fields that there are. What a template cannot show, since this version does not know it, is shown as what it falls
//! back to.

mod bodies;
mod data;
mod left_out;
mod shape;
mod writer;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::Path;
use std::sync::Arc;

use slugline_core::plugin::{Manifest, OptionMap, Plugin, Writer};
use slugline_core::{Error, Kind, Result};
use slugline_plugin::contract::Offer;
use slugline_template::{Fault, Located, Templates};

use crate::digest::Digest;
use crate::limits::Limits;
use crate::link::named;
use crate::loader::{Approved, changed};
use crate::manifest::{Artifact, Escape, Package};
use crate::texts::Texts;
use writer::TemplateWriter;

/// What the carrier is called in messages.
const WORD: &str = "template";

/// What messages call what is done before a story is there.
const LOADING: &str = "loading";

const TEMPLATES: Texts = Texts { what: "plugin", extensions: &["hbs"] };

/// What was found in the templates of a plugin.
#[derive(Debug)]
pub struct Findings {
    /// What they are refused for.
    pub faults: Vec<Located>,
    /// Those that nothing includes, as paths below the plugin's folder.
    pub unused: Vec<String>,
}

/// Looks for all that is wrong with the templates of `package`. `None`: it has none.
///
/// # Errors
///
/// `plugin-template` where they cannot be read.
pub fn look_at(package: &Package) -> Result<Option<Findings>> {
    let entry = package.artifacts.iter().find_map(|artifact| match artifact {
        Artifact::Template { entry, escape } => Some(Entry::new(entry, *escape)),
        Artifact::Wasm { .. } | Artifact::Native { .. } | Artifact::Process { .. } => None,
    });
    let Some(entry) = entry else { return Ok(None) };
    let files = TEMPLATES.read(&package.folder).map_err(coded)?;
    let (faults, unused) = match entry.compile(package, &files) {
        Ok(templates) => (Vec::new(), templates.unused(&[&entry.name])),
        Err(Refused::Templates(faults)) => (Located::all(&package.folder, &files, faults)?, Vec::new()),
        Err(Refused::Plugin(error)) => return Err(error),
    };
    Ok(Some(Findings { faults, unused }))
}

/// The template that a plugin begins with.
struct Entry {
    /// Its file, without the extension.
    name: String,
    escape: Option<Escape>,
}

/// Why templates are not taken.
enum Refused {
    /// Something is wrong with them; at least one thing.
    Templates(Vec<Fault>),
    /// Something is wrong with the plugin.
    Plugin(Error),
}

impl Entry {
    fn new(file: &Path, escape: Option<Escape>) -> Entry {
        let parts: Vec<Cow<'_, str>> = file.iter().map(OsStr::to_string_lossy).collect();
        let file = parts.join("/");
        Entry { name: file.strip_suffix(".hbs").unwrap_or(&file).to_owned(), escape }
    }

    /// Compiles and checks them.
    fn compile(&self, package: &Package, files: &BTreeMap<String, String>) -> Result<Templates, Refused> {
        let offer = writer_of(package).map_err(Refused::Plugin)?;
        let escape = shape::escape_of(self.escape, offer).map_err(Refused::Plugin)?;
        if !files.contains_key(&format!("{}.hbs", self.name)) {
            return Err(Refused::Plugin(no_entry(&self.name, files)));
        }
        let templates = Templates::compile(files, escape).map_err(Refused::Templates)?;
        match shape::check(&templates, &self.name, offer, escape).map_err(Refused::Plugin)? {
            faults if faults.is_empty() => Ok(templates),
            faults => Err(Refused::Templates(faults)),
        }
    }
}

/// The one thing that a plugin of templates offers.
fn writer_of(package: &Package) -> Result<&Offer> {
    package
        .description
        .offers
        .first()
        .ok_or_else(|| Error::new(Kind::Internal, "a manifest without an offer was taken"))
}

fn no_entry(name: &str, files: &BTreeMap<String, String>) -> Error {
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    Error::new(Kind::Usage, format!("there is no template `{name}.hbs`, which `artifact.template.entry` names"))
        .help(format!("there are: {}", names.join(", ")))
        .coded("plugin-not-found")
}

fn coded(error: Error) -> Error {
    error.coded("plugin-template")
}

/// The first fault as an error: a job ends at it. Its cause is the fault with its file, one of `files`.
fn first(faults: Vec<Fault>, folder: &Path, files: &BTreeMap<String, String>) -> Error {
    let more = faults.len().saturating_sub(1);
    let Some(mut fault) = faults.into_iter().next() else {
        return Error::new(Kind::Internal, "templates were refused for nothing");
    };
    if more > 0 {
        let help = fault.help.take().map(|help| format!("{help}; ")).unwrap_or_default();
        fault = fault.help(format!("{help}`slugline plugin check {}` shows this and {more} more", folder.display()));
    }
    let located = Located::all(folder, files, vec![fault.clone()]).ok().and_then(|mut all| all.pop());
    let error = coded(fault.into());
    match located {
        Some(located) => error.cause(located),
        None => error,
    }
}

/// A plugin that is templates, compiled and checked.
pub(crate) struct Template {
    manifest: Manifest,
    offer: Offer,
    templates: Arc<Templates>,
    entry: String,
    limits: Limits,
    is_own: bool,
}

impl Template {
    /// Reads, compiles and checks the templates of a plugin.
    ///
    /// # Errors
    ///
    /// `plugin-template` for what is wrong with them, with file, line and what to write; `plugin-checksum` where they were
    /// changed meanwhile.
    pub(crate) fn load(approved: Approved<'_>, entry: &Path, escape: Option<Escape>) -> Result<Template> {
        let package = approved.package;
        let description = &package.description;
        let name = |error| named(&description.name, &description.version, WORD, LOADING, error);
        let offer = writer_of(package)?.clone();
        let entry = Entry::new(entry, escape);
        let (files, read) = TEMPLATES.read_hashed(&package.folder).map_err(|error| name(coded(error)))?;
        if let Some(expected) = approved.sha256
            && Digest::of_read(&package.folder, &read)? != expected
        {
            return Err(changed(&package.folder));
        }
        let templates = entry.compile(package, &files).map_err(|refused| match refused {
            Refused::Templates(faults) => name(first(faults, &package.folder, &files)),
            Refused::Plugin(error) => name(error),
        })?;
        Ok(Template {
            manifest: package.description.manifest(),
            offer,
            templates: Arc::new(templates.taking_absent_for_empty()),
            entry: entry.name,
            limits: approved.limits,
            is_own: approved.is_own,
        })
    }
}

impl Plugin for Template {
    fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    fn is_outside(&self) -> bool {
        true
    }

    fn writer(&self, name: &str, options: &OptionMap) -> Result<Box<dyn Writer>> {
        let options = shape::texts_of(name, options.typed(name, &self.offer.options)?, &self.offer.options)?;
        Ok(Box::new(TemplateWriter::new(self, options)))
    }
}
