//! `slugline lint`: what linters say of articles.

use slugline::{BadFile, Job, Request, Settings, Steps, Target};

use crate::Exit;
use crate::args::{ConfigArgs, LintArgs};
use crate::config;
use crate::convert::{named, tell};
use crate::shelf::Shelf;
use crate::terminal::Terminal;

pub(crate) fn run(args: LintArgs, config: &ConfigArgs, terminal: &mut Terminal) -> Result<Exit, BadFile> {
    let shelf = Shelf::open(config, &args.plugins, &args.allowed, terminal.logs())?;
    let names = named(&args.reading.from).into_iter().chain(&args.reading.transform).chain(&args.lint);
    let plugins = shelf.plugins(names, &args.set)?;
    let list = plugins.list();
    let registry = plugins.registry(&list);
    let mut settings = Settings { profile: config::profile(shelf.files, registry, terminal)?, ..Settings::default() };
    for assignment in &args.set {
        settings.set.assign(assignment, registry)?;
    }
    if let Some(name) = &args.reading.encoding {
        settings.set.set_encoding(name.parse()?);
    }
    let listed = args.many.listed(&args.inputs)?;
    let steps = Steps {
        from: named(&args.reading.from).cloned(),
        transforms: args.reading.transform,
        linters: args.lint,
        ..Steps::default()
    };
    let request = Request {
        inputs: args.inputs,
        listed,
        stdin_name: args.reading.stdin_filename,
        steps,
        settings,
        theme: None,
        target: Target::Nowhere,
        reserved: None,
        limit: args.reading.limit.0,
        jobs: args.many.jobs,
    };
    Ok(tell(Job::new(request, registry)?, args.strict, None, terminal)?)
}
