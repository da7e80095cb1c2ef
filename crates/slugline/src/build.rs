//! Several jobs, one after the other, whose outputs have each a name of their own.

use slugline_core::Result;

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
    /// As for [`Job::new`], and [`Kind::Usage`](slugline_core::Kind::Usage) where two jobs would write one file: before
    /// anything is written.
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

    /// How many inputs they have. One that two of them read counts twice.
    pub fn inputs(&self) -> usize {
        self.jobs.iter().map(Job::inputs).sum()
    }

    /// Carries the jobs out, and tells of them as [`Job::run`] does.
    ///
    /// # Errors
    ///
    /// As for [`Job::run`]: of the first job where reading shows that it cannot be done, after which no other is begun.
    pub fn run(self, tell: &mut dyn FnMut(&Report<'_>)) -> Result<()> {
        self.jobs.into_iter().try_for_each(|job| job.run(tell))
    }
}

impl<'p> From<Job<'p>> for Build<'p> {
    fn from(job: Job<'p>) -> Build<'p> {
        Build { jobs: vec![job] }
    }
}
