//! Engines that split work among many processes, on loopback, with the recipes of `docs/recipes`.
//!
//! Whatever an engine does, what comes out is held against what one `slugline stream` gives for the same records, byte for
//! byte, and that against what the records are known to become.

mod alone;
mod nats;
mod records;
mod spark;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::program::Program;
use crate::workspace::Workspace;
use alone::Answers;

/// How `slugline stream` is asked to convert.
const SETTINGS: [&str; 2] = ["--to", "jsonld"];

/// What is run.
#[derive(Default)]
pub(crate) struct Options {
    /// An engine. `None`: each that needs no large download, or had it before.
    pub(crate) engine: Option<Engine>,
    /// A built program. `None`: it is built for release.
    pub(crate) program: Option<PathBuf>,
}

/// What splits the work.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Engine {
    Nats,
    Spark,
}

impl Engine {
    /// The engine of that name.
    pub(crate) fn named(name: &str) -> Option<Engine> {
        match name {
            "nats" => Some(Engine::Nats),
            "spark" => Some(Engine::Spark),
            _ => None,
        }
    }
}

/// Runs the engines, and prints what each did.
///
/// # Errors
///
/// Where an engine cannot be had or started, where an answer is missing, doubled, out of its order, or other than what
/// slugline alone gives.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    let program = match &options.program {
        Some(path) => Program::at(path)?,
        None => Program::build(workspace)?,
    };
    if options.engine != Some(Engine::Spark) {
        nats::run(workspace, &program).context("nats")?;
    }
    match options.engine {
        Some(Engine::Nats) => {}
        None if !spark::is_installed(workspace) => {
            println!("spark: not run, since it is not installed; `cargo xtask integration spark` does both");
        }
        Some(Engine::Spark) | None => spark::run(workspace, &program).context("spark")?,
    }
    Ok(())
}

/// Holds a file of answers against what it has to be.
///
/// # Errors
///
/// Where they differ; the first line that does is named.
fn hold(file: &Path, answers: &[u8]) -> Result<()> {
    let found = fs::read(file).with_context(|| format!("there is no {}", file.display()))?;
    if found == answers {
        return Ok(());
    }
    let [found, wanted] = [&found[..], answers].map(|text| text.split_inclusive(|byte| *byte == b'\n'));
    let [lines, wanted_lines] = [found.clone().count(), wanted.clone().count()];
    let same = found.clone().zip(wanted.clone()).take_while(|(found, wanted)| found == wanted).count();
    let [found, wanted] = [found, wanted].map(|mut lines| lines.nth(same).unwrap_or(b"nothing"));
    bail!(
        "{} has {lines} lines and not the {wanted_lines} of one slugline alone, or others: line {} is\n  {}\nand not\n  {}",
        file.display(),
        same + 1,
        String::from_utf8_lossy(found).trim_end(),
        String::from_utf8_lossy(wanted).trim_end(),
    )
}

/// Holds the two files of a folder, which have the answers of records that came out and of those that failed.
///
/// # Errors
///
/// As [`hold`].
fn hold_kinds(folder: &Path, [results, errors]: [&str; 2], alone: &Answers) -> Result<()> {
    hold(&folder.join(results), &alone.of_kind(true))?;
    hold(&folder.join(errors), &alone.of_kind(false))
}
