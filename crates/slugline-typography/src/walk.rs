//! The walk over an article: which text is set, and in which language.

use slugline_core::model::{Article, Attrs, Block, BlockKind, Inline, Role, Table, Text, edit, edit_text, plain};

use crate::Options;
use crate::marks::find_edits;
use crate::style::Style;

/// Sets headline, subheadline and body. Without a style only the parts that name a language of their own.
pub(crate) fn set_article(article: &mut Article<'_>, style: Option<&Style>, options: &Options) {
    let lines = [&mut article.head.headline, &mut article.head.subheadline];
    for line in lines.into_iter().flatten() {
        set_line(line, style, options);
    }
    set_blocks(&mut article.body, style, options);
}

fn set_line(line: &mut Text<'_>, style: Option<&Style>, options: &Options) {
    let Some(style) = style else { return };
    let edits = find_edits(line, style, options);
    edit_text(line, &edits);
}

fn set_blocks(blocks: &mut [Block<'_>], style: Option<&Style>, options: &Options) {
    for block in blocks.iter_mut().filter(|block| block.attrs.role() != Some(&Role::EndMark)) {
        let style = own_style(&block.attrs, style);
        set_block(&mut block.kind, style, options);
    }
}

/// The style of the language that a node names, else the one around it.
fn own_style<'a>(attrs: &Attrs<'_>, around: Option<&'a Style>) -> Option<&'a Style> {
    attrs.language().map_or(around, |tag| Style::of(tag))
}

fn set_block(kind: &mut BlockKind<'_>, style: Option<&Style>, options: &Options) {
    match kind {
        BlockKind::Paragraph { content } | BlockKind::Heading { content, .. } => set_inlines(content, style, options),
        BlockKind::Quote { blocks } | BlockKind::Group { blocks } => set_blocks(blocks, style, options),
        BlockKind::List { items, .. } => {
            for item in items {
                set_blocks(&mut item.blocks, own_style(&item.attrs, style), options);
            }
        }
        BlockKind::Table(table) => set_table(table, style, options),
        BlockKind::Figure(figure) => set_inlines(&mut figure.caption, style, options),
        BlockKind::Preformatted { .. } | BlockKind::SectionBreak => {}
        BlockKind::Unknown(unknown) => set_blocks(&mut unknown.fallback, style, options),
    }
}

/// Cells without a letter stay: `--` is no dash there but a game not played.
fn set_table(table: &mut Table<'_>, style: Option<&Style>, options: &Options) {
    set_inlines(&mut table.caption, style, options);
    for cell in table.rows.iter_mut().flat_map(|row| &mut row.cells) {
        if cell.content.plain().contains(char::is_alphabetic) {
            set_inlines(&mut cell.content, style, options);
        }
    }
}

/// Sets the runs of one line as the one text that a reader sees.
fn set_inlines(inlines: &mut [Inline<'_>], style: Option<&Style>, options: &Options) {
    let Some(style) = style else { return };
    let edits = find_edits(&plain(inlines), style, options);
    edit(inlines, &edits);
}
