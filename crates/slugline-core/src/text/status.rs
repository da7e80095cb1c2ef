//! Whether a story may be used, and from when on.
//!
//! What is in doubt is held back: a story that is out too early cannot be called back, and one that waits can be let go.
//!
//! Source: WIRE-CONVENTIONS sections 3.5 and 12.

use super::date::{self, Found};
use super::field::Fields;
use super::table::{STATUSES, look_up};
use crate::diagnostic::Diagnostic;
use crate::model::{Date, Field, Instant, Status};

/// What a value behind `Status:` says, and whether it says that alone: `Killed`, `Embargoed until 3 May`, `Hold (legal)`. A
/// word that goes on as prose does is none (`Killed bill returns`), and only one alone lets a story go.
pub(super) fn read(value: &str) -> Option<(Status, bool)> {
    if let Some(status) = look_up(STATUSES, value) {
        return Some((status, true));
    }
    let end = value.find(|letter: char| !letter.is_alphabetic())?;
    let (word, rest) = value.split_at_checked(end)?;
    let status = look_up(STATUSES, word).filter(|status| *status != Status::Usable)?;
    let next = rest.trim_start();
    let goes_on = ["until", "till", "to", "for", "by", "pending"]
        .iter()
        .any(|word| next.split(' ').next().is_some_and(|next| next.eq_ignore_ascii_case(word)));
    (goes_on || !next.starts_with(char::is_alphanumeric)).then_some((status, false))
}

/// Whether a line that begins as an embargo says that there is none, or none any more: `EMBARGO: NONE`, `FOR RELEASE: NOW`.
fn is_over(text: &str) -> bool {
    const ENDS: [&str; 12] =
        ["none", "no", "n/a", "nil", "lifted", "over", "expired", "now", "immediate", "immediately", "receipt", "will"];
    let last = text.trim_end_matches(['.', '!', ')', ' ']).rsplit([' ', ':']).next().unwrap_or_default();
    ENDS.iter().any(|end| last.eq_ignore_ascii_case(end))
}

/// The last second of a day.
const LAST_SECOND: u32 = 86_399;

/// The later of a date and of those that follow it in the line: `from 3 May to 5 May`.
fn latest(found: Found, rest: &str) -> Found {
    match date::date_and_rest(rest) {
        Some((_, next, rest)) => {
            let ends = |found: &Found| found.date.everywhere().map(Instant::unix);
            let later = if ends(&next) > ends(&found) { next } else { found };
            latest(later, rest)
        }
        None => found,
    }
}

/// Whether a part of an embargo, without its date, speaks of a time of day: in figures, or in a word.
fn says_time(text: &str) -> bool {
    text.contains(char::is_numeric) || text.split(|letter: char| !letter.is_alphabetic()).any(date::is_part_of_day)
}

