//! `slugline watch`: the hot folder of a newsroom. What is put there is converted, and moved away with its log.
//!
//! An input is in the folder until all of its outputs and its log are written, and a rename takes it out: whenever the watch is
//! killed, the next one finds what is left to do, and does what was half done again, under the same names.

mod crew;
mod folders;
mod hot;
mod place;
mod told;
mod work;

use std::sync::Arc;
use std::time::Duration;

use slugline::{BadFile, Error, Kind, Pipeline, Result, threads_for};

use crate::Exit;
use crate::args::{ConfigArgs, MessageFormat, WatchArgs};
use crate::config;
use crate::denial::Denial;
use crate::shelf::Shelf;
use crate::terminal::Terminal;
use folders::Folders;
use place::Mover;
use work::Line;

/// The longest that a file is waited for.
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

pub(crate) fn run(mut args: WatchArgs, config: &ConfigArgs, terminal: &mut Terminal) -> Result<Exit, BadFile> {
    refuse_logs_with_an_end(terminal)?;
    let shelf = Shelf::open(config, &args.plugins, &args.allowed, terminal.logs())?;
    let plugins = shelf.plugins(args.writing.names(&args.from, &args.to), &args.writing.set)?;
    let list = plugins.list();
    let registry = plugins.registry(&list);
    let profile = config::profile(shelf.files, registry, terminal)?;
    let denial = Denial::new(&args.strictness, plugins.has_outside())?;
    let mut settings = args.writing.settings(profile, args.text.encoding.as_deref(), registry)?;
    let steps = args.writing.steps(&args.from, std::mem::take(&mut args.to), args.strictness.holds());
    settings.bind_theme(args.writing.theme.as_deref(), &steps.to, registry)?;
    let pipeline = Arc::new(Pipeline::new(registry, &steps, settings)?);
    let line = Line {
        pipeline,
        folders: Folders::open(&args)?,
        mover: Mover::default(),
        denial,
        limit: args.text.limit.0,
        voice: terminal.voice(),
    };
    let counts = crew::run(&line, settle(args.settle)?, threads_for(args.jobs), args.once, terminal)?;
    match args.once && counts.failed + counts.stuck > 0 {
        true => Ok(Exit::Failed),
        false => Ok(Exit::Done),
    }
}

/// Refuses message formats that are complete at the end of a run alone, or are for one.
fn refuse_logs_with_an_end(terminal: &Terminal) -> Result<()> {
    match terminal.format() {
        MessageFormat::Human | MessageFormat::Short | MessageFormat::Json => Ok(()),
        MessageFormat::Sarif | MessageFormat::Github => {
            let error = Error::new(Kind::Usage, "a watch has no messages as SARIF or for GitHub");
            Err(error.help("programs read `--message-format json`; `slugline convert` has the others"))
        }
    }
}

/// How long a file must not have changed, in so many seconds.
fn settle(seconds: f64) -> Result<Duration> {
    match Duration::try_from_secs_f64(seconds) {
        Ok(settle) if settle <= LONGEST => Ok(settle),
        Ok(_) | Err(_) => {
            let error = Error::new(Kind::Usage, format!("`--settle {seconds}` is no time to wait for a file"));
            Err(error.help("`--settle 0.5` waits half a second; a day is the longest"))
        }
    }
}
