//! What a plugin may ask and tell while it works.

use std::sync::Arc;

use super::Picture;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Article, Date, Instant, PublisherField, Span, Text};

/// What a plugin is handed beside its work: where to report, and the only door to the outside.
pub struct Context<'c> {
    /// Where to report.
    pub diagnostics: &'c mut Diagnostics,
    /// The world as the host lets it be seen.
    pub world: &'c dyn World,
}

/// The only door outside. Writers have no clock, no random numbers, no environment, no files and no network: what they may
/// know comes through here, so that the same job gives the same bytes everywhere.
pub trait World: Sync {
    /// The moment that the user set for this run: `--set date=...`.
    fn date(&self) -> Option<Instant> {
        None
    }

    /// The moment of `SOURCE_DATE_EPOCH`.
    ///
    /// Source: reproducible-builds.org, "SOURCE_DATE_EPOCH specification".
    fn source_date_epoch(&self) -> Option<Instant> {
        None
    }

    /// Whether the time for the work is over: by default it never is. What is read or written is thrown away then, and the
    /// work fails as `time-limit`, so that whoever asks may stop where they are, and no output depends on the clock. Work on
    /// blocks asks by a [`Watch`].
    fn is_over(&self) -> bool {
        false
    }

    /// The picture that an article refers to as `source`, of those below the folder that the user named. `None` where
    /// there is no such folder, and for addresses, which are no files. Nothing is opened before a writer asks; asking again
    /// costs no second look.
    ///
    /// # Errors
    ///
    /// Why it cannot be used, for the writer to report with its place: a warning, `missing-picture`, `picture-outside`,
    /// `unknown-picture-type`, `picture-too-large` or `unreadable-picture`.
    fn picture(&self, source: &str) -> std::result::Result<Option<Arc<Picture>>, Diagnostic> {
        let _ = source;
        Ok(None)
    }

    /// The bytes of a picture that [`picture`](World::picture) gave: as many as it says, of the kind and size it says. They
    /// are read anew each time, so that a writer that embeds pictures holds one at a time.
    ///
    /// # Errors
    ///
    /// As for [`picture`](World::picture), where the file changed meanwhile.
    fn picture_bytes(&self, picture: &Picture) -> std::result::Result<Vec<u8>, Diagnostic> {
        Err(Diagnostic::warning("missing-picture", format!("there is no picture `{}`", picture.name)))
    }
}

/// A world in which nothing is set: for tests, and for programs that want defaults.
#[derive(Clone, Copy, Debug, Default)]
pub struct Still;

impl World for Still {}

/// Looks whether the time for the work is over, for whoever works on blocks one by one.
///
/// ```
/// use slugline_core::plugin::{Still, Watch};
///
/// let mut watch = Watch::new(&Still);
/// for block in 0..1000 {
///     if watch.is_over() {
///         break;
///     }
///     // Here a block is read, or written.
/// }
/// ```
pub struct Watch<'w> {
    world: &'w dyn World,
    blocks: usize,
}

impl<'w> Watch<'w> {
    /// Of so many blocks the world is asked before one: it reads a clock, which takes as long as a short block.
    pub const EVERY: usize = 32;

    /// A watch that asks `world`.
    pub fn new(world: &'w dyn World) -> Watch<'w> {
        Watch { world, blocks: 0 }
    }

    /// Whether the time is over; to be asked before each block.
    #[inline]
    pub fn is_over(&mut self) -> bool {
        self.is_over_before(1)
    }

    /// The same before so many blocks: for who works on hundreds of them in a row, and would count each.
    #[inline]
    pub fn is_over_before(&mut self, blocks: usize) -> bool {
        self.blocks += blocks;
        if self.blocks < Self::EVERY {
            return false;
        }
        self.blocks = 0;
        self.world.is_over()
    }
}

impl<'c> Context<'c> {
    /// A context that reports to `diagnostics` and sees `world`.
    pub fn new(diagnostics: &'c mut Diagnostics, world: &'c dyn World) -> Context<'c> {
        Context { diagnostics, world }
    }

    /// Reports.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Does the part of the work that is about one article of an edition, counted from 0: what is reported meanwhile names
    /// it. For writers of several articles, so that each fault is told with the input and the place that it is in.
    pub fn for_article<T>(&mut self, article: usize, work: impl FnOnce(&mut Context<'_>) -> T) -> T {
        let outer = self.diagnostics.set_article(u32::try_from(article).ok());
        let done = work(self);
        self.diagnostics.set_article(outer);
        done
    }

    /// The article's title, for a format that must have one: the headline, else a stand-in, which is reported as
    /// `missing-headline`.
    pub fn title<'a>(&mut self, article: &'a Article<'_>) -> Text<'a> {
        let title = article.title();
        if article.headline().is_none() {
            let message = format!("the article has no headline; `{title}` stands in for it");
            let help = "add one, or see what each line was taken for: `slugline inspect FILE --explain`";
            self.report(Diagnostic::warning("missing-headline", message).help(help));
        }
        title
    }

    /// The moment of this version of the article, for a format that must name one. The first of: the date that the user
    /// set, the article's update, publication or writing (a day counts from its first second in UTC), `SOURCE_DATE_EPOCH`,
    /// and 1970-01-01T00:00:00Z, which is reported as `missing-date`. Never the clock.
    pub fn moment(&mut self, article: &Article<'_>) -> Instant {
        let dates = &article.head.dates;
        let dated = || {
            let known = [dates.updated, dates.published, dates.created];
            known.into_iter().flatten().find_map(Date::moment)
        };
        let found = self.world.date().or_else(dated).or_else(|| self.world.source_date_epoch());
        found.unwrap_or_else(|| {
            let message = "the article has no full date; 1970-01-01T00:00:00Z stands in for it";
            let help = "write it into the story, or set it for all stories of the run with \
                        `--set date=2024-11-18T12:00:00Z`: slugline reads no clock";
            self.report(Diagnostic::warning("missing-date", message).help(help));
            Instant::EPOCH
        })
    }

    /// Reports as `field-left-out` that there is no place for what is set of the publisher. A run of many says it once.
    pub fn leave_out_of_publisher(&mut self, field: PublisherField) {
        let message = format!("there is no place for the publisher's {}", field.words());
        self.report(Diagnostic::note("field-left-out", message).of_run());
    }

    /// Reports as `date-without-year` that the date read at `span` is left out, for a format whose dates have years.
    pub fn leave_out_date(&mut self, date: Date, span: Span) {
        let message = format!("the date `{date}` has no year, and is left out");
        let help = "write the year in the text";
        self.report(Diagnostic::warning("date-without-year", message).help(help).at(span));
    }
}
