//! What golden inputs cost, counted in instructions of a virtual machine: the same on every computer, so that a change which
//! makes a plugin dearer is seen where it is made.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use slugline_core::plugin::{Offer, Plugin};
use slugline_core::{Error, Kind, Result};

use crate::finding::{Check, Ledger, Outcome, named};
use crate::golden::{Golden, inputs_of, made, name_of, options_of};
use crate::subject::Subject;

/// What the budgets of a plugin are kept in, among its golden files. An input has one dot in its name.
const FILE: &str = "budget.fuel.json";

/// How much more than its budget something may cost, in hundredths of it.
const TOLERANCE: u64 = 20;

/// A plugin whose instructions are counted.
pub struct Metered<'p> {
    /// The plugin, on an engine that counts.
    pub plugin: &'p dyn Plugin,
    /// The instructions that all its calls have taken so far.
    pub spent: &'p dyn Fn() -> u64,
    /// The engine that counts, and its version: another one counts otherwise.
    pub engine: &'p str,
}

/// The budgets: of each offer and input, on one engine.
#[derive(Default, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Budgets {
    engine: String,
    /// `writer ticker` to `story.json` to instructions.
    offers: BTreeMap<String, BTreeMap<String, u64>>,
}

/// Compares what the golden inputs of `offer` cost with the budgets in `folder`, or writes budgets there. What has no budget has
/// not to keep one, and those of another engine are not looked at: the outcome has then tried nothing.
///
/// # Errors
///
/// As for [`golden`](crate::golden()).
pub fn fuel(
    subject: &Subject<'_>,
    metered: &Metered<'_>,
    offer: &Offer,
    folder: &Path,
    golden: Golden,
) -> Result<Outcome> {
    const HELP: &str = "make it cheaper, or write the new budget with `slugline plugin test --bless`";
    let path = folder.join(FILE);
    let mut budgets = read(&path)?;
    let offered = named(offer.kind, &offer.name);
    let (costs, untried) = costs(subject, metered, offer, folder)?;
    let mut outcome = Outcome { untried, ..Outcome::nothing(Check::Fuel) };
    if golden == Golden::Bless && !costs.is_empty() && untried == 0 {
        if budgets.engine != metered.engine {
            budgets = Budgets { engine: metered.engine.to_owned(), ..Budgets::default() };
        }
        outcome.tried = costs.len();
        budgets.offers.insert(offered, costs);
        write(&path, &budgets)?;
    } else if budgets.engine == metered.engine {
        let mut ledger = Ledger::of(offer, &subject.patience);
        let budget = budgets.offers.remove(&offered).unwrap_or_default();
        for (input, cost) in &costs {
            let Some(budget) = budget.get(input) else { continue };
            let is_over = *cost > budget + budget / 100 * TOLERANCE;
            let fault = is_over.then(|| format!("{cost} instructions, where {budget} are the budget"));
            ledger.hold(Check::Fuel, input, fault, HELP);
        }
        let compared = ledger.outcomes().into_iter().next();
        outcome = compared.map_or(outcome, |compared| Outcome { untried, ..compared });
    }
    Ok(outcome)
}

/// What each golden input costs, and how many were not asked for. One that fails costs nothing: that it fails is found
/// elsewhere.
fn costs(
    subject: &Subject<'_>,
    metered: &Metered<'_>,
    offer: &Offer,
    folder: &Path,
) -> Result<(BTreeMap<String, u64>, usize)> {
    let (mut costs, mut untried) = (BTreeMap::new(), 0);
    let ledger = Ledger::of(offer, &subject.patience);
    for input in inputs_of(offer, folder)? {
        let options = options_of(&input, offer, subject)?;
        // It is loaded by then, and was asked what it is.
        let name = name_of(&input);
        let spent = || made(metered.plugin, offer, &options, &input).map(|_| (metered.spent)());
        match (ledger.ask(&name, spent), ledger.ask(&name, spent)) {
            (Some(Ok(before)), Some(Ok(after))) => drop(costs.insert(name, after - before)),
            (None, _) | (_, None) => untried += 1,
            _ => {}
        }
    }
    Ok((costs, untried))
}

fn read(path: &Path) -> Result<Budgets> {
    if !path.is_file() {
        return Ok(Budgets::default());
    }
    let json = fs::read(path).map_err(|fault| Error::io(format!("cannot read `{}`", path.display()), fault))?;
    serde_json::from_slice(&json).map_err(|fault| {
        let help = "write it anew with `slugline plugin test --bless`, once it is removed";
        Error::new(Kind::Usage, format!("`{}`: {fault}", path.display())).help(help)
    })
}

fn write(path: &Path, budgets: &Budgets) -> Result<()> {
    let json = serde_json::to_string_pretty(budgets);
    let json = json.map_err(|fault| Error::new(Kind::Internal, "budgets are JSON").cause(fault))?;
    fs::write(path, json + "\n").map_err(|fault| Error::io(format!("cannot write `{}`", path.display()), fault))
}
