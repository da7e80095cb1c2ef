//! `slugline convert`: from arguments to a job, and from its reports to an exit code.

use std::io::{self, IsTerminal};
use std::path::Path;

use slugline::{BadFile, Build, Error, Job, Kind, Registry, Request, Result, Target, Values, write_stdout};

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
    let plugins = shelf.plugins(args.writing.names(&args.from, &args.to), &args.writing.set)?;
    let list = plugins.list();
    let registry = plugins.registry(&list);
    let profile = config::profile(shelf.files, registry, terminal)?;
    let denial = Denial::new(&args.strictness, plugins.has_outside())?;
    let path = args.report.take();
    let shows_diff = args.comparison.diff;
    let mut request = request(args, profile, registry)?;
    request.reserved = path.clone().filter(|path| path.as_os_str() != "-");
    let is_output = matches!(request.target, Target::Stdout { .. } | Target::Unnamed { .. });
    refuse_shared_stdout(is_output || shows_diff, path.as_deref())?;
    let job = Job::new(request, registry)?;
    let report = path.as_deref().map(RunReport::create).transpose()?;
    Ok(tell(job.into(), Wishes { denial, report, shows_diff }, terminal)?)
}

/// What the user wants of a run beside its outputs.
pub(crate) struct Wishes<'f> {
    pub(crate) denial: Denial,
    pub(crate) report: Option<RunReport<'f>>,
    /// Whether that in which outputs differ from their files is shown on standard output.
    pub(crate) shows_diff: bool,
}

/// Runs one job or several, and tells what becomes of them.
pub(crate) fn tell(build: Build<'_>, wishes: Wishes<'_>, terminal: &mut Terminal) -> Result<Exit> {
    let Wishes { denial, mut report, shows_diff } = wishes;
    let (mut exit, mut met, mut added, mut shown) = (Exit::Done, Met::default(), Ok(()), Ok(()));
    let build = if report.is_some() { build.hashed() } else { build };
    terminal.point_out(denial.clone());
    let mut summary = Summary::begin();
    terminal.begin(build.inputs());
    build.run(&mut |told| {
        terminal.report(told);
        for difference in told.differences.iter().filter(|_| shows_diff) {
            if shown.is_ok() {
                shown = write_stdout(difference.text.as_bytes());
            }
        }
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
    shown.and(added)?;
    report.map_or(Ok(()), |report| report.finish(exit.code()))?;
    Ok(exit)
}

/// Refuses a report on standard output beside something else that is written there.
pub(crate) fn refuse_shared_stdout(is_taken: bool, report: Option<&Path>) -> Result<()> {
    if is_taken && report.is_some_and(|path| path.as_os_str() == "-") {
        let error = Error::new(Kind::Usage, "standard output cannot hold both an output and the report");
        return Err(error.help("name a file with `--report FILE`, or one for the output with `-o FILE`"));
    }
    Ok(())
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
        name: None,
        inputs: args.inputs,
        listed,
        stdin_name: args.stdin_filename,
        steps: args.writing.steps(&args.from, args.to, args.strictness.holds()),
        settings,
        theme: args.writing.theme,
        target,
        purpose: args.comparison.purpose(),
        reserved: None,
        limit: args.text.limit.0,
        jobs: args.many.jobs,
    })
}
