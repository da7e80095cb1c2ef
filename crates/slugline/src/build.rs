//! Several jobs, one after the other, whose outputs have each a name of their own.

use std::path::PathBuf;
use std::sync::Arc;

use slugline_core::{Error, Result};

use crate::cache::Cache;
use crate::job::{Bound, Found, Job, Request};
use crate::plan::Taken;
use crate::registry::Registry;
use crate::report::Report;

/// Several jobs that can be carried out: no two of them have an output of one name.
pub struct Build<'p> {
    jobs: Vec<Job<'p>>,
}

impl<'p> Build<'p> {
    /// Resolves several requests. No output of one may be an input of another.
    ///
    /// # Errors
    ///
    /// As for [`Job::new`], and [`Kind::Usage`](slugline_core::Kind::Usage) where two jobs would write one file.
    pub fn new(requests: impl IntoIterator<Item = Request>, registry: Registry<'p>) -> Result<Build<'p>> {
        let taken = Taken::default();
        let mut bound = Vec::new();
        for request in requests {
            let name = request.name.clone();
            bound.push((Bound::new(request, registry).map_err(|error| of_job(name.as_deref(), error))?, name));
        }
        // What one job writes is no input of another, nor of its own next time.
        let outputs: Vec<PathBuf> = bound.iter().flat_map(|(bound, _)| bound.outputs()).collect();
        let mut found = Vec::new();
        for (bound, name) in bound {
            let job = bound.find(registry, &outputs).map_err(|error| of_job(name.as_deref(), error))?;
            job.protect(&taken);
            found.push((job, name));
        }
        let plan = |(found, name): (Found<'p>, Option<String>)| {
            found.plan(taken.clone()).map_err(|error| of_job(name.as_deref(), error))
        };
        found.into_iter().map(plan).collect::<Result<_>>().map(|jobs| Build { jobs })
    }

    /// Asks for the digests of inputs and outputs: see [`Job::hashed`].
    #[must_use]
    pub fn hashed(self) -> Build<'p> {
        Build { jobs: self.jobs.into_iter().map(Job::hashed).collect() }
    }

    /// The jobs, each of which leaves alone what did not change: see [`Job::with_cache`].
    #[must_use]
    pub fn with_cache(self, cache: &Arc<Cache>) -> Build<'p> {
        Build { jobs: self.jobs.into_iter().map(|job| job.with_cache(cache.clone())).collect() }
    }

    /// How many inputs they have. One that two of them read counts twice.
    pub fn inputs(&self) -> usize {
        self.jobs.iter().map(Job::inputs).sum()
    }

    /// Carries the jobs out, and tells of them as [`Job::run`] does.
    ///
    /// # Errors
    ///
    /// [`Kind::Usage`](slugline_core::Kind::Usage) where reading shows that two outputs would have one name, before anything is
    /// written, and as for [`Job::run`].
    pub fn run(self, tell: &mut dyn FnMut(&Report<'_>)) -> Result<()> {
        self.jobs.iter().try_for_each(Job::name_outputs)?;
        self.jobs.into_iter().try_for_each(|job| job.carry_out(tell))
    }
}

/// An error of a job, which names it where it does not do so itself.
fn of_job(name: Option<&str>, error: Error) -> Error {
    let message = error.to_string();
    match name.map(|name| format!("job `{name}`")) {
        Some(job) if !message.contains(&job) => {
            let named = Error::new(error.kind(), format!("{job}: {message}"));
            error.advice().map(str::to_owned).into_iter().fold(named, Error::help)
        }
        _ => error,
    }
}

impl<'p> From<Job<'p>> for Build<'p> {
    fn from(job: Job<'p>) -> Build<'p> {
        Build { jobs: vec![job] }
    }
}
