//! IPTC 7901: the frame of dpa and other European wires.
//!
//! ```text
//! SOH source number priority category words extra
//! slug/with/parts/
//! STX head lines =
//! text
//! ETX DDHHMM zone month year
//! DEL DEL EOT
//! ```
//!
//! Source: WIRE-CONVENTIONS section 4.

use nom::bytes::complete::{take_while_m_n, take_while1};
use nom::character::complete::{char, space1};
use nom::combinator::{opt, recognize};
use nom::sequence::preceded;
use nom::{IResult, Parser};

use super::super::draft::Draft;
use super::super::layout::Wire;
use super::super::rule;
use super::frame::{SOH, STX, before_text, claim_above, trailer};
use crate::diagnostic::Diagnostic;
use crate::model::Field;

/// Lines between header and text that are looked at for slugs, and head lines that are looked at for their end.
const MAX_SLUGS: usize = 8;
const MAX_HEAD: usize = 8;

/// Start and end of an instruction.
const SCD: u8 = 0x0C;
const ECD: char = '\u{B}';

/// The header line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Header<'t> {
    priority: &'t str,
    category: &'t str,
    words: Option<&'t str>,
    /// What some senders put behind the count instead of a line of slugs.
    slug: Option<&'t str>,
}

/// Whether a line opens such a frame.
pub(super) fn is_header(line: &str) -> bool {
    line.starts_with(SOH) && header(line).is_ok()
}

/// Opens the frame whose header is the line `first`.
pub(super) fn open(draft: &mut Draft<'_, '_>, first: usize) {
    claim_above(draft, first);
    let (line, text) = before_text(draft.text(first));
    let header = header(line).ok().map(|(_, header)| header);
    if let Some(header) = header {
        draft.fields.set(Field::Urgency, header.priority);
        draft.fields.set(Field::Category, header.category);
        if let Some(words) = header.words {
            draft.fields.set(Field::WordCount, words);
        }
    }
    let start = match text {
        Some(text) => {
            draft.lines.narrow(first, text);
            first
        }
        None => {
            draft.claim(first, &rule::WIRE_HEADER);
            text_start(draft, first + 1)
        }
    };
    if let Some(slug) = header.and_then(|header| header.slug) {
        read_slug(draft, slug);
    }
    draft.lines.narrow(start, draft.text(start).trim_start_matches(STX).trim_start());
    skip_instructions(draft, start);
    end_head(draft, start);
    draft.wire = Wire::Blank;
    trailer(draft, start);
}

/// The first line of the text. The slugs above it are read.
fn text_start(draft: &mut Draft<'_, '_>, below_header: usize) -> usize {
    let lines = below_header..below_header + MAX_SLUGS;
    if let Some(start) = lines.clone().find(|at| draft.text(*at).starts_with(STX)) {
        read_slugs(draft, below_header..start);
        return start;
    }
    let message = "no STX opens the text of the IPTC 7901 frame; it begins below the header";
    draft.report(below_header, Diagnostic::warning("broken-envelope", message));
    below_header
}

/// Reads the slug, whose parts may stand in several lines.
fn read_slugs(draft: &mut Draft<'_, '_>, lines: std::ops::Range<usize>) {
    for at in lines {
        let slug = draft.text(at).trim_end_matches('/');
        if slug.is_empty() {
            continue;
        }
        read_slug(draft, slug);
        draft.claim(at, &rule::WIRE_SLUG);
    }
}

/// The first slug is that of the story, others are keywords.
fn read_slug<'s>(draft: &mut Draft<'_, 's>, slug: &'s str) {
    match &draft.fields.head.slug {
        None => draft.fields.set(Field::Slug, slug),
        Some(first) if *first == slug => draft.fields.note_place(Field::Slug, 0, slug),
        Some(_) => draft.fields.keyword(slug),
    }
}

/// Claims lines that are instructions to a typesetting machine, between form feed and vertical tab.
fn skip_instructions(draft: &mut Draft<'_, '_>, start: usize) {
    let bytes = draft.lines.text.as_bytes();
    let line_of = |at: usize| draft.lines.lines.partition_point(|line| line.next as usize <= at);
    let open: Vec<usize> = memchr::memchr_iter(SCD, bytes).map(line_of).collect();
    for at in open {
        let Some(line) = draft.lines.get(at).filter(|_| at > start) else { continue };
        let raw = draft.lines.between(draft.lines.get(at - 1).map_or(0, |above| above.next), line.next);
        let is_whole = raw.trim_end().len() < raw.len() && raw.trim_end_matches(['\r', '\n', ' ']).ends_with(ECD);
        if is_whole && raw.trim_start_matches(' ').starts_with(char::from(SCD)) {
            draft.claim(at, &rule::FRAME);
        }
    }
}

/// Takes the sign that ends the head lines: ` =`.
pub(super) fn end_head(draft: &mut Draft<'_, '_>, start: usize) {
    for at in start..start + MAX_HEAD {
        if let Some(text) = draft.text(at).strip_suffix('=') {
            return draft.lines.narrow(at, text.trim_end());
        }
        if !draft.lines.has_text(at) {
            return;
        }
    }
}

fn header(line: &str) -> IResult<&str, Header<'_>> {
    let letters = || take_while1(|letter: char| letter.is_ascii_alphanumeric());
    let digits = |most| take_while_m_n(1, most, |digit: char| digit.is_ascii_digit());
    let (rest, _) = (char(SOH), letters()).parse(line)?;
    let (rest, priority) = preceded(space1, digits(1)).parse(rest)?;
    let category = recognize(take_while_m_n(1, 3, |letter: char| letter.is_ascii_alphabetic()));
    let (rest, category) = preceded(space1, category).parse(rest)?;
    let (rest, words) = opt(preceded(space1, digits(5))).parse(rest)?;
    Ok((rest, Header { priority, category, words, slug: slug(rest) }))
}

/// The slug among the optional fields of a header. Those that are codes are short and small, and the agency's stands before a
/// number: `ccccb  dpa 000`.
fn slug(extra: &str) -> Option<&str> {
    let is_slug = |word: &&str| {
        word.len() > 2
            && word.starts_with(char::is_alphanumeric)
            && word.contains(|letter: char| letter.is_uppercase() || matches!(letter, '-' | '/'))
            && word.contains(char::is_lowercase)
    };
    extra.split([' ', '\t']).find(is_slug).map(|word| word.trim_end_matches('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers() {
        let read =
            |line| header(line).ok().map(|(_, header)| (header.priority, header.category, header.words, header.slug));
        assert_eq!(read("\u{1}eca0003 3 i 380  dpa 0045"), Some(("3", "i", Some("380"), None)));
        assert_eq!(read("\u{1}hbw12 5 wi"), Some(("5", "wi", None, None)));
        assert_eq!(
            read("\u{1}HBW12 4 POL 68 Norland-ferries/"),
            Some(("4", "POL", Some("68"), Some("Norland-ferries")))
        );
        assert!(!is_header("eca0003 3 i 380") && !is_header("\u{1}V1234"));
    }
}
