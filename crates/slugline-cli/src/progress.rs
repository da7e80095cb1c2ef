//! How far a run is, for someone who looks on and has waited a second.
//!
//! One line that is written over. A library for it would bring along arithmetic of the system's, which costs each start of the
//! program a tenth more, also of those runs that show no line.

use std::fmt;
use std::io::{self, IsTerminal as _, Write};
use std::time::{Duration, Instant};

use crate::harmless::Harmless;

/// A run that is over sooner shows nothing.
const PATIENCE: Duration = Duration::from_secs(1);

/// How often the line is written over, at most: nobody reads faster.
const PAUSE: Duration = Duration::from_millis(100);

/// Characters of the line. One that is broken could not be written over.
const WIDTH: usize = 72;

/// Characters of the bar.
const BAR: usize = 40;

/// A run, and the line that shows it.
pub(crate) struct Progress {
    /// How many there are. `None`: no one knows; it is told what is done.
    inputs: Option<usize>,
    /// From when on the line may be written.
    next: Instant,
    /// Whether it is on the terminal.
    is_shown: bool,
}

impl Progress {
    /// That of a run over so many inputs. `None`: nobody looks on, or there is nothing to wait for.
    pub(crate) fn begin(inputs: usize) -> Option<Progress> {
        (inputs > 1).then(|| Progress::of(Some(inputs))).flatten()
    }

    /// That of a run of so many steps that nobody counts them. `None`: nobody looks on.
    pub(crate) fn of_steps() -> Option<Progress> {
        Progress::of(None)
    }

    fn of(inputs: Option<usize>) -> Option<Progress> {
        let begun = || Progress { inputs, next: Instant::now() + PATIENCE, is_shown: false };
        io::stderr().is_terminal().then(begun)
    }

    /// Shows that so many inputs were begun: `1200 of 4000 inputs [=====>     ]`.
    pub(crate) fn show(&mut self, inputs: usize, out: &mut dyn Write) {
        let all = self.inputs.unwrap_or(inputs).max(1);
        let done = (inputs.min(all) * BAR / all).max(1);
        self.put(format_args!("{inputs} of {all} inputs [{:BAR$}]", format!("{}>", "=".repeat(done - 1))), out);
    }

    /// Shows what is done.
    pub(crate) fn tell(&mut self, step: &str, out: &mut dyn Write) {
        self.put(format_args!("{}", Harmless(step)), out);
    }

    fn put(&mut self, words: fmt::Arguments<'_>, out: &mut dyn Write) {
        let now = Instant::now();
        if now >= self.next {
            let words: String = words.to_string().chars().take(WIDTH).collect();
            // Filled with blanks: a terminal without colours gets no other codes either. Where it cannot be written, there is
            // no one left to tell.
            let _ = write!(out, "\r{words:WIDTH$}");
            (self.next, self.is_shown) = (now + PAUSE, true);
        }
    }

    /// Takes the line away, until it is shown again.
    pub(crate) fn clear(&mut self, out: &mut dyn Write) {
        if std::mem::take(&mut self.is_shown) {
            let _ = write!(out, "\r{:WIDTH$}\r", "");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(inputs: Option<usize>, show: impl Fn(&mut Progress, &mut Vec<u8>)) -> String {
        let mut out = Vec::new();
        show(&mut Progress { inputs, next: Instant::now(), is_shown: false }, &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn the_line_says_how_far_the_run_is_and_goes() {
        let line = "2 of 4 inputs [===================>                    ]";
        let told = shown(Some(4), |progress, out| {
            progress.show(2, out);
            progress.clear(out);
            progress.clear(out);
        });
        assert_eq!(told, format!("\r{line:WIDTH$}\r{:WIDTH$}\r", ""));
    }

    #[test]
    fn a_line_leaves_nothing_of_the_one_before() {
        for step in ["writer board: every kind", "writer board: \x1b[2J", &"long ".repeat(40)] {
            let told = shown(None, |progress, out| progress.tell(step, out));
            assert!(told.chars().count() == 1 + WIDTH && told.starts_with('\r') && !told.contains('\x1b'), "{told:?}");
        }
    }

    #[test]
    fn a_run_that_has_just_begun_shows_nothing() {
        let mut out = Vec::new();
        let mut progress = Progress { inputs: Some(4), next: Instant::now() + PATIENCE, is_shown: false };
        progress.show(2, &mut out);
        progress.clear(&mut out);
        assert!(out.is_empty());
    }
}
