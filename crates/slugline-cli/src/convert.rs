//! `slugline convert`: from arguments to a job, and from its reports to an exit code.

use std::io::{self, IsTerminal};

use slugline::diagnostic::Severity;
use slugline::{Job, Registry, Request, Result, Settings, Steps, Target, Values, source_date_epoch};

use crate::Exit;
use crate::args::{ConfigArgs, ConvertArgs};
use crate::config;
use crate::report::Terminal;

pub(crate) fn run(args: ConvertArgs, config: &ConfigArgs, terminal: &mut Terminal) -> Result<Exit> {
    let Some(profile) = config::profile(config, terminal) else {
        return Ok(Exit::CouldNotRun);
    };
    let registry = Registry::builtin();
    let is_strict = args.strict;
    let job = Job::new(request(args, profile, registry)?, registry)?;
    let mut exit = Exit::Done;
    let ran = job.run(&mut |report| {
        terminal.report(report);
        if report.failed || is_strict && report.diagnostics.any(Severity::Warning) {
            exit = Exit::Failed;
        }
    });
    terminal.sum_up();
    ran.map(|()| exit)
}

fn request(args: ConvertArgs, profile: Values, registry: Registry<'_>) -> Result<Request> {
    let mut settings = Settings { profile, ..Settings::default() };
    for assignment in &args.set {
        settings.set.assign(assignment, registry)?;
    }
    if let Some(name) = &args.encoding {
        settings.set.set_encoding(name.parse()?);
    }
    if let Some(value) = std::env::var_os("SOURCE_DATE_EPOCH") {
        settings.source_date_epoch = Some(source_date_epoch(&value.to_string_lossy())?);
    }
    let target = match (args.output, args.out_dir) {
        (Some(file), _) if file.as_os_str() != "-" => Target::File(file),
        (None, Some(path)) => Target::Folder { path, bundle: args.bundle },
        _ => Target::Stdout { is_terminal: io::stdout().is_terminal() },
    };
    Ok(Request {
        inputs: args.inputs,
        stdin_name: args.stdin_filename,
        steps: Steps { from: named(args.from), transforms: args.transform, to: args.to, allow: args.allow },
        settings,
        theme: args.theme,
        target,
        limit: args.limit.0,
    })
}

/// The format that the user names; `auto` is none.
pub(crate) fn named(format: String) -> Option<String> {
    (format != "auto").then_some(format)
}
