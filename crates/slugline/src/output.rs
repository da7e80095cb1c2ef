//! The only place that writes files.
//!
//! A file appears whole or not at all: it is written under a name of its own beside its place and then renamed. What stood
//! there before stays until that moment, also when the disk is full.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use slugline_core::Result;
use tempfile::NamedTempFile;

use crate::failure::io_error;

/// Writes `bytes` to the file `path`, making the folders above it.
///
/// A link is replaced, not followed, so that one that someone planted in the folder leads nowhere. A device or a pipe
/// (`/dev/stdout`) cannot be replaced: it is written to.
///
/// # Errors
///
/// [`Kind::Io`](slugline_core::Kind::Io), naming the path. What stood there is untouched then, and nothing is left behind.
pub(crate) fn write_file(path: &Path, bytes: &[u8]) -> Result<()> {
    let written = if is_device(path) {
        fs::OpenOptions::new()
            .write(true)
            .open(path)
            .and_then(|device| write_all(device, bytes))
    } else {
        replace(path, bytes)
    };
    written.map_err(|error| io_error(&format!("cannot write `{}`", path.display()), error))
}

/// Writes `bytes` to standard output.
///
/// # Errors
///
/// [`Kind::Io`](slugline_core::Kind::Io), but not where the reader went away: it wanted no more.
pub(crate) fn write_stdout(bytes: &[u8]) -> Result<()> {
    write_all(io::stdout().lock(), bytes).map_err(|error| io_error("cannot write to standard output", error))
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

fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let mut file = match temporary_in(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(folder)?;
            temporary_in(folder)?
        }
        made => made?,
    };
    file.write_all(bytes)?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

fn temporary_in(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".slugline-");
    // Temporary files are their owner's alone; an output is for whoever the user's umask lets in.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder).map_err(|error| without_path(&error))
}

/// The fault alone: the message would name the temporary file, which no one asked for.
fn without_path(error: &io::Error) -> io::Error {
    let cause = error
        .get_ref()
        .and_then(|wrapped| wrapped.source()?.downcast_ref::<io::Error>());
    let code = cause.unwrap_or(error).raw_os_error();
    code.map_or_else(|| io::Error::from(error.kind()), io::Error::from_raw_os_error)
}
