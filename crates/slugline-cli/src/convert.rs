//! `slugline convert`: from arguments to a job, and from its reports to an exit code.

use std::io::{self, IsTerminal};

use slugline::{BadFile, Build, Job, Registry, Request, Result, Target, Values};

use crate::Exit;
use crate::args::{ConfigArgs, ConvertArgs};
use crate::config;
use crate::denial::{Denial, Met};
use crate::nowhere;
use crate::records::Records;
use crate::shelf::{self, Shelf};
use crate::summary::Summary;
use crate::terminal::Terminal;

pub(crate) fn run(mut args: ConvertArgs, config: &ConfigArgs, terminal: &mut Terminal) -> Result<Exit, BadFile> {
    let shelf = Shelf::open(config, &args.plugins, &args.allowed, terminal.logs())?;
    let plugins = shelf.plugins(args.writing.names(&args.from, &args.to), &args.writing.set)?;
    let list = plugins.list();
    let registry = plugins.registry(&list);
    let profile = config::profile(shelf.files, registry, terminal)?;
    let denial = Denial::new(&args.strictness, plugins.has_outside())?;
    let (kept, comparison) = (std::mem::take(&mut args.records), args.comparison);
    shelf::doubt_cache(&args.cache, &args.inputs, terminal);
    let cache = shelf::cache(std::mem::take(&mut args.cache), terminal);
    let mut request = request(args, profile, registry)?;
    request.reserved = kept.files();
    kept.refuse_shared_stdout(&request.target, comparison)?;
    let is_for_stdout = matches!(request.target, Target::Stdout { .. } | Target::Unnamed { .. });
    let job = Job::new(request, registry)?;
    if is_for_stdout {
        nowhere::warn(terminal);
    }
    let build = cache.iter().fold(Build::from(job), Build::with_cache);
    let exit = tell(build, denial, Records::create(&kept)?, terminal)?;
    cache.iter().for_each(|cache| shelf::end_cache(cache, terminal));
    Ok(exit)
}

/// Runs one job or several, and tells what becomes of them.
pub(crate) fn tell(
    build: Build<'_>,
    denial: Denial,
    mut records: Records<'_>,
    terminal: &mut Terminal,
) -> Result<Exit> {
    let (mut exit, mut met, mut added) = (Exit::Done, Met::default(), Ok(()));
    let build = records.prepare(build);
    terminal.point_out(denial.clone());
    let mut summary = Summary::begin();
    terminal.begin(build.inputs());
    build.run(&mut |told| {
        terminal.report(told);
        summary.count(told);
        terminal.advance(summary.inputs());
        if told.failed {
            exit = Exit::Failed;
        }
        let is_denied = denial.meets(told.diagnostics, &mut met);
        if added.is_ok() {
            added = records.add(told, &denial, is_denied);
        }
    })?;
    terminal.sum_up();
    terminal.inputs_ended(summary);
    for fault in denial.faults(&met) {
        terminal.denied(&fault);
        exit = Exit::Failed;
    }
    added?;
    records.finish(exit.code())?;
    Ok(exit)
}

fn request(mut args: ConvertArgs, profile: Values, registry: Registry<'_>) -> Result<Request> {
    let settings = args.writing.settings(profile, args.text.encoding.as_deref(), registry)?;
    let listed = args.many.listed(&args.inputs)?;
    let is_terminal = io::stdout().is_terminal();
    let target = match (args.output, args.out_dir) {
        (Some(file), _) if file.as_os_str() == "-" => Target::Stdout { is_terminal },
        (Some(file), _) => Target::File(file),
        (None, Some(path)) => Target::Folder { path, bundle: args.bundle },
        (None, None) => Target::Unnamed { is_terminal },
    };
    Ok(Request {
        inputs: args.inputs,
        listed,
        stdin_name: args.stdin_filename,
        steps: args.writing.steps(&args.from, args.to, args.strictness.holds()),
        settings,
        theme: args.writing.theme,
        target,
        purpose: args.comparison.purpose(),
        limit: args.text.limit.0,
        jobs: args.many.jobs,
        ..Request::default()
    })
}
