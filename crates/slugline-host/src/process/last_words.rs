//! What a program writes to standard error, as far as it is kept.

/// The last of what a program wrote to standard error.
#[derive(Debug, Default)]
pub(super) struct LastWords {
    bytes: Vec<u8>,
    /// Whether there was more before.
    cut: bool,
}

/// Bytes that are kept: the end of a traceback, or some hundred warnings. A program may write without end.
const KEPT: usize = 16 * 1024;

/// Lines that a message quotes, and characters of each.
const QUOTED: (usize, usize) = (3, 160);

impl LastWords {
    /// Adds what was written.
    pub(super) fn hear(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
        // Twice as much is let in before the front goes, so that each byte is moved once.
        if self.bytes.len() > 2 * KEPT {
            self.bytes.drain(..self.bytes.len() - KEPT);
            self.cut = true;
        }
    }

    /// Forgets what was written so far.
    pub(super) fn forget(&mut self) {
        self.bytes.clear();
        self.cut = false;
    }

    /// The lines, without blank ones; the first is `...` where there were more.
    pub(super) fn lines(&self) -> Vec<String> {
        let text = String::from_utf8_lossy(&self.bytes);
        let lines = text.lines().skip(usize::from(self.cut)).map(str::trim_end).filter(|line| !line.is_empty());
        self.cut.then_some("...").into_iter().chain(lines).map(str::to_owned).collect()
    }

    /// The last lines in one, for a message: `KeyError: 'title'`.
    pub(super) fn quote(&self) -> Option<String> {
        let (lines, characters) = QUOTED;
        let all = self.lines();
        let last = all.iter().skip(all.len().saturating_sub(lines));
        let last: Vec<String> = last.map(|line| line.trim().chars().take(characters).collect()).collect();
        (!last.is_empty()).then(|| last.join(" | "))
    }

    /// Whether any of `phrases` occurs.
    pub(super) fn mention(&self, phrases: &[&str]) -> bool {
        let text = String::from_utf8_lossy(&self.bytes);
        phrases.iter().any(|phrase| text.contains(phrase))
    }
}
