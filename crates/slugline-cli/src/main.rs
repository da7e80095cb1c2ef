//! The program `slugline`.
//!
//! Exit codes: 0 done; 1 an input failed or a warning was denied; 2 could not run.

mod args;
mod config;
mod convert;
mod excerpt;
mod explain;
mod finding;
mod formats;
mod harmless;
mod human;
mod inspect;
mod json;
mod report;
mod short;
mod tally;
mod terminal;
mod theme;
mod tree;

use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command};
use terminal::Terminal;

/// What is to be told to the shell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Exit {
    Done,
    Failed,
    CouldNotRun,
}

impl Exit {
    /// The number that the shell gets.
    fn code(self) -> u8 {
        match self {
            Exit::Done => 0,
            Exit::Failed => 1,
            Exit::CouldNotRun => 2,
        }
    }
}

fn main() -> ExitCode {
    let args = Args::parse();
    let mut terminal = Terminal::new(args.terminal);
    let ended = match args.command {
        Command::Convert(convert) => convert::run(*convert, &args.config, &mut terminal),
        Command::Explain(explain) => explain::run(&explain),
        Command::Formats(formats) => formats::run(&formats),
        Command::Theme(args) => theme::run(&args, &mut terminal),
        Command::Inspect(inspect) => inspect::run(inspect, &args.config, &mut terminal),
    };
    let exit = ended.unwrap_or_else(|error| {
        terminal.error(&error, None);
        match error.kind() {
            slugline::Kind::Usage => Exit::CouldNotRun,
            _ => Exit::Failed,
        }
    });
    ExitCode::from(exit.code())
}
