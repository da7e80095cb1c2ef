//! What was reached before: a file that only ever goes down.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use super::Figure;
use crate::workspace::Workspace;

const FILE: &str = "crates/xtask/instructions.toml";
const HEADER: &str = "\
# Instructions under valgrind, by what was counted. `cargo xtask instructions` fails 2 % above a figure;
# `--bless` lowers the figures to what it counts. One that has to rise is raised by hand, in a commit that says why.

";
/// What a count may be above the record, in percent: other processors and C libraries take other ways at process start.
const SLACK: u64 = 2;

/// The recorded counts.
pub(super) struct Ratchet {
    path: PathBuf,
    recorded: BTreeMap<String, u64>,
}

impl Ratchet {
    /// Reads the file: `name = count` lines of TOML. One that is not there records nothing.
    ///
    /// # Errors
    ///
    /// Where a line is anything else.
    pub(super) fn read(workspace: &Workspace) -> Result<Ratchet> {
        let path = workspace.file(FILE);
        let text = if path.exists() { fs::read_to_string(&path)? } else { String::new() };
        let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        let entry = |line: &str| {
            let (name, count) = line.split_once(" = ")?;
            Some((name.to_owned(), count.replace('_', "").parse().ok()?))
        };
        let recorded =
            lines.map(|line| entry(line).with_context(|| format!("{FILE}: expected a count, found `{line}`")));
        Ok(Ratchet { recorded: recorded.collect::<Result<_>>()?, path })
    }

    /// What was recorded under a name.
    pub(super) fn recorded(&self, name: &str) -> Option<u64> {
        self.recorded.get(name).copied()
    }

    /// What to say where a count is above its record, or has none.
    pub(super) fn fault(&self, figure: &Figure) -> Option<String> {
        let (name, count) = (&figure.name, figure.instructions);
        match self.recorded(name) {
            None => Some(format!("{name} is not recorded: `cargo xtask instructions --bless` does it")),
            Some(recorded) if count > recorded + recorded * SLACK / 100 => {
                let percent = (count as f64 / recorded.max(1) as f64 - 1.0) * 100.0;
                Some(format!("{name} took {count} instructions, {percent:.1} % more than the recorded {recorded}"))
            }
            Some(_) => None,
        }
    }

    /// Lowers the records to these counts, adds what has none, drops what is no longer counted, and writes the file.
    ///
    /// # Errors
    ///
    /// Where the file cannot be written.
    pub(super) fn bless(&mut self, figures: &[Figure]) -> Result<()> {
        self.lower(figures);
        let lines = self.recorded.iter().map(|(name, count)| format!("{name} = {count}\n"));
        let text = HEADER.to_owned() + &lines.collect::<String>();
        fs::write(&self.path, text).with_context(|| format!("cannot write {FILE}"))
    }

    fn lower(&mut self, figures: &[Figure]) {
        let lowest = |figure: &Figure| {
            let before = self.recorded(&figure.name).unwrap_or(u64::MAX);
            (figure.name.clone(), figure.instructions.min(before))
        };
        self.recorded = figures.iter().map(lowest).collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(name: &str, instructions: u64) -> Figure {
        Figure { name: name.to_owned(), instructions, bytes: None, limit: None }
    }

    #[test]
    fn records_only_go_down() {
        let recorded = [("higher", 900), ("lower", 1100), ("gone", 5)];
        let mut ratchet =
            Ratchet { path: PathBuf::new(), recorded: recorded.map(|(name, count)| (name.to_owned(), count)).into() };
        ratchet.lower(&[figure("higher", 1000), figure("lower", 1000), figure("new", 7)]);
        let lowered: Vec<(&str, u64)> = ratchet.recorded.iter().map(|(name, count)| (name.as_str(), *count)).collect();
        assert_eq!(lowered, [("higher", 900), ("lower", 1000), ("new", 7)]);
    }

    #[test]
    fn two_percent_above_the_record_is_a_fault() {
        let ratchet = Ratchet { path: PathBuf::new(), recorded: BTreeMap::from([("cold-html".to_owned(), 1000)]) };
        assert_eq!(ratchet.fault(&figure("cold-html", 1020)), None);
        let fault = ratchet.fault(&figure("cold-html", 1021));
        assert_eq!(fault.unwrap(), "cold-html took 1021 instructions, 2.1 % more than the recorded 1000");
        assert!(ratchet.fault(&figure("cold-epub", 1)).is_some());
    }
}
