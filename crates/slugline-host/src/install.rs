//! From the folder or the file that a plugin comes in to a folder of plugins, and out of it again.
//!
//! Folders of plugins are worked in too. What stands there and was not installed is its author's: it is neither replaced nor
//! removed, and can be recorded where it stands.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use slugline_core::{Error, Kind, Result};
use slugline_toml::BadFile;
use tempfile::TempDir;

use crate::folder::unreadable;
use crate::lock::{LOCK_FILE, Lock, Locked};
use crate::manifest::{Package, is_name};
use crate::slp::{is_packed, is_program, put, unpack};

/// A folder of plugins, and the folder of the lock that records what they hold.
#[derive(Clone, Debug)]
pub struct Store {
    /// The plugins, each in a folder of its name.
    pub plugins: PathBuf,
    /// Where the lock stands.
    pub lock: PathBuf,
}

/// A plugin that was installed, or recorded where it stood.
#[derive(Clone, Debug)]
pub struct Installed {
    /// What it is, in its place.
    pub package: Package,
    /// What is recorded of it.
    pub locked: Locked,
    /// The version that it took the place of.
    pub before: Option<String>,
}

/// What became of a plugin that is installed no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Removed {
    /// Its folder is gone.
    Folder,
    /// What was recorded of it is gone; the folder, which nobody installed, is where it was.
    Record,
}

/// What whoever changes a store has locked meanwhile. It stays, empty: if it were removed, two could each lock one of their own.
const ALONE: &str = ".lock";

impl Store {
    /// Installs the plugin at `source`, the folder of a manifest or a file `.slp`, in the place of one of the same name that was
    /// installed; or records it, where it stands in its place already. Nothing of it is run; `prepare` is shown it before, and
    /// refuses it or does what is better done now than when it is first used ([`Gate::prepare`](crate::Gate::prepare)).
    ///
    /// # Errors
    ///
    /// Where there is no plugin, it is refused, its place is taken by what was not installed, or it cannot be written; then
    /// all is as it was before.
    pub fn install(&self, source: &Path, prepare: impl FnOnce(&Package) -> Result<()>) -> Result<Installed, BadFile> {
        fs::create_dir_all(&self.plugins).map_err(|cause| unwritable(&self.plugins, cause))?;
        let given = if is_packed(source) { None } else { Some(Package::open(source)?) };
        match given {
            Some(package) if is_same(&package.folder, &self.place_of(&package)) => self.record(package, prepare),
            given => self.bring(source, given, prepare),
        }
    }

    /// Records a plugin that is in its place.
    fn record(&self, package: Package, prepare: impl FnOnce(&Package) -> Result<()>) -> Result<Installed, BadFile> {
        package.check()?;
        prepare(&package)?;
        let _alone = self.alone()?;
        let mut lock = Lock::of_folder(&self.lock)?.unwrap_or_default();
        // What was installed and then changed here was still installed.
        let source = lock.plugins.get(package.name()).and_then(|before| before.source.clone());
        let locked = Locked::of(&package, source)?;
        lock.plugins.insert(package.name().to_owned(), locked.clone());
        self.write(&lock)?;
        Ok(Installed { package, locked, before: None })
    }

    /// Copies the plugin `given`, or unpacks the one at `source`, into its place.
    fn bring(
        &self,
        source: &Path,
        given: Option<Package>,
        prepare: impl FnOnce(&Package) -> Result<()>,
    ) -> Result<Installed, BadFile> {
        let around = self.work()?;
        let fresh = around.path().join("fresh");
        fs::create_dir(&fresh).map_err(|cause| unwritable(&fresh, cause))?;
        match given {
            Some(package) => copy(&package, &fresh)?,
            None => unpack(source, &fresh)?,
        }
        let package = Package::open(&fresh)?;
        package.check()?;
        prepare(&package)?;
        let locked = Locked::of(&package, Some(source.display().to_string()))?;
        let folder = self.place_of(&package);
        let _alone = self.alone()?;
        let mut lock = Lock::of_folder(&self.lock)?.unwrap_or_default();
        let before = lock.plugins.insert(package.name().to_owned(), locked.clone());
        if is_there(&folder) && before.as_ref().is_none_or(|before| before.source.is_none()) {
            return Err(self.taken(&folder).into());
        }
        aside(&folder, &around, || {
            fs::rename(&fresh, &folder).map_err(|cause| unwritable(&folder, cause))?;
            // Why it failed is to be told, whatever comes of putting things back.
            self.write(&lock).inspect_err(|_| drop(fs::rename(&folder, &fresh)))
        })?;
        Ok(Installed { package: Package { folder, ..package }, locked, before: before.map(|before| before.version) })
    }

