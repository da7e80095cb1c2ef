//! `slugline lint`: what linters say of articles.

use slugline::plugin::OfferKind;
use slugline::{BadFile, Error, Job, Kind, Plugins, Request, Steps};

use crate::Exit;
use crate::args::{ConfigArgs, LintArgs};
use crate::config;
use crate::convert::tell;
use crate::denial::Denial;
use crate::records::Records;
use crate::shelf::Shelf;
use crate::terminal::Terminal;
use crate::writing::named;

pub(crate) fn run(args: LintArgs, config: &ConfigArgs, terminal: &mut Terminal) -> Result<Exit, BadFile> {
    let shelf = Shelf::open(config, &args.plugins, &args.allowed, terminal.logs())?;
    if args.lint.is_empty() {
        return Err(nobody_to_ask(&shelf.all()?).into());
    }
    let names = named(&args.reading.from).into_iter().chain(&args.reading.transform).chain(&args.lint);
    let plugins = shelf.plugins(names, &args.set)?;
    let list = plugins.list();
    let registry = plugins.registry(&list);
    let denial = Denial::new(&args.strictness, plugins.has_outside())?;
    let profile = config::profile(shelf.files, registry, terminal)?;
    let settings = config::settings(profile, &args.set, args.reading.text.encoding.as_deref(), registry)?;
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
        limit: args.reading.text.limit.0,
        jobs: args.many.jobs,
        ..Request::default()
    };
    Ok(tell(Job::new(request, registry)?.into(), denial, Records::default(), terminal)?)
}

/// The error for a run that names no linter, with those that there are. None comes with slugline: each house has its own rules.
fn nobody_to_ask(plugins: &Plugins) -> Error {
    let list = plugins.list();
    let linters = plugins.registry(&list).offers().map(|offered| offered.offer);
    let linters = linters.filter(|offer| offer.kind == OfferKind::Linter);
    let known: Vec<String> = linters.map(|offer| format!("`--lint {}`", offer.name)).collect();
    let make = "`slugline plugin new NAME --kind linter` begins one";
    let help = match known.is_empty() {
        true => format!("{make}; then `--plugin NAME --lint NAME` asks it"),
        false => format!("name one: {}; {make} of your own", known.join(", ")),
    };
    Error::new(Kind::Usage, "no linter is named, so there is nobody to ask").help(help)
}
