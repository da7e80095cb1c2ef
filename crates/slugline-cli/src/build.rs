//! `slugline build`: the jobs of `slugline.toml`.

use slugline::{BadFile, Build, Error, JobTable, Kind, Registry, Request, Result, Settings, Steps, Target, nearest};

use crate::Exit;
use crate::args::{BuildArgs, ConfigArgs};
use crate::config;
use crate::convert::tell;
use crate::denial::Denial;
use crate::records::Records;
use crate::shelf::{self, Shelf};
use crate::terminal::Terminal;

pub(crate) fn run(mut args: BuildArgs, config: &ConfigArgs, terminal: &mut Terminal) -> Result<Exit, BadFile> {
    let shelf = Shelf::open(config, &args.plugins, &args.allowed, terminal.logs())?;
    let plugins = shelf.plugins(&shelf.of_jobs, &args.set)?;
    let list = plugins.list();
    let registry = plugins.registry(&list);
    let config = config::taken(shelf.files, registry, terminal)?;
    let nearest_file = config.files.first().cloned();
    let jobs = chosen(config.into_jobs(registry)?, &args, nearest_file)?;
    let denial = Denial::new(&args.strictness, plugins.has_outside())?;
    let mut requests = jobs.into_iter().map(|job| request(job, &args, registry)).collect::<Result<Vec<_>>>()?;
    if let Some(first) = requests.first_mut() {
        // All jobs share the names that are taken.
        first.reserved = args.records.files();
        args.records.refuse_shared_stdout(&first.target, args.comparison)?;
    }
    let cache = shelf::cache(std::mem::take(&mut args.cache), terminal);
    let build = cache.iter().fold(Build::new(requests, registry)?, Build::with_cache);
    let exit = tell(build, denial, Records::create(&args.records)?, terminal)?;
    cache.iter().for_each(|cache| shelf::end_cache(cache, terminal));
    Ok(exit)
}

/// The jobs that the user names; all of them where none is named.
fn chosen(jobs: Vec<JobTable>, args: &BuildArgs, file: Option<String>) -> Result<Vec<JobTable>> {
    if jobs.is_empty() {
        let error = Error::new(Kind::Usage, "there is nothing to build: no `[[job]]` in `slugline.toml`");
        return Err(match file {
            Some(file) => error.help(format!("add a job to `{file}`: `slugline build --help` shows one")),
            None => error.help("`slugline init` writes a file with a job as an example; take the `#` before it away"),
        });
    }
    let names = &args.jobs;
    let known = || jobs.iter().map(|job| job.name.as_str());
    if let Some(unknown) = names.iter().find(|name| !known().any(|known| known == name.as_str())) {
        let list = known().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let help = match nearest(unknown, known()) {
            Some(near) => format!("did you mean `{near}`? there are: {list}"),
            None if args.cache.cache == Some(None) => {
                format!("`--cache={unknown}` keeps the cache there; there are: {list}")
            }
            None => format!("there are: {list}"),
        };
        return Err(Error::new(Kind::Usage, format!("no job is called `{unknown}`")).help(help));
    }
    Ok(jobs.into_iter().filter(|job| names.is_empty() || names.contains(&job.name)).collect())
}

fn request(job: JobTable, args: &BuildArgs, registry: Registry<'_>) -> Result<Request> {
    let mut settings: Settings = config::settings(job.values, &args.set, args.text.encoding.as_deref(), registry)?;
    config::add_for_writing(&mut settings, None)?;
    Ok(Request {
        name: Some(job.name),
        inputs: job.inputs,
        steps: Steps {
            from: job.from,
            transforms: job.transforms,
            linters: job.linters,
            to: job.to,
            allow: args.strictness.holds(),
        },
        settings,
        target: Target::Named { stories: job.out, bundle: job.bundle },
        purpose: args.comparison.purpose(),
        limit: args.text.limit.0,
        jobs: args.threads,
        ..Request::default()
    })
}
