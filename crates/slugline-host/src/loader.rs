//! What loads the plugins of each carrier that this slugline has.

use std::path::Path;
#[cfg(any(feature = "native", feature = "wasm-runtime"))]
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use slugline_core::Result;
use slugline_core::plugin::Plugin;
#[cfg(any(feature = "native", feature = "process", feature = "template", feature = "wasm-runtime"))]
use slugline_core::{Error, Kind};

use crate::carrier::Carrier;
use crate::digest::Digest;
#[cfg(any(feature = "native", feature = "wasm-runtime"))]
use crate::folder::plain_file;
#[cfg(feature = "wasm-runtime")]
use crate::folder::unreadable;
use crate::limits::Limits;
#[cfg(any(feature = "native", feature = "process"))]
use crate::log::Log;
use crate::log::Logs;
use crate::manifest::{Artifact, CarrierKind, Package};

/// A plugin that may run: it speaks this version's contract, the user allows it, and it holds what is recorded of it.
#[derive(Clone, Copy, Debug)]
pub struct Approved<'a> {
    /// What it is, and its folder.
    pub package: &'a Package,
    /// What it is to be loaded from.
    pub artifact: &'a Artifact,
    /// What a call of it may use up.
    pub limits: Limits,
    /// What the artifact held when it was checked: whoever reads it again sees that nobody changed it in between. `None`:
    /// nothing says what it must hold.
    pub sha256: Option<Digest>,
    /// Whether the user gave its folder, and so may be who makes it.
    pub is_own: bool,
    /// Where its messages go that are for whoever develops it.
    pub logs: &'a Logs,
    /// A folder of the user's own, for copies and compiled code. Need not be there yet.
    pub store: Option<&'a Path>,
}

impl Approved<'_> {
    /// Where the messages of this plugin go.
    #[cfg(any(feature = "native", feature = "process"))]
    fn log(&self) -> Log {
        self.logs.of(self.package.name())
    }
}

