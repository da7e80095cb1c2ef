//! A job: what the user asked for, resolved to inputs, plugins and outputs.

use std::ffi::{OsStr, OsString};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use slugline_core::plugin::Arity;
use slugline_core::{Error, Kind, Result};

use crate::cache::Cache;
use crate::input::{self, Input, Wanted};
use crate::pipeline::{Format, Pipeline, Steps};
use crate::plan::{Draft, Plan, Taken, Target};
use crate::registry::Registry;
use crate::settings::Settings;
use crate::stories::MAX_STORY;

/// What the user asks for.
#[derive(Clone, Debug)]
pub struct Request {
    /// The name of the job, where it is one of several.
    pub name: Option<String>,
    /// Files and folders, and patterns of them, such as `wire/**/*.txt`; `-` is standard input.
    pub inputs: Vec<OsString>,
    /// Further files and folders. Nothing else is meant by any of these names.
    pub listed: Vec<OsString>,
    /// What to call standard input, in messages, to know its format by, and to name its outputs after.
    pub stdin_name: Option<PathBuf>,
    /// Formats and transforms.
    pub steps: Steps,
    /// Publisher, edition, date, options.
    pub settings: Settings,
    /// Folder of the theme, for the formats that have an option `theme`.
    pub theme: Option<PathBuf>,
    /// Where the outputs go.
    pub target: Target,
    /// Whether they are written at all.
    pub purpose: Purpose,
    /// Further files that the caller writes, such as its own report: no output gets the name of one, and none replaces an input.
    pub reserved: Vec<PathBuf>,
    /// Bytes that a story may have; [`MAX_STORY`](crate::MAX_STORY) where nothing else is wanted.
    pub limit: u64,
    /// Threads that work on several inputs; no more are started than there are inputs, and none for one. `None`: as many as
    /// the machine has cores. What comes of the job is the same with any number.
    pub jobs: Option<NonZeroUsize>,
}

/// Nothing, to become nothing.
impl Default for Request {
    fn default() -> Request {
        Request {
            name: None,
            inputs: Vec::new(),
            listed: Vec::new(),
            stdin_name: None,
            steps: Steps::default(),
            settings: Settings::default(),
            theme: None,
            target: Target::Nowhere,
            purpose: Purpose::Write,
            reserved: Vec::new(),
            limit: MAX_STORY,
            jobs: None,
        }
    }
}

/// What becomes of outputs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Purpose {
    /// They are written.
    #[default]
    Write,
    /// They are held against the files in their places, and nothing is written: one that differs is the error `output-differs`
    /// of its story, one that is not there `output-missing`.
    Compare {
        /// Whether a diff is made of each that differs.
        with_diff: bool,
    },
}

/// A request that can be carried out: everything is found, bound and named, nothing is opened.
pub struct Job<'p> {
    /// Other jobs may have the same.
    pub(crate) pipeline: Arc<Pipeline<'p>>,
    pub(crate) inputs: Vec<Input>,
    pub(crate) plan: Plan,
    pub(crate) limit: u64,
    pub(crate) purpose: Purpose,
    jobs: Option<NonZeroUsize>,
    /// Whether reports have the digests of inputs and outputs.
    pub(crate) is_hashed: bool,
    /// `None`: all stories are worked on.
    pub(crate) cache: Option<Arc<Cache>>,
}

impl<'p> Job<'p> {
    /// Resolves a request.
    ///
    /// # Errors
    ///
    /// [`Kind::Usage`](slugline_core::Kind::Usage) for everything that is wrong before an input is opened: an unknown format,
    /// transform, key or option, no input, an unreadable theme, an output that is a folder or an input, two outputs with one
    /// name, a reserved name that is one of these, a plugin that cannot be used or may not.
    pub fn new(request: Request, registry: Registry<'p>) -> Result<Job<'p>> {
        let bound = Bound::new(request, registry)?;
        let outputs: Vec<PathBuf> = bound.outputs().collect();
        bound.find(registry, &outputs)?.plan_alone()
    }

    /// A job of one file on a pipeline that other jobs have too: for a program that gets one file after the other, and starts
    /// plugins once. Its outputs are named `stem`, without an extension, in the folder `out`; several articles of the file
    /// have one each.
    ///
    /// # Errors
    ///
    /// [`Kind::Usage`](slugline_core::Kind::Usage) where an output is a folder or the input, and where a plugin that reads it
    /// cannot be used.
    pub fn of_file(pipeline: &Arc<Pipeline<'p>>, file: &Path, out: &Path, stem: &OsStr, limit: u64) -> Result<Job<'p>> {
        let input = Input {
            path: Some(file.to_owned()),
            name: file.display().to_string(),
            stem: stem.into(),
            may_be_link: true,
        };
        pipeline.bind_readers([input.name.as_str()].into_iter())?;
        let found = Found {
            pipeline: pipeline.clone(),
            inputs: vec![input],
            target: Target::Folder { path: out.to_owned(), bundle: false },
            edition: OsString::new(),
            name: None,
            purpose: Purpose::Write,
            reserved: Vec::new(),
            limit,
            jobs: None,
        };
        found.plan_alone()
    }

    /// Asks for the digests of inputs and outputs, which takes time, in its [`Report`](crate::Report)s.
    #[must_use]
    pub fn hashed(self) -> Job<'p> {
        Job { is_hashed: true, ..self }
    }

    /// The job, which leaves stories alone that did not change since the run that `cache` knows them from, where their outputs
    /// hold one article each.
    #[must_use]
    pub fn with_cache(self, cache: Arc<Cache>) -> Job<'p> {
        Job { cache: Some(cache), ..self }
    }

