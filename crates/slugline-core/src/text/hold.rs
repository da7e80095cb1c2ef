//! Lines that keep a story from the public: kills, advisories to hold it, embargoes.
//!
//! Desks say so in a word (`KILL`), with a label (`KILL: ...`), in an order (`EDITORS: Please kill ...`) or in a sentence
//! about the story (`This story is embargoed until ...`). Prose has the same words, but is not about the story that it is in.
//! What is in doubt holds: a headline that is missed can be let go, a killed story that is out cannot be called back.
//!
//! Source: WIRE-CONVENTIONS sections 3.5 and 12.

use super::date;
use super::note::Note;
use super::openings::Openings;
use super::sentence::{ends_sentence, inner_stops};
use super::sign::MAX_SIGN;
use super::table::{SIGNS, STATUSES, Sign, WEEKDAYS, WRITES, Write, look_up};
use crate::model::Status;

/// Words of a slug that may stand behind `KILL`. More are a headline: `KILL BILL RETURNS TO CINEMAS`.
const MAX_SLUG: usize = 3;

/// What a line says of the use of its story, whatever marks stand round it: `+++ SPERRFRIST: 18 Uhr +++`, `**KILL**`.
pub(super) fn read(text: &str) -> Option<Note> {
    let line = text.trim_start_matches(is_mark);
    // Most lines end here.
    if !OPENINGS.may_begin(line.as_bytes()) && !SIGNS.may_begin(line.as_bytes()) {
        return None;
    }
    let line = line.trim_end_matches(is_mark);
    word(line).or_else(|| is_embargo(line).then_some(Note::Embargo)).or_else(|| advisory(line).map(Note::Advisory))
}

/// What a line of use may begin with, beside the signs of an embargo.
static OPENINGS: Openings =
    Openings::of(WRITES).and(&ADDRESSES).and(&POLITE).and(ORDERS[0].0).and(ORDERS[1].0).and(&DETERMINERS).and(&STORIES);

/// Whether a line above the text says whether the story may be used: `KILL`, `**EMBARGOED UNTIL 3 May 2024**`. What
/// [`Fields::line_of_use`](super::Fields::line_of_use) reads.
pub fn is_line_of_use(line: &str) -> bool {
    read(line).is_some()
}

/// What a note to editors says of the use of its story, in any of its sentences.
pub(super) fn in_note(note: &str) -> Option<Status> {
    let sentences = note.split(['.', ';', ':', '!']).map(|sentence| sentence.trim_matches(is_mark));
    sentences.into_iter().find_map(|sentence| told(sentence, true))
}

/// A sign that desks put round a line.
fn is_mark(letter: char) -> bool {
    matches!(
        letter,
        '*' | '+' | '-' | '–' | '—' | '=' | '#' | '_' | '~' | '!' | '|' | '<' | '>' | '(' | ')' | '[' | ']' | ' '
    )
}

/// A word or two that are nothing but a state: `KILL`, `Mandatory kill`, `HFR`.
fn word(line: &str) -> Option<Note> {
    match look_up(WRITES, line.trim_end_matches(['.', ':', ' ']))? {
        Write::Kill => Some(Note::Status(Status::Canceled)),
        Write::Withhold => Some(Note::Status(Status::Withheld)),
        Write::Embargo => Some(Note::Embargo),
        Write::Note => None,
    }
}

/// Whether a line begins as an embargo and does not go on as prose: `Embargoed until Monday, the report says ...`
fn is_embargo(line: &str) -> bool {
    match SIGNS.find(line) {
        Some(Sign::Embargo) => !is_prose(line),
        _ => is_embargo_with_time(line),
    }
}

