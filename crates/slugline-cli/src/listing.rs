//! `--files-from FILE`: names of inputs that would not fit a command line, or come from another program.

use std::ffi::OsString;
use std::fs;
use std::io::{self, Read as _};
use std::path::Path;

use slugline::{Error, Kind, Result};

use crate::args::ManyArgs;

impl ManyArgs {
    /// The names of `--files-from`; `inputs` are those of the command line.
    ///
    /// # Errors
    ///
    /// As for [`read`]; [`Kind::Usage`] where standard input is to be both a list and a story.
    pub(crate) fn listed(&self, inputs: &[OsString]) -> Result<Vec<OsString>> {
        let Some(file) = &self.files_from else { return Ok(Vec::new()) };
        if file.as_os_str() == "-" && inputs.iter().any(|input| input == "-") {
            let error = Error::new(Kind::Usage, "standard input cannot hold both a story and a list of inputs");
            return Err(error.help("name a file with `--files-from FILE`"));
        }
        read(file, self.null)
    }
}

/// The names in `file`, or on standard input where it is `-`: each on its line, or each before a NUL. Empty ones are left out.
///
/// # Errors
///
/// [`Kind::Usage`] where it cannot be read, and for a name that this system cannot have.
fn read(file: &Path, ends_with_nul: bool) -> Result<Vec<OsString>> {
    let bytes = bytes(file).map_err(|error| {
        let error = Error::io(format!("cannot read the list of inputs `{}`", file.display()), error);
        Error::new(Kind::Usage, error.to_string())
    })?;
    let end = if ends_with_nul { b'\0' } else { b'\n' };
    let names = bytes.split(|byte| *byte == end).map(|name| match ends_with_nul {
        true => name,
        // A list that was made on Windows.
        false => name.strip_suffix(b"\r").unwrap_or(name),
    });
    let numbered = names.enumerate().filter(|(_, name)| !name.is_empty());
    numbered.map(|(at, name)| named(name).ok_or_else(|| unnameable(file, at + 1, ends_with_nul, name))).collect()
}

fn bytes(file: &Path) -> io::Result<Vec<u8>> {
    if file.as_os_str() != "-" {
        return fs::read(file);
    }
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Names of files may be any bytes but NUL.
#[cfg(unix)]
fn named(name: &[u8]) -> Option<OsString> {
    use std::os::unix::ffi::OsStringExt as _;
    (!name.contains(&0)).then(|| OsString::from_vec(name.to_vec()))
}

#[cfg(not(unix))]
fn named(name: &[u8]) -> Option<OsString> {
    str::from_utf8(name).ok().filter(|name| !name.contains('\0')).map(OsString::from)
}

fn unnameable(file: &Path, number: usize, ends_with_nul: bool, name: &[u8]) -> Error {
    let what = if ends_with_nul { "name" } else { "line" };
    let message = format!("{what} {number} of the list `{}` can be no name of a file", file.display());
    let is_other_kind = !ends_with_nul && name.contains(&0);
    let help = if is_other_kind { "a list with a NUL after each name takes `--null`" } else { "write names in UTF-8" };
    Error::new(Kind::Usage, message).help(help)
}
