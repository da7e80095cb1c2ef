//! What readers are held to.

use slugline_core::diagnostic::{Diagnostic, Diagnostics};
use slugline_core::model::{Article, Span};
use slugline_core::plugin::{Context, Offer, Reader, Still, check_account};
use slugline_core::{Result, Source};

use crate::asking::{Made, Refusal, Tried, hold_diagnostics, twice};
use crate::corpus::inputs;
use crate::difference::difference;
use crate::document::{document_fault, pretty};
use crate::finding::{Check, Ledger};
use crate::subject::Subject;

/// What a reader read and reported.
#[derive(PartialEq)]
pub(crate) struct Read {
    pub(crate) articles: Vec<Article<'static>>,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

impl Made for Read {
    fn differs(&self, other: &Read) -> String {
        let documents = |read: &Read| read.articles.iter().map(|article| pretty(article) + "\n").collect::<String>();
        match (documents(self), documents(other)) {
            (first, again) if first != again => difference(&first, &again),
            _ => "the same articles, and other diagnostics".to_owned(),
        }
    }
}

impl Tried for Source {
    fn name(&self) -> &str {
        Source::name(self)
    }
}

/// Reads `source`.
pub(crate) fn read(reader: &dyn Reader, source: &Source) -> Result<Read> {
    let (mut articles, mut diagnostics) = (Vec::new(), Diagnostics::new());
    reader.read(source, &mut Context::new(&mut diagnostics, &Still), &mut |article| {
        articles.push(article.into_owned());
        Ok(())
    })?;
    Ok(Read { articles, diagnostics: diagnostics.take() })
}

/// Holds the reader that is offered.
pub(crate) fn hold(subject: &Subject<'_>, offer: &Offer, ledger: &mut Ledger<'_>) {
    let bound = subject.bind(ledger, |plugin| plugin.reader(&offer.name, &subject.options));
    let Some([reader, again]) = bound else { return };
    // What cannot be decoded never comes to a reader.
    let sources: Vec<Source> =
        inputs(&subject.inputs).into_iter().filter_map(|input| Source::new(input.name, input.bytes).ok()).collect();
    let made = twice(&sources, [&|one| read(&*reader, one), &|one| read(&*again, one)], Refusal::OfInput, ledger);
    for (source, made) in sources.iter().zip(made) {
        if let Some(made) = made {
            hold_articles(&*reader, source, &made, ledger);
        }
    }
    ledger.unasked(&[Check::ValidDocument, Check::Diagnostics]);
}

fn hold_articles(reader: &dyn Reader, source: &Source, made: &Read, ledger: &mut Ledger<'_>) {
    const VALID: &str =
        "an article is a document, and its places are bytes of the source: from its start, within its end";
    const ACCOUNT: &str = "say of each byte of a line what it is, or why it is skipped";
    let mut faults = made.articles.iter().filter_map(document_fault);
    let beyond = || made.articles.iter().find_map(|article| beyond(article, source.len()));
    let fault = faults.next().or_else(|| reader.spans_source().then(beyond).flatten());
    ledger.hold(Check::ValidDocument, source.name(), fault, VALID);
    hold_diagnostics(source.name(), &made.diagnostics, source.len(), ledger);
    match ledger.ask(source.name(), || reader.explain(source)) {
        None => ledger.untried(Check::AccountedFor),
        Some(Ok(lines)) if lines.is_empty() => {}
        Some(Ok(lines)) => {
            let fault = check_account(source, &lines).err().map(|error| error.to_string());
            ledger.hold(Check::AccountedFor, source.name(), fault, ACCOUNT);
        }
        Some(Err(error)) => ledger.hold(Check::AccountedFor, source.name(), Some(error.to_string()), ACCOUNT),
    }
}

/// A place of an article behind the end of its source.
fn beyond(article: &Article<'_>, end: u32) -> Option<String> {
    let mut found = None;
    let mut look = |what: &str, span: Span| {
        if !span.is_detached() && (span.start > span.end || span.end > end) {
            found.get_or_insert_with(|| format!("the place {span:?} of {what} is not within 0..{end}"));
        }
    };
    article.head.spans.iter().for_each(|entry| look(entry.field.as_str(), entry.span));
    article.body.iter().for_each(|block| look("a block", block.span));
    article.each_text(&mut |run, span| look(&format!("`{run}`"), span));
    found
}
