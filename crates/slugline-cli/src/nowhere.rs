//! Outputs that would be lost: standard output that was closed.
//!
//! Before `main` begins, Rust opens the null device where a standard stream is closed, so that no file that is opened later
//! gets its number and the output with it. Writing there succeeds, so that it has to be asked for.

use std::io;

use crate::terminal::Terminal;

/// Warns who has standard output closed, and has an output written there. A warning alone: some programs that want no output
/// of those they start open the null device just so.
pub(crate) fn warn(terminal: &mut Terminal) {
    if is_closed().unwrap_or(false) {
        let message = "standard output is closed; what is written there is lost".to_owned();
        terminal.warning(message, "open it; or say `> /dev/null`, if nothing is wanted of it".to_owned());
    }
}

/// Whether standard output is the null device, and can be read from. A shell that is told `> /dev/null` opens it for writing
/// alone.
#[cfg(unix)]
fn is_closed() -> io::Result<bool> {
    use std::fs::{self, File};
    use std::io::Read as _;
    use std::os::fd::AsFd as _;
    use std::os::unix::fs::MetadataExt as _;

    let mut stdout = File::from(io::stdout().as_fd().try_clone_to_owned()?);
    let device = stdout.metadata()?.rdev();
    let is_null = device != 0 && device == fs::metadata("/dev/null")?.rdev();
    Ok(is_null && stdout.read(&mut [0]).is_ok())
}

/// Here it cannot be told.
#[cfg(not(unix))]
fn is_closed() -> io::Result<bool> {
    Ok(false)
}
