//! What plugins write for whoever develops them, kept until the terminal has a line for it: it may come from several threads.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use slugline::host::Logs;

/// Lines of a run that are kept. A plugin may write without end.
const MOST: usize = 1_000;

/// What was heard of all plugins.
#[derive(Clone, Default)]
pub(crate) struct Overheard(Arc<Mutex<Lines>>);

#[derive(Default)]
struct Lines {
    /// Plugins and lines that were not taken yet.
    waiting: Vec<(String, String)>,
    heard: usize,
}

impl Overheard {
    /// What plugins are to write to.
    pub(crate) fn logs(&self) -> Logs {
        let overheard = self.clone();
        Logs::new(move |plugin, _, message| overheard.hear(plugin, message))
    }

    fn hear(&self, plugin: &str, message: &str) {
        let mut lines = self.lock();
        lines.heard += 1;
        if lines.heard <= MOST {
            lines.waiting.push((plugin.to_owned(), message.to_owned()));
        }
    }

    /// What was heard since this was last asked: the plugin and the line.
    pub(crate) fn take(&self) -> Vec<(String, String)> {
        std::mem::take(&mut self.lock().waiting)
    }

    /// How many lines there were for which there was no room.
    pub(crate) fn beyond(&self) -> usize {
        self.lock().heard.saturating_sub(MOST)
    }

    fn lock(&self) -> MutexGuard<'_, Lines> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_bounded() {
        let overheard = Overheard::default();
        for number in 0..MOST + 7 {
            overheard.hear("board", &number.to_string());
        }
        assert_eq!((overheard.take().len(), overheard.take().len(), overheard.beyond()), (MOST, 0, 7));
    }
}
