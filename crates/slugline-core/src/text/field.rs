//! The fields of a head, read from its lines.

use super::byline;
use super::date::{self, Found};
use super::rule::{self, Rule};
use super::shape::{Shape, label};
use super::table::{LABELS, Labelled, look_up};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Byline, Date, Field, FieldSpan, Head};
use crate::source::Source;

/// Names of a byline, and keywords, that are kept apart. A longer list is no byline but an attack: each has a place that
/// writers look up.
const MAX_VALUES: usize = 256;

/// A head under way.
pub(super) struct Fields<'f, 's> {
    pub(super) head: Head<'s>,
    source: &'s Source,
    diagnostics: &'f mut Diagnostics,
}

impl<'f, 's> Fields<'f, 's> {
    pub(super) fn of(source: &'s Source, diagnostics: &'f mut Diagnostics) -> Fields<'f, 's> {
        Fields { head: Head::default(), source, diagnostics }
    }

    /// Reads the field of a line that only heads have; gives the rule that the line is of.
    pub(super) fn read(&mut self, shape: Shape, text: &'s str) -> &'static Rule {
        match shape {
            Shape::Byline => {
                self.read_bylines(byline::marked(text, true).unwrap_or(text));
                &rule::BYLINE
            }
            Shape::BylineTitle => {
                self.read_byline_title(text);
                &rule::BYLINE_TITLE
            }
            Shape::Date => {
                let (word, date) = date::without_word(text);
                self.read_date(word.unwrap_or(Field::Published), date);
                &rule::DATE
            }
            Shape::Labelled => self.read_labelled(text),
            Shape::UnknownLabel => {
                let message = "this line has an unknown label; it is kept as a note to editors";
                self.keep_as_note(Diagnostic::warning("unknown-label", message), text);
                &rule::FIELD_UNKNOWN
            }
            Shape::Words | Shape::Sentence | Shape::Body => &rule::PROSE,
        }
    }

    fn read_labelled(&mut self, text: &'s str) -> &'static Rule {
        let (given, value) = label(text).unwrap_or(("", text));
        match look_up(LABELS, given) {
            Some(Labelled::Byline) => {
                self.read_bylines(byline::marked(value, true).unwrap_or(value));
                &rule::BYLINE_LABEL
            }
            Some(Labelled::Date(field)) => {
                self.read_date(field, value);
                &rule::DATE_LABEL
            }
            Some(Labelled::Field(field)) => {
                self.read_field(field, value);
                &rule::FIELD
            }
            None => &rule::PROSE,
        }
    }

    pub(super) fn set_section(&mut self, text: &'s str) {
        self.head.section = Some(text.into());
        self.note(Field::Section, 0, text);
    }

    /// Notes where the value of a field was read.
    fn note(&mut self, field: Field, index: usize, value: &str) {
        let span = self.source.span_of(value);
        self.head.spans.push(FieldSpan { field, index: u16::try_from(index).unwrap_or(u16::MAX), span });
    }

    /// Keeps what no field can take as a note to editors, and says so.
    fn keep_as_note(&mut self, diagnostic: Diagnostic, text: &'s str) {
        self.diagnostics.push(diagnostic.at(self.source.span_of(text)));
        let index = self.head.editor_notes.len();
        self.head.editor_notes.push(text.into());
        self.note(Field::EditorNote, index, text);
    }

    fn read_bylines(&mut self, list: &'s str) {
        let (names, affiliation) = byline::split_affiliation(list);
        let first = self.head.bylines.len();
        let rest = byline::names(names, MAX_VALUES, &mut |name| {
            let index = self.head.bylines.len();
            self.note(Field::Byline, index, name);
            self.head.bylines.push(Byline { name: name.into(), role: None, affiliation: None });
        });
        if !rest.is_empty() {
            let message =
                format!("the byline has more than {MAX_VALUES} names; the others are kept as a note to editors");
            self.keep_as_note(Diagnostic::warning("too-many-values", message), rest);
        }
        let Some(affiliation) = affiliation else { return };
        if self.head.dates.published.is_none() && date::date_line(affiliation).is_some() {
            return self.read_date(Field::Published, affiliation);
        }
        for index in first..self.head.bylines.len() {
            self.set_title(index, affiliation);
        }
    }

    /// A line below a byline says something about the last name of it.
    fn read_byline_title(&mut self, text: &'s str) {
        if let Some(index) = self.head.bylines.len().checked_sub(1) {
            self.set_title(index, text);
        }
    }

    /// Sets the title or the affiliation of a name, whichever `text` is.
    fn set_title(&mut self, index: usize, text: &'s str) {
        let is_title = byline::is_title(text);
        let Some(byline) = self.head.bylines.get_mut(index) else { return };
        let slot = if is_title { &mut byline.role } else { &mut byline.affiliation };
        *slot = Some(text.into());
        self.note(if is_title { Field::BylineRole } else { Field::BylineAffiliation }, index, text);
    }

    fn read_date(&mut self, field: Field, text: &'s str) {
        let Some(Found { date, time_without_zone }) = date::date_line(text) else {
            let message = format!("`{text}` is not understood as a date; it is kept as a note to editors");
            return self.keep_as_note(Diagnostic::warning("unclear-date", message), text);
        };
        if time_without_zone {
            let message = format!("the time in `{text}` has no zone; only the day is kept");
            let span = self.source.span_of(text);
            self.diagnostics.push(Diagnostic::warning("time-without-zone", message).at(span));
        }
        self.set_date(field, date, text);
    }

    fn set_date(&mut self, field: Field, date: Date, text: &'s str) {
        let dates = &mut self.head.dates;
        let slot = match field {
            Field::Updated => &mut dates.updated,
            Field::Created => &mut dates.created,
            _ => &mut dates.published,
        };
        if slot.is_some() {
            let message = format!("`{text}` is a second date of the same kind; the first one is kept");
            return self.keep_as_note(Diagnostic::warning("second-value", message), text);
        }
        *slot = Some(date);
        self.note(field, 0, text);
    }

    fn read_keywords(&mut self, list: &'s str) {
        let mut rest = list;
        while !rest.is_empty() {
            if self.head.keywords.len() >= MAX_VALUES {
                let message =
                    format!("there are more than {MAX_VALUES} keywords; the others are kept as a note to editors");
                return self.keep_as_note(Diagnostic::warning("too-many-values", message), rest);
            }
            let (keyword, after) = rest.split_once([',', ';', '，', '、', '،']).unwrap_or((rest, ""));
            let keyword = keyword.trim();
            if !keyword.is_empty() {
                self.note(Field::Keyword, self.head.keywords.len(), keyword);
                self.head.keywords.push(keyword.into());
            }
            rest = after;
        }
    }

    fn read_field(&mut self, field: Field, value: &'s str) {
        let slot = match field {
            Field::Keyword => return self.read_keywords(value),
            Field::Headline => &mut self.head.headline,
            Field::Subheadline => &mut self.head.subheadline,
            Field::Section => &mut self.head.section,
            Field::Slug => &mut self.head.slug,
            Field::Language => &mut self.head.language,
            _ => &mut self.head.credit,
        };
        if slot.is_some() {
            let message = format!("`{value}` is a second value of the same label; the first one is kept");
            return self.keep_as_note(Diagnostic::warning("second-value", message), value);
        }
        *slot = Some(value.into());
        self.note(field, 0, value);
    }
}
