//! The project's own tasks: `cargo xtask` lists them.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "the tasks are for people at a terminal, and tell them what was found"
)]

mod accuracy;
mod bench;
mod conformance;
mod corpus;
mod debian;
mod determinism;
mod guests;
mod instructions;
mod integration;
mod measure;
mod memory;
mod process;
mod program;
mod python;
mod schema;
mod shapes;
mod workspace;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use workspace::Workspace;

const USAGE: &str = "\
usage: cargo xtask TASK

  accuracy [--gold DIR] [--json FILE] [--bless]
      reads every document of a gold folder (default: `../shared/corpus/dev`), prints how much of the gold was found, and
      holds it against the folder's floors in crates/xtask/accuracy.toml (a folder that is not in the repository has none);
      FILE keeps the scorer's figures, --bless raises the floors to what is reached
  conformance [--schemas DIR] [--keep]
      converts the fixtures, the seed and the raw-text corpus to every format, and has independent judges look at the
      outputs; DIR holds `schemas/` and `validate/` (default: `../shared`), --keep keeps the outputs
  determinism
      converts every fixture article to every format in different surroundings, and compares the bytes
  guests [--bless]
      builds the examples of `plugins/` anew, with the compilers that are here or else can be had, has the program test each
      through its carriers, and runs the tests of components on what was built; --bless puts that into fixtures/plugins
  instructions [--bless]
      counts instructions under valgrind and holds them against crates/xtask/instructions.toml;
      --bless lowers what is recorded there, and adds what is not
  integration [--program FILE] [nats|spark]
      has real engines run the recipes of docs/recipes on loopback, and compares with what one `slugline stream` gives: NATS,
      and Spark where it is installed or asked for; FILE is a built program (default: the one that is built for release)
  bench
      prints the tables of docs/performance.md
  memory
      converts a stream of 10,000 stories, 200 MB in all, and makes a book of as many; holds the memory that either takes
      against what is promised
  schema [--check]
      writes the schemas of docs/schema that are made of types, or compares them; a test of slugline-cli keeps that of reports

exit codes: 0 all is well; 1 something does not hold; 2 no such task";

/// What can be asked for.
enum Task {
    Accuracy(accuracy::Options),
    Conformance(conformance::Options),
    Determinism,
    Guests(guests::Mode),
    Instructions(instructions::Mode),
    Integration(integration::Options),
    Bench,
    Memory,
    Schema(schema::Mode),
}

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    let Some(task) = Task::parse(&words) else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    match task.run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

impl Task {
    fn parse(words: &[&str]) -> Option<Task> {
        Some(match words {
            ["accuracy", rest @ ..] => Task::Accuracy(accuracy_options(rest)?),
            ["conformance", rest @ ..] => Task::Conformance(conformance_options(rest)?),
            ["determinism"] => Task::Determinism,
            ["guests"] => Task::Guests(guests::Mode::Test),
            ["guests", "--bless"] => Task::Guests(guests::Mode::Bless),
            ["instructions"] => Task::Instructions(instructions::Mode::Hold),
            ["instructions", "--bless"] => Task::Instructions(instructions::Mode::Bless),
            ["integration", rest @ ..] => Task::Integration(integration_options(rest)?),
            ["bench"] => Task::Bench,
            ["memory"] => Task::Memory,
            ["schema"] => Task::Schema(schema::Mode::Write),
            ["schema", "--check"] => Task::Schema(schema::Mode::Check),
            _ => return None,
        })
    }

    fn run(self) -> Result<()> {
        let workspace = Workspace::find()?;
        match self {
            Task::Accuracy(options) => accuracy::run(&workspace, &options),
            Task::Conformance(options) => conformance::run(&workspace, &options),
            Task::Determinism => determinism::run(&workspace),
            Task::Guests(mode) => guests::run(&workspace, mode),
            Task::Instructions(mode) => instructions::run(&workspace, mode),
            Task::Integration(options) => integration::run(&workspace, &options),
            Task::Bench => bench::run(&workspace),
            Task::Memory => memory::run(&workspace),
            Task::Schema(mode) => schema::run(&workspace, mode),
        }
    }
}

fn accuracy_options(mut words: &[&str]) -> Option<accuracy::Options> {
    let mut options = accuracy::Options::default();
    loop {
        words = match words {
            [] => return Some(options),
            ["--bless", rest @ ..] => {
                options.bless = true;
                rest
            }
            ["--gold", folder, rest @ ..] => {
                options.gold = Some(PathBuf::from(folder));
                rest
            }
            ["--json", file, rest @ ..] => {
                options.json = Some(PathBuf::from(file));
                rest
            }
            _ => return None,
        };
    }
}

fn conformance_options(mut words: &[&str]) -> Option<conformance::Options> {
    let mut options = conformance::Options::default();
    loop {
        words = match words {
            [] => return Some(options),
            ["--keep", rest @ ..] => {
                options.keep = true;
                rest
            }
            ["--schemas", folder, rest @ ..] => {
                options.schemas = Some(PathBuf::from(folder));
                rest
            }
            _ => return None,
        };
    }
}

fn integration_options(words: &[&str]) -> Option<integration::Options> {
    let (program, words) = match words {
        ["--program", file, rest @ ..] => (Some(PathBuf::from(file)), rest),
        words => (None, words),
    };
    let engine = match words {
        [] => None,
        [name] => Some(integration::Engine::named(name)?),
        _ => return None,
    };
    Some(integration::Options { engine, program })
}
