//! ANPA 1312: the frame of American wires, and headers that lost it in an archive.
//!
//! ```text
//! SYN SYN SOH service number US selector
//! priority category DC3 DC1 keyword version MM-DD words
//! STX text ETX transmission line
//! FF EOT
//! ```
//!
//! Source: WIRE-CONVENTIONS section 3.

use nom::branch::alt;
use nom::bytes::complete::take_while_m_n;
use nom::character::complete::{char, satisfy, space0, space1};
use nom::combinator::{all_consuming, map_opt, value};
use nom::sequence::{preceded, terminated};
use nom::{IResult, Parser};

use super::super::draft::Draft;
use super::super::field::Fields;
use super::super::layout::Wire;
use super::super::transmission::two;
use super::super::{keyword, rule};
use super::frame::{DC2, DC4, DEL, ETX, SOH, STX, before_text, claim_above, end_of_text, sign_off, stray, trailer};
use super::iptc::end_head;
use crate::diagnostic::Diagnostic;
use crate::model::{Date, Field, MonthDay};

/// Lines below the header in which the text must begin.
const MAX_GAP: usize = 4;

/// The second header line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Header<'t> {
    priority: &'t str,
    category: &'t str,
    /// Whether line ends are to be kept: tables.
    preserved: bool,
    keyword: &'t str,
    version: &'t str,
    /// The day of filing, which has no year.
    date: Option<(&'t str, MonthDay)>,
    words: Option<&'t str>,
}

/// Whether a line opens such a frame.
pub(super) fn is_opening(line: &str) -> bool {
    // One byte tells of nearly every line that it does not.
    memchr::memchr(0x16, line.as_bytes()).is_some()
        && (line.contains("\u{16}\u{16}\u{1}") || line.starts_with("\u{16}\u{1}"))
}

/// Opens the frame whose header begins in the line `first`.
pub(super) fn open(draft: &mut Draft<'_, '_>, first: usize) {
    claim_above(draft, first);
    let (line, text) = before_text(draft.text(first));
    let in_line = read_opening(draft, first, line);
    if text.is_none() {
        draft.claim(first, &rule::FRAME);
    }
    let (second, header) = match in_line {
        Some(header) => (first, Some(header)),
        None if text.is_some() => (first, None),
        None => (first + 1, header(before_text(draft.text(first + 1)).0)),
    };
    if header.is_none() {
        let message = "the second header line of the ANPA frame is not understood; it is read as text";
        draft.report(second, Diagnostic::warning("broken-envelope", message));
    }
    let start = text_start(draft, second, header.is_some());
    let end = trailer(draft, start);
    if let Some(header) = header {
        read_header(&mut draft.fields, header);
        // The text may begin in the same line.
        if second < start {
            draft.claim(second, &rule::WIRE_HEADER);
        }
    }
    draft.wire = Wire::Indented;
    set_type(draft, start..end, header.is_some_and(|header| header.preserved));
}

/// Opens a frame of which the header was cut off. Of which wire it is, only the marks in its text tell.
pub(super) fn open_headless(draft: &mut Draft<'_, '_>) {
    let first = draft.lines.next_text(0).unwrap_or(0);
    let message = "the frame has no header; the beginning of the story may be cut off";
    draft.report(first, Diagnostic::warning("broken-envelope", message));
    let opens = (first..=first + MAX_GAP).any(|at| draft.text(at).contains(STX));
    let start = if opens { text_start(draft, first, false) } else { first };
    end_head(draft, start);
    // Only IPTC 7901 ends in DEL, and a lone EOT tells nothing of a layout.
    if draft.lines.text.contains(ETX) {
        draft.wire = if draft.lines.text.contains(DEL) { Wire::Blank } else { Wire::Indented };
    }
    let end = trailer(draft, start);
    set_type(draft, start..end, false);
}

/// Reads what the line that opens the frame has beside codes and the number of the service: the header itself, where the
/// line ends of the frame were lost, else words that are kept as a note to editors.
fn read_opening<'s>(draft: &mut Draft<'_, 's>, first: usize, line: &'s str) -> Option<Header<'s>> {
    let (above, behind) = line.split_once(SOH).unwrap_or(("", line));
    let message = "text stands beside the number of the ANPA frame; it is kept as a note to editors";
    stray(draft, first, above, message);
    // Nearly always the line has the number alone.
    let (_, words) = behind.trim_start_matches(SOH).split_once([' ', '\t'])?;
    let header = header(words.trim_start());
    if header.is_none() {
        stray(draft, first, words, message);
    }
    header
}

