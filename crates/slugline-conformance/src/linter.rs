//! What linters are held to.

use slugline_core::Result;
use slugline_core::diagnostic::{Diagnostic, Diagnostics};
use slugline_core::model::Article;
use slugline_core::plugin::{Context, Linter, Offer, Still};

use crate::asking::{Made, Refusal, hold_diagnostics, twice};
use crate::corpus::{self, Document, END};
use crate::difference::difference;
use crate::finding::{Check, Ledger};
use crate::subject::Subject;

/// What a linter reported.
#[derive(PartialEq)]
pub(crate) struct Reported(pub(crate) Vec<Diagnostic>);

impl Made for Reported {
    fn differs(&self, other: &Reported) -> String {
        let lines = |reported: &Reported| reported.0.iter().map(|one| format!("{one:?}\n")).collect::<String>();
        difference(&lines(self), &lines(other))
    }
}

/// What the linter says of an article.
pub(crate) fn reported(linter: &dyn Linter, article: &Article<'_>) -> Result<Reported> {
    let mut diagnostics = Diagnostics::new();
    linter.check(article, &mut Context::new(&mut diagnostics, &Still))?;
    Ok(Reported(diagnostics.take()))
}

/// Holds the linter that is offered.
pub(crate) fn hold(subject: &Subject<'_>, offer: &Offer, ledger: &mut Ledger<'_>) {
    let bound = subject.bind(ledger, |plugin| plugin.linter(&offer.name, &subject.options));
    let Some([linter, again]) = bound else { return };
    let documents = corpus::documents();
    let ask = |linter: &dyn Linter, document: &Document| {
        let article = document.articles.first().cloned().unwrap_or_default();
        reported(linter, &article)
    };
    let made = twice(&documents, [&|one| ask(&*linter, one), &|one| ask(&*again, one)], Refusal::No, ledger);
    for (document, Reported(diagnostics)) in documents.iter().zip(made).filter_map(|(one, made)| Some((one, made?))) {
        hold_diagnostics(&document.name, &diagnostics, END, ledger);
    }
    ledger.unasked(&[Check::Diagnostics]);
}
