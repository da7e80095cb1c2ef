//! The body: what each line below the head is.
//!
//! Source: WIRE-CONVENTIONS sections 7, 13 and 14.

use super::draft::Draft;
use super::house::HouseRules;
use super::line::{Line, Lines};
use super::mark::{Mark, is_end_mark, is_short_mark, list_mark};
use super::rule::{self, Label, Rule};
use super::sentence::{begins_small, ends_sentence};

/// Longest heading, in characters, and in bytes of any script.
const MAX_HEADING: usize = 80;
const MAX_HEADING_BYTES: usize = 240;

/// Longest line that is looked at for columns, in bytes.
const MAX_ROW: usize = 200;

/// Longest item of a numbered list, in bytes; a longer one is a numbered paragraph.
const MAX_NUMBERED: usize = 600;

/// Labels every line from `first` on.
pub(super) fn label(draft: &mut Draft<'_, '_>, first: usize) {
    let Draft { lines, rules, house, .. } = draft;
    let lines = &*lines;
    let has_blanks = lines.lines.get(first..).unwrap_or_default().iter().any(|line| line.is_blank());
    let mut body =
        Body { lines, rules, house, first, has_columns: None, has_blanks, list: None, headings: 0, paragraphs: 0 };
    for (at, line) in lines.lines.iter().enumerate().skip(first) {
        // What an envelope claimed or labelled keeps its rule.
        if !line.is_blank() && body.is_unlabelled(at) {
            let rule = body.rule_of(at, *line);
            body.set(at, rule);
        }
    }
    body.end_list(lines.lines.len());
    body.take_back_headings();
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
    first: usize,
    /// Whether some line may have columns, once it was asked.
    has_columns: Option<bool>,
    /// Whether blank lines part the paragraphs of this text.
    has_blanks: bool,
    list: Option<List>,
    headings: usize,
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
        let text = self.lines.text(at);
        let above = self.above(at);
        if let Some(rule) = self.marked(at, text, above) {
            return rule;
        }
        if let Some(list) = &mut self.list
            && above.label == Label::Item
            && goes_on(self.lines, at, line)
        {
            list.last = at;
            return &rule::ITEM_JOINED;
        }
        if self.list.is_some() {
            self.end_list(at);
        }
        if self.is_row(at, above) {
            return &rule::ROW;
        }
        if above.label == Label::Paragraph && self.lines.layout.is_wrapped() {
            if goes_on(self.lines, at, line) {
                return &rule::PROSE_JOINED;
            }
            if line.indent() >= 2 && self.lines.layout.indents_start {
                self.paragraphs += 1;
                return &rule::PROSE_INDENTED;
            }
        }
        if line.len() <= MAX_HEADING_BYTES && self.is_heading(at, text, above) {
            self.headings += 1;
            return &rule::HEADING;
        }
        self.paragraphs += 1;
        &rule::PROSE
    }

    /// The rule of a line that begins with a mark. Most begin with a letter and are told by one byte.
    fn marked(&mut self, at: usize, text: &str, above: &Rule) -> Option<&'static Rule> {
        let first = *text.as_bytes().first()?;
        if self.house.is_end_mark(text) {
            self.end_list(at);
            return Some(&rule::END_MARK);
        }
        if first.is_ascii_alphabetic() && !is_short_mark(text) {
            return None;
        }
        if first == b'>' {
            self.end_list(at);
            return Some(self.quoted(at, text, above));
        }
        if let Some(rule) = self.break_or_end(at, text) {
            self.end_list(at);
            return Some(rule);
        }
        let (mark, len) = list_mark(text)?;
        let numbered = matches!(mark, Mark::Number(..));
        if text.len() == len || (numbered && text.len() > MAX_NUMBERED) {
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

    fn quoted(&self, at: usize, text: &str, above: &Rule) -> &'static Rule {
        if text.trim_start_matches(['>', ' ']).is_empty() {
            return &rule::QUOTE_GAP;
        }
        let full = at.checked_sub(1).is_some_and(|above| self.lines.text(above).len() >= 45);
        if above.label == Label::Quote && full { &rule::QUOTE_JOINED } else { &rule::QUOTE }
    }

    /// A line of marks alone: a break between sections, or, as a sign of its own or as the last line, the end.
    fn break_or_end(&self, at: usize, text: &str) -> Option<&'static Rule> {
        if text.len() > 24 {
            return None;
        }
        let last = self.lines.next_text(at + 1).is_none();
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
        for line in list.first..at.min(list.last + 1) {
            let rule = if line == list.first { &rule::PROSE } else { &rule::PROSE_JOINED };
            if self.lines.has_text(line) {
                self.set(line, rule);
            }
        }
        self.paragraphs += 1;
    }

    /// Whether the line has columns, and the one before or after it too.
    fn is_row(&mut self, at: usize, above: &Rule) -> bool {
        let below = self.lines.has_text(at + 1);
        if above.label != Label::Row && !below {
            return false;
        }
        let bytes = self.lines.text.as_bytes();
        let wide = || memchr::memmem::find(bytes, b"   ").is_some() || memchr::memchr(b'\t', bytes).is_some();
        *self.has_columns.get_or_insert_with(wide)
            && gaps(self.lines.text(at)) >= 2
            && (above.label == Label::Row || gaps(self.lines.text(at + 1)) >= 2)
    }

    /// A short line, alone, with no end of a sentence, above a longer paragraph.
    fn is_heading(&self, at: usize, text: &str, above: &Rule) -> bool {
        if self.has_blanks && !matches!(above.label, Label::Blank | Label::Item | Label::SectionBreak | Label::Row) {
            return false;
        }
        if !looks_like_heading(text) {
            return false;
        }
        let Some(next) = self.lines.next_text(at + 1) else { return false };
        let below = self.lines.get(next).filter(|_| next == at + 1 && self.lines.layout.is_wrapped());
        let goes_on = below.is_some_and(|below| goes_on(self.lines, next, below));
        !goes_on && !self.follows_colon(at) && self.is_paragraph(next, text.len())
    }

    fn follows_colon(&self, at: usize) -> bool {
        let above = (self.first..at).rev().find(|line| self.lines.has_text(*line));
        above.is_some_and(|line| self.lines.text(line).ends_with([':', '：']))
    }

    /// Whether a paragraph of prose begins at `at`, longer than `len`.
    fn is_paragraph(&self, at: usize, len: usize) -> bool {
        let (mut end, mut bytes) = (at, self.lines.text(at).len());
        // No further than it takes to be sure: a block of short lines would be walked again from each.
        while bytes <= MAX_HEADING_BYTES && self.lines.layout.is_wrapped() && self.lines.has_text(end + 1) {
            end += 1;
            bytes += self.lines.text(end).len();
        }
        bytes > MAX_HEADING_BYTES || (bytes > len && ends_sentence(self.lines.text(end)))
    }

    /// Where most lines look like headings, none is one: it is a list, or a poem.
    fn take_back_headings(&mut self) {
        if self.headings < 4 || self.headings * 5 <= (self.headings + self.paragraphs) * 3 {
            return;
        }
        for rule in self.rules.iter_mut().skip(self.first).filter(|rule| rule.label == Label::Heading) {
            *rule = &rule::PROSE;
        }
    }
}

