//! What the kit found, as values.

use std::fmt;

use slugline_core::Result;
use slugline_core::plugin::{Offer, OfferKind};

use crate::patience::Patience;

/// One of the things that a plugin is held to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Check {
    /// It answers, whatever it is given: no error, no trap, no panic. A reader may refuse what is not in its format.
    Answers,
    /// The same twice: asked again, in another order, of another instance.
    SameTwice,
    /// Outputs are what their media type says.
    WellFormed,
    /// Articles are documents that slugline can hand on.
    ValidDocument,
    /// Every run of text comes out again, or a diagnostic says where it did not.
    TextKept,
    /// Nodes of kinds that a transform does not know come back as they were.
    UnknownKept,
    /// The fields that a format says it carries are those that its files hold.
    Carries,
    /// What is for editors alone is not told to the public.
    EditorOnly,
    /// Each byte that a reader was given is accounted for, where it explains what it made of each line.
    AccountedFor,
    /// Diagnostics have a code, a message, and a place within what they are about.
    Diagnostics,
    /// What it makes of the inputs in its own folder is what stands beside them.
    Golden,
    /// What that takes in the instructions of a virtual machine is within its budget.
    Fuel,
}

/// What came of one check.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// What it was held to.
    pub check: Check,
    /// How many things were looked at. 0: there was nothing to look at.
    pub tried: usize,
    /// How many were not, since the plugin had not answered in time too often. That nothing was found there says nothing.
    pub untried: usize,
    /// What was found amiss, in the order of the documents. Empty: all is well.
    pub findings: Vec<Finding>,
}

/// One thing that is amiss.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What is offered: `writer ticker`.
    pub offer: String,
    /// What it is held to.
    pub check: Check,
    /// The document or input that shows it: `table alone`.
    pub document: String,
    /// What was found. May have several lines.
    pub found: String,
    /// What to do about it, in a line.
    pub help: &'static str,
}

impl Check {
    /// All checks, in the order in which they are told.
    pub const ALL: [Check; 12] = [
        Check::Answers,
        Check::SameTwice,
        Check::WellFormed,
        Check::ValidDocument,
        Check::TextKept,
        Check::UnknownKept,
        Check::Carries,
        Check::EditorOnly,
        Check::AccountedFor,
        Check::Diagnostics,
        Check::Golden,
        Check::Fuel,
    ];

    /// Whether it compares with files in the plugin's folder.
    pub const fn is_golden(self) -> bool {
        matches!(self, Check::Golden | Check::Fuel)
    }

    /// The check in a word: `text-kept`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Check::Answers => "answers",
            Check::SameTwice => "same-twice",
            Check::WellFormed => "well-formed",
            Check::ValidDocument => "valid-document",
            Check::TextKept => "text-kept",
            Check::UnknownKept => "unknown-kept",
            Check::Carries => "carries",
            Check::EditorOnly => "editor-only",
            Check::AccountedFor => "accounted-for",
            Check::Diagnostics => "diagnostics",
            Check::Golden => "golden",
            Check::Fuel => "fuel",
        }
    }
}

impl Outcome {
    /// Nothing was looked at yet.
    pub(crate) const fn nothing(check: Check) -> Outcome {
        Outcome { check, tried: 0, untried: 0, findings: Vec::new() }
    }

    /// Whether all was looked at, and nothing is amiss.
    pub fn is_well(&self) -> bool {
        self.findings.is_empty() && self.untried == 0
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Finding { offer, check, document, found, help } = self;
        write!(f, "{offer}, {}: {document}: {found}\n  hint: {help}", check.as_str())
    }
}

/// Keeps what is found, check by check.
pub(crate) struct Ledger<'p> {
    offer: String,
    patience: &'p Patience<'p>,
    outcomes: Vec<Outcome>,
}

impl<'p> Ledger<'p> {
    /// Nothing yet of what a plugin offers.
    pub(crate) fn of(offer: &Offer, patience: &'p Patience<'p>) -> Ledger<'p> {
        Ledger { offer: named(offer.kind, &offer.name), patience, outcomes: Vec::new() }
    }

    /// What came of `work`, which asks for `document`. `None`: what is offered is asked no more.
    pub(crate) fn ask<T>(&self, document: &str, work: impl FnOnce() -> Result<T>) -> Option<Result<T>> {
        self.patience.ask(&self.offer, document, work)
    }

    fn outcome(&mut self, check: Check) -> &mut Outcome {
        let at = self.outcomes.iter().position(|outcome| outcome.check == check);
        let at = at.unwrap_or_else(|| {
            self.outcomes.push(Outcome::nothing(check));
            self.outcomes.len() - 1
        });
        #[expect(clippy::indexing_slicing, reason = "it was found there, or was just put there")]
        let outcome = &mut self.outcomes[at];
        outcome
    }

    /// Notes that something was held to `check`.
    pub(crate) fn tried(&mut self, check: Check) -> &mut Outcome {
        let outcome = self.outcome(check);
        outcome.tried += 1;
        outcome
    }

    /// Notes that something was not held to `check`, since the plugin was asked no more.
    pub(crate) fn untried(&mut self, check: Check) {
        self.outcome(check).untried += 1;
    }

    /// Notes that what was not asked for was not held to `checks` either.
    pub(crate) fn unasked(&mut self, checks: &[Check]) {
        let unasked = self.outcome(Check::Answers).untried;
        if unasked > 0 {
            checks.iter().for_each(|check| self.outcome(*check).untried += unasked);
        }
    }

    /// Holds `document` to `check`: `fault` says what is amiss, where something is.
    pub(crate) fn hold(&mut self, check: Check, document: &str, fault: Option<String>, help: &'static str) {
        let offer = self.offer.clone();
        let outcome = self.tried(check);
        let finding = |found| Finding { offer, check, document: document.to_owned(), found, help };
        outcome.findings.extend(fault.map(finding));
    }

    /// Whether nothing is amiss with a check so far.
    pub(crate) fn is_well(&self, check: Check) -> bool {
        self.outcomes.iter().all(|outcome| outcome.check != check || outcome.findings.is_empty())
    }

    /// What came of all checks.
    pub(crate) fn outcomes(mut self) -> Vec<Outcome> {
        self.outcomes.sort_by_key(|outcome| outcome.check);
        self.outcomes
    }
}

/// What is offered, in words: `writer ticker`.
pub(crate) fn named(kind: OfferKind, name: &str) -> String {
    format!("{} {name}", kind.as_str())
}
