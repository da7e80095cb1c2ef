//! `slugline convert`: from arguments to a job, and from its reports to an exit code.

use std::io::{self, IsTerminal};
use std::path::Path;

use slugline::{BadFile, Error, Job, Kind, Registry, Request, Result, Steps, Target, Values};

use crate::Exit;
use crate::args::{ConfigArgs, ConvertArgs};
use crate::config;
use crate::denial::{Denial, Met};
use crate::report::RunReport;
use crate::shelf::Shelf;
use crate::summary::Summary;
use crate::terminal::Terminal;

pub(crate) fn run(mut args: ConvertArgs, config: &ConfigArgs, terminal: &mut Terminal) -> Result<Exit, BadFile> {
    let shelf = Shelf::open(config, &args.plugins, &args.allowed, terminal.logs())?;
    let names = named(&args.from).into_iter().chain(&args.to).chain(&args.transform).chain(&args.lint);
    let plugins = shelf.plugins(names, &args.set)?;
    let list = plugins.list();
    let registry = plugins.registry(&list);
    let profile = config::profile(shelf.files, registry, terminal)?;
    let denial = Denial::new(&args.strictness, plugins.has_outside())?;
    let path = args.report.take();
    let mut request = request(args, profile, registry)?;
    request.reserved = path.clone().filter(|path| path.as_os_str() != "-");
    refuse_shared_stdout(&request, path.as_deref())?;
    let job = Job::new(request, registry)?;
    let report = path.as_deref().map(RunReport::create).transpose()?;
    Ok(tell(job, denial, report, terminal)?)
}

/// Runs a job and tells what becomes of it.
pub(crate) fn tell(
    job: Job<'_>,
    denial: Denial,
    mut report: Option<RunReport>,
    terminal: &mut Terminal,
) -> Result<Exit> {
    let (mut exit, mut met, mut added) = (Exit::Done, Met::default(), Ok(()));
    terminal.point_out(denial.clone());
    let mut summary = Summary::begin();
    terminal.begin(job.inputs());
    job.run(&mut |told| {
        terminal.report(told);
        summary.count(told);
        terminal.advance(summary.inputs());
        if told.failed {
            exit = Exit::Failed;
        }
        let is_denied = denial.meets(told.diagnostics, &mut met);
        if let (Some(report), Ok(())) = (&mut report, &added) {
            added = report.add(told, is_denied);
        }
    })?;
    terminal.sum_up();
    terminal.inputs_ended(summary);
    for message in denial.messages(&met) {
        terminal.denied(message);
        exit = Exit::Failed;
    }
    added?;
    report.map_or(Ok(()), |report| report.finish(exit.code()))?;
    Ok(exit)
}

/// Refuses a report and an output that would both be on standard output.
fn refuse_shared_stdout(request: &Request, report: Option<&Path>) -> Result<()> {
    let is_shared = request.reserved.is_none() && report.is_some();
    match request.target {
        Target::Stdout { .. } | Target::Unnamed { .. } if is_shared => {
            let error = Error::new(Kind::Usage, "standard output cannot hold both an output and the report");
            Err(error.help("name a file with `--report FILE`, or one for the output with `-o FILE`"))
        }
        Target::Stdout { .. } | Target::Unnamed { .. } | Target::Nowhere | Target::File(_) | Target::Folder { .. } => {
            Ok(())
        }
    }
}

fn request(args: ConvertArgs, profile: Values, registry: Registry<'_>) -> Result<Request> {
    let mut settings = config::settings(profile, &args.set, args.encoding.as_deref(), registry)?;
    config::add_for_writing(&mut settings, args.assets)?;
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
        steps: Steps {
            from: named(&args.from).cloned(),
            transforms: args.transform,
            linters: args.lint,
            to: args.to,
            allow: args.strictness.holds(),
        },
        settings,
        theme: args.theme,
        target,
        reserved: None,
        limit: args.limit.0,
        jobs: args.many.jobs,
    })
}

/// The format that the user names; `auto` is none.
pub(crate) fn named(format: &String) -> Option<&String> {
    (format != "auto").then_some(format)
}
