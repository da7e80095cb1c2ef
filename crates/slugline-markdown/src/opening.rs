//! The opening of a body: a title that is said again, lines of a head, a dateline. And its end.
//!
//! Source: WIRE-CONVENTIONS sections 5, 8 to 11 and 14.

use std::borrow::Cow;

use slugline_core::model::{Block, BlockKind, Field, Inline, InlineKind, Inlines, Node, Role, Span, Text, plain};
use slugline_core::text::{Fields, HouseRules, is_end_mark, is_line_of_use};
use slugline_core::{Rebuilt, Source};

use crate::loss::{Loss, Losses};

/// Longest line above the first paragraph that may be of the head, in bytes.
const MAX_LINE: usize = 160;

/// Longest line above the title or the text that may say whether the story may be used, in bytes.
const MAX_ADVISORY: usize = 400;

/// Longest sign that a text ends, in bytes.
const MAX_END_MARK: usize = 24;

/// Takes from `blocks` what is of the head, and gives those that are left the levels and roles they have in an article.
pub(crate) fn read<'s>(
    source: &'s Source,
    house: &HouseRules,
    mut blocks: Vec<Block<'s>>,
    fields: &mut Fields<'_, 's>,
    losses: &mut Losses<'s>,
) -> Vec<Block<'s>> {
    let mut of_head = 0;
    while blocks.get(of_head).is_some_and(|block| take_line_of_use(source, block, fields, losses)) {
        of_head += 1;
    }
    if blocks.get(of_head).is_some_and(|block| take_title(source, block, fields, losses)) {
        of_head += 1;
    }
    while let [block, below @ ..] = blocks.get(of_head..).unwrap_or_default()
        && (take_line_of_use(source, block, fields, losses)
            || !below.is_empty() && take_line(block, house, fields, losses))
    {
        of_head += 1;
    }
    blocks.drain(..of_head);
    if let Some(first) = blocks.first_mut() {
        take_dateline(source, house, first, fields);
    }
    raise_headings(&mut blocks);
    give_roles(&mut blocks, house);
    blocks
}

/// Takes a heading of the first level that is the headline: said again, or where there is none.
fn take_title<'s>(source: &'s Source, block: &Block<'s>, fields: &mut Fields<'_, 's>, losses: &mut Losses<'s>) -> bool {
    let BlockKind::Heading { level: 1, content } = &block.kind else { return false };
    match &fields.head.headline {
        Some(headline) if plain(content).split_whitespace().eq(headline.split_whitespace()) => {
            losses.add(source.slice(block.span), Loss::Title);
            true
        }
        Some(_) => false,
        None => {
            let text = only_text(content).unwrap_or_else(|| kept(source, &plain(content), block.span));
            fields.set(Field::Headline, text);
            true
        }
    }
}

/// A text without its marks, which the source keeps.
fn kept<'s>(source: &'s Source, text: &str, span: Span) -> &'s str {
    let mut made = Rebuilt::default();
    made.push_made(source, text, source.slice(span));
    source.keep(made)
}

/// Takes a paragraph or a heading that says whether the story may be used.
fn take_line_of_use<'s>(
    source: &'s Source,
    block: &Block<'s>,
    fields: &mut Fields<'_, 's>,
    losses: &mut Losses<'s>,
) -> bool {
    let (BlockKind::Paragraph { content } | BlockKind::Heading { content, .. }) = &block.kind else { return false };
    if source.slice(block.span).len() > MAX_ADVISORY {
        return false;
    }
    let words = plain(content);
    if !is_line_of_use(&words) {
        return false;
    }
    let line = only_text(content).map_or_else(|| kept(source, &words, block.span), str::trim);
    losses.add(line, Loss::Label);
    fields.line_of_use(line)
}

/// Takes a paragraph that is a line of the head: a byline, a date, in marks or not. What no field takes of it is a label.
fn take_line<'s>(block: &Block<'s>, house: &HouseRules, fields: &mut Fields<'_, 's>, losses: &mut Losses<'s>) -> bool {
    let BlockKind::Paragraph { content } = &block.kind else { return false };
    let Some(line) = only_text(content).map(str::trim).filter(|line| line.len() <= MAX_LINE) else { return false };
    let is_taken = match house.names_of_byline(line).filter(|_| fields.head.bylines.is_empty()) {
        Some(names) => {
            fields.bylines(names);
            true
        }
        None => fields.line_below_headline(line),
    };
    if is_taken {
        losses.add(line, Loss::Label);
    }
    is_taken
}

/// The text of a line that is one run, within one mark or none.
fn only_text<'s>(content: &[Inline<'s>]) -> Option<&'s str> {
    let [only] = content else { return None };
    match &only.kind {
        InlineKind::Text { text } => borrowed(text),
        InlineKind::Emphasis { content } | InlineKind::Strong { content } => match &content[..] {
            [Node { kind: InlineKind::Text { text }, .. }] => borrowed(text),
            _ => None,
        },
        InlineKind::Link(_) | InlineKind::LineBreak | InlineKind::Unknown(_) => None,
    }
}

