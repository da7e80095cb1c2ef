//! The only place that writes files, but for that of a cache, and data to standard output.
//!
//! A file appears whole or not at all, and what stood in its place before stays until that moment, also when the disk is full.
//! Where the system lets it, it has no name until it is whole: nothing is left of it however the program ends, and the folder
//! is changed once. Else, and where something else has its name, it has another beside its place first, and is then renamed.
//! What is there already as it would be made gets a new time.

use std::fs;
use std::io::{self, Seek as _, Write};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use slugline_core::{Error, Kind, Result};
use slugline_host::ending::{Brief, Lasting, Trace};
use slugline_host::stale::{Swept, prefix};
use tempfile::NamedTempFile;

/// What the names of files in the making begin with.
pub const TEMPORARY: &str = ".slugline-";

/// A file in the making. It appears under its name when it is [`finish`](NewFile::finish)ed; dropped before, it leaves no
/// trace, and what stood there stays.
///
/// A link is replaced, not followed, so that one that someone planted in the folder leads nowhere. A device or a pipe that the
/// user named (`/dev/stdout`) is not to be replaced: it is written to at once.
pub struct NewFile<'p> {
    path: &'p Path,
    making: Making,
}

enum Making {
    /// In the folder where it will be, without a name.
    Unnamed(fs::File),
    // The guard is dropped after the file.
    Beside(NamedTempFile, Guard),
    Device(fs::File),
}

/// Keeps the program from ending with the file half written.
enum Guard {
    Brief { _guard: Brief },
    Lasting { _guard: Lasting },
}

impl<'p> NewFile<'p> {
    /// Begins the file `path`, making the folders above it.
    ///
    /// # Errors
    ///
    /// [`Kind::Io`], naming the path, as for all that is done with it.
    pub fn create(path: &'p Path) -> Result<NewFile<'p>> {
        if !is_device(path) {
            return NewFile::replace(path);
        }
        let device = fs::OpenOptions::new().write(true).open(path).map_err(|error| unwritable(path, error))?;
        Ok(NewFile { path, making: Making::Device(device) })
    }

    /// As [`create`](NewFile::create), for a file that the user did not name: whatever stands there is replaced. A pipe without
    /// a reader would keep the run waiting for ever.
    ///
    /// # Errors
    ///
    /// As for [`create`](NewFile::create).
    pub fn replace(path: &'p Path) -> Result<NewFile<'p>> {
        // Whatever keeps a file without a name from being made: where it keeps others too, they say so.
        let unnamed = in_folder_of(path, unnamed::create_in).map(Making::Unnamed);
        let making = unnamed.or_else(|_| NewFile::begin_beside(path));
        making.map(|making| NewFile { path, making }).map_err(|error| unwritable(path, error))
    }

    fn begin_beside(path: &Path) -> io::Result<Making> {
        let guard = Guard::Brief { _guard: Brief::begin() };
        in_folder_of(path, temporary_in).map(|file| Making::Beside(file, guard))
    }

    /// Says that it will be a long time in the making: a program that is told to end does not wait for it, and removes it.
    #[must_use]
    pub fn lasting(self) -> NewFile<'p> {
        Swept::new().sweep(self.path.parent().unwrap_or(Path::new("")), TEMPORARY, 1);
        let making = match self.making {
            Making::Beside(file, Guard::Brief { _guard: guard }) => {
                let lasting = guard.last(vec![Trace::File(file.path().to_owned())]);
                Making::Beside(file, Guard::Lasting { _guard: lasting })
            }
            making => making,
        };
        NewFile { making, ..self }
    }

    /// Adds `bytes` to it.
    ///
    /// # Errors
    ///
    /// Where the disk is full, and the like.
    pub fn write(&mut self, bytes: &[u8]) -> Result<()> {
        let written = match &mut self.making {
            Making::Unnamed(file) => file.write_all(bytes),
            Making::Beside(file, _) => file.write_all(bytes),
            Making::Device(device) => write_all(device, bytes),
        };
        written.map_err(|error| unwritable(self.path, error))
    }

    /// Puts it in its place.
    ///
    /// # Errors
    ///
    /// Where a folder stands there, and the like.
    pub fn finish(self) -> Result<()> {
        let put = match self.making {
            Making::Unnamed(file) => give_name(file, self.path),
            Making::Beside(file, _guard) => file.persist(self.path).map(drop).map_err(|error| error.error),
            Making::Device(_) => Ok(()),
        };
        put.map_err(|error| unwritable(self.path, error))
    }
}

/// Gives a file that has none the name `path`, whatever has it now.
fn give_name(file: fs::File, path: &Path) -> io::Result<()> {
    match unnamed::link(&file, path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            // A run over stories that did not change writes what is there. To replace a file takes several times as long: the
            // system hurries to have the new one on the disk.
            if unnamed::renew(&file, path).unwrap_or(false) {
                return Ok(());
            }
            let _brief = Brief::begin();
            let linked = temporary(folder_of(path), |name| unnamed::link(&file, name))?;
            linked.persist(path).map_err(|error| error.error)
        }
        // Some file systems know files without names, and no links. Where something else is wrong, it shows there.
        Err(_) => copy(file, path),
        Ok(()) => {
            unnamed::announce(path);
            Ok(())
        }
    }
}

