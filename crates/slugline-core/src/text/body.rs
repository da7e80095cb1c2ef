//! The body: what each line below the head is.
//!
//! Source: WIRE-CONVENTIONS sections 7, 13 and 14.

use super::contact;
use super::draft::Draft;
use super::heading::{MAX_HEADING_BYTES, ends_in_colon, is_numbered, is_title, looks_like_heading};
use super::house::HouseRules;
use super::line::{Line, Lines};
use super::mark::{MAX_END_WORD, Mark, is_end_mark, is_short_mark, is_sign_off, list_mark};
use super::row::{MAX_ROW, gaps};
use super::rule::{self, Label, Rule};
use super::sentence::{begins_small, ends_sentence};
use super::table::{SIGNS, Sign};

/// Longest line of verse, in bytes, and more lines than a stanza has.
const MAX_VERSE: usize = 60;
const MAX_STANZA: usize = 40;

/// Lines within which the second point of a list must begin.
const MAX_POINT: usize = 8;

/// Longest line that a desk signs with, in bytes.
const MAX_SIGNATURE: usize = 60;

/// Longest item of a numbered list, in bytes; a longer one is a numbered paragraph.
const MAX_NUMBERED: usize = 600;

/// Labels every line from `first` on.
pub(super) fn label(draft: &mut Draft<'_, '_>, first: usize) {
    let Draft { lines, rules, house, .. } = draft;
    let lines = &*lines;
    let has_blanks = lines.lines.get(first..).unwrap_or_default().iter().any(|line| line.is_blank());
    let mut body = Body {
        lines,
        rules,
        house,
        gap: memchr::memmem::Finder::new("   "),
        first,
        last: (0..lines.lines.len()).rev().find(|at| lines.has_text(*at)).unwrap_or(0),
        has_blanks,
        list: None,
        headings: 0,
        numbered: 0,
        paragraphs: 0,
    };
    for (at, line) in (first..).zip(lines.lines.get(first..).unwrap_or_default()) {
        // What an envelope claimed or labelled keeps its rule.
        if !line.is_blank() && body.is_unlabelled(at) {
            let rule = if body.is_plain_prose(at, *line) { &rule::PROSE_JOINED } else { body.rule_of(at, *line) };
            body.set(at, rule);
        }
    }
    body.end_list(lines.lines.len());
    body.take_back_headings();
    if body.numbered > 1 {
        body.take_back_page_heads();
    }
}

/// A list under way: lines that begin with marks of one kind.
#[derive(Clone, Copy)]
struct List {
    first: usize,
    /// The last line of it so far.
    last: usize,
    items: u32,
    mark: Mark,
}

struct Body<'b, 's> {
    lines: &'b Lines<'s>,
    rules: &'b mut [&'static Rule],
    house: &'b HouseRules,
    /// Finds the blanks between two columns.
    gap: memchr::memmem::Finder<'static>,
    first: usize,
    /// The last line with text.
    last: usize,
    /// Whether blank lines part the paragraphs of this text.
    has_blanks: bool,
    list: Option<List>,
    headings: usize,
    /// Headings that begin or end in a figure.
    numbered: usize,
    paragraphs: usize,
}

impl Body<'_, '_> {
    fn set(&mut self, at: usize, rule: &'static Rule) {
        if let Some(slot) = self.rules.get_mut(at) {
            *slot = rule;
        }
    }

    fn is_unlabelled(&self, at: usize) -> bool {
        self.rules.get(at).is_some_and(|rule| rule.label == Label::Blank)
    }

