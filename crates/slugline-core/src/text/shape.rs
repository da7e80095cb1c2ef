//! What each line at the top of a document may be, before it is settled which of them are section, headline and deck.

use memchr::memchr2_iter;

use super::byline;
use super::contact;
use super::date;
use super::dateline;
use super::house::HouseRules;
use super::keyword;
use super::line::Lines;
use super::mark::{Mark, begins_body, list_mark};
use super::note::{self, Note};
use super::sentence::{begins_small, ends_in_initials, ends_sentence, inner_stops};
use super::sign;
use super::status;
use super::table::{LABELS, Labelled, MONTHS, WEEKDAYS, look_up};
use super::transmission;
use crate::model::{Date, Field};

/// Lines with text that a head zone has at most.
const MAX_LINES: usize = 16;

/// Longest label before a colon, in bytes.
const MAX_LABEL: usize = 40;

/// Longest value of an unknown label, longest headline and longest deck, in bytes. What is longer is a paragraph.
const MAX_VALUE: usize = 80;
const MAX_TITLE: usize = 200;
const MAX_DECK: usize = 400;

/// Lines that a byline or dateline is looked for in, below a point or a deck.
const MAX_BELOW: usize = 11;

/// Shortest line in capitals that one below may go on with, in bytes.
const MIN_WRAPPED: usize = 32;

/// A line with text at the top of a document, and what it may be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    /// Number of the line, and of the one after the last that goes on with it.
    pub(super) line: usize,
    pub(super) next: usize,
    pub(super) shape: Shape,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Byline,
    /// A short line right below a byline.
    BylineTitle,
    Date,
    /// A place, a day, an agency: the dateline on a line of its own.
    Dateline,
    /// A known label; one whose value is the line below it; an unknown one among known ones.
    Labelled,
    LabelAbove,
    UnknownLabel,
    /// The keyword line of a wire.
    Keyword,
    /// A line that speaks to editors.
    Note(Note),
    /// A link alone.
    Address,
    /// Whom to ask, above a release.
    Contact,
    /// Words that may be section, headline, deck or subhead.
    Words,
    /// A sentence that is short for a paragraph.
    Sentence,
    /// The first paragraph, or what can only stand in a body.
    Body,
}

impl Shape {
    /// Whether only heads have such lines.
    pub(super) fn is_of_head(self) -> bool {
        !matches!(self, Shape::Words | Shape::Sentence | Shape::Body)
    }
}

/// The first lines with text, up to the first that can only stand in a body.
pub(super) fn entries(lines: &Lines<'_>, house: &HouseRules) -> Vec<Entry> {
    let mut zone = Entries { lines, house, found: Vec::with_capacity(MAX_LINES) };
    let mut at = 0;
    while let Some(line) = lines.next_text(at).filter(|_| zone.found.len() < MAX_LINES) {
        let entry = zone.entry(line);
        let entry = Entry { shape: zone.settle(&entry), ..entry };
        zone.found.push(entry);
        if entry.shape == Shape::Body {
            break;
        }
        at = entry.next;
    }
    zone.found
}

struct Entries<'z, 's> {
    lines: &'z Lines<'s>,
    house: &'z HouseRules,
    found: Vec<Entry>,
}

impl Entries<'_, '_> {
    fn has(&self, shape: Shape) -> bool {
        self.found.iter().any(|entry| entry.shape == shape)
    }

    fn entry(&self, line: usize) -> Entry {
        let text = self.lines.text(line);
        let one = |shape| Entry { line, next: line + 1, shape };
        let above = self.found.last().filter(|above| above.next == line).map(|above| above.shape);
        if let Some(entry) = self.for_editors(line, text) {
            return entry;
        }
        if let Some(shape) = self.labelled(line, text, above) {
            let next = if shape == Shape::LabelAbove { self.lines.next_text(line + 1) } else { None };
            return Entry { line, next: next.unwrap_or(line) + 1, shape };
        }
        // A marker in another language than English also begins headlines: `De Niro to sue`, `Von Merz bis Scholz`.
        if byline::marked(text, self.has(Shape::Words)).is_some() || self.house.names_of_byline(text).is_some() {
            return one(Shape::Byline);
        }
        if self.is_date(text) {
            return one(Shape::Date);
        }
        if above == Some(Shape::Byline) && self.has(Shape::Words) && is_title(text) {
            return one(Shape::BylineTitle);
        }
        if dateline::alone(text, self.house).is_some() && self.lines.next_text(line + 1).is_some() {
            return one(Shape::Dateline);
        }
        if self.is_name_alone(line, text) {
            return one(Shape::Byline);
        }
        if self.is_deck_point(line, text) {
            return one(Shape::Words);
        }
        let next = self.wrapped_end(line);
        let (last, bytes) = (self.lines.text(next - 1), self.bytes(line, next));
        Entry { line, next, shape: self.shape_of(text, last, bytes) }
    }

