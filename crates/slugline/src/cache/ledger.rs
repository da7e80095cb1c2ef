//! The file of a cache: a line for each entry, with its print and its key.
//!
//! ```text
//! run
//! 0f1e2d3c4b5a6978 KEY {"read_as":"text",...}
//! ```
//!
//! Lines are added at the end, and nothing else happens to them: a run that is killed keeps what it did, and two runs at once
//! add their lines side by side. A line that is no line of ours, or whose print is not that of what it says, is passed over.
//! Of two with one key the later one counts.
//!
//! Each run adds a line `run`, so that the age of an entry is known without a clock: it is how many of them follow. An entry
//! that is used is added again before it is old. Where more than half of the file is dead, the next run writes it anew.

use std::collections::HashMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead as _, BufReader, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use slugline_core::{Error, Result};
use slugline_host::stale::Swept;

use super::print::Print;
use crate::output::{NewFile, TEMPORARY};

/// Its name. Files whose names begin with a dot are no inputs, wherever the folder is.
pub(super) const NAME: &str = ".slugline.stories";

/// What says that a run began.
const RUN: &[u8] = b"run\n";

/// Runs after which an entry that is used is added again.
const OLD: u32 = 10;

/// Runs after which an entry that nobody used is dead.
const FORGOTTEN: u32 = 100;

/// Bytes of a file that is not worth writing anew.
const SMALL: u64 = 64 * 1024;

/// Bytes of entries that are kept when the file is written anew: those of some half a million stories.
const MOST: u64 = 256 * 1024 * 1024;

/// Bytes of a line. What is longer is not kept, and no damage makes a run read a whole file as one line.
const MAX_LINE: usize = 1024 * 1024;

/// Bytes that are gathered before they are added.
const ENOUGH: usize = 64 * 1024;

/// Digits of a line's print: enough for damage, which nobody does on purpose.
const CHECK: usize = 16;

/// The file.
#[derive(Debug)]
pub(super) struct Ledger {
    index: Index,
    /// `None`: there is nothing to be read.
    reader: Option<Mutex<File>>,
    writer: Mutex<Writer>,
}

/// Which entries there are, and where.
#[derive(Debug, Default)]
struct Index {
    places: HashMap<Print, Place>,
    /// Runs that were begun.
    runs: u32,
    /// Bytes of the file.
    bytes: u64,
}

/// A line of the file.
#[derive(Clone, Copy, Debug)]
struct Place {
    start: u64,
    length: u32,
    /// Runs that were begun before it.
    run: u32,
}

#[derive(Debug)]
struct Writer {
    path: PathBuf,
    /// `None`: it cannot be added to.
    file: Option<File>,
    /// What was not added yet: whole lines.
    lines: Vec<u8>,
    fault: Option<io::Error>,
}

/// An entry that was found.
pub(super) struct Found {
    /// What was kept.
    pub(super) text: String,
    /// Whether it is to be added again.
    pub(super) is_old: bool,
}

impl Ledger {
    /// Opens the one in `folder`, which is made if need be. Where that cannot be done, nothing is found in it or kept.
    pub(super) fn open(folder: &Path) -> Ledger {
        let path = folder.join(NAME);
        let begun = begin(folder, &path);
        let (index, reader, fault) = match load(&path) {
            Ok((index, file)) => (index, Some(Mutex::new(file)), None),
            Err(error) if error.kind() == io::ErrorKind::NotFound => (Index::default(), None, None),
            Err(error) => (Index::default(), None, Some(error)),
        };
        // It may have been written anew, and what is added is to be found there.
        let (file, fault) = match begun.and_then(|_| open_to_add(&path)) {
            Ok(file) => (Some(file), fault),
            Err(error) => (None, Some(error)),
        };
        Ledger { index, reader, writer: Mutex::new(Writer { path, file, lines: Vec::new(), fault }) }
    }

    /// What was kept under `key`.
    pub(super) fn find(&self, key: Print) -> Option<Found> {
        let place = self.index.places.get(&key)?;
        let mut line = vec![0; place.length as usize];
        let mut reader = self.reader.as_ref()?.lock().unwrap_or_else(PoisonError::into_inner);
        reader.seek(SeekFrom::Start(place.start)).ok()?;
        reader.read_exact(&mut line).ok()?;
        drop(reader);
        let line = Line::of(&line)?;
        let is_whole = line.key == key && line.check == format!("{:016x}", check(line.checked)).as_bytes();
        let text = std::str::from_utf8(line.text).ok().filter(|_| is_whole)?;
        Some(Found { text: text.to_owned(), is_old: self.index.runs.saturating_sub(place.run) > OLD })
    }

    /// Keeps `text`, which has no line end, under `key`.
    pub(super) fn keep(&self, key: Print, text: &str) {
        let checked = format!("{} {text}", key.digits());
        let line = format!("{:016x} {checked}\n", check(checked.as_bytes()));
        if line.len() <= MAX_LINE {
            self.writer().add(line.as_bytes());
        }
    }

    /// Adds what was gathered to the file.
    pub(super) fn flush(&self) {
        self.writer().flush();
    }

    /// Why entries cannot be found or kept.
    pub(super) fn fault(&self) -> Option<Error> {
        let writer = self.writer();
        let fault = writer.fault.as_ref()?;
        // An error of the system is no value that could be copied.
        let fault = fault.raw_os_error().map_or_else(|| fault.kind().into(), io::Error::from_raw_os_error);
        let error = Error::io(format!("the cache `{}` cannot be used", writer.path.display()), fault);
        Some(error.help("name another folder with `--cache=DIR`"))
    }

    fn writer(&self) -> MutexGuard<'_, Writer> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Ledger {
    fn drop(&mut self) {
        self.flush();
    }
}

