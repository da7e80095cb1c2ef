//! The folder of a plugin, and what may stand in it: files, and no links, whose other end could change unseen.

use std::fs;
use std::path::{Component, Path, PathBuf};

use slugline_core::{Error, Kind, Result};

/// Files that a plugin may have.
pub(crate) const MAX_FILES: usize = 2_000;

/// Bytes that a plugin may have, all files together.
// A ZIP of nothing but zeros says any number of them in a few, and a sparse file in none.
pub(crate) const MAX_BYTES: u64 = 256 * 1024 * 1024;

/// The bytes that the next files of a plugin may still have.
#[derive(Debug)]
pub(crate) struct Room(u64);

impl Room {
    /// Room for a plugin.
    pub(crate) fn new() -> Room {
        Room(MAX_BYTES)
    }

    /// What is left of it.
    pub(crate) fn left(&self) -> u64 {
        self.0
    }

    /// Takes up `bytes` of it. `what` is what the error says has too many.
    ///
    /// # Errors
    ///
    /// [`Kind::Usage`] where there are not so many left.
    pub(crate) fn take(&mut self, bytes: u64, what: &Path) -> Result<()> {
        let left = self.0.checked_sub(bytes);
        self.0 = left.ok_or_else(|| {
            usage(format!("`{}` is too large: a plugin has {} MiB at most", what.display(), MAX_BYTES >> 20))
        })?;
        Ok(())
    }
}

/// The path of the file `name` in `folder`, which no part of the name leads out of.
///
/// # Errors
///
/// [`Kind::Usage`] where it is not there, is no file, or there is a link on the way.
pub(crate) fn plain_file(folder: &Path, name: &Path) -> Result<PathBuf> {
    let mut path = folder.to_owned();
    let mut is_file = false;
    for part in name.components() {
        path.push(part);
        let found = path.symlink_metadata().map_err(|cause| unreadable(&path, cause))?;
        if found.is_symlink() || !matches!(part, Component::Normal(_)) {
            return Err(no_file(&path));
        }
        is_file = found.is_file();
    }
    if is_file { Ok(path) } else { Err(no_file(&path)) }
}

/// The files in `folder` and below, relative to it, in the order of their names, without what `is_left_out` by its own name.
///
/// # Errors
///
/// [`Kind::Usage`] where one cannot be read or is a link, and where there are more than a plugin has.
pub(crate) fn files_of(folder: &Path, is_left_out: fn(&Path) -> bool) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    walk(folder, Path::new(""), is_left_out, &mut files)?;
    files.sort();
    Ok(files)
}

fn walk(root: &Path, below: &Path, is_left_out: fn(&Path) -> bool, files: &mut Vec<PathBuf>) -> Result<()> {
    let folder = root.join(below);
    let refuse = |cause| unreadable(&folder, cause);
    for entry in fs::read_dir(&folder).map_err(refuse)? {
        let entry = entry.map_err(refuse)?;
        if is_left_out(Path::new(&entry.file_name())) {
            continue;
        }
        let (name, kind) = (below.join(entry.file_name()), entry.file_type().map_err(refuse)?);
        if kind.is_dir() {
            walk(root, &name, is_left_out, files)?;
        } else if kind.is_file() {
            files.push(name);
        } else {
            return Err(no_file(&entry.path()));
        }
        if files.len() > MAX_FILES {
            return Err(usage(format!("the folder `{}` has more than {MAX_FILES} files", root.display())));
        }
    }
    Ok(())
}

/// The error for a file or a folder of a plugin that cannot be read: whoever named it has to do something about it.
pub fn unreadable(path: &Path, cause: std::io::Error) -> Error {
    usage(Error::io(format!("cannot read `{}`", path.display()), cause).to_string())
}

fn no_file(path: &Path) -> Error {
    usage(format!("`{}` is a link or a device; a plugin is made of files", path.display()))
}

fn usage(message: String) -> Error {
    Error::new(Kind::Usage, message)
}
