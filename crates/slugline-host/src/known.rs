//! Which kinds of node a plugin knows, and what the kinds of this version fall back to for one that does not know them.
//!
//! A plugin names the kinds that it was built for. A kind that is newer than the host comes with a fallback in its document; one
//! that the host knows has none there, so what it falls back to stands here, once: its text, in paragraphs, without marks.

use slugline_core::model::{
    Attrs, BLOCK_KINDS, Block, BlockKind, Cell, Figure, INLINE_KINDS, Inline, InlineKind, Node, Row, Span, Table, Text,
};
use slugline_plugin::contract::Kinds;

/// The kind of block, and that of inline, which every plugin knows: all others fall back to them.
pub(crate) const LEAST: (&str, &str) = ("paragraph", "text");

/// The kinds that a plugin knows.
#[derive(Clone, Copy)]
pub(crate) struct Known<'k> {
    kinds: &'k Kinds,
    /// Whether those of this version are all among them, as they are of most plugins: no node is compared with their names.
    all: bool,
}

impl<'k> Known<'k> {
    pub(crate) fn new(kinds: &'k Kinds) -> Known<'k> {
        let blocks = BLOCK_KINDS.iter().all(|kind| kinds.has_block(kind));
        Known { kinds, all: blocks && INLINE_KINDS.iter().all(|kind| kinds.has_inline(kind)) }
    }

    /// Whether a kind of block is among them. The one that all fall back to always is.
    pub(crate) fn has_block(&self, kind: &BlockKind<'_>) -> bool {
        let is_newer = matches!(kind, BlockKind::Unknown(_));
        let is_named = |name| name == LEAST.0 || self.kinds.has_block(name);
        (self.all && !is_newer) || is_named(block_name(kind))
    }

    /// As above, for inlines.
    pub(crate) fn has_inline(&self, kind: &InlineKind<'_>) -> bool {
        let is_newer = matches!(kind, InlineKind::Unknown(_));
        let is_named = |name| name == LEAST.1 || self.kinds.has_inline(name);
        (self.all && !is_newer) || is_named(inline_name(kind))
    }
}

/// The kind as JSON names it.
pub(crate) fn block_name<'b>(kind: &'b BlockKind<'_>) -> &'b str {
    match kind {
        BlockKind::Paragraph { .. } => "paragraph",
        BlockKind::Heading { .. } => "heading",
        BlockKind::Quote { .. } => "quote",
        BlockKind::List { .. } => "list",
        BlockKind::Table(_) => "table",
        BlockKind::Preformatted { .. } => "preformatted",
        BlockKind::Figure(_) => "figure",
        BlockKind::SectionBreak => "section-break",
        BlockKind::Group { .. } => "group",
        BlockKind::Unknown(unknown) => &unknown.kind,
    }
}

/// As above, for inlines.
pub(crate) fn inline_name<'i>(kind: &'i InlineKind<'_>) -> &'i str {
    match kind {
        InlineKind::Text { .. } => "text",
        InlineKind::Emphasis { .. } => "emphasis",
        InlineKind::Strong { .. } => "strong",
        InlineKind::Link(_) => "link",
        InlineKind::LineBreak => "line-break",
        InlineKind::Unknown(unknown) => &unknown.kind,
    }
}

/// What stands for a block: what is in it, and paragraphs of its text. A line of a table and one of preformatted text is a
/// paragraph; a picture is its words; a break between sections is none.
pub(crate) fn fallback_of_block(block: Block<'_>) -> Vec<Block<'_>> {
    let Node { kind, span, attrs } = block;
    let blocks = match kind {
        BlockKind::Paragraph { content } | BlockKind::Heading { content, .. } => {
            // Whatever else is said of it holds for the paragraph too.
            return vec![Node { kind: BlockKind::Paragraph { content }, span, attrs }];
        }
        BlockKind::Quote { blocks } | BlockKind::Group { blocks } => blocks,
        BlockKind::List { items, .. } => {
            items.into_iter().flat_map(|item| withheld_as(&item.attrs, item.blocks)).collect()
        }
        BlockKind::Table(table) => lines_of_table(*table, span),
        BlockKind::Preformatted { text } => {
            text.lines().filter_map(|line| paragraph(vec![Inline::text(line.to_owned(), span)], span)).collect()
        }
        BlockKind::Figure(figure) => words_of_figure(*figure, span),
        BlockKind::SectionBreak => Vec::new(),
        BlockKind::Unknown(unknown) => unknown.fallback,
    };
    withheld_as(&attrs, blocks)
}

/// What stands for an inline: what is in it. A blank stands for the end of a line.
pub(crate) fn fallback_of_inline(inline: Inline<'_>) -> Vec<Inline<'_>> {
    let Node { kind, span, attrs } = inline;
    let inlines = match kind {
        InlineKind::Text { text } => return vec![Node { kind: InlineKind::Text { text }, span, attrs }],
        InlineKind::Emphasis { content } | InlineKind::Strong { content } => content,
        InlineKind::Link(link) => link.content,
        InlineKind::LineBreak => vec![Inline::text(" ", span)],
        InlineKind::Unknown(unknown) => unknown.fallback,
    };
    withheld_as(&attrs, inlines)
}

/// `nodes`, which stand for a node with `attrs`: what was kept from readers there is kept from them here.
fn withheld_as<'s, K>(attrs: &Attrs<'s>, mut nodes: Vec<Node<'s, K>>) -> Vec<Node<'s, K>> {
    if let Some(role) = attrs.role().filter(|_| attrs.is_withheld()) {
        nodes.iter_mut().for_each(|node| node.attrs.set_role(role.clone()));
    }
    nodes
}

fn lines_of_table<'s>(table: Table<'s>, span: Span) -> Vec<Block<'s>> {
    let caption = paragraph(table.caption.into_vec(), span);
    caption.into_iter().chain(table.rows.into_iter().filter_map(line_of_row)).collect()
}

/// The cells that hold something, with a blank between them.
fn line_of_row(row: Row<'_>) -> Option<Block<'_>> {
    let mut line = Vec::new();
    for Cell { content, span, .. } in row.cells.into_iter().filter(|cell| !cell.content.is_empty()) {
        if !line.is_empty() {
            line.push(Inline::text(" ", span));
        }
        line.append(&mut content.into_vec());
    }
    paragraph(line, row.span)
}

fn words_of_figure<'s>(figure: Figure<'s>, span: Span) -> Vec<Block<'s>> {
    let said = |text: Text<'s>| vec![Inline::text(text, span)];
    let parts = [said(figure.alt), figure.caption.into_vec(), figure.credit.map(said).unwrap_or_default()];
    parts.into_iter().filter_map(|part| paragraph(part, span)).collect()
}

