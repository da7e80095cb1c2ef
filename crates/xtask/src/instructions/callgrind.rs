//! Counting with valgrind's callgrind.

use std::env;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::measure::Subjects;
use crate::process;

/// Valgrind, known to be there.
pub(crate) struct Callgrind(());

impl Callgrind {
    /// Valgrind, where it is installed.
    ///
    /// # Errors
    ///
    /// Where it is not, with how to install it.
    pub(crate) fn find() -> Result<Callgrind> {
        process::succeed(Command::new("valgrind").arg("--version"), "install it with `apt-get install valgrind`")?;
        Ok(Callgrind(()))
    }

    /// Counts the instructions of a whole process, run in `folder`.
    ///
    /// # Errors
    ///
    /// Where the process fails.
    pub(crate) fn count(&self, program: &Path, args: &[&str], folder: &Path) -> Result<u64> {
        let mut valgrind = Command::new("valgrind");
        // The environment lies on the stack of the process and is looked through as it starts: every run gets the same.
        valgrind.env_clear().env("PATH", env::var_os("PATH").unwrap_or_default());
        valgrind.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]).arg(program).args(args);
        let output = process::succeed(valgrind.current_dir(folder), "")?;
        let said = String::from_utf8_lossy(&output.stderr);
        let count = said.lines().find_map(|line| line.split_once("Collected :")?.1.trim().parse().ok());
        count.with_context(|| format!("valgrind did not say how much it collected:\n{said}"))
    }

    /// Counts the instructions of one pass over `file`: `what` is `read`, or the format that is written after reading.
    /// What the process does before and after the passes cancels out between two runs.
    ///
    /// # Errors
    ///
    /// As for [`count`](Callgrind::count).
    pub(crate) fn pass(&self, subjects: &Subjects, what: &str, file: &str) -> Result<u64> {
        self.one_of_many(&subjects.passes, &[what, file], &subjects.folder)
    }

    /// Counts the instructions of one pass of pulldown-cmark over `file`, to HTML.
    ///
    /// # Errors
    ///
    /// As for [`count`](Callgrind::count).
    pub(crate) fn peer_pass(&self, subjects: &Subjects, file: &str) -> Result<u64> {
        self.one_of_many(&subjects.peer, &[file], &subjects.folder)
    }

    /// The program takes the number of passes as its last argument.
    fn one_of_many(&self, program: &Path, args: &[&str], folder: &Path) -> Result<u64> {
        let passes = |number: &str| self.count(program, &[args, &[number]].concat(), folder);
        Ok(passes("3")?.saturating_sub(passes("1")?) / 2)
    }
}
