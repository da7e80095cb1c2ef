//! How far a run over several inputs is, for someone who looks on and has waited a second.

use std::io::{self, IsTerminal as _};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A run that is over sooner shows nothing.
const PATIENCE: Duration = Duration::from_secs(1);

/// A run, and the line that shows it.
pub(crate) struct Progress {
    inputs: usize,
    began: Instant,
    /// `None`: it is too early.
    bar: Option<ProgressBar>,
}

impl Progress {
    /// That of a run over so many inputs. `None`: nobody looks on, or there is nothing to wait for.
    pub(crate) fn begin(inputs: usize) -> Option<Progress> {
        let is_shown = inputs > 1 && io::stderr().is_terminal();
        is_shown.then(|| Progress { inputs, began: Instant::now(), bar: None })
    }

    /// Shows that so many inputs were begun.
    pub(crate) fn show(&mut self, inputs: usize) {
        if self.bar.is_none() && self.began.elapsed() >= PATIENCE {
            self.bar = Some(bar(self.inputs, ProgressDrawTarget::stderr()));
        }
        if let Some(bar) = &self.bar {
            bar.set_position(inputs as u64);
        }
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

/// The line: `1200 of 4000 inputs [=====>     ]`.
fn bar(inputs: usize, target: ProgressDrawTarget) -> ProgressBar {
    let style = ProgressStyle::with_template("{pos} of {len} inputs [{bar:40}]");
    // A line without a bar is better than none.
    let style = style.unwrap_or_else(|_| ProgressStyle::default_bar()).progress_chars("=> ");
    ProgressBar::with_draw_target(Some(inputs as u64), target).with_style(style)
}

#[cfg(test)]
mod tests {
    use indicatif::InMemoryTerm;

    use super::*;

    #[test]
    fn the_line_says_how_far_the_run_is_and_goes() {
        let term = InMemoryTerm::new(10, 80);
        let bar = bar(4, ProgressDrawTarget::term_like(Box::new(term.clone())));
        let mut progress = Progress { inputs: 4, began: Instant::now(), bar: Some(bar) };
        progress.show(2);
        if let Some(bar) = &progress.bar {
            bar.tick();
        }
        assert_eq!(term.contents(), "2 of 4 inputs [====================>                   ]");
        progress.end();
        assert_eq!(term.contents(), "");
    }

    #[test]
    fn a_run_that_has_just_begun_shows_nothing() {
        let mut progress = Progress { inputs: 4, began: Instant::now(), bar: None };
        progress.show(2);
        assert!(progress.bar.is_none());
        let mut said = false;
        progress.above(|| said = true);
        assert!(said);
    }
}