/// Reads a header line without a frame: `r w BC-Harbor-Strike 03-05 0466`.
pub(super) fn open_stripped(draft: &mut Draft<'_, '_>, first: usize) {
    if let Some(header) = header(draft.text(first)) {
        let end = end_of_text(draft, first + 1).unwrap_or_else(|| sign_off(draft, first + 1));
        read_header(&mut draft.fields, header);
        draft.claim(first, &rule::WIRE_HEADER);
        draft.wire = Wire::Indented;
        set_type(draft, first + 1..end, header.preserved);
    }
}

/// Whether a line is a header that lost its frame: it has all its parts.
pub(super) fn is_stripped_header(line: &str) -> bool {
    matches!(line.as_bytes(), [b'a'..=b'z', b' ', b'a'..=b'z', b' ', ..])
        && header(line).is_some_and(|header| header.date.is_some() && header.words.is_some())
}

fn read_header<'s>(fields: &mut Fields<'_, 's>, header: Header<'s>) {
    fields.set(Field::Urgency, header.priority);
    fields.set(Field::Category, header.category);
    fields.set(Field::Slug, header.keyword);
    fields.version(header.version);
    if let Some(words) = header.words {
        fields.set(Field::WordCount, words);
    }
    if let Some((text, day)) = header.date {
        read_filing(fields, text, day);
    }
}

/// Reads the day of filing. The line below the text, which was read before, has the year as well, and by its clock it may be
/// the next day.
fn read_filing<'s>(fields: &mut Fields<'_, 's>, text: &'s str, filed: MonthDay) {
    let Some(sent) = fields.head.dates.published else {
        return fields.set_date(Field::Published, Date::MonthDay(filed), text);
    };
    let is_same = match sent {
        Date::MonthDay(day) => day == filed,
        Date::Day(_) | Date::Instant(_) => sent.day().is_some_and(|day| filed.in_year(day.year()) == Some(day)),
    };
    if !is_same {
        let message = format!("`{text}` is the day of filing; the date `{sent}`, which the story has too, is kept");
        fields.report(Diagnostic::note("second-value", message), text);
    }
}

/// The first line of the text: behind STX, whatever stands before it in the line. `header` is the line of the header, or,
/// where that is not understood, the one where it should be.
fn text_start(draft: &mut Draft<'_, '_>, header: usize, is_header: bool) -> usize {
    let found = (header..=header + MAX_GAP).find(|at| draft.text(*at).contains(STX));
    let Some(start) = found else {
        let below = header + usize::from(is_header);
        let message = "no STX opens the text of the ANPA frame; it begins below the header";
        draft.report(below, Diagnostic::warning("broken-envelope", message));
        return below;
    };
    let message = "text stands before the STX of the frame; it is kept as a note to editors";
    for at in header + usize::from(is_header)..start {
        stray(draft, at, draft.text(at), message);
        draft.claim(at, &rule::FRAME);
    }
    let (before, text) = before_text(draft.text(start));
    let is_read = start == header && (is_header || is_opening(before));
    if !is_read {
        stray(draft, start, before, message);
    }
    let text = text.unwrap_or_default();
    draft.lines.narrow(start, text);
    if text.is_empty() {
        draft.claim(start, &rule::FRAME);
    }
    start
}

