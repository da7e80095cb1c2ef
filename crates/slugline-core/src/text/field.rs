//! The fields of a head, read from its lines.

use super::byline;
use super::date::{self, Found};
use super::dateline::{self, Split};
use super::hold;
use super::house::{HouseRules, NO_HOUSE};
use super::keyword;
use super::note::{self, Note};
use super::rule::{self, Rule};
use super::shape::{Shape, label};
use super::table::{LABELS, LANGUAGES, Labelled, URGENCIES, look_up};
use super::transmission;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Byline, Date, Dateline, Extra, Field, FieldSpan, Head, Status, Urgency};
use crate::source::Source;

/// Names of a byline, and keywords, that are kept apart. A longer list is no byline but an attack: each has a place that
/// writers look up.
const MAX_VALUES: usize = 256;

/// What became of a value for a field that holds one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Filled {
    /// The field had none.
    First,
    /// The field holds the same.
    Again,
    /// The field holds another, which stays.
    Other,
}

/// Sets a field that holds one value, unless it has one.
fn fill<T: PartialEq>(slot: &mut Option<T>, value: T) -> Filled {
    match slot {
        Some(first) if *first == value => Filled::Again,
        Some(_) => Filled::Other,
        None => {
            *slot = Some(value);
            Filled::First
        }
    }
}

/// Whether an address can be that of the story: one that names a page. `www.harbour.example` and `https://harbour.example/`
/// are that of a publisher.
fn is_page(address: &str) -> bool {
    let below_host = address.split_once("://").and_then(|(_, rest)| rest.split_once('/'));
    below_host.is_some_and(|(_, path)| !path.is_empty())
}

/// The figures that a text begins with, up to a blank, and what stands behind them. A blank between them and three figures
/// more parts thousands.
fn split_number(text: &str) -> (&str, &str) {
    let word_end = |from: usize| {
        let rest = text.get(from..).unwrap_or_default();
        from + rest.find(is_blank).unwrap_or(rest.len())
    };
    let mut end = word_end(0);
    while let Some(blank) = text.get(end..).and_then(|rest| rest.chars().next()) {
        let next = end + blank.len_utf8();
        let group = text.get(next..word_end(next)).unwrap_or_default();
        if group.len() != 3 || !group.bytes().all(|byte| byte.is_ascii_digit()) {
            break;
        }
        end = word_end(next);
    }
    text.split_at_checked(end).unwrap_or((text, ""))
}

fn is_separator(letter: char) -> bool {
    matches!(letter, ',' | '.') || is_blank(letter)
}

/// A blank between words or thousands, also one without a break.
pub(super) fn is_blank(letter: char) -> bool {
    matches!(letter, ' ' | '\u{A0}' | '\u{202F}')
}

/// The fields of a head under way, for readers that find them in labels, envelopes or front matter.
///
/// Values are borrowed from the source's text or from a text that it keeps, so that the head knows where each was read. A
/// second value of a field that holds one and has another, a date that may be two, a list beyond bounds: all are kept as notes to editors
/// and reported.
#[derive(Debug)]
pub struct Fields<'f, 's> {
    /// What was read so far.
    pub head: Head<'s>,
    source: &'s Source,
    diagnostics: &'f mut Diagnostics,
    pub(super) house: &'f HouseRules,
}

impl<'f, 's> Fields<'f, 's> {
    /// An empty head, read from `source`.
    pub fn of(source: &'s Source, diagnostics: &'f mut Diagnostics) -> Fields<'f, 's> {
        Fields { head: Head::default(), source, diagnostics, house: &NO_HOUSE }
    }

    /// The same for a newsroom with habits of its own.
    #[must_use]
    pub fn in_house(self, house: &'f HouseRules) -> Fields<'f, 's> {
        Fields { house, ..self }
    }

