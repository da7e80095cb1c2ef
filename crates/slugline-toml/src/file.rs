//! A file, and what is wrong with it.

use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use slugline_core::{Error, Kind, Result, Source};

use crate::document::Document;

/// Bytes that such a file may have. A command line may name anything, a device without an end too.
const MAX_FILE: u64 = 1024 * 1024;

/// Why a file cannot be used.
#[derive(Debug)]
pub struct BadFile {
    /// What is wrong, its place in `file`.
    pub error: Error,
    /// The file that it is in. `None` where it could not be read.
    pub file: Option<Box<Source>>,
}

/// Reads the file at `path`, which messages call `name` and take for `what`: `the settings`.
///
/// # Errors
///
/// [`Kind::Usage`] where it cannot be read, has more than 1 MiB, or is no text.
pub fn read(path: &Path, name: &Path, what: &str) -> Result<Source, BadFile> {
    let name = name.display().to_string();
    let refuse = |message: String| BadFile::from(Error::new(Kind::Usage, message));
    let bytes = read_bytes(path)
        .map_err(|error| refuse(Error::io(format!("cannot read {what} `{name}`"), error).to_string()))?;
    if bytes.len() as u64 > MAX_FILE {
        return Err(refuse(format!("cannot read {what} `{name}`: more than {} MiB", MAX_FILE >> 20)));
    }
    if std::str::from_utf8(&bytes).is_err() {
        return Err(refuse(format!("cannot read {what} `{name}`: not UTF-8 text")));
    }
    Ok(Source::new(name, bytes)?)
}

/// What `take` makes of the tables of `source`.
///
/// # Errors
///
/// Where it is not TOML, and those of `take`.
pub fn parse<T>(source: Source, take: impl FnOnce(&Document<'_>) -> Result<T>) -> Result<T, BadFile> {
    parse_kept(source, take).map(|(taken, _)| taken)
}

/// As [`parse`], for who has more to take of `source`.
///
/// # Errors
///
/// As for [`parse`].
pub fn parse_kept<T>(source: Source, take: impl FnOnce(&Document<'_>) -> Result<T>) -> Result<(T, Source), BadFile> {
    match Document::parse(&source).and_then(|document| take(&document)) {
        Ok(taken) => Ok((taken, source)),
        Err(error) => Err(BadFile { error, file: Some(Box::new(source)) }),
    }
}

/// All bytes, and one past the limit where there are more.
fn read_bytes(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(MAX_FILE + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

impl From<Error> for BadFile {
    fn from(error: Error) -> BadFile {
        BadFile { error, file: None }
    }
}

impl fmt::Display for BadFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.file {
            None => self.error.fmt(f),
            Some(file) => {
                let place = file.line_col(self.error.span().start);
                write!(f, "{}:{}:{}: {}", file.name(), place.line, place.column, self.error)
            }
        }
    }
}

impl std::error::Error for BadFile {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.error)
    }
}