    /// The rule of the line above; blank at the top.
    fn above(&self, at: usize) -> &'static Rule {
        if at <= self.first { &rule::BLANK } else { self.rules.get(at - 1).copied().unwrap_or(&rule::BLANK) }
    }

    fn rule_of(&mut self, at: usize, line: Line) -> &'static Rule {
        let above = self.above(at);
        let in_paragraph = above.label == Label::Paragraph && self.lines.layout.is_wrapped();
        let text = self.lines.text(at);
        if !self.is_plain(at, line)
            && let Some(rule) = self.marked(at, text, above)
        {
            return rule;
        }
        if let Some(list) = &mut self.list
            && above.label == Label::Item
            && (is_under_point(self.lines, at, line) || goes_on(self.lines, at, line))
        {
            list.last = at;
            return &rule::ITEM_JOINED;
        }
        if self.list.is_some() {
            self.end_list(at);
        }
        if in_paragraph && goes_on(self.lines, at, line) {
            return &rule::PROSE_JOINED;
        }
        if self.is_row(at, above) {
            return &rule::ROW;
        }
        if std::ptr::eq(above, &rule::VERSE) || self.is_verse(at, line, above) {
            return &rule::VERSE;
        }
        if in_paragraph && self.lines.layout.is_indented(line) {
            self.paragraphs += 1;
            return &rule::PROSE_INDENTED;
        }
        if line.len() <= MAX_HEADING_BYTES && self.is_heading(at, text, above) {
            self.headings += 1;
            self.numbered += usize::from(is_numbered(text));
            return &rule::HEADING;
        }
        self.paragraphs += 1;
        &rule::PROSE
    }

    /// Whether a line goes on with a paragraph and could be nothing else: of wrapped copy, most lines.
    #[inline]
    fn is_plain_prose(&self, at: usize, line: Line) -> bool {
        self.lines.layout.is_wrapped()
            && self.above(at).label == Label::Paragraph
            && self.list.is_none()
            && self.is_plain(at, line)
            && goes_on(self.lines, at, line)
    }

    /// Whether a line begins with a letter and is no mark all the same, such as `a)` or `ENDS`: most are told by two bytes.
    #[inline]
    fn is_plain(&self, at: usize, line: Line) -> bool {
        let is_letter =
            matches!(self.lines.bytes(line), [first, second, ..] if first.is_ascii_alphabetic() && *second != b')');
        is_letter && line.len() > MAX_END_WORD && at != self.last && !self.house.has_end_marks()
    }

    /// The rule of a line that begins with a mark.
    fn marked(&mut self, at: usize, text: &str, above: &Rule) -> Option<&'static Rule> {
        let first = *text.as_bytes().first()?;
        if self.house.is_end_mark(text) {
            self.end_list(at);
            return Some(&rule::END_MARK);
        }
        if first.is_ascii_alphabetic() && !is_short_mark(text) {
            return (at == self.last && text.len() <= MAX_SIGNATURE && is_sign_off(text)).then_some(&rule::SIGN_OFF);
        }
        if first == b'>' {
            self.end_list(at);
            return Some(self.quoted(at, text, above));
        }
        if matches!(first, b'(' | b'[') && SIGNS.find(text) == Some(Sign::Aside) {
            self.end_list(at);
            return Some(&rule::ASIDE);
        }
        if let Some(rule) = self.break_or_end(at, text) {
            self.end_list(at);
            return Some(rule);
        }
        if at == self.last && text.len() <= MAX_SIGNATURE && is_sign_off(text) {
            self.end_list(at);
            return Some(&rule::SIGN_OFF);
        }
        let (mark, len) = list_mark(text)?;
        let numbered = matches!(mark, Mark::Number(..));
        if text.len() == len || (numbered && text.len() > MAX_NUMBERED) || self.is_within_paragraph(at, mark, above) {
            return None;
        }
        match &mut self.list {
            Some(list) if list.mark.is_followed_by(mark) => {
                *list = List { last: at, items: list.items + 1, mark, ..*list };
            }
            _ => {
                self.end_list(at);
                self.list = Some(List { first: at, last: at, items: 1, mark });
            }
        }
        Some(&rule::ITEM)
    }

    /// Whether a number at the start of a line is one of the sentence that goes on there: `..., said Quint,` above `67. "Each`.
    fn is_within_paragraph(&self, at: usize, mark: Mark, above: &Rule) -> bool {
        let follows = self.list.is_some_and(|list| list.mark.is_followed_by(mark));
        let first = matches!(mark, Mark::Number(1, _) | Mark::Bullet(_) | Mark::Letter('a', _));
        let line = self.lines.get(at);
        !follows && !first && above.label == Label::Paragraph && line.is_some_and(|line| goes_on(self.lines, at, line))
    }

    fn quoted(&self, at: usize, text: &str, above: &Rule) -> &'static Rule {
        if text.trim_start_matches(['>', ' ']).is_empty() {
            return &rule::QUOTE_GAP;
        }
        let full = at.checked_sub(1).is_some_and(|above| self.lines.text(above).len() >= 45);
        if above.label == Label::Quote && full { &rule::QUOTE_JOINED } else { &rule::QUOTE }
    }

    /// A line of marks alone: a break between sections, or, as a sign of its own or as the last line, the end.
    fn break_or_end(&self, at: usize, text: &str) -> Option<&'static Rule> {
        if text.len() > 24 && !is_rule(text) {
            return None;
        }
        let last = at == self.last;
        if is_end_mark(text, last) {
            return Some(&rule::END_MARK);
        }
        let marks = text.chars().filter(|mark| matches!(mark, '*' | '_' | '-' | '=' | '~' | '•' | '·' | '—')).count();
        let alone = text.chars().all(|mark| matches!(mark, '*' | '_' | '-' | '=' | '~' | '•' | '·' | '—' | ' '));
        (alone && marks >= 3).then_some(if last { &rule::END_MARK } else { &rule::SECTION_BREAK })
    }

    /// Ends the list under way: a single mark without a line ending in a colon before it was no list.
    fn end_list(&mut self, at: usize) {
        let Some(list) = self.list.take() else { return };
        let above = (self.first..list.first).rev().find(|line| self.lines.has_text(*line));
        let announced = above.is_some_and(|line| self.lines.text(line).ends_with([':', '：']));
        if list.items >= 2 || announced {
            return;
        }
        // `1. The first mile` above its paragraph is a heading, also where the paragraph hangs under it.
        let is_heading = matches!(list.mark, Mark::Number(..))
            && self.is_heading(list.first, self.lines.text(list.first), &rule::BLANK);
        let mut first = list.first;
        if is_heading {
            self.headings += 1;
            self.set(first, &rule::HEADING_NUMBERED);
            first += 1;
        }
        let lines = first..at.min(list.last + 1);
        self.paragraphs += usize::from(!lines.is_empty());
        for line in lines {
            let rule = if line == first { &rule::PROSE } else { &rule::PROSE_JOINED };
            if self.lines.has_text(line) {
                self.set(line, rule);
            }
        }
    }

    /// Whether the line has columns, and the one before or after it too.
    fn is_row(&self, at: usize, above: &Rule) -> bool {
        let below = self.lines.has_text(at + 1);
        if above.label != Label::Row && !below {
            return false;
        }
        let text = self.lines.text(at);
        let may_have = text.len() <= MAX_ROW
            && (self.gap.find(text.as_bytes()).is_some() || memchr::memchr2(b'\t', 0x1F, text.as_bytes()).is_some());
        may_have && gaps(text) >= 2 && (above.label == Label::Row || gaps(self.lines.text(at + 1)) >= 2)
    }

    /// Whether four short lines or more begin here, between blank lines: most of them pause at their ends, as wrapped prose
    /// does not, and most go on behind the pause, as sentences do not.
    fn is_verse(&self, at: usize, line: Line, above: &Rule) -> bool {
        let is_short = |line: &Line| (1..=MAX_VERSE).contains(&line.len());
        if !self.has_blanks || !is_short(&line) || above.label != Label::Blank {
            return false;
        }
        if !self.lines.lines.get(at..at + 4).is_some_and(|four| four.iter().all(is_short)) {
            return false;
        }
        let below = self.lines.lines.get(at..).unwrap_or_default().iter();
        let (mut count, mut open, mut paused) = (0, 0, 0);
        for line in below.take_while(|line| !line.is_blank()).take(MAX_STANZA) {
            if !is_short(line) || list_mark(self.lines.between(line.text, line.end)).is_some() {
                return false;
            }
            count += 1;
            let stops = self.lines.stops(*line);
            open += usize::from(!stops);
            paused += usize::from(
                stops || self.lines.between(line.text, line.end).ends_with([',', ';', ':', '—', '，', '、']),
            );
        }
        let is_data = || (at..at + count).any(|line| contact::has_data(self.lines.text(line)));
        (4..MAX_STANZA).contains(&count) && open * 2 >= count && paused * 2 >= count && !is_data()
    }

    /// A short line, alone, with no end of a sentence, above a longer paragraph.
    fn is_heading(&self, at: usize, text: &str, above: &Rule) -> bool {
        // The end of a sentence, which most lines have, is told by a byte.
        if matches!(text.as_bytes().last(), Some(b'.' | b'!' | b';' | b',' | b'"')) {
            return false;
        }
        if self.has_blanks && !matches!(above.label, Label::Blank | Label::Item | Label::SectionBreak | Label::Row) {
            return false;
        }
        // The first line of a wrapped paragraph: most are.
        let below = self.lines.get(at + 1).filter(|below| !below.is_blank() && self.lines.layout.is_wrapped());
        if below.is_some_and(|below| goes_on(self.lines, at + 1, below)) || !looks_like_heading(text) {
            return false;
        }
        let Some(next) = self.lines.next_text(at + 1) else { return false };
        !self.follows_colon(at) && (self.is_paragraph(next, text.len()) || self.is_list(next))
    }

    /// Whether a list of two points or more begins at `at`, behind a blank line.
    fn is_list(&self, at: usize) -> bool {
        let mark = |at: usize| list_mark(self.lines.text(at)).map(|(mark, _)| mark);
        let Some(first) = mark(at) else { return false };
        let behind_blank = at.checked_sub(1).is_some_and(|above| !self.lines.has_text(above));
        let next = (at + 1..at + MAX_POINT).find_map(mark);
        let above = at.checked_sub(2).map_or("", |heading| self.lines.text(heading));
        behind_blank && is_title(above) && next.is_some_and(|next| first.is_followed_by(next))
    }

    fn follows_colon(&self, at: usize) -> bool {
        let above = (self.first..at).rev().find(|line| self.lines.has_text(*line));
        above.is_some_and(|line| ends_in_colon(self.lines.text(line)))
    }

    /// Whether a paragraph of prose begins at `at`, longer than `len`.
    fn is_paragraph(&self, at: usize, len: usize) -> bool {
        let len_of = |at: usize| self.lines.get(at).map_or(0, Line::len);
        let (mut end, mut bytes) = (at, len_of(at));
        // No further than it takes to be sure: a block of short lines would be walked again from each.
        while bytes <= MAX_HEADING_BYTES && self.lines.layout.is_wrapped() && self.lines.has_text(end + 1) {
            end += 1;
            bytes += len_of(end);
        }
        let ends = |text: &str| ends_sentence(text) || text.ends_with(':');
        bytes > MAX_HEADING_BYTES || (bytes > len && ends(self.lines.text(end)))
    }

    /// The head of a page that a scan repeats, with another number each time, is no heading.
    fn take_back_page_heads(&mut self) {
        let words = |text: &str| -> String { text.chars().filter(|letter| letter.is_alphabetic()).collect() };
        let numbered = |at: &usize| {
            self.rules.get(*at).is_some_and(|rule| rule.label == Label::Heading) && is_numbered(self.lines.text(*at))
        };
        let mut heads: Vec<(String, usize)> =
            (self.first..self.rules.len()).filter(numbered).map(|at| (words(self.lines.text(at)), at)).collect();
        heads.sort();
        for pair in heads.windows(2) {
            if let [(first, at), (second, next)] = pair
                && first == second
                && self.lines.text(*at) != self.lines.text(*next)
                && self.lines.text(*at).chars().all(|letter| !letter.is_lowercase())
            {
                self.set(*at, &rule::PAGE_HEAD);
                self.set(*next, &rule::PAGE_HEAD);
            }
        }
    }

    /// Where most lines look like headings, none is one: it is a list, or a poem.
    fn take_back_headings(&mut self) {
        if self.headings < 4 || self.headings * 5 <= (self.headings + self.paragraphs) * 3 {
            return;
        }
        // What a wire has centred is one all the same.
        let is_guess = |rule: &Rule| rule.label == Label::Heading && !std::ptr::eq(rule, &rule::HEADING_CENTRED);
        for rule in self.rules.iter_mut().skip(self.first).filter(|rule| is_guess(rule)) {
            *rule = &rule::PROSE;
        }
    }
}