    /// Removes the plugin `name`, and what is recorded of it.
    ///
    /// # Errors
    ///
    /// `plugin-not-found` where it was not installed here; where it cannot be removed.
    pub fn remove(&self, name: &str) -> Result<Removed, BadFile> {
        let folder = self.plugins.join(name);
        let is_known = |lock: &Lock| is_name(name) && lock.plugins.contains_key(name);
        if !Lock::of_folder(&self.lock)?.is_some_and(|lock| is_known(&lock)) {
            return Err(self.not_installed(name).into());
        }
        let around = self.work()?;
        let _alone = self.alone()?;
        let mut lock = Lock::of_folder(&self.lock)?.unwrap_or_default();
        let removed = lock.plugins.remove(name).ok_or_else(|| self.not_installed(name))?;
        if removed.source.is_none() {
            return Ok(self.write(&lock).map(|()| Removed::Record)?);
        }
        aside(&folder, &around, || self.write(&lock))?;
        around.close().map_err(|cause| unwritable(&folder, cause))?;
        Ok(Removed::Folder)
    }

    fn place_of(&self, package: &Package) -> PathBuf {
        self.plugins.join(package.name())
    }

    /// A folder to work in, hidden, so that no one takes it for a plugin, and beside the others, so that these can be renamed.
    fn work(&self) -> Result<TempDir> {
        let refuse = |cause| unwritable(&self.plugins, cause);
        fs::create_dir_all(&self.plugins).map_err(refuse)?;
        tempfile::Builder::new().prefix(".install-").tempdir_in(&self.plugins).map_err(refuse)
    }

    /// Keeps all others from changing the store as long as the file lives. On a file system that cannot, nobody is kept.
    fn alone(&self) -> Result<File> {
        let path = self.plugins.join(ALONE);
        let file = File::options().write(true).create(true).truncate(false).open(&path);
        let file = file.map_err(|cause| unwritable(&path, cause))?;
        match file.lock() {
            Err(cause) if cause.kind() != io::ErrorKind::Unsupported => Err(unwritable(&path, cause)),
            _ => Ok(file),
        }
    }

    fn write(&self, lock: &Lock) -> Result<()> {
        let path = self.lock.join(LOCK_FILE);
        let refuse = |cause| unwritable(&path, cause);
        let mut builder = tempfile::Builder::new();
        // A temporary file is its owner's alone; a lock is for whoever the user's umask lets in.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let file = builder.tempfile_in(&self.lock).map_err(refuse)?;
        fs::write(file.path(), lock.to_toml()?).map_err(refuse)?;
        file.persist(&path).map(drop).map_err(|fault| refuse(fault.error))
    }

    fn taken(&self, folder: &Path) -> Error {
        let (folder, project) = (folder.display(), if self.lock == self.plugins { "" } else { " --project" });
        let message = format!("`{folder}` is there already and was not installed, so nothing takes its place");
        Error::new(Kind::Usage, message)
            .help(format!("move it away; or record what is there: `slugline plugin install {folder}{project}`"))
    }

    fn not_installed(&self, name: &str) -> Error {
        let folder = self.plugins.join(name);
        let (message, help) = match is_name(name) && is_there(&folder) {
            true => (
                format!("`{}` was not installed: {LOCK_FILE} does not name it", folder.display()),
                "if nobody needs it any more, delete the folder",
            ),
            false => (
                format!("no plugin `{name}` is installed in `{}`", self.plugins.display()),
                "`slugline plugin list` says where plugins are",
            ),
        };
        Error::new(Kind::Usage, message).help(help).coded("plugin-not-found")
    }
}

fn copy(package: &Package, into: &Path) -> Result<()> {
    for name in package.files()? {
        let path = package.folder.join(&name);
        let content = fs::read(&path).map_err(|cause| unreadable(&path, cause))?;
        put(&into.join(&name), &content, is_program(&path))?;
    }
    Ok(())
}

/// Moves `folder` away, does `work`, and moves it back where that fails.
fn aside(folder: &Path, around: &TempDir, work: impl FnOnce() -> Result<()>) -> Result<()> {
    if !is_there(folder) {
        return work();
    }
    let old = around.path().join("old");
    fs::rename(folder, &old).map_err(|cause| unwritable(folder, cause))?;
    // As above: the first fault is the one to tell.
    work().inspect_err(|_| drop(fs::rename(&old, folder)))
}

/// Whether something is at `path`, be it a link that leads nowhere.
fn is_there(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// Whether two paths lead to one folder.
fn is_same(one: &Path, other: &Path) -> bool {
    one.canonicalize().is_ok_and(|one| other.canonicalize().is_ok_and(|other| one == other))
}

fn unwritable(path: &Path, cause: io::Error) -> Error {
    Error::io(format!("cannot write `{}`", path.display()), cause)
}
