//! The way from a plugin that was found to one that runs, and every check that stands on it.

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use slugline_core::plugin::{Linter, Manifest, OptionMap, Plugin, Reader, Transform, Writer};
use slugline_core::{Error, Kind, Result};

use crate::carrier::{Carrier, Open};
use crate::digest::Digest;
use crate::discovery::{Found, Rule};
use crate::loader::{Approved, Loaders};
use crate::lock::{LOCK_FILE, Lock};
use crate::log::Logs;
use crate::manifest::{Artifact, CarrierKind, Package};
use crate::outside::Outside;
use crate::trust::Trust;

/// What decides which plugins run: the carriers that there are, what the user allows, what locks record.
#[derive(Debug, Default)]
pub struct Gate {
    loaders: Loaders,
    trust: Trust,
    store: Option<PathBuf>,
    logs: Logs,
    /// Locks by folder, each read when it is first asked for.
    locks: Mutex<Vec<(PathBuf, Option<Arc<Lock>>)>>,
}

/// What a plugin is to run from.
#[derive(Clone, Copy, Debug)]
pub struct Chosen<'f> {
    /// The artifact.
    pub artifact: &'f Artifact,
    /// What it held when it was checked. `None`: nothing says what it must hold.
    pub sha256: Option<Digest>,
}

impl Gate {
    /// A gate with these carriers, for what the user allows.
    pub fn new(loaders: Loaders, trust: Trust) -> Gate {
        Gate { loaders, trust, ..Gate::default() }
    }

    /// The gate with a folder of the user's own for what carriers keep: copies of libraries, compiled code.
    #[must_use]
    pub fn with_store(self, store: PathBuf) -> Gate {
        Gate { store: Some(store), ..self }
    }

    /// The gate with somebody who hears what plugins write for those who develop them.
    #[must_use]
    pub fn with_logs(self, logs: Logs) -> Gate {
        Gate { logs, ..self }
    }

    /// Whether the user allows whatever is installed under this name to run from such an artifact.
    ///
    /// # Errors
    ///
    /// What is wrong with the user's configuration.
    pub fn allows_installed(&self, name: &str, kind: CarrierKind) -> Result<bool> {
        self.trust.allows_installed(name, kind)
    }

