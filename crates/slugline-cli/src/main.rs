//! The program `slugline`.
//!
//! Exit codes: 0 done; 1 an input failed or a warning was denied; 2 could not run; 130 and 143 ended by Ctrl-C or SIGTERM.

mod args;
mod build;
mod completion;
mod config;
mod convert;
mod denial;
mod excerpt;
mod explain;
mod finding;
mod formats;
mod github;
mod harmless;
mod human;
mod init;
mod inspect;
mod json;
mod junit;
mod lint;
mod listing;
mod man;
mod nowhere;
mod overheard;
mod plugin;
mod progress;
mod records;
mod report;
mod sarif;
mod schema;
mod shelf;
mod short;
mod show;
mod stream;
mod summary;
mod tally;
mod terminal;
mod theme;
mod tree;
mod watch;
mod writing;

use std::process::ExitCode;

use args::{Args, Command};
use slugline::BadFile;
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

/// Has signals leave nothing behind. Where there is no room for handlers, they end the program all the same.
#[cfg(unix)]
fn listen(command: &Command) {
    use slugline::host::ending::{SIGINT, SIGTERM, on_signals};
    let _ = match command {
        // For it, SIGTERM is the end of what it reads.
        Command::Stream(_) => on_signals(&[SIGINT]),
        // It finishes what is in work, and listens by itself.
        Command::Watch(_) => Ok(()),
        _ => on_signals(&[SIGINT, SIGTERM]),
    };
}

fn main() -> ExitCode {
    completion::answer();
    let args = Args::read();
    #[cfg(unix)]
    listen(&args.command);
    let mut terminal = Terminal::new(args.terminal);
    let ended = match args.command {
        Command::Build(build) => build::run(*build, &args.config, &mut terminal),
        Command::Completions(completions) => completion::run(&completions).map_err(BadFile::from),
        Command::Config(settings) => show::run(&settings, &args.config, &mut terminal),
        Command::Convert(convert) => convert::run(*convert, &args.config, &mut terminal),
        Command::Explain(explain) => explain::run(&explain).map_err(BadFile::from),
        Command::Formats(formats) => formats::run(&formats, &args.config),
        Command::Man(man) => man::run(&man, &mut terminal).map_err(BadFile::from),
        Command::Init => init::run(&mut terminal).map_err(BadFile::from),
        Command::Schema(schema) => schema::run(&schema).map_err(BadFile::from),
        Command::Stream(stream) => stream::run(*stream, &args.config, &mut terminal),
        Command::Theme(args) => theme::run(&args, &mut terminal).map_err(BadFile::from),
        Command::Inspect(inspect) => inspect::run(inspect, &args.config, &mut terminal),
        Command::Lint(lint) => lint::run(lint, &args.config, &mut terminal),
        Command::Plugin(command) => plugin::run(command, &args.config, &mut terminal),
        Command::Watch(watch) => watch::run(*watch, &args.config, &mut terminal),
    };
    let exit = ended.unwrap_or_else(|BadFile { error, file }| {
        terminal.error(&error, file.as_deref());
        match error.kind() {
            slugline::Kind::Usage => Exit::CouldNotRun,
            _ => Exit::Failed,
        }
    });
    terminal.end(exit.code());
    ExitCode::from(exit.code())
}
