//! A job: what the user asked for, resolved to inputs, plugins and outputs.

use std::ffi::{OsStr, OsString};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::thread;

use slugline_core::Result;

use crate::input::{self, Input, Wanted};
use crate::pipeline::{Pipeline, Steps};
use crate::plan::{Plan, Target};
use crate::registry::Registry;
use crate::settings::Settings;

/// What the user asks for.
#[derive(Clone, Debug)]
pub struct Request {
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
    /// A further file that the caller writes, such as its own report: no output gets its name, and it replaces no input.
    pub reserved: Option<PathBuf>,
    /// Bytes that a story may have; [`MAX_STORY`](crate::MAX_STORY) where nothing else is wanted.
    pub limit: u64,
    /// Threads that work on several inputs; no more are started than there are inputs, and none for one. `None`: as many as
    /// the machine has cores. What comes of the job is the same with any number.
    pub jobs: Option<NonZeroUsize>,
}

/// A request that can be carried out: everything is found, bound and named, nothing is opened.
pub struct Job<'p> {
    pub(crate) pipeline: Pipeline<'p>,
    pub(crate) inputs: Vec<Input>,
    pub(crate) plan: Plan,
    pub(crate) limit: u64,
    jobs: Option<NonZeroUsize>,
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
        let mut settings = request.settings;
        settings.bind_theme(request.theme.as_deref(), &request.steps.to, registry)?;
        let pipeline = Pipeline::new(registry, &request.steps, settings)?;
        let outputs = match &request.target {
            Target::Folder { path, .. } => path.canonicalize().ok(),
            Target::Stdout { .. } | Target::Unnamed { .. } | Target::Nowhere | Target::File(_) => None,
        };
        let wanted = Wanted {
            arguments: &request.inputs,
            listed: &request.listed,
            stdin_name: request.stdin_name.as_deref(),
            outputs: outputs.as_deref(),
        };
        let inputs = input::resolve(wanted, registry)?;
        let names: Vec<&OsStr> = request.inputs.iter().chain(&request.listed).map(OsString::as_os_str).collect();
        let plan = Plan::new(request.target, edition_name(&names), &inputs, pipeline.formats())?;
        if let Some(path) = &request.reserved {
            plan.reserve(path, &inputs)?;
        }
        pipeline.bind_readers(inputs.iter().map(|input| input.name.as_str()))?;
        Ok(Job { pipeline, inputs, plan, limit: request.limit, jobs: request.jobs })
    }

    /// How many inputs it has.
    pub fn inputs(&self) -> usize {
        self.inputs.len()
    }

    /// How many threads work on the inputs. `None`: the caller's alone.
    pub(crate) fn threads(&self) -> Option<NonZeroUsize> {
        // To count the cores takes a look at several files, which a job of one input does without.
        let most = NonZeroUsize::new(self.inputs.len()).filter(|inputs| inputs.get() > 1)?;
        let threads = self.jobs.or_else(|| thread::available_parallelism().ok())?.min(most).min(within_descriptors());
        (threads.get() > 1).then_some(threads)
    }
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
