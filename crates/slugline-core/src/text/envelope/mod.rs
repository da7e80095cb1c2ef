//! What stands round a story: wire frames, stripped headers, exports of archives. An envelope claims its lines, reads the
//! fields in them, and leaves the rest of the lines as they would stand in plain copy.
//!
//! Source: WIRE-CONVENTIONS section 2, in whose order they are tried.

mod anpa;
mod export;
mod frame;
mod iptc;
mod letters;

pub(super) use self::export::{behind_body_label, is_label_alone};
use super::draft::Draft;
use super::keyword;
use super::layout::Wire;
use super::rule;

/// Shortest rule between two stories, in bytes.
const MIN_RULE: usize = 60;

/// Lines with text among which an envelope must show.
const LOOK: usize = 5;

/// Opens the envelope of a story, where it has one.
pub(super) fn open(draft: &mut Draft<'_, '_>) {
    claim_partings(draft);
    let mut at = 0;
    for _ in 0..LOOK {
        let Some(line) = draft.lines.next_text(at) else { break };
        let text = draft.text(line);
        if anpa::is_opening(text) {
            return anpa::open(draft, line);
        }
        if iptc::is_header(text) {
            return iptc::open(draft, line);
        }
        if anpa::is_stripped_header(text) {
            return anpa::open_stripped(draft, line);
        }
        at = line + 1;
    }
    if frame::is_ended(&draft.lines) {
        return anpa::open_headless(draft);
    }
    let first = draft.lines.next_text(0).map_or("", |first| draft.text(first));
    if keyword::read(first).is_some() {
        draft.wire = Wire::Indented;
    }
    frame::sign_off(draft, 0);
    if export::is_export(&draft.lines) {
        export::open(draft);
    } else if letters::is_export(&draft.lines) {
        letters::open(draft);
    }
}

/// Claims the lines that part the stories of a file: `<DOC>` and `</DOC>`, a rule below the text.
fn claim_partings(draft: &mut Draft<'_, '_>) {
    if let Some(first) = draft.lines.next_text(0).filter(|first| draft.text(*first) == "<DOC>") {
        draft.claim(first, &rule::FRAME);
    }
    let Some(last) = (0..draft.len()).rev().find(|at| draft.lines.has_text(*at)) else { return };
    let text = draft.text(last);
    let is_rule = text.len() >= MIN_RULE && text.bytes().all(|byte| matches!(byte, b'-' | b'=' | b'_'));
    if is_rule || text == "</DOC>" {
        draft.claim(last, &rule::FRAME);
    }
}
