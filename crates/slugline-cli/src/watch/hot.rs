//! What is in the hot folder, and which of it has stopped growing.
//!
//! The folder is looked at twice a second. Being told by the system (inotify, as the crate `notify` has it) was weighed
//! against it: that knows nothing of what other machines write to a network drive, where many hot folders are; it drops events
//! when there are too many, so that one has to look all the same; and a file has to be waited for in any case until it has
//! stopped growing. Files that were worked off are moved away, so that a look costs a handful of system calls.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::ffi::OsStr;
use std::fs::{self, FileType, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use slugline::CONFIG_FILE;

use super::folders::Folders;

/// A pipe that has no reader is opened at once.
#[cfg(unix)]
const NO_WAIT: i32 = rustix::fs::OFlags::NONBLOCK.bits().cast_signed();

/// How often the folder is looked at, at most and at least.
const OFTEN: Duration = Duration::from_millis(100);
const SELDOM: Duration = Duration::from_millis(500);

/// Endings of names that programs write under for the time being, and that of our own logs, which would else be taken for the
/// logs of other inputs.
const NOT_YET: [&str; 10] =
    [".tmp", ".temp", ".part", ".partial", ".filepart", ".crdownload", ".download", ".swp", ".lock", ".log"];

/// A file that has stopped growing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Its name, from the hot folder on.
    pub(super) below: PathBuf,
    pub(super) stamp: Stamp,
}

/// What a file looks like from outside. One that has changed has another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    bytes: u64,
    changed: Option<SystemTime>,
    /// Which file it is: another one may be moved to its name.
    #[cfg(unix)]
    node: u64,
}

impl Stamp {
    /// That of the file at `path`.
    ///
    /// # Errors
    ///
    /// Where there is none.
    pub(super) fn of(path: &Path) -> io::Result<Stamp> {
        fs::symlink_metadata(path).map(|metadata| Stamp::from(&metadata))
    }

    /// The same of the file as it is opened: a network drive tells then how long it is, and not how long it was some time ago.
    /// A link to another file has the stamp of that one.
    pub(super) fn of_opened(path: &Path) -> io::Result<Stamp> {
        let mut options = fs::OpenOptions::new();
        options.read(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, NO_WAIT);
        Ok(Stamp::from(&options.open(path)?.metadata()?))
    }
}

impl From<&Metadata> for Stamp {
    fn from(metadata: &Metadata) -> Stamp {
        Stamp {
            bytes: metadata.len(),
            changed: metadata.modified().ok(),
            #[cfg(unix)]
            node: std::os::unix::fs::MetadataExt::ino(metadata),
        }
    }
}

/// What is to be known of the folder.
#[derive(Debug)]
pub(super) enum Remark {
    /// There is something that is neither file nor folder.
    NoFile(PathBuf),
    /// A folder cannot be read.
    Unreadable(PathBuf, io::Error),
    /// It can again.
    Readable(PathBuf),
}

/// The hot folder, as it was when it was last looked at.
pub(super) struct Hot<'f> {
    folders: &'f Folders,
    settle: Duration,
    files: BTreeMap<PathBuf, Seen>,
    /// Of those, the ones to be worked on next.
    ready: VecDeque<PathBuf>,
    /// What was remarked on, and is still so.
    no_files: BTreeSet<PathBuf>,
    unreadable: BTreeSet<PathBuf>,
}

/// A file that was seen.
struct Seen {
    stamp: Stamp,
    /// Since when it has that stamp.
    since: Instant,
    state: State,
}