/// Writes what a file holds to `path`.
fn copy(mut file: fs::File, path: &Path) -> io::Result<()> {
    let _brief = Brief::begin();
    let mut named = temporary_in(folder_of(path))?;
    file.rewind()?;
    io::copy(&mut file, &mut named)?;
    named.persist(path).map(drop).map_err(|error| error.error)
}

/// Files without a name.
#[cfg(target_os = "linux")]
mod unnamed {
    use std::fs::{self, File, Metadata};
    use std::io;
    use std::os::fd::AsRawFd as _;
    use std::os::unix::fs::{FileExt as _, MetadataExt as _};
    use std::path::Path;

    use rustix::fs::{AtFlags, CWD, Mode, OFlags, Timespec, Timestamps, UTIME_NOW, futimens, linkat, openat};
    use rustix::io::Errno;

    /// Bytes of two files that are compared at a time: most articles have fewer.
    const CHUNK: usize = 4 << 10;

    /// Begins one in `folder`, for whoever the user's umask lets in. Not all file systems know any.
    pub(super) fn create_in(folder: &Path) -> io::Result<File> {
        let flags = OFlags::TMPFILE | OFlags::RDWR | OFlags::CLOEXEC;
        let file = openat(CWD, folder, flags, Mode::from_raw_mode(0o666))?;
        Ok(file.into())
    }

    /// Gives it a name that nothing has.
    pub(super) fn link(file: &File, path: &Path) -> io::Result<()> {
        let linked = match linkat(file, "", CWD, path, AtFlags::EMPTY_PATH) {
            // Older systems let nobody do this but the administrator; there is a long way round.
            Err(Errno::NOENT) => {
                linkat(CWD, format!("/proc/self/fd/{}", file.as_raw_fd()), CWD, path, AtFlags::SYMLINK_FOLLOW)
            }
            linked => linked,
        };
        linked.map_err(io::Error::from)
    }

    /// Tells programs that watch the folder that the file is whole: most wait for a file that was written to be closed, and
    /// it was closed under no name. Whoever does not watch needs nothing of this, so that no fault of it counts.
    pub(super) fn announce(path: &Path) {
        drop(openat(CWD, path, OFlags::WRONLY | UNWAITING, Mode::empty()));
    }

    /// What was put in the place of a file meanwhile is neither followed nor waited for.
    const UNWAITING: OFlags = OFlags::NOFOLLOW.union(OFlags::NONBLOCK).union(OFlags::CLOEXEC);

