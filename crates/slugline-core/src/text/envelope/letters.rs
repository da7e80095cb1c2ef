//! Exports that label every part with two letters: `HD` headline, `BY` byline, `LP` and `TD` the text.
//!
//! Source: WIRE-CONVENTIONS section 6.

use super::super::draft::Draft;
use super::super::line::Lines;
use super::super::rule;
use super::super::table::{EXPORT_LETTERS, Exported, look_up};
use crate::model::Field;

/// Lines with text among which the letters must show, and how many of them.
const LOOK: usize = 12;
const SIGNS: usize = 3;

/// Whether a text is such an export: its first line has letters, and others below it.
pub(super) fn is_export(lines: &Lines<'_>) -> bool {
    let Some(first) = lines.next_text(0).filter(|first| letters(lines.text(*first)).is_some()) else { return false };
    let texts = (first..).map_while(|at| lines.get(at).map(|_| lines.text(at))).filter(|text| !text.is_empty());
    texts.take(LOOK).filter(|text| letters(text).is_some()).count() >= SIGNS
}

/// Reads the letters and claims their lines; what `LP` and `TD` say is left as text.
pub(super) fn open(draft: &mut Draft<'_, '_>) {
    let mut at = 0;
    while let Some(first) = draft.lines.next_text(at) {
        at = first + 1;
        let Some((kind, value)) = letters(draft.text(first)) else { continue };
        if kind == Exported::Body {
            match value.is_empty() {
                true => draft.claim(first, &rule::EXPORT_LABEL),
                false => draft.lines.narrow(first, value),
            }
            continue;
        }
        while draft.lines.has_text(at) && letters(draft.text(at)).is_none() {
            at += 1;
        }
        let value = match value.is_empty() && at > first + 1 {
            true => draft.joined(first + 1..at, draft.text(first + 1)),
            false => draft.joined(first..at, value),
        };
        match kind {
            Exported::Field(Field::Byline) => {
                let bare = value.strip_prefix("By ").or_else(|| value.strip_prefix("BY ")).unwrap_or(value);
                draft.fields.bylines(bare);
            }
            Exported::Field(field) => draft.fields.set(field, value),
            Exported::Note | Exported::Body => draft.fields.note(value),
        }
        for line in first..at {
            draft.claim(line, &rule::EXPORT_LABEL);
        }
    }
}

/// What stands behind the letters of a part that is text, where `text` begins with them.
pub(in crate::text) fn behind_body_letters(text: &str) -> Option<&str> {
    letters(text).filter(|(kind, _)| *kind == Exported::Body).map(|(_, behind)| behind)
}

/// Two or three capitals and what stands behind them: `HD  Ferries stop`.
fn letters(text: &str) -> Option<(Exported, &str)> {
    let len = text.bytes().take(4).take_while(u8::is_ascii_uppercase).count();
    if !(2..=3).contains(&len) {
        return None;
    }
    let (letters, value) = text.split_at_checked(len)?;
    if !(value.is_empty() || value.starts_with([' ', '\t'])) {
        return None;
    }
    Some((look_up(EXPORT_LETTERS, letters)?, value.trim_start()))
}
