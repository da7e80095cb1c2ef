//! What comes with a source beside its bytes: a record of a database says what a file has to show.

use std::time::Instant;

use slugline_core::diagnostic::{Diagnostic, Diagnostics};
use slugline_core::model::{Article, Head};
use slugline_core::{Error, Kind, Result};

/// What is told of one source. By default nothing is, and it has all the time there is.
#[derive(Clone, Debug, Default)]
pub struct Told<'a, 't> {
    /// The format it is in, whatever it looks like.
    pub from: Option<&'t str>,
    /// What goes before the heads of its articles.
    pub head: Option<Head<'a>>,
    /// When the time for the work on it is over, which is looked at between the steps of the work. No output depends on the
    /// clock but by failing.
    pub deadline: Option<Instant>,
}

impl<'a> Told<'a, '_> {
    /// Puts what is told over what was read, and reports what is lost of the text by it.
    pub(crate) fn tell(&self, article: &mut Article<'a>, diagnostics: &mut Diagnostics) {
        let Some(head) = &self.head else { return };
        for (field, span) in article.head.overlay(head.clone()) {
            let message = format!("`meta` names the {}; what the text says of it is left out", field.words());
            let help = "if it is part of the story, put it below the head of the text";
            diagnostics.push(Diagnostic::note("told-otherwise", message).at(span).help(help));
        }
    }

    /// Whether there is time left.
    ///
    /// # Errors
    ///
    /// `time-limit` where there is none.
    pub fn check_time(&self) -> Result<()> {
        if self.deadline.is_none_or(|deadline| Instant::now() < deadline) {
            return Ok(());
        }
        let error = Error::new(Kind::Unsupported, "the time for it is over");
        Err(error.help("allow more with `--time-limit SECONDS`").coded("time-limit"))
    }
}
