//! What comes of a run beside its outputs: the report, test results, and in what outputs differ from their files.

use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};

use slugline::{Build, Error, Kind, Report, Result, Target, write_stdout};

use crate::args::{ComparisonArgs, RecordArgs};
use crate::denial::Denial;
use crate::harmless::Harmless;
use crate::junit::JUnit;
use crate::report::RunReport;

/// The files that a run keeps, in the making.
#[derive(Default)]
pub(crate) struct Records<'p> {
    report: Option<RunReport<'p>>,
    junit: Option<JUnit<'p>>,
}

impl<'p> Records<'p> {
    /// Begins those that the user names.
    ///
    /// # Errors
    ///
    /// Where there can be no file of a name.
    pub(crate) fn create(args: &'p RecordArgs) -> Result<Records<'p>> {
        Ok(Records {
            report: args.report.as_deref().map(RunReport::create).transpose()?,
            junit: args.junit.as_deref().map(JUnit::create).transpose()?,
        })
    }

    /// The jobs, as they are to be run for them.
    pub(crate) fn prepare<'j>(&self, build: Build<'j>) -> Build<'j> {
        if self.report.is_some() { build.hashed() } else { build }
    }

    /// Adds what became of a story or an edition. `is_denied`: there was what `denial` does not let pass.
    ///
    /// # Errors
    ///
    /// Where it cannot be written.
    pub(crate) fn add(&mut self, told: &Report<'_>, denial: &Denial, is_denied: bool) -> Result<()> {
        if let Some(junit) = &mut self.junit {
            junit.add(told, denial, is_denied);
        }
        told.differences.iter().try_for_each(|difference| show(&difference.text))?;
        self.report.as_mut().map_or(Ok(()), |report| report.add(told, is_denied))
    }

    /// Ends them, and puts them in their places.
    ///
    /// # Errors
    ///
    /// Where one cannot be written.
    pub(crate) fn finish(self, exit_code: u8) -> Result<()> {
        let written = self.report.map_or(Ok(()), |report| report.finish(exit_code));
        self.junit.map_or(Ok(()), JUnit::finish).and(written)
    }
}

/// Shows a diff. What it quotes may hold anything, and a terminal would obey it.
fn show(diff: &str) -> Result<()> {
    if !io::stdout().is_terminal() {
        return write_stdout(diff.as_bytes());
    }
    let lines: String = diff.lines().map(|line| format!("{}\n", Harmless(line))).collect();
    write_stdout(lines.as_bytes())
}

impl RecordArgs {
    /// The files that are asked for, but for standard output.
    pub(crate) fn files(&self) -> Vec<PathBuf> {
        self.named().filter(|path| path.as_os_str() != "-").map(Path::to_owned).collect()
    }

    /// Refuses what would be on standard output together.
    ///
    /// # Errors
    ///
    /// Where it would.
    pub(crate) fn refuse_shared_stdout(&self, target: &Target, comparison: ComparisonArgs) -> Result<()> {
        let there = self.named().filter(|path| path.as_os_str() == "-").count();
        let is_output_there = matches!(target, Target::Stdout { .. } | Target::Unnamed { .. });
        let (both, advice) = match (there, is_output_there, comparison.diff) {
            (0, ..) | (1, false, false) => return Ok(()),
            (_, true, _) => ("an output and the report", ", or one for the output with `-o FILE`"),
            (_, false, true) => ("a diff and the report", ""),
            (_, false, false) => ("the report and test results", ""),
        };
        let name = if self.junit.as_deref().is_some_and(|path| path.as_os_str() == "-") { "junit" } else { "report" };
        let error = Error::new(Kind::Usage, format!("standard output cannot hold both {both}"));
        Err(error.help(format!("name a file with `--{name} FILE`{advice}")))
    }

    fn named(&self) -> impl Iterator<Item = &Path> {
        self.report.iter().chain(&self.junit).map(PathBuf::as_path)
    }
}
