//! Where an input goes when it was worked on, and its log.
//!
//! The log is written first, and then the input is renamed: a watch that is killed between finds the input again, and makes
//! the same of it under the same names.

use std::collections::HashMap;
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
        /// Why there is no log where there should be one, or one where there should be none.
        log_fault: Option<Error>,
    },
    /// It is not there any more.
    Gone,
    /// It is not the one that was read.
    Changed,
    /// It stays where it is, for it cannot be moved.
    Stuck(Error),
}

/// Names that are tried for an input, where each is free when it is looked at and taken when it is used. A file system that says
/// so a hundred times does so for ever.
const MANY: usize = 100;

/// Puts inputs in their places, one at a time: two of them may want one name.
#[derive(Default)]
pub(super) struct Mover {
    /// The number that was given last to each name that is wanted again and again.
    turn: Mutex<HashMap<PathBuf, u64>>,
    swept: Swept,
}

impl Mover {
    /// Writes the log of an input, unless it is empty, and moves the input to where those go that are done, or failed.
    pub(super) fn place(&self, found: &Found, folders: &Folders, has_failed: bool, log: &str) -> Place {
        let path = folders.hot.join(&found.below);
        let mut numbers = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        match Stamp::of(&path) {
            Ok(stamp) if stamp == found.stamp => {}
            Ok(_) => return Place::Changed,
            Err(error) if is_gone(&error) => return Place::Gone,
            Err(error) => return Place::Stuck(Error::io(format!("cannot move `{}`", path.display()), error)),
        }
        let (into, other) = match has_failed {
            true => (&folders.failed, &folders.done),
            false => (&folders.done, &folders.failed),
        };
        let wanted = into.join(&found.below);
        let removed = remove_log_alone(&other.join(&found.below));
        let mut place = self.rename(&path, &wanted, found, log, &mut numbers).unwrap_or_else(|error| {
            if path.symlink_metadata().is_err_and(|error| is_gone(&error)) { Place::Gone } else { Place::Stuck(error) }
        });
        if let (Place::Moved { log_fault, .. }, Err(error)) = (&mut place, removed) {
            log_fault.get_or_insert(error);
        }
        place
    }

    fn rename(
        &self,
        path: &Path,
        wanted: &Path,
        found: &Found,
        log: &str,
        numbers: &mut HashMap<PathBuf, u64>,
    ) -> Result<Place> {
        let failed = |error| Error::io(format!("cannot move `{}` to `{}`", path.display(), wanted.display()), error);
        let (Some(folder), Some(name)) = (wanted.parent(), wanted.file_name()) else {
            return Err(failed(io::ErrorKind::InvalidInput.into()));
        };
        fs::create_dir_all(folder).map_err(failed)?;
        self.swept.sweep(folder, TEMPORARY, 1);
        for _ in 0..MANY {
            let last = numbers.get(wanted).copied().unwrap_or(1);
            let (number, is_taken) = free_number(path, folder, name, last).map_err(failed)?;
            if number > 1 {
                numbers.insert(wanted.to_owned(), number);
            }
            let to = folder.join(numbered(name, number));
            if let Some(place) = move_with_log(found, path, (&to, is_taken), log).map_err(failed)? {
                return Ok(place);
            }
        }
        Err(failed(io::ErrorKind::AlreadyExists.into()))
    }
}

/// Writes the log of an input, and moves it to a name that is free, or that one with the same bytes has. `None`: something came
/// to the name after it was looked at.
fn move_with_log(found: &Found, path: &Path, to: (&Path, bool), log: &str) -> io::Result<Option<Place>> {
    let (to, is_taken) = to;
    let (log, log_fault) = match write_log(to, log) {
        Ok(log) => (log, None),
        Err(error) => (None, Some(error)),
    };
    let moved = match is_taken {
        true => fs::rename(path, to).and_then(|()| match Stamp::of(path) {
            // A rename of a file to another name of itself does nothing, and it would be found again and again.
            Ok(stamp) if stamp == found.stamp => fs::remove_file(path),
            _ => Ok(()),
        }),
        false => rename_to_free(path, to),
    };
    match moved {
        Err(error) if !is_taken && error.kind() == io::ErrorKind::AlreadyExists => {
            log.map_or(Ok(()), fs::remove_file)?;
            return Ok(None);
        }
        moved => moved?,
    }
    // A newer one may have come to its name after it was looked at: that one was not converted.
    let is_other = !is_taken && Stamp::of(to).is_ok_and(|stamp| stamp != found.stamp);
    if is_other && rename_to_free(to, path).is_ok() {
        log.map_or(Ok(()), fs::remove_file)?;
        return Ok(Some(Place::Changed));
    }
    Ok(Some(Place::Moved { to: to.to_owned(), log, log_fault }))
}

