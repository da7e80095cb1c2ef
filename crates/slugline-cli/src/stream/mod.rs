//! `slugline stream`: a record in, an answer out, for whoever splits millions of stories among programs.
//!
//! A line of JSON in, a line of JSON out, in the same order, whatever is in it: a fault is the answer of its record. What a
//! record becomes depends on that record alone, so that a stream can be split anywhere.
//!
//! Source: ECOSYSTEM.md section 5.

mod answer;
mod lane;
mod lines;
mod record;
mod text;
mod watch;
mod work;

use std::io::{self, Write};
use std::time::Duration;

use slugline::{BadFile, Error, Pipeline};

use crate::Exit;
use crate::args::{ConfigArgs, FlushArg, StreamArgs};
use crate::config;
use crate::nowhere;
use crate::shelf::Shelf;
use crate::terminal::Terminal;
use lines::Lines;

pub(crate) fn run(mut args: StreamArgs, config: &ConfigArgs, terminal: &mut Terminal) -> Result<Exit, BadFile> {
    let shelf = Shelf::open(config, &args.plugins, &args.allowed, terminal.logs())?;
    let names = args.writing.names(&args.from, std::slice::from_ref(&args.to));
    let plugins = shelf.plugins(names, &args.writing.set)?;
    let list = plugins.list();
    let registry = plugins.registry(&list);
    let profile = config::profile(shelf.files, registry, terminal)?;
    let mut settings = args.writing.settings(profile, args.encoding.as_deref(), registry)?;
    let steps = args.writing.steps(&args.from, vec![args.to], args.allow);
    settings.bind_theme(args.writing.theme.as_deref(), &steps.to, registry)?;
    let line = Line {
        pipeline: Pipeline::new(registry, &steps, settings)?,
        max_record: args.max_record.0,
        time_limit: (args.time_limit > 0).then(|| Duration::from_secs(args.time_limit)),
    };
    nowhere::warn(terminal);
    let input = watch::Input::open().map_err(|error| Error::io("cannot wait for signals", error))?;
    let lines = Lines::new(input, line.max_record, args.flush == FlushArg::Line);
    let counts = lane::run(&line, lines, args.jobs, &mut hand_on)?;
    if args.trailer {
        hand_on(&counts.trailer())?;
    }
    match counts.errors > 0 && args.fail_on_error {
        true => Ok(Exit::Failed),
        false => Ok(Exit::Done),
    }
}

/// What every record goes through.
struct Line<'p> {
    pipeline: Pipeline<'p>,
    /// Bytes that the line of a record may have.
    max_record: u64,
    /// How long the work on one may take. `None`: as long as it takes.
    time_limit: Option<Duration>,
}

/// Writes answers to standard output. Whether anybody takes them.
///
/// # Errors
///
/// [`Kind::Io`](slugline::Kind::Io) where they cannot be written.
fn hand_on(bytes: &[u8]) -> slugline::Result<bool> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(false),
        Err(error) => Err(Error::io("cannot write to standard output", error)),
    }
}