    /// Has the file `path` be as new as `made`, where it is like it in all else and has no other name. `false`: it is not.
    pub(super) fn renew(made: &File, path: &Path) -> io::Result<bool> {
        let like = made.metadata()?;
        let is_like = |there: &Metadata| {
            let of = |file: &Metadata| (file.len(), file.mode(), file.uid(), file.gid());
            there.is_file() && there.nlink() == 1 && of(there) == of(&like)
        };
        if !is_like(&fs::symlink_metadata(path)?) {
            return Ok(false);
        }
        // For writing, so that those who watch the folder hear of it.
        let there = File::from(openat(CWD, path, OFlags::RDWR | UNWAITING, Mode::empty())?);
        if !is_like(&there.metadata()?) {
            return Ok(false);
        }
        let len = like.len();
        let (mut one, mut other) = ([0; CHUNK], [0; CHUNK]);
        for at in (0..len).step_by(CHUNK) {
            let bytes = usize::try_from(len - at).unwrap_or(CHUNK).min(CHUNK);
            let (Some(one), Some(other)) = (one.get_mut(..bytes), other.get_mut(..bytes)) else { return Ok(false) };
            made.read_exact_at(one, at)?;
            there.read_exact_at(other, at)?;
            if one != other {
                return Ok(false);
            }
        }
        let now = Timespec { tv_sec: 0, tv_nsec: UTIME_NOW };
        futimens(&there, &Timestamps { last_access: now, last_modification: now })?;
        Ok(true)
    }
}

/// No other system has them.
#[cfg(not(target_os = "linux"))]
mod unnamed {
    use std::fs::File;
    use std::io;
    use std::path::Path;

    pub(super) fn create_in(_: &Path) -> io::Result<File> {
        Err(io::ErrorKind::Unsupported.into())
    }

    pub(super) fn link(_: &File, _: &Path) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    pub(super) fn announce(_: &Path) {}

    pub(super) fn renew(_: &File, _: &Path) -> io::Result<bool> {
        Ok(false)
    }
}

fn unwritable(path: &Path, error: io::Error) -> Error {
    Error::io(format!("cannot write `{}`", path.display()), error)
}

/// Writes `bytes` to a file that is not there yet, making the folders above it.
///
/// # Errors
///
/// [`Kind::Io`], naming the path; also where something stands there, which stays as it is.
pub fn write_new_file(path: &Path, bytes: &[u8]) -> Result<()> {
    let _brief = Brief::begin();
    let written = in_folder_of(path, temporary_in).and_then(|mut file| {
        file.write_all(bytes)?;
        file.persist_noclobber(path).map_err(|error| error.error)
    });
    written.map(drop).map_err(|error| unwritable(path, error))
}

/// Makes a folder with these files in it, each a name and a text, and gives their paths.
///
/// # Errors
///
/// [`Kind::Usage`] where the folder is there already and is not empty: nothing is overwritten. [`Kind::Io`] where it cannot
/// be written; then nothing of it is left.
pub fn create_folder<'f>(folder: &Path, files: impl IntoIterator<Item = (&'f str, &'f str)>) -> Result<Vec<PathBuf>> {
    let is_empty = || fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none());
    let is_there = fs::symlink_metadata(folder).is_ok();
    if is_there && !is_empty() {
        let message = format!("`{}` is there already, and nothing in it is overwritten", folder.display());
        return Err(Error::new(Kind::Usage, message).help("name another folder, or move this one away"));
    }
    let mut written = Vec::new();
    for (name, text) in files {
        let path = folder.join(name);
        if let Err(error) = write_new_file(&path, text.as_bytes()) {
            // Half of them would be in the way of the next attempt.
            written.iter().for_each(|path| drop(fs::remove_file(path)));
            let is_ours = |above: &&Path| above.starts_with(folder) && (*above != folder || !is_there);
            for file in written.iter().chain([&path]) {
                // One that holds something else is not removed.
                file.ancestors().skip(1).take_while(is_ours).for_each(|above| drop(fs::remove_dir(above)));
            }
            return Err(error);
        }
        written.push(path);
    }
    Ok(written)
}

/// Writes `bytes` to standard output.
///
/// # Errors
///
/// [`Kind::Io`], but not where the reader went away: it wanted no more.
pub fn write_stdout(bytes: &[u8]) -> Result<()> {
    write_all(io::stdout().lock(), bytes).map_err(|error| Error::io("cannot write to standard output", error))
}

