//! The walk over an article: which text is set, in which language, and how the edits get into the runs of a line.

use std::slice;

use slugline_core::model::{Article, Attrs, Block, BlockKind, Inline, InlineKind, Role, Table, Text, plain};

use crate::Options;
use crate::marks::{Edit, find_edits};
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
    Edits::new(&edits).set_text(line);
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
    if !edits.is_empty() {
        Edits::new(&edits).set_runs(inlines);
    }
}

/// Edits of a line's plain text on their way into its runs.
struct Edits<'e> {
    /// What is left of them.
    edits: slice::Iter<'e, Edit>,
    /// Where in the plain text the next run begins.
    at: usize,
}

impl<'e> Edits<'e> {
    fn new(edits: &'e [Edit]) -> Edits<'e> {
        Edits { edits: edits.iter(), at: 0 }
    }

    fn set_runs(&mut self, inlines: &mut [Inline<'_>]) {
        for inline in inlines {
            match &mut inline.kind {
                InlineKind::Text { text } => self.set_text(text),
                InlineKind::Emphasis { content } | InlineKind::Strong { content } => self.set_runs(content),
                InlineKind::Link(link) => self.set_runs(&mut link.content),
                // The `\n` that stands for it in the plain text.
                InlineKind::LineBreak => self.at += 1,
                InlineKind::Unknown(unknown) => self.set_runs(&mut unknown.fallback),
            }
        }
    }

    /// Sets the next run. An edit that reaches into another run is left: there is no one node that it belongs to.
    fn set_text(&mut self, text: &mut Text<'_>) {
        let start = self.at;
        self.at += text.len();
        let mut set = String::new();
        let mut done = 0;
        while let Some(edit) = self.edits.as_slice().first().filter(|edit| edit.range.start < self.at) {
            self.edits.next();
            if edit.range.end <= self.at {
                let (from, to) = (edit.range.start - start, edit.range.end - start);
                set.push_str(text.get(done..from).unwrap_or_default());
                set.push_str(edit.with);
                done = to;
            }
        }
        if done > 0 {
            set.push_str(text.get(done..).unwrap_or_default());
            *text = Text::from(set);
        }
    }
}
