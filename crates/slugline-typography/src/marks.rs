//! Which marks of a line become which.
//!
//! The line is plain text; what stands left and right of a mark decides, and whether a quotation is open. A mark that could
//! be either stays as it is, and would stay so a second time.

use std::ops::Range;

use slugline_core::model::Edit;

use crate::Options;
use crate::address::find_addresses;
use crate::style::Style;

/// The edits of a line, in order. None for a line that is mostly in another script than Latin, Greek or Cyrillic.
pub(crate) fn find_edits(plain: &str, style: &Style, options: &Options) -> Vec<Edit<'static>> {
    let mut line = Line::new(plain, style, options);
    let mut addresses = find_addresses(plain).into_iter().peekable();
    let mut at = 0;
    while let Some(found) = plain.bytes().skip(at).position(is_mark) {
        at += found;
        while addresses.next_if(|address| address.end <= at).is_some() {}
        at = match addresses.peek() {
            Some(address) if address.contains(&at) => address.end,
            _ => line.take_mark(at),
        };
    }
    if line.edits.is_empty() || is_foreign(plain) {
        return Vec::new();
    }
    line.edits
}

fn is_mark(byte: u8) -> bool {
    matches!(byte, b'"' | b'\'' | b'`' | b'-' | b'.')
}

/// Whether most letters are of scripts that these marks do not belong to.
fn is_foreign(plain: &str) -> bool {
    let at_home = |letter: char| matches!(letter, ..'\u{0530}' | '\u{1C80}'..='\u{1C8F}' | '\u{1E00}'..='\u{1FFF}');
    let (home, letters) = plain
        .chars()
        .filter(|letter| letter.is_alphabetic())
        .fold((0, 0), |(home, all), letter| (home + usize::from(at_home(letter)), all + 1usize));
    home * 2 < letters
}

/// Which way a quotation mark looks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Open,
    Close,
}

/// A line under way.
struct Line<'l> {
    plain: &'l str,
    style: &'l Style,
    options: &'l Options,
    edits: Vec<Edit<'static>>,
    /// Whether a quotation is open, and one within it.
    double_open: bool,
    single_open: bool,
    /// End of the last quotation mark, and which way it looks: the next may stand right behind it.
    last_quote: Option<(usize, Side)>,
    /// Where the last single quote stands that can close a quotation.
    last_closing_single: Option<usize>,
}

impl<'l> Line<'l> {
    fn new(plain: &'l str, style: &'l Style, options: &'l Options) -> Line<'l> {
        Line {
            plain,
            style,
            options,
            edits: Vec::new(),
            double_open: false,
            single_open: false,
            last_quote: None,
            last_closing_single: last_closing_single(plain),
        }
    }

    /// Takes the mark at `at`: a quote, as one mark or as the two of a wire, hyphens and dots with all that stand behind them.
    /// Gives their end.
    fn take_mark(&mut self, at: usize) -> usize {
        let count = |mark: u8| self.plain.bytes().skip(at).take_while(|byte| *byte == mark).count();
        let (end, with) = match self.plain.as_bytes().get(at) {
            Some(b'"') => (at + 1, self.options.quotes.then(|| self.double(at..at + 1)).flatten()),
            Some(b'\'') if count(b'\'') == 2 && self.side(&(at..at + 2)).is_some() => {
                (at + 2, self.options.quotes.then(|| self.double(at..at + 2)).flatten())
            }
            Some(b'\'') => (at + 1, self.options.quotes.then(|| self.single(at)).flatten()),
            Some(b'`') => {
                let end = at + count(b'`').min(2);
                (end, self.options.quotes.then(|| self.backticks(at..end)).flatten())
            }
            Some(b'-') => {
                let end = at + count(b'-');
                (end, self.dash(at..end).filter(|_| self.options.dashes))
            }
            _ => {
                let end = at + count(b'.').max(1);
                (end, (self.options.ellipses && end - at == 3).then_some("…"))
            }
        };
        self.edits.extend(with.map(|with| Edit { range: at..end, with: with.into() }));
        end
    }

    fn before(&self, start: usize) -> Option<char> {
        self.plain.get(..start).and_then(|text| text.chars().next_back())
    }

    fn after(&self, end: usize) -> Option<char> {
        self.plain.get(end..).and_then(|text| text.chars().next())
    }

    /// `--` and `---`, but not in arrows and comments of markup; `-` between blanks, but not between figures or at the
    /// start of a line, where it is a minus or a point of a list.
    fn dash(&self, range: Range<usize>) -> Option<&'static str> {
        let (before, after) = (self.before(range.start), self.after(range.end));
        let is_dash = match range.len() {
            1 => is_blank(before) && is_blank(after) && self.joins_clauses(&range),
            2 | 3 => !matches!(before, Some('<' | '!')) && after != Some('>'),
            _ => false,
        };
        is_dash.then_some(self.style.dash)
    }

    fn joins_clauses(&self, range: &Range<usize>) -> bool {
        let left = self.plain.get(..range.start).unwrap_or_default();
        let right = self.plain.get(range.end..).unwrap_or_default();
        let left = left.trim_end_matches(BLANKS).chars().next_back();
        let right = right.trim_start_matches(BLANKS).chars().next();
        match (left, right) {
            (Some(left), Some(right)) => {
                let figures = left.is_numeric() && right.is_numeric();
                left != '\n' && right != '\n' && !figures
            }
            _ => false,
        }
    }