/// Whether `path` is a file that holds just `bytes`.
pub(crate) fn is_file_of(path: &Path, bytes: &[u8]) -> bool {
    fs::read(path).is_ok_and(|content| content == bytes)
}

/// Whether `path` is, or leads to, something that is neither file nor folder.
fn is_device(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|metadata| !metadata.is_file() && !metadata.is_dir())
}

fn write_all(mut stream: impl Write, bytes: &[u8]) -> io::Result<()> {
    match stream.write_all(bytes).and_then(|()| stream.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written,
    }
}

/// Begins a file in the folder where `path` will be, which is made if need be.
fn in_folder_of<F>(path: &Path, begin: impl Fn(&Path) -> io::Result<F>) -> io::Result<F> {
    let folder = folder_of(path);
    match begin(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(folder)?;
            begin(folder)
        }
        begun => begun,
    }
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn temporary_in(folder: &Path) -> io::Result<NamedTempFile> {
    // Not the crate's own files: they are their owner's alone, and an output is for whoever the user's umask lets in.
    temporary(folder, |path| fs::OpenOptions::new().write(true).create_new(true).open(path))
}

/// What `make` puts into a folder, under a name for the time being.
fn temporary<F>(folder: &Path, make: impl FnMut(&Path) -> io::Result<F>) -> io::Result<NamedTempFile<F>> {
    static PREFIX: LazyLock<String> = LazyLock::new(|| prefix(TEMPORARY));
    let mut builder = tempfile::Builder::new();
    let prefix: &str = &PREFIX;
    builder.prefix(prefix);
    builder.make_in(folder, make)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write_file(path: &Path, bytes: &[u8]) -> Result<()> {
        let mut file = NewFile::create(path)?;
        file.write(bytes)?;
        file.finish()
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }

    #[test]
    fn folders_are_made_and_nothing_else_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a/b/story.html");
        write_file(&path, b"old").unwrap();
        write_file(&path, b"new").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(names(path.parent().unwrap()), ["story.html"]);
    }

    /// Whoever looks at the time finds it written; nothing is left of the other one.
    #[cfg(unix)]
    #[test]
    fn the_same_again_is_as_new_and_no_other_name_of_it() {
        use std::time::{Duration, SystemTime};

        let folder = tempfile::tempdir().unwrap();
        let (path, linked) = (folder.path().join("story.html"), folder.path().join("linked.html"));
        let story = "Ferries stop.\n".repeat(10_000);
        let old = SystemTime::UNIX_EPOCH + Duration::from_secs(1);
        let is_new = |path: &Path| fs::metadata(path).unwrap().modified().unwrap() > old;
        for text in [story.as_str(), &story, &story.replace("s", "S"), &story.replace("stop.\n", "stop!\n"), ""] {
            write_file(&path, text.as_bytes()).unwrap();
            assert!(fs::read(&path).unwrap() == text.as_bytes() && is_new(&path));
            fs::File::options().write(true).open(&path).unwrap().set_modified(old).unwrap();
        }
        fs::hard_link(&path, &linked).unwrap();
        write_file(&path, b"").unwrap();
        assert!(is_new(&path) && !is_new(&linked));
        assert_eq!(names(folder.path()).len(), 2);
    }

    /// Most programs that pick up files wait for these two events.
    #[cfg(target_os = "linux")]
    #[test]
    fn who_watches_the_folder_hears_of_each_output() {
        use std::mem::MaybeUninit;

        use rustix::fs::inotify::{CreateFlags, Reader, WatchFlags, add_watch, init};

        let folder = tempfile::tempdir().unwrap();
        let watch = init(CreateFlags::NONBLOCK | CreateFlags::CLOEXEC).unwrap();
        add_watch(&watch, folder.path(), WatchFlags::CLOSE_WRITE | WatchFlags::MOVED_TO).unwrap();
        for text in ["old", "old", "new", "newer"] {
            write_file(&folder.path().join("story.html"), text.as_bytes()).unwrap();
            let mut buffer = [MaybeUninit::uninit(); 1024];
            let (mut events, mut heard) = (Reader::new(&watch, &mut buffer), Vec::new());
            while let Ok(event) = events.next() {
                heard.extend(event.file_name().map(|name| name.to_string_lossy().into_owned()));
            }
            assert!(heard.iter().any(|name| name == "story.html"), "{text}: {heard:?}");
        }
    }

    #[test]
    fn a_fault_leaves_the_old_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("story.html");
        fs::create_dir_all(path.join("taken")).unwrap();
        let error = write_file(&path, b"new").unwrap_err();
        assert!(error.to_string().starts_with(&format!("cannot write `{}`: ", path.display())), "{error}");
        assert_eq!(names(folder.path()), ["story.html"]);

        let below_a_file = folder.path().join("file");
        fs::write(&below_a_file, "x").unwrap();
        let error = write_file(&below_a_file.join("story.html"), b"new").unwrap_err();
        assert!(error.to_string().ends_with(": not a directory"), "{error}");
    }

    /// As files are written where the file system knows none without a name, or no links.
    #[test]
    fn the_long_ways_lead_to_the_same_place() {
        let folder = tempfile::tempdir().unwrap();
        for path in [folder.path().join("new.html"), folder.path().join("below/new.html")] {
            for text in ["old", "new"] {
                let making = NewFile::begin_beside(&path).unwrap();
                let mut file = NewFile { path: &path, making };
                file.write(text.as_bytes()).unwrap();
                file.finish().unwrap();
                assert_eq!(fs::read_to_string(&path).unwrap(), text);
                assert_eq!(names(path.parent().unwrap()), ["new.html"]);
            }
            fs::remove_file(&path).unwrap();
        }
        let source = folder.path().join("source");
        fs::write(&source, "copied").unwrap();
        let path = folder.path().join("below/copy.html");
        for _ in 0..2 {
            copy(fs::File::open(&source).unwrap(), &path).unwrap();
            assert_eq!(fs::read_to_string(&path).unwrap(), "copied");
            assert_eq!(names(path.parent().unwrap()), ["copy.html"]);
        }
    }

    #[test]
    fn a_file_in_the_making_is_not_to_be_seen_and_dropped_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("story.html");
        let mut file = NewFile::create(&path).unwrap();
        file.write(b"half").unwrap();
        assert!(names(folder.path()).iter().all(|name| name.starts_with(TEMPORARY)));
        drop(file);
        assert_eq!(names(folder.path()), [""; 0]);
    }

    #[test]
    fn a_folder_is_made_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let files = [("page.hbs", "page"), ("parts/head.hbs", "head"), ("page.hbs", "again")];
        for place in [folder.path(), &folder.path().join("theme")] {
            assert_eq!(create_folder(place, files).unwrap_err().kind(), Kind::Io);
            assert_eq!(names(folder.path()), Vec::<String>::new());
        }
        let files = create_folder(&folder.path().join("theme"), [("page.hbs", "page")]).unwrap();
        assert_eq!(files, [folder.path().join("theme/page.hbs")]);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_replaced_and_devices_written_to() {
        use std::os::unix::fs::{PermissionsExt, symlink};

        let folder = tempfile::tempdir().unwrap();
        let elsewhere = folder.path().join("elsewhere");
        fs::write(&elsewhere, "old").unwrap();
        let link = folder.path().join("story.html");
        symlink(&elsewhere, &link).unwrap();
        write_file(&link, b"new").unwrap();
        assert_eq!(fs::read(&elsewhere).unwrap(), b"old");
        assert!(!link.is_symlink());
        let mode = fs::metadata(&link).unwrap().permissions().mode();
        assert_eq!(mode & 0o400, 0o400, "{mode:o}");

        write_file(&PathBuf::from("/dev/null"), b"new").unwrap();
        assert!(is_device(Path::new("/dev/null")));
        #[cfg(target_os = "linux")]
        {
            let error = write_file(Path::new("/dev/full"), b"new").unwrap_err();
            assert_eq!(error.to_string(), "cannot write `/dev/full`: no space left on device");
        }
    }
}
