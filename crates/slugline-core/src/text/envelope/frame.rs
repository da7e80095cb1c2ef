//! What frames of wires have in common: the codes, and the end.
//!
//! Source: WIRE-CONVENTIONS sections 3.1 and 4.

use super::super::draft::Draft;
use super::super::line::Lines;
use super::super::{rule, transmission};
use crate::diagnostic::Diagnostic;
use crate::model::Field;

/// Start of header.
pub(super) const SOH: char = '\u{1}';
/// Start of text.
pub(super) const STX: char = '\u{2}';
/// End of text.
pub(super) const ETX: char = '\u{3}';
/// End of transmission.
pub(super) const EOT: char = '\u{4}';
/// Fills the end of a transmission.
pub(super) const DEL: char = '\u{7F}';
/// Opens the line of codes above a header.
const ENQ: char = '\u{5}';
/// Device control 2: line ends are to be kept.
pub(super) const DC2: char = '\u{12}';
/// Device control 4: a table.
pub(super) const DC4: char = '\u{14}';

/// Claims the lines above the header in the line `first`: codes behind ENQ. Other words there are kept as notes to editors.
pub(super) fn claim_above(draft: &mut Draft<'_, '_>, first: usize) {
    for at in 0..first {
        let text = draft.text(at);
        if !text.starts_with(ENQ) && text.contains(char::is_alphanumeric) {
            let message = "text stands above the header of the frame; it is kept as a note to editors";
            draft.report(at, Diagnostic::warning("broken-envelope", message));
            draft.fields.note(text);
        }
        draft.claim(at, &rule::FRAME);
    }
}

/// A line of the header up to the STX that opens the text, and what stands behind that: a frame may stand in one line.
pub(super) fn before_text(line: &str) -> (&str, Option<&str>) {
    line.split_once(STX).map_or((line, None), |(before, behind)| (before, Some(behind)))
}

/// Claims what stands below the text of a frame that begins in the line `start`, and reads the moment of its transmission;
/// gives the line after the text. A frame without an end is reported.
pub(super) fn trailer(draft: &mut Draft<'_, '_>, start: usize) -> usize {
    end_of_text(draft, start).unwrap_or_else(|| {
        let message = "the frame has no end of text; the story may be cut off";
        draft.report(draft.len().saturating_sub(1), Diagnostic::warning("broken-envelope", message));
        sign_off(draft, start)
    })
}

/// The same for a text whose frame may have been lost: nothing is claimed where no code ends it.
pub(super) fn end_of_text(draft: &mut Draft<'_, '_>, start: usize) -> Option<usize> {
    let from = draft.lines.get(start).map_or(draft.lines.text.len(), |line| line.text as usize);
    let bytes = draft.lines.text.as_bytes().get(from..).unwrap_or_default();
    let found = from + memchr::memchr2(ETX as u8, EOT as u8, bytes)?;
    let end = draft.lines.lines.partition_point(|line| line.next as usize <= found);
    let line = draft.text(end);
    let (text, behind) = line.split_once([ETX, EOT]).unwrap_or((line, ""));
    let has_text = !text.trim().is_empty();
    sign(draft, end, behind);
    match has_text {
        true => draft.lines.narrow(end, text.trim_end()),
        false => draft.claim(end, &rule::FRAME),
    }
    for at in end + 1..draft.len() {
        let line = draft.text(at);
        sign(draft, at, line);
        draft.claim(at, &rule::FRAME);
    }
    Some(end + usize::from(has_text))
}

/// Lines with text at the end of a story among which the end of a frame stands.
const LAST_LINES: usize = 4;

/// Whether the last lines hold the end of a frame.
pub(super) fn is_ended(lines: &Lines<'_>) -> bool {
    let last = (0..lines.lines.len()).rev().filter(|at| lines.has_text(*at)).take(LAST_LINES);
    last.into_iter().any(|at| memchr::memchr2(ETX as u8, EOT as u8, lines.text(at).as_bytes()).is_some())
}

/// Reads what a wire signs a story with. Words of another kind behind the end are kept as a note to editors.
fn sign<'s>(draft: &mut Draft<'_, 's>, at: usize, line: &'s str) {
    match transmission::date(bare(line)) {
        Some(date) => draft.fields.set_date(Field::Published, date, bare(line)),
        None => stray(draft, at, line, "text stands behind the end of the frame; it is kept as a note to editors"),
    }
}

/// Keeps words at a place of the frame that has none as a note to editors, and says so with `message`.
pub(super) fn stray<'s>(draft: &mut Draft<'_, 's>, at: usize, line: &'s str, message: &str) {
    let line = bare(line);
    if !line.is_empty() {
        draft.report(at, Diagnostic::warning("broken-envelope", message));
        draft.fields.note(line);
    }
}

/// A line without the codes and marks round it.
fn bare(line: &str) -> &str {
    line.trim_matches(|letter: char| letter.is_whitespace() || letter.is_control() || matches!(letter, '^' | '<'))
}

/// The end of a text whose frame was lost: above its transmission line, if it has one.
pub(super) fn sign_off(draft: &mut Draft<'_, '_>, start: usize) -> usize {
    let last = (start..draft.len()).rev().find(|at| draft.lines.has_text(*at));
    let Some(last) = last.filter(|last| transmission::date(draft.text(*last)).is_some()) else {
        return draft.len();
    };
    let line = draft.text(last);
    sign(draft, last, line);
    draft.claim(last, &rule::TRANSMISSION);
    last
}