/// Takes the marks of typesetting from the lines of the text: `^` before a line of its own, `<` and `=` at its end, the
/// backspace before a row of a table.
fn set_type(draft: &mut Draft<'_, '_>, lines: std::ops::Range<usize>, preserved: bool) {
    let mut in_body = false;
    for at in lines {
        let Some(line) = draft.lines.get(at) else { break };
        in_body |= !line.is_blank() && line.indent() >= 2;
        // Most lines have no mark, which two looks at a byte tell.
        let bytes = draft.lines.bytes(line);
        let marked = matches!(bytes.first(), Some(b'^' | b';' | 0x08)) || bytes.last() == Some(&b'<');
        if !marked && !preserved {
            continue;
        }
        let text = draft.text(at);
        let row = text.starts_with(BACKSPACE) || text.starts_with(';');
        let own = text.strip_prefix('^');
        let bare = own.unwrap_or(text).trim_start_matches(BACKSPACE);
        let bare = match bare.strip_suffix('<') {
            Some(bare) => bare,
            None if own.is_some() => bare.strip_suffix('=').unwrap_or(bare),
            None => bare,
        };
        let bare = bare.trim_end();
        if bare.len() != text.len() {
            draft.lines.narrow(at, bare);
        }
        // A centred line is a subhead; above the text it is a byline or a headline.
        let centred = own.is_some_and(|own| own.ends_with('='));
        if in_body && centred && bare.chars().any(char::is_alphanumeric) {
            draft.set(at, &rule::HEADING_CENTRED);
        }
        if row || (preserved && !bare.is_empty() && draft.lines.get(at).is_some_and(|line| line.indent() < 2)) {
            draft.set(at, &rule::ROW_MARKED);
        }
    }
}

const BACKSPACE: char = '\u{8}';

fn header(line: &str) -> Option<Header<'_>> {
    let (rest, (priority, category, controls)) = codes(line).ok()?;
    let (rest, words) =
        split_last(rest, |word| (3..=4).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit()));
    let (rest, date) = split_last(rest, |word| day(word).is_some());
    let (keyword, version) = keyword::split_version(rest.trim());
    let is_keyword = keyword.starts_with(|letter: char| letter.is_ascii_alphanumeric());
    is_keyword.then(|| Header {
        priority,
        category,
        preserved: controls.contains([DC2, DC4]),
        keyword,
        version: version.trim(),
        date: date.and_then(|text| Some((text, day(text)?))),
        words,
    })
}

/// The rest of a line without its last word, where that is what is asked for, and that word.
fn split_last(line: &str, is: impl Fn(&str) -> bool) -> (&str, Option<&str>) {
    let line = line.trim_end();
    match line.rsplit_once([' ', '\t']) {
        Some((rest, word)) if is(word) => (rest, Some(word)),
        _ => (line, None),
    }
}

/// Priority, category and the device controls behind them.
fn codes(input: &str) -> IResult<&str, (&str, &str, &str)> {
    let letter = || nom::combinator::recognize(satisfy(|letter| letter.is_ascii_alphabetic()));
    let controls = take_while_m_n(1, 4, |control| matches!(control, '\u{11}'..='\u{14}'));
    // Behind controls the keyword may follow at once.
    let gap = alt((terminated(controls, space0), value("", space1)));
    (letter(), preceded(char(' '), letter()), gap).parse(input)
}

/// `03-05`: month first, in every country.
fn day(word: &str) -> Option<MonthDay> {
    all_consuming(month_day).parse(word).ok().map(|(_, day)| day)
}

fn month_day(input: &str) -> IResult<&str, MonthDay> {
    map_opt((terminated(two, char('-')), two), |(month, day)| MonthDay::new(month, day)).parse(input)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_with_and_without_controls() {
        let read = |line| {
            header(line).map(|header| (header.priority, header.category, header.keyword, header.version, header.words))
        };
        assert_eq!(
            read("r d\u{13}\u{11} BC-XX--HarborStrike 1stLd-Writethru   08-29 0590"),
            Some(("r", "d", "BC-XX--HarborStrike", "1stLd-Writethru", Some("0590")))
        );
        assert_eq!(read("u f BC-HARBOR-STRIKE   03-05 0109"), Some(("u", "f", "BC-HARBOR-STRIKE", "", Some("0109"))));
        assert_eq!(read("a i BC-Harbor 03-05"), Some(("a", "i", "BC-Harbor", "", None)));
        assert!(header("s s\u{14}\u{12} BC-Table 03-05 0040").is_some_and(|header| header.preserved));
        assert!(is_stripped_header("r w BC-Harbor-Strike     03-05 0466"));
        assert!(!is_stripped_header("a b see you on 03-05") && !is_stripped_header("I a m 03-05 0466"));
    }
}
