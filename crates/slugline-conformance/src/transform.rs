//! What transforms are held to.

use slugline_core::Result;
use slugline_core::diagnostic::{Diagnostic, Diagnostics};
use slugline_core::model::Article;
use slugline_core::plugin::{Context, Offer, Still, Transform};

use crate::asking::{Made, Refusal, hold_diagnostics, twice};
use crate::corpus::{self, Document, END, TIDES};
use crate::difference::difference;
use crate::document::{document_fault, pretty};
use crate::finding::{Check, Ledger};
use crate::loss::{Letters, lost};
use crate::subject::Subject;

/// What a transform made of an article, and reported.
#[derive(PartialEq)]
pub(crate) struct Transformed {
    pub(crate) article: Article<'static>,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

impl Made for Transformed {
    fn differs(&self, other: &Transformed) -> String {
        match (pretty(&self.article), pretty(&other.article)) {
            (first, again) if first != again => difference(&first, &again),
            _ => "the same article, and other diagnostics".to_owned(),
        }
    }
}

/// Transforms the first article of `document`.
pub(crate) fn transformed(transform: &dyn Transform, article: &Article<'static>) -> Result<Transformed> {
    let (mut article, mut diagnostics) = (article.clone(), Diagnostics::new());
    transform.apply(&mut article, &mut Context::new(&mut diagnostics, &Still))?;
    Ok(Transformed { article, diagnostics: diagnostics.take() })
}

/// Holds the transform that is offered.
pub(crate) fn hold(subject: &Subject<'_>, offer: &Offer, ledger: &mut Ledger<'_>) {
    let bound = subject.bind(ledger, |plugin| plugin.transform(&offer.name, &subject.options));
    let Some([transform, again]) = bound else { return };
    let documents = corpus::documents();
    let ask = |transform: &dyn Transform, document: &Document| {
        let article = document.articles.first().cloned().unwrap_or_default();
        transformed(transform, &article)
    };
    let made = twice(&documents, [&|one| ask(&*transform, one), &|one| ask(&*again, one)], Refusal::No, ledger);
    for (document, made) in documents.iter().zip(made) {
        if let (Some(made), [article, ..]) = (made, &*document.articles) {
            hold_article(&document.name, article, &made, ledger);
        }
    }
    ledger.unasked(&[Check::ValidDocument, Check::TextKept, Check::UnknownKept, Check::Diagnostics]);
}

fn hold_article(name: &str, before: &Article<'static>, made: &Transformed, ledger: &mut Ledger<'_>) {
    const VALID: &str = "levels of headings are 1 to 6, nothing nests deeper than 32, and what is kept of JSON is JSON";
    const KEEP: &str = "keep it, or report at the span of its node that it is left out";
    const OPAQUE: &str = "hand on a node of a kind that you do not know as it came";
    ledger.hold(Check::ValidDocument, name, document_fault(&made.article), VALID);
    let mut text = String::new();
    made.article.each_text(&mut |run, _| text.extend([run, "\n"]));
    let lost = lost(std::slice::from_ref(before), &Letters::alone(text), &made.diagnostics);
    ledger.hold(Check::TextKept, name, lost, KEEP);
    let tides = |article: &Article<'_>| pretty(article).matches(TIDES).count();
    let (had, has) = (tides(before), tides(&made.article));
    if had > 0 {
        let fault = (had != has).then(|| format!("of {had} nodes of a kind that no version knows {has} came back"));
        ledger.hold(Check::UnknownKept, name, fault, OPAQUE);
    }
    hold_diagnostics(name, &made.diagnostics, END, ledger);
}
