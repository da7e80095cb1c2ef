//! Exports of newspaper archives: centred lines above the headline, labels in capitals below it and below the text.
//!
//! Source: WIRE-CONVENTIONS section 6.

use std::ops::Range;

use super::super::date;
use super::super::draft::Draft;
use super::super::line::{Line, Lines};
use super::super::rule;
use super::super::table::{EXPORT_LABELS, Exported, look_up};
use crate::model::{Dateline, Field};

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
    while let Some(first) = draft.lines.next_text(at) {
        let group = group(&draft.lines, first);
        at = group.end;
        let text = draft.text(first);
        if is_count(text) {
            draft.claim(first, &rule::FRAME);
            at = first + 1;
        } else if draft.lines.get(first).is_some_and(is_centred) {
            group.for_each(|line| read_centred(draft, line));
        } else if let Some((kind, value)) = label(text) {
            if kind == Exported::Body {
                draft.lines.narrow(first, value);
                return first;
            }
            at = read_label(draft, group, kind, value);
        } else if draft.fields.head.headline.is_none() && follows_label(&draft.lines, group.end) {
            let headline = draft.joined(group.clone(), text);
            draft.fields.set(Field::Headline, headline);
            group.for_each(|line| draft.claim(line, &rule::EXPORT_HEADLINE));
        } else {
            return first;
        }
    }
    at
}

/// Whether a label comes next: what stands above it is the headline, not the text.
fn follows_label(lines: &Lines<'_>, at: usize) -> bool {
    lines.next_text(at).is_some_and(|next| label(lines.text(next)).is_some())
}

/// Reads labels and centred lines from the end up to the text that begins in the line `body`.
fn open_tail(draft: &mut Draft<'_, '_>, body: usize) {
    let mut start = draft.len();
    while let Some(last) = (body..start).rev().find(|at| draft.lines.has_text(*at)) {
        let first = (body..=last).rev().take_while(|at| draft.lines.has_text(*at)).last().unwrap_or(last);
        let is_label = label(draft.text(first)).is_some_and(|(kind, _)| kind != Exported::Body);
        if !is_label && !draft.lines.get(first).is_some_and(is_centred) {
            break;
        }
        start = first;
    }
    let mut at = start;
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
    // An edition may stand behind the day: `August 14, 1999, Saturday, FINAL EDITION`.
    if let Some(date) = date::date_within(text).filter(|_| draft.fields.head.dates.published.is_none()) {
        draft.fields.set_date(Field::Published, date, text);
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
    let fields = &mut draft.fields;
    match kind {
        Exported::Field(Field::Section) => {
            let (section, page) = value.split_once(';').unwrap_or((value, ""));
            fields.set(Field::Section, section.trim());
            if !page.trim().is_empty() {
                fields.note(page.trim());
            }
        }
        Exported::Field(Field::Byline) => {
            let bare = value
                .get(..3)
                .filter(|by| by.eq_ignore_ascii_case("by "))
                .map_or(value, |by| value.get(by.len()..).unwrap_or(value));
            fields.bylines(bare);
        }
        Exported::Field(Field::Dateline) => {
            fields.head.dateline =
                Some(Dateline { text: value.into(), place: Some(value.into()), ..Dateline::default() });
            fields.note_place(Field::Dateline, 0, value);
        }
        Exported::Field(field) => fields.set(field, value),
        Exported::Note | Exported::Body => fields.note(value),
    }
    lines.clone().for_each(|line| draft.claim(line, &rule::EXPORT_LABEL));
    lines.end
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
    let is_number = |number: &str| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
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