/// Whether the line at `at` goes on with the one above it: no blank between, no indent that starts a paragraph, and the
/// one above reaches far enough to the right. An item goes on under its text.
fn goes_on(lines: &Lines<'_>, at: usize, line: Line) -> bool {
    let Some(above) = at.checked_sub(1).and_then(|above| lines.get(above)) else {
        return false;
    };
    if above.is_blank() {
        return false;
    }
    let deeper = line.indent() >= above.indent() + 2;
    if deeper && list_mark(lines.text(at - 1)).is_some() {
        return true;
    }
    if deeper && lines.layout.indents_start {
        return false;
    }
    // A line is also left short for a long address, which does not fit behind it.
    let text = lines.text(at);
    let cut = begins_small(text) || text.starts_with("http");
    lines.layout.is_full(above.len()) || (lines.layout.is_wrapped() && cut && !ends_sentence(lines.text(at - 1)))
}

fn looks_like_heading(text: &str) -> bool {
    let first = text.chars().next().unwrap_or(' ');
    let last = text.chars().next_back().unwrap_or(' ');
    let opens = !first.is_lowercase()
        && !matches!(first, '"' | '\'' | '“' | '‘' | '«' | '»' | '„' | '-' | '–' | '—' | '(' | '[');
    let ends =
        matches!(last, '.' | '!' | ';' | ',' | ':' | '"' | '”' | '。' | '！' | '，' | '：' | '؛' | '،' | '-' | '»');
    opens && !ends && text.chars().count() <= MAX_HEADING && !has_address(text) && text.chars().any(char::is_alphabetic)
}

fn has_address(text: &str) -> bool {
    memchr::memchr(b':', text.as_bytes()).is_some_and(|at| text.as_bytes().get(at + 1) == Some(&b'/'))
}

/// Runs of three blanks or more, or tabs, between words.
pub(super) fn gaps(text: &str) -> usize {
    if text.len() > MAX_ROW {
        return 0;
    }
    cells(text).count().saturating_sub(1)
}

/// The cells of a row, without the gaps. Tabs part cells one by one, so that one may be empty; blanks part those that hold
/// something.
pub(super) fn cells(text: &str) -> impl Iterator<Item = &str> {
    let (mark, keeps_empty) =
        if memchr::memchr(b'\t', text.as_bytes()).is_some() { ("\t", true) } else { ("   ", false) };
    text.split(mark).map(str::trim).filter(move |cell| keeps_empty || !cell.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns() {
        assert_eq!(cells("Harriers      8   6   1   1").collect::<Vec<_>>(), ["Harriers", "8", "6", "1", "1"]);
        assert_eq!(gaps("Quarry Road   8"), 1);
    }
}
