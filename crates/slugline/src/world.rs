//! What plugins see of the world: the settings, and the pictures below the folder that the user named.

use std::hash::Hash as _;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use slugline_core::diagnostic::Diagnostic;
use slugline_core::model;
use slugline_core::plugin::{Picture, World};

use crate::assets::{Assets, Found};
use crate::cache::{Print, Printer};
use crate::settings::Settings;

/// The world of one run.
#[derive(Clone, Copy)]
pub(crate) struct Surroundings<'r> {
    pub(crate) settings: &'r Settings,
    pub(crate) assets: Option<&'r Assets>,
    /// When the time for the work is over, where it has an end.
    pub(crate) deadline: Option<Instant>,
    /// Takes down which pictures are looked at. `None`: nobody wants to know.
    pub(crate) seen: Option<&'r Seen>,
}

/// The pictures that were looked at in the work on one story, in that order.
#[derive(Default)]
pub(crate) struct Seen(Mutex<Vec<Look>>);

/// A look at a picture, and what was to be seen.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) struct Look {
    /// What the article refers to; of its bytes, the picture's name.
    source: String,
    /// Whether it was at all of its bytes.
    is_whole: bool,
    print: Print,
}

impl Seen {
    fn note(&self, source: &str, is_whole: bool, print: Print) {
        let mut looks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !looks.iter().any(|look| look.source == source && look.is_whole == is_whole && look.print == print) {
            looks.push(Look { source: source.to_owned(), is_whole, print });
        }
    }

    pub(crate) fn looks(&self) -> Vec<Look> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Look {
    /// Whether there is still the same to be seen among `assets`.
    pub(crate) fn holds(&self, assets: Option<&Assets>) -> bool {
        let Some(assets) = assets else { return false };
        match (self.is_whole, assets.find(&self.source)) {
            (false, found) => print_of(&found) == self.print,
            (true, Ok(Some(picture))) => print_of_bytes(&assets.read(&picture)) == self.print,
            (true, Ok(None) | Err(_)) => false,
        }
    }
}

fn print_of(found: &Found<Option<Arc<Picture>>>) -> Print {
    let mut printer = Printer::default();
    found.hash(&mut printer);
    printer.print()
}

fn print_of_bytes(bytes: &Found<Vec<u8>>) -> Print {
    match bytes {
        Ok(bytes) => Print::of(bytes),
        Err(fault) => {
            let mut printer = Printer::default();
            fault.hash(&mut printer);
            printer.print()
        }
    }
}

impl World for Surroundings<'_> {
    fn date(&self) -> Option<model::Instant> {
        self.settings.date()
    }

    fn source_date_epoch(&self) -> Option<model::Instant> {
        self.settings.source_date_epoch
    }

    fn is_over(&self) -> bool {
        self.deadline.is_some_and(|deadline| Instant::now() >= deadline)
    }

    fn picture(&self, source: &str) -> Result<Option<Arc<Picture>>, Diagnostic> {
        let Some(assets) = self.assets else { return Ok(None) };
        let found = assets.find(source);
        if let Some(seen) = self.seen {
            seen.note(source, false, print_of(&found));
        }
        found
    }

    fn picture_bytes(&self, picture: &Picture) -> Result<Vec<u8>, Diagnostic> {
        match self.assets {
            Some(assets) => {
                let bytes = assets.read(picture);
                if let Some(seen) = self.seen {
                    seen.note(&picture.name, true, print_of_bytes(&bytes));
                }
                bytes
            }
            None => Err(Diagnostic::warning("missing-picture", format!("there is no picture `{}`", picture.name))),
        }
    }
}
