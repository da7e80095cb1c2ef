//! Parts of articles in few words, read from nowhere.

use slugline_core::model::{
    Block, BlockKind, Byline, Cell, Inline, InlineKind, Inlines, Item, Link, Node, Row, Span, Subject, Table, Text,
};

/// A paragraph of one run of text.
pub fn paragraph<'s>(text: impl Into<Text<'s>>) -> Block<'s> {
    Block::paragraph(text, Span::DETACHED)
}

/// A paragraph of inlines.
pub fn paragraph_of(content: Vec<Inline<'_>>) -> Block<'_> {
    block(BlockKind::Paragraph { content: content.into() })
}

/// A heading of one run of text.
pub fn heading<'s>(level: u8, text: impl Into<Text<'s>>) -> Block<'s> {
    Block::heading(level, text, Span::DETACHED)
}

/// A block of a kind.
pub fn block(kind: BlockKind<'_>) -> Block<'_> {
    Node::new(kind, Span::DETACHED)
}

/// What is quoted.
pub fn quote(blocks: Vec<Block<'_>>) -> Block<'_> {
    block(BlockKind::Quote { blocks })
}

/// Text that keeps its lines.
pub fn preformatted<'s>(text: impl Into<Text<'s>>) -> Block<'s> {
    block(BlockKind::Preformatted { text: text.into() })
}

/// A list of points, each of some blocks; numbered where the number of the `first` is given.
pub fn list(first: Option<u32>, points: Vec<Vec<Block<'_>>>) -> Block<'_> {
    let items = points.into_iter().map(item).collect();
    block(BlockKind::List { ordered: first.is_some(), start: first.filter(|first| *first != 1), items })
}

/// A list of points, each of a paragraph.
pub fn points<'s>(first: Option<u32>, points: &[&'s str]) -> Block<'s> {
    list(first, points.iter().map(|point| vec![paragraph(*point)]).collect())
}

/// A point of a list.
pub fn item(blocks: Vec<Block<'_>>) -> Item<'_> {
    Item { blocks, ..Item::default() }
}

/// A table without a header.
pub fn table<'s>(rows: &[&[&'s str]]) -> Block<'s> {
    table_of(false, rows.iter().map(|cells| cells.iter().map(|text| words(*text)).collect()).collect())
}

/// A table; where it has a `header`, that is its first row.
pub fn table_of(header: bool, rows: Vec<Vec<Inlines<'_>>>) -> Block<'_> {
    let rows = rows.into_iter().enumerate().map(|(at, cells)| {
        let cell = |content| Cell { header: header && at == 0, content, span: Span::DETACHED };
        Row { cells: cells.into_iter().map(cell).collect(), span: Span::DETACHED }
    });
    block(BlockKind::Table(Box::new(Table { caption: Inlines::EMPTY, rows: rows.collect() })))
}

/// An inline of a kind.
pub fn inline(kind: InlineKind<'_>) -> Inline<'_> {
    Node::new(kind, Span::DETACHED)
}

/// A run of text.
pub fn run<'s>(text: impl Into<Text<'s>>) -> Inline<'s> {
    Inline::text(text, Span::DETACHED)
}

/// Inlines of one run of text.
pub fn words<'s>(text: impl Into<Text<'s>>) -> Inlines<'s> {
    Inlines::text(text, Span::DETACHED)
}

/// A stressed run of text.
pub fn emphasis<'s>(text: impl Into<Text<'s>>) -> Inline<'s> {
    inline(InlineKind::Emphasis { content: vec![run(text)] })
}

/// A strongly stressed run of text.
pub fn strong<'s>(text: impl Into<Text<'s>>) -> Inline<'s> {
    inline(InlineKind::Strong { content: vec![run(text)] })
}

/// A link of one run of text.
pub fn link<'s>(text: impl Into<Text<'s>>, href: impl Into<Text<'s>>) -> Inline<'s> {
    inline(InlineKind::Link(Box::new(Link { href: href.into(), content: vec![run(text)] })))
}

/// An author of whom the name is known.
pub fn byline<'s>(name: impl Into<Text<'s>>) -> Byline<'s> {
    Byline { name: name.into(), ..Byline::default() }
}

/// What an article is about, as far as it is known.
pub fn subject<'s>(scheme: Option<&'s str>, code: Option<&'s str>, name: Option<&'s str>) -> Subject<'s> {
    Subject { scheme: scheme.map(Text::from), code: code.map(Text::from), name: name.map(Text::from) }
}