    /// A line that speaks to editors: a keyword line, a note, a link alone, whom to ask.
    fn for_editors(&self, line: usize, text: &str) -> Option<Entry> {
        let one = |shape| Some(Entry { line, next: line + 1, shape });
        // What follows such a line is no head but for editors alone.
        if sign::is_private(text) {
            return one(Shape::Body);
        }
        if keyword::read(text).is_some() {
            return one(Shape::Keyword);
        }
        if transmission::date(text).is_some() {
            return one(Shape::Date);
        }
        if is_address(text) {
            return one(Shape::Address);
        }
        match note::read(text) {
            Some(note @ (Note::Open | Note::Advisory(_))) => {
                return Some(Entry { line, next: self.wrapped_end(line), shape: Shape::Note(note) });
            }
            Some(note) => return one(Shape::Note(note)),
            None => {}
        }
        let next = contact::group_end(self.lines, line)?;
        Some(Entry { line, next, shape: Shape::Contact })
    }

    /// A point between the headline and a byline or dateline: `-- New berth halves the time`, `* Union calls talks`.
    fn is_deck_point(&self, line: usize, text: &str) -> bool {
        if !self.has(Shape::Words) || !is_point(text) {
            return false;
        }
        let Some(first) = self.below(line + 1, |text| is_point(text) || self.is_aside(text)) else { return false };
        dateline::split(first, self.house).or_else(|| dateline::alone(first, self.house)).is_some()
            || (!self.has(Shape::Byline) && is_byline(first))
    }

    /// The first line with text from `line` on that is none to be passed over; not far below.
    fn below(&self, line: usize, is_passed: impl Fn(&str) -> bool) -> Option<&str> {
        let lines = (line..line + MAX_BELOW).map(|at| self.lines.text(at));
        lines.filter(|text| !text.is_empty()).find(|text| !is_passed(text))
    }

    /// Whether a line between the titles and a byline is neither: it speaks to editors, or has a label.
    fn is_aside(&self, text: &str) -> bool {
        note::read(text).is_some() || (is_labelled(text) && !is_byline(text) && !self.is_date(text))
    }

    /// A name between headline and date, or beside a bar, without a marker.
    fn is_name_alone(&self, line: usize, text: &str) -> bool {
        if !self.has(Shape::Words) || self.has(Shape::Byline) {
            return false;
        }
        let above_date = || self.lines.next_text(line + 1).is_some_and(|next| self.is_date(self.lines.text(next)));
        byline::is_name_beside_bar(text) || (byline::is_plain_name(text) && above_date())
    }

    /// A line with a label. On the first line it may as well be a headline (`Data: the new oil`), unless its value is what
    /// the label promises or more labels follow.
    fn labelled(&self, line: usize, text: &str, above: Option<Shape>) -> Option<Shape> {
        let (label, value) = label(text)?;
        if value.is_empty() {
            return self.is_label_above(line, label, above).then_some(Shape::LabelAbove);
        }
        let is_said = |kind: &Labelled| *kind != Labelled::Field(Field::Status) || status::read(value).is_some();
        let Some(kind) = look_up(LABELS, label).filter(is_said) else {
            let among = matches!(above, Some(Shape::Labelled | Shape::UnknownLabel))
                && self.found.iter().filter(|entry| entry.shape == Shape::Labelled).count() >= 2;
            let short =
                value.len() <= MAX_VALUE && !ends_sentence(value) && dateline::split(text, self.house).is_none();
            return (among && short && is_label_word(label)).then_some(Shape::UnknownLabel);
        };
        let kept = match kind {
            Labelled::Byline => byline::are_names(value),
            Labelled::Date(_) => date::date_line(value).is_some(),
            Labelled::Field(Field::Headline | Field::Subheadline | Field::Status) => true,
            Labelled::Field(_) => byline::is_capitalised(value),
        };
        let more = || self.lines.next_text(line + 1).is_some_and(|next| is_labelled(self.lines.text(next)));
        (kept || !self.found.is_empty() || more()).then_some(Shape::Labelled)
    }

    /// Whether a label without a value has it in the line below: not where that has a label too, or is a paragraph.
    fn is_label_above(&self, line: usize, label: &str, above: Option<Shape>) -> bool {
        let value = self.lines.next_text(line + 1).map_or("", |next| self.lines.text(next));
        let among = self.found.is_empty()
            || matches!(above, Some(Shape::Labelled | Shape::LabelAbove))
            || self.has(Shape::LabelAbove);
        among
            && look_up(LABELS, label).is_some()
            && !value.is_empty()
            && value.len() <= MAX_TITLE
            && !is_labelled(value)
    }

    /// Whether a line is a date. A day without a year is one only below a headline.
    fn is_date(&self, text: &str) -> bool {
        let (_, text) = date::without_word(text);
        match date::date_line(text) {
            Some(found) => !matches!(found.date, Date::MonthDay(_)) || self.has(Shape::Words),
            None => date::is_ambiguous(text),
        }
    }

