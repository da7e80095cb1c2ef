//! The work on one input: from its text to its outputs, what is said of it, and where it goes.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use slugline::diagnostic::{Diagnostic, Severity};
use slugline::{Error, Job, Kind, Pipeline, Report, Result, Written, isolated};

use super::folders::Folders;
use super::hot::{Found, Stamp};
use super::place::{Mover, Place};
use crate::denial::{Denial, Met};
use crate::finding::{About, Finding, beyond_limit, uncoded};
use crate::terminal::Voice;

/// What every input goes through.
pub(super) struct Line<'p> {
    pub(super) pipeline: Arc<Pipeline<'p>>,
    pub(super) folders: Folders,
    pub(super) mover: Mover,
    pub(super) denial: Denial,
    /// Bytes that a story may have.
    pub(super) limit: u64,
    /// How messages look.
    pub(super) voice: Voice,
}

/// An input that was worked on.
pub(super) struct Ended {
    pub(super) found: Found,
    /// What messages call it.
    pub(super) name: String,
    pub(super) place: Place,
    pub(super) outcome: Outcome,
    pub(super) took: Duration,
}

/// What came of it.
#[derive(Default)]
pub(super) struct Outcome {
    pub(super) has_failed: bool,
    pub(super) stories: usize,
    pub(super) outputs: Vec<Written>,
    pub(super) errors: usize,
    pub(super) warnings: usize,
    pub(super) notes: usize,
    /// What the terminal is to say of it.
    pub(super) said: String,
    /// What its log says.
    log: String,
}

impl Line<'_> {
    /// Works on an input, and moves it.
    pub(super) fn work_off(&self, found: Found) -> Ended {
        let (began, path) = (Instant::now(), self.folders.hot.join(&found.below));
        let done = isolated(|| self.convert_and_move(&path, &found));
        // A fault of ours outside the work on its stories. Nothing is known of what it left undone.
        let (place, outcome) = done.unwrap_or_else(|fault| {
            (Place::Stuck(Error::new(Kind::Internal, fault.message).coded("internal-error")), Outcome::default())
        });
        Ended { found, name: path.display().to_string(), place, outcome, took: began.elapsed() }
    }

    fn convert_and_move(&self, path: &Path, found: &Found) -> (Place, Outcome) {
        // It was given to us some time ago.
        if Stamp::of_opened(path).is_ok_and(|stamp| stamp != found.stamp) {
            return (Place::Changed, Outcome::default());
        }
        let outcome = self.convert(path, &found.below);
        (self.mover.place(found, &self.folders, outcome.has_failed, &outcome.log), outcome)
    }

    /// Converts it by itself, so that what comes of it does not depend on what came before: neither the names nor the log.
    fn convert(&self, path: &Path, below: &Path) -> Outcome {
        let name = path.display().to_string();
        let (mut outcome, mut met) = (Outcome::default(), Met::default());
        let done = isolated(|| {
            self.job(path, below)?.run(&mut |report| {
                self.denial.meets(report.diagnostics, &mut met);
                self.add(report, &mut outcome);
            })
        });
        let about = About { name: &name, source: None, reader: "" };
        match done {
            Ok(Ok(())) => {}
            Ok(Err(error)) => self.fail(&refusal(&error), about, &mut outcome),
            Err(fault) => self.fail(&fault, about, &mut outcome),
        }
        for fault in self.denial.faults(&met) {
            self.fail(&fault, about, &mut outcome);
        }
        outcome
    }

    /// Its outputs have its whole name: `story.txt` and `story.md` become `story.txt.html` and `story.md.html`. Which of the
    /// two came first says nothing about who is to have `story.html`.
    fn job(&self, path: &Path, below: &Path) -> Result<Job<'_>> {
        let out = below.parent().map_or_else(|| self.folders.out.clone(), |folder| self.folders.out.join(folder));
        Job::of_file(&self.pipeline, path, &out, below.file_name().unwrap_or_default(), self.limit)
    }

    fn add(&self, report: &Report<'_>, outcome: &mut Outcome) {
        let about = About::of(report);
        outcome.has_failed |= report.failed;
        outcome.stories += usize::from(report.story.is_some());
        outcome.outputs.extend_from_slice(report.written);
        outcome.said.extend(self.voice.reading(report));
        for finding in Finding::all(report.diagnostics, about) {
            self.say(&finding, outcome);
        }
        for diagnostic in beyond_limit(report.diagnostics) {
            self.say(&Finding::of(&diagnostic, about), outcome);
        }
    }

    fn fail(&self, fault: &Diagnostic, about: About<'_>, outcome: &mut Outcome) {
        outcome.has_failed = true;
        self.say(&Finding::of(fault, about), outcome);
    }

    fn say(&self, finding: &Finding<'_>, outcome: &mut Outcome) {
        let is_denied = self.denial.names(&finding.diagnostic.code);
        *outcome.count(finding.diagnostic.severity) += 1;
        if is_denied || self.voice.logs(finding) {
            outcome.log.push_str(&self.voice.written(finding));
        }
        if is_denied || self.voice.says(finding) {
            outcome.said.push_str(&self.voice.spoken(finding));
        }
    }
}

impl Outcome {
    fn count(&mut self, severity: Severity) -> &mut usize {
        match severity {
            Severity::Error => &mut self.errors,
            Severity::Warning => &mut self.warnings,
            Severity::Note => &mut self.notes,
        }
    }
}

impl Ended {
    /// Where it was moved to, and its log.
    pub(super) fn moved(&self) -> (Option<&PathBuf>, Option<&PathBuf>) {
        match &self.place {
            Place::Moved { to, log, .. } => (Some(to), log.as_ref()),
            Place::Gone | Place::Changed | Place::Stuck(_) => (None, None),
        }
    }
}

/// Why nothing was done with an input.
fn refusal(error: &Error) -> Diagnostic {
    let mut diagnostic = match error.code() {
        Some(code) => Diagnostic::error(code, error.to_string()),
        None => uncoded(Severity::Error, error.to_string()),
    };
    diagnostic.help = error.advice().map(str::to_owned);
    diagnostic
}
