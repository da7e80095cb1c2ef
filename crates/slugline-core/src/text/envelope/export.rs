//! Exports of newspaper archives: centred lines above the headline, labels in capitals below it and below the text.
//!
//! Source: WIRE-CONVENTIONS section 6.

use std::ops::Range;

use super::super::draft::Draft;
use super::super::field::Fields;
use super::super::line::{Line, Lines};
use super::super::sign::is_number;
use super::super::table::{EXPORT_LABELS, Exported, look_up};
use super::super::{byline, date, note, rule};
use super::letters::behind_letters;
use crate::model::Field;

/// Lines with text among which labels must show, and how many of them.
const LOOK: usize = 24;
const SIGNS: usize = 2;

/// Longest label, in bytes.
const MAX_LABEL: usize = 24;

/// Bytes of white space before a line that is centred.
const CENTRED: u32 = 8;

/// Whether a text is an export: `3 of 40 DOCUMENTS` above it, or labels that only exports have.
pub(super) fn is_export(lines: &Lines<'_>) -> bool {
    let (mut at, mut signs) = (0, 0);
    for _ in 0..LOOK {
        let Some(line) = lines.next_text(at) else { break };
        let text = lines.text(line);
        if is_count(text) {
            return true;
        }
        signs += usize::from(label(text).is_some_and(|(kind, _)| kind.is_sign()));
        at = line + 1;
    }
    signs >= SIGNS
}

/// Reads the labels above and below the text, and claims their lines.
pub(super) fn open(draft: &mut Draft<'_, '_>) {
    let body = open_head(draft);
    open_tail(draft, body);
}

/// Reads what stands above the text; gives the first line of it.
fn open_head(draft: &mut Draft<'_, '_>) -> usize {
    let mut at = 0;
    // Centred lines stand above the headline and the labels. Below those an indent begins a paragraph of the story.
    let mut is_above = true;
    while let Some(first) = draft.lines.next_text(at) {
        let group = group(&draft.lines, first);
        at = group.end;
        let text = draft.text(first);
        if is_count(text) {
            draft.claim(first, &rule::FRAME);
            at = first + 1;
        } else if is_above && draft.lines.get(first).is_some_and(is_centred) {
            group.for_each(|line| read_centred(draft, line));
        } else if let Some((kind, value)) = label(text) {
            if kind == Exported::Body {
                open_body(draft, first, value);
                return first;
            }
            at = read_label(draft, group, kind, value);
            is_above = false;
        } else if draft.fields.head.headline.is_none() && follows_label(&draft.lines, group.end) {
            let headline = draft.joined(group.clone(), text);
            draft.fields.set(Field::Headline, headline);
            group.for_each(|line| draft.claim(line, &rule::EXPORT_HEADLINE));
            is_above = false;
        } else {
            return first;
        }
    }
    at
}

/// Leaves what stands behind the label of a text, in the line `at`.
pub(super) fn open_body<'s>(draft: &mut Draft<'_, 's>, at: usize, text: &'s str) {
    match text.is_empty() {
        true => draft.claim(at, &rule::EXPORT_LABEL),
        false => draft.lines.narrow(at, text),
    }
}

/// Whether a label comes next: what stands above it is the headline, not the text.
fn follows_label(lines: &Lines<'_>, at: usize) -> bool {
    lines.next_text(at).is_some_and(|next| label(lines.text(next)).is_some())
}

/// The first line of the labels below a text that begins in the line `body`. Centred lines among and below them belong to
/// them; without a label above, only one of rights does, as a paragraph may be indented as far.
fn tail_start(draft: &Draft<'_, '_>, body: usize) -> usize {
    let (mut start, mut above) = (draft.len(), draft.len());
    while let Some(last) = (body..above).rev().find(|at| draft.lines.has_text(*at)) {
        let first = (body..=last).rev().take_while(|at| draft.lines.has_text(*at)).last().unwrap_or(last);
        let text = draft.text(first);
        if label(text).is_some_and(|(kind, _)| kind != Exported::Body) {
            start = first;
        } else if !draft.lines.get(first).is_some_and(is_centred) {
            break;
        } else if note::is_copyright(text) && start == above {
            start = first;
        }
        above = first;
    }
    start
}

/// Reads labels and centred lines below the text that begins in the line `body`.
fn open_tail(draft: &mut Draft<'_, '_>, body: usize) {
    let mut at = tail_start(draft, body);
    while let Some(first) = draft.lines.next_text(at) {
        let group = group(&draft.lines, first);
        at = match label(draft.text(first)) {
            Some((kind, value)) => read_label(draft, group, kind, value),
            None => {
                let text = draft.text(first);
                let rights = draft.joined(group.clone(), text);
                draft.fields.set(Field::Rights, rights);
                group.clone().for_each(|line| draft.claim(line, &rule::EXPORT_LINE));
                group.end
            }
        };
    }
}

