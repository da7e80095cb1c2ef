//! What writers are held to.

use slugline_core::Result;
use slugline_core::diagnostic::{Diagnostic, Diagnostics};
use slugline_core::model::{Edition, EditionHead, Field, Publisher, PublisherField};
use slugline_core::plugin::{Arity, Audience, Carries, Context, Memory, Offer, Still, Writer};

use crate::asking::{Ask, Made, Refusal, Tried, hold_diagnostics, in_time, twice};
use crate::corpus::{self, Document, END, SECRET, bare, clear, confidential, every_field};
use crate::difference::difference_of_bytes;
use crate::finding::{Check, Ledger};
use crate::loss::{Letters, lost};
use crate::subject::Subject;
use crate::syntax::{Malformed, Syntax};

/// What a writer wrote and reported.
#[derive(PartialEq)]
pub(crate) struct Written {
    /// The files, the one that the user named first, whose name is empty.
    pub(crate) files: Vec<Output>,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// A file that a writer wrote.
#[derive(PartialEq)]
pub(crate) struct Output {
    pub(crate) name: String,
    media_type: String,
    pub(crate) bytes: Vec<u8>,
}

impl Tried for Document {
    fn name(&self) -> &str {
        &self.name
    }
}

impl Made for Written {
    fn differs(&self, other: &Written) -> String {
        let mut pairs = self.files.iter().zip(&other.files);
        match pairs.find(|(first, again)| first != again) {
            Some((first, again)) => difference_of_bytes(&first.bytes, &again.bytes),
            None if self.files.len() != other.files.len() => "not the same number of files".to_owned(),
            None => "the same bytes, and other diagnostics".to_owned(),
        }
    }
}

impl Written {
    /// The text that readers find in all files.
    fn text(&self, articles: usize, offer: &Offer) -> Result<String, Malformed> {
        let texts = self.files.iter().map(|file| {
            let is_first = file.name.is_empty();
            let binary = !is_first || offer.files.as_ref().is_some_and(|files| files.binary);
            let syntax = Syntax::of(&file.media_type, binary);
            let text = syntax.text(&file.bytes).or_else(|fault| match syntax {
                // Of several articles a file of JSON may have one on each line.
                Syntax::Json if articles > 1 => Syntax::JsonLines.text(&file.bytes).map_err(|_| fault),
                _ => Err(fault),
            });
            text.map_err(|fault| if is_first { fault } else { format!("`{}`, {fault}", file.name) })
        });
        texts.collect::<Result<Vec<_>, _>>().map(|texts| texts.join("\n"))
    }

