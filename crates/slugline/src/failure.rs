//! Errors of one input or output as diagnostics, so that the others go on.

use std::io;

use slugline_core::diagnostic::Diagnostic;
use slugline_core::{Error, Kind};

/// The diagnostic that reports why an input could not be read: `malformed-input`, `invalid-input`, `unsupported-input`,
/// `unreadable-input`; `internal-error` for a fault of slugline itself.
pub fn reading_failure(error: &Error) -> Diagnostic {
    let code = match error.kind() {
        Kind::Malformed => "malformed-input",
        Kind::Invalid => "invalid-input",
        Kind::Unsupported => "unsupported-input",
        Kind::Io => "unreadable-input",
        _ => "internal-error",
    };
    failure(code, error)
}

/// The diagnostic that reports `error` under `code`.
pub(crate) fn failure(code: &'static str, error: &Error) -> Diagnostic {
    let mut diagnostic = Diagnostic::error(code, error.to_string()).at(error.span());
    diagnostic.help = error.advice().map(str::to_owned);
    diagnostic
}

/// A failed read or write, in words for people: `cannot write ...: no space left on device`. The number that the system
/// gives it says nothing to them.
pub(crate) fn io_error(what: &str, error: io::Error) -> Error {
    let reason = error.to_string();
    let reason = reason.split(" (os error").next().unwrap_or_default();
    let mut letters = reason.chars();
    let lower: String = letters.next().map(|first| first.to_ascii_lowercase()).into_iter().chain(letters).collect();
    Error::new(Kind::Io, format!("{what}: {lower}")).cause(error)
}
