//! What is tested.

use slugline_core::Result;
use slugline_core::plugin::{Offer, OfferKind, OptionMap, Plugin};

use crate::asking::Tried;
use crate::finding::{Check, Ledger, Outcome};
use crate::patience::Patience;
use crate::{linter, reader, transform, writer};

/// A plugin, and what it is tried with.
#[derive(Clone)]
pub struct Subject<'p> {
    /// The plugin.
    pub plugin: &'p dyn Plugin,
    /// The same plugin, loaded another time: what depends on more than the request differs between the two.
    pub again: &'p dyn Plugin,
    /// The options of what it offers.
    pub options: OptionMap,
    /// Files in the formats that its readers read. Beside these they are tried on parts of them, and on anything.
    pub inputs: Vec<Input>,
    /// Who is told what is asked, and how often it may be late. Default: nobody.
    pub patience: Patience<'p>,
}

/// A file for a reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// What it is called: `evening.saltmarsh`.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

impl<'p> Subject<'p> {
    /// `plugin`, without options and inputs.
    pub fn new(plugin: &'p dyn Plugin) -> Subject<'p> {
        let (options, inputs, patience) = (OptionMap::new(), Vec::new(), Patience::default());
        Subject { plugin, again: plugin, options, inputs, patience }
    }

    /// What `bind` gives of the plugin, and of the other one.
    pub(crate) fn bind<T>(&self, ledger: &mut Ledger<'_>, bind: impl Fn(&dyn Plugin) -> Result<T>) -> Option<[T; 2]> {
        let bound = ledger.ask("its options", || Ok([bind(self.plugin)?, bind(self.again)?]))?;
        if let Err(error) = &bound {
            const HELP: &str = "what is offered has to be there, and to work with the options it is given";
            ledger.hold(Check::Answers, "its options", Some(error.to_string()), HELP);
        }
        bound.ok()
    }
}

impl Tried for Input {
    fn name(&self) -> &str {
        &self.name
    }
}

/// Holds `offer` of a plugin to everything that its kind of offer is held to, but for golden files. The outcomes are in the
/// order of [`Check::ALL`](crate::Check::ALL).
pub fn conform(subject: &Subject<'_>, offer: &Offer) -> Vec<Outcome> {
    let mut ledger = Ledger::of(offer, &subject.patience);
    match offer.kind {
        OfferKind::Reader => reader::hold(subject, offer, &mut ledger),
        OfferKind::Transform => transform::hold(subject, offer, &mut ledger),
        OfferKind::Linter => linter::hold(subject, offer, &mut ledger),
        OfferKind::Writer => writer::hold(subject, offer, &mut ledger),
    }
    ledger.outcomes()
}