/// Renames a file to a name that nothing has: not even something that came there since that was looked at.
///
/// # Errors
///
/// [`io::ErrorKind::AlreadyExists`] where something has it.
fn rename_to_free(from: &Path, to: &Path) -> io::Result<()> {
    match rename_replacing_none(from, to) {
        // Not every file system can.
        Err(error) if error.kind() == io::ErrorKind::Unsupported => link_to_free(from, to),
        renamed => renamed,
    }
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
fn rename_replacing_none(from: &Path, to: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
        // What systems and file systems say that cannot. Two of them are one on some systems.
        Err(error) if [Errno::INVAL, Errno::NOSYS, Errno::NOTSUP, Errno::OPNOTSUPP].contains(&error) => {
            Err(io::ErrorKind::Unsupported.into())
        }
        renamed => Ok(renamed?),
    }
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn rename_replacing_none(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// The same in two steps: a link is made only where nothing is. Killed between them, a watch finds the input again, and that it
/// is in its place already.
#[cfg(unix)]
fn link_to_free(from: &Path, to: &Path) -> io::Result<()> {
    match fs::hard_link(from, to) {
        // A newer one that came to the old name meanwhile has its turn yet.
        Ok(()) if is_one_file(from, to) => fs::remove_file(from),
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists || is_gone(&error) => Err(error),
        // A file system without links, such as that of a camera's card, or a file that only its owner may link.
        Err(_) => fs::rename(from, to),
    }
}

#[cfg(not(unix))]
fn link_to_free(from: &Path, to: &Path) -> io::Result<()> {
    fs::rename(from, to)
}

fn is_gone(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

/// The number of an input in a folder that may hold one of its name: `story.txt`, else `story-2.txt`, `story-3.txt`; and whether
/// one has it. One with the same bytes is the same input, and gives it its number. Those between the first and the `last` that
/// was given are not looked at again.
fn free_number(input: &Path, folder: &Path, name: &OsStr, last: u64) -> io::Result<(u64, bool)> {
    for number in [1].into_iter().chain(last.max(2)..) {
        let there = folder.join(numbered(name, number));
        match fs::symlink_metadata(&there) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok((number, false)),
            Err(error) => return Err(error),
            Ok(metadata) if metadata.is_file() && is_same(input, &there, metadata.len())? => return Ok((number, true)),
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
    let path = log_of(input);
    if log.is_empty() {
        return remove_log(&path).map(|()| None);
    }
    let mut file = NewFile::replace(&path)?;
    file.write(log.as_bytes())?;
    file.finish()?;
    Ok(Some(path))
}

/// Removes the log of an earlier input that was put back from its place, mended perhaps. One that lies beside its input is of that.
fn remove_log_alone(input: &Path) -> Result<()> {
    let log = log_of(input);
    let is_alone = fs::symlink_metadata(input).is_err_and(|error| is_gone(&error));
    match fs::symlink_metadata(&log) {
        Ok(metadata) if metadata.is_file() && is_alone => remove_log(&log),
        Ok(_) | Err(_) => Ok(()),
    }
}

fn remove_log(log: &Path) -> Result<()> {
    match fs::remove_file(log) {
        Err(error) if !is_gone(&error) => Err(Error::io(format!("cannot remove `{}`", log.display()), error)),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// `story.txt.log`: no input has such a name, and nobody else gives it.
fn log_of(input: &Path) -> PathBuf {
    let mut path = input.as_os_str().to_owned();
    path.push(".log");
    PathBuf::from(path)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;
    use std::thread;

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
    /// By a rename, and by a link where the file system knows none that replaces nothing.
    #[cfg(unix)]
    #[test]
    fn what_has_a_name_keeps_it() -> io::Result<()> {
        for rename in [rename_to_free, link_to_free] {
            let here = tempfile::tempdir()?;
            let [input, taken, free] = ["input", "taken", "free"].map(|name| here.path().join(name));
            fs::write(&input, "new")?;
            fs::write(&taken, "old")?;
            let refused = rename(&input, &taken).map_err(|error| error.kind());
            assert_eq!(refused, Err(io::ErrorKind::AlreadyExists));
            assert_eq!((fs::read(&input)?, fs::read(&taken)?), (b"new".to_vec(), b"old".to_vec()));
            rename(&input, &free)?;
            assert_eq!((input.exists(), fs::read(&free)?), (false, b"new".to_vec()));
            let gone = rename(&input, &free).map_err(|error| is_gone(&error));
            assert_eq!(gone, Err(true));
        }
        Ok(())
    }

    /// Someone else puts files into the folder at the same time, under the names that inputs are to have.
    #[test]
    fn what_comes_to_a_name_meanwhile_stays() -> io::Result<()> {
        let here = tempfile::tempdir()?;
        let (folders, mover) = (Folders::in_hot(here.path()), Mover::default());
        fs::create_dir(&folders.done)?;
        let names: Vec<String> = (0..500).map(|number| format!("{number}.txt")).collect();
        names.iter().try_for_each(|name| fs::write(folders.hot.join(name), format!("ours {name}")))?;
        let put =
            |name: &String| File::create_new(folders.done.join(name)).and_then(|mut file| file.write_all(b"theirs"));
        let theirs = thread::scope(|scope| {
            let other = scope.spawn(|| names.iter().filter(|name| put(name).is_ok()).collect::<Vec<_>>());
            for name in &names {
                let stamp = Stamp::of(&folders.hot.join(name))?;
                let found = Found { below: name.into(), stamp };
                let place = mover.place(&found, &folders, false, "a word\n");
                let Place::Moved { to, log: Some(log), .. } = place else { panic!("{name}: {place:?}") };
                assert_eq!(fs::read_to_string(&to)?, format!("ours {name}"));
                assert_eq!(log.with_extension(""), to);
                assert_eq!(fs::read_to_string(&log)?, "a word\n");
            }
            other.join().map_err(|_| io::Error::other("the other one panicked"))
        })?;
        for name in theirs {
            let path = folders.done.join(name);
            assert_eq!(fs::read_to_string(&path)?, "theirs", "{name}");
            assert!(!path.with_extension("txt.log").exists(), "{name} has the log of another");
        }
        Ok(())
    }
}