/// Loads a plugin that is asked in JSON.
pub type LoadCarrier = fn(Approved<'_>) -> Result<Box<dyn Carrier>>;

/// Loads a plugin that needs no JSON: the host does its work.
pub type LoadPlugin = fn(Approved<'_>) -> Result<Box<dyn Plugin>>;

/// Says what a component imports, by the names of interfaces, without running any of it.
pub type ListImports = fn(Approved<'_>) -> Result<Vec<String>>;

/// Loads a component on an engine that adds the instructions of each call to a count.
pub type LoadMetered = fn(Approved<'_>, Arc<AtomicU64>) -> Result<Box<dyn Carrier>>;

/// The carriers that there are. One that is `None` is not in this build: its plugins are refused.
#[derive(Clone, Copy, Debug, Default)]
pub struct Loaders {
    /// Components in wasm.
    pub wasm: Option<LoadCarrier>,
    /// ... and what these import.
    pub imports: Option<ListImports>,
    /// ... and what they cost, in the instructions of an engine.
    pub metered: Option<(LoadMetered, &'static str)>,
    /// Libraries.
    pub native: Option<LoadCarrier>,
    /// Programs.
    pub process: Option<LoadCarrier>,
    /// Templates.
    pub template: Option<LoadPlugin>,
}

impl Loaders {
    /// Those that this slugline was built with. A carrier enters its own here.
    #[allow(clippy::needless_update, reason = "only a build with every carrier names all of them")]
    pub fn built_in() -> Loaders {
        Loaders {
            #[cfg(feature = "native")]
            native: Some(library),
            #[cfg(all(unix, feature = "process"))]
            process: Some(program),
            #[cfg(feature = "wasm-runtime")]
            wasm: Some(component),
            #[cfg(feature = "wasm-runtime")]
            imports: Some(imports),
            #[cfg(feature = "wasm-compile")]
            metered: Some((metered, crate::wasm::ENGINE)),
            #[cfg(feature = "template")]
            template: Some(templates),
            ..Loaders::default()
        }
    }

    /// Whether there is one for a carrier.
    pub fn has(&self, kind: CarrierKind) -> bool {
        match kind {
            CarrierKind::Wasm => self.wasm.is_some(),
            CarrierKind::Native => self.native.is_some(),
            CarrierKind::Process => self.process.is_some(),
            CarrierKind::Template => self.template.is_some(),
        }
    }
}

/// Loads a library, from a copy in the user's own folder.
#[cfg(feature = "native")]
fn library(approved: Approved<'_>) -> Result<Box<dyn Carrier>> {
    use crate::native::{Library, Store};

    let Artifact::Native { path, .. } = approved.artifact else { return Err(mismatched(approved)) };
    let Some(store) = approved.store else {
        let message = format!("plugin `{}` (native): there is no folder to keep its copy in", approved.package.name());
        return Err(Error::new(Kind::Usage, message)
            .help("set `XDG_CACHE_HOME` or `HOME`")
            .coded("plugin-not-permitted"));
    };
    let expected = approved.sha256.map(|digest| digest.to_string());
    let store = Store::new(store.join("native"));
    let library = Library::open(&file_of(approved, path)?, expected.as_deref(), &store)?;
    Ok(Box::new(library.with_limits(approved.limits).with_log(approved.log())))
}

/// Loads a component: from the code that the user's own folder keeps of it, where it keeps some.
#[cfg(feature = "wasm-runtime")]
fn component(approved: Approved<'_>) -> Result<Box<dyn Carrier>> {
    let component = bytes_of(approved)?;
    Ok(Box::new(crate::wasm::Wasm::load(&component, approved.limits, cache(approved).as_ref())?))
}

#[cfg(feature = "wasm-compile")]
fn metered(approved: Approved<'_>, spent: Arc<AtomicU64>) -> Result<Box<dyn Carrier>> {
    Ok(Box::new(crate::wasm::Fuelled::load(&bytes_of(approved)?, approved.limits, spent)?))
}

#[cfg(feature = "wasm-runtime")]
fn imports(approved: Approved<'_>) -> Result<Vec<String>> {
    crate::wasm::imports(&bytes_of(approved)?, cache(approved).as_ref())
}

#[cfg(feature = "wasm-runtime")]
fn cache(approved: Approved<'_>) -> Option<crate::wasm::Cache> {
    approved.store.map(|store| crate::wasm::Cache::at(store.join("wasm")))
}

/// What the file of a component holds, which is what it held when it was checked.
#[cfg(feature = "wasm-runtime")]
fn bytes_of(approved: Approved<'_>) -> Result<Vec<u8>> {
    let Artifact::Wasm { path, .. } = approved.artifact else { return Err(mismatched(approved)) };
    let path = file_of(approved, path)?;
    let bytes = std::fs::read(&path).map_err(|cause| unreadable(&path, cause).coded("plugin-not-found"))?;
    if approved.sha256.is_some_and(|expected| Digest::of(&bytes) != expected) {
        return Err(changed(&path));
    }
    Ok(bytes)
}

/// Where the file of a component or a library is. It is no link: what is loaded is what was checked.
#[cfg(any(feature = "native", feature = "wasm-runtime"))]
fn file_of(approved: Approved<'_>, name: &Path) -> Result<PathBuf> {
    plain_file(&approved.package.folder, name).map_err(|error| error.coded("plugin-not-found"))
}

/// Makes ready to start a program.
#[cfg(all(unix, feature = "process"))]
fn program(approved: Approved<'_>) -> Result<Box<dyn Carrier>> {
    use crate::carrier::Open as _;
    use crate::manifest::Protocol;
    use crate::process::{Command, Lines, OneShot};

    let Artifact::Process { command, protocol } = approved.artifact else { return Err(mismatched(approved)) };
    let (package, limits) = (approved.package, approved.limits);
    let command = Command::new(&package.folder, command.iter().cloned())?.with_log(approved.log());
    let command = approved.sha256.into_iter().fold(command, Command::holding);
    match protocol {
        Protocol::Lines => Lines { command, limits }.open(),
        Protocol::OneShot => OneShot { command, limits, description: package.description.clone() }.open(),
    }
}

/// Compiles templates.
#[cfg(feature = "template")]
fn templates(approved: Approved<'_>) -> Result<Box<dyn Plugin>> {
    let Artifact::Template { entry, escape } = approved.artifact else { return Err(mismatched(approved)) };
    Ok(Box::new(crate::template::Template::load(approved, entry, *escape)?))
}

/// The error for what does not hold any more what it held when it was checked.
#[cfg(any(feature = "process", feature = "template", feature = "wasm-runtime"))]
pub(crate) fn changed(path: &Path) -> Error {
    let message = format!("`{}` was changed while slugline ran", path.display());
    Error::new(Kind::Usage, message).help("run slugline again").coded("plugin-checksum")
}

/// A loader is asked for artifacts of its own kind alone.
#[cfg(any(feature = "native", feature = "process", feature = "template", feature = "wasm-runtime"))]
fn mismatched(approved: Approved<'_>) -> Error {
    let message = format!("a loader was given `{}`, which is another's", approved.artifact.label());
    Error::new(Kind::Internal, message)
}
