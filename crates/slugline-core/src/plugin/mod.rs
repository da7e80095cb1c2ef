//! What every reader, transform, linter and writer implements, whether it comes with slugline or was written last night.
//!
//! A [`Plugin`] offers them by name and binds their options once, before any input is opened: a wrong option ends the job
//! there. What it gives back does the work, for any number of inputs, from any number of threads.

mod account;
mod context;
mod manifest;
mod options;
mod output;
mod picture;
mod schema;
mod tally;

pub use account::{LineReport, check_account};
pub use context::{Context, Still, Watch, World};
pub use manifest::{Audience, Carries, FileType, Manifest, Offer, OfferKind, OptionHelp};
pub use options::{NoOptions, OptionMap};
pub use output::{File, Memory, Output, Sink};
pub use picture::{Picture, PictureKind};
#[cfg(feature = "schema")]
pub use schema::options_of;
pub use schema::{OptionSchema, OptionValues};
pub use tally::Tally;

use crate::error::{Error, Kind, Result};
use crate::model::{Article, Edition};
use crate::source::Source;

/// Something that offers readers, transforms, linters or writers.
///
/// A host asks for nothing but what the manifest offers, by kind and name: a plugin that offers one thing of a kind need
/// not look at the name.
pub trait Plugin: Send + Sync {
    /// What it offers: names, extensions, media types, options.
    fn manifest(&self) -> &Manifest;

    /// Whether it comes from outside: binding something of it loads it, so nothing is bound that is not needed.
    fn is_outside(&self) -> bool {
        false
    }

    /// What it is made of, in 32 bytes: others as soon as it may do something else, so that what came of it can be kept.
    /// `None`: it is a part of the program that asks, or nobody can tell.
    fn fingerprint(&self) -> Option<[u8; 32]> {
        None
    }

    /// How sure the plugin is that it should read `source`, when the user names no format. Asked before options are bound.
    fn sniff(&self, source: &Source) -> Confidence {
        let _ = source;
        Confidence::NONE
    }

    /// The reader of the format `name`, its options bound.
    ///
    /// # Errors
    ///
    /// [`Kind::Usage`] for a wrong option. The same holds for the other three.
    fn reader(&self, name: &str, options: &OptionMap) -> Result<Box<dyn Reader>> {
        let _ = options;
        Err(self.not_offered(OfferKind::Reader, name))
    }

    /// The transform `name`, its options bound.
    ///
    /// # Errors
    ///
    /// As for [`reader`](Plugin::reader).
    fn transform(&self, name: &str, options: &OptionMap) -> Result<Box<dyn Transform>> {
        let _ = options;
        Err(self.not_offered(OfferKind::Transform, name))
    }

    /// The linter `name`, its options bound.
    ///
    /// # Errors
    ///
    /// As for [`reader`](Plugin::reader).
    fn linter(&self, name: &str, options: &OptionMap) -> Result<Box<dyn Linter>> {
        let _ = options;
        Err(self.not_offered(OfferKind::Linter, name))
    }

    /// The writer of the format `name`, its options bound.
    ///
    /// # Errors
    ///
    /// As for [`reader`](Plugin::reader).
    fn writer(&self, name: &str, options: &OptionMap) -> Result<Box<dyn Writer>> {
        let _ = options;
        Err(self.not_offered(OfferKind::Writer, name))
    }

    /// The error for something that this plugin does not give: what it answers to every kind that it has no method for.
    fn not_offered(&self, kind: OfferKind, name: &str) -> Error {
        let message = format!("plugin `{}` offers no {} `{name}`", self.manifest().name, kind.as_str());
        Error::new(Kind::Usage, message)
    }
}

/// How sure a plugin is that a source is in its format: 0 not at all, 100 beyond doubt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Confidence(pub u8);

impl Confidence {
    /// Not in its format.
    pub const NONE: Confidence = Confidence(0);
    /// It can read it, as it can read anything.
    pub const FALLBACK: Confidence = Confidence(1);
    /// Signs of the format are there.
    pub const LIKELY: Confidence = Confidence(60);
    /// The format's own signature is there.
    pub const CERTAIN: Confidence = Confidence(100);
}

/// Turns a source into articles.
pub trait Reader: Send + Sync {
    /// Reads `source` and calls `each` once per article, in order, as soon as it is complete. An error of `each` ends the
    /// reading and is handed on.
    ///
    /// # Errors
    ///
    /// [`Kind::Malformed`], [`Kind::Invalid`] or [`Kind::Unsupported`] for what cannot be read, with the place. Raw text
    /// can always be read.
    fn read<'s>(
        &self,
        source: &'s Source,
        cx: &mut Context<'_>,
        each: &mut dyn FnMut(Article<'s>) -> Result<()>,
    ) -> Result<()>;

    /// Whether the spans of the articles are places in the source that they were read from. Not so for documents that keep
    /// the spans of the text they were once made of: a place in that text says nothing about this source.
    fn spans_source(&self) -> bool {
        true
    }

    /// Accounts for `source` line by line: what each was taken for and by which rule. Readers that have no lines to
    /// explain give none.
    ///
    /// # Errors
    ///
    /// As for [`read`](Reader::read).
    fn explain<'s>(&self, source: &'s Source) -> Result<Vec<LineReport<'s>>> {
        let _ = source;
        Ok(Vec::new())
    }
}

/// Edits an article.
pub trait Transform: Send + Sync {
    /// Edits `article` in place. Text that it makes up is owned and has no span.
    ///
    /// # Errors
    ///
    /// Any kind but [`Kind::Usage`]; the article is then not written.
    fn apply(&self, article: &mut Article<'_>, cx: &mut Context<'_>) -> Result<()>;
}

/// Looks at an article and reports.
pub trait Linter: Send + Sync {
    /// Reports what it finds to `cx`.
    ///
    /// # Errors
    ///
    /// Where it could not look. What it finds is no error.
    fn check(&self, article: &Article<'_>, cx: &mut Context<'_>) -> Result<()>;
}

/// Turns an edition into files. Pure: the same edition and options give the same bytes, whatever the machine.
pub trait Writer: Send + Sync {
    /// How many articles one file can hold.
    fn arity(&self) -> Arity;

    /// Writes `edition` to `out`. Given more articles than its [`arity`](Writer::arity) allows it writes the first.
    ///
    /// # Errors
    ///
    /// Where the format cannot hold the edition. A failed write is no error of the writer: the host asks the sink.
    fn write(&self, edition: &Edition<'_>, out: &mut dyn Output, cx: &mut Context<'_>) -> Result<()>;
}

/// How many articles one file of a format can hold. In JSON a word: `"one"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Arity {
    /// One: an HTML page, a newsItem.
    One,
    /// As many as there are: a book, a feed, lines of JSON.
    Many,
}
