//! How long a plugin is waited for that does not answer in time.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;

use slugline_core::Result;

use crate::asking::caught;

/// Answers that may come too late before what is offered is asked no more.
// A loop that never ends would otherwise cost the time of a call for each document, twice: minutes of silence.
const LATE: u32 = 3;

/// What is asked of a plugin goes through it: who waits is told, and what does not answer in time is asked no more.
#[derive(Clone)]
pub struct Patience<'p> {
    each: &'p dyn Fn(&str, &str),
    /// Answers that came too late, of each offer.
    late: RefCell<BTreeMap<String, u32>>,
}

impl<'p> Patience<'p> {
    /// Patience that tells `each` what is asked next: the offer, `writer ticker`, and the document, `table alone`.
    pub fn telling(each: &'p dyn Fn(&str, &str)) -> Patience<'p> {
        Patience { each, late: RefCell::default() }
    }

    /// What came of `work`, which asks `offer` for `document`. `None`: it is asked no more.
    pub(crate) fn ask<T>(&self, offer: &str, document: &str, work: impl FnOnce() -> Result<T>) -> Option<Result<T>> {
        if self.late.borrow().get(offer).is_some_and(|late| *late >= LATE) {
            return None;
        }
        (self.each)(offer, document);
        let made = caught(work);
        if is_late(&made) {
            *self.late.borrow_mut().entry(offer.to_owned()).or_default() += 1;
        }
        Some(made)
    }
}

impl Default for Patience<'_> {
    fn default() -> Self {
        Patience::telling(&|_, _| {})
    }
}

impl fmt::Debug for Patience<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Patience").field("late", &self.late).finish_non_exhaustive()
    }
}

/// Whether no answer came in time.
pub(crate) fn is_late<T>(made: &Result<T>) -> bool {
    made.as_ref().is_err_and(|error| error.code() == Some("plugin-time"))
}