impl Writer {
    fn add(&mut self, line: &[u8]) {
        if self.file.is_some() {
            self.lines.extend_from_slice(line);
        }
        if self.lines.len() > ENOUGH {
            self.flush();
        }
    }

    fn flush(&mut self) {
        let Some(file) = self.file.as_mut().filter(|_| !self.lines.is_empty()) else { return };
        if let Err(error) = append(file, &self.lines) {
            (self.file, self.fault) = (None, Some(error));
        }
        self.lines.clear();
    }
}

/// Makes the folder and the file, and says in it that a run began.
fn begin(folder: &Path, path: &Path) -> io::Result<File> {
    fs::create_dir_all(folder)?;
    refuse_other(path)?;
    let mut file = open_to_add(path)?;
    append(&mut file, RUN)?;
    Ok(file)
}

fn open_to_add(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.append(true).create(true);
    itself(&mut options).open(path)
}

/// Opens the file itself: not what a link leads to, and no pipe that has no reader.
fn itself(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        use std::os::unix::fs::OpenOptionsExt as _;
        let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK;
        options.custom_flags(i32::try_from(flags.bits()).unwrap_or_default());
    }
    options
}

/// Adds `lines` in one piece. A line that someone did not end, for want of room on the disk, ends here.
fn append(file: &mut File, lines: &[u8]) -> io::Result<()> {
    file.write_all(&[b"\n", lines].concat())
}

/// Refuses what is no file: a pipe could keep the run waiting for ever, and a link lead to a file that is no cache.
fn refuse_other(path: &Path) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        Ok(metadata) if !metadata.is_file() => Err(io::ErrorKind::InvalidInput.into()),
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

/// Reads which entries there are. Where most of the file is dead, it is written anew before.
fn load(path: &Path) -> io::Result<(Index, File)> {
    refuse_other(path)?;
    let file = itself(OpenOptions::new().read(true)).open(path)?;
    let index = Index::of(&file)?;
    if index.bytes > SMALL && index.living().bytes < index.bytes / 2 {
        // Where that does not work, the old one is as good.
        let _ = rewrite(path, &file, &index);
        let file = File::open(path)?;
        return Ok((Index::of(&file)?, file));
    }
    Ok((index, file))
}

/// Writes the file anew, without what is dead. What another run adds to the old one meanwhile is lost, which costs that run's
/// successor some work.
fn rewrite(path: &Path, file: &File, index: &Index) -> Result<()> {
    Swept::new().sweep(path.parent().unwrap_or(Path::new("")), TEMPORARY, 1);
    let mut anew = NewFile::replace(path)?;
    let (mut run, mut reader) = (index.runs.saturating_sub(FORGOTTEN), BufReader::new(file));
    for place in index.living().places {
        let mut line = vec![0; place.length as usize];
        let read = reader.seek(SeekFrom::Start(place.start)).and_then(|_| reader.read_exact(&mut line));
        read.map_err(|error| Error::io("cannot read the cache", error))?;
        anew.write(&RUN.repeat(place.run.saturating_sub(run) as usize))?;
        anew.write(&line)?;
        run = place.run.max(run);
    }
    anew.write(&RUN.repeat(index.runs.saturating_sub(run) as usize))?;
    anew.finish()
}

/// The lines that are not dead.
struct Living {
    /// In the order of the file.
    places: Vec<Place>,
    bytes: u64,
}

impl Index {
    fn of(mut file: &File) -> io::Result<Index> {
        file.seek(SeekFrom::Start(0))?;
        let (mut index, mut line) = (Index::default(), Vec::new());
        let mut reader = BufReader::with_capacity(ENOUGH, file);
        loop {
            line.clear();
            let count = (&mut reader).take(MAX_LINE as u64).read_until(b'\n', &mut line)?;
            match line.as_slice() {
                [] => return Ok(index),
                RUN => index.runs = index.runs.saturating_add(1),
                line => index.note(line),
            }
            index.bytes += count as u64;
        }
    }

    /// Notes a line that begins where the file was read to.
    fn note(&mut self, line: &[u8]) {
        if let (Some(Line { key, .. }), Ok(length)) = (Line::of(line), u32::try_from(line.len())) {
            self.places.insert(key, Place { start: self.bytes, length, run: self.runs });
        }
    }

    /// The latest of those that were used of late.
    fn living(&self) -> Living {
        let oldest = self.runs.saturating_sub(FORGOTTEN);
        let mut places: Vec<Place> = self.places.values().copied().filter(|place| place.run >= oldest).collect();
        places.sort_unstable_by_key(|place| std::cmp::Reverse(place.start));
        let mut living = Living { places: Vec::new(), bytes: 0 };
        for place in places {
            let bytes = living.bytes + u64::from(place.length);
            if bytes <= MOST {
                living.bytes = bytes;
                living.places.push(place);
            }
        }
        living.places.reverse();
        living
    }
}

/// The parts of a line.
struct Line<'l> {
    check: &'l [u8],
    /// What the check is of: all that follows it.
    checked: &'l [u8],
    key: Print,
    text: &'l [u8],
}

impl<'l> Line<'l> {
    /// `None`: it has other parts.
    fn of(line: &'l [u8]) -> Option<Line<'l>> {
        let (check, checked) = line.strip_suffix(b"\n")?.split_at_checked(CHECK)?;
        let checked = checked.strip_prefix(b" ")?;
        let (key, text) = checked.split_at_checked(Print::DIGITS)?;
        let text = text.strip_prefix(b" ")?;
        Some(Line { check, checked, key: Print::from_digits(key)?, text })
    }
}

/// What a line begins with that says `checked`, as a number.
fn check(checked: &[u8]) -> u64 {
    Print::of(checked).number()
}