    fn approve<'a>(&'a self, package: &'a Package, artifact: &'a Artifact, sha256: Option<Digest>) -> Approved<'a> {
        let store = self.store.as_deref();
        Approved { package, artifact, limits: package.limits, sha256, is_own: false, logs: &self.logs, store }
    }

    fn approve_found<'a>(&'a self, found: &'a Found, artifact: &'a Artifact, sha256: Option<Digest>) -> Approved<'a> {
        Approved { is_own: found.is_own(), ..self.approve(&found.package, artifact, sha256) }
    }

    /// Does for a plugin that is being installed what would else be done when it is first used: its components are compiled,
    /// and looked at. Nothing of it runs.
    ///
    /// # Errors
    ///
    /// What is wrong with a component: `plugin-abi`, `plugin-forbidden-import`.
    pub fn prepare(&self, package: &Package) -> Result<()> {
        let Some(load) = self.loaders.wasm else { return Ok(()) };
        let mut components = package.artifacts.iter().filter(|artifact| artifact.kind() == CarrierKind::Wasm);
        components.try_for_each(|artifact| {
            package.check_present(artifact)?;
            load(self.approve(package, artifact, None)).map(drop)
        })
    }

    /// What a component of `package` imports, by the names of interfaces: all that it can reach. `None` for what is no
    /// component, or where nothing here can tell. Nothing of it runs.
    pub fn imports(&self, package: &Package, artifact: &Artifact) -> Option<Result<Vec<String>>> {
        let list = self.loaders.imports.filter(|_| artifact.kind() == CarrierKind::Wasm)?;
        Some(list(self.approve(package, artifact, None)))
    }

    /// `found` on an engine that counts what its calls cost. `None` for what is no component, or where nothing here counts.
    ///
    /// # Errors
    ///
    /// As for [`choose`](Gate::choose).
    pub fn metered(self: &Arc<Gate>, found: &Found) -> Result<Option<Metered>> {
        let Chosen { artifact, sha256 } = self.choose(found)?;
        let is_wasm = artifact.kind() == CarrierKind::Wasm;
        let Some((load, engine)) = self.loaders.metered.filter(|_| is_wasm) else { return Ok(None) };
        let (gate, package, artifact) = (Arc::clone(self), found.package.clone(), artifact.clone());
        let spent = Arc::new(AtomicU64::new(0));
        let counted = Arc::clone(&spent);
        let open = move || load(gate.approve(&package, &artifact, sha256), Arc::clone(&counted));
        let plugin = Outside::new(found.package.description.clone(), open);
        Ok(Some(Metered { plugin, spent, engine }))
    }

    /// The artifact that `found` runs from here: the first that there is a carrier for and that may run.
    ///
    /// # Errors
    ///
    /// Where it has none, the first reason: `plugin-abi` or `plugin-schema`, `plugin-not-built`, `plugin-not-found`, `plugin-not-permitted`, `plugin-checksum`, or
    /// that this slugline has no such carrier.
    pub fn choose<'f>(&self, found: &'f Found) -> Result<Chosen<'f>> {
        found.package.check()?;
        let mut here: Vec<&Artifact> =
            found.package.artifacts.iter().filter(|artifact| artifact.is_for_here()).collect();
        here.sort_by_key(|artifact| artifact.kind());
        let mut first = None;
        for artifact in here {
            match self.check(found, artifact) {
                Ok(sha256) => return Ok(Chosen { artifact, sha256 }),
                Err(error) => first = first.or(Some(error)),
            }
        }
        Err(first.unwrap_or_else(|| {
            let message = format!("plugin `{}` has nothing that runs on this machine", found.package.name());
            Error::new(Kind::Usage, message).help(found.package.to_build()).coded("plugin-not-built")
        }))
    }

    /// Whether an artifact may run; what it holds, where that had to be looked at.
    fn check(&self, found: &Found, artifact: &Artifact) -> Result<Option<Digest>> {
        let kind = artifact.kind();
        found.package.check_present(artifact)?;
        let mut known = None;
        let mut digest = || match known {
            Some(digest) => Ok(digest),
            None => found.package.digest(artifact).inspect(|digest| known = Some(*digest)),
        };
        self.trust.permit(found, kind, &mut digest)?;
        self.compare(found, artifact, &mut digest)?;
        match self.loaders.has(kind) {
            true => Ok(known),
            false => Err(no_carrier(found, kind)),
        }
    }

    /// Holds what the artifact holds against what the lock and the manifest say.
    fn compare(&self, found: &Found, artifact: &Artifact, digest: &mut dyn FnMut() -> Result<Digest>) -> Result<()> {
        let (name, label) = (found.package.name(), artifact.label());
        let lock = found.home.as_deref().map(|home| self.lock(home)).transpose()?.flatten();
        let locked = lock.as_deref().and_then(|lock| lock.plugins.get(name));
        let refuse = |what: String, help: &str| {
            let message =
                format!("plugin `{name}` {} ({}): {what}", found.package.description.version, artifact.kind().as_str());
            Err(Error::new(Kind::Usage, message).help(help).coded("plugin-checksum"))
        };
        let mut is_known = false;
        if let Some(locked) = locked {
            let project = if found.rule < Rule::User { " --project" } else { "" };
            let folder = found.package.folder.display();
            let help = format!(
                "if the change is yours, record it with `slugline plugin install {folder}{project}`; else do not run it"
            );
            match locked.sha256.get(&label) {
                Some(recorded) if *recorded == digest()? => is_known = true,
                Some(_) => return refuse(format!("it does not hold what {LOCK_FILE} records"), &help),
                None => return refuse(format!("{LOCK_FILE} records no `{label}`"), &help),
            }
        }
        if let Some((path, Some(said))) = artifact.file() {
            if said != digest()? {
                let what = format!("`{}` does not hold what the manifest says", path.display());
                return refuse(what, "if you built it, put its `sha256` into the manifest; else get it again");
            }
            is_known = true;
        }
        let needs_hash = artifact.kind().is_trusted() && !self.trust.names(found, artifact.kind());
        match is_known || !needs_hash || self.trust.pins(found, artifact.kind(), digest)? {
            true => Ok(()),
            false => refuse(
                format!("neither {LOCK_FILE} nor its manifest says what it must hold"),
                "install it with `slugline plugin install FOLDER`, which records that",
            ),
        }
    }

    /// The lock of a folder.
    fn lock(&self, home: &Path) -> Result<Option<Arc<Lock>>> {
        let mut locks = self.locks.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, lock)) = locks.iter().find(|(folder, _)| folder == home) {
            return Ok(lock.clone());
        }
        let lock =
            Lock::of_folder(home).map_err(|bad| Error::new(Kind::Usage, bad.to_string()).coded("plugin-checksum"))?;
        let lock = lock.map(Arc::new);
        locks.push((home.to_owned(), lock.clone()));
        Ok(lock)
    }
}

