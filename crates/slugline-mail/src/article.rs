//! A message to an article.

use slugline_core::diagnostic::{Diagnostic, Diagnostics};
use slugline_core::model::{Article, Block, Head, Role};
use slugline_core::plugin::Context;
use slugline_core::text::{Fields, TextReader};
use slugline_core::{Rebuilt, Source};

use crate::entity::Media;
use crate::forward::Within;
use crate::line::{is_blank, lines, without_end};
use crate::structure::{Fault, Field, Part, Structure, take_apart};
use crate::{content, flowed, forward, head, signature};

/// What was made of a message.
pub(crate) struct Reading<'s> {
    pub(crate) article: Article<'s>,
    pub(crate) structure: Structure<'s>,
    /// The part that is the story.
    pub(crate) chosen: Option<usize>,
    /// What the head said, as the story was read with it.
    pub(crate) head: Head<'s>,
    /// The messages that the text passes on, or the one that it answers.
    pub(crate) within: Vec<Within<'s>>,
    /// The story as it was read: without a line that repeats the headline above, and the signature below.
    pub(crate) story: &'s str,
}

/// Reads a message.
pub(crate) fn read<'s>(source: &'s Source, message: &'s str, reader: &TextReader, cx: &mut Context<'_>) -> Reading<'s> {
    let diagnostics = &mut *cx.diagnostics;
    let structure = take_apart(message);
    report_faults(source, &structure, diagnostics);
    let chosen = choose(&structure.parts);
    report_left_out(source, &structure.parts, chosen, diagnostics);
    let part = chosen.and_then(|at| structure.parts.get(at));
    let text = match part {
        Some(part) => content::read(source, part, structure.is_of_mailbox, diagnostics),
        None => message.get(message.len()..).unwrap_or_default(),
    };
    let within = forward::messages(text, head::marked(&structure.head));
    let forwards = within.iter().filter(|message| message.is_forward);
    let fields = forwards.clone().rev().flat_map(|message| &message.fields).chain(&structure.head);
    let fields: Vec<Field<'s>> = fields.copied().collect();
    let mut head = head::read(source, &fields, diagnostics);
    for message in forwards {
        head = with_cover(source, head, message.above, diagnostics);
    }
    report_within(source, &within, diagnostics);
    let (text, answered) = match within.last() {
        Some(last) if last.is_forward => (last.below, ""),
        Some(last) => (last.above, last.whole),
        None => (text, ""),
    };
    let (story, below) = signature::split(text);
    let story = below_headline(story, head.headline.as_deref());
    let mut article = reader.read_part(source, story, head.clone(), cx);
    article.body.extend(groups(source, below, &Role::Contact));
    article.body.extend(groups(source, answered, &Role::EditorOnly));
    head::add_sender(source, &fields, &mut article, cx.diagnostics);
    Reading { article, structure, chosen, head, within, story }
}

/// Says what of the text is not public since another message stands within it.
fn report_within(source: &Source, within: &[Within<'_>], diagnostics: &mut Diagnostics) {
    for message in within {
        let diagnostic = match message.is_forward {
            true if is_blank(message.above) => continue,
            true => {
                Diagnostic::note("cover-note", "a message is passed on here; what stands above it is a note to editors")
            }
            false => Diagnostic::note(
                "older-message",
                "an older message begins here; it and all below it are for editors alone",
            ),
        };
        diagnostics.push(diagnostic.at(source.span_of(message.head)));
    }
}

/// A head with what stands above a message that is passed on, as a note to editors.
fn with_cover<'s>(source: &'s Source, head: Head<'s>, above: &'s str, diagnostics: &mut Diagnostics) -> Head<'s> {
    let said: Vec<&'s str> = lines(above).filter(|line| !is_blank(line)).map(str::trim).collect();
    let mut fields = Fields::of(source, diagnostics);
    fields.head = head;
    joined(source, &said).into_iter().for_each(|note| fields.note(note));
    fields.head
}

