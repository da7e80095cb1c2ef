//! What a program writes to standard error, as far as it is kept.

use std::path::Path;

/// The last of what a program wrote to standard error.
#[derive(Debug)]
pub(super) struct LastWords {
    /// What the names of the plugin's own files begin with: its folder, and a slash.
    folder: String,
    bytes: Vec<u8>,
    /// Whether there was more before.
    cut: bool,
}

/// Bytes that are kept: the end of a traceback, or some hundred warnings. A program may write without end.
const KEPT: usize = 16 * 1024;

/// Lines that a message quotes, and characters of each.
const QUOTED: (usize, usize) = (3, 160);

impl LastWords {
    /// Nothing yet of a program of the plugin in `folder`, which is an absolute path.
    pub(super) fn of(folder: &Path) -> LastWords {
        LastWords { folder: format!("{}/", folder.display()), bytes: Vec::new(), cut: false }
    }

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

    /// The last lines in one, for a message: `KeyError: 'title'`. If none of them names a file of the plugin, the last one that
    /// does goes before them: of a long traceback it is the one whose author can do something. Files are named from the folder.
    pub(super) fn quote(&self) -> Option<String> {
        let (lines, characters) = QUOTED;
        let mut all = self.lines();
        all.retain(|line| !is_mark(line));
        let (before, last) = all.split_at(all.len().saturating_sub(lines));
        let names_file = |line: &&String| line.contains(&self.folder);
        let place = before.iter().rfind(names_file).filter(|_| !last.iter().any(|line| names_file(&line)));
        let quoted = place.into_iter().chain(last).map(|line| line.replace(&self.folder, ""));
        let quoted: Vec<String> = quoted.map(|line| line.trim().chars().take(characters).collect()).collect();
        (!quoted.is_empty()).then(|| quoted.join(" | "))
    }

    /// Whether any of `phrases` occurs.
    pub(super) fn mention(&self, phrases: &[&str]) -> bool {
        let text = String::from_utf8_lossy(&self.bytes);
        phrases.iter().any(|phrase| text.contains(phrase))
    }
}

/// Whether a line only points at the one above it, as Python and compilers have it: `    ~~~~^^^`. In one line it points nowhere.
fn is_mark(line: &str) -> bool {
    line.chars().all(|letter| matches!(letter, ' ' | '\t' | '^' | '~'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(said: &str, quote: &str) {
        let mut words = LastWords::of(Path::new("/srv/board"));
        words.hear(said.as_bytes());
        assert_eq!(words.quote().as_deref(), Some(quote));
    }

    #[test]
    fn the_file_and_line_of_a_syntax_error_are_quoted() {
        check(
            "  File \"/srv/board/board.py\", line 3\n    def write(edition, cx)\n                          ^\nSyntaxError: expected ':'\n",
            "File \"board.py\", line 3 | def write(edition, cx) | SyntaxError: expected ':'",
        );
    }

    #[test]
    fn of_a_traceback_the_last_place_in_the_plugin_is_quoted() {
        let own =
            |line| format!("  File \"/srv/board/board.py\", line {line}, in <module>\n    start()\n    ~~~~~^^\n");
        let library = "  File \"/usr/lib/python3/json/decoder.py\", line 345, in decode\n    raise JSONDecodeError\n";
        check(
            &format!("Traceback (most recent call last):\n{}{}{library}JSONDecodeError: no value\n", own(9), own(3)),
            "File \"board.py\", line 3, in <module> | File \"/usr/lib/python3/json/decoder.py\", line 345, in decode \
             | raise JSONDecodeError | JSONDecodeError: no value",
        );
    }

    #[test]
    fn what_is_quoted_is_bounded() {
        let mut words = LastWords::of(Path::new("/srv/board"));
        words.hear("long ".repeat(100_000).as_bytes());
        words.hear("\n/srv/board/board.sh: 3: no such command\none\ntwo\nthree\n".as_bytes());
        assert_eq!(words.quote().as_deref(), Some("board.sh: 3: no such command | one | two | three"));
    }
}
