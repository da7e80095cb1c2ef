//! The program `slugline`.
//!
//! Exit codes: 0 done; 1 an input failed or a warning was denied; 2 could not run.

mod args;
mod config;
mod convert;
mod excerpt;
mod formats;
mod inspect;
mod report;
mod tally;
mod tree;

use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command};
use report::Terminal;

/// What is to be told to the shell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Exit {
    Done,
    Failed,
    CouldNotRun,
}

fn main() -> ExitCode {
    let args = Args::parse();
    let mut terminal = Terminal::new(args.terminal);
    let ended = match args.command {
        Command::Convert(convert) => convert::run(*convert, &args.config, &mut terminal),
        Command::Formats(formats) => formats::run(&formats),
        Command::Inspect(inspect) => inspect::run(inspect, &args.config, &mut terminal),
    };
    let exit = ended.unwrap_or_else(|error| {
        terminal.error(&error, None);
        match error.kind() {
            slugline::Kind::Usage => Exit::CouldNotRun,
            _ => Exit::Failed,
        }
    });
    match exit {
        Exit::Done => ExitCode::SUCCESS,
        Exit::Failed => ExitCode::from(1),
        Exit::CouldNotRun => ExitCode::from(2),
    }
}
