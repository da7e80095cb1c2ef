//! What is said of a file of thousands of stories: of the first few all, of the others what went wrong, and the rest in
//! sum.

use std::collections::BTreeMap;

use slugline::Written;
use slugline::diagnostic::{Diagnostic, Severity};

/// Stories of which all is said, and warnings of one code that are shown at least.
const SHOWN: usize = 5;

/// The stories of one input so far.
#[derive(Default)]
pub(crate) struct Tally {
    name: String,
    /// How many warnings of each code there were.
    warnings: BTreeMap<String, usize>,
    /// How many of them were not shown.
    hidden: BTreeMap<String, usize>,
    /// The files that were not named.
    files: usize,
    bytes: usize,
    /// The stories that they are of.
    stories: usize,
}

impl Tally {
    /// For the stories of the input `name`.
    pub(crate) fn of(name: &str) -> Tally {
        Tally { name: name.to_owned(), ..Tally::default() }
    }

    /// Counts a diagnostic of the story `number`, from 0. Whether it is to be shown.
    pub(crate) fn shows(&mut self, diagnostic: &Diagnostic, number: usize) -> bool {
        if diagnostic.severity > Severity::Warning {
            return true;
        }
        let code = diagnostic.code.as_ref();
        let count = self.warnings.entry(code.to_owned()).or_default();
        *count += 1;
        let is_shown = number < SHOWN || *count <= SHOWN;
        if !is_shown {
            *self.hidden.entry(code.to_owned()).or_default() += 1;
        }
        is_shown
    }

    /// Counts what was written of the story `number`, from 0. Whether its files are to be named.
    pub(crate) fn names(&mut self, written: &[Written], number: usize) -> bool {
        if number < SHOWN {
            return true;
        }
        self.stories += usize::from(!written.is_empty());
        self.files += written.len();
        self.bytes += written.iter().map(|written| written.bytes).sum::<usize>();
        false
    }

    /// The input.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The warnings that were not shown: how many, and how many of each code. `None`: all were.
    pub(crate) fn hidden(&self) -> Option<(usize, String)> {
        let codes: Vec<String> = self.hidden.iter().map(|(code, count)| format!("{count} {code}")).collect();
        (!codes.is_empty()).then(|| (self.hidden.values().sum(), codes.join(", ")))
    }

    /// The files that were not named: how many, of how many stories, with how many bytes. `None`: all were.
    pub(crate) fn unnamed(&self) -> Option<(usize, usize, usize)> {
        (self.files > 0).then_some((self.files, self.stories, self.bytes))
    }
}
