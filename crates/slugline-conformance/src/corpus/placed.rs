//! A place in a text for every node of an article, as a reader would give it.

use slugline_core::model::{Article, Block, BlockKind, Inline, InlineKind, Span};

/// Where the text ends that articles of the corpus are said to have been read from: no place of theirs lies behind it.
pub(crate) const END: u32 = 1 << 24;

/// `article` with a place for each node: that of a parent spans those of its children, and no two siblings meet.
pub(super) fn placed(mut article: Article<'static>) -> Article<'static> {
    let mut at = 0;
    place_blocks(&mut article.body, &mut at);
    article
}

fn place_blocks(blocks: &mut [Block<'_>], at: &mut u32) {
    for block in blocks {
        block.span = within(at, |at| match &mut block.kind {
            BlockKind::Paragraph { content } | BlockKind::Heading { content, .. } => place_inlines(content, at),
            BlockKind::Quote { blocks } | BlockKind::Group { blocks } => place_blocks(blocks, at),
            BlockKind::List { items, .. } => items.iter_mut().for_each(|item| place_blocks(&mut item.blocks, at)),
            BlockKind::Table(table) => {
                place_inlines(&mut table.caption, at);
                let cells = table.rows.iter_mut().flat_map(|row| &mut row.cells);
                cells.for_each(|cell| place_inlines(&mut cell.content, at));
            }
            BlockKind::Figure(figure) => place_inlines(&mut figure.caption, at),
            BlockKind::Preformatted { .. } | BlockKind::SectionBreak => {}
            BlockKind::Unknown(unknown) => place_blocks(&mut unknown.fallback, at),
        });
    }
}

fn place_inlines(inlines: &mut [Inline<'_>], at: &mut u32) {
    for inline in inlines {
        inline.span = within(at, |at| match &mut inline.kind {
            InlineKind::Text { .. } | InlineKind::LineBreak => {}
            InlineKind::Emphasis { content } | InlineKind::Strong { content } => place_inlines(content, at),
            InlineKind::Link(link) => place_inlines(&mut link.content, at),
            InlineKind::Unknown(unknown) => place_inlines(&mut unknown.fallback, at),
        });
    }
}

/// The place of what `children` are placed within: it begins before them and ends behind them.
fn within(at: &mut u32, children: impl FnOnce(&mut u32)) -> Span {
    let start = *at;
    *at += 1;
    children(at);
    *at += 1;
    Span::new(start, *at)
}
