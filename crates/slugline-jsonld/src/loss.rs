//! What schema.org has no word for and what the public may not see, reported with its place.

use slugline_core::diagnostic::Diagnostic;
use slugline_core::model::{Article, Attrs, Block, BlockKind, Field, Head, Inline, InlineKind, Item, Span};
use slugline_core::plugin::Context;
use slugline_markup::WebPicture;

use crate::Options;
use crate::news_article::has_year;

/// Reports what the document for `article` leaves out.
pub(crate) fn report(article: &Article<'_>, options: &Options, cx: &mut Context<'_>) {
    report_head(&article.head, cx);
    if !options.body {
        cx.report(Diagnostic::note("body-left-out", "the text is left out: option `body` is off"));
    }
    report_blocks(&article.body, cx);
}

fn report_head(head: &Head<'_>, cx: &mut Context<'_>) {
    let dates = [
        (head.dates.created, Field::Created),
        (head.dates.published, Field::Published),
        (head.dates.updated, Field::Updated),
    ];
    for (date, field) in dates {
        if let Some(date) = date.filter(|date| !has_year(date)) {
            cx.leave_out_date(date, head.span(field, 0));
        }
    }
}

/// Whether the public may see a node; where not, that is reported.
fn shown(attrs: &Attrs<'_>, span: Span, cx: &mut Context<'_>) -> bool {
    let public = !attrs.is_withheld();
    if !public {
        let withheld = if attrs.is_editor_only() {
            Diagnostic::note("editor-only", "a part for editors alone is left out of the text")
        } else {
            Diagnostic::note("end-mark", "the end mark is left out")
        };
        cx.report(withheld.at(span));
    }
    public
}

fn report_blocks(blocks: &[Block<'_>], cx: &mut Context<'_>) {
    for block in blocks {
        if shown(&block.attrs, block.span, cx) {
            report_block(block, cx);
        }
    }
}

fn report_block(block: &Block<'_>, cx: &mut Context<'_>) {
    match &block.kind {
        BlockKind::Paragraph { content } | BlockKind::Heading { content, .. } => report_inlines(content, cx),
        BlockKind::Quote { blocks } | BlockKind::Group { blocks } => report_blocks(blocks, cx),
        BlockKind::List { items, .. } => items.iter().for_each(|item| report_item(item, cx)),
        BlockKind::Table(table) => {
            report_inlines(&table.caption, cx);
            let cells = table.rows.iter().flat_map(|row| &row.cells);
            cells.for_each(|cell| report_inlines(&cell.content, cx));
        }
        BlockKind::Figure(figure) => {
            report_inlines(&figure.caption, cx);
            if !figure.source.is_empty() {
                report_source(&figure.source, block.span, cx);
            }
        }
        BlockKind::Preformatted { .. } | BlockKind::SectionBreak => {}
        BlockKind::Unknown(unknown) => {
            report_unknown(&unknown.kind, block.span, cx);
            report_blocks(&unknown.fallback, cx);
        }
    }
}

/// Why a picture has no address on the web, where it has none.
fn report_source(source: &str, span: Span, cx: &mut Context<'_>) {
    let report = match cx.world.picture(source) {
        Err(fault) => fault,
        Ok(_) if WebPicture::of(source, cx.world).is_some() => return,
        Ok(_) => {
            let message = format!("the picture has no `contentUrl`: `{source}` is no address on the web");
            Diagnostic::warning("no-web-address", message)
        }
    };
    cx.report(report.at(span));
}

fn report_item(item: &Item<'_>, cx: &mut Context<'_>) {
    if shown(&item.attrs, item.span, cx) {
        report_blocks(&item.blocks, cx);
    }
}

fn report_inlines(inlines: &[Inline<'_>], cx: &mut Context<'_>) {
    for inline in inlines {
        if shown(&inline.attrs, inline.span, cx) {
            report_inline(inline, cx);
        }
    }
}

fn report_inline(inline: &Inline<'_>, cx: &mut Context<'_>) {
    match &inline.kind {
        InlineKind::Text { .. } | InlineKind::LineBreak => {}
        InlineKind::Emphasis { content } | InlineKind::Strong { content } => report_inlines(content, cx),
        InlineKind::Link(link) if link.content.is_empty() => {}
        InlineKind::Link(link) => {
            let message = format!("plain text has no place for the link to `{}`", link.href);
            cx.report(Diagnostic::note("link-left-out", message).at(inline.span));
            report_inlines(&link.content, cx);
        }
        InlineKind::Unknown(unknown) => {
            report_unknown(&unknown.kind, inline.span, cx);
            report_inlines(&unknown.fallback, cx);
        }
    }
}

fn report_unknown(kind: &str, span: Span, cx: &mut Context<'_>) {
    let message = format!("this version does not know the kind `{kind}`; what it says to show in its place is shown");
    cx.report(Diagnostic::warning("unknown-kind", message).at(span));
}
