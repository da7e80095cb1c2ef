//! What earlier runs made of stories, so that one that did not change is neither read again nor written again.
//!
//! A story is known by its bytes and by everything else that decides what comes of it: its name and place, the settings, the
//! steps, the plugins, the program itself. What is kept of it is what was told, and the print of each output. It holds where
//! the outputs are still in their places and hold what they held; else the story is worked on as if there were no cache.
//! Damage to the cache is no fault: what cannot be found is worked on.

mod entry;
mod ledger;
mod print;

use std::hash::Hash as _;
use std::path::Path;

use slugline_core::{Error, Kind, Source};

use crate::pipeline::Pipeline;
use crate::plan::Plan;
use crate::press::Batch;
pub(crate) use entry::{Content, Entry, Output, Told};
use ledger::Ledger;
pub(crate) use print::{Print, Printer};

/// A folder in which is kept what came of stories, for any number of jobs.
#[derive(Debug)]
pub struct Cache {
    ledger: Ledger,
}

impl Cache {
    /// Opens the one in `folder`, which is made if need be. Where that cannot be done, a job works as without it, and
    /// [`fault`](Cache::fault) says why.
    pub fn open(folder: &Path) -> Cache {
        Cache { ledger: Ledger::open(folder) }
    }

    /// Why it cannot be used, or can no longer be added to. Nothing is lost by it but time.
    pub fn fault(&self) -> Option<Error> {
        let program = || {
            let fault = Print::of_program().err()?;
            Some(Error::new(Kind::Io, format!("the cache cannot be used: the program itself cannot be read: {fault}")))
        };
        self.ledger.fault().or_else(program)
    }
}

/// The cache as one job uses it.
pub(crate) struct Recall<'c> {
    ledger: &'c Ledger,
    /// What decides what comes of every story of the job.
    context: Print,
    /// Whether the names of outputs are kept too, being made of what stories say.
    keeps_names: bool,
}

/// What is known of a story under its key.
pub(crate) struct Known {
    pub(crate) key: Print,
    /// What was kept, as it was read.
    text: Option<String>,
    is_old: bool,
}

impl<'c> Recall<'c> {
    /// `None`: not everything is known that decides what comes of a story.
    pub(crate) fn new(cache: &'c Cache, pipeline: &Pipeline<'_>, plan: &Plan) -> Option<Recall<'c>> {
        let mut printer = Printer::default();
        Print::of_program().ok()?.hash(&mut printer);
        plan.hash_into(&mut printer);
        let is_known = pipeline.hash_into(&mut printer);
        let keeps_names = plan.needs_articles();
        is_known.then(|| Recall { ledger: &cache.ledger, context: printer.print(), keeps_names })
    }

    /// What is known of a story whose bytes have that print.
    pub(crate) fn look_up(&self, bytes: Print, source: &Source, batch: &Batch<'_>) -> Known {
        let key = self.key(bytes, source, batch);
        let found = self.ledger.find(key);
        let is_old = found.as_ref().is_some_and(|found| found.is_old);
        Known { key, text: found.map(|found| found.text), is_old }
    }

    /// Where its outputs are to be is no part of it, unless that is kept: it is there that they are looked for.
    fn key(&self, bytes: Print, source: &Source, batch: &Batch<'_>) -> Print {
        let (place, mut printer) = (source.place(), Printer::default());
        (self.context, bytes, source.name()).hash(&mut printer);
        (place.byte, place.line_col.line, place.line_col.column).hash(&mut printer);
        self.keeps_names.then_some((batch.input.stem.as_os_str(), batch.first)).hash(&mut printer);
        printer.print()
    }

    /// Keeps what came of a story, where that is not what is known already.
    pub(crate) fn keep(&self, known: &Known, entry: &Entry) {
        if let Some(text) = entry.to_text().filter(|text| known.text.as_ref() != Some(text)) {
            self.ledger.keep(known.key, &text);
        }
    }

    /// Says that what is known of a story was of use.
    pub(crate) fn used(&self, known: &Known) {
        if let Some(text) = known.text.as_ref().filter(|_| known.is_old) {
            self.ledger.keep(known.key, text);
        }
    }

    /// Puts on the disk what was kept. The end of a job, or of a program, does that too.
    pub(crate) fn flush(&self) {
        self.ledger.flush();
    }
}

impl Known {
    /// What was kept. `None`: nothing, or nothing that this program keeps.
    pub(crate) fn entry(&self) -> Option<Entry> {
        Entry::from_text(self.text.as_ref()?)
    }
}
