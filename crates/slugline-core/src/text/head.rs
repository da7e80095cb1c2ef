//! The head zone: what stands before the first paragraph, and what each line of it is.
//!
//! Source: WIRE-CONVENTIONS sections 6 and 8.

use memchr::memchr2_iter;

use super::byline;
use super::date::{self, Found};
use super::dateline;
use super::line::Lines;
use super::mark::begins_body;
use super::rule::{self, Rule};
use super::sentence::{ends_sentence, inner_stops};
use super::table::{LABELS, Labelled, SECTIONS, look_up};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Byline, Date, Field, FieldSpan, Head, Span};
use crate::source::Source;

/// Lines with text that a head zone has at most.
const MAX_LINES: usize = 16;

/// Longest label before a colon, in bytes.
const MAX_LABEL: usize = 40;

/// The lines of the head: which rule each got, and the fields that they hold. Headline and deck are left to who joins their
/// lines.
pub(super) struct HeadZone<'s> {
    pub(super) head: Head<'s>,
    /// The first line that is not of the head.
    pub(super) end: usize,
}

/// A line with text at the top of a document, and what it may be.
#[derive(Clone, Copy)]
struct Entry {
    /// Number of the line, and of the one after the last that goes on with it.
    line: usize,
    next: usize,
    shape: Shape,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Byline,
    /// A short line right below a byline.
    BylineTitle,
    Date,
    /// A known label; an unknown one among known ones.
    Labelled,
    UnknownLabel,
    /// Words that may be section, headline, deck or subhead.
    Words,
    /// A sentence that is short for a paragraph.
    Sentence,
    /// The first paragraph, or what can only stand in a body.
    Body,
}

impl Shape {
    /// Whether only heads have such lines.
    fn is_of_head(self) -> bool {
        matches!(self, Shape::Byline | Shape::BylineTitle | Shape::Date | Shape::Labelled | Shape::UnknownLabel)
    }
}

/// Labels the head zone of `lines` and reads its fields.
pub(super) fn read<'s>(
    source: &'s Source,
    lines: &Lines<'s>,
    rules: &mut [&'static Rule],
    diagnostics: &mut Diagnostics,
) -> HeadZone<'s> {
    let mut zone = Zone { source, lines, rules, diagnostics, head: Head::default() };
    let entries = zone.entries();
    let (of_head, after) = split(&entries);
    let titles = zone.titles(of_head, after);
    for entry in of_head {
        if entry.shape.is_of_head() {
            zone.read_entry(*entry);
        }
    }
    let last = of_head.iter().rev().find(|entry| entry.shape.is_of_head()).map(|entry| entry.next);
    HeadZone { end: last.unwrap_or(0).max(titles), head: zone.head }
}

/// Entries up to the last that only heads have, and those after it.
fn split(entries: &[Entry]) -> (&[Entry], &[Entry]) {
    let last = entries.iter().rposition(|entry| entry.shape.is_of_head()).map_or(0, |at| at + 1);
    entries.split_at_checked(last).unwrap_or((entries, &[]))
}

struct Zone<'z, 's> {
    source: &'s Source,
    lines: &'z Lines<'s>,
    rules: &'z mut [&'static Rule],
    diagnostics: &'z mut Diagnostics,
    head: Head<'s>,
}