    /// `"`, or `''` as wires have it.
    fn double(&mut self, range: Range<usize>) -> Option<&'static str> {
        let side = self.side(&range)?;
        // `6"`: inches.
        if side == Side::Close && !self.double_open && is_digit(self.before(range.start)) {
            return None;
        }
        self.double_open = side == Side::Open;
        self.last_quote = Some((range.end, side));
        let (open, close) = self.style.double;
        Some(if side == Side::Open { open } else { close })
    }

    /// The opening marks of a wire: ``` `` ```, and within that `` ` ``. A lone one that no `'` answers is left, as are those
    /// that stand for an accent.
    fn backticks(&mut self, range: Range<usize>) -> Option<&'static str> {
        if self.side(&range)? == Side::Close {
            return None;
        }
        let is_double = range.len() == 2;
        if is_double {
            self.double_open = true;
        } else if self.last_closing_single.is_some_and(|last| last > range.end) {
            self.single_open = true;
        } else {
            return None;
        }
        self.last_quote = Some((range.end, Side::Open));
        Some(if is_double { self.style.double.0 } else { self.style.single.0 })
    }

    fn single(&mut self, at: usize) -> Option<&'static str> {
        let (before, after) = (self.before(at), self.after(at + 1));
        let side = self.side(&(at..at + 1))?;
        // `6'` and `6'2`: feet.
        let closes = self.single_open && !is_word(after);
        if is_digit(before) && !is_letter(after) && !closes {
            return None;
        }
        let (open, close) = self.style.single;
        match side {
            Side::Open if self.is_elision(at) => Some("’"),
            Side::Open => {
                self.single_open = true;
                self.last_quote = Some((at + 1, side));
                Some(open)
            }
            Side::Close if closes => {
                self.single_open = false;
                self.last_quote = Some((at + 1, side));
                Some(close)
            }
            Side::Close => Some("’"),
        }
    }

    /// Which way a quote looks. `None` between blanks.
    fn side(&self, quote: &Range<usize>) -> Option<Side> {
        let (before, after) = (self.before(quote.start), self.after(quote.end));
        let blank_follows = after.is_none_or(char::is_whitespace);
        if let Some((end, side)) = self.last_quote
            && end == quote.start
        {
            let opens = side == Side::Open && !blank_follows;
            return Some(if opens { Side::Open } else { Side::Close });
        }
        match before {
            Some('-' | '–' | '—' | '/') if is_word(after) => Some(Side::Open),
            Some(before) if !before.is_whitespace() && !OPENING.contains(&before) => Some(Side::Close),
            _ if blank_follows => None,
            _ => Some(Side::Open),
        }
    }

    /// Whether the quote at `at`, which stands as an opening one would, is an apostrophe: before a word that is known to
    /// begin with one, before the year of a decade, or where no quote follows that could close a quotation. At the start
    /// of a line the last does not count: the quotation may close in a later paragraph.
    fn is_elision(&self, at: usize) -> bool {
        let rest = self.plain.get(at + 1..).unwrap_or_default();
        let word = rest.split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default();
        // 'til, and the first of rock 'n' roll, but not 'cause' quoted.
        let elided = |known: &&str| word.eq_ignore_ascii_case(known);
        let quoted = word.len() > 1 && rest.get(word.len()..).is_some_and(|rest| rest.starts_with('\''));
        let known = !quoted && self.style.elisions.iter().any(elided);
        let decade = matches!(word.as_bytes(), [b'0'..=b'9', b'0'..=b'9', b's']);
        known || decade || (at > 0 && self.last_closing_single.is_none_or(|last| last <= at))
    }
}

/// The blanks that stand round a dash. Not the narrow one of French quotes: a quote that was just set would make a dash of
/// the hyphen beside it, the second time.
const BLANKS: [char; 2] = [' ', '\u{A0}'];

/// What a quotation may open behind, beside blanks.
const OPENING: [char; 11] = ['(', '[', '{', '¿', '¡', '“', '‘', '„', '‚', '«', '‹'];

fn is_blank(character: Option<char>) -> bool {
    character.is_some_and(|character| BLANKS.contains(&character))
}

fn is_digit(character: Option<char>) -> bool {
    character.is_some_and(char::is_numeric)
}

fn is_letter(character: Option<char>) -> bool {
    character.is_some_and(char::is_alphabetic)
}

fn is_word(character: Option<char>) -> bool {
    character.is_some_and(char::is_alphanumeric)
}

/// The last `'` that follows no blank and precedes no letter or digit. The two of a `''` that closes are no single marks.
fn last_closing_single(plain: &str) -> Option<usize> {
    let closes = |at: usize| {
        let (before, rest) = plain.split_at_checked(at)?;
        let after = rest.chars().nth(1);
        Some(!before.chars().next_back()?.is_whitespace() && !is_word(after) && !is_half(before, rest))
    };
    let mut quotes = plain.rmatch_indices('\'').map(|(at, _)| at);
    quotes.find(|at| closes(*at).unwrap_or_default())
}

/// Whether the `'` between `before` and what follows it in `rest` is one of just two that stand behind a word.
fn is_half(before: &str, rest: &str) -> bool {
    let word = before.trim_end_matches('\'');
    let marks = before.len() - word.len() + rest.len() - rest.trim_start_matches('\'').len();
    marks == 2 && word.ends_with(|last: char| !last.is_whitespace())
}