    /// How many inputs it has.
    pub fn inputs(&self) -> usize {
        self.inputs.len()
    }

    /// How many threads work on the inputs. `None`: the caller's alone.
    pub(crate) fn threads(&self) -> Option<NonZeroUsize> {
        // To count the cores takes a look at several files, which a job of one input does without.
        let most = NonZeroUsize::new(self.inputs.len()).filter(|inputs| inputs.get() > 1)?;
        Some(threads_for(self.jobs).min(most)).filter(|threads| threads.get() > 1)
    }
}

/// A request of which everything is found, and no output is named.
pub(crate) struct Found<'p> {
    pipeline: Arc<Pipeline<'p>>,
    inputs: Vec<Input>,
    target: Target,
    /// Name of a file of all articles, without extension.
    edition: OsString,
    name: Option<String>,
    purpose: Purpose,
    reserved: Vec<PathBuf>,
    limit: u64,
    jobs: Option<NonZeroUsize>,
}

/// A request whose plugins are bound, and whose inputs are not found yet.
pub(crate) struct Bound<'p> {
    request: Request,
    pipeline: Arc<Pipeline<'p>>,
}

impl<'p> Bound<'p> {
    /// Finds plugins, and binds them.
    ///
    /// # Errors
    ///
    /// As for [`Job::new`], of settings and plugins.
    pub(crate) fn new(mut request: Request, registry: Registry<'p>) -> Result<Bound<'p>> {
        if request.purpose != Purpose::Write && request.target.is_stdout() {
            let error = Error::new(Kind::Usage, "there are no files that the outputs could be held against");
            return Err(error.help("name them with `-O DIR` or `-o FILE`, as they were written"));
        }
        let mut settings = std::mem::take(&mut request.settings);
        settings.bind_theme(request.theme.as_deref(), &request.steps.to, registry)?;
        let pipeline = Arc::new(Pipeline::new(registry, &request.steps, settings)?);
        check_bundle(&request.target, pipeline.formats())?;
        Ok(Bound { request, pipeline })
    }

    /// The real places of the folder that its outputs are below, and of those that hold all stories, as far as they are there.
    pub(crate) fn outputs(&self) -> impl Iterator<Item = PathBuf> {
        let editions = self.pipeline.formats().iter().filter_map(|format| self.request.target.edition(format));
        self.request.target.folder().into_iter().chain(editions).filter_map(|path| real(&path))
    }

    /// Finds the inputs, none of which is one of `outputs` or in it.
    ///
    /// # Errors
    ///
    /// As for [`Job::new`], of inputs.
    pub(crate) fn find(self, registry: Registry<'p>, outputs: &[PathBuf]) -> Result<Found<'p>> {
        let Bound { request, pipeline } = self;
        let wanted = Wanted {
            arguments: &request.inputs,
            listed: &request.listed,
            stdin_name: request.stdin_name.as_deref(),
            outputs,
        };
        let inputs = input::resolve(wanted, registry)?;
        pipeline.bind_readers(inputs.iter().map(|input| input.name.as_str()))?;
        let names: Vec<&OsStr> = request.inputs.iter().chain(&request.listed).map(OsString::as_os_str).collect();
        Ok(Found {
            edition: edition_name(&names),
            pipeline,
            inputs,
            target: request.target,
            name: request.name,
            purpose: request.purpose,
            reserved: request.reserved,
            limit: request.limit,
            jobs: request.jobs,
        })
    }
}

impl<'p> Found<'p> {
    /// Names the outputs of a job that shares its names with no other.
    ///
    /// # Errors
    ///
    /// As for [`plan`](Found::plan).
    fn plan_alone(self) -> Result<Job<'p>> {
        let taken = Taken::default();
        self.protect(&taken);
        self.plan(taken)
    }

    /// Keeps outputs from replacing one of the inputs.
    pub(crate) fn protect(&self, taken: &Taken) {
        // An output that is named nowhere replaces nothing.
        if !self.reserved.is_empty() || !self.target.is_stdout() && !matches!(self.target, Target::Nowhere) {
            taken.protect(&self.inputs);
        }
    }

    /// Names the outputs.
    ///
    /// # Errors
    ///
    /// Where they cannot be named: see [`Plan::new`].
    pub(crate) fn plan(self, taken: Taken) -> Result<Job<'p>> {
        let draft = Draft { target: self.target, edition: self.edition, job: self.name, taken };
        let plan = Plan::new(draft, &self.inputs, self.pipeline.formats())?;
        self.reserved.iter().try_for_each(|path| plan.reserve(path))?;
        Ok(Job {
            pipeline: self.pipeline,
            inputs: self.inputs,
            plan,
            limit: self.limit,
            purpose: self.purpose,
            jobs: self.jobs,
            is_hashed: false,
            cache: None,
        })
    }
}