    fn holds(&self, word: &str) -> bool {
        self.files.iter().any(|file| String::from_utf8_lossy(&file.bytes).contains(word))
    }
}

/// Writes `document`.
pub(crate) fn write(writer: &dyn Writer, document: &Document, offer: &Offer) -> Result<Written> {
    let (mut out, mut diagnostics) = (Memory::new(), Diagnostics::new());
    let edition = Edition { head: &document.head, articles: &document.articles };
    writer.write(&edition, &mut out, &mut Context::new(&mut diagnostics, &Still))?;
    let (bytes, files) = out.into_parts();
    let media_type = offer.files.as_ref().map(|files| files.media_type.to_string()).unwrap_or_default();
    let mut outputs = vec![Output { name: String::new(), media_type, bytes }];
    outputs.extend(files.into_iter().map(|file| Output {
        name: file.name,
        media_type: file.media_type,
        bytes: file.content,
    }));
    Ok(Written { files: outputs, diagnostics: diagnostics.take() })
}

/// Holds the writer that is offered.
pub(crate) fn hold(subject: &Subject<'_>, offer: &Offer, ledger: &mut Ledger<'_>) {
    let bound = subject.bind(ledger, |plugin| plugin.writer(&offer.name, &subject.options));
    let Some([writer, again]) = bound else { return };
    let mut documents = corpus::documents();
    documents.retain(|document| writer.arity() == Arity::Many || document.articles.len() == 1);
    let [first, again]: [Ask<'_, Document, Written>; 2] =
        [&|document| write(&*writer, document, offer), &|document| write(&*again, document, offer)];
    for (document, written) in documents.iter().zip(twice(&documents, [first, again], Refusal::No, ledger)) {
        if let Some(written) = written {
            hold_output(document, &written, offer, ledger);
        }
    }
    ledger.unasked(&[Check::WellFormed, Check::TextKept, Check::Diagnostics]);
    let carries = offer.carries.unwrap_or(Carries::everything());
    // Where the same differs, what differs without a field says nothing of the field.
    if ledger.is_well(Check::SameTwice) {
        hold_fields(carries, first, ledger);
    }
    if carries.audience == Audience::Public {
        hold_secret(first, offer, ledger);
    }
}

fn hold_output(document: &Document, written: &Written, offer: &Offer, ledger: &mut Ledger<'_>) {
    const ESCAPE: &str = "escape text where it is put into the format, and leave out what the format cannot hold";
    const KEEP: &str = "write it, or report at the span of its node that it is left out";
    let name = &document.name;
    let text = written.text(document.articles.len(), offer);
    ledger.hold(Check::WellFormed, name, text.as_ref().err().cloned(), ESCAPE);
    if let Ok(text) = text {
        let lost = lost(&document.articles, &Letters::and_digits(text), &written.diagnostics);
        ledger.hold(Check::TextKept, name, lost, KEEP);
    }
    hold_diagnostics(name, &written.diagnostics, END, ledger);
}

/// Whether an output is another where a field is missing, for every field.
fn hold_fields(carries: Carries, write: &dyn Fn(&Document) -> Result<Written>, ledger: &mut Ledger<'_>) {
    const HELP: &str = "`carries` of the manifest lists the fields that the files have a place for, and no others";
    let mut hold = |name: &str, said: bool, pairs: [(Document, Document); 2]| {
        let Some(done) = differ(&pairs, write, ledger) else { return ledger.untried(Check::Carries) };
        let fault = (said != done).then(|| match said {
            true => format!("it says that it carries {name}, and writes the same without it"),
            false => format!("it says that it does not carry {name}, and writes something else without it"),
        });
        ledger.hold(Check::Carries, name, fault, HELP);
    };
    for field in Field::ALL {
        let pairs = [every_field(), bare(field)].map(|article| {
            let mut without = article.clone();
            clear(&mut without.head, field);
            (Document::of(field.as_str(), article), Document::of(field.as_str(), without))
        });
        hold(field.as_str(), carries.fields.has(field), pairs);
    }
    for field in PublisherField::ALL {
        let others: Vec<_> = PublisherField::ALL.into_iter().filter(|other| *other != field).collect();
        // What the article says of its rights takes the place of what the publisher says.
        let of = |fields: &[PublisherField]| Document {
            head: EditionHead { publisher: publisher(fields), ..EditionHead::default() },
            ..Document::of(field.key(), bare(Field::Headline))
        };
        let pairs = [(of(&PublisherField::ALL), of(&others)), (of(&[field]), of(&[]))];
        hold(field.key(), carries.publisher.has(field), pairs);
    }
}

/// Whether the files of any pair differ. `None`: that was not found out, since the writer was late or is asked no more.
fn differ(
    pairs: &[(Document, Document)],
    write: &dyn Fn(&Document) -> Result<Written>,
    ledger: &mut Ledger<'_>,
) -> Option<bool> {
    let mut files = |document: &Document| Some(in_time(document, write, ledger)?.ok().map(|written| written.files));
    for (with, without) in pairs {
        if files(with)? != files(without)? {
            return Some(true);
        }
    }
    Some(false)
}

/// A publisher of whom these fields are known.
fn publisher(fields: &[PublisherField]) -> Publisher<'static> {
    let mut publisher = Publisher::default();
    for field in fields {
        match field {
            PublisherField::Name => publisher.name = Some("The Harbour Times".into()),
            PublisherField::Url => publisher.url = Some("https://harbourtimes.example/".into()),
            PublisherField::Logo => publisher.logo = Some("https://harbourtimes.example/logo.png".into()),
            PublisherField::Copyright => publisher.copyright = Some("(c) The Harbour Times".into()),
            PublisherField::UsageTerms => publisher.usage_terms = Some("For subscribers.".into()),
        }
    }
    publisher
}

fn hold_secret(write: &dyn Fn(&Document) -> Result<Written>, offer: &Offer, ledger: &mut Ledger<'_>) {
    const HELP: &str = "skip the nodes whose role is `editor-only` or `end-mark`, and `editor_notes` of the head";
    let document = Document::of("words for editors alone", confidential());
    let Some(made) = in_time(&document, write, ledger) else { return ledger.untried(Check::EditorOnly) };
    let Ok(written) = made else { return };
    let is_told =
        written.holds(SECRET) || written.text(document.articles.len(), offer).is_ok_and(|text| text.contains(SECRET));
    let fault = is_told.then(|| format!("`{SECRET}`, which editors alone may read, is in a file for the public"));
    ledger.hold(Check::EditorOnly, &document.name, fault, HELP);
}
