//! What files hold, in 32 bytes.

use std::collections::BTreeMap;
use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use sha2::{Digest as _, Sha256};
use slugline_core::{Error, Kind, Result};

use crate::folder::{Room, files_of, plain_file, unreadable};
use crate::slp::is_packed;

/// A SHA-256, written as 64 hexadecimal digits in lower case.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Digest([u8; 32]);

impl Digest {
    /// That of `bytes`.
    pub fn of(bytes: &[u8]) -> Digest {
        Digest(Sha256::digest(bytes).into())
    }

    /// The bytes themselves.
    pub fn bytes(self) -> [u8; 32] {
        self.0
    }

    /// That of the file `name` in the folder of a plugin.
    ///
    /// # Errors
    ///
    /// [`Kind::Usage`] where it cannot be read, is a link or no file, or is too large.
    pub fn of_file(folder: &Path, name: &Path) -> Result<Digest> {
        hash(&plain_file(folder, name)?, &mut Room::new())
    }

    /// That of the folder of a plugin: of the names and the digests of all files in it and below, in the order of their names.
    /// The plugin itself in one file, which its author packs there, is none of them.
    ///
    /// # Errors
    ///
    /// As for [`of_file`](Digest::of_file); where there are more files than a plugin has.
    pub fn of_folder(folder: &Path) -> Result<Digest> {
        Digest::of_read(folder, &BTreeMap::new())
    }

    /// As [`of_folder`](Digest::of_folder), of files of which some were `read` before: what they held then is what counts.
    pub(crate) fn of_read(folder: &Path, read: &BTreeMap<PathBuf, Digest>) -> Result<Digest> {
        let (mut sum, mut room) = (Sha256::new(), Room::new());
        for name in files_of(folder, is_packed)? {
            let file = match read.get(&name) {
                Some(file) => *file,
                None => hash(&folder.join(&name), &mut room)?,
            };
            sum.update((name.as_os_str().len() as u64).to_le_bytes());
            sum.update(name.as_os_str().as_encoded_bytes());
            sum.update(file.0);
        }
        Ok(Digest(sum.finalize().into()))
    }
}

/// What the file at `path` holds, which takes up `room`.
fn hash(path: &Path, room: &mut Room) -> Result<Digest> {
    let refuse = |cause| unreadable(path, cause);
    let mut sink = Sink(Sha256::new());
    let read = io::copy(&mut File::open(path).map_err(refuse)?.take(room.left() + 1), &mut sink).map_err(refuse)?;
    room.take(read, path)?;
    Ok(Digest(sink.0.finalize().into()))
}

struct Sink(Sha256);

impl io::Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl FromStr for Digest {
    type Err = Error;

    fn from_str(text: &str) -> Result<Digest> {
        let refuse =
            || Error::new(Kind::Usage, format!("expected 64 hexadecimal digits in lower case, found `{text}`"));
        let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        if text.len() != 64 || !text.bytes().all(is_digit) {
            return Err(refuse());
        }
        let mut bytes = [0; 32];
        for (at, byte) in bytes.iter_mut().enumerate() {
            let pair = text.get(2 * at..2 * at + 2).ok_or_else(refuse)?;
            *byte = u8::from_str_radix(pair, 16).map_err(|_| refuse())?;
        }
        Ok(Digest(bytes))
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
