//! What became of the inputs of a run, in sum: for a run over several, and those who do not want it quiet.

use std::fmt;
use std::time::{Duration, Instant};

use serde::Serialize;
use slugline::diagnostic::Severity;
use slugline::{Report, Source};

/// The run so far.
pub(crate) struct Summary {
    began: Instant,
    counts: Counts,
    /// The input that is told of.
    current: Ending,
    /// Whether something of it was written, or nothing was there.
    is_changed: bool,
}

/// How many inputs ended how.
#[derive(Clone, Copy, Default, Serialize)]
pub(crate) struct Counts {
    /// Inputs in all.
    pub(crate) inputs: usize,
    /// Stories of them.
    stories: usize,
    /// Inputs of which everything was done.
    done: usize,
    /// Of these, those with warnings.
    with_warnings: usize,
    /// Of these, those whose outputs were all there, and left alone.
    unchanged: usize,
    /// The others.
    failed: usize,
    /// Editions of several inputs that failed.
    failed_editions: usize,
    /// Bytes of the stories.
    bytes: u64,
}

/// How an input ends: as its worst story does.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Ending {
    #[default]
    Done,
    WithWarnings,
    Failed,
}

impl Summary {
    /// That of a run which begins now.
    pub(crate) fn begin() -> Summary {
        Summary { began: Instant::now(), counts: Counts::default(), current: Ending::Done, is_changed: false }
    }

    /// Counts a story or an edition.
    pub(crate) fn count(&mut self, report: &Report<'_>) {
        match report.story {
            None => self.counts.failed_editions += usize::from(report.failed),
            Some(before) => {
                if before == 0 {
                    self.close();
                    self.counts.inputs += 1;
                }
                self.counts.stories += 1;
                self.counts.bytes += report.source.map_or(0, |source| u64::from(Source::len(source)));
                self.current = self.current.max(Ending::of(report));
                self.is_changed |= report.written.is_empty() || report.written.iter().any(|written| !written.unchanged);
            }
        }
    }

    /// Whether there is something to be said of the run beside what was said of its stories.
    pub(crate) fn is_telling(&self) -> bool {
        self.counts.inputs > 1 || self.counts.inputs == 1 && !self.is_changed
    }

    /// How many inputs were told of.
    pub(crate) fn inputs(&self) -> usize {
        self.counts.inputs
    }

    /// How it all ended, and how long it took.
    pub(crate) fn end(mut self) -> (Counts, Duration) {
        self.close();
        (self.counts, self.began.elapsed())
    }

    /// Counts the input that was told of last.
    fn close(&mut self) {
        let is_there = usize::from(self.counts.inputs > 0);
        self.counts.unchanged += if std::mem::take(&mut self.is_changed) { 0 } else { is_there };
        match std::mem::take(&mut self.current) {
            Ending::Done => self.counts.done += is_there,
            Ending::WithWarnings => {
                self.counts.done += is_there;
                self.counts.with_warnings += is_there;
            }
            Ending::Failed => self.counts.failed += is_there,
        }
    }
}

impl Ending {
    fn of(report: &Report<'_>) -> Ending {
        match (report.failed, report.diagnostics.count(Severity::Warning)) {
            (true, _) => Ending::Failed,
            (false, 0) => Ending::Done,
            (false, _) => Ending::WithWarnings,
        }
    }
}

impl Counts {
    /// How many millions of bytes were read a second.
    pub(crate) fn speed(&self, took: Duration) -> f64 {
        // Sizes of stories are far below where this loses a digit.
        self.bytes as f64 / 1e6 / took.as_secs_f64().max(1e-9)
    }
}

/// For a line: `3 of 4 inputs done (1000 stories), 1 with warnings, 2 unchanged; 1 failed`.
impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Counts { inputs, stories, done, with_warnings, unchanged, failed, failed_editions, .. } = self;
        write!(f, "{done} of {inputs} inputs done")?;
        if stories > inputs {
            write!(f, " ({stories} stories)")?;
        }
        if *with_warnings > 0 {
            write!(f, ", {with_warnings} with warnings")?;
        }
        if *unchanged > 0 {
            write!(f, ", {unchanged} unchanged")?;
        }
        if *failed > 0 {
            write!(f, "; {failed} failed")?;
        }
        match failed_editions {
            0 => Ok(()),
            1 => f.write_str("; the file of all stories was not written"),
            many => write!(f, "; {many} files of all stories were not written"),
        }
    }
}