/// The part that is the story: the first of the best kind that has any text, else of those that have none.
fn choose(parts: &[Part<'_>]) -> Option<usize> {
    let ranked = parts.iter().enumerate().filter_map(|(at, part)| Some((is_blank(part.body), rank(part)?, at)));
    ranked.min().map(|(_, _, at)| at)
}

/// How good a part is, from 0: text before HTML, and both before those of messages within and those attached. None: it is no
/// text.
fn rank(part: &Part<'_>) -> Option<u8> {
    let kind = match part.entity.media {
        Media::Plain => 0,
        Media::Html => 1,
        Media::Parts { .. } | Media::Message | Media::Other => return None,
    };
    Some(kind + if part.is_in_message { 2 } else { 0 } + if part.entity.is_attachment { 4 } else { 0 })
}

fn report_faults(source: &Source, structure: &Structure<'_>, diagnostics: &mut Diagnostics) {
    for (fault, place) in &structure.faults {
        let message = match fault {
            Fault::NoHead => "the message has no head; all of it is read as text",
            Fault::HeadBroken => "the head breaks off here; what follows is read as text",
            Fault::PartsUnclosed => "the parts of the message have no end; they are read as far as they go",
        };
        diagnostics.push(Diagnostic::warning("broken-mail", message).at(source.span_of(place)));
    }
}

/// Names the parts that have something in them and are not the story.
fn report_left_out(source: &Source, parts: &[Part<'_>], chosen: Option<usize>, diagnostics: &mut Diagnostics) {
    let left_out = parts.iter().enumerate().filter(|(at, part)| Some(*at) != chosen && !is_blank(part.body));
    for (_, part) in left_out {
        let entity = &part.entity;
        let kind = if entity.media_type.is_empty() { "text/plain" } else { &entity.media_type };
        let place = entity.place.unwrap_or_else(|| part.body.get(..0).unwrap_or_default());
        let is_same_story = part.is_alternative && entity.media == Media::Html;
        let diagnostic = match &entity.file {
            _ if is_same_story => Diagnostic::note("left-out-part", "the HTML form of the text is left out"),
            Some(file) => Diagnostic::warning("left-out-part", format!("the part `{file}`, {kind}, is left out")),
            None => Diagnostic::warning("left-out-part", format!("a part, {kind}, is left out")),
        };
        diagnostics.push(diagnostic.at(source.span_of(place)));
    }
}

/// A story without a first line that says the headline again.
fn below_headline<'s>(story: &'s str, headline: Option<&str>) -> &'s str {
    let mut at = 0;
    for line in lines(story) {
        at += line.len();
        if !is_blank(line) {
            let repeats = headline.is_some_and(|headline| is_same(line, headline));
            return story.get(at..).filter(|_| repeats).unwrap_or(story);
        }
    }
    story
}

/// Whether two texts have the same words, whatever their case.
fn is_same(one: &str, other: &str) -> bool {
    let folded = |text: &'_ str| text.to_lowercase();
    one.split_whitespace().map(folded).eq(other.split_whitespace().map(folded))
}

/// What stands below a story, such as a signature: a paragraph for each group of lines.
fn groups<'s>(source: &'s Source, text: &'s str, role: &Role<'static>) -> Vec<Block<'s>> {
    let mut blocks = Vec::new();
    let mut group: Vec<&'s str> = Vec::new();
    for line in lines(text) {
        let is_mark = without_end(line) == flowed::SIGNATURE_MARK;
        if !is_mark && !is_blank(line) {
            group.push(line.trim());
        } else {
            blocks.extend(paragraph(source, &std::mem::take(&mut group), role));
        }
    }
    blocks.extend(paragraph(source, &group, role));
    blocks
}

fn paragraph<'s>(source: &'s Source, lines: &[&'s str], role: &Role<'static>) -> Option<Block<'s>> {
    let text = joined(source, lines)?;
    Some(Block::paragraph(text, source.span_of(text)).with_role(role.clone()))
}

/// The text of several lines, joined with blanks.
fn joined<'s>(source: &'s Source, lines: &[&'s str]) -> Option<&'s str> {
    let (first, others) = lines.split_first()?;
    if others.is_empty() {
        return Some(first);
    }
    let mut joined = Rebuilt::default();
    joined.push(source, first);
    for line in others {
        joined.push_made(source, " ", line.get(..0).unwrap_or_default());
        joined.push(source, line);
    }
    Some(source.keep(joined))
}
