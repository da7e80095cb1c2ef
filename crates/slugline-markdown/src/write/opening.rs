//! What our own reader takes the first blocks and the last for, whatever they are spelled like: lines of a head, a dateline, the
//! sign that a text ends.

use slugline_core::Source;
use slugline_core::diagnostic::Diagnostics;
use slugline_core::model::{Article, Block, BlockKind, Byline, Inline, InlineKind, plain};
use slugline_core::plugin::Tally;
use slugline_core::text::{Fields, dateline, is_end_mark, is_line_of_use};

use super::lost::Lost;

/// Longest line above the first paragraph that may be of the head, and longest sign that a text ends, in bytes.
const MAX_LINE: usize = 160;
const MAX_END_MARK: usize = 24;

/// The first run of text of inlines.
pub(super) fn first_run(content: &[Inline<'_>]) -> String {
    let is_text = |inline: &&Inline<'_>| matches!(inline.kind, InlineKind::Text { .. });
    let public = content.iter().filter(|inline| !inline.attrs.is_withheld());
    let run: Vec<Inline<'_>> = public.take_while(is_text).cloned().collect();
    let words = plain(&run);
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if content.len() > run.len() { words + " " } else { words }
}

/// Notes the blocks that are read as something else.
pub(super) fn find_misread(article: &Article<'_>, lost: &mut Tally<Lost>) {
    let public: Vec<&Block<'_>> = article.body.iter().filter(|block| !block.attrs.is_withheld()).collect();
    let mut first = 0;
    if article.head.dateline.is_none() {
        while let [block, below @ ..] = public.get(first..).unwrap_or_default()
            && is_line_of_head(article, block, below.is_empty())
        {
            lost.add(Lost::HeadLine, block.span);
            first += 1;
        }
        if let Some(Block { kind: BlockKind::Paragraph { content }, span, .. }) = public.get(first)
            && dateline(&first_run(content)).is_some()
        {
            lost.add(Lost::Dateline, *span);
        }
    }
    for (at, block) in public.iter().enumerate() {
        let BlockKind::Paragraph { content } = &block.kind else { continue };
        let line = plain(content);
        if line.len() <= MAX_END_MARK && is_end_mark(line.trim(), at + 1 == public.len()) {
            lost.add(Lost::EndSign, block.span);
        }
    }
}

/// Whether a block at the top is read as a line that says whether the story may be used; or, above others, as a byline or a
/// date that the head lacks.
fn is_line_of_head(article: &Article<'_>, block: &Block<'_>, is_last: bool) -> bool {
    let (BlockKind::Paragraph { content } | BlockKind::Heading { content, .. }) = &block.kind else { return false };
    let line = plain(content);
    let line = line.trim();
    if is_line_of_use(line) {
        return true;
    }
    if is_last || line.len() > MAX_LINE || matches!(block.kind, BlockKind::Heading { .. }) {
        return false;
    }
    let Ok(source) = Source::from_text("line", line) else { return false };
    let mut diagnostics = Diagnostics::new();
    let mut fields = Fields::of(&source, &mut diagnostics);
    fields.head.bylines = article.head.bylines.first().map(|_| Byline::default()).into_iter().collect();
    fields.head.dates = article.head.dates.clone();
    fields.line_below_headline(source.text())
}
