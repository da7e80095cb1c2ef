//! Exports that label every part with two letters: `HD` headline, `BY` byline, `LP` and `TD` the text.
//!
//! Source: WIRE-CONVENTIONS section 6.

use super::super::draft::Draft;
use super::super::line::Lines;
use super::super::rule;
use super::super::sentence::ends_sentence;
use super::super::table::{EXPORT_LETTERS, Exported, look_up};
use super::export::{open_body, read_value};

/// Lines with text among which the letters must show, and how many of them.
const LOOK: usize = 12;
const SIGNS: usize = 3;

/// Letters at the start of a line, and what stands behind them.
#[derive(Clone, Copy)]
struct Letters<'t> {
    letters: &'t str,
    kind: Exported,
    value: &'t str,
    /// Whether a single blank stands between the two, as between words.
    is_close: bool,
}

/// Whether a text is such an export: its first line has letters, and others below it.
pub(super) fn is_export(lines: &Lines<'_>) -> bool {
    let Some(first) = lines.next_text(0).filter(|first| letters(lines.text(*first)).is_some()) else { return false };
    let texts = (first..).map_while(|at| lines.get(at).map(|_| lines.text(at))).filter(|text| !text.is_empty());
    texts.take(LOOK).filter(|text| letters(text).is_some()).count() >= SIGNS
}

/// Reads the letters and claims their lines; what `LP` and `TD` say is left as text.
pub(super) fn open(draft: &mut Draft<'_, '_>) {
    let mut parts = Parts { tail: tail_start(&draft.lines), seen: Vec::new(), in_text: false };
    let mut at = 0;
    while let Some(first) = draft.lines.next_text(at) {
        at = first + 1;
        let Some(part) = parts.begins(first, draft.text(first)) else { continue };
        if part.kind == Exported::Body {
            open_body(draft, first, part.value);
            continue;
        }
        while draft.lines.has_text(at) && letters(draft.text(at)).is_none() {
            at += 1;
        }
        let value = match part.value.is_empty() && at > first + 1 {
            true => draft.joined(first + 1..at, draft.text(first + 1)),
            false => draft.joined(first..at, part.value),
        };
        read_value(&mut draft.fields, part.kind, value);
        for line in first..at {
            draft.claim(line, &rule::EXPORT_LABEL);
        }
    }
}

/// The first line of the paragraphs at the end that all begin with letters; of the one above them too, as the letters may
/// stand right below the last line of the text.
fn tail_start(lines: &Lines<'_>) -> usize {
    let mut start = lines.lines.len();
    while let Some(last) = (0..start).rev().find(|at| lines.has_text(*at)) {
        start = (0..=last).rev().take_while(|at| lines.has_text(*at)).last().unwrap_or(last);
        if letters(lines.text(start)).is_none() {
            break;
        }
    }
    start
}

/// The parts of an export, in order.
struct Parts<'s> {
    /// The first line that may be below the text.
    tail: usize,
    seen: Vec<&'s str>,
    /// Whether the text has begun.
    in_text: bool,
}

impl<'s> Parts<'s> {
    /// The part that begins in a line. Words of the text may be letters too, and a blank follows them: `LA PAZ, Bolivia`,
    /// `IN the harbour`. Letters stand once, at the head or the tail of an export, and before no sentence.
    fn begins(&mut self, at: usize, text: &'s str) -> Option<Letters<'s>> {
        let part = letters(text)?;
        let is_word = || {
            self.seen.contains(&part.letters)
                || (part.kind != Exported::Body && (at < self.tail || ends_sentence(part.value)))
        };
        if self.in_text && part.is_close && is_word() {
            return None;
        }
        self.in_text |= part.kind == Exported::Body;
        // Few letters are known, so that few can stand here.
        if !self.seen.contains(&part.letters) {
            self.seen.push(part.letters);
        }
        Some(part)
    }
}

/// What the letters are for that a text begins with, and what stands behind them.
pub(super) fn behind_letters(text: &str) -> Option<(Exported, &str)> {
    letters(text).map(|part| (part.kind, part.value))
}

/// Two or three capitals and what stands behind them: `HD  Ferries stop`.
fn letters(text: &str) -> Option<Letters<'_>> {
    let len = text.bytes().take(4).take_while(u8::is_ascii_uppercase).count();
    if !(2..=3).contains(&len) {
        return None;
    }
    let (letters, behind) = text.split_at_checked(len)?;
    if !(behind.is_empty() || behind.starts_with([' ', '\t'])) {
        return None;
    }
    let value = behind.trim_start();
    let is_close = behind.len() == value.len() + 1 && behind.starts_with(' ');
    Some(Letters { letters, kind: look_up(EXPORT_LETTERS, letters)?, value, is_close })
}
