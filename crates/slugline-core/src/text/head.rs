//! The head zone: what stands before the first paragraph, and which line of it is what.
//!
//! Source: WIRE-CONVENTIONS sections 6 and 8.

use super::dateline;
use super::draft::Draft;
use super::layout::Wire;
use super::rule::{self, Rule};
use super::sentence::capitals;
use super::shape::{Entry, Shape, entries, is_point, label};
use super::table::{LABELS, Labelled, SECTIONS, look_up};
use crate::model::Field;

/// Longest topic above a headline, in bytes.
const MAX_TOPIC: usize = 40;

/// Labels the head zone and reads its fields; gives the first line that is not of the head. Headline and deck are left to
/// who joins their lines.
pub(super) fn read(draft: &mut Draft<'_, '_>) -> usize {
    let entries = entries(&draft.lines, draft.house);
    let mut zone = Zone { draft };
    let (of_head, after) = split(&entries);
    let titles = zone.titles(of_head, after);
    for entry in of_head.iter().filter(|entry| entry.shape.is_of_head()) {
        zone.read(*entry);
    }
    let last = of_head.iter().rev().find(|entry| entry.shape.is_of_head()).map(|entry| entry.next);
    last.unwrap_or(0).max(titles)
}

/// Entries up to the last that only heads have, and those after it.
fn split(entries: &[Entry]) -> (&[Entry], &[Entry]) {
    let last = entries.iter().rposition(|entry| entry.shape.is_of_head()).map_or(0, |at| at + 1);
    entries.split_at_checked(last).unwrap_or((entries, &[]))
}

struct Zone<'z, 'f, 's> {
    draft: &'z mut Draft<'f, 's>,
}

impl Zone<'_, '_, '_> {
    /// Reads the fields of an entry that only heads have, and labels its lines.
    fn read(&mut self, entry: Entry) {
        let draft = &mut *self.draft;
        let (first, last) = (draft.text(entry.line), draft.text(entry.next - 1));
        let text = match entry.shape {
            Shape::Note(_) => draft.joined(entry.line..entry.next, first),
            _ => first,
        };
        let rule = draft.fields.line(entry.shape, text, last);
        let below = if entry.shape == Shape::Contact { &rule::CONTACT_JOINED } else { rule };
        for line in entry.line..entry.next {
            if draft.lines.has_text(line) {
                draft.set(line, if line == entry.line { rule } else { below });
            }
        }
    }

    /// Labels section, headline and deck; gives the line after the last of them.
    fn titles(&mut self, of_head: &[Entry], after: &[Entry]) -> usize {
        let known = self.draft.fields.head.headline.is_some();
        let named = known || of_head.iter().any(|entry| self.names_headline(*entry));
        let is_title = |entry: &&Entry| matches!(entry.shape, Shape::Words | Shape::Sentence);
        let mut found: Vec<Entry> = of_head.iter().filter(is_title).copied().collect();
        if found.is_empty() && !named {
            found = self.titles_below(after);
        }
        let rest = self.take_section(&found, named);
        let rest = if named { rest } else { self.take(rest, &rule::HEADLINE, &rule::HEADLINE_JOINED) };
        // One point is a deck. Several sum the story up, and stay together.
        let is_list = matches!(rest, [first, second, ..] if self.is_point(first) && self.is_point(second));
        let mut rest = if is_list { rest } else { self.take(rest, &rule::DECK, &rule::DECK_JOINED) };
        // What is left stays in the text.
        while let [first, ..] = rest {
            rest = match self.is_point(first) {
                true => self.take(rest, &rule::ITEM, &rule::ITEM_JOINED),
                false => self.take(rest, &rule::PROSE, &rule::PROSE_JOINED),
            };
        }
        found.last().map_or(0, |entry| entry.next)
    }

    /// The titles of a text that has none above its dates and bylines, or has neither: the first words, the section before
    /// them, and what stands between them and a dateline.
    fn titles_below(&self, after: &[Entry]) -> Vec<Entry> {
        let body = after.iter().find(|entry| entry.shape == Shape::Body);
        let has_dateline =
            body.is_some_and(|entry| dateline::split(self.draft.text(entry.line), self.draft.house).is_some());
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
        let name = self.draft.text(first.line);
        self.draft.fields.set(Field::Section, name);
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
        if self.draft.wire != Wire::None || self.is_point(second) {
            return false;
        }
        if self.is_topic(first, second) {
            return true;
        }
        let text = self.draft.lines.text(first.line);
        let one_line = first.shape == Shape::Words && first.next == first.line + 1 && second.line > first.line;
        let few = || text.split_whitespace().count() <= 3 && text.chars().count() <= 25;
        let open = || !text.ends_with(['.', '!', '?', ':', ',', '。', '！', '？']);
        if !one_line || second.shape != Shape::Words || !few() || !open() {
            return false;
        }
        let lines = self.draft.lines.lines.get(second.line..second.next).unwrap_or_default();
        let longer = lines.iter().map(|line| line.len()).sum::<usize>() > text.len();
        let capitals = || text.split_whitespace().all(|word| !word.starts_with(char::is_lowercase));
        self.is_known_section(*first) || (longer && capitals())
    }

    /// A topic above a headline that is longer: both in capitals of titles, no small word in the topic. A deck is a sentence.
    fn is_topic(&self, first: &Entry, second: &Entry) -> bool {
        let (topic, title) = (self.draft.text(first.line), self.draft.text(second.line));
        let single = |entry: &Entry| entry.shape == Shape::Words && entry.next == entry.line + 1;
        let has_capital = |word: &str| !word.starts_with(char::is_lowercase);
        let is_title = || {
            let (capitals, words) = capitals(title);
            capitals * 3 >= words * 2
        };
        single(first)
            && single(second)
            && topic.len() <= MAX_TOPIC
            && topic.len() < title.len()
            && topic.split(' ').count() <= 4
            && topic.contains(char::is_lowercase)
            && topic.split(' ').all(|word| has_capital(word) && word.chars().all(char::is_alphabetic))
            && is_title()
    }

    fn is_point(&self, entry: &Entry) -> bool {
        is_point(self.draft.text(entry.line))
    }

    fn is_known_section(&self, entry: Entry) -> bool {
        let text = self.draft.text(entry.line);
        look_up(SECTIONS, text).is_some() || self.draft.house.is_section(text)
    }

    fn names_headline(&self, entry: Entry) -> bool {
        let label = label(self.draft.lines.text(entry.line)).and_then(|(label, _)| look_up(LABELS, label));
        entry.shape == Shape::Labelled && label == Some(Labelled::Field(Field::Headline))
    }

    fn set(&mut self, line: usize, rule: &'static Rule) {
        self.draft.set(line, rule);
    }
}
