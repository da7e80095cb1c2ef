//! Several jobs, one after the other, whose outputs have each a name of their own.

use std::sync::Arc;

use slugline_core::Result;

use crate::cache::Cache;
use crate::job::{Found, Job, Request};
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
        let found = requests.into_iter().map(|request| Found::new(request, registry)).collect::<Result<Vec<_>>>()?;
        found.iter().for_each(|found| found.protect(&taken));
        let planned = found.into_iter().map(|found| found.plan(taken.clone())).collect::<Result<_>>();
        planned.map(|jobs| Build { jobs })
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

impl<'p> From<Job<'p>> for Build<'p> {
    fn from(job: Job<'p>) -> Build<'p> {
        Build { jobs: vec![job] }
    }
}
