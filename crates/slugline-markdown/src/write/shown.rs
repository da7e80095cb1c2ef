//! What readers see of the parts of an article.

use slugline_core::model::{Attrs, Block, BlockKind, Inline, InlineKind, Item};

/// Whether readers may see a part with these attributes.
pub(super) fn is_shown(attrs: &Attrs<'_>) -> bool {
    !attrs.is_withheld()
}

/// Whether something of a block is left for those who see what `shown` says.
pub(super) fn says_something(block: &Block<'_>, shown: fn(&Attrs<'_>) -> bool) -> bool {
    shown(&block.attrs)
        && match &block.kind {
            BlockKind::Paragraph { content } | BlockKind::Heading { content, .. } => has_words(content),
            BlockKind::Quote { blocks } | BlockKind::Group { blocks } => {
                blocks.iter().any(|block| says_something(block, shown))
            }
            BlockKind::List { items, .. } => items.iter().any(|item| item_says_something(item, shown)),
            BlockKind::Table(table) => {
                let mut cells = table.rows.iter().flat_map(|row| &row.cells);
                has_words(&table.caption) || cells.any(|cell| has_words(&cell.content))
            }
            BlockKind::Preformatted { text } => !text.trim().is_empty(),
            BlockKind::Figure(_) | BlockKind::SectionBreak => true,
            BlockKind::Unknown(unknown) => unknown.fallback.iter().any(|block| says_something(block, shown)),
        }
}

pub(super) fn item_says_something(item: &Item<'_>, shown: fn(&Attrs<'_>) -> bool) -> bool {
    shown(&item.attrs) && item.blocks.iter().any(|block| says_something(block, shown))
}

/// Whether public inlines hold a character that is no blank.
pub(super) fn has_words(inlines: &[Inline<'_>]) -> bool {
    inlines.iter().filter(|inline| !inline.attrs.is_withheld()).any(|inline| match &inline.kind {
        InlineKind::Text { text } => text.chars().any(|letter| !letter.is_whitespace() && !letter.is_control()),
        InlineKind::Emphasis { content } | InlineKind::Strong { content } => has_words(content),
        InlineKind::Link(link) => has_words(&link.content),
        InlineKind::LineBreak => false,
        InlineKind::Unknown(unknown) => has_words(&unknown.fallback),
    })
}
