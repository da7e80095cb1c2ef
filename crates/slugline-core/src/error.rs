//! Errors: what ends a job.

use std::error::Error as StdError;
use std::fmt;

use crate::model::Span;

/// The result of everything that can fail for good.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a job ended. One pointer wide: what was wrong, where, what caused it, what to do next.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct Error(Box<Fault>);

#[derive(Debug, thiserror::Error)]
#[error("{message}")]
struct Fault {
    kind: Kind,
    message: String,
    span: Span,
    help: Option<String>,
    code: Option<&'static str>,
    #[source]
    cause: Option<Box<dyn StdError + Send + Sync>>,
}

/// The sorts of fault, as specifications sort them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// The input breaks the grammar of its format: no JSON, a text that is no text.
    Malformed,
    /// The grammar holds, a rule of the format does not.
    Invalid,
    /// Right, but not something that this version can do.
    Unsupported,
    /// The job was asked for wrongly: an unknown format, an option that is none. Nothing was tried.
    Usage,
    /// The story is not for those who would read the output: killed, withheld, under embargo.
    Held,
    /// Reading or writing failed.
    Io,
    /// A fault of slugline itself.
    Internal,
}

impl Error {
    /// A fault with a message: lower case, without a full stop, names in backticks, saying what was found.
    pub fn new(kind: Kind, message: impl Into<String>) -> Error {
        Error(Box::new(Fault {
            kind,
            message: message.into(),
            span: Span::DETACHED,
            help: None,
            code: None,
            cause: None,
        }))
    }

    /// Adds where it happened, in bytes of the source.
    #[must_use]
    pub fn at(mut self, span: Span) -> Error {
        self.0.span = span;
        self
    }

    /// Adds what to do next.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Error {
        self.0.help = Some(help.into());
        self
    }

    /// Adds the word that it is reported under: `plugin-time`. Without one its kind says it.
    #[must_use]
    pub fn coded(mut self, code: &'static str) -> Error {
        self.0.code = Some(code);
        self
    }

    /// Adds what caused it: its [`source`](StdError::source).
    #[must_use]
    pub fn cause(mut self, cause: impl Into<Box<dyn StdError + Send + Sync>>) -> Error {
        self.0.cause = Some(cause.into());
        self
    }

    /// A failed read or write, in words for people: `cannot write ...: no space left on device`. The number that the system
    /// gives it says nothing to them.
    pub fn io(what: impl fmt::Display, cause: std::io::Error) -> Error {
        let reason = cause.to_string();
        let reason = reason.split(" (os error").next().unwrap_or_default();
        let mut letters = reason.chars();
        let lower: String = letters.next().map(|first| first.to_ascii_lowercase()).into_iter().chain(letters).collect();
        Error::new(Kind::Io, format!("{what}: {lower}")).cause(cause)
    }

    /// The sort of fault.
    pub fn kind(&self) -> Kind {
        self.0.kind
    }

    /// Where it happened, in bytes of the source. Detached when at no place.
    pub fn span(&self) -> Span {
        self.0.span
    }

    /// The word that it is reported under, where it has one of its own. Listed in `docs/diagnostics.md`.
    pub fn code(&self) -> Option<&'static str> {
        self.0.code
    }

    /// What to do next, where there is advice.
    pub fn advice(&self) -> Option<&str> {
        self.0.help.as_deref()
    }
}

/// The one of `known` that `word` was most likely meant to be, whatever its case: nearest by edits, at most a third of its
/// letters, else the only one that begins with it.
pub fn nearest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let word = word.to_lowercase();
    let edits = |name: &str| strsim::damerau_levenshtein(&word, &name.to_lowercase());
    let known: Vec<&str> = known.into_iter().collect();
    let near = known.iter().copied().map(|name| (edits(name), name)).min_by_key(|(distance, _)| *distance);
    if let Some((_, name)) = near.filter(|(distance, name)| *distance <= name.chars().count().div_ceil(3)) {
        return Some(name);
    }
    // One letter begins many words.
    let mut longer = known.into_iter().filter(|name| word.len() > 1 && name.to_lowercase().starts_with(&word));
    longer.next().filter(|_| longer.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_is_by_case_edits_or_beginning() {
        let near = |word| nearest(word, ["html", "anpa1312", "json", "jsonld", "newsml-g2"]);
        assert_eq!(near("HTML"), Some("html"));
        assert_eq!(near("htm"), Some("html"));
        assert_eq!(near("Newsml"), Some("newsml-g2"));
        assert_eq!(near("anpa"), Some("anpa1312"));
        assert_eq!((near("js"), near("n")), (Some("json"), None));
        assert_eq!(near("pdf"), None);
        assert_eq!(nearest("html", []), None);
    }

    #[test]
    fn the_source_is_what_caused_it() {
        let error = Error::io("cannot read `a.txt`", std::io::Error::other("no such disk"));
        assert_eq!(error.to_string(), "cannot read `a.txt`: no such disk");
        assert!(error.source().is_some_and(|cause| cause.is::<std::io::Error>()));
        assert!(Error::new(Kind::Invalid, "no article").source().is_none());
        assert_eq!(size_of::<Error>(), size_of::<usize>());
    }
}
