//! What both formats say of a story's head, and what neither can.

use slugline_core::diagnostic::Diagnostic;
use slugline_core::identity::slugify;
use slugline_core::model::{Article, Date, Dates, Field, Head, Instant, Status};
use slugline_core::plugin::Context;
use slugline_markup::{BylineWords, Writing};

/// The word of wires for a story that may not be used.
///
/// Source: WIRE-CONVENTIONS section 3.5.
pub(crate) fn status_word(head: &Head<'_>) -> Option<&'static str> {
    match head.status? {
        Status::Usable | Status::Embargoed => None,
        Status::Withheld => Some("WITHHOLD"),
        Status::Canceled => Some("KILL"),
    }
}

/// Whether a note is the state of a story, which wires put in a line above the headline: `REFILE`, `(Achtung)`, `2ND LEAD`.
///
/// Source: WIRE-CONVENTIONS sections 3.5, 4 and 12.
pub(crate) fn is_state(note: &str) -> bool {
    const STATES: [&str; 18] = [
        "ALERT",
        "BREAKING",
        "BULLETIN",
        "CORRECTED",
        "CORRECTION",
        "CORRECTIVE",
        "EIL",
        "EILMELDUNG",
        "EXTRA",
        "FLASH",
        "REFILE",
        "REPEAT",
        "UPDATE",
        "URGENT",
        "(ACHTUNG)",
        "(BERICHTIGUNG)",
        "(KORREKTUR)",
        "(ZUSAMMENFASSUNG)",
    ];
    let note = note.trim();
    let is_set_apart = note.starts_with('(') || !note.contains(char::is_lowercase);
    let (digits, rest) = note.split_at(note.bytes().take_while(u8::is_ascii_digit).count());
    let is_lead = !digits.is_empty() && ["ST LEAD", "ND LEAD", "RD LEAD", "TH LEAD"].contains(&rest);
    is_lead || (is_set_apart && STATES.iter().any(|state| note.eq_ignore_ascii_case(state)))
}

/// Which new lead a version is, as an ordinal: `1st` for the second version. `None` for a first version.
///
/// Source: WIRE-CONVENTIONS section 3.5.
pub(crate) fn new_lead(head: &Head<'_>, cx: &mut Context<'_>) -> Option<String> {
    let version = head.version.filter(|version| *version != 1)?;
    if !(2..=100).contains(&version) {
        let message = format!("a new lead has a number from 1 to 99; the version {version} is left out");
        cx.report(Diagnostic::warning("field-left-out", message).at(head.span(Field::Version, 0)));
        return None;
    }
    let lead = version - 1;
    let ending = match (lead % 10, lead / 10) {
        (_, 1) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    Some(format!("{lead}{ending}"))
}

/// When the story was sent: the moment that the user set, else its publication, writing or update; one that has a year
/// before one that has none. The dates that are not it are reported.
pub(crate) fn filed(head: &Head<'_>, name: &str, cx: &mut Context<'_>) -> Option<Date> {
    let Dates { created, published, updated, embargo: _ } = head.dates;
    let known = [(published, Field::Published), (created, Field::Created), (updated, Field::Updated)];
    let dates = || known.into_iter().filter_map(|(date, field)| Some((date?, field)));
    let of_story = dates().find(|(date, _)| date.day().is_some()).or_else(|| dates().next()).map(|(date, _)| date);
    let filed = cx.world.date().map(Date::Instant).or(of_story);
    for (date, field) in dates().filter(|(date, _)| Some(*date) != filed) {
        let message = format!("{name} has one date; `{date}` is left out");
        cx.report(Diagnostic::note("field-left-out", message).at(head.span(field, 0)));
    }
    filed
}

/// What a transmission line says of a date.
pub(crate) struct Sent {
    /// Day, month and year, the clock as `HHMM`, and the zone: empty where the time of day is not known.
    pub(crate) day: u8,
    pub(crate) month: u8,
    pub(crate) year: u16,
    pub(crate) clock: String,
    pub(crate) zone: &'static str,
}

/// A date as a transmission line has it, with a year of two digits. A day without a time of day has midnight without a zone,
/// which names no moment: readers take the day alone. `None` for a date without a year, or with one outside 1970 to 2069.
///
/// Source: WIRE-CONVENTIONS section 11, two-digit years.
pub(crate) fn sent(date: Date, head: &Head<'_>, cx: &mut Context<'_>) -> Option<Sent> {
    let span = head.span(Field::Published, 0);
    let day = match date {
        Date::Instant(instant) => instant.in_utc().day(),
        Date::Day(day) => day,
        Date::MonthDay(_) => {
            cx.leave_out_date(date, span);
            return None;
        }
    };
    if !(1970..2070).contains(&day.year()) {
        let message = format!("the year of `{date}` cannot be written with two digits");
        cx.report(Diagnostic::warning("field-left-out", message).at(span));
        return None;
    }
    let (clock, zone) = match date {
        Date::Instant(instant) => (clock(instant, head, cx), "GMT"),
        Date::Day(_) | Date::MonthDay(_) => ("0000".to_owned(), ""),
    };
    Some(Sent { day: day.day(), month: day.month(), year: day.year() % 100, clock, zone })
}

fn clock(instant: Instant, head: &Head<'_>, cx: &mut Context<'_>) -> String {
    let (hour, minute, second) = instant.in_utc().time();
    if second != 0 || instant.offset() != 0 {
        let message = format!("the moment `{instant}` is written in GMT, to the minute");
        cx.report(Diagnostic::note("time-in-gmt", message).at(head.span(Field::Published, 0)));
    }
    format!("{hour:02}{minute:02}")
}

/// The embargo as a line for editors, where their notes have none yet: wire copy has no field that holds a story back.
///
/// Source: WIRE-CONVENTIONS section 12.
pub(crate) fn embargo_line(head: &Head<'_>, cx: &mut Context<'_>) -> Option<String> {
    let line = match head.dates.embargo {
        Some(embargo) => format!("EMBARGOED UNTIL {embargo}"),
        None if head.status == Some(Status::Embargoed) => "EMBARGOED".to_owned(),
        None => return None,
    };
    let message = format!("wire copy has no field for the embargo; a line for editors says `{line}`");
    let warning = Diagnostic::warning("embargo-as-note", message).help("tell the receivers as well");
    cx.report(warning.at(head.span(Field::Embargo, 0)));
    let mut notes = head.editor_notes.iter().map(|note| note.to_lowercase());
    let is_said = notes.any(|note| ["embargo", "sperrfrist", "not for release"].iter().any(|word| note.contains(word)));
    (!is_said).then_some(line)
}

/// The byline with its marker, by which wire copy knows it: `By Ada Roe and Sam Lind`.
pub(crate) fn byline(article: &Article<'_>) -> Option<String> {
    BylineWords::marking(Writing::tag_of(article)).printed(&article.head)
}

/// Whether `text` begins with one of `signs`, in letters of any case.
pub(crate) fn begins_with(text: &str, signs: &[&str]) -> bool {
    signs.iter().any(|sign| text.get(..sign.len()).is_some_and(|start| start.eq_ignore_ascii_case(sign)))
}

/// The one thing that is said of the authors: a title, a paper. `None` where nothing is, or more than one thing; of the
/// latter all but one are reported.
pub(crate) fn byline_title(head: &Head<'_>, cx: &mut Context<'_>) -> Option<String> {
    let roles = head.bylines.iter().map(|byline| (Field::BylineRole, byline.role.as_deref()));
    let affiliations = head.bylines.iter().map(|byline| (Field::BylineAffiliation, byline.affiliation.as_deref()));
    let all = roles.enumerate().chain(affiliations.enumerate());
    let mut said = all.filter_map(|(at, (field, said))| Some((said?, field, at)));
    let (title, ..) = said.next()?;
    for (other, field, at) in said.filter(|(other, ..)| *other != title) {
        let message = format!("one line is written about the authors; `{other}` is left out");
        cx.report(Diagnostic::note("field-left-out", message).at(head.span(field, at)));
    }
    Some(title.to_owned())
}

/// Longest slug that is made up, in bytes: with a cycle before it a keyword of ANPA 1312.
const MADE_SLUG: usize = 21;

/// The slug, else one made from the headline or the first words, which is reported. Never empty.
pub(crate) fn slug(article: &Article<'_>, cx: &mut Context<'_>) -> String {
    if let Some(slug) = article.head.slug.as_ref().filter(|slug| !slug.trim().is_empty()) {
        return slug.trim().to_owned();
    }
    let made = stand_in(&slugify(&article.title()));
    let message = format!("the story has no slug, and the header must have one; `{made}` stands in for it");
    cx.report(
        Diagnostic::warning("missing-slug", message).help("give the story a line such as `Slug: harbour-strike`"),
    );
    made
}

/// The first words of a slug that was made up, as desks write them: `Ferries-stop-as-crews`.
fn stand_in(made: &str) -> String {
    let end = match made.get(..=MADE_SLUG) {
        Some(reach) => reach.rfind('-').unwrap_or(MADE_SLUG),
        None => made.len(),
    };
    match made.get(..end).and_then(|slug| slug.split_at_checked(1)) {
        Some((first, rest)) => first.to_ascii_uppercase() + rest,
        None => "Untitled".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_that_are_made_up_end_at_a_word() {
        assert_eq!(stand_in("ferries-stop-as-crews-walk-out"), "Ferries-stop-as-crews");
        assert_eq!(stand_in("rain"), "Rain");
        assert_eq!(stand_in("donaudampfschifffahrtsgesellschaft"), "Donaudampfschifffahrt");
        assert_eq!(stand_in(""), "Untitled");
    }

    #[test]
    fn states_are_told_from_notes() {
        for state in ["REFILE", "(Achtung)", "2ND LEAD", "URGENT"] {
            assert!(is_state(state), "{state}");
        }
        for note in ["Refile", "adds quotes", "(Adds quotes)", "LEAD", "2ND LEADER", ""] {
            assert!(!is_state(note), "{note}");
        }
    }

    #[test]
    fn leads_have_ordinals() {
        let lead = |version| {
            let head = Head { version: Some(version), ..Head::default() };
            let mut diagnostics = slugline_core::diagnostic::Diagnostics::new();
            let lead = new_lead(&head, &mut Context::new(&mut diagnostics, &slugline_core::plugin::Still));
            (lead, diagnostics.iter().count())
        };
        for (version, ordinal) in
            [(2, "1st"), (3, "2nd"), (4, "3rd"), (5, "4th"), (12, "11th"), (14, "13th"), (22, "21st")]
        {
            assert_eq!(lead(version), (Some(ordinal.to_owned()), 0));
        }
        assert_eq!(lead(1), (None, 0));
        assert_eq!((lead(0), lead(101)), ((None, 1), (None, 1)));
    }
}
