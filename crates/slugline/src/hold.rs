//! Stories that the public must not see: killed, withheld, under embargo.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use slugline_core::diagnostic::Diagnostic;
use slugline_core::model::{Field, Head, Instant, Status};
use slugline_core::{Error, Kind};
use slugline_item::has_ended;

use crate::failure::failure;

/// Why a story is held back from the public. Its name is the code of the error that says so.
///
/// Source: WIRE-CONVENTIONS section 3.5.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Hold {
    /// The desk took it back for good.
    Killed,
    /// The desk holds it until further notice.
    Withheld,
    /// It may be published from a moment on.
    Embargoed,
}

impl Hold {
    /// All of them.
    pub const ALL: [Hold; 3] = [Hold::Killed, Hold::Withheld, Hold::Embargoed];

    /// Why the story with that head is held back. `date` is the moment that the user set for the run, if any: an embargo
    /// that ended before it holds nothing back, one without an end always does. The clock is not asked, so that a job does the same every time.
    pub(crate) fn of(head: &Head<'_>, date: Option<Instant>) -> impl Iterator<Item = Hold> {
        let by_status = match head.status {
            None | Some(Status::Usable | Status::Embargoed) => None,
            Some(Status::Withheld) => Some(Hold::Withheld),
            Some(Status::Canceled) => Some(Hold::Killed),
        };
        let is_embargoed = match head.dates.embargo {
            Some(end) => !date.is_some_and(|date| has_ended(end, date)),
            None => head.status == Some(Status::Embargoed),
        };
        by_status.into_iter().chain(is_embargoed.then_some(Hold::Embargoed))
    }

    /// Says that an output for the public is not written because of it.
    pub(crate) fn diagnostic(self, head: &Head<'_>) -> Diagnostic {
        let embargo = head.dates.embargo.filter(|_| self == Hold::Embargoed);
        let (why, field) = match (self, embargo) {
            (Hold::Killed, _) => ("killed".to_owned(), Field::Status),
            (Hold::Withheld, _) => ("withheld".to_owned(), Field::Status),
            (Hold::Embargoed, Some(end)) => (format!("under embargo until {end}"), Field::Embargo),
            (Hold::Embargoed, None) => ("under an embargo whose end is not known".to_owned(), Field::Status),
        };
        let message = format!("the story is {why}; nothing was written for the public");
        let mut help = format!("to write it all the same, say `--allow {self}`");
        if embargo.is_some() {
            let after =
                "slugline reads no clock: after its end, set the moment of all stories of the run with `--set date=`; ";
            help.insert_str(0, after);
        }
        Diagnostic::error(self.as_str(), message).help(help).at(head.span(field, 0))
    }

    /// The code: `killed`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Hold::Killed => "killed",
            Hold::Withheld => "withheld",
            Hold::Embargoed => "embargoed",
        }
    }
}

/// Says that an edition of `count` stories is not written because of some of them, and that the others are missing with them.
/// `held`: what was said of each; `label`: what messages call a story of the edition. `None`: it has no other story.
pub(crate) fn edition_diagnostic(
    held: &[Diagnostic],
    count: usize,
    label: &dyn Fn(usize) -> String,
) -> Option<Diagnostic> {
    let stories: BTreeSet<u32> = held.iter().filter_map(|held| held.article).collect();
    let first = label(*stories.first()? as usize);
    let (who, them) = match stories.len() {
        1 => (format!("`{first}` holds"), "it"),
        stories => (format!("`{first}` and {} more hold", stories - 1), "them"),
    };
    let missing = match count.saturating_sub(stories.len()) {
        0 => String::new(),
        1 => ", nor is the 1 other story".to_owned(),
        others => format!(", nor are the {others} other stories"),
    };
    let is_said = |hold: &Hold| held.iter().any(|held| held.code == hold.as_str());
    let allow = Hold::ALL.into_iter().filter(is_said).map(Hold::as_str).collect::<Vec<_>>().join(",");
    let message = format!("{who} the edition back: it is not written{missing}");
    let help = format!("leave {them} out of the inputs; to write {them} all the same, say `--allow {allow}`");
    let mut diagnostic = failure("held-edition", &Error::new(Kind::Held, message).help(help));
    diagnostic.origin = held.first().map(|held| held.origin.clone()).unwrap_or_default();
    Some(diagnostic)
}

/// What a diagnostic of a held story says, as what ends the work of those who asked for one output.
pub(crate) fn error(held: Diagnostic) -> Error {
    let error = Error::new(Kind::Held, held.message).at(held.span);
    match held.help {
        Some(help) => error.help(help),
        None => error,
    }
}

impl fmt::Display for Hold {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Hold {
    type Err = Error;

    /// Takes a code.
    ///
    /// # Errors
    ///
    /// [`Kind::Usage`] for a word that is none.
    fn from_str(word: &str) -> Result<Hold, Error> {
        let found = Hold::ALL.into_iter().find(|hold| hold.as_str() == word);
        found.ok_or_else(|| {
            Error::new(Kind::Usage, format!("unknown code `{word}`")).help("the codes are killed, withheld, embargoed")
        })
    }
}
