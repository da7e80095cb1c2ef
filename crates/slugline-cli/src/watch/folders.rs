//! The folders of a watch: what comes, what is made of it, and where the inputs go.

use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use slugline::{Error, Kind, Result};

use crate::args::WatchArgs;

/// Folders that are there, and lie where none of them gets in the way of another.
pub(super) struct Folders {
    /// The hot folder.
    pub(super) hot: PathBuf,
    pub(super) out: PathBuf,
    pub(super) done: PathBuf,
    pub(super) failed: PathBuf,
    /// Those of the others that lie in the hot folder, as they are named from there: they are not watched.
    apart: BTreeSet<PathBuf>,
    /// Held as long as the folder is watched.
    _lock: Option<File>,
}

impl Folders {
    /// Finds the hot folder, and makes the others.
    ///
    /// # Errors
    ///
    /// [`Kind::Usage`] where one cannot be had, where what is written into one would be found in another, where inputs
    /// could not be moved by a rename, and where the hot folder is watched already.
    pub(super) fn open(args: &WatchArgs) -> Result<Folders> {
        let hot = args.input.clone();
        if !hot.is_dir() {
            let error = Error::new(Kind::Usage, format!("`{}` is no folder", hot.display()));
            return Err(error.help("name the folder that stories are put into"));
        }
        let moved = |given: &Option<PathBuf>, name: &str| given.clone().unwrap_or_else(|| hot.join(name));
        let (done, failed) = (moved(&args.done, "done"), moved(&args.failed, "failed"));
        let real = real(&hot)?;
        let mut others = Vec::new();
        for folder in [&args.out_dir, &done, &failed] {
            others.push((folder.as_path(), made(folder)?));
        }
        check_apart((&hot, &real), &others)?;
        for (folder, there) in others.iter().skip(1) {
            check_mount((&hot, &real), (folder, there))?;
        }
        // Also under the name of a link that leads elsewhere.
        let named = others.iter().filter_map(|(folder, _)| folder.strip_prefix(&hot).ok());
        let lying = others.iter().filter_map(|(_, there)| there.strip_prefix(&real).ok());
        let apart = named.chain(lying).map(Path::to_owned).collect();
        let lock = lock(&hot)?;
        Ok(Folders { hot, out: args.out_dir.clone(), done, failed, apart, _lock: lock })
    }

    /// The path of what is named from the hot folder on; of nothing, its own.
    pub(super) fn path(&self, below: &Path) -> PathBuf {
        if below.as_os_str().is_empty() { self.hot.clone() } else { self.hot.join(below) }
    }

    /// Whether a folder below the hot one is another one of them.
    pub(super) fn is_apart(&self, below: &Path) -> bool {
        self.apart.contains(below)
    }
}

/// Makes a folder, and gives its real place.
fn made(folder: &Path) -> Result<PathBuf> {
    let usage =
        |error| Error::new(Kind::Usage, Error::io(format!("cannot make `{}`", folder.display()), error).to_string());
    fs::create_dir_all(folder).map_err(usage)?;
    real(folder)
}

fn real(folder: &Path) -> Result<PathBuf> {
    folder.canonicalize().map_err(|error| {
        let error = Error::io(format!("cannot tell where `{}` is", folder.display()), error);
        Error::new(Kind::Usage, error.to_string())
    })
}

/// Refuses folders of which one lies in another, but for those in the hot folder: what is written would be watched, or take
/// the place of an input that was moved.
fn check_apart(hot: (&Path, &Path), others: &[(&Path, PathBuf)]) -> Result<()> {
    let refuse = |inner: &Path, outer: &Path| {
        let message = match inner == outer {
            true => format!("`{}` is named for two things", inner.display()),
            false => format!("`{}` lies in `{}`", inner.display(), outer.display()),
        };
        let help = "the folder that is watched, that of the outputs, `--done` and `--failed` are four, and only the first \
                    may hold the others";
        Err(Error::new(Kind::Usage, message).help(help))
    };
    for (at, (folder, place)) in others.iter().enumerate() {
        if hot.1.starts_with(place) {
            return refuse(hot.0, folder);
        }
        for (_, (other, there)) in others.iter().enumerate().filter(|(other, _)| *other != at) {
            if there.starts_with(place) {
                return refuse(other, folder);
            }
        }
    }
    Ok(())
}

/// Refuses a folder on another file system: an input could not be there or here at every moment, and nowhere twice.
#[cfg(unix)]
fn check_mount(hot: (&Path, &Path), other: (&Path, &Path)) -> Result<()> {
    use std::os::unix::fs::MetadataExt as _;
    let device = |path: &Path| fs::metadata(path).ok().map(|metadata| metadata.dev());
    if device(hot.1) == device(other.1) {
        return Ok(());
    }
    let message = format!("`{}` and `{}` are on two file systems", hot.0.display(), other.0.display());
    Err(Error::new(Kind::Usage, message).help("inputs are moved there by a rename: name a folder beside it, or in it"))
}

#[cfg(not(unix))]
fn check_mount(_: (&Path, &Path), _: (&Path, &Path)) -> Result<()> {
    Ok(())
}

/// Keeps a second watch from working on the same inputs. The lock goes with the process, however it ends. On network drives
/// that know none there is none.
fn lock(hot: &Path) -> Result<Option<File>> {
    let Ok(folder) = File::open(hot) else { return Ok(None) };
    match folder.try_lock() {
        Ok(()) => Ok(Some(folder)),
        Err(TryLockError::WouldBlock) => {
            let error = Error::new(Kind::Usage, format!("`{}` is watched already", hot.display()));
            Err(error.help("end the other `slugline watch` first, or name another folder"))
        }
        Err(TryLockError::Error(_)) => Ok(None),
    }
}

#[cfg(test)]
impl Folders {
    /// A folder `hot` in `here`, and all others in it.
    pub(super) fn in_hot(here: &Path) -> Folders {
        let hot = here.join("hot");
        fs::create_dir_all(&hot).unwrap_or_default();
        let [out, done, failed] = ["out", "done", "failed"].map(|name| hot.join(name));
        let apart = ["out", "done", "failed"].map(PathBuf::from).into();
        Folders { hot, out, done, failed, apart, _lock: None }
    }
}
