//! Settings that hold for every run: `slugline.toml`, found upwards from the working folder.
//!
//! Never from the folder of an input: a file that is dropped into an inbox must not change what comes out.

mod document;
mod options;
mod table;
mod value;

use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use slugline_core::{Error, Kind, Source};

use crate::failure::io_error;
use crate::registry::Registry;
use crate::settings::Values;
use document::Document;

/// What a file of settings is called.
pub const CONFIG_FILE: &str = "slugline.toml";

/// Bytes that a file of settings may have. `--config` may name anything, a device without an end too.
const MAX_CONFIG: u64 = 1024 * 1024;

/// What files of settings say.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// The settings, to be a run's [`profile`](crate::Settings::profile).
    pub values: Values,
    /// The files that were read, as messages call them. The first goes before the second, and so on.
    pub files: Vec<String>,
}

/// Why settings cannot be used.
#[derive(Debug)]
pub struct BadConfig {
    /// What is wrong: [`Kind::Usage`], its place in `file`.
    pub error: Error,
    /// The file that it is in. `None` where it could not be read.
    pub file: Option<Box<Source>>,
}

impl Config {
    /// Reads the files called [`CONFIG_FILE`] in `folder`, an absolute path, and in the folders above it, up to one that
    /// holds `.git` or to a file that says `root = true`. What a nearer file sets goes before what a farther one does, key
    /// by key. No file is no settings.
    ///
    /// # Errors
    ///
    /// As for [`of_file`](Config::of_file).
    pub fn upwards(folder: &Path, registry: Registry<'_>) -> Result<Config, BadConfig> {
        let mut sources = Vec::new();
        let mut name = PathBuf::from(CONFIG_FILE);
        for folder in folder.ancestors() {
            let path = folder.join(CONFIG_FILE);
            if path.is_file() {
                sources.push(read(&path, &name)?);
            }
            if folder.join(".git").exists() || sources.last().is_some_and(is_root) {
                break;
            }
            name = Path::new("..").join(name);
        }
        Config::of_sources(sources, registry)
    }

    /// Reads one file, and none above it.
    ///
    /// # Errors
    ///
    /// Where it cannot be read or is not TOML, for a table or a key that is none, with the nearest one, and for a value that
    /// does not fit. Options are held against every format and transform that they are for, needed or not.
    pub fn of_file(path: &Path, registry: Registry<'_>) -> Result<Config, BadConfig> {
        Config::of_sources(vec![read(path, path)?], registry)
    }

    /// Takes what `sources` say. The first goes before the second, and so is taken after it.
    fn of_sources(sources: Vec<Source>, registry: Registry<'_>) -> Result<Config, BadConfig> {
        let files = sources.iter().map(|source| source.name().to_owned()).collect();
        let mut values = Values::default();
        for source in sources.into_iter().rev() {
            let taken = Document::parse(&source).and_then(|document| table::take(&document, registry, &mut values));
            taken.map_err(|error| BadConfig { error, file: Some(Box::new(source)) })?;
        }
        Ok(Config { values, files })
    }
}

/// Whether no file above this one counts. What is wrong with it is said when its settings are taken.
fn is_root(source: &Source) -> bool {
    Document::parse(source).is_ok_and(|document| document.is_root())
}

/// Reads the file at `path`, which messages call `name`.
fn read(path: &Path, name: &Path) -> Result<Source, BadConfig> {
    let name = name.display().to_string();
    let bytes = read_bytes(path).map_err(|error| {
        let error = io_error(&format!("cannot read the settings `{name}`"), error);
        BadConfig::from(Error::new(Kind::Usage, error.to_string()))
    })?;
    if bytes.len() as u64 > MAX_CONFIG {
        let message = format!("the settings `{name}` have more than {} MiB", MAX_CONFIG >> 20);
        return Err(Error::new(Kind::Usage, message).into());
    }
    if std::str::from_utf8(&bytes).is_err() {
        return Err(Error::new(Kind::Usage, format!("the settings `{name}` are not UTF-8 text")).into());
    }
    Ok(Source::new(name, bytes)?)
}

/// All bytes, and one past the limit where there are more.
fn read_bytes(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(MAX_CONFIG + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

impl From<Error> for BadConfig {
    fn from(error: Error) -> BadConfig {
        BadConfig { error, file: None }
    }
}

impl fmt::Display for BadConfig {
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

impl std::error::Error for BadConfig {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.error)
    }
}
