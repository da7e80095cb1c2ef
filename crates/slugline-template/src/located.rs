//! Faults with the files that they stand in, for messages that show the line.

use std::collections::BTreeMap;
use std::path::Path;

use slugline_core::model::Span;
use slugline_core::{Error, Kind, Result, Source};

use crate::fault::Fault;

/// One thing that is wrong with a template.
#[derive(Debug)]
pub struct Located {
    /// What was found, where in the file, and what to do about it.
    pub error: Error,
    /// The file, named as it can be opened: `harbour/page.hbs`.
    pub file: Source,
}

impl Located {
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

/// What stands at a line and a column: an expression as a whole, else a character.
fn marked(file: &Source, line: usize, column: usize) -> Span {
    let text = file.text();
    let above: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = text.get(above..).unwrap_or_default();
    let before = rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(at, _)| at);
    let here = rest.get(before..).unwrap_or_default();
    let first = here.chars().next().map_or(0, char::len_utf8);
    let expression = here.strip_prefix("{{").and_then(|inside| {
        let inside = inside.find("}}")? + "{{}}".len();
        let braces = here.get(inside..)?.bytes().take_while(|byte| *byte == b'}').count();
        Some(inside + braces)
    });
    let start = above + before;
    file.span_at(start, start + expression.unwrap_or(first))
}
