//! The public body as plain text.
//!
//! Text and the marks between it go to a [`Receiver`], which writes them or counts words. The text is streamed into the
//! JSON string; there is no second copy of it.

use std::fmt;

use serde::{Serialize, Serializer};
use slugline_core::model::{Attrs, Block, BlockKind, Inline, InlineKind, Item, Role, Table};

/// Whether readers may see a node. Not public is what is for editors alone, and the sign that the text ends.
pub(crate) fn is_public(attrs: &Attrs<'_>) -> bool {
    !attrs.is_editor_only() && attrs.role() != Some(&Role::EndMark)
}

/// Blocks as plain text: blank lines between them, `- ` or a number before points, a tab between cells. Pictures are left
/// to `image`.
pub(crate) struct PlainBlocks<'a>(pub(crate) &'a [Block<'a>]);

/// Inlines as plain text.
pub(crate) struct PlainInlines<'a>(pub(crate) &'a [Inline<'a>]);

impl fmt::Display for PlainBlocks<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        send_blocks(self.0, f).map(|_| ())
    }
}

impl fmt::Display for PlainInlines<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Lines::new(f).write_inlines(self.0)
    }
}

impl Serialize for PlainBlocks<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Serialize for PlainInlines<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Sends the public text of `blocks` to `to`, and tells whether there was any.
pub(crate) fn send_blocks(blocks: &[Block<'_>], to: &mut impl Receiver) -> Result<bool, fmt::Error> {
    let mut lines = Lines::new(to);
    lines.write_blocks(blocks, Gap::Blank)?;
    Ok(lines.begun)
}

/// What takes the text, bit by bit.
pub(crate) trait Receiver {
    /// Takes words of the article.
    fn text(&mut self, text: &str) -> fmt::Result;
    /// Takes what is put between them.
    fn mark(&mut self, mark: fmt::Arguments<'_>) -> fmt::Result;
}

impl Receiver for fmt::Formatter<'_> {
    fn text(&mut self, text: &str) -> fmt::Result {
        self.write_str(text)
    }

    fn mark(&mut self, mark: fmt::Arguments<'_>) -> fmt::Result {
        self.write_fmt(mark)
    }
}

/// What stands between the text so far and the next.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    Line,
    Blank,
}

/// Plain text under way. A gap is written when text follows it, so that there is none at either end.
struct Lines<'r, R> {
    to: &'r mut R,
    gap: Gap,
    begun: bool,
    indent: usize,
}

impl<'r, R: Receiver> Lines<'r, R> {
    fn new(to: &'r mut R) -> Lines<'r, R> {
        Lines { to, gap: Gap::None, begun: false, indent: 0 }
    }

    fn write_blocks(&mut self, blocks: &[Block<'_>], between: Gap) -> fmt::Result {
        let public = blocks.iter().filter(|block| is_public(&block.attrs));
        for (at, block) in public.enumerate() {
            if at > 0 {
                self.leave(between);
            }
            self.write_block(block, between)?;
        }
        Ok(())
    }

    fn write_block(&mut self, block: &Block<'_>, between: Gap) -> fmt::Result {
        match &block.kind {
            BlockKind::Paragraph { content } | BlockKind::Heading { content, .. } => self.write_inlines(content),
            BlockKind::Quote { blocks } | BlockKind::Group { blocks } => self.write_blocks(blocks, between),
            BlockKind::List { ordered, start, items } => self.write_items(items, ordered.then_some(start.unwrap_or(1))),
            BlockKind::Table(table) => self.write_table(table),
            BlockKind::Preformatted { text } => self.text(text),
            BlockKind::Figure(_) => Ok(()),
            BlockKind::SectionBreak => self.mark(format_args!("* * *")),
            BlockKind::Unknown(unknown) => self.write_blocks(&unknown.fallback, between),
        }
    }

    /// Points in lines of their own. `first` numbers the first of them.
    fn write_items(&mut self, items: &[Item<'_>], first: Option<u32>) -> fmt::Result {
        let public = items.iter().filter(|item| is_public(&item.attrs));
        for (at, item) in public.enumerate() {
            if at > 0 {
                self.leave(Gap::Line);
            }
            match first {
                Some(first) => self.mark(format_args!("{}. ", first as usize + at))?,
                None => self.mark(format_args!("- "))?,
            }
            self.indent += 2;
            self.write_blocks(&item.blocks, Gap::Line)?;
            self.indent -= 2;
        }
        Ok(())
    }

    fn write_table(&mut self, table: &Table<'_>) -> fmt::Result {
        self.write_inlines(&table.caption)?;
        for row in &table.rows {
            self.leave(Gap::Line);
            for (at, cell) in row.cells.iter().enumerate() {
                if at > 0 {
                    self.mark(format_args!("\t"))?;
                }
                self.write_inlines(&cell.content)?;
            }
        }
        Ok(())
    }

    fn write_inlines(&mut self, inlines: &[Inline<'_>]) -> fmt::Result {
        let mut public = inlines.iter().filter(|inline| is_public(&inline.attrs));
        public.try_for_each(|inline| self.write_inline(inline))
    }

    fn write_inline(&mut self, inline: &Inline<'_>) -> fmt::Result {
        match &inline.kind {
            InlineKind::Text { text } => self.text(text),
            InlineKind::Emphasis { content } | InlineKind::Strong { content } => self.write_inlines(content),
            InlineKind::Link(link) => self.write_inlines(&link.content),
            InlineKind::LineBreak => {
                let indent = self.indent;
                self.mark(format_args!("\n{:indent$}", ""))
            }
            InlineKind::Unknown(unknown) => self.write_inlines(&unknown.fallback),
        }
    }

    fn leave(&mut self, gap: Gap) {
        if self.begun {
            self.gap = self.gap.max(gap);
        }
    }

    fn text(&mut self, text: &str) -> fmt::Result {
        if text.is_empty() {
            return Ok(());
        }
        self.fill_gap()?;
        self.to.text(text)
    }

    fn mark(&mut self, mark: fmt::Arguments<'_>) -> fmt::Result {
        self.fill_gap()?;
        self.to.mark(mark)
    }

    fn fill_gap(&mut self) -> fmt::Result {
        self.begun = true;
        let indent = self.indent;
        match std::mem::replace(&mut self.gap, Gap::None) {
            Gap::None => Ok(()),
            Gap::Line => self.to.mark(format_args!("\n{:indent$}", "")),
            Gap::Blank => self.to.mark(format_args!("\n\n{:indent$}", "")),
        }
    }
}
