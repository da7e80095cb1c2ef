//! Diagnostics: what a job reports without ending.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::model::Span;

/// Notes kept for one input, and as many warnings: a thousand notes leave a warning its place. What comes after is counted: a
/// text of a million faults is reported as one.
pub const MAX_DIAGNOSTICS: usize = 1_000;

/// How much a diagnostic matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; nothing is wrong.
    Note,
    /// Something was lost, guessed or missing. `--strict` turns it into a failure.
    Warning,
    /// The input or one of its outputs failed.
    Error,
}

impl Severity {
    /// Every severity, from the least.
    pub const ALL: [Severity; 3] = [Severity::Note, Severity::Warning, Severity::Error];
}

/// One thing to report: a word that names the fault, and what a person needs to mend it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Diagnostic {
    /// The fault in a word or three: `missing-headline`. Listed in `docs/diagnostics.md`.
    pub code: Cow<'static, str>,
    /// How much it matters.
    pub severity: Severity,
    /// What was found: lower case, without a full stop, names in backticks.
    pub message: String,
    /// The bytes of the input that it is about. Detached: about the input as a whole.
    #[serde(skip_serializing_if = "Span::is_detached", default)]
    pub span: Span,
    /// What to do next.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub help: Option<String>,
    /// The format, transform or reader that reports it. Empty: slugline itself.
    #[serde(skip_serializing_if = "str::is_empty", default)]
    pub origin: Cow<'static, str>,
    /// Whether it was found while reading. A reader and a writer may share a name, and `origin` does not say which it is.
    #[serde(skip)]
    pub of_reading: bool,
    /// Which article of the edition that is being written it is about, from 0; the span is a place in that one's input.
    /// `None`: the edition as a whole, or an article that is alone.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub article: Option<u32>,
    /// Whether it is about the settings of the run, not about a story: a run of many says it once for each format.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub of_run: bool,
}

impl Diagnostic {
    /// An error about the input as a whole.
    pub fn error(code: impl Into<Cow<'static, str>>, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Error, code, message)
    }

    /// A warning about the input as a whole.
    pub fn warning(code: impl Into<Cow<'static, str>>, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Warning, code, message)
    }

    /// A note about the input as a whole.
    pub fn note(code: impl Into<Cow<'static, str>>, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Note, code, message)
    }

    fn new(severity: Severity, code: impl Into<Cow<'static, str>>, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            code: code.into(),
            severity,
            message: message.into(),
            span: Span::DETACHED,
            help: None,
            origin: Cow::Borrowed(""),
            of_reading: false,
            article: None,
            of_run: false,
        }
    }

    /// Adds the bytes it is about.
    #[must_use]
    pub fn at(mut self, span: Span) -> Diagnostic {
        self.span = span;
        self
    }

    /// Says that it is about the settings of the run.
    #[must_use]
    pub fn of_run(mut self) -> Diagnostic {
        self.of_run = true;
        self
    }

    /// Adds what to do next.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help = Some(help.into());
        self
    }
}

/// The diagnostics of one input, in the order they were found.
#[derive(Debug, Default)]
pub struct Diagnostics {
    found: Vec<Diagnostic>,
    notes: Count,
    warnings: Count,
    errors: Count,
    /// The codes of those that came after the limit.
    beyond: BTreeMap<(Severity, Cow<'static, str>), usize>,
    origin: Cow<'static, str>,
    is_reading: bool,
    article: Option<u32>,
}

/// Whether a terminal does something else with `letter` than to show it: control characters, and marks that turn the direction
/// of writing. Text of somebody else is not shown with such.
pub fn is_obeyed(letter: char) -> bool {
    let turns =
        matches!(letter, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    letter.is_control() || turns
}

/// How many diagnostics of one severity there are.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    kept: usize,
    /// Those that came after the limit.
    beyond: usize,
}

impl Diagnostics {
    /// None yet.
    pub fn new() -> Diagnostics {
        Diagnostics::default()
    }

    /// Names the format or transform that reports from here on. Empty: slugline itself.
    pub fn set_origin(&mut self, origin: impl Into<Cow<'static, str>>) {
        (self.origin, self.is_reading) = (origin.into(), false);
    }

    /// Names the reader that reports from here on.
    pub fn set_reader(&mut self, reader: impl Into<Cow<'static, str>>) {
        (self.origin, self.is_reading) = (reader.into(), true);
    }

    /// Says which article of an edition is reported on from here on, and gives back which one was.
    pub(crate) fn set_article(&mut self, article: Option<u32>) -> Option<u32> {
        std::mem::replace(&mut self.article, article)
    }

    /// Reports one. Past [`MAX_DIAGNOSTICS`] of its severity it is only counted, unless it is an error: those say why something
    /// failed.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.insert(self.found.len(), diagnostic);
    }

    /// Reports one before those from the place `at` on, counted from 0: one that says more than they do, and is known last.
    /// It is kept or counted as [`push`](Diagnostics::push) does.
    pub fn insert(&mut self, at: usize, mut diagnostic: Diagnostic) {
        let limit = match diagnostic.severity {
            Severity::Note | Severity::Warning => MAX_DIAGNOSTICS,
            Severity::Error => usize::MAX,
        };
        let count = self.count_of(diagnostic.severity);
        if count.kept >= limit {
            count.beyond += 1;
            *self.beyond.entry((diagnostic.severity, diagnostic.code)).or_default() += 1;
            return;
        }
        count.kept += 1;
        if diagnostic.origin.is_empty() {
            diagnostic.origin.clone_from(&self.origin);
            diagnostic.of_reading = self.is_reading;
        }
        diagnostic.article = diagnostic.article.or(self.article);
        self.found.insert(at.min(self.found.len()), diagnostic);
    }

