//! `slugline plugin test`: what a plugin is held to, and what was found.

use std::cell::RefCell;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use slugline::host::{Found, Gated, Rule};
use slugline::plugin::{Offer, Plugin};
use slugline::{BadFile, Error, Kind, Result, write_stdout};
use slugline_conformance::{
    Finding, GOLDEN_FOLDER, Golden, Metered, Outcome, Patience, Subject, conform, fuel, golden, golden_inputs,
};

use super::check::bind;
use super::find;
use crate::Exit;
use crate::args::{ConfigArgs, PluginArgs, TestArgs};
use crate::shelf::Shelf;
use crate::terminal::Terminal;

/// Findings of one check that are told: the others are most often the same.
const TOLD: usize = 3;

/// Why there are things that were not tried.
const GIVEN_UP: &str =
    "  three answers did not come in time, and no more was asked: what was not tried may be amiss too\n";

pub(super) fn run(args: &TestArgs, config: &ConfigArgs, terminal: &mut Terminal) -> Result<Exit, BadFile> {
    let shelf = Shelf::open(config, &PluginArgs::default(), &args.allowed, terminal.logs())?;
    let found = find(&args.plugin, &shelf.places)?;
    if args.bless {
        refuse_installed(&found)?;
    }
    // What must not run is refused here, and not found out a hundred times.
    shelf.gate.choose(&found)?;
    let [plugin, again] = [&found, &found].map(|found| Gated::new(found.clone(), Arc::clone(&shelf.gate)));
    // What cannot be loaded is told once too, and with what to do about it.
    found.package.description.offers.iter().try_for_each(|offer| bind(&plugin, offer))?;
    let folder = found.package.folder.join(GOLDEN_FOLDER);
    let inputs = golden_inputs(&plugin, &folder)?;
    let terminal = RefCell::new(terminal);
    let each = |offer: &str, document: &str| terminal.borrow_mut().passing(format_args!("{offer}: {document}"));
    let subject = Subject { again: &again, inputs, patience: Patience::telling(&each), ..Subject::new(&plugin) };
    let mode = if args.bless { Golden::Bless } else { Golden::Compare };
    let mut exit = Exit::Done;
    for offer in &*plugin.manifest().offers {
        let mut outcomes = conform(&subject, offer);
        outcomes.push(golden(&subject, offer, &folder, mode)?);
        outcomes.extend(spent(&subject, offer, &folder, mode, &found, &shelf)?);
        if !outcomes.iter().all(Outcome::is_well) {
            exit = Exit::Failed;
        }
        terminal.borrow_mut().passed();
        write_stdout(told(offer, &outcomes, mode).as_bytes())?;
    }
    Ok(exit)
}

/// Refuses to write into what is recorded as it is: it could not be run any more.
fn refuse_installed(found: &Found) -> Result<()> {
    if found.rule == Rule::Given {
        return Ok(());
    }
    let (name, place) = (found.package.name(), found.rule.in_words());
    let message = format!("plugin `{name}` was found by its name, in {place}; what stands there is not written to");
    let help = format!("name the folder that you work in: `slugline plugin test ./{name} --bless`");
    Err(Error::new(Kind::Usage, message).help(help))
}

/// What the golden inputs cost, of a plugin whose instructions can be counted.
fn spent(
    subject: &Subject<'_>,
    offer: &Offer,
    folder: &Path,
    mode: Golden,
    found: &Found,
    shelf: &Shelf,
) -> Result<Option<Outcome>> {
    let Some(counted) = shelf.gate.metered(found)? else { return Ok(None) };
    let spent = || counted.spent.load(Ordering::Relaxed);
    let metered = Metered { plugin: &counted.plugin, spent: &spent, engine: counted.engine };
    fuel(subject, &metered, offer, folder, mode).map(Some)
}

/// A line for each check, and what was found below it.
fn told(offer: &Offer, outcomes: &[Outcome], mode: Golden) -> String {
    let mut text = format!("{} {}\n", offer.kind.as_str(), offer.name);
    for outcome in outcomes {
        text.push_str(&format!("  {:<15} {}\n", outcome.check.as_str(), summed(outcome, mode)));
        text.extend(outcome.findings.iter().take(TOLD).map(finding));
        if let Some(more @ 1..) = outcome.findings.len().checked_sub(TOLD) {
            text.push_str(&format!("    ... and {more} more\n"));
        }
    }
    if outcomes.iter().any(|outcome| outcome.untried > 0) {
        text.push_str(GIVEN_UP);
    }
    text
}

/// What came of a check, in sum.
fn summed(outcome: &Outcome, mode: Golden) -> String {
    let untried = match outcome.untried {
        0 => String::new(),
        untried => format!("{untried} not tried"),
    };
    let tried = match (outcome.tried, outcome.findings.len()) {
        (0, _) if untried.is_empty() => "nothing to compare".to_owned(),
        (0, _) => String::new(),
        (tried, 0) if mode == Golden::Bless && outcome.check.is_golden() => format!("{tried} written"),
        (tried, 0) => format!("{tried} ok"),
        (tried, amiss) => format!("{amiss} of {tried} FAILED"),
    };
    [tried, untried].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

fn finding(finding: &Finding) -> String {
    let Finding { document, found, help, .. } = finding;
    format!("    {document}: {}\n      hint: {help}\n", found.replace('\n', "\n      "))
}