/// A paragraph, where there is something in it.
fn paragraph(content: Vec<Inline<'_>>, span: Span) -> Option<Block<'_>> {
    let is_blank = slugline_core::model::plain(&content).trim().is_empty();
    (!is_blank).then(|| Node::new(BlockKind::Paragraph { content: content.into() }, span))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests may stop at the first surprise")]
mod tests {
    use super::*;

    /// The names are those of documents.
    #[test]
    fn kinds_are_named_as_json_names_them() {
        let mut kinds = slugline_core::model::Article::from_json(
            r#"{"slugline":1,"schema":"0.3","head":{},"body":[{"kind":"paragraph","content":[{"kind":"text","text":""},
            {"kind":"emphasis","content":[]},{"kind":"strong","content":[]},{"kind":"link","href":"","content":[]},
            {"kind":"line-break"}]},{"kind":"heading","level":1,"content":[]},{"kind":"quote","blocks":[]},
            {"kind":"list","ordered":false,"items":[]},{"kind":"table","rows":[]},{"kind":"preformatted","text":""},
            {"kind":"figure","source":""},{"kind":"section-break"},{"kind":"group","blocks":[]}]}"#,
        )
        .unwrap()
        .body;
        assert_eq!(kinds.iter().map(|block| block_name(&block.kind)).collect::<Vec<_>>(), BLOCK_KINDS);
        let BlockKind::Paragraph { content } = kinds.swap_remove(0).kind else { return assert!(kinds.is_empty()) };
        assert_eq!(content.iter().map(|inline| inline_name(&inline.kind)).collect::<Vec<_>>(), INLINE_KINDS);
    }
}
