//! The lines of a story: what readers are told in one go, with its places.

use std::ops::Range;

use slugline_plugin::model::{Article, Block, BlockKind, Field, Inline, InlineKind, Span};

/// A headline, a paragraph, a caption.
#[derive(Debug, Default)]
pub(crate) struct Line {
    /// Its words, without markup.
    pub(crate) text: String,
    /// Where the bytes of the text up to here were read, in order.
    runs: Vec<(usize, Span)>,
}

/// The lines of a story, top down. Tables and preformatted text are none: what stands there is no running text.
pub(crate) fn lines(article: &Article<'_>) -> Vec<Line> {
    let headline = article.head.headline.iter().map(|headline| {
        let mut line = Line::default();
        line.push(headline, article.head.span(Field::Headline, 0));
        line
    });
    let mut lines = headline.collect();
    add_blocks(&article.body, &mut lines);
    lines
}

fn add_blocks(blocks: &[Block<'_>], lines: &mut Vec<Line>) {
    for block in blocks.iter().filter(|block| !block.attrs.is_withheld()) {
        match &block.kind {
            BlockKind::Paragraph { content } | BlockKind::Heading { content, .. } => lines.push(Line::of(content)),
            BlockKind::Quote { blocks } | BlockKind::Group { blocks } => add_blocks(blocks, lines),
            BlockKind::List { items, .. } => items.iter().for_each(|item| add_blocks(&item.blocks, lines)),
            BlockKind::Table(table) => lines.push(Line::of(&table.caption)),
            BlockKind::Figure(figure) => lines.push(Line::of(&figure.caption)),
            BlockKind::Unknown(unknown) => add_blocks(&unknown.fallback, lines),
            BlockKind::Preformatted { .. } | BlockKind::SectionBreak => {}
        }
    }
}

impl Line {
    fn of(inlines: &[Inline<'_>]) -> Line {
        let mut line = Line::default();
        line.add_inlines(inlines);
        line
    }

    fn add_inlines(&mut self, inlines: &[Inline<'_>]) {
        for inline in inlines.iter().filter(|inline| !inline.attrs.is_withheld()) {
            match &inline.kind {
                InlineKind::Text { text } => self.push(text, inline.span),
                InlineKind::Emphasis { content } | InlineKind::Strong { content } => self.add_inlines(content),
                InlineKind::Link(link) => self.add_inlines(&link.content),
                InlineKind::LineBreak => self.push("\n", inline.span),
                InlineKind::Unknown(unknown) => self.add_inlines(&unknown.fallback),
            }
        }
    }

    fn push(&mut self, text: &str, span: Span) {
        self.text.push_str(text);
        self.runs.push((self.text.len(), span));
    }

    /// Where the bytes `range` of the text were read. Where the reader changed what it read, a text in capitals or one of an
    /// entity, the place of the run that they are in.
    pub(crate) fn place(&self, range: Range<usize>) -> Span {
        let mut start = 0;
        for (end, span) in &self.runs {
            if range.start < *end {
                let is_as_read = u32::try_from(end - start).is_ok_and(|length| length == span.end - span.start);
                return match (is_as_read, u32::try_from(range.start - start), u32::try_from(range.len())) {
                    (true, Ok(before), Ok(length)) => {
                        Span::new(span.start + before, (span.start + before + length).min(span.end))
                    }
                    _ => *span,
                };
            }
            start = *end;
        }
        Span::DETACHED
    }
}
