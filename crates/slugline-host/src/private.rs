//! A folder that nobody but the user can write to: what is run from there was put there by the user.

use std::fs::{self, DirBuilder};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// What such a folder may hold, in bytes: the oldest goes when there is more.
const SIZE: u64 = 512 << 20;

/// Sees to it that `folder` is there, made for the user alone where it is missing.
///
/// # Errors
///
/// Where it cannot be made, or where somebody else could have put something there.
#[cfg(unix)]
pub(crate) fn private_folder(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _};

    DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    // Of the folder, not of what a link leads to: whoever made the link can turn it elsewhere.
    let found = folder.symlink_metadata()?;
    let writable_by_others = found.mode() & 0o022 != 0;
    // Whose it is matters to root, who may run this with the home of somebody else.
    if !found.is_dir() || found.uid() != rustix::process::geteuid().as_raw() || writable_by_others {
        let message = format!("`{}` is not a folder that its user alone can write to", folder.display());
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, message));
    }
    Ok(())
}

/// As above, where folders of a user are the user's own by themselves.
#[cfg(not(unix))]
pub(crate) fn private_folder(folder: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).create(folder)
}

/// Keeps `content` in `folder` as `file`, which is there whole or not at all, and removes what is old.
///
/// # Errors
///
/// Where it cannot be written. That something old cannot be removed is no reason to do without.
pub(crate) fn keep(folder: &Path, file: &Path, content: &[u8]) -> io::Result<()> {
    let mut fresh = tempfile::Builder::new().prefix(".new-").tempfile_in(folder)?;
    fresh.write_all(content)?;
    fresh.as_file().sync_all()?;
    fresh.persist(file).map_err(|fault| fault.error)?;
    let _ = prune(folder, SIZE);
    Ok(())
}

/// Removes the oldest files until the rest holds `most` bytes. What a run that was ended left behind goes with them. What a
/// program has open or mapped stays with it.
fn prune(folder: &Path, most: u64) -> io::Result<()> {
    let mut files: Vec<(SystemTime, u64, PathBuf)> = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let found = entry.metadata()?;
        files.push((found.modified()?, found.len(), entry.path()));
    }
    files.sort_unstable();
    let mut size: u64 = files.iter().map(|(_, len, _)| len).sum();
    for (_, len, path) in files {
        if size <= most {
            break;
        }
        fs::remove_file(path)?;
        size -= len;
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests may stop at the first surprise")]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn the_oldest_goes() {
        let folder = tempfile::tempdir().unwrap();
        for (age, name) in ["new", "old", "oldest"].into_iter().enumerate() {
            let file = folder.path().join(name);
            keep(folder.path(), &file, b"rain").unwrap();
            let then = SystemTime::now() - Duration::from_secs(60 * age as u64);
            fs::File::options().write(true).open(&file).unwrap().set_modified(then).unwrap();
        }
        prune(folder.path(), 9).unwrap();
        let mut left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        left.sort();
        assert_eq!(left, ["new", "old"]);
    }
}
