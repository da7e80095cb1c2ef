//! What is wrong with a template, in our words and with its place.

use handlebars::{RenderError, RenderErrorReason, TemplateError, TemplateErrorReason};
use slugline_core::{Error, Kind};

/// What cannot be compiled. The engine names the rules of its grammar here, which help nobody who writes templates.
pub(crate) fn syntax(name: &str, text: &str, error: TemplateError) -> Error {
    let (line, column) = error.pos().unwrap_or((1, 1));
    let at_end = text.lines().count() <= line && text.lines().last().is_none_or(|last| last.chars().count() < column);
    let message = match error.reason() {
        TemplateErrorReason::MismatchingClosedHelper(open, close) => {
            format!("`{{{{#{open}}}}}` is closed by `{{{{/{close}}}}}`")
        }
        TemplateErrorReason::InvalidSyntax(_) if at_end => "a tag or a block is never closed".to_owned(),
        TemplateErrorReason::InvalidSyntax(_) => "what stands here is no Handlebars".to_owned(),
        other => other.to_string(),
    };
    refuse(name, line, column, message).cause(error)
}

/// What went wrong while the template `name` was filled.
pub(crate) fn rendering(name: &str, error: RenderError) -> Error {
    let message = match error.reason() {
        RenderErrorReason::MissingVariable(Some(field)) => format!("there is no `{field}` here"),
        RenderErrorReason::MissingVariable(None) => "what it asks for is not there".to_owned(),
        RenderErrorReason::IOError(error) => error.to_string(),
        other => other.to_string(),
    };
    let (line, column) = (error.line_no.unwrap_or(1), error.column_no.unwrap_or(1));
    let name = error.template_name.as_deref().unwrap_or(name);
    let message = refuse(name, line, column, message).to_string();
    Error::new(Kind::Invalid, message).cause(error)
}

/// A fault in a template that is found before anything is rendered.
pub(crate) fn refuse(name: &str, line: usize, column: usize, message: impl std::fmt::Display) -> Error {
    Error::new(Kind::Usage, format!("template `{name}.hbs`, line {line}, column {column}: {message}"))
}