    /// All that was kept.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.found.iter()
    }

    /// How many of that severity came after the limit and were only counted.
    pub fn beyond_limit(&self, severity: Severity) -> usize {
        self.counted(severity).beyond
    }

    /// The codes of those that came after the limit and were only counted, each once for a severity, with how many of it there
    /// were: from notes to warnings, and then by code.
    pub fn codes_beyond_limit(&self) -> impl Iterator<Item = (Severity, &str, usize)> {
        self.beyond.iter().map(|((severity, code), count)| (*severity, code.as_ref(), *count))
    }

    /// How many of that severity there were, kept or only counted.
    pub fn count(&self, severity: Severity) -> usize {
        let Count { kept, beyond } = self.counted(severity);
        kept + beyond
    }

    fn counted(&self, severity: Severity) -> Count {
        match severity {
            Severity::Note => self.notes,
            Severity::Warning => self.warnings,
            Severity::Error => self.errors,
        }
    }

    fn count_of(&mut self, severity: Severity) -> &mut Count {
        match severity {
            Severity::Note => &mut self.notes,
            Severity::Warning => &mut self.warnings,
            Severity::Error => &mut self.errors,
        }
    }

    /// Whether nothing was reported.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Whether something as bad as `severity`, or worse, is among those that were kept.
    pub fn any(&self, severity: Severity) -> bool {
        self.found.iter().any(|diagnostic| diagnostic.severity >= severity)
    }

    /// Takes those out that `is_taken` picks, in their order. How many came after the limit stays.
    pub fn take_if(&mut self, mut is_taken: impl FnMut(&Diagnostic) -> bool) -> Vec<Diagnostic> {
        let taken: Vec<Diagnostic> = self.found.extract_if(.., |diagnostic| is_taken(diagnostic)).collect();
        for diagnostic in &taken {
            self.count_of(diagnostic.severity).kept -= 1;
        }
        taken
    }

    /// Takes all that was kept, leaving none.
    pub fn take(&mut self) -> Vec<Diagnostic> {
        (self.notes, self.warnings, self.errors) = Default::default();
        self.beyond.clear();
        std::mem::take(&mut self.found)
    }
}

impl<'d> IntoIterator for &'d Diagnostics {
    type Item = &'d Diagnostic;
    type IntoIter = std::slice::Iter<'d, Diagnostic>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Diagnostics with so many notes, warnings and errors reported, in that order.
    fn reported(counts: [usize; 3]) -> Diagnostics {
        let mut diagnostics = Diagnostics::new();
        for (severity, count) in Severity::ALL.into_iter().zip(counts) {
            for _ in 0..count {
                diagnostics.push(Diagnostic { severity, ..Diagnostic::note("rain", "it rains") });
            }
        }
        diagnostics
    }

    #[test]
    fn notes_and_warnings_have_a_limit_each_and_errors_none() {
        let told = [MAX_DIAGNOSTICS + 3, MAX_DIAGNOSTICS + 2, MAX_DIAGNOSTICS + 1];
        let diagnostics = reported(told);
        assert_eq!(Severity::ALL.map(|severity| diagnostics.beyond_limit(severity)), [3, 2, 0]);
        assert_eq!(Severity::ALL.map(|severity| diagnostics.count(severity)), told);
        assert_eq!(diagnostics.iter().count(), 3 * MAX_DIAGNOSTICS + 1);
        let beyond: Vec<_> = diagnostics.codes_beyond_limit().collect();
        assert_eq!(beyond, [(Severity::Note, "rain", 3), (Severity::Warning, "rain", 2)]);
    }

    #[test]
    fn a_reader_is_told_from_a_writer_of_its_name() {
        let mut diagnostics = Diagnostics::new();
        diagnostics.set_reader("text");
        diagnostics.push(Diagnostic::note("rain", "it rains"));
        diagnostics.set_origin("text");
        diagnostics.push(Diagnostic::note("rain", "it rains"));
        let told: Vec<(&str, bool)> = diagnostics.iter().map(|one| (one.origin.as_ref(), one.of_reading)).collect();
        assert_eq!(told, [("text", true), ("text", false)]);
    }

    #[test]
    fn what_is_taken_leaves_its_room() {
        let mut diagnostics = reported([MAX_DIAGNOSTICS + 1, 1, 1]);
        assert_eq!(diagnostics.take_if(|one| one.severity == Severity::Note).len(), MAX_DIAGNOSTICS);
        diagnostics.push(Diagnostic::note("sun", "it shines"));
        assert_eq!(Severity::ALL.map(|severity| diagnostics.count(severity)), [2, 1, 1]);
        assert_eq!(diagnostics.iter().count(), 3);
        assert_eq!(diagnostics.take().len(), 3);
        assert_eq!(Severity::ALL.map(|severity| diagnostics.count(severity)), [0, 0, 0]);
        assert_eq!(diagnostics.codes_beyond_limit().count(), 0);
    }

    #[test]
    fn the_first_may_be_known_last() {
        let mut diagnostics = Diagnostics::new();
        diagnostics.push(Diagnostic::note("rain", "it rains"));
        diagnostics.insert(0, Diagnostic::warning("flood", "it floods"));
        diagnostics.insert(9, Diagnostic::note("sun", "it shines"));
        let codes: Vec<&str> = diagnostics.iter().map(|one| one.code.as_ref()).collect();
        assert_eq!(codes, ["flood", "rain", "sun"]);
    }
}
