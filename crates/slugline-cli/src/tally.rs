//! What is said of a run over thousands of stories: what went wrong, of the rest the first few, and all of it in sum.

use std::collections::BTreeMap;
use std::fmt;

use slugline::diagnostic::Severity;

use crate::finding::Finding;

/// Warnings of one code that are shown, and stories whose files are named.
const SHOWN: usize = 5;

/// The run so far.
#[derive(Default)]
pub(crate) struct Tally {
    /// How many warnings of each code there were.
    warnings: BTreeMap<String, usize>,
    /// The notes of each format, reader and transform.
    notes: BTreeMap<String, Notes>,
    /// How many stories wrote something.
    stories: usize,
    unnamed: Files,
}

/// Files that are not named one by one.
#[derive(Clone, Copy, Default)]
pub(crate) struct Files {
    pub(crate) files: usize,
    /// The stories that they are of.
    pub(crate) stories: usize,
    pub(crate) bytes: usize,
}

/// Notes of one format.
#[derive(Default)]
pub(crate) struct Notes {
    /// Fields that it has no place for.
    homeless: usize,
    /// Parts that are not for its readers.
    withheld: usize,
    /// How many there are of each further code.
    others: BTreeMap<String, usize>,
}

impl Tally {
    /// Counts a finding. Whether it is to be shown to those who want to know what matters.
    pub(crate) fn shows(&mut self, finding: &Finding<'_>) -> bool {
        let code = finding.diagnostic.code.as_ref();
        match finding.diagnostic.severity {
            Severity::Error => true,
            Severity::Warning => {
                let count = self.warnings.entry(code.to_owned()).or_default();
                *count += 1;
                *count <= SHOWN
            }
            Severity::Note => {
                for origin in &finding.origins {
                    self.notes.entry((*origin).to_owned()).or_default().count(code);
                }
                false
            }
        }
    }

    /// Counts the files of a story. Whether they are to be named.
    pub(crate) fn names(&mut self, sizes: impl Iterator<Item = usize>) -> bool {
        let (files, bytes) = sizes.fold((0, 0), |(files, bytes), size| (files + 1, bytes + size));
        let is_named = self.stories < SHOWN;
        if files > 0 {
            self.stories += 1;
        }
        if !is_named && files > 0 {
            self.unnamed.files += files;
            self.unnamed.stories += 1;
            self.unnamed.bytes += bytes;
        }
        is_named
    }

    /// The warnings that were not shown: how many, and how many of each code. `None`: all were.
    pub(crate) fn hidden(&self) -> Option<(usize, String)> {
        let hidden = self.warnings.iter().map(|(code, count)| (code, count.saturating_sub(SHOWN)));
        let hidden: Vec<_> = hidden.filter(|(_, count)| *count > 0).collect();
        let codes: Vec<String> = hidden.iter().map(|(code, count)| format!("{count} {code}")).collect();
        (!codes.is_empty()).then(|| (hidden.iter().map(|(_, count)| count).sum(), codes.join(", ")))
    }

    /// The files that were not named. `None`: all were.
    pub(crate) fn unnamed(&self) -> Option<Files> {
        Some(self.unnamed).filter(|unnamed| unnamed.files > 0)
    }

    /// The notes of each format, by its name.
    pub(crate) fn notes(&self) -> impl Iterator<Item = (&str, &Notes)> {
        self.notes.iter().map(|(origin, notes)| (origin.as_str(), notes))
    }
}

impl Notes {
    fn count(&mut self, code: &str) {
        let kind = match code {
            "field-left-out" => &mut self.homeless,
            "editor-only" | "end-mark" => &mut self.withheld,
            code => self.others.entry(code.to_owned()).or_default(),
        };
        *kind += 1;
    }
}

/// For one line: `3 fields have no place there, 1 part is not for its readers, 2 markup-left-out`.
impl fmt::Display for Notes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kinds = [
            (self.homeless, "field has no place there", "fields have no place there"),
            (self.withheld, "part is not for its readers", "parts are not for its readers"),
        ];
        let others = self.others.iter().map(|(code, count)| (*count, code.as_str(), code.as_str()));
        let known = kinds.into_iter().chain(others).filter(|(count, ..)| *count > 0);
        let said: Vec<String> =
            known.map(|(count, one, many)| format!("{count} {}", if count == 1 { one } else { many })).collect();
        f.write_str(&said.join(", "))
    }
}