/// A plugin whose instructions are counted.
pub struct Metered {
    /// The plugin.
    pub plugin: Outside,
    /// The instructions that all its calls have taken so far.
    pub spent: Arc<AtomicU64>,
    /// The engine that counts, and its version: another one counts otherwise.
    pub engine: &'static str,
}

fn no_carrier(found: &Found, kind: CarrierKind) -> Error {
    let message =
        format!("this slugline was built without `{}`, which brings plugin `{}`", kind.as_str(), found.package.name());
    let feature = match kind {
        CarrierKind::Wasm => "wasm-compile",
        CarrierKind::Template | CarrierKind::Native | CarrierKind::Process => kind.as_str(),
    };
    Error::new(Kind::Usage, message).help(format!("build it with the feature `{feature}`"))
}

/// A plugin that was found, as the rest of slugline knows plugins: what it offers is known, the rest happens when it is asked.
pub struct Gated {
    manifest: Manifest,
    found: Arc<Found>,
    gate: Arc<Gate>,
    plugin: OnceLock<Box<dyn Plugin>>,
}

impl Gated {
    /// `found`, behind `gate`.
    pub fn new(found: Found, gate: Arc<Gate>) -> Gated {
        let manifest = found.package.description.manifest();
        Gated { manifest, found: Arc::new(found), gate, plugin: OnceLock::new() }
    }

    fn plugin(&self) -> Result<&dyn Plugin> {
        if let Some(plugin) = self.plugin.get() {
            return Ok(&**plugin);
        }
        let plugin = self.open()?;
        Ok(&**self.plugin.get_or_init(|| plugin))
    }

    fn open(&self) -> Result<Box<dyn Plugin>> {
        let Chosen { artifact, sha256 } = self.gate.choose(&self.found)?;
        let package = &self.found.package;
        match (artifact.kind(), self.gate.loaders.template) {
            (CarrierKind::Template, Some(load)) => load(self.gate.approve_found(&self.found, artifact, sha256)),
            _ => {
                let door = Door {
                    found: Arc::clone(&self.found),
                    gate: Arc::clone(&self.gate),
                    artifact: artifact.clone(),
                    sha256,
                };
                Ok(Box::new(Outside::new(package.description.clone(), door)))
            }
        }
    }
}

impl Plugin for Gated {
    fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    fn is_outside(&self) -> bool {
        true
    }

    fn fingerprint(&self) -> Option<[u8; 32]> {
        let artifact = self.gate.choose(&self.found).ok()?.artifact;
        Some(self.found.package.fingerprint(artifact).ok()?.bytes())
    }

    fn reader(&self, name: &str, options: &OptionMap) -> Result<Box<dyn Reader>> {
        self.plugin()?.reader(name, options)
    }

    fn transform(&self, name: &str, options: &OptionMap) -> Result<Box<dyn Transform>> {
        self.plugin()?.transform(name, options)
    }

    fn linter(&self, name: &str, options: &OptionMap) -> Result<Box<dyn Linter>> {
        self.plugin()?.linter(name, options)
    }

    fn writer(&self, name: &str, options: &OptionMap) -> Result<Box<dyn Writer>> {
        self.plugin()?.writer(name, options)
    }
}

/// Loads what passed the gate.
struct Door {
    found: Arc<Found>,
    gate: Arc<Gate>,
    artifact: Artifact,
    sha256: Option<Digest>,
}

impl Open for Door {
    fn open(&self) -> Result<Box<dyn Carrier>> {
        let loaders = &self.gate.loaders;
        let load = match self.artifact.kind() {
            CarrierKind::Wasm => loaders.wasm,
            CarrierKind::Native => loaders.native,
            CarrierKind::Process => loaders.process,
            CarrierKind::Template => None,
        };
        match load {
            Some(load) => load(self.gate.approve_found(&self.found, &self.artifact, self.sha256)),
            None => Err(no_carrier(&self.found, self.artifact.kind())),
        }
    }

    fn word(&self) -> Option<&'static str> {
        Some(self.artifact.kind().as_str())
    }

    fn is_own(&self) -> bool {
        self.found.is_own()
    }
}