/// Whether the line at `at` stands deeper than the point right above it, under its text.
fn is_under_point(lines: &Lines<'_>, at: usize, line: Line) -> bool {
    let above = at.checked_sub(1).and_then(|above| lines.get(above)).filter(|above| !above.is_blank());
    above.is_some_and(|above| line.indent() >= above.indent() + 2 && list_mark(lines.text(at - 1)).is_some())
}

/// Whether the line at `at` goes on with the one above it: no blank between, no indent that starts a paragraph, and the
/// one above reaches far enough to the right.
#[inline(always)]
fn goes_on(lines: &Lines<'_>, at: usize, line: Line) -> bool {
    let Some(above) = at.checked_sub(1).and_then(|above| lines.get(above)) else {
        return false;
    };
    !above.is_blank() && !lines.layout.is_indented(line) && (lines.layout.is_full(above) || is_cut(lines, at))
}

/// Whether the line above is left short by the one at `at`, which goes on with it: a long address does not fit behind it.
#[inline(never)]
fn is_cut(lines: &Lines<'_>, at: usize) -> bool {
    let text = lines.text(at);
    let cut = begins_small(text) || text.starts_with("http");
    lines.layout.is_wrapped() && cut && !ends_sentence(lines.text(at - 1))
}

/// Whether a line is one mark again and again, however long: `--------`.
fn is_rule(text: &str) -> bool {
    let first = text.as_bytes().first().copied().unwrap_or_default();
    matches!(first, b'-' | b'=' | b'_' | b'*' | b'~') && text.bytes().all(|byte| byte == first)
}
