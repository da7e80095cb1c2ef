//! The folder that libraries are loaded from: copies under the hash of their bytes.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

use slugline_core::{Error, Kind, Result};

use super::{file, unfit};
use crate::digest::Digest;
use crate::private::{keep, private_folder};

/// A folder of the user's own that libraries are copied to before they are loaded, each under the SHA-256 of its bytes. So
/// what is loaded is what was hashed, and building a plugin anew while slugline runs changes no mapped file.
#[derive(Clone, Debug)]
pub struct Store {
    folder: PathBuf,
}

impl Store {
    /// The store in `folder`, which is made when it is first needed, for the user alone.
    pub fn new(folder: impl Into<PathBuf>) -> Store {
        Store { folder: folder.into() }
    }

    /// The copy of the library at `path`.
    pub(super) fn keep(&self, path: &Path, expected: Option<&str>) -> Result<PathBuf> {
        let bytes = fs::read(path).map_err(|cause| {
            let message = format!("cannot read the library `{}`: {cause}", path.display());
            let help = "build the plugin, or correct the path of its artifact";
            Error::new(Kind::Io, message).help(help).coded("plugin-not-found").cause(cause)
        })?;
        let hash = Digest::of(&bytes).to_string();
        if let Some(expected) = expected.filter(|expected| !expected.eq_ignore_ascii_case(&hash)) {
            let message = format!("the library `{}` has SHA-256 {hash}, expected was {expected}", path.display());
            let help = "install the plugin again if it was you who changed it; else do not use it";
            return Err(Error::new(Kind::Invalid, message).help(help).coded("plugin-checksum"));
        }
        if let Some(fault) = file::fault(&bytes) {
            let remedy = "name the shared library that the build of the plugin made for this machine";
            return Err(unfit(path, &fault, remedy));
        }
        self.prepare()?;
        let kept = self.folder.join(format!("{hash}{}", env::consts::DLL_SUFFIX));
        // What lies there may be what is left of a disk that was full.
        if !fs::read(&kept).is_ok_and(|there| there == bytes) {
            keep(&self.folder, &kept, &bytes).map_err(|cause| self.unusable(cause))?;
        }
        Ok(kept)
    }

    /// Makes the folder, and refuses one that others can write to.
    fn prepare(&self) -> Result<()> {
        private_folder(&self.folder).map_err(|cause| match cause.kind() {
            io::ErrorKind::PermissionDenied => {
                let message = format!("no library is loaded from the store: {cause}");
                let help =
                    format!("`chmod 700 {}` once it is yours, after a look at what is in it", self.folder.display());
                Error::new(Kind::Io, message).help(help).coded("plugin-not-permitted").cause(cause)
            }
            _ => self.unusable(cause),
        })
    }

    fn unusable(&self, cause: io::Error) -> Error {
        let help = "libraries are loaded from a copy there: see that it can be written to";
        Error::io(format_args!("cannot keep the library in `{}`", self.folder.display()), cause).help(help)
    }
}
