//! The head zone: what stands before the first paragraph, and which line of it is what.
//!
//! Source: WIRE-CONVENTIONS sections 6 and 8.

use super::dateline;
use super::field::Fields;
use super::line::Lines;
use super::rule::{self, Rule};
use super::shape::{Entry, Shape, entries, label};
use super::table::{LABELS, Labelled, SECTIONS, look_up};
use crate::diagnostic::Diagnostics;
use crate::model::{Field, Head};
use crate::source::Source;

/// The head of a document: the fields that its lines hold, and where it ends. Headline and deck are left to who joins their
/// lines.
pub(super) struct HeadZone<'s> {
    pub(super) head: Head<'s>,
    /// The first line that is not of the head.
    pub(super) end: usize,
}

/// Labels the head zone of `lines` and reads its fields.
pub(super) fn read<'s>(
    source: &'s Source,
    lines: &Lines<'s>,
    rules: &mut [&'static Rule],
    diagnostics: &mut Diagnostics,
) -> HeadZone<'s> {
    let entries = entries(lines);
    let mut zone = Zone { lines, rules, fields: Fields::of(source, diagnostics) };
    let (of_head, after) = split(&entries);
    let titles = zone.titles(of_head, after);
    for entry in of_head.iter().filter(|entry| entry.shape.is_of_head()) {
        let rule = zone.fields.line(entry.shape, lines.text(entry.line));
        zone.set(entry.line, rule);
    }
    let last = of_head.iter().rev().find(|entry| entry.shape.is_of_head()).map(|entry| entry.next);
    HeadZone { end: last.unwrap_or(0).max(titles), head: zone.fields.head }
}

/// Entries up to the last that only heads have, and those after it.
fn split(entries: &[Entry]) -> (&[Entry], &[Entry]) {
    let last = entries.iter().rposition(|entry| entry.shape.is_of_head()).map_or(0, |at| at + 1);
    entries.split_at_checked(last).unwrap_or((entries, &[]))
}

struct Zone<'z, 's> {
    lines: &'z Lines<'s>,
    rules: &'z mut [&'static Rule],
    fields: Fields<'z, 's>,
}

impl Zone<'_, '_> {
    /// Labels section, headline and deck; gives the line after the last of them.
    fn titles(&mut self, of_head: &[Entry], after: &[Entry]) -> usize {
        let named = of_head.iter().any(|entry| self.names_headline(*entry));
        let is_title = |entry: &&Entry| matches!(entry.shape, Shape::Words | Shape::Sentence);
        let mut found: Vec<Entry> = of_head.iter().filter(is_title).copied().collect();
        if found.is_empty() && !named {
            found = self.titles_below(after);
        }
        let rest = self.take_section(&found, named);
        let rest = if named { rest } else { self.take(rest, &rule::HEADLINE, &rule::HEADLINE_JOINED) };
        let mut rest = self.take(rest, &rule::DECK, &rule::DECK_JOINED);
        // What is left stays in the text, as paragraphs.
        while !rest.is_empty() {
            rest = self.take(rest, &rule::PROSE, &rule::PROSE_JOINED);
        }
        found.last().map_or(0, |entry| entry.next)
    }

    /// The titles of a text that has none above its dates and bylines, or has neither: the first words, the section before
    /// them, and what stands between them and a dateline.
    fn titles_below(&self, after: &[Entry]) -> Vec<Entry> {
        let body = after.iter().find(|entry| entry.shape == Shape::Body);
        let has_dateline = body.is_some_and(|entry| dateline::split(self.lines.text(entry.line)).is_some());
        let words: Vec<Entry> = after.iter().take_while(|entry| entry.shape == Shape::Words).copied().collect();
        let titles = if self.is_section(words.first(), words.get(1)) { 2 } else { 1 };
        let keep = if has_dateline { titles + 1 } else { titles };
        words.into_iter().take(keep).collect()
    }

    fn take_section<'e>(&mut self, found: &'e [Entry], named: bool) -> &'e [Entry] {
        let [first, others @ ..] = found else { return found };
        let known = self.is_known_section(*first);
        let is_section = self.is_section(Some(first), others.first()) || (named && known);
        if !is_section {
            return found;
        }
        self.fields.set(Field::Section, self.lines.text(first.line));
        self.set(first.line, if known { &rule::SECTION_NAME } else { &rule::SECTION });
        others
    }

    /// Labels the lines of the first entry; gives the others.
    fn take<'e>(&mut self, entries: &'e [Entry], rule: &'static Rule, joined: &'static Rule) -> &'e [Entry] {
        let [first, others @ ..] = entries else { return entries };
        self.set(first.line, rule);
        for line in first.line + 1..first.next {
            self.set(line, joined);
        }
        others
    }

    /// Whether the first of two lines is the name of a section: few words without an end, above a longer line. Words that
    /// are no known name must not read as the start of a sentence (`Rain stops play`).
    fn is_section(&self, first: Option<&Entry>, second: Option<&Entry>) -> bool {
        let (Some(first), Some(second)) = (first, second) else { return false };
        let text = self.lines.text(first.line);
        let one_line = first.shape == Shape::Words && first.next == first.line + 1 && second.line > first.line;
        let few = text.split_whitespace().count() <= 3 && text.chars().count() <= 25;
        let open = !text.ends_with(['.', '!', '?', ':', ',', '。', '！', '？']);
        if !one_line || !few || !open || second.shape != Shape::Words {
            return false;
        }
        let lengths = self.lines.lines.get(second.line..second.next).unwrap_or_default().iter().map(|line| line.len());
        let longer = lengths.sum::<usize>() > text.len();
        let capitals = text.split_whitespace().all(|word| !word.starts_with(char::is_lowercase));
        self.is_known_section(*first) || (longer && capitals)
    }

    fn is_known_section(&self, entry: Entry) -> bool {
        look_up(SECTIONS, self.lines.text(entry.line)).is_some()
    }

    fn names_headline(&self, entry: Entry) -> bool {
        let label = label(self.lines.text(entry.line)).and_then(|(label, _)| look_up(LABELS, label));
        entry.shape == Shape::Labelled && label == Some(Labelled::Field(Field::Headline))
    }

    fn set(&mut self, line: usize, rule: &'static Rule) {
        if let Some(slot) = self.rules.get_mut(line) {
            *slot = rule;
        }
    }
}
