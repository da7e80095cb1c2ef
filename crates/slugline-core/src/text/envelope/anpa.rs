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
use super::super::layout::Wire;
use super::super::{keyword, rule};
use super::frame::{DC2, DC4, STX, stray, trailer};
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

/// Opens the frame whose header begins in the line `first`.
pub(super) fn open(draft: &mut Draft<'_, '_>, first: usize) {
    for at in 0..first {
        claim_above(draft, at);
    }
    draft.claim(first, &rule::FRAME);
    let second = first + 1;
    let header = header(draft.text(second));
    match header {
        Some(_) => draft.set(second, &rule::WIRE_HEADER),
        None => draft.report(
            second,
            Diagnostic::warning(
                "broken-envelope",
                "the second header line of the ANPA frame is not understood; it is read as text",
            ),
        ),
    }
    let start = text_start(draft, second + usize::from(header.is_some()));
    let end = trailer(draft, start);
    if let Some(header) = header {
        read_header(draft, second, header);
    }
    set_type(draft, start..end, header.is_some_and(|header| header.preserved));
}

/// Claims a line above the header: codes behind ENQ. Other words there are kept as a note to editors.
fn claim_above(draft: &mut Draft<'_, '_>, at: usize) {
    let text = draft.text(at);
    if !text.starts_with(ENQ) && text.contains(char::is_alphanumeric) {
        let message = "text stands above the header of the ANPA frame; it is kept as a note to editors";
        draft.report(at, Diagnostic::warning("broken-envelope", message));
        draft.fields.note(text);
    }
    draft.claim(at, &rule::FRAME);
}

/// Reads a header line without a frame: `r w BC-Harbor-Strike 03-05 0466`.
pub(super) fn open_stripped(draft: &mut Draft<'_, '_>, first: usize) {
    if let Some(header) = header(draft.text(first)) {
        let end = trailer(draft, first + 1);
        draft.set(first, &rule::WIRE_HEADER);
        read_header(draft, first, header);
        set_type(draft, first + 1..end, header.preserved);
    }
}

/// Whether a line is a header that lost its frame: it has all its parts.
pub(super) fn is_stripped_header(line: &str) -> bool {
    matches!(line.as_bytes(), [b'a'..=b'z', b' ', b'a'..=b'z', b' ', ..])
        && header(line).is_some_and(|header| header.date.is_some() && header.words.is_some())
}

fn read_header<'s>(draft: &mut Draft<'_, 's>, line: usize, header: Header<'s>) {
    let fields = &mut draft.fields;
    fields.set(Field::Urgency, header.priority);
    fields.set(Field::Category, header.category);
    fields.set(Field::Slug, header.keyword);
    fields.version(header.version);
    if let Some(words) = header.words {
        fields.set(Field::WordCount, words);
    }
    // The line below the text has the year as well.
    if let Some((text, day)) = header.date.filter(|_| fields.head.dates.published.is_none()) {
        fields.set_date(Field::Published, Date::MonthDay(day), text);
    }
    draft.claim(line, &rule::WIRE_HEADER);
}

/// The first line of the text: behind STX, whatever stands before it in the line.
fn text_start(draft: &mut Draft<'_, '_>, after_header: usize) -> usize {
    let found = (after_header..after_header + MAX_GAP).find(|at| draft.text(*at).contains(STX));
    let Some(start) = found else {
        draft.report(
            after_header,
            Diagnostic::warning(
                "broken-envelope",
                "no STX opens the text of the ANPA frame; it begins below the header",
            ),
        );
        return after_header;
    };
    let message = "text stands before the STX of the frame; it is kept as a note to editors";
    for at in after_header..start {
        stray(draft, at, draft.text(at), message);
        draft.claim(at, &rule::FRAME);
    }
    let line = draft.text(start);
    let (before, text) = line.split_once(STX).unwrap_or(("", line));
    stray(draft, start, before, message);
    draft.lines.narrow(start, text);
    if text.is_empty() {
        draft.claim(start, &rule::FRAME);
    }
    start
}

/// Takes the marks of typesetting from the lines of the text: `^` before a line of its own, `<` and `=` at its end, the
/// backspace before a row of a table.
fn set_type(draft: &mut Draft<'_, '_>, lines: std::ops::Range<usize>, preserved: bool) {
    draft.wire = Wire::Indented;
    let mut in_body = false;
    for at in lines {
        let text = draft.text(at);
        in_body |= !text.is_empty() && draft.lines.get(at).is_some_and(|line| line.indent() >= 2);
        // Most lines have no mark, which two looks at a byte tell.
        let (first, last) = (text.as_bytes().first(), text.as_bytes().last());
        let marked = matches!(first, Some(b'^' | b';' | 0x08)) || matches!(last, Some(b'<'));
        if !marked && !preserved {
            continue;
        }
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

/// Opens the line of codes above a header.
const ENQ: char = '\u{5}';

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

fn two(input: &str) -> IResult<&str, u8> {
    map_opt(take_while_m_n(2, 2, |digit: char| digit.is_ascii_digit()), |digits: &str| digits.parse().ok()).parse(input)
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
