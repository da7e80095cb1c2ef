//! The public body as plain text, for formats that hold it as a string.
//!
//! It is streamed; there is no second copy of it.

use std::fmt;

use serde::{Serialize, Serializer};
use slugline_core::model::{Article, Block, BlockKind, Inline, InlineKind, Item, Table};

/// Blocks as plain text: blank lines between them, `- ` or a number before points, a tab between cells. Pictures are left
/// to what describes them.
pub struct PlainBlocks<'a>(pub &'a [Block<'a>]);

/// Inlines as plain text.
pub struct PlainInlines<'a>(pub &'a [Inline<'a>]);

/// The body of an article as plain text, as [`PlainBlocks`] has it, with the dateline before it: at the start of the first
/// paragraph, or in one of its own where the body begins with something else.
pub struct PlainBody<'a>(pub &'a Article<'a>);

impl fmt::Display for PlainBlocks<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Lines::new(f).write_blocks(self.0, Gap::Blank)
    }
}

impl fmt::Display for PlainInlines<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Lines::new(f).write_inlines(self.0)
    }
}

impl fmt::Display for PlainBody<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (head, blocks) = (&self.0.head, &*self.0.body);
        let mut lines = Lines::new(f);
        if let Some(dateline) = &head.dateline {
            let first = blocks.iter().find(|block| !block.attrs.is_withheld());
            lines.text(&dateline.text)?;
            match first.map(|block| &block.kind) {
                Some(BlockKind::Paragraph { .. }) => lines.mark(format_args!(" \u{2014} "))?,
                _ => {
                    lines.mark(format_args!(" \u{2014}"))?;
                    lines.leave(Gap::Blank);
                }
            }
        }
        lines.write_blocks(blocks, Gap::Blank)
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

/// What stands between the text so far and the next.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    Line,
    Blank,
}

/// Plain text under way. A gap is written when text follows it, so that there is none at either end.
struct Lines<'r, 'f> {
    to: &'r mut fmt::Formatter<'f>,
    gap: Gap,
    begun: bool,
    indent: usize,
}

impl<'r, 'f> Lines<'r, 'f> {
    fn new(to: &'r mut fmt::Formatter<'f>) -> Lines<'r, 'f> {
        Lines { to, gap: Gap::None, begun: false, indent: 0 }
    }

    fn write_blocks(&mut self, blocks: &[Block<'_>], between: Gap) -> fmt::Result {
        let public = blocks.iter().filter(|block| !block.attrs.is_withheld());
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
        let public = items.iter().filter(|item| !item.attrs.is_withheld());
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
        let mut public = inlines.iter().filter(|inline| !inline.attrs.is_withheld());
        public.try_for_each(|inline| self.write_inline(inline))
    }

    fn write_inline(&mut self, inline: &Inline<'_>) -> fmt::Result {
        match &inline.kind {
            InlineKind::Text { text } => self.text(text),
            InlineKind::Emphasis { content } | InlineKind::Strong { content } => self.write_inlines(content),
            InlineKind::Link(link) if link.content.is_empty() => self.text(&link.href),
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
        self.to.write_str(text)
    }

    fn mark(&mut self, mark: fmt::Arguments<'_>) -> fmt::Result {
        self.fill_gap()?;
        self.to.write_fmt(mark)
    }

    fn fill_gap(&mut self) -> fmt::Result {
        self.begun = true;
        let indent = self.indent;
        match std::mem::replace(&mut self.gap, Gap::None) {
            Gap::None => Ok(()),
            Gap::Line => write!(self.to, "\n{:indent$}", ""),
            Gap::Blank => write!(self.to, "\n\n{:indent$}", ""),
        }
    }
}

#[cfg(test)]
mod tests {
    use slugline_core::model::{Dateline, Span};

    use super::*;

    #[test]
    fn a_dateline_begins_the_first_paragraph() {
        let mut article = Article::default();
        article.head.dateline = Some(Dateline { text: "LEEDS (HW)".into(), ..Dateline::default() });
        article.body = vec![Block::paragraph("Rain.", Span::DETACHED), Block::paragraph("Wind.", Span::DETACHED)];
        assert_eq!(PlainBody(&article).to_string(), "LEEDS (HW) \u{2014} Rain.\n\nWind.");
        article.body = vec![Block::heading(1, "Rain", Span::DETACHED)];
        assert_eq!(PlainBody(&article).to_string(), "LEEDS (HW) \u{2014}\n\nRain");
        article.body.clear();
        assert_eq!(PlainBody(&article).to_string(), "LEEDS (HW) \u{2014}");
    }
}
