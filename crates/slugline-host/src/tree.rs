//! A walk over a body that takes nodes out, or puts others in their place.

use slugline_core::model::{Article, Block, BlockKind, Inline, InlineKind, Inlines};

/// What becomes of some of the nodes. Everything else stays as it is.
pub(crate) trait Replace<'s> {
    /// Whether something is to become of a block of that kind.
    fn picks_block(&self, kind: &BlockKind<'_>) -> bool;
    /// Whether something is to become of an inline of that kind.
    fn picks_inline(&self, kind: &InlineKind<'_>) -> bool;
    /// Adds what stands for `block` to `into`.
    fn block(&mut self, block: Block<'s>, into: &mut Vec<Block<'s>>);
    /// Adds what stands for `inline` to `into`.
    fn inline(&mut self, inline: Inline<'s>, into: &mut Vec<Inline<'s>>);
}

/// Replaces the nodes among `blocks` that `by` picks, at any depth; not those within one that is picked.
pub(crate) fn replace<'s>(blocks: Vec<Block<'s>>, by: &mut impl Replace<'s>) -> Vec<Block<'s>> {
    let mut replaced = Vec::with_capacity(blocks.len());
    for mut block in blocks {
        if by.picks_block(&block.kind) {
            by.block(block, &mut replaced);
            continue;
        }
        match &mut block.kind {
            BlockKind::Paragraph { content } | BlockKind::Heading { content, .. } => in_content(content, by),
            BlockKind::Quote { blocks } | BlockKind::Group { blocks } => in_place(blocks, by),
            BlockKind::List { items, .. } => items.iter_mut().for_each(|item| in_place(&mut item.blocks, by)),
            BlockKind::Table(table) => {
                in_content(&mut table.caption, by);
                let cells = table.rows.iter_mut().flat_map(|row| &mut row.cells);
                cells.for_each(|cell| in_content(&mut cell.content, by));
            }
            BlockKind::Figure(figure) => in_content(&mut figure.caption, by),
            BlockKind::Preformatted { .. } | BlockKind::SectionBreak | BlockKind::Unknown(_) => {}
        }
        replaced.push(block);
    }
    replaced
}

/// As [`replace`], for the content of a block or of an inline.
pub(crate) fn replace_inlines<'s>(inlines: Vec<Inline<'s>>, by: &mut impl Replace<'s>) -> Vec<Inline<'s>> {
    let mut replaced = Vec::with_capacity(inlines.len());
    for mut inline in inlines {
        if by.picks_inline(&inline.kind) {
            by.inline(inline, &mut replaced);
            continue;
        }
        match &mut inline.kind {
            InlineKind::Emphasis { content } | InlineKind::Strong { content } => {
                *content = replace_inlines(std::mem::take(content), by);
            }
            InlineKind::Link(link) => link.content = replace_inlines(std::mem::take(&mut link.content), by),
            InlineKind::Text { .. } | InlineKind::LineBreak | InlineKind::Unknown(_) => {}
        }
        replaced.push(inline);
    }
    replaced
}

fn in_place<'s>(blocks: &mut Vec<Block<'s>>, by: &mut impl Replace<'s>) {
    *blocks = replace(std::mem::take(blocks), by);
}

fn in_content<'s>(content: &mut Inlines<'s>, by: &mut impl Replace<'s>) {
    *content = replace_inlines(std::mem::take(content).into_vec(), by).into();
}

/// Whether `by` picks any node of `article`.
pub(crate) fn picks_any<'s>(article: &Article<'_>, by: &impl Replace<'s>) -> bool {
    article.body.iter().any(|block| picks_within(block, by))
}

fn picks_within<'s>(block: &Block<'_>, by: &impl Replace<'s>) -> bool {
    let inlines = |inlines: &[Inline<'_>]| inlines.iter().any(|inline| picks_within_inline(inline, by));
    let blocks = |blocks: &[Block<'_>]| blocks.iter().any(|block| picks_within(block, by));
    by.picks_block(&block.kind)
        || match &block.kind {
            BlockKind::Paragraph { content } | BlockKind::Heading { content, .. } => inlines(content),
            BlockKind::Quote { blocks: quoted } | BlockKind::Group { blocks: quoted } => blocks(quoted),
            BlockKind::List { items, .. } => items.iter().any(|item| blocks(&item.blocks)),
            BlockKind::Table(table) => {
                let mut cells = table.rows.iter().flat_map(|row| &row.cells);
                inlines(&table.caption) || cells.any(|cell| inlines(&cell.content))
            }
            BlockKind::Figure(figure) => inlines(&figure.caption),
            BlockKind::Preformatted { .. } | BlockKind::SectionBreak | BlockKind::Unknown(_) => false,
        }
}

fn picks_within_inline<'s>(inline: &Inline<'_>, by: &impl Replace<'s>) -> bool {
    let inlines = |inlines: &[Inline<'_>]| inlines.iter().any(|inline| picks_within_inline(inline, by));
    by.picks_inline(&inline.kind)
        || match &inline.kind {
            InlineKind::Emphasis { content } | InlineKind::Strong { content } => inlines(content),
            InlineKind::Link(link) => inlines(&link.content),
            InlineKind::Text { .. } | InlineKind::LineBreak | InlineKind::Unknown(_) => false,
        }
}
