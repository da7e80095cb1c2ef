//! The only place that writes files, but for that of a cache, and data to standard output.
//!
//! A file appears whole or not at all: it is written under a name of its own beside its place and then renamed. What stood
//! there before stays until that moment, also when the disk is full.

use std::fs;
use std::io::{self, Write};
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
        let guard = Guard::Brief { _guard: Brief::begin() };
        let file = beside(path).map_err(|error| unwritable(path, error))?;
        Ok(NewFile { path, making: Making::Beside(file, guard) })
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
        match self.making {
            Making::Beside(file, _guard) => {
                file.persist(self.path).map(drop).map_err(|error| unwritable(self.path, error.error))
            }
            Making::Device(_) => Ok(()),
        }
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
    let written = beside(path).and_then(|mut file| {
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

/// A temporary file in the folder where `path` will be, which is made if need be.
fn beside(path: &Path) -> io::Result<NamedTempFile> {
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    match temporary_in(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(folder)?;
            temporary_in(folder)
        }
        made => made,
    }
}

fn temporary_in(folder: &Path) -> io::Result<NamedTempFile> {
    static PREFIX: LazyLock<String> = LazyLock::new(|| prefix(TEMPORARY));
    let mut builder = tempfile::Builder::new();
    let prefix: &str = &PREFIX;
    builder.prefix(prefix);
    // Not the crate's own files: they are their owner's alone, and an output is for whoever the user's umask lets in.
    builder.make_in(folder, |path| fs::OpenOptions::new().write(true).create_new(true).open(path))
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