    /// The source that the values are borrowed from.
    pub(super) fn source(&self) -> &'s Source {
        self.source
    }

    /// Reads `value` as its label says, in any of the languages that the table of labels knows: `Author`, `Autor`, `作者`.
    /// False where the label is none of them; nothing is read then.
    pub fn known(&mut self, label: &str, value: &'s str) -> bool {
        match look_up(LABELS, label) {
            Some(Labelled::Byline) => self.bylines(byline::marked(value, true).unwrap_or(value)),
            Some(Labelled::Date(field)) => self.date(field, value),
            Some(Labelled::Field(field)) => self.set(field, value),
            None => return false,
        }
        true
    }

    /// Reads a list of names, with what is said of all of them behind: `Ada Roe and Sam Lind, Harbour Wire`.
    pub fn bylines(&mut self, list: &'s str) {
        let (list, day) = byline::without_day(list);
        if let Some(day) = day {
            self.date(Field::Published, day);
        }
        let (names, affiliation) = byline::split_affiliation(list);
        let first = self.head.bylines.len();
        let rest = byline::names(names, MAX_VALUES.saturating_sub(first), &mut |name| self.named(name));
        if !rest.is_empty() {
            let message =
                format!("the byline has more than {MAX_VALUES} names; the others are kept as a note to editors");
            self.doubt(Diagnostic::warning("too-many-values", message), rest);
        }
        let Some(affiliation) = affiliation else { return };
        if self.head.dates.published.is_none() && date::date_line(affiliation).is_some() {
            return self.date(Field::Published, affiliation);
        }
        for index in first..self.head.bylines.len() {
            self.set_title(index, affiliation);
        }
    }

    /// Adds one name, and where its account is found: `Sam Lind @samlind`.
    fn named(&mut self, name: &'s str) {
        let (name, account) = byline::split_account(name);
        self.byline(name);
        if let Some(account) = account {
            self.set_title(self.head.bylines.len() - 1, account);
        }
    }

    /// Adds one name as it stands.
    pub fn byline(&mut self, name: &'s str) {
        self.note_place(Field::Byline, self.head.bylines.len(), name);
        self.head.bylines.push(Byline { name: name.into(), role: None, affiliation: None });
    }

    /// Reads a line between a headline and the first paragraph, where it is one that only heads have: names behind a marker,
    /// a date alone. False where it is neither, or where the head has such a field already; nothing is read then.
    pub fn line_below_headline(&mut self, line: &'s str) -> bool {
        if self.head.bylines.is_empty()
            && let Some(names) = byline::marked(line, true)
        {
            self.bylines(names);
            return true;
        }
        if self.head.dates.main().is_none() && date::date_line(line).is_some() {
            let (word, date) = date::without_word(line);
            self.date(word.unwrap_or(Field::Published), date);
            return true;
        }
        false
    }

    /// Reads a line above the text that says whether the story may be used, as [`is_line_of_use`](super::is_line_of_use)
    /// tells. False where it says no such thing; nothing is read then.
    pub fn line_of_use(&mut self, line: &'s str) -> bool {
        let note = hold::read(line);
        note.into_iter().for_each(|note| {
            self.for_editors(note, line);
        });
        note.is_some()
    }

    /// A line below a byline says something about the last name of it.
    fn byline_title(&mut self, text: &'s str) {
        if let Some(index) = self.head.bylines.len().checked_sub(1) {
            self.set_title(index, text);
        }
    }

    /// Sets the title or the affiliation of a name, whichever `text` is.
    fn set_title(&mut self, index: usize, text: &'s str) {
        let field = if byline::is_title(text) { Field::BylineRole } else { Field::BylineAffiliation };
        let Some(byline) = self.head.bylines.get_mut(index) else { return };
        let slot = if field == Field::BylineRole { &mut byline.role } else { &mut byline.affiliation };
        let filled = fill(slot, text.into());
        self.keep(filled, field, index, text);
    }

    /// Reads a date in any of the forms that stand in copy. `field` is the date that it sets; any that is no date's is
    /// taken for publication. An embargo may say more than a date.
    pub fn date(&mut self, field: Field, text: &'s str) {
        let found = date::date_line(text).map(|found| found.of_house(self.house.time_zone.as_ref()));
        if field == Field::Embargo {
            return match found {
                Some(found) => self.set_embargo(found, text),
                None => self.embargo(text),
            };
        }
        let Some(Found { date, time_without_zone }) = found else {
            let message = format!("`{text}` is not understood as a date; it is kept as a note to editors");
            return self.doubt(Diagnostic::warning("unclear-date", message), text);
        };
        if time_without_zone.is_some() {
            let message = format!("the time in `{text}` has no zone; only the day is kept");
            let help = "name the zone, as in `17:20 GMT`, or set `reader.time-zone`";
            self.report(Diagnostic::warning("time-without-zone", message).help(help), text);
        }
        self.set_date(field, date, text);
    }

    /// Sets a date that was read from `text`.
    pub(super) fn set_date(&mut self, field: Field, date: Date, text: &'s str) {
        let dates = &mut self.head.dates;
        let slot = match field {
            Field::Updated => &mut dates.updated,
            Field::Created => &mut dates.created,
            Field::Embargo => &mut dates.embargo,
            Field::Published
            | Field::Headline
            | Field::Subheadline
            | Field::Section
            | Field::Byline
            | Field::BylineRole
            | Field::BylineAffiliation
            | Field::Dateline
            | Field::Language
            | Field::Slug
            | Field::Keyword
            | Field::Subject
            | Field::Urgency
            | Field::Category
            | Field::WordCount
            | Field::Credit
            | Field::Rights
            | Field::EditorNote
            | Field::Status
            | Field::Identifier
            | Field::Version
            | Field::Url => &mut dates.published,
        };
        let filled = fill(slot, date);
        self.keep(filled, field, 0, text);
    }

    /// Reads a list of keywords, parted by commas or semicolons of any script.
    pub fn keywords(&mut self, list: &'s str) {
        let mut rest = list;
        while !rest.is_empty() {
            if self.head.keywords.len() >= MAX_VALUES {
                let message =
                    format!("there are more than {MAX_VALUES} keywords; the others are kept as a note to editors");
                return self.doubt(Diagnostic::warning("too-many-values", message), rest);
            }
            let (keyword, after) = rest.split_once([',', ';', '，', '、', '،']).unwrap_or((rest, ""));
            self.keyword(keyword.trim());
            rest = after;
        }
    }

    /// Adds one keyword as it stands, if it is not empty.
    pub fn keyword(&mut self, word: &'s str) {
        if !word.is_empty() {
            self.note_place(Field::Keyword, self.head.keywords.len(), word);
            self.head.keywords.push(word.into());
        }
    }

    /// Sets a field that holds one value; lists and dates are read as their own methods do, and the name of a language
    /// becomes its tag. An empty value says nothing.
    pub fn set(&mut self, field: Field, value: &'s str) {
        if value.is_empty() {
            return;
        }
        let head = &mut self.head;
        let slot = match field {
            Field::Headline => &mut head.headline,
            Field::Subheadline => &mut head.subheadline,
            Field::Section => &mut head.section,
            Field::Slug => &mut head.slug,
            Field::Language => &mut head.language,
            Field::Credit => &mut head.credit,
            Field::Category => &mut head.category,
            Field::Rights => &mut head.rights,
            Field::Identifier => &mut head.identifier,
            Field::Url => &mut head.url,
            Field::Keyword | Field::Subject => return self.keywords(value),
            Field::Byline => return self.bylines(value),
            Field::Created | Field::Published | Field::Updated | Field::Embargo => return self.date(field, value),
            Field::Urgency => return self.urgency(value),
            Field::WordCount | Field::Version => return self.number(field, value),
            Field::BylineRole | Field::BylineAffiliation => return self.byline_title(value),
            Field::Dateline => {
                return self.dateline(Split { text: value, place: Some(value), ..Split::default() });
            }
            Field::Status if self.status_word(value) => return,
            Field::Status | Field::EditorNote => return self.note(value),
        };
        let tag = if field == Field::Language { look_up(LANGUAGES, value) } else { None };
        let filled = fill(slot, tag.map_or(value.into(), Into::into));
        self.keep(filled, field, 0, value);
    }

    fn urgency(&mut self, code: &'s str) {
        let filled = fill(&mut self.head.urgency, Urgency { code: code.into(), level: look_up(URGENCIES, code) });
        self.keep(filled, Field::Urgency, 0, code);
    }

    /// Reads a number with or without separators, and perhaps the word for what it counts: `1,214 words`, `1 214 words`. One
    /// that says more is kept as a note to editors too.
    fn number(&mut self, field: Field, value: &'s str) {
        let (figures, unit) = split_number(value);
        let digits: String = figures.chars().filter(|letter| !is_separator(*letter)).collect();
        let Ok(number) = digits.parse() else { return self.note(value) };
        if unit.trim().contains(char::is_whitespace) {
            self.note(value);
        }
        self.set_number(field, number, value);
    }

    /// Sets a number that was read from `text`: the version, or else the count of words.
    pub(super) fn set_number(&mut self, field: Field, number: u32, text: &'s str) {
        let slot = if field == Field::Version { &mut self.head.version } else { &mut self.head.word_count };
        let filled = fill(slot, number);
        self.keep(filled, field, 0, text);
    }

    /// Adds a note to editors.
    pub fn note(&mut self, text: &'s str) {
        self.note_place(Field::EditorNote, self.head.editor_notes.len(), text);
        self.head.editor_notes.push(text.into());
    }

    /// Keeps what no field can take as a note to editors, and says so.
    pub(super) fn doubt(&mut self, diagnostic: Diagnostic, text: &'s str) {
        self.diagnostics.push(diagnostic.at(self.source.span_of(text)));
        self.note(text);
    }

    /// Notes where the value of a field was read; or, where the field has another, keeps `text` as a note to editors.
    fn keep(&mut self, filled: Filled, field: Field, index: usize, text: &'s str) {
        match filled {
            Filled::First | Filled::Again => self.note_place(field, index, text),
            Filled::Other => self.second(text),
        }
    }

    pub(super) fn second(&mut self, value: &'s str) {
        let message = format!("`{value}` is a second value of the same field; the first one is kept");
        self.doubt(Diagnostic::warning("second-value", message), value);
    }

    /// Notes where the value of a field was read; for a field with many values, which of them, from 0 on.
    pub fn note_place(&mut self, field: Field, index: usize, value: &str) {
        let span = self.source.span_of(value);
        self.head.spans.push(FieldSpan { field, index: u16::try_from(index).unwrap_or(u16::MAX), span });
    }

    /// Reports something about the whole text.
    pub(super) fn report_all(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Reports something about `place`.
    pub fn report(&mut self, diagnostic: Diagnostic, place: &str) {
        self.diagnostics.push(diagnostic.at(self.source.span_of(place)));
    }

    /// Reads the field of a line that only heads have; gives the rule that the line is of. `text` is all of it, `below` what
    /// stands in its other lines.
    pub(super) fn line(&mut self, shape: Shape, text: &'s str, below: &'s str) -> &'static Rule {
        match shape {
            Shape::Byline => {
                let names = byline::marked(text, true).or_else(|| self.house.names_of_byline(text));
                self.bylines(names.unwrap_or(text));
                &rule::BYLINE
            }
            Shape::BylineTitle => {
                self.byline_title(text);
                &rule::BYLINE_TITLE
            }
            Shape::Date => {
                self.date_line(text);
                &rule::DATE
            }
            Shape::Dateline => {
                if let Some(split) = dateline::alone(text, self.house) {
                    self.dateline(split);
                }
                &rule::DATELINE
            }
            Shape::Labelled => {
                let (given, value) = label(text).unwrap_or(("", text));
                self.labelled(given, value)
            }
            Shape::LabelAbove => {
                let (given, _) = label(text).unwrap_or(("", text));
                self.labelled(given, below)
            }
            Shape::UnknownLabel => {
                let message = "this line has an unknown label; it is kept as a note to editors";
                self.doubt(Diagnostic::warning("unknown-label", message), text);
                &rule::FIELD_UNKNOWN
            }
            Shape::Keyword => {
                if let Some(keyword) = keyword::read(text) {
                    self.keyword_line(keyword, text);
                }
                &rule::KEYWORD
            }
            Shape::Note(note) => self.for_editors(note, text),
            Shape::Address => {
                match is_page(text) {
                    true => self.set(Field::Url, text),
                    false => self.keep_beside("address", text),
                }
                &rule::ADDRESS
            }
            Shape::Contact => &rule::CONTACT,
            Shape::Words | Shape::Sentence | Shape::Body => &rule::PROSE,
        }
    }

    fn labelled(&mut self, given: &str, value: &'s str) -> &'static Rule {
        self.known(given, value);
        match look_up(LABELS, given) {
            Some(Labelled::Byline) => &rule::BYLINE_LABEL,
            Some(Labelled::Date(_)) => &rule::DATE_LABEL,
            Some(Labelled::Field(_)) | None => &rule::FIELD,
        }
    }

    fn date_line(&mut self, text: &'s str) {
        match transmission::date(text) {
            Some(date) => self.set_date(Field::Published, date, text),
            None => {
                let (word, date) = date::without_word(text);
                self.date(word.unwrap_or(Field::Published), date);
            }
        }
    }

    /// Keeps a text beside the fields of the model, which has none for it. A second one of the same name is a note to editors:
    /// JSON has no member twice.
    pub(super) fn keep_beside(&mut self, name: &'static str, text: &'s str) {
        if self.head.extra.iter().any(|extra| extra.name == name) {
            return self.second(text);
        }
        if let Ok(json) = serde_json::to_string(text) {
            self.head.extra.push(Extra { name: name.into(), json: json.into() });
        }
    }

    /// Sets the dateline that was split off a paragraph, stood alone, or has a label.
    pub fn dateline(&mut self, split: Split<'s>) {
        let dateline = Dateline {
            text: split.text.into(),
            place: split.place.map(Into::into),
            source: split.source.map(Into::into),
            date: split.date,
        };
        let filled = fill(&mut self.head.dateline, dateline);
        self.keep(filled, Field::Dateline, 0, split.text);
        if let Some(tag) = split.tag {
            self.note(tag);
        }
        if let Some(name) = split.byline.filter(|_| self.head.bylines.is_empty()) {
            self.bylines(name);
        }
    }

    /// Takes the date of a dateline that has a year for that of publication, where nothing else gave one.
    pub fn date_by_dateline(&mut self) {
        let Some(dateline) = &self.head.dateline else { return };
        if let Some(date @ Date::Day(_)) = dateline.date.filter(|_| self.head.dates.published.is_none()) {
            self.head.dates.published = Some(date);
            let place = self.head.spans.iter().find(|entry| entry.field == Field::Dateline).map(|entry| entry.span);
            let entry = place.map(|span| FieldSpan { field: Field::Published, index: 0, span });
            self.head.spans.extend(entry);
        }
    }

    fn for_editors(&mut self, note: Note, text: &'s str) -> &'static Rule {
        match note {
            Note::Open | Note::Line => {
                match keyword::lead(text) {
                    Some(lead) => self.lead(lead, text),
                    None => self.note(text),
                }
                if let Some(status) = hold::in_note(text) {
                    self.held(status, text);
                }
                &rule::NOTE
            }
            Note::Status(status) => {
                self.status(status, text);
                &rule::NOTE
            }
            Note::Advisory(status) => {
                self.held(status, text);
                if status == Status::Embargoed { &rule::EMBARGO } else { &rule::NOTE }
            }
            Note::Embargo => {
                self.embargo(text);
                &rule::EMBARGO
            }
            Note::Release => {
                // `MEDIA RELEASE PR00000`
                if text.contains(|letter: char| letter.is_ascii_digit()) {
                    self.keep_beside("release", text);
                }
                &rule::RELEASE
            }
            Note::Rights => {
                self.rights(text);
                &rule::RIGHTS
            }
            Note::Words => {
                self.set(Field::WordCount, text.trim_matches(['(', ')', ' ']));
                &rule::WORDS
            }
        }
    }

    /// Reads a line that says whose the text is; the first also says who sends it, where nothing else does.
    pub(super) fn rights(&mut self, text: &'s str) {
        self.set(Field::Rights, text);
        let holder = note::holder(text);
        if self.head.credit.is_none() && !holder.is_empty() {
            self.set(Field::Credit, holder);
        }
    }
}
