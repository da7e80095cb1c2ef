//! Asking a plugin twice, and what is held of every answer.

use std::panic::{AssertUnwindSafe, catch_unwind};

use slugline_core::diagnostic::Diagnostic;
use slugline_core::model::Span;
use slugline_core::{Error, Kind, Result};

use crate::finding::{Check, Ledger};
use crate::patience::is_late;

/// Something that a plugin is tried on.
pub(crate) trait Tried {
    /// What findings call it.
    fn name(&self) -> &str;
}

/// Something that a plugin made, with what it reported.
pub(crate) trait Made: PartialEq {
    /// What differs between two of what should be equal.
    fn differs(&self, other: &Self) -> String;
}

/// Asks for one case.
pub(crate) type Ask<'a, C, M> = &'a dyn Fn(&C) -> Result<M>;

/// Whether a plugin may say of an input that it is none for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// It has to answer.
    No,
    /// What is not in its format it refuses.
    OfInput,
}

const PURE: &str =
    "an answer depends on its request alone: no clock, no random order, nothing kept from one to the next";

const LATE: &str = "look for a loop that does not end, or for work that grows faster than what it is given";

/// What a plugin makes of each case. `first` is asked for all of them, then `again` from the last to the first: what an
/// instance keeps from one request shows in the next. What was late is not asked again: where it stood is chance.
pub(crate) fn twice<C: Tried, M: Made>(
    cases: &[C],
    [first, again]: [Ask<'_, C, M>; 2],
    refusal: Refusal,
    ledger: &mut Ledger<'_>,
) -> Vec<Option<M>> {
    let made: Vec<Option<Result<M>>> = cases.iter().map(|case| ledger.ask(case.name(), || first(case))).collect();
    let asked_again = cases.iter().zip(&made).rev().map(|(case, made)| {
        let made = made.as_ref().filter(|made| !is_late(made))?;
        Some(differs(made, &ledger.ask(case.name(), || again(case))?))
    });
    let mut differences: Vec<Option<Option<String>>> = asked_again.collect();
    differences.reverse();
    for (case, difference) in cases.iter().zip(differences) {
        match difference {
            Some(difference) => ledger.hold(Check::SameTwice, case.name(), difference, PURE),
            None => ledger.untried(Check::SameTwice),
        }
    }
    cases.iter().zip(made).map(|(case, made)| answered(case.name(), made, refusal, ledger)).collect()
}

fn answered<M>(case: &str, made: Option<Result<M>>, refusal: Refusal, ledger: &mut Ledger<'_>) -> Option<M> {
    let Some(made) = made else {
        ledger.untried(Check::Answers);
        return None;
    };
    let fault = made.as_ref().err().and_then(|error| refusal.fault(error));
    let help = if is_late(&made) { LATE } else { refusal.help() };
    ledger.hold(Check::Answers, case, fault, help);
    made.ok()
}

/// What a plugin makes of a case beside those that it is asked for twice. `None`: it was late, or is asked no more.
pub(crate) fn in_time<C: Tried, M>(case: &C, ask: Ask<'_, C, M>, ledger: &mut Ledger<'_>) -> Option<Result<M>> {
    let made = ledger.ask(case.name(), || ask(case))?;
    if is_late(&made) {
        answered(case.name(), Some(made), Refusal::No, ledger);
        return None;
    }
    Some(made)
}

impl Refusal {
    fn fault(self, error: &Error) -> Option<String> {
        let is_of_input = matches!(error.kind(), Kind::Malformed | Kind::Invalid | Kind::Unsupported);
        let code = error.code().map(|code| format!(" [{code}]")).unwrap_or_default();
        (self == Refusal::No || !is_of_input).then(|| format!("{error}{code}"))
    }

    const fn help(self) -> &'static str {
        match self {
            Refusal::No => "answer whatever there is: say what can be said, and report the rest",
            Refusal::OfInput => {
                "live through any input, and refuse what is not in your format as malformed, invalid or unsupported"
            }
        }
    }
}

fn differs<M: Made>(first: &Result<M>, again: &Result<M>) -> Option<String> {
    match (first, again) {
        (Ok(first), Ok(again)) => {
            (first != again).then(|| format!("the second answer is another\n{}", first.differs(again)))
        }
        // Where it stood when its time or its memory was over is chance.
        (Err(first), Err(again)) if first.code().is_some() && first.code() == again.code() => None,
        (Err(first), Err(again)) => {
            let (first, again) = (first.to_string(), again.to_string());
            (first != again).then(|| format!("first `{first}`, then `{again}`"))
        }
        (Ok(_), Err(error)) => Some(format!("first it answered, then `{error}`")),
        (Err(error), Ok(_)) => Some(format!("first `{error}`, then it answered")),
    }
}

/// Does `work`, which is the plugin's: a panic of it is an error. The hook for panics has heard it all the same.
pub(crate) fn caught<T>(work: impl FnOnce() -> Result<T>) -> Result<T> {
    // Nothing of what it had in hand is looked at afterwards.
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|payload| {
        let words = payload.downcast_ref::<String>().map(String::as_str);
        let words = words.or_else(|| payload.downcast_ref::<&str>().copied()).unwrap_or("no words");
        Err(Error::new(Kind::Internal, format!("panicked: {words}")))
    })
}

/// Holds what was reported of `document`, whose places end at `end`.
pub(crate) fn hold_diagnostics(document: &str, diagnostics: &[Diagnostic], end: u32, ledger: &mut Ledger<'_>) {
    const HELP: &str =
        "a diagnostic has a code of its own, a message, and the span of the node or the bytes that it is about";
    let fault = diagnostics.iter().find_map(|one| Some(format!("{} in {one:?}", amiss(one, end)?)));
    ledger.hold(Check::Diagnostics, document, fault, HELP);
}

fn amiss(one: &Diagnostic, end: u32) -> Option<&'static str> {
    let is_word =
        |code: &str| code.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    let Span { start, end: last } = one.span;
    match () {
        () if one.code.is_empty() => Some("no code"),
        () if !is_word(&one.code) => Some("a code that is no word of lower-case letters, digits and hyphens"),
        () if one.message.trim().is_empty() => Some("no message"),
        () if !one.span.is_detached() && (start > last || last > end) => Some("a place outside the text"),
        () => None,
    }
}
