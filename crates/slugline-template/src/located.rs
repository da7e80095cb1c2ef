//! Faults with the files that they stand in, for messages that show the line.

use std::collections::BTreeMap;
use std::error::Error as StdError;
use std::path::Path;
use std::{fmt, iter};

use slugline_core::model::Span;
use slugline_core::{Error, Kind, Result, Source};

use crate::fault::Fault;

/// One thing that is wrong with a template. As the cause of an error it brings the line along that the error is about.
#[derive(Debug)]
pub struct Located {
    /// What was found, where in the file, and what to do about it.
    pub error: Error,
    /// The file, named as it can be opened: `harbour/page.hbs`.
    pub file: Source,
}

impl fmt::Display for Located {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.file.name(), self.error)
    }
}

impl StdError for Located {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.error.source()
    }
}

impl Located {
    /// The fault that `error` came of, where it came of one and whoever made it had the file.
    pub fn behind(error: &Error) -> Option<&Located> {
        let mut causes = iter::successors(error.source(), |cause| (*cause).source());
        causes.find_map(|cause| cause.downcast_ref())
    }

    /// `faults` of the templates in `folder`, whose `files` are names and texts.
    ///
    /// # Errors
    ///
    /// Where a file has more bytes than a place can count.
    pub fn all(folder: &Path, files: &BTreeMap<String, String>, faults: Vec<Fault>) -> Result<Vec<Located>> {
        let located = |fault: Fault| {
            let text = files.get(&fault.file).map_or("", String::as_str);
            Located::new(&folder.join(&fault.file), text, fault)
        };
        faults.into_iter().map(located).collect()
    }

    fn new(path: &Path, text: &str, fault: Fault) -> Result<Located> {
        let file = Source::from_text(path.display().to_string(), text)?;
        let mut error = Error::new(Kind::Usage, fault.message).at(marked(&file, fault.line, fault.column));
        if let Some(help) = fault.help {
            error = error.help(help);
        }
        Ok(Located { error, file })
    }
}

/// What is meant by a line and a column.
fn marked(file: &Source, line: usize, column: usize) -> Span {
    let text = file.text();
    let above: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = text.get(above..).unwrap_or_default();
    let before = rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(at, _)| at);
    let start = above + before;
    file.span_at(start, start + length(rest.get(before..).unwrap_or_default()))
}

/// The bytes of what `text` begins with: an expression as a whole, or the braces of one that is not closed; else a character.
fn length(text: &str) -> usize {
    let braces = |text: &str, brace| text.bytes().take_while(|byte| *byte == brace).count();
    let open = braces(text, b'{');
    let Some(inside) = text.get(open..).filter(|_| open > 1) else {
        return text.chars().next().map_or(0, char::len_utf8);
    };
    match inside.split_once("}}") {
        Some((inside, behind)) if !inside.contains("{{") => open + inside.len() + "}}".len() + braces(behind, b'}'),
        _ => open,
    }
}
