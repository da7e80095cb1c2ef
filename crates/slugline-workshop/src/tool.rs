//! Programs of others: compilers, and what packs their outcome.

use std::ffi::{OsStr, OsString};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use slugline_core::{Error, Kind, Result};

use crate::build::Heard;

/// Lines of what a program printed that are shown where it fails: the first of them are the oldest, and least to the point.
const LAST_LINES: usize = 40;

/// A program by name, and the words that go before all others: `python3 -m ziglang cc`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tool(Vec<OsString>);

impl Tool {
    /// The tool that a command line calls.
    pub(crate) fn of(words: &str) -> Tool {
        Tool(words.split_whitespace().map(OsString::from).collect())
    }

    /// The tool that is the program at `path`.
    pub(crate) fn at(path: &Path) -> Tool {
        Tool(vec![path.as_os_str().to_owned()])
    }

    /// The program that a variable of the environment names, such as `CARGO`: a path, blanks and all. An empty one says
    /// nothing.
    pub(crate) fn at_variable(name: &str) -> Option<Tool> {
        let path = std::env::var_os(name).filter(|path| !path.is_empty())?;
        Some(Tool::at(Path::new(&path)))
    }

    /// The command line that a variable of the environment sets, such as `CC`: a program and words for it. An empty one says
    /// nothing.
    pub(crate) fn of_variable(name: &str) -> Option<Tool> {
        let tool = Tool::of(&std::env::var(name).ok()?);
        (!tool.0.is_empty()).then_some(tool)
    }

    /// The command that calls it.
    pub(crate) fn command(&self) -> Command {
        let mut words = self.0.iter().map(OsString::as_os_str);
        let mut command = Command::new(words.next().unwrap_or(OsStr::new("")));
        command.args(words).stdin(Stdio::null());
        command
    }

    /// As a user would call it.
    pub(crate) fn in_words(&self) -> String {
        self.0.iter().map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
    }

    /// Runs `command`, which calls it, and gives what that printed. What it says of success too is handed on.
    ///
    /// # Errors
    ///
    /// [`Kind::Usage`] where there is no such program, [`Kind::Invalid`] where it fails; its last words are handed on.
    pub(crate) fn run(&self, mut command: Command, heard: &mut dyn FnMut(Heard<'_>)) -> Result<Output> {
        let tool = self.in_words();
        let output = command.output().map_err(|cause| {
            let error = Error::io(format!("`{tool}` cannot be run"), cause);
            Error::new(Kind::Usage, error.to_string())
        })?;
        let said = String::from_utf8_lossy(&output.stderr);
        let lines: Vec<&str> = said.lines().collect();
        for line in lines.iter().skip(lines.len().saturating_sub(LAST_LINES)) {
            heard(Heard::Tool(line));
        }
        match output.status.success() {
            true => Ok(output),
            false => {
                let how = output.status.code().map_or("was ended".to_owned(), |code| format!("ended with {code}"));
                let last = lines.iter().rev().find(|line| !line.trim().is_empty());
                let last = last.map(|line| format!(": {}", line.trim())).unwrap_or_default();
                Err(Error::new(Kind::Invalid, format!("`{tool}` {how}{last}")))
            }
        }
    }

    /// Whether it can do what `command` asks of it. What it prints is nobody's concern.
    pub(crate) fn can(mut command: Command) -> bool {
        command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
    }
}
