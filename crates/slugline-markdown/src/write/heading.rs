//! Headings, and what becomes of their levels.

use slugline_core::model::{Block, BlockKind, Inline, Span};

use super::block::Body;
use super::escape::Place;
use super::inline::Line;
use super::lost::Lost;
use super::shown::{has_words, is_shown};

impl Body<'_, '_> {
    /// Notes what becomes of levels: a reader counts from the highest, and there are six, of which the title has the first.
    pub(super) fn note_levels(&mut self, body: &[Block<'_>]) {
        let (mut highest, mut first) = (u8::MAX, None);
        each_heading(body, &mut |level, span| {
            highest = highest.min(level);
            first = first.or(Some(span));
            if level > 5 {
                self.lose(Lost::HeadingLevel, span);
            }
        });
        if let Some(span) = first.filter(|_| highest != 1) {
            self.lose(Lost::HeadingLevel, span);
        }
    }

    /// A heading, a level below its own: the first is the title's.
    pub(super) fn heading(&mut self, level: u8, content: &[Inline<'_>]) {
        self.begin_block();
        let level = level.saturating_add(1).clamp(2, 6);
        self.out.put("######".get(..usize::from(level)).unwrap_or_default().as_bytes());
        self.out.put(b" ");
        self.write_inlines(content, &mut Line::at(Place::Heading));
    }
}

/// Calls `visit` with the level and the place of each heading.
fn each_heading(blocks: &[Block<'_>], visit: &mut impl FnMut(u8, Span)) {
    for block in blocks.iter().filter(|block| is_shown(&block.attrs)) {
        match &block.kind {
            BlockKind::Heading { level, content } if has_words(content) => visit(*level, block.span),
            BlockKind::Quote { blocks } | BlockKind::Group { blocks } => each_heading(blocks, visit),
            BlockKind::List { items, .. } => items.iter().for_each(|item| each_heading(&item.blocks, visit)),
            BlockKind::Unknown(unknown) => each_heading(&unknown.fallback, visit),
            BlockKind::Heading { .. }
            | BlockKind::Paragraph { .. }
            | BlockKind::Table(_)
            | BlockKind::Preformatted { .. }
            | BlockKind::Figure(_)
            | BlockKind::SectionBreak => {}
        }
    }
}
