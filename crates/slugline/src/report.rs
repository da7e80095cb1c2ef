//! What a job tells of its work.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::PathBuf;

use slugline_core::Source;
use slugline_core::diagnostic::{Diagnostic, Diagnostics, Severity};
use slugline_core::model::Span;

use crate::cache::Output;
use crate::compare::Difference;
use crate::registry::Choice;
use crate::world::Seen;

/// What became of one story of an input, or of an edition of several.
#[derive(Clone, Copy)]
pub struct Report<'r> {
    /// The name of the job, where it is one of several.
    pub job: Option<&'r str>,
    /// What to call it: the input, or the edition's file. `-` for standard input and output.
    pub name: &'r str,
    /// How many stories of the input were reported before; most inputs are one story. `None` for an edition of several.
    pub story: Option<usize>,
    /// The story, where it could be had. `None` for an edition of several.
    pub source: Option<&'r Source>,
    /// The SHA-256 of all bytes of the input in hexadecimal, with its last story: before it, not all were read. `None`:
    /// [nobody asked](crate::Job::hashed), it was not read to its end, or this is an edition.
    pub sha256: Option<&'r str>,
    /// What it was read as, and why as that.
    pub read_as: Option<(&'r str, Choice)>,
    /// What was reported.
    pub diagnostics: &'r Diagnostics,
    /// What was written, or was there as it is, in that order.
    pub written: &'r [Written],
    /// In which outputs differ from their files, in a job that [compares](crate::Purpose::Compare) them with a diff.
    pub differences: &'r [Difference],
    /// Whether it could not be read, or one of its outputs not be written.
    pub failed: bool,
}

/// An output that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Where. `None`: on standard output.
    pub path: Option<PathBuf>,
    /// In which format.
    pub format: String,
    /// How many bytes.
    pub bytes: usize,
    /// The SHA-256 of them in hexadecimal. `None`: [nobody asked](crate::Job::hashed).
    pub sha256: Option<String>,
    /// Whether it was there as it is, and was left alone.
    pub unchanged: bool,
}

/// A report in the making.
#[derive(Default)]
pub(crate) struct Log {
    pub(crate) diagnostics: Diagnostics,
    pub(crate) written: Vec<Written>,
    pub(crate) differences: Vec<Difference>,
    failed: bool,
    /// What is taken down for those who keep it. `None`: nobody does.
    pub(crate) trace: Option<Trace>,
}

/// What the work on a story looked at and made.
#[derive(Default)]
pub(crate) struct Trace {
    pub(crate) seen: Seen,
    pub(crate) outputs: Vec<Output>,
}

/// What was said of a run's settings: by which format, in which words.
#[derive(Default)]
pub(crate) struct Said(BTreeSet<(Cow<'static, str>, String)>);

impl Log {
    /// One of a story of which that was reported, and nothing written yet.
    pub(crate) fn of(diagnostics: Diagnostics) -> Log {
        Log { diagnostics, ..Log::default() }
    }

    pub(crate) fn fail(&mut self, failure: Diagnostic) {
        self.failed = true;
        self.diagnostics.push(failure);
    }

    /// Takes the places out of what was reported: they are of one input, and do not say which.
    pub(crate) fn detach(&mut self) {
        for diagnostic in self.diagnostics.take_if(|_| true) {
            self.diagnostics.push(diagnostic.at(Span::DETACHED));
        }
    }

    /// Drops what was said of the run's settings before, of another story.
    pub(crate) fn fold(&mut self, said: &mut Said) {
        let key = |diagnostic: &Diagnostic| (diagnostic.origin.clone(), diagnostic.message.clone());
        self.diagnostics.take_if(|diagnostic| diagnostic.of_run && !said.0.insert(key(diagnostic)));
    }

    /// The report of something that is no input.
    pub(crate) fn report<'r>(&'r self, name: &'r str) -> Report<'r> {
        Report {
            job: None,
            name,
            story: None,
            source: None,
            sha256: None,
            read_as: None,
            diagnostics: &self.diagnostics,
            written: &self.written,
            differences: &self.differences,
            failed: self.has_failed(),
        }
    }

    /// About how many bytes it takes.
    pub(crate) fn size(&self) -> usize {
        let differences: usize = self.differences.iter().map(|difference| difference.text.len()).sum();
        self.diagnostics.iter().len() * 256 + differences
    }

    /// Whether it tells of a failure.
    pub(crate) fn has_failed(&self) -> bool {
        self.failed || self.diagnostics.any(Severity::Error)
    }
}
