//! All judges, as many at a time as there are processors.

use std::sync::{Mutex, PoisonError};
use std::thread;

use anyhow::{Result, anyhow};

use super::verdict::Verdict;

/// A judge, about to look.
pub(super) type Judge<'j> = Box<dyn FnOnce() -> Result<Verdict> + Send + 'j>;

/// What the judges say, in their order. The last ones begin, so that those that take longest are best put there.
///
/// # Errors
///
/// Where a judge cannot run; that of the first of them.
pub(super) fn hear(judges: Vec<Judge<'_>>) -> Result<Vec<Verdict>> {
    let at_once = thread::available_parallelism().map_or(1, usize::from);
    let mut verdicts: Vec<_> = judges.iter().map(|_| None).collect();
    let waiting = Mutex::new(verdicts.iter_mut().zip(judges).collect::<Vec<_>>());
    thread::scope(|scope| {
        for _ in 0..at_once {
            scope.spawn(|| {
                // The lock is gone before the judge looks.
                let next = || waiting.lock().unwrap_or_else(PoisonError::into_inner).pop();
                while let Some((verdict, judge)) = next() {
                    *verdict = Some(judge());
                }
            });
        }
    });
    drop(waiting);
    verdicts.into_iter().map(|verdict| verdict.unwrap_or_else(|| Err(anyhow!("a judge was not heard")))).collect()
}
