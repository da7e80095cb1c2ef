//! Where inputs come from: files, folders, standard input.

use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use slugline_core::diagnostic::Diagnostic;
use slugline_core::{Error, Kind, Result, Source, foreign};

use crate::config::CONFIG_FILE;
use crate::failure::{failure, io_error};
use crate::registry::Registry;
use crate::size::Size;

/// Bytes that one input may have where nothing else is said: more than any story, less than a machine's memory.
pub const MAX_INPUT: u64 = 64 * 1024 * 1024;

/// One input, not yet opened.
#[derive(Clone, Debug)]
pub(crate) struct Input {
    /// `None`: standard input.
    pub(crate) path: Option<PathBuf>,
    /// What messages call it.
    pub(crate) name: String,
    /// Name of its outputs without extension, with the folders below the one that the user named.
    pub(crate) stem: PathBuf,
}

/// Reads one input as a command line names it: a file, or `-` for standard input, which `stdin_name` is another name of.
///
/// # Errors
///
/// A diagnostic where it cannot be read (`unreadable-input`), has more than `limit` bytes (`input-too-large`), or its first
/// bytes are those of a picture, a program or another file that is no text (`binary-input`).
pub fn load(argument: &OsStr, stdin_name: Option<&Path>, limit: u64) -> Result<Source, Diagnostic> {
    let input = match argument == "-" {
        true => standard_input(stdin_name, Registry::new(&[])),
        false => named_file(Path::new(argument), Path::new(""), Registry::new(&[])),
    };
    input.load(limit)
}

/// Turns the arguments of a command line into inputs: `-` is standard input, a folder all files below it, in the order of
/// their names. Hidden files are left out, and so are files of settings, pipes, devices, links to folders, which may lead
/// round in a circle, and `except`.
///
/// # Errors
///
/// [`Kind::Usage`] where standard input is named twice or there is no input at all. A file that cannot be read is found out
/// when it is loaded.
pub(crate) fn resolve(
    arguments: &[OsString],
    stdin_name: Option<&Path>,
    except: Option<&Path>,
    registry: Registry<'_>,
) -> Result<Vec<Input>> {
    let mut inputs = Vec::new();
    for argument in arguments {
        if argument == "-" {
            inputs.push(standard_input(stdin_name, registry));
            continue;
        }
        let path = Path::new(argument);
        if path.is_dir() {
            walk(path, Path::new(""), except, registry, &mut inputs);
        } else {
            inputs.push(named_file(path, Path::new(""), registry));
        }
    }
    if inputs.iter().filter(|input| input.path.is_none()).count() > 1 {
        return Err(Error::new(Kind::Usage, "standard input is named twice"));
    }
    if inputs.is_empty() {
        let error = Error::new(Kind::Usage, "there is nothing to read");
        return Err(error.help("name a file, a folder with files in it, or `-` for standard input"));
    }
    Ok(inputs)
}

fn standard_input(name: Option<&Path>, registry: Registry<'_>) -> Input {
    let stem = name.and_then(Path::file_name).unwrap_or(OsStr::new("stdin"));
    Input {
        path: None,
        name: name.map_or_else(|| "-".to_owned(), |name| name.display().to_string()),
        stem: PathBuf::from(registry.stem(stem)),
    }
}

fn named_file(path: &Path, below: &Path, registry: Registry<'_>) -> Input {
    let file_name = path.file_name().unwrap_or(path.as_os_str());
    Input { path: Some(path.to_owned()), name: path.display().to_string(), stem: below.join(registry.stem(file_name)) }
}

fn walk(folder: &Path, below: &Path, except: Option<&Path>, registry: Registry<'_>, inputs: &mut Vec<Input>) {
    if except.is_some() && folder.canonicalize().ok().as_deref() == except {
        return;
    }
    let Ok(names) = names_in(folder) else {
        // Loading it says why it cannot be read.
        inputs.push(named_file(folder, below, registry));
        return;
    };
    let is_story = |name: &&OsString| !name.as_encoded_bytes().starts_with(b".") && *name != CONFIG_FILE;
    for name in names.iter().filter(is_story) {
        let path = folder.join(name);
        match path.metadata() {
            Ok(metadata) if metadata.is_dir() && path.is_symlink() => {}
            Ok(metadata) if metadata.is_dir() => walk(&path, &below.join(name), except, registry, inputs),
            // A pipe or a device that stands in a folder could keep the job waiting for ever.
            Ok(metadata) if !metadata.is_file() => {}
            Ok(_) | Err(_) => inputs.push(named_file(&path, below, registry)),
        }
    }
}

fn names_in(folder: &Path) -> io::Result<BTreeSet<OsString>> {
    fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.file_name())).collect()
}

impl Input {
    /// Reads all of it, as [`load`] does.
    pub(crate) fn load(&self, limit: u64) -> Result<Source, Diagnostic> {
        let bytes = self
            .read(limit)
            .map_err(|error| failure("unreadable-input", &io_error(&format!("cannot read `{}`", self.name), error)))?;
        if let Some(what) = foreign(&bytes) {
            let error = Error::new(Kind::Unsupported, format!("`{}` is {what}, not text", self.name));
            return Err(failure("binary-input", &error));
        }
        if bytes.len() as u64 > limit {
            let message = format!("`{}` has more than the {} that an input may have", self.name, Size(limit));
            let error = Error::new(Kind::Unsupported, message).help("allow more with `--limit SIZE`");
            return Err(failure("input-too-large", &error));
        }
        Source::new(self.name.as_str(), bytes).map_err(|error| failure("unreadable-input", &error))
    }

    /// All bytes, and one past the limit where there are more.
    fn read(&self, limit: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        match &self.path {
            None => io::stdin().lock().take(limit.saturating_add(1)).read_to_end(&mut bytes)?,
            Some(path) => {
                let file = File::open(path)?;
                let expected = file.metadata()?.len().min(limit);
                // One more, so that the end is seen without growing.
                bytes.reserve_exact(usize::try_from(expected).unwrap_or(0) + 1);
                file.take(limit.saturating_add(1)).read_to_end(&mut bytes)?
            }
        };
        Ok(bytes)
    }
}
