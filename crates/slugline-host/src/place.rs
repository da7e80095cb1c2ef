//! Places in a reader's answer count the bytes of the text that it was given; those of an article count the bytes of the file.

use slugline_core::Source;
use slugline_core::diagnostic::Diagnostic;
use slugline_core::model::{Article, Block, BlockKind, Inline, InlineKind, Span};

/// The bytes of the file that `span` of the decoded text stands for. A place outside the text is none.
pub(crate) fn in_file(span: Span, source: &Source) -> Span {
    let part = source.text().get(span.start as usize..span.end as usize);
    part.map_or(Span::DETACHED, |part| source.span_of(part))
}

/// Moves the spans of `article` from the decoded text to the file.
pub(crate) fn place(article: &mut Article<'_>, source: &Source) {
    article.head.spans.iter_mut().for_each(|field| field.span = in_file(field.span, source));
    article.body.iter_mut().for_each(|block| place_block(block, source));
}

/// As [`place`], for what is reported.
pub(crate) fn place_diagnostic(diagnostic: &mut Diagnostic, source: &Source) {
    diagnostic.span = in_file(diagnostic.span, source);
}

fn place_block(block: &mut Block<'_>, source: &Source) {
    block.span = in_file(block.span, source);
    let inlines = |inlines: &mut [Inline<'_>]| inlines.iter_mut().for_each(|inline| place_inline(inline, source));
    let blocks = |blocks: &mut [Block<'_>]| blocks.iter_mut().for_each(|block| place_block(block, source));
    match &mut block.kind {
        BlockKind::Paragraph { content } | BlockKind::Heading { content, .. } => inlines(content),
        BlockKind::Quote { blocks: quoted } | BlockKind::Group { blocks: quoted } => blocks(quoted),
        BlockKind::List { items, .. } => items.iter_mut().for_each(|item| {
            item.span = in_file(item.span, source);
            blocks(&mut item.blocks);
        }),
        BlockKind::Table(table) => {
            inlines(&mut table.caption);
            for row in &mut table.rows {
                row.span = in_file(row.span, source);
                row.cells.iter_mut().for_each(|cell| {
                    cell.span = in_file(cell.span, source);
                    inlines(&mut cell.content);
                });
            }
        }
        BlockKind::Figure(figure) => inlines(&mut figure.caption),
        BlockKind::Preformatted { .. } | BlockKind::SectionBreak => {}
        BlockKind::Unknown(unknown) => blocks(&mut unknown.fallback),
    }
}

fn place_inline(inline: &mut Inline<'_>, source: &Source) {
    inline.span = in_file(inline.span, source);
    let inlines = |inlines: &mut [Inline<'_>]| inlines.iter_mut().for_each(|inline| place_inline(inline, source));
    match &mut inline.kind {
        InlineKind::Emphasis { content } | InlineKind::Strong { content } => inlines(content),
        InlineKind::Link(link) => inlines(&mut link.content),
        InlineKind::Unknown(unknown) => inlines(&mut unknown.fallback),
        InlineKind::Text { .. } | InlineKind::LineBreak => {}
    }
}