/// Refuses one file of all stories where no format has one, and none for each story where a format has them.
fn check_bundle(target: &Target, formats: &[Format<'_>]) -> Result<()> {
    let (option, stories) = match target {
        Target::Folder { bundle: true, .. } => ("--bundle", None),
        Target::Named { stories, bundle: Some(_) } => ("bundle", Some(stories)),
        Target::Folder { .. } | Target::Named { .. } => return Ok(()),
        Target::Stdout { .. } | Target::Unnamed { .. } | Target::Nowhere | Target::File(_) => return Ok(()),
    };
    let (of_many, of_one): (Vec<&Format<'_>>, Vec<&Format<'_>>) =
        formats.iter().partition(|format| format.arity == Arity::Many);
    let names = of_one.iter().map(|format| format!("`{}`", format.name())).collect::<Vec<_>>().join(", ");
    let refuse = |message: String, help: String| Err(Error::new(Kind::Usage, message).help(help));
    if of_many.is_empty() {
        let message = format!("`{option}` wants one file of all stories, and a file of {names} holds one story");
        return refuse(
            message,
            format!("leave `{option}` out, or name a format of feeds or books, such as `rss` or `epub`"),
        );
    }
    if !of_one.is_empty() && stories.is_some_and(|stories| !stories.tells_stories_apart()) {
        let message = format!("a file of {names} holds one story, and no `out` names them");
        return refuse(message, "add it, such as `out = \"dist/{stem}.{ext}\"`".to_owned());
    }
    Ok(())
}

/// The real place of a folder. `None`: there is none.
fn real(folder: &Path) -> Option<PathBuf> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    folder.canonicalize().ok()
}

/// How many threads work on inputs where so many `jobs` are wanted, and as many as the machine has cores by default: no more
/// than the files suffice for that the process may have open.
pub fn threads_for(jobs: Option<NonZeroUsize>) -> NonZeroUsize {
    let wanted = jobs.or_else(|| thread::available_parallelism().ok());
    wanted.unwrap_or(NonZeroUsize::MIN).min(within_descriptors())
}

/// How many threads the files suffice for that the process may have open: an input, an output and the pipes of a plugin each,
/// and a few for all of them.
#[cfg(unix)]
fn within_descriptors() -> NonZeroUsize {
    let most = rustix::process::getrlimit(rustix::process::Resource::Nofile).current;
    let threads = most.map_or(usize::MAX, |most| usize::try_from(most.saturating_sub(8) / 5).unwrap_or(usize::MAX));
    NonZeroUsize::new(threads).unwrap_or(NonZeroUsize::MIN)
}

#[cfg(not(unix))]
fn within_descriptors() -> NonZeroUsize {
    NonZeroUsize::MAX
}

/// A file of all articles is named after the folder they come from, where it is one.
fn edition_name(arguments: &[&OsStr]) -> OsString {
    let folder = match arguments {
        [one] if Path::new(one).is_dir() => Path::new(one).canonicalize().ok(),
        _ => None,
    };
    let name = folder.as_deref().and_then(Path::file_name);
    name.unwrap_or(OsStr::new("edition")).to_owned()
}
