//! Where an input goes when it was worked on, and its log.
//!
//! The log is written first, and then the input is renamed: a watch that is killed between finds the input again, and makes
//! the same of it under the same names.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io::{self, BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use slugline::host::stale::Swept;
use slugline::{Error, NewFile, Result, TEMPORARY};

use super::folders::Folders;
use super::hot::{Found, Stamp};

/// What became of an input.
#[derive(Debug)]
pub(super) enum Place {
    Moved {
        to: PathBuf,
        /// `None`: there was nothing to be said.
        log: Option<PathBuf>,
        /// Why there is no log where there should be one.
        log_fault: Option<Error>,
    },
    /// It is not there any more.
    Gone,
    /// It is not the one that was read.
    Changed,
    /// It stays where it is, for it cannot be moved.
    Stuck(Error),
}

/// Puts inputs in their places, one at a time: two of them may want one name.
#[derive(Default)]
pub(super) struct Mover {
    turn: Mutex<()>,
    swept: Swept,
}

impl Mover {
    /// Writes the log of an input, unless it is empty, and moves the input to where those go that are done, or failed.
    pub(super) fn place(&self, found: &Found, folders: &Folders, has_failed: bool, log: &str) -> Place {
        let path = folders.hot.join(&found.below);
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        match Stamp::of(&path) {
            Ok(stamp) if stamp == found.stamp => {}
            Ok(_) => return Place::Changed,
            Err(error) if is_gone(&error) => return Place::Gone,
            Err(error) => return Place::Stuck(Error::io(format!("cannot move `{}`", path.display()), error)),
        }
        let into = if has_failed { &folders.failed } else { &folders.done };
        let wanted = into.join(&found.below);
        self.rename(&path, &wanted, log).unwrap_or_else(|error| {
            if path.symlink_metadata().is_err_and(|error| is_gone(&error)) { Place::Gone } else { Place::Stuck(error) }
        })
    }

    fn rename(&self, path: &Path, wanted: &Path, log: &str) -> Result<Place> {
        let failed = |error| Error::io(format!("cannot move `{}` to `{}`", path.display(), wanted.display()), error);
        let (Some(folder), Some(name)) = (wanted.parent(), wanted.file_name()) else {
            return Err(failed(io::ErrorKind::InvalidInput.into()));
        };
        fs::create_dir_all(folder).map_err(failed)?;
        self.swept.sweep(folder, TEMPORARY, 1);
        let to = folder.join(free_name(path, folder, name).map_err(failed)?);
        let (log, log_fault) = match write_log(&to, log) {
            Ok(log) => (log, None),
            Err(error) => (None, Some(error)),
        };
        // A rename of a file to another name of itself does nothing, and it would be found again and again.
        let moved = if is_one_file(path, &to) { fs::remove_file(path) } else { fs::rename(path, &to) };
        moved.map_err(failed)?;
        Ok(Place::Moved { to, log, log_fault })
    }
}

fn is_gone(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

/// The name for an input in a folder that may hold one of that name: `story.txt`, else `story-2.txt`, `story-3.txt`. One with
/// the same bytes is the same input, and gives it its name.
fn free_name(input: &Path, folder: &Path, name: &OsStr) -> io::Result<OsString> {
    for number in 1_u64.. {
        let name = numbered(name, number);
        let there = folder.join(&name);
        match fs::symlink_metadata(&there) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(name),
            Err(error) => return Err(error),
            Ok(metadata) if metadata.is_file() && is_same(input, &there, metadata.len())? => return Ok(name),
            Ok(_) => {}
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// `story.txt`, `story-2.txt`.
fn numbered(name: &OsStr, number: u64) -> OsString {
    if number == 1 {
        return name.to_owned();
    }
    let path = Path::new(name);
    let mut numbered = path.file_stem().unwrap_or(name).to_owned();
    numbered.push(format!("-{number}"));
    if let Some(extension) = path.extension() {
        numbered.push(".");
        numbered.push(extension);
    }
    numbered
}

/// Whether two names are of one file.
#[cfg(unix)]
fn is_one_file(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let node = |path: &Path| fs::symlink_metadata(path).ok().map(|metadata| (metadata.dev(), metadata.ino()));
    node(other).is_some_and(|there| node(one) == Some(there))
}

#[cfg(not(unix))]
fn is_one_file(_: &Path, _: &Path) -> bool {
    false
}

/// Whether two files hold the same bytes, one of them so many.
fn is_same(one: &Path, other: &Path, bytes: u64) -> io::Result<bool> {
    if fs::metadata(one)?.len() != bytes {
        return Ok(false);
    }
    let (mut one, mut other) = (BufReader::new(File::open(one)?), BufReader::new(File::open(other)?));
    loop {
        let (left, right) = (one.fill_buf()?, other.fill_buf()?);
        let length = left.len().min(right.len());
        if length == 0 {
            return Ok(left.is_empty() && right.is_empty());
        }
        if left.get(..length) != right.get(..length) {
            return Ok(false);
        }
        one.consume(length);
        other.consume(length);
    }
}

/// Writes what was said of an input beside it. The log of an input that it takes the place of goes.
fn write_log(input: &Path, log: &str) -> Result<Option<PathBuf>> {
    let mut path = input.as_os_str().to_owned();
    path.push(".log");
    let path = PathBuf::from(path);
    if log.is_empty() {
        return match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(Error::io(format!("cannot remove `{}`", path.display()), error))
            }
            Ok(()) | Err(_) => Ok(None),
        };
    }
    let mut file = NewFile::replace(&path)?;
    file.write(log.as_bytes())?;
    file.finish()?;
    Ok(Some(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_stands_before_the_ending() {
        for (name, second) in
            [("story.txt", "story-2.txt"), ("story", "story-2"), ("a.b.txt", "a.b-2.txt"), ("a.", "a-2.")]
        {
            assert_eq!(numbered(name.as_ref(), 1), name);
            assert_eq!(numbered(name.as_ref(), 2), second);
        }
    }
}