impl<'s> Fields<'_, 's> {
    /// Sets whether a story may be used, as `text` says. A second state is a note to editors, and the stricter of the two is
    /// kept: a kill stays one whatever comes with it.
    pub fn status(&mut self, status: Status, text: &'s str) {
        let strictness = |status| match status {
            Status::Usable => 0,
            Status::Embargoed => 1,
            Status::Withheld => 2,
            Status::Canceled => 3,
        };
        let first = self.head.status;
        // What is killed or held may be under an embargo too.
        let agrees = |first| first == status || (strictness(first).min(strictness(status)) == 1);
        if first.is_some_and(|first| !agrees(first)) {
            let message = format!(
                "`{text}` is a second state of the story; the stricter one counts, and it is kept as a note too"
            );
            self.doubt(Diagnostic::warning("second-value", message), text);
        }
        if first.is_none_or(|first| strictness(first) < strictness(status)) {
            self.head.status = Some(status);
        }
        self.note_place(Field::Status, 0, text);
    }

    /// Reads a value that says whether a story may be used: `Killed`, `draft`, `Embargoed until 3 May`. One that says more is
    /// kept as a note too. False where it says no such thing; nothing is read then.
    pub fn status_word(&mut self, value: &'s str) -> bool {
        match read(value) {
            None => return false,
            Some((status, true)) => self.status(status, value),
            Some((status, false)) => self.held(status, value),
        }
        true
    }

    /// Holds the story, as `text` says, which says more than that and is kept as a note too.
    pub fn held(&mut self, status: Status, text: &'s str) {
        if status == Status::Embargoed {
            return self.embargo(text);
        }
        self.status(status, text);
        self.note_once(text);
    }

    /// Keeps a text as a note. The same words may be read twice, as a keyword and as a line; the same line again is another
    /// one, with its own place.
    fn note_once(&mut self, text: &'s str) {
        if !self.head.editor_notes.iter().any(|note| note.as_ptr() == text.as_ptr()) {
            self.note(text);
        }
    }

    /// Reads when a story may be used. The line is kept as a note too: it may say more than a date does.
    pub(super) fn embargo(&mut self, text: &'s str) {
        match date::date_and_rest(text) {
            Some((before, found, rest)) if self.head.dates.embargo.is_none() => {
                let end = latest(found, rest).of_house(self.house.time_zone.as_ref());
                match end.has_time() || !(says_time(before) || says_time(rest)) {
                    true => self.set_embargo(end, text),
                    false => self.embargo_until_the_day_is_over(end, text),
                }
            }
            None if !is_over(text) => self.embargo_without_end(text),
            Some(_) | None => {}
        }
        self.note_once(text);
    }

    /// Sets an embargo whose day is known and whose time of day is not: it ends when that day is over everywhere.
    fn embargo_until_the_day_is_over(&mut self, found: Found, text: &'s str) {
        let end = found.date.day().and_then(|day| Instant::new(day, LAST_SECOND, Instant::LAST_OFFSET));
        let date = end.map_or(found.date, Date::Instant);
        let message =
            format!("the time of day in `{text}` is not understood; the embargo ends at {date}, with the day");
        let help = "write the end in full, as in `EMBARGOED UNTIL 3 May 2024, 00:01 GMT`";
        self.report(Diagnostic::warning("unclear-embargo", message).help(help), text);
        self.set_date(Field::Embargo, date, text);
    }

    /// Holds back a story that says it is under embargo, and whose end nobody can tell.
    fn embargo_without_end(&mut self, text: &'s str) {
        let message =
            format!("`{text}` is an embargo without a date that is understood; the story is held without an end");
        let help = "write the end in full, as in `EMBARGOED UNTIL 3 May 2024, 00:01 GMT`";
        self.report(Diagnostic::warning("unclear-embargo", message).help(help), text);
        self.note_place(Field::Embargo, 0, text);
        self.status(Status::Embargoed, text);
    }

    /// Sets the embargo. A time without a zone ends it when that time has come everywhere: no text says which zone its desk
    /// has in mind.
    pub(super) fn set_embargo(&mut self, found: Found, text: &'s str) {
        let Found { date, time_without_zone } = found;
        let clock = date.day().zip(time_without_zone);
        let end = clock.and_then(|(day, second)| Instant::new(day, second, Instant::LAST_OFFSET));
        if let Some(end) = end {
            let message =
                format!("the time in `{text}` has no zone; the embargo ends at {end}, when it is that late everywhere");
            let help = "name the zone, as in `00:01 GMT`, or set `reader.time-zone`";
            self.report(Diagnostic::warning("embargo-without-zone", message).help(help), text);
        }
        self.set_date(Field::Embargo, end.map_or(date, Date::Instant), text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_a_status_label() {
        for (value, read_as) in [
            ("Killed", Some((Status::Canceled, true))),
            ("WITHHELD", Some((Status::Withheld, true))),
            ("on hold", Some((Status::Withheld, true))),
            ("Embargoed", Some((Status::Embargoed, true))),
            ("final", Some((Status::Usable, true))),
            ("Embargoed until 3 May", Some((Status::Embargoed, false))),
            ("Withheld pending legal advice", Some((Status::Withheld, false))),
            ("Hold (legal)", Some((Status::Withheld, false))),
            ("Killed bill returns", None),
            ("Final for the ferry", None),
            ("Quo", None),
            ("", None),
        ] {
            assert_eq!(read(value), read_as, "{value}");
        }
    }

    #[test]
    fn embargoes_that_are_none() {
        for line in
            ["EMBARGO: NONE", "Embargo: n/a", "FOR RELEASE: Immediately.", "For release on receipt", "EMBARGO:LIFTED"]
        {
            assert!(is_over(line), "{line}");
        }
        for line in ["EMBARGOED", "HOLD FOR RELEASE", "EMBARGOED UNTIL RELEASE BY THE INSTITUTE", ""] {
            assert!(!is_over(line), "{line}");
        }
    }
}