fn borrowed<'s>(text: &Text<'s>) -> Option<&'s str> {
    match text.clone().into_cow() {
        Cow::Borrowed(text) => Some(text),
        Cow::Owned(_) => None,
    }
}

/// Splits a dateline off the first paragraph.
fn take_dateline<'s>(source: &'s Source, house: &HouseRules, block: &mut Block<'s>, fields: &mut Fields<'_, 's>) {
    let BlockKind::Paragraph { content } = &mut block.kind else { return };
    unmark_dateline(source, house, content);
    let Some(Node { kind: InlineKind::Text { text }, span, .. }) = content.first_mut() else { return };
    let Some(split) = borrowed(text).and_then(|text| house.dateline(text)) else { return };
    fields.dateline(split);
    fields.date_by_dateline();
    let rest = source.span_of(split.rest);
    (*text, *span) = (split.rest.into(), rest);
    block.span.start = rest.start;
}

/// Takes the marks off a dateline that stands in them, alone or with its dash: `**LEEDS (AP)** — Rain fell`.
fn unmark_dateline<'s>(source: &'s Source, house: &HouseRules, content: &mut Inlines<'s>) {
    let [first, second, ..] = &content[..] else { return };
    let InlineKind::Text { text: after } = &second.kind else { return };
    let (Some(marked), Some(after)) = (only_text(std::slice::from_ref(first)), borrowed(after)) else { return };
    if marked.len() > MAX_LINE || house.dateline(&format!("{marked}{after}")).is_none() {
        return;
    }
    let mut joined = Rebuilt::with_capacity(marked.len() + after.len());
    joined.push(source, marked);
    joined.push(source, after);
    let (text, span) = (source.keep(joined), first.span.to(second.span));
    let mut inlines = std::mem::take(content).into_vec();
    inlines.splice(..2, [Inline::text(text, span)]);
    *content = inlines.into();
}

/// Raises the headings, so that the highest of them is of the body's own first level. The title is no heading, and most
/// posts leave its level to it.
fn raise_headings(blocks: &mut [Block<'_>]) {
    let mut top = u8::MAX;
    each_level(blocks, &mut |level| top = top.min(*level));
    if top > 1 && top != u8::MAX {
        each_level(blocks, &mut |level| *level -= top - 1);
    }
}

fn each_level(blocks: &mut [Block<'_>], visit: &mut impl FnMut(&mut u8)) {
    for block in blocks {
        match &mut block.kind {
            BlockKind::Heading { level, .. } => visit(level),
            BlockKind::Quote { blocks } | BlockKind::Group { blocks } => each_level(blocks, visit),
            BlockKind::List { items, .. } => items.iter_mut().for_each(|item| each_level(&mut item.blocks, visit)),
            BlockKind::Paragraph { .. }
            | BlockKind::Table(_)
            | BlockKind::Preformatted { .. }
            | BlockKind::Figure(_)
            | BlockKind::SectionBreak
            | BlockKind::Unknown(_) => {}
        }
    }
}

/// The words of a line, where they may be more than a paragraph's.
fn short_line<'i>(content: &'i [Inline<'_>]) -> Option<Cow<'i, str>> {
    let is_long =
        content.iter().any(|inline| matches!(&inline.kind, InlineKind::Text { text } if text.len() > MAX_LINE));
    Some(content).filter(|_| !is_long).map(plain).filter(|line| line.len() <= MAX_LINE)
}

/// Marks the sign that the text ends, and what stands below a head of boilerplate.
fn give_roles(blocks: &mut [Block<'_>], house: &HouseRules) {
    let count = blocks.len();
    let mut below_head = false;
    for (at, block) in blocks.iter_mut().enumerate() {
        let (content, is_heading) = match &block.kind {
            BlockKind::Paragraph { content } => (content, false),
            BlockKind::Heading { content, .. } => (content, true),
            BlockKind::Quote { .. }
            | BlockKind::Group { .. }
            | BlockKind::List { .. }
            | BlockKind::Table(_)
            | BlockKind::Preformatted { .. }
            | BlockKind::Figure(_)
            | BlockKind::SectionBreak
            | BlockKind::Unknown(_) => continue,
        };
        let line = short_line(content);
        let is_sign = |line: &str| is_end_mark(line, at + 1 == count) || house.is_end_mark(line);
        let ends = !is_heading && line.as_deref().is_some_and(|line| line.len() <= MAX_END_MARK && is_sign(line));
        let is_head = line.is_some_and(|line| house.is_boilerplate_head(&line));
        below_head = is_head || (below_head && !is_heading && !ends);
        let role = match (ends, below_head) {
            (true, _) => Some(Role::EndMark),
            (false, true) if !is_heading => Some(Role::Boilerplate),
            (false, _) => None,
        };
        role.into_iter().for_each(|role| block.attrs.set_role(role));
    }
}