    /// The line after the last that goes on with `line`: in a wrapped text where it is full, in any where the next begins
    /// small, or both are in capitals.
    fn wrapped_end(&self, line: usize) -> usize {
        let mut next = line + 1;
        while self.lines.has_text(next) {
            let (above, text) = (self.lines.text(next - 1), self.lines.text(next));
            // Capitals go on with capitals: a headline of an old wire.
            let capitals =
                next == line + 1 && above.len() >= MIN_WRAPPED && is_all_capitals(above) && is_all_capitals(text);
            let full = self.lines.get(next - 1).is_some_and(|above| self.lines.layout.is_full(above)) || capitals;
            let small = begins_small(text) && !label(text).is_some_and(|(label, _)| is_label_word(label));
            let goes_on = full || (small && !ends_sentence(above) && self.bytes(line, next + 1) <= MAX_TITLE);
            let starts = self.lines.get(next).is_some_and(|line| self.lines.layout.is_indented(line));
            if !goes_on || begins_body(text) || starts {
                break;
            }
            if byline::marked(text, true).is_some() || date::date_line(text).is_some() || is_labelled(text) {
                break;
            }
            if note::read(text).is_some()
                || dateline::split(text, self.house).is_some()
                || dateline::alone(text, self.house).is_some()
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

    /// What an entry is at its place. A second bare date is a subhead of the body, and a sentence below a byline or date the
    /// first one of it; a long sentence above a byline or date is a deck.
    fn settle(&self, entry: &Entry) -> Shape {
        let text = self.lines.text(entry.line);
        match entry.shape {
            Shape::Date if self.has(Shape::Date) && date::without_word(text).0.is_none() => Shape::Body,
            Shape::Sentence
                if self.found.iter().any(|entry| entry.shape.is_of_head()) && !self.precedes_head(entry) =>
            {
                Shape::Body
            }
            Shape::Body if self.may_be_deck(entry, text) => Shape::Sentence,
            shape => shape,
        }
    }

    fn may_be_deck(&self, entry: &Entry, text: &str) -> bool {
        self.has(Shape::Words)
            && !self.has(Shape::Sentence)
            && self.bytes(entry.line, entry.next) <= MAX_DECK
            && !begins_body(text)
            && dateline::split(text, self.house).is_none()
            && self.precedes_head(entry)
    }

    /// Whether a byline or date that is still missing stands below, with nothing between that is for readers.
    fn precedes_head(&self, entry: &Entry) -> bool {
        let Some(text) = self.below(entry.next, |text| self.is_aside(text)) else { return false };
        (!self.has(Shape::Byline) && is_byline(text)) || (!self.has(Shape::Date) && self.is_date(text))
    }

    /// What a line that is neither byline, date nor label may be. `last` is the last line that goes on with it, `bytes` the
    /// length of them all.
    fn shape_of(&self, text: &str, last: &str, bytes: usize) -> Shape {
        let long = if text.is_ascii() { 240 } else { 360 };
        if bytes > long || begins_body(text) || dateline::split(text, self.house).is_some() {
            return Shape::Body;
        }
        let stops = ends_sentence(last) && !last.ends_with(['!', '?', '！', '？']) && !ends_in_initials(last);
        if bytes > 80 && (stops || inner_stops(text) >= 2) {
            return Shape::Body;
        }
        if stops { Shape::Sentence } else { Shape::Words }
    }
}

/// Whether a text has capitals and no small letters.
fn is_all_capitals(text: &str) -> bool {
    text.contains(char::is_uppercase) && !text.contains(char::is_lowercase)
}

/// A link and nothing else.
fn is_address(text: &str) -> bool {
    (text.starts_with("http://") || text.starts_with("https://") || text.starts_with("www."))
        && !text.contains([' ', '\t'])
}

/// A point of a list.
pub(super) fn is_point(text: &str) -> bool {
    matches!(list_mark(text), Some((Mark::Bullet(_), _)))
}

/// A byline by its marker or its label.
fn is_byline(text: &str) -> bool {
    let label = label(text).and_then(|(label, _)| look_up(LABELS, label));
    label == Some(Labelled::Byline) || byline::marked(text, true).is_some()
}

/// Whether a text begins with a known label.
fn is_labelled(text: &str) -> bool {
    label(text).is_some_and(|(label, _)| look_up(LABELS, label).is_some())
}

/// Whether a line right below a byline is a title or a paper, and not a date or a headline.
fn is_title(text: &str) -> bool {
    let is_date_word = |word: &str| look_up(MONTHS, word).is_some() || look_up(WEEKDAYS, word).is_some();
    let words = || text.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty());
    words().count() <= 6
        && !text.contains(|letter: char| letter.is_numeric())
        && !ends_sentence(text)
        && !words().any(|word| word.chars().next().is_some_and(char::is_uppercase) && is_date_word(word))
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