/// Whether a line that begins as an embargo is a sentence that speaks of something else behind its first comma. A desk puts
/// nothing there but more of the time: `Embargoed until 6 p.m., Friday.`
fn is_prose(line: &str) -> bool {
    if !ends_sentence(line) || !line.contains(char::is_lowercase) {
        return false;
    }
    let goes_on = line.split_once(", ").is_some_and(|(before, behind)| {
        inner_stops(before) == 0 && !before.contains(':') && !behind.split(' ').take(3).any(date::is_of_time)
    });
    goes_on || line.len() > MAX_SIGN
}

/// `EMBARGO - 6 p.m. Friday`, `Embargoed 3 May 2024`. Not: `Embargo 50 years on`.
fn is_embargo_with_time(line: &str) -> bool {
    let Some(rest) = behind(line, &["embargo", "embargoed"]) else { return false };
    let mut words = rest.trim_start_matches(is_mark).split(' ');
    let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let is_number = first.contains(char::is_numeric);
    let is_time = |word: &str| !word.contains(char::is_numeric) && date::is_of_time(word);
    look_up(WEEKDAYS, first.trim_end_matches([',', '.'])).is_some()
        || is_number && (is_time(second) || first.contains([':', '.']) || first.ends_with(char::is_alphabetic))
}

/// What a line tells editors to do with the story, or says of it.
fn advisory(line: &str) -> Option<Status> {
    let end = line.find([':', ',', '-', '–', '—', '_']).unwrap_or(0);
    let (address, rest) = line.split_at_checked(end)?;
    let (address, rest) = (address.trim(), rest.trim_start_matches([':', ',']).trim_start_matches(is_mark));
    let is_for_editors = ADDRESSES.iter().any(|known| known.eq_ignore_ascii_case(address));
    match is_for_editors || look_up(WRITES, address) == Some(Write::Note) {
        true if is_for_editors => in_note(rest),
        true => told(rest, false),
        false => told(line, false),
    }
}

/// Whom an advisory is for.
const ADDRESSES: [&str; 12] = [
    "all editors",
    "attention",
    "attention editors",
    "attn",
    "attn editors",
    "desks",
    "editor's note",
    "editors",
    "editors' note",
    "eds",
    "news editors",
    "note to editors",
];

/// What a sentence says of the use of the story. `to_editors`: who it is for is said.
fn told(sentence: &str, to_editors: bool) -> Option<Status> {
    if to_editors && is_embargo(sentence) {
        return Some(Status::Embargoed);
    }
    order(sentence, to_editors).or_else(|| state(sentence))
}

/// `KILL: ...`, `KILL BRIDGE`, `Please withhold this story`, and to editors also `Kill Bridge-Collapse, sent 1400 GMT`. Not:
/// `Kill the bill, voters say`, and not what is about a part of a story: `Eds: Kill 3rd graf`.
fn order(sentence: &str, to_editors: bool) -> Option<Status> {
    let polite = behind(sentence, &POLITE);
    let verb = polite.unwrap_or(sentence);
    let find = |(words, status): &(&[&str], Status)| behind(verb, words).map(|object| (*status, object));
    let (status, object) = ORDERS.iter().find_map(find)?;
    let is_sure = object.is_empty()
        || object.starts_with(':')
        || names_story(object)
        || status == Status::Canceled && is_slug(object)
        || to_editors && status == Status::Canceled && !names_part(object);
    is_sure.then_some(status)
}

/// What stands before an order.
const POLITE: [&str; 3] = ["bitte", "please", "pls"];

/// What editors are told to do with a story.
const ORDERS: [(&[&str], Status); 2] = [
    (&["kill", "withdraw", "retract", "eliminate", "disregard"], Status::Canceled),
    (&["hold", "withhold", "do not use", "do not publish", "do not run"], Status::Withheld),
];

/// Whether what an order is about is a story: `the above story`.
fn names_story(object: &str) -> bool {
    behind(without(object, &DETERMINERS), &STORIES).is_some()
}

/// Whether what an order is about is in capitals and short, as slugs are: `BRIDGE`.
fn is_slug(object: &str) -> bool {
    !object.contains(char::is_lowercase)
        && object.split(' ').count() <= MAX_SLUG
        && behind(object, &["a", "an", "the"]).is_none()
}

