//! Mail: messages of RFC 822 and its successors, and mailboxes of them. The format `mail`.
//!
//! ```
//! use slugline_core::{Source, diagnostic::Diagnostics, text::TextReader};
//!
//! let mail = "From: Ada Roe <ada@harbour.example>\nSubject: Fwd: [subs] Ferries stop\n\nNo ferry left the harbour.\n";
//! let source = Source::from_text("ferries.eml", mail)?;
//! let articles = slugline_mail::read(&source, &TextReader::default(), &mut Diagnostics::new());
//! let article = articles.into_iter().next().unwrap();
//! assert_eq!(article.head.headline.unwrap(), "Ferries stop");
//! assert_eq!(article.head.bylines[0].name, "Ada Roe");
//! # Ok::<(), slugline_core::Error>(())
//! ```
//!
//! A message is walked line by line (`structure`), so that each line is known to be of a head, of a part or between parts.
//! Of its parts one is the story: it is decoded (`content`), freed of tags, soft line ends and signature, and read as all
//! raw text is. What the head says comes first. Reading never fails: a message that is cut off is read as far as it goes,
//! and parts that are not read are reported.
//!
//! Source: RFC 5322 (messages), RFC 2045 to 2047 (parts, encoded words), RFC 3676 (flowed text), RFC 4155 (mailboxes);
//! WIRE-CONVENTIONS section 6.

mod article;
mod content;
mod entity;
mod explain;
mod flowed;
mod forward;
mod head;
mod html;
mod letters;
mod line;
mod rule;
mod sender;
mod signature;
mod sniff;
mod structure;
mod transfer;

use slugline_core::diagnostic::Diagnostics;
use slugline_core::model::Article;
use slugline_core::plugin::{
    Confidence, Context, FileType, LineReport, Manifest, Offer, OptionMap, Plugin, Reader, Still,
};
use slugline_core::text::{HouseRules, TextReader};
use slugline_core::{Result, Source};

/// The plugin: reader `mail`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Mail;

impl Plugin for Mail {
    fn manifest(&self) -> &Manifest {
        const OFFERS: &[Offer] = &[Offer::reader(
            "mail",
            "mail: a message, or a mailbox of several",
            FileType::text("eml", "message/rfc822"),
            HouseRules::OPTIONS,
        )];
        static MANIFEST: Manifest = Manifest::new("mail", env!("CARGO_PKG_VERSION"), OFFERS);
        &MANIFEST
    }

    fn sniff(&self, source: &Source) -> Confidence {
        sniff::confidence(source)
    }

    fn reader(&self, name: &str, options: &OptionMap) -> Result<Box<dyn Reader>> {
        Ok(Box::new(MailReader { text: TextReader::new(options.read(name)?) }))
    }
}

/// The reader, its options bound.
struct MailReader {
    text: TextReader,
}

impl Reader for MailReader {
    fn read<'s>(
        &self,
        source: &'s Source,
        cx: &mut Context<'_>,
        each: &mut dyn FnMut(Article<'s>) -> Result<()>,
    ) -> Result<()> {
        structure::messages(source).try_for_each(|message| each(article::read(source, message, &self.text, cx).article))
    }

    fn explain<'s>(&self, source: &'s Source) -> Result<Vec<LineReport<'s>>> {
        Ok(explain::report(source, &self.text))
    }
}

/// Reads the messages that `source` holds, at least one. `text` reads the stories in them. Never fails: what is no mail is
/// text, and a message without any is an empty article, which is reported as `empty-input`.
pub fn read<'s>(source: &'s Source, text: &TextReader, diagnostics: &mut Diagnostics) -> Vec<Article<'s>> {
    let mut cx = Context::new(diagnostics, &Still);
    structure::messages(source).map(|message| article::read(source, message, text, &mut cx).article).collect()
}

/// Accounts for `source` line by line: label, rule, and the parts of each line that are no text of an article.
pub fn explain<'s>(source: &'s Source, text: &TextReader) -> Vec<LineReport<'s>> {
    explain::report(source, text)
}
