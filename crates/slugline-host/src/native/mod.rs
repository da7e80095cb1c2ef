//! Plugins that are shared libraries.
//!
//! A library is part of the process once it is loaded: it can do whatever the user can, and one that never returns, that
//! fills the memory or that ends the process cannot be stopped. Whether it may be loaded at all is decided before
//! [`Library::open`]. What can be checked is: it is loaded from a copy under the hash of its bytes, so that no build changes
//! it meanwhile; its versions are looked at before anything of it is called; its answer is measured and read before it is
//! believed. It is never unloaded, since nobody could tell whether it left a thread or a destructor behind.

mod file;
mod store;
mod table;

use std::path::Path;

use slugline_core::{Error, Kind, Result};

use crate::carrier::Carrier;
use crate::exceeded::answer_too_long;
use crate::limits::Limits;
use crate::log::Log;

pub use self::store::Store;
use self::table::{Called, Loaded};

/// A native plugin. A clone asks the same library.
#[derive(Clone, Debug)]
pub struct Library {
    loaded: Loaded,
    limits: Limits,
    log: Log,
}

impl Library {
    /// Loads the library at `path` from its copy in `store`. With `expected`, the SHA-256 of the file in hexadecimal, no
    /// other file is loaded.
    ///
    /// # Errors
    ///
    /// `plugin-not-found` where the file cannot be read, `plugin-checksum` for another file than was expected, `plugin-abi`
    /// for one that is no library of this machine, exports no table or one of another version. [`Kind::Io`] where the store
    /// cannot be written, `plugin-not-permitted` where others can write to it.
    pub fn open(path: &Path, expected: Option<&str>, store: &Store) -> Result<Library> {
        let kept = store.keep(path, expected)?;
        let loaded = Loaded::open(&kept).map_err(|fault| unfit(path, &fault.found, fault.remedy))?;
        Ok(Library { loaded, limits: Limits::default(), log: Log::default() })
    }

    /// The same library with other limits. That of the output alone can be held.
    #[must_use]
    pub fn with_limits(self, limits: Limits) -> Library {
        Library { limits, ..self }
    }

    /// The same library with a log that hears its messages.
    #[must_use]
    pub fn with_log(self, log: Log) -> Library {
        Library { log, ..self }
    }
}

impl Carrier for Library {
    fn word(&self) -> &'static str {
        "native"
    }

    fn outlives_abort(&self) -> bool {
        false
    }

    fn call(&self, request: &str) -> Result<String> {
        match self.loaded.call(request, self.limits.output, &self.log) {
            Called::Answer(text) => Ok(text),
            Called::Nothing { code } => Err(invalid(format!("it gave no answer, and returned {code}"))),
            Called::TooLong { len } => Err(answer_too_long(len, &self.limits)),
            Called::NoText { valid_up_to } => {
                Err(invalid(format!("its answer is no UTF-8 from byte {valid_up_to} on")))
            }
        }
    }
}

/// The error for a file that is no native plugin, or not one for this slugline.
fn unfit(path: &Path, found: &str, remedy: &str) -> Error {
    let message = format!("`{}` is no plugin that can be loaded: {found}", path.display());
    Error::new(Kind::Unsupported, message).help(remedy).coded("plugin-abi")
}

fn invalid(message: String) -> Error {
    Error::new(Kind::Internal, message).coded("plugin-invalid-result")
}