/// A centred line above the headline: the paper, its day, its edition.
fn read_centred(draft: &mut Draft<'_, '_>, line: usize) {
    let text = draft.text(line);
    if let Some(found) = date::date_within(text) {
        draft.fields.set_date(Field::Published, found.date, text);
        // An edition may stand behind the day: `August 14, 1999, Saturday, FINAL EDITION`.
        if date::date_line(text).is_none() {
            draft.fields.note(text);
        }
    } else if draft.fields.head.credit.is_none() {
        draft.fields.set(Field::Credit, text);
    } else {
        draft.fields.note(text);
    }
    draft.claim(line, &rule::EXPORT_LINE);
}

/// Reads a label whose value may go on in the lines below it; gives the line after it.
fn read_label<'s>(draft: &mut Draft<'_, 's>, group: Range<usize>, kind: Exported, value: &'s str) -> usize {
    let next_label = (group.start + 1..group.end).find(|at| label(draft.text(*at)).is_some());
    // A count of words is one line; the text may stand right below it.
    let is_count = kind == Exported::Field(Field::WordCount);
    let lines = group.start..if is_count { group.start + 1 } else { next_label.unwrap_or(group.end) };
    let value = match value.is_empty() && lines.len() > 1 {
        true => draft.joined(lines.start + 1..lines.end, draft.text(lines.start + 1)),
        false => draft.joined(lines.clone(), value),
    };
    read_value(&mut draft.fields, kind, value);
    lines.clone().for_each(|line| draft.claim(line, &rule::EXPORT_LABEL));
    lines.end
}

/// Reads what stands behind a label, or behind letters.
pub(super) fn read_value<'s>(fields: &mut Fields<'_, 's>, kind: Exported, value: &'s str) {
    match kind {
        _ if value.is_empty() => {}
        Exported::Field(Field::Section) => {
            let (section, page) = value.split_once(';').unwrap_or((value, ""));
            fields.set(Field::Section, section.trim());
            if !page.trim().is_empty() {
                fields.note(page.trim());
            }
        }
        Exported::Field(Field::Byline) => fields.bylines(byline::behind_by(value).unwrap_or(value)),
        Exported::Field(field) => fields.set(field, value),
        Exported::Note | Exported::Body => fields.note(value),
    }
}

/// The lines up to the next blank one.
fn group(lines: &Lines<'_>, first: usize) -> Range<usize> {
    let end = (first..).find(|at| !lines.has_text(*at)).unwrap_or(first);
    first..end
}

fn is_centred(line: Line) -> bool {
    line.indent() >= CENTRED
}

/// `3 of 40 DOCUMENTS`
fn is_count(text: &str) -> bool {
    let Some(count) = text.strip_suffix(" DOCUMENTS").or_else(|| text.strip_suffix(" DOCUMENT")) else { return false };
    count.split_once(" of ").is_some_and(|(at, of)| is_number(at) && is_number(of))
}

/// A label in capitals and its value: `LENGTH: 1,214 words`.
fn label(text: &str) -> Option<(Exported, &str)> {
    if !text.starts_with(|letter: char| letter.is_ascii_uppercase()) {
        return None;
    }
    let len = text.bytes().take(MAX_LABEL).take_while(|byte| matches!(byte, b'A'..=b'Z' | b'-' | b' ')).count();
    let (label, value) = text.split_at_checked(len)?;
    let value = value.strip_prefix(':')?;
    Some((look_up(EXPORT_LABELS, label)?, value.trim_start()))
}

/// What stands behind the label or the letters of a part that is text, where `text` begins with them.
pub(in crate::text) fn behind_body_label(text: &str) -> Option<&str> {
    let found = label(text).or_else(|| behind_letters(text));
    found.filter(|(kind, _)| *kind == Exported::Body).map(|(_, behind)| behind)
}

/// Whether a text is a label or letters, with no words behind them but the marker of a byline: `BYLINE: BY`, `BYLINE: BY,`.
pub(in crate::text) fn is_label_alone(text: &str) -> bool {
    let found = label(text).or_else(|| behind_letters(text));
    let words = found.map(|(_, behind)| behind.trim_matches(|letter: char| !letter.is_alphanumeric()));
    words.is_some_and(|words| words.is_empty() || words.eq_ignore_ascii_case("by"))
}