impl<'s> Zone<'_, 's> {
    /// The first lines with text, up to the first that can only stand in a body.
    fn entries(&self) -> Vec<Entry> {
        let mut entries: Vec<Entry> = Vec::with_capacity(MAX_LINES);
        let mut at = 0;
        while let Some(line) = self.lines.next_text(at).filter(|_| entries.len() < MAX_LINES) {
            let above = entries.last().filter(|above| above.next == line).map(|above| above.shape);
            let entry = self.entry(line, above);
            entries.push(entry);
            if entry.shape == Shape::Body {
                break;
            }
            at = entry.next;
        }
        entries
    }

    fn entry(&self, line: usize, above: Option<Shape>) -> Entry {
        let text = self.lines.text(line);
        let one = |shape| Entry { line, next: line + 1, shape };
        if let Some((label, value)) = label(text)
            && !value.is_empty()
        {
            if look_up(LABELS, label).is_some() {
                return one(Shape::Labelled);
            }
            if matches!(above, Some(Shape::Labelled | Shape::UnknownLabel)) && is_label_word(label) {
                return one(Shape::UnknownLabel);
            }
        }
        if byline::marked(text).is_some() {
            return one(Shape::Byline);
        }
        if date::date_line(text).is_some() || date::is_ambiguous(text) {
            return one(Shape::Date);
        }
        if above == Some(Shape::Byline) && is_short(text) {
            return one(Shape::BylineTitle);
        }
        let next = self.wrapped_end(line);
        let (last, bytes) = (self.lines.text(next - 1), self.bytes(line, next));
        Entry { line, next, shape: shape_of(text, last, bytes) }
    }

    /// The line after the last that goes on with `line` in a wrapped text.
    fn wrapped_end(&self, line: usize) -> usize {
        let mut next = line + 1;
        while self.lines.has_text(next) && self.lines.layout.is_full(self.lines.text(next - 1).len()) {
            let text = self.lines.text(next);
            let other = byline::marked(text).is_some() || date::date_line(text).is_some();
            let indented = self.lines.get(next).is_some_and(|line| line.indent() >= 2);
            if other
                || (indented && self.lines.layout.indents_start)
                || label(text).is_some_and(|(label, _)| look_up(LABELS, label).is_some())
            {
                break;
            }
            next += 1;
        }
        next
    }

    fn bytes(&self, line: usize, next: usize) -> usize {
        self.lines.lines.get(line..next).unwrap_or_default().iter().map(|line| line.len() + 1).sum()
    }

    /// Labels section, headline and deck; gives the line after the last of them.
    fn titles(&mut self, of_head: &[Entry], after: &[Entry]) -> usize {
        let is_title = |entry: &&Entry| matches!(entry.shape, Shape::Words | Shape::Sentence);
        let mut found: Vec<Entry> = of_head.iter().filter(is_title).copied().collect();
        // A headline below all dates and bylines, or in a text that has none.
        let dateline = after.iter().find(|entry| entry.shape == Shape::Body);
        let dateline = dateline.is_some_and(|entry| dateline::split(self.lines.text(entry.line)).is_some());
        let above: Vec<Entry> = after.iter().take_while(|entry| entry.shape == Shape::Words).copied().collect();
        let named = of_head.iter().any(|entry| self.names_headline(*entry));
        if found.is_empty() && !named {
            let titles = if above.len() >= 2 && self.is_section(above.first(), above.get(1)) { 2 } else { 1 };
            let keep = if dateline { above.len().min(titles + 1) } else { titles };
            found.extend(above.into_iter().take(keep));
        }
        let mut rest = found.as_slice();
        if let [first, others @ ..] = rest
            && (self.is_section(Some(first), others.first()) || (named && self.is_known_section(*first)))
        {
            let known = self.is_known_section(*first);
            self.set(first.line, if known { &rule::SECTION_NAME } else { &rule::SECTION });
            let text = self.lines.text(first.line);
            self.head.section = Some(text.into());
            self.note(Field::Section, 0, text);
            rest = others;
        }
        if let [first, others @ ..] = rest
            && !named
            && first.shape == Shape::Words
        {
            self.set_all(*first, &rule::HEADLINE, &rule::HEADLINE_JOINED);
            rest = others;
        }
        if let [first, others @ ..] = rest {
            self.set_all(*first, &rule::DECK, &rule::DECK_JOINED);
            rest = others;
        }
        // What is left stays in the text, as paragraphs.
        for entry in rest {
            self.set_all(*entry, &rule::PROSE, &rule::PROSE_JOINED);
        }
        found.last().map_or(0, |entry| entry.next)
    }

    /// Whether the first of two lines is the name of a section: few words without an end, above a longer line.
    fn is_section(&self, first: Option<&Entry>, second: Option<&Entry>) -> bool {
        let (Some(first), Some(second)) = (first, second) else {
            return false;
        };
        if second.shape != Shape::Words || first.shape != Shape::Words || second.line <= first.line {
            return false;
        }
        let text = self.lines.text(first.line);
        let longer = self.bytes(second.line, second.next) > text.len() + 1;
        let few = text.split_whitespace().count() <= 3 && text.chars().count() <= 25;
        let open = !text.ends_with(['.', '!', '?', ':', ',', '。', '！', '？']);
        first.next == first.line + 1 && few && open && (longer || self.is_known_section(*first))
    }

    fn is_known_section(&self, entry: Entry) -> bool {
        look_up(SECTIONS, self.lines.text(entry.line)).is_some()
    }

    fn names_headline(&self, entry: Entry) -> bool {
        let label = label(self.lines.text(entry.line)).and_then(|(label, _)| look_up(LABELS, label));
        entry.shape == Shape::Labelled && label == Some(Labelled::Field(Field::Headline))
    }

    fn set(&mut self, line: usize, rule: &'static Rule) {
        if let Some(slot) = self.rules.get_mut(line) {
            *slot = rule;
        }
    }

    fn set_all(&mut self, entry: Entry, first: &'static Rule, joined: &'static Rule) {
        self.set(entry.line, first);
        for line in entry.line + 1..entry.next {
            self.set(line, joined);
        }
    }

    /// Notes where the value of a field was read.
    fn note(&mut self, field: Field, index: usize, value: &str) {
        let span = self.source.span_of(value);
        self.head.spans.push(FieldSpan { field, index: u16::try_from(index).unwrap_or(u16::MAX), span });
    }

    /// Labels a line that only heads have, and reads its field.
    fn read_entry(&mut self, entry: Entry) {
        let text = self.lines.text(entry.line);
        let (given, value) = label(text).unwrap_or(("", text));
        let rule = match entry.shape {
            Shape::Byline => {
                self.read_bylines(byline::marked(text).unwrap_or(text));
                &rule::BYLINE
            }
            Shape::BylineTitle => {
                self.read_byline_title(text);
                &rule::BYLINE_TITLE
            }
            Shape::Date => {
                self.read_date(Field::Published, text);
                &rule::DATE
            }
            Shape::Labelled => match look_up(LABELS, given) {
                Some(Labelled::Byline) => {
                    self.read_bylines(byline::marked(value).unwrap_or(value));
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
            },
            Shape::UnknownLabel => {
                let index = self.head.editor_notes.len();
                self.head.editor_notes.push(text.into());
                self.note(Field::EditorNote, index, text);
                &rule::FIELD_UNKNOWN
            }
            Shape::Words | Shape::Sentence | Shape::Body => return,
        };
        self.set(entry.line, rule);
    }

    fn read_bylines(&mut self, list: &'s str) {
        byline::names(list, &mut |named| {
            let index = self.head.bylines.len();
            self.note(Field::Byline, index, named.name);
            if let Some(affiliation) = named.affiliation {
                self.note(Field::BylineAffiliation, index, affiliation);
            }
            let affiliation = named.affiliation.map(Into::into);
            self.head.bylines.push(Byline { name: named.name.into(), role: None, affiliation });
        });
    }

    /// A line below a byline says something about the last name of it.
    fn read_byline_title(&mut self, text: &'s str) {
        let Some(index) = self.head.bylines.len().checked_sub(1) else {
            return;
        };
        let is_title = byline::is_title(text);
        let Some(byline) = self.head.bylines.get_mut(index) else {
            return;
        };
        let slot = if is_title { &mut byline.role } else { &mut byline.affiliation };
        *slot = Some(text.into());
        self.note(if is_title { Field::BylineRole } else { Field::BylineAffiliation }, index, text);
    }

    fn read_date(&mut self, field: Field, text: &'s str) {
        let span = self.source.span_of(text);
        let Some(Found { date, time_without_zone }) = date::date_line(text) else {
            let message = format!("`{text}` is not understood as a date; it is kept as a note to editors");
            let help = "write the date as 2024-11-18";
            self.diagnostics.push(Diagnostic::warning("unclear-date", message).at(span).help(help));
            let index = self.head.editor_notes.len();
            self.head.editor_notes.push(text.into());
            return self.note(Field::EditorNote, index, text);
        };
        if time_without_zone {
            let message = format!("the time in `{text}` has no zone; only the day is kept");
            self.diagnostics.push(Diagnostic::warning("time-without-zone", message).at(span));
        }
        self.set_date(field, date, span, text);
    }

    fn set_date(&mut self, field: Field, date: Date, span: Span, text: &'s str) {
        let dates = &mut self.head.dates;
        let slot = match field {
            Field::Updated => &mut dates.updated,
            Field::Created => &mut dates.created,
            _ => &mut dates.published,
        };
        if slot.is_some() {
            let message = format!("`{text}` is a second date of the same kind; the first one is kept");
            self.diagnostics.push(Diagnostic::warning("second-value", message).at(span));
            let index = self.head.editor_notes.len();
            self.head.editor_notes.push(text.into());
            return self.note(Field::EditorNote, index, text);
        }
        *slot = Some(date);
        self.note(field, 0, text);
    }

    fn read_field(&mut self, field: Field, value: &'s str) {
        if field == Field::Keyword {
            for keyword in value.split([',', ';', '，', '、', '،']).map(str::trim).filter(|word| !word.is_empty()) {
                let index = self.head.keywords.len();
                self.head.keywords.push(keyword.into());
                self.note(Field::Keyword, index, keyword);
            }
            return;
        }
        let slot = match field {
            Field::Headline => &mut self.head.headline,
            Field::Subheadline => &mut self.head.subheadline,
            Field::Section => &mut self.head.section,
            Field::Slug => &mut self.head.slug,
            Field::Language => &mut self.head.language,
            _ => &mut self.head.credit,
        };
        if slot.is_some() {
            let message = format!("`{value}` is a second value of the same label; the first one is kept");
            let span = self.source.span_of(value);
            self.diagnostics.push(Diagnostic::warning("second-value", message).at(span));
            let index = self.head.editor_notes.len();
            self.head.editor_notes.push(value.into());
            return self.note(Field::EditorNote, index, value);
        }
        *slot = Some(value.into());
        self.note(field, 0, value);
    }
}

