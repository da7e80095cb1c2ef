//! Why a call failed, as JSON says it.

use slugline_core::model::Span;
use slugline_core::{Error, Kind};

/// Why a plugin could not do what it was asked for: the `error` of an answer.
///
/// `{"kind":"invalid","message":"no `results` in the feed","span":[0,1],"help":"ask the agency for version 3"}`
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Fault {
    /// `malformed`, `invalid`, `unsupported`, `usage`, `io`; any other word is a fault of the plugin itself, and `panic` one
    /// that its SDK caught.
    pub kind: String,
    /// What was found: lower case, without a full stop, names in backticks.
    pub message: String,
    /// The bytes that it is about: of a reader's source, else those that a node of the document names.
    #[serde(default, skip_serializing_if = "Span::is_detached")]
    pub span: Span,
    /// What to do next.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
}

/// What a plugin may say of what went wrong. Whether a story is held back is not a plugin's to say.
const KINDS: [(Kind, &str); 6] = [
    (Kind::Malformed, "malformed"),
    (Kind::Invalid, "invalid"),
    (Kind::Unsupported, "unsupported"),
    (Kind::Usage, "usage"),
    (Kind::Io, "io"),
    (Kind::Internal, "internal"),
];

impl Fault {
    /// The kind of a fault that nobody foresaw: the plugin panicked, or threw what it did not catch itself.
    pub const PANIC: &str = "panic";
}

impl From<&Error> for Fault {
    fn from(error: &Error) -> Fault {
        let kind = KINDS.iter().find(|(kind, _)| *kind == error.kind()).map_or("internal", |(_, word)| word);
        let help = error.advice().map(str::to_owned);
        Fault { kind: kind.to_owned(), message: error.to_string(), span: error.span(), help }
    }
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Error {
        let kind = KINDS.iter().find(|(_, word)| *word == fault.kind).map_or(Kind::Internal, |(kind, _)| *kind);
        let error = Error::new(kind, fault.message).at(fault.span);
        match fault.help {
            Some(help) => error.help(help),
            None => error,
        }
    }
}
