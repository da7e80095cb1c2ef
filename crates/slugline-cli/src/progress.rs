//! How far a run is, for someone who looks on and has waited a second.

use std::fmt;
use std::io::{self, IsTerminal as _};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A run that is over sooner shows nothing.
const PATIENCE: Duration = Duration::from_secs(1);

/// A run, and the line that shows it.
pub(crate) struct Progress {
    /// How many there are. `None`: no one knows; it is told what is done.
    inputs: Option<usize>,
    began: Instant,
    /// `None`: it is too early.
    bar: Option<ProgressBar>,
}

impl Progress {
    /// That of a run over so many inputs. `None`: nobody looks on, or there is nothing to wait for.
    pub(crate) fn begin(inputs: usize) -> Option<Progress> {
        let is_shown = inputs > 1 && io::stderr().is_terminal();
        is_shown.then(|| Progress { inputs: Some(inputs), began: Instant::now(), bar: None })
    }

    /// That of a run of so many steps that nobody counts them. `None`: nobody looks on.
    pub(crate) fn of_steps() -> Option<Progress> {
        io::stderr().is_terminal().then(|| Progress { inputs: None, began: Instant::now(), bar: None })
    }

    /// Shows that so many inputs were begun.
    pub(crate) fn show(&mut self, inputs: usize) {
        if let Some(bar) = self.bar() {
            bar.set_position(inputs as u64);
        }
    }

    /// Shows what is done.
    pub(crate) fn tell(&mut self, step: impl fmt::Display) {
        if let Some(bar) = self.bar() {
            bar.set_message(step.to_string());
        }
    }

    /// The line, once it is time for it.
    fn bar(&mut self) -> Option<&ProgressBar> {
        if self.bar.is_none() && self.began.elapsed() >= PATIENCE {
            self.bar = Some(bar(self.inputs, ProgressDrawTarget::stderr()));
        }
        self.bar.as_ref()
    }

    /// Says something above the line.
    pub(crate) fn above(&self, say: impl FnOnce()) {
        match &self.bar {
            Some(bar) => bar.suspend(say),
            None => say(),
        }
    }

    /// Takes the line away.
    pub(crate) fn end(self) {
        if let Some(bar) = self.bar {
            bar.finish_and_clear();
        }
    }
}

/// The line: `1200 of 4000 inputs [=====>     ]`, or what is done.
fn bar(inputs: Option<usize>, target: ProgressDrawTarget) -> ProgressBar {
    let style = ProgressStyle::with_template(match inputs {
        Some(_) => "{pos} of {len} inputs [{bar:40}]",
        None => "{wide_msg}",
    });
    // A line without a bar is better than none.
    let style = style.unwrap_or_else(|_| ProgressStyle::default_bar()).progress_chars("=> ");
    ProgressBar::with_draw_target(inputs.map(|inputs| inputs as u64), target).with_style(style)
}

#[cfg(test)]
mod tests {
    use indicatif::InMemoryTerm;

    use super::*;

    #[test]
    fn the_line_says_how_far_the_run_is_and_goes() {
        let term = InMemoryTerm::new(10, 80);
        let bar = bar(Some(4), ProgressDrawTarget::term_like(Box::new(term.clone())));
        let mut progress = Progress { inputs: Some(4), began: Instant::now(), bar: Some(bar) };
        progress.show(2);
        if let Some(bar) = &progress.bar {
            bar.tick();
        }
        assert_eq!(term.contents(), "2 of 4 inputs [====================>                   ]");
        progress.end();
        assert_eq!(term.contents(), "");
    }

    #[test]
    fn of_steps_the_last_is_shown() {
        let term = InMemoryTerm::new(10, 20);
        let bar = bar(None, ProgressDrawTarget::term_like(Box::new(term.clone())));
        let mut progress = Progress { inputs: None, began: Instant::now(), bar: Some(bar) };
        for step in ["writer board: every kind of block", "writer board: alone"] {
            progress.tell(step);
        }
        if let Some(bar) = &progress.bar {
            bar.tick();
        }
        assert_eq!(term.contents(), "writer board: alone");
        progress.end();
        assert_eq!(term.contents(), "");
    }

    #[test]
    fn a_run_that_has_just_begun_shows_nothing() {
        let mut progress = Progress { inputs: Some(4), began: Instant::now(), bar: None };
        progress.show(2);
        assert!(progress.bar.is_none());
        let mut said = false;
        progress.above(|| said = true);
        assert!(said);
    }
}