/// The label before a colon and the value after it: `Author: Ada Roe`, `作者：张三`.
pub(super) fn label(text: &str) -> Option<(&str, &str)> {
    let bytes = text.as_bytes();
    let reach = bytes.get(..MAX_LABEL.min(bytes.len())).unwrap_or_default();
    // 0xEF is the first byte of the colon of full width.
    let at =
        memchr2_iter(b':', 0xEF, reach).find(|at| text.get(*at..).is_some_and(|rest| rest.starts_with([':', '：'])))?;
    let value = text.get(at..)?.trim_start_matches([':', '：']);
    Some((text.get(..at)?.trim(), value.trim()))
}

/// Whether the text before a colon can be a label: a word or three.
fn is_label_word(label: &str) -> bool {
    let plain = |letter: char| letter.is_alphabetic() || matches!(letter, ' ' | '-' | '_');
    !label.is_empty() && label.chars().all(plain) && label.split(' ').count() <= 3
}

fn is_short(text: &str) -> bool {
    text.split_whitespace().count() <= 6 && !ends_sentence(text)
}

/// What a line that is neither byline, date nor label may be. `last` is the last line that goes on with it, `bytes` the
/// length of them all.
fn shape_of(text: &str, last: &str, bytes: usize) -> Shape {
    let long = if text.is_ascii() { 240 } else { 360 };
    if bytes > long || begins_body(text) || dateline::split(text).is_some() {
        return Shape::Body;
    }
    let stops = ends_sentence(last) && !last.ends_with(['!', '?', '！', '？']);
    if bytes > 80 && (stops || inner_stops(text) >= 2) {
        return Shape::Body;
    }
    if stops { Shape::Sentence } else { Shape::Words }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_stand_before_a_colon() {
        assert_eq!(label("Author: Yan"), Some(("Author", "Yan")));
        assert_eq!(label("作者：林禾舟"), Some(("作者", "林禾舟")));
        assert_eq!(label("Author"), None);
    }
}