impl Seen {
    /// How long it may not change, where other files may not for `settle`: many senders make a file first, and fill it later.
    fn settles_in(&self, settle: Duration) -> Duration {
        if self.stamp.bytes == 0 { settle * 10 } else { settle }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// Perhaps it grows.
    New,
    /// It has stopped growing, and is worked on, or will be.
    Ready,
    /// It was worked on, and could not be moved away. Worked on again and again, it would be so for ever.
    Stuck,
}

/// What is in the folder at one moment.
#[derive(Default)]
struct Sight {
    files: BTreeMap<PathBuf, Stamp>,
    no_files: BTreeSet<PathBuf>,
    unreadable: BTreeMap<PathBuf, io::Error>,
}

impl<'f> Hot<'f> {
    /// A folder that was not looked at yet. A file that does not change for `settle` has stopped growing.
    pub(super) fn new(folders: &'f Folders, settle: Duration) -> Hot<'f> {
        let (files, ready) = (BTreeMap::new(), VecDeque::new());
        Hot { folders, settle, files, ready, no_files: BTreeSet::new(), unreadable: BTreeSet::new() }
    }

    /// How long to wait between two looks: no file waits for its turn much longer than it has to.
    pub(super) fn pause(&self) -> Duration {
        (self.settle / 2).clamp(OFTEN, SELDOM)
    }

    /// Looks what is there, and gives what was not so before.
    pub(super) fn look(&mut self, now: Instant) -> Vec<Remark> {
        let mut sight = Sight::default();
        sight.walk(Path::new(""), self.folders);
        let remarks = self.remarks(&mut sight);
        // What is worked on is known until it is worked off, also where the folder above it cannot be read.
        self.files.retain(|path, seen| seen.state == State::Ready || sight.files.contains_key(path));
        for (path, stamp) in sight.files {
            match self.files.entry(path) {
                Entry::Vacant(entry) => drop(entry.insert(Seen { stamp, since: now, state: State::New })),
                Entry::Occupied(mut entry) => entry.get_mut().meet(stamp, now),
            }
        }
        for (path, seen) in &mut self.files {
            if seen.state == State::New && now.duration_since(seen.since) >= seen.settles_in(self.settle) {
                seen.state = State::Ready;
                self.ready.push_back(path.clone());
            }
        }
        remarks
    }

    fn remarks(&mut self, sight: &mut Sight) -> Vec<Remark> {
        let mut remarks = Vec::new();
        let unreadable: BTreeSet<PathBuf> = sight.unreadable.keys().cloned().collect();
        let readable = self.unreadable.difference(&unreadable);
        remarks.extend(readable.map(|below| Remark::Readable(self.folders.path(below))));
        for (below, error) in std::mem::take(&mut sight.unreadable) {
            if !self.unreadable.contains(&below) {
                remarks.push(Remark::Unreadable(self.folders.path(&below), error));
            }
        }
        let no_files = sight.no_files.difference(&self.no_files);
        remarks.extend(no_files.map(|below| Remark::NoFile(self.folders.path(below))));
        (self.no_files, self.unreadable) = (std::mem::take(&mut sight.no_files), unreadable);
        remarks
    }

    /// The next file to work on.
    pub(super) fn next(&mut self) -> Option<Found> {
        let below = self.ready.pop_front()?;
        let stamp = self.files.get(&below)?.stamp.clone();
        Some(Found { below, stamp })
    }

    /// How many files wait for their turn.
    pub(super) fn waiting(&self) -> usize {
        self.ready.len()
    }

    /// The files that are there and have not stopped growing.
    pub(super) fn growing(&self) -> impl Iterator<Item = PathBuf> {
        let growing = self.files.iter().filter(|(_, seen)| seen.state == State::New);
        growing.map(|(below, _)| self.folders.path(below))
    }

    /// Says that a file was worked on. Where it is not gone, it is new again when it changes.
    pub(super) fn ended(&mut self, found: &Found, is_stuck: bool) {
        match self.files.get_mut(&found.below) {
            Some(seen) if is_stuck => (seen.state, seen.stamp) = (State::Stuck, found.stamp.clone()),
            _ => drop(self.files.remove(&found.below)),
        }
    }
}

impl Seen {
    /// Is met again at a further look.
    fn meet(&mut self, stamp: Stamp, now: Instant) {
        match self.state {
            // Who works on it looks by themselves whether it has changed.
            State::Ready => {}
            State::New | State::Stuck if self.stamp == stamp => {}
            State::New | State::Stuck => *self = Seen { stamp, since: now, state: State::New },
        }
    }
}

impl Sight {
    fn walk(&mut self, below: &Path, folders: &Folders) {
        let entries = match fs::read_dir(folders.path(below)).and_then(Iterator::collect::<io::Result<Vec<_>>>) {
            Ok(entries) => entries,
            // A folder that was removed meanwhile holds nothing. That all of it is gone is worth a word.
            Err(error) if error.kind() == io::ErrorKind::NotFound && below != Path::new("") => return,
            Err(error) => return drop(self.unreadable.insert(below.to_owned(), error)),
        };
        for entry in entries.into_iter().filter(|entry| is_name_of_story(&entry.file_name())) {
            let path = below.join(entry.file_name());
            // One that is gone by now needs no word.
            let Ok(kind) = entry.file_type() else { continue };
            if folders.is_apart(&path) {
                continue;
            }
            if kind.is_dir() {
                self.walk(&path, folders);
            } else if kind.is_file() {
                let metadata = entry.metadata();
                self.files.extend(metadata.ok().map(|metadata| (path, Stamp::from(&metadata))));
            } else if is_neither(kind) {
                self.no_files.insert(path);
            }
        }
    }
}

/// A link, a pipe, a device. A pipe could keep the work waiting for ever; a link may lead to what nobody meant to send out, and
/// elsewhere when it is moved.
fn is_neither(kind: FileType) -> bool {
    !kind.is_file() && !kind.is_dir()
}

/// Whether a file of this name is meant to be read, and is not just being written under a name for the time being.
fn is_name_of_story(name: &OsStr) -> bool {
    let bytes = name.as_encoded_bytes();
    let is_hidden = bytes.starts_with(b".") || bytes.starts_with(b"~$") || bytes.ends_with(b"~");
    let lower = bytes.to_ascii_lowercase();
    !is_hidden && name != CONFIG_FILE && !NOT_YET.iter().any(|ending| lower.ends_with(ending.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SETTLE: Duration = Duration::from_secs(1);

    /// What is ready after a look at `now`.
    fn ready(hot: &mut Hot<'_>, now: Instant) -> Vec<String> {
        hot.look(now);
        std::iter::from_fn(|| hot.next()).map(|found| found.below.display().to_string()).collect()
    }

    #[test]
    fn a_file_is_ready_when_it_has_stopped_growing() -> io::Result<()> {
        let here = tempfile::tempdir()?;
        let folders = Folders::in_hot(here.path());
        let (mut hot, start) = (Hot::new(&folders, SETTLE), Instant::now());
        let path = folders.hot.join("a.txt");
        for (tenths, text, expected) in [
            (0, Some("It"), &[][..]),
            (9, None, &[]),
            (9, Some("It ra"), &[]),
            (18, None, &[]),
            (18, Some("It rained."), &[]),
            (27, None, &[]),
            (28, None, &["a.txt"]),
            (100, None, &[]),
        ] {
            text.map_or(Ok(()), |text| fs::write(&path, text))?;
            assert_eq!(ready(&mut hot, start + Duration::from_millis(100 * tenths)), expected, "{tenths}");
        }
        Ok(())
    }

    #[test]
    fn what_was_worked_on_is_new_when_it_changes() -> io::Result<()> {
        let here = tempfile::tempdir()?;
        let folders = Folders::in_hot(here.path());
        let (mut hot, now) = (Hot::new(&folders, Duration::ZERO), Instant::now());
        let path = folders.hot.join("a.txt");
        for (text, is_stuck) in [("one", true), ("other", true), ("the third", false)] {
            fs::write(&path, text)?;
            hot.look(now);
            let Some(found) = hot.next() else { unreachable!("{text} is found") };
            // As long as it is worked on, it is not found again.
            assert_eq!(ready(&mut hot, now), Vec::<String>::new());
            hot.ended(&found, is_stuck);
            assert_eq!(ready(&mut hot, now).is_empty(), is_stuck, "{text}");
        }
        Ok(())
    }

    #[test]
    fn other_folders_are_not_looked_into() -> io::Result<()> {
        let here = tempfile::tempdir()?;
        let folders = Folders::in_hot(here.path());
        for name in ["out/a.txt", "done/b.txt", "failed/c.txt", "sport/out/d.txt", "e.txt"] {
            let path = folders.hot.join(name);
            fs::create_dir_all(path.parent().unwrap_or(here.path()))?;
            fs::write(path, "")?;
        }
        let mut hot = Hot::new(&folders, Duration::ZERO);
        assert_eq!(ready(&mut hot, Instant::now()), ["e.txt", "sport/out/d.txt"]);
        Ok(())
    }
}
