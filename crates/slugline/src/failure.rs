//! Errors of one input or output as diagnostics, so that the others go on.

use slugline_core::diagnostic::Diagnostic;
use slugline_core::{Error, Kind};

use crate::pipeline::Format;

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

/// The diagnostic that reports why an output was not written: `not-written`, or the error's own code.
pub fn writing_failure(error: &Error, format: &Format<'_>) -> Diagnostic {
    let mut failure = failure("not-written", error);
    failure.origin = format.name().to_owned().into();
    failure
}

/// The diagnostic that reports `error`: under its own code, else under `code`.
pub(crate) fn failure(code: &'static str, error: &Error) -> Diagnostic {
    let code = error.code().unwrap_or(code);
    let mut diagnostic = Diagnostic::error(code, error.to_string()).at(error.span());
    diagnostic.help = error.advice().map(str::to_owned);
    diagnostic
}
