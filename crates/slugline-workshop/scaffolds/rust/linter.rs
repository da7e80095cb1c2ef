//! The linter `scaffold-name`: warns of paragraphs that are too long.

use slugline_plugin::Result;
use slugline_plugin::diagnostic::Diagnostic;
use slugline_plugin::model::{Article, Block, BlockKind};
use slugline_plugin::plugin::{Context, Linter, Manifest, Offer, OptionHelp, OptionMap, Plugin};

/// The plugin.
pub struct Paragraphs;

slugline_plugin::export_plugin!(Paragraphs);

/// What the house has. The manifest says what it takes and its default.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Options {
    /// The most words of a paragraph.
    words: usize,
}

impl Plugin for Paragraphs {
    fn manifest(&self) -> &Manifest {
        const OPTIONS: &[OptionHelp] = &[OptionHelp::new("words", "the most words of a paragraph")];
        const OFFERS: &[Offer] = &[Offer::linter("scaffold-name", "paragraphs that are too long", OPTIONS)];
        static MANIFEST: Manifest = Manifest::new("scaffold-name", env!("CARGO_PKG_VERSION"), OFFERS);
        &MANIFEST
    }

    fn linter(&self, name: &str, options: &OptionMap) -> Result<Box<dyn Linter>> {
        Ok(Box::new(options.read::<Options>(name)?))
    }
}

impl Linter for Options {
    fn check(&self, article: &Article<'_>, cx: &mut Context<'_>) -> Result<()> {
        self.check_blocks(&article.body, cx);
        Ok(())
    }
}

impl Options {
    fn check_blocks(&self, blocks: &[Block<'_>], cx: &mut Context<'_>) {
        for block in blocks {
            match &block.kind {
                BlockKind::Paragraph { content } => {
                    let words = content.plain().split_whitespace().count();
                    if words > self.words {
                        let message = format!("a paragraph of {words} words; the house has up to {}", self.words);
                        cx.report(Diagnostic::warning("long-paragraph", message).at(block.span));
                    }
                }
                BlockKind::Quote { blocks } | BlockKind::Group { blocks } => self.check_blocks(blocks, cx),
                BlockKind::List { items, .. } => items.iter().for_each(|item| self.check_blocks(&item.blocks, cx)),
                BlockKind::Heading { .. }
                | BlockKind::Table(_)
                | BlockKind::Preformatted { .. }
                | BlockKind::Figure(_)
                | BlockKind::SectionBreak => {}
                // A kind of a newer slugline, which says the same in blocks of older kinds.
                BlockKind::Unknown(unknown) => self.check_blocks(&unknown.fallback, cx),
            }
        }
    }
}
