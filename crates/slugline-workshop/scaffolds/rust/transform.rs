//! The transform `scaffold-name`: three full stops become an ellipsis, in the headline and in running text.

use slugline_plugin::Result;
use slugline_plugin::model::{Article, Block, BlockKind, Inline, InlineKind, Text};
use slugline_plugin::plugin::{Context, Manifest, NoOptions, Offer, OptionMap, Plugin, Transform};

/// The plugin.
pub struct Ellipses;

slugline_plugin::export_plugin!(Ellipses);

impl Plugin for Ellipses {
    fn manifest(&self) -> &Manifest {
        const OFFERS: &[Offer] = &[Offer::transform("scaffold-name", "an ellipsis for three full stops", &[])];
        static MANIFEST: Manifest = Manifest::new("scaffold-name", env!("CARGO_PKG_VERSION"), OFFERS);
        &MANIFEST
    }

    fn transform(&self, name: &str, options: &OptionMap) -> Result<Box<dyn Transform>> {
        options.read::<NoOptions>(name)?;
        Ok(Box::new(Ellipses))
    }
}

impl Transform for Ellipses {
    fn apply(&self, article: &mut Article<'_>, _: &mut Context<'_>) -> Result<()> {
        article.head.headline.iter_mut().for_each(edit);
        edit_blocks(&mut article.body);
        Ok(())
    }
}

fn edit_blocks(blocks: &mut [Block<'_>]) {
    for block in blocks {
        match &mut block.kind {
            BlockKind::Paragraph { content } | BlockKind::Heading { content, .. } => edit_inlines(content),
            BlockKind::Quote { blocks } | BlockKind::Group { blocks } => edit_blocks(blocks),
            BlockKind::List { items, .. } => items.iter_mut().for_each(|item| edit_blocks(&mut item.blocks)),
            BlockKind::Table(table) => {
                edit_inlines(&mut table.caption);
                let cells = table.rows.iter_mut().flat_map(|row| &mut row.cells);
                cells.for_each(|cell| edit_inlines(&mut cell.content));
            }
            BlockKind::Figure(figure) => edit_inlines(&mut figure.caption),
            BlockKind::Preformatted { .. } | BlockKind::SectionBreak => {}
            // A kind of a newer slugline, which says the same in blocks of older kinds.
            BlockKind::Unknown(unknown) => edit_blocks(&mut unknown.fallback),
        }
    }
}

fn edit_inlines(inlines: &mut [Inline<'_>]) {
    for inline in inlines {
        match &mut inline.kind {
            InlineKind::Text { text } => edit(text),
            InlineKind::Emphasis { content } | InlineKind::Strong { content } => edit_inlines(content),
            InlineKind::Link(link) => edit_inlines(&mut link.content),
            InlineKind::LineBreak => {}
            InlineKind::Unknown(unknown) => edit_inlines(&mut unknown.fallback),
        }
    }
}

fn edit(text: &mut Text<'_>) {
    if text.contains("...") {
        *text = text.replace("...", "…").into();
    }
}