/// Whether what an order is about is a part of a story.
fn names_part(object: &str) -> bool {
    let mut words = object.split(|letter: char| !letter.is_alphabetic());
    words.any(|word| PARTS.iter().any(|part| part.eq_ignore_ascii_case(word)))
}

const PARTS: [&str; 20] = [
    "byline",
    "caption",
    "dateline",
    "graf",
    "grafs",
    "graph",
    "graphs",
    "headline",
    "line",
    "lines",
    "para",
    "paragraph",
    "paragraphs",
    "paras",
    "pgh",
    "photo",
    "quote",
    "reference",
    "sentence",
    "word",
];

/// `Story withdrawn`, `This story is under embargo until Friday`. Without `this` it says nothing more, or has a colon:
/// `The story was killed by the mayor` is prose.
fn state(sentence: &str) -> Option<Status> {
    let about = without(sentence, &DETERMINERS);
    let is_this = behind(sentence, &["this"]).is_some() || behind(sentence, &["the following", "the above"]).is_some();
    let nouns = if about.len() < sentence.len() { &STORIES[..] } else { STORIES.get(..4)? };
    let said = without(behind(about, nouns)?, &AUXILIARIES);
    let (status, rest) = match behind(said, &["under embargo", "under strict embargo"]) {
        Some(rest) => (Status::Embargoed, rest),
        None => {
            let end = said.find(|letter: char| !letter.is_alphabetic()).unwrap_or(said.len());
            let (word, rest) = said.split_at_checked(end)?;
            (look_up(STATUSES, word).filter(|status| *status != Status::Usable)?, rest.trim_start())
        }
    };
    let is_alone = rest.trim_end_matches(['.', '!']).is_empty() || rest.starts_with([':', ';', '-', '–', '—']);
    let is_until = || status == Status::Embargoed && behind(rest, &["until", "till"]).is_some() && !is_prose(sentence);
    (is_this || is_alone || is_until()).then_some(status)
}

/// What stands before the word for a story.
const DETERMINERS: [&str; 14] = [
    "above",
    "all",
    "earlier",
    "entire",
    "following",
    "news",
    "our",
    "preceding",
    "press",
    "previous",
    "the",
    "this",
    "versions of",
    "whole",
];

/// A story. Without a word before them only the first four are sure to be one: `Report withdrawn` may be a headline.
const STORIES: [&str; 12] = [
    "story", "article", "dispatch", "item", "copy", "column", "feature", "material", "piece", "release", "report",
    "text",
];

/// What stands between a story and its state.
const AUXILIARIES: [&str; 14] =
    ["are", "be", "been", "being", "has", "have", "hereby", "is", "must", "now", "should", "still", "strictly", "was"];

/// What follows the first of `phrases` that a text begins with, in any case, and that ends where a word ends.
fn behind<'t>(text: &'t str, phrases: &[&str]) -> Option<&'t str> {
    let first = text.as_bytes().first().map(u8::to_ascii_lowercase);
    // Most phrases are told from the text by their first letter.
    phrases.iter().filter(|phrase| phrase.as_bytes().first().copied() == first).find_map(|phrase| {
        let (start, rest) = text.split_at_checked(phrase.len())?;
        let is_found = start.eq_ignore_ascii_case(phrase) && !rest.starts_with(char::is_alphanumeric);
        is_found.then(|| rest.trim_start())
    })
}

