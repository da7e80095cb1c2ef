//! What is wrong with a template, in our words and with its place.

use std::fmt;

use handlebars::{RenderError, RenderErrorReason, TemplateError, TemplateErrorReason};
use slugline_core::{Error, Kind, nearest};

use crate::limits::Limit;
use crate::unclosed;

/// What is wrong with a template: where, what was found, what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The file, below the folder of the templates: `parts/head.hbs`.
    pub file: String,
    /// Counted from 1.
    pub line: usize,
    /// Counted from 1, in characters.
    pub column: usize,
    /// What was found.
    pub message: String,
    /// What to write instead, where that is known.
    pub help: Option<String>,
}

impl Fault {
    /// A fault of the template `name`.
    pub(crate) fn new(name: &str, (line, column): (usize, usize), message: impl fmt::Display) -> Fault {
        Fault { file: format!("{name}.hbs"), line, column, message: message.to_string(), help: None }
    }

    /// The same, with what to write instead.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Fault {
        self.help = Some(help.into());
        self
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "template `{}`, line {}, column {}: {}", self.file, self.line, self.column, self.message)
    }
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Error {
        let error = Error::new(Kind::Usage, fault.to_string());
        match fault.help {
            Some(help) => error.help(help),
            None => error,
        }
    }
}

/// What is wrong with a part of a template, before it is known where that stands.
pub(crate) struct Wrong {
    pub(crate) message: String,
    pub(crate) help: String,
}

impl Wrong {
    pub(crate) fn new(message: impl Into<String>, help: impl Into<String>) -> Wrong {
        Wrong { message: message.into(), help: help.into() }
    }

    /// A name that is none of the known.
    pub(crate) fn unknown(message: String, name: &str, known: &[&str]) -> Wrong {
        let list = known.join(", ");
        match nearest(name, known.iter().copied()) {
            Some(near) => Wrong::new(message, format!("did you mean `{near}`? there are: {list}")),
            None => Wrong::new(message, format!("there are: {list}")),
        }
    }
}

/// What cannot be compiled. The engine names the rules of its grammar here, which help nobody who writes templates.
pub(crate) fn syntax(name: &str, text: &str, error: &TemplateError) -> Fault {
    let (line, column) = error.pos().unwrap_or((1, 1));
    let at_end = text.lines().count() <= line && text.lines().last().is_none_or(|last| last.chars().count() < column);
    let unclosed = unclosed::find(text).filter(|unclosed| unclosed.place <= (line, column));
    if let (TemplateErrorReason::InvalidSyntax(_), Some(unclosed)) = (error.reason(), unclosed) {
        let message = format!("`{}` is never closed", unclosed.opened);
        let help = format!("write `{}` behind what it holds", unclosed.closing());
        return Fault::new(name, unclosed.place, message).help(help);
    }
    let message = match error.reason() {
        TemplateErrorReason::MismatchingClosedHelper(open, close) => {
            format!("`{{{{#{open}}}}}` is closed by `{{{{/{close}}}}}`")
        }
        TemplateErrorReason::InvalidSyntax(_) if at_end => "a tag or a block is never closed".to_owned(),
        TemplateErrorReason::InvalidSyntax(_) => "what stands here is no Handlebars".to_owned(),
        other => other.to_string(),
    };
    Fault::new(name, (line, column), message)
}

/// Why a template was not filled.
#[derive(Debug)]
pub struct Failure {
    /// What went wrong, and where.
    pub fault: Fault,
    /// The limit that it ran into. `None`: something else.
    pub limit: Option<Limit>,
    cause: Box<RenderError>,
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Error {
        Error::new(Kind::Invalid, failure.fault.to_string()).cause(failure.cause)
    }
}

/// What went wrong while the template `name` was filled.
pub(crate) fn rendering(name: &str, error: RenderError) -> Failure {
    let (message, limit) = match error.reason() {
        RenderErrorReason::MissingVariable(Some(field)) => (format!("there is no `{field}` here"), None),
        RenderErrorReason::MissingVariable(None) => ("what it asks for is not there".to_owned(), None),
        RenderErrorReason::IOError(error) => {
            (error.to_string(), error.get_ref().and_then(|error| error.downcast_ref()).copied())
        }
        RenderErrorReason::NestedError(error) => (error.to_string(), error.downcast_ref().copied()),
        RenderErrorReason::Other(message) => (message.clone(), None),
        other => (other.to_string(), None),
    };
    let place = (error.line_no.unwrap_or(1), error.column_no.unwrap_or(1));
    let name = error.template_name.as_deref().unwrap_or(name);
    Failure { fault: Fault::new(name, place, message), limit, cause: Box::new(error) }
}