/// A text without those of `words` that it begins with.
fn without<'t>(text: &'t str, words: &[&str]) -> &'t str {
    let mut rest = text;
    while let Some(behind) = behind(rest, words) {
        rest = behind;
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn embargoes_in_marks_and_sentences() {
        for line in [
            "EMBARGOED UNTIL 00:01 GMT 3 May",
            "**EMBARGOED UNTIL 6 P.M. CET, FRIDAY**",
            "+++ SPERRFRIST: 3. Mai 2024, 10.00 Uhr +++",
            "[Embargoed until 3 May 2024]",
            "*** EMBARGO ***",
            "Embargo",
            "STRICT EMBARGO - NOT FOR RELEASE BEFORE 3 MAY",
            "Strict embargo: not for release before 3 May.",
            "EMBARGO - 6 p.m. Friday",
            "Embargoed 3 May 2024, 00:01 GMT.",
            "EMBARGOED UNTIL 3 May 2024, 00:01 GMT.",
            "Embargoed until 6 p.m. CET, Friday.",
            "Embargoed until noon, London time.",
            "Embargoed until 6 p.m. Questions to Ada Roe, 555-0100.",
            "Not to be published before Friday.",
        ] {
            assert_eq!(read(line), Some(Note::Embargo), "{line}");
        }
    }

    #[test]
    fn kills_and_holds() {
        use Status::{Canceled, Embargoed, Withheld};
        for (line, note) in [
            ("KILL", Note::Status(Canceled)),
            ("(KILL)", Note::Status(Canceled)),
            ("+++ BULLETIN KILL +++", Note::Status(Canceled)),
            ("Mandatory kill", Note::Status(Canceled)),
            ("HOLD", Note::Status(Withheld)),
            ("KILL: The span did not fall.", Note::Advisory(Canceled)),
            ("KILL BRIDGE", Note::Advisory(Canceled)),
            ("Story withdrawn", Note::Advisory(Canceled)),
            ("**STORY WITHDRAWN.**", Note::Advisory(Canceled)),
            ("STORY REMOVED: BC-Bridge, 1st Ld", Note::Advisory(Canceled)),
            ("EDITORS: Please kill Bridge-Collapse, sent 1400 GMT.", Note::Advisory(Canceled)),
            ("Eds: The span did not fall. Please kill the story.", Note::Advisory(Canceled)),
            ("Attention editors - kill", Note::Advisory(Canceled)),
            ("URGENT - KILL BRIDGE", Note::Advisory(Canceled)),
            ("Please withdraw the above story", Note::Advisory(Canceled)),
            ("Please hold this story until the court rises.", Note::Advisory(Withheld)),
            ("Do not use this article before legal has seen it", Note::Advisory(Withheld)),
            ("HOLD: with the lawyers", Note::Advisory(Withheld)),
            ("This story has been killed because its source withdrew.", Note::Advisory(Canceled)),
            ("This press release is strictly embargoed until Friday.", Note::Advisory(Embargoed)),
            ("The story is under embargo until 3 May.", Note::Advisory(Embargoed)),
            ("EDITORS: Not for release before Friday", Note::Advisory(Embargoed)),
        ] {
            assert_eq!(read(line), Some(note), "{line}");
        }
    }

    #[test]
    fn prose_holds_nothing() {
        for line in [
            "He threatened to kill the bill.",
            "The embargo until 1994 kept the port quiet.",
            "Embargoed until Monday, the report says that the pier is sound.",
            "Under embargo since 1990, the island grew its own rice.",
            "Embargo 50 years on",
            "Kill the bill, voters say",
            "KILL BILL RETURNS TO CINEMAS",
            "KILL THE BILL",
            "Kill Bill returns",
            "Killed: three men in harbour fire",
            "Please kill me",
            "Please hold the line",
            "Hold the front page",
            "Report withdrawn",
            "The report is embargoed until Monday, officials said.",
            "The story was killed by the mayor of Marrow.",
            "This story is no longer under embargo.",
            "This story is not embargoed.",
            "This story was published on Monday.",
            "Story of a withdrawn coin",
            "Eds: Kill 3rd graf, which repeats the 1st.",
            "Eds: With photos. Will be updated.",
            "Editors strike over pay",
            "Withdrawal from the bank",
            "",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
    }
}
