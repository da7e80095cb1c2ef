//! The pictures of an entry that have an address: none is opened, so that neither size nor type is known.

use std::borrow::Cow;

use slugline_core::model::{Attrs, Block, BlockKind, Figure, Role, Span};
use slugline_markup::web_address;

use crate::said::Said;

/// A picture on the web.
pub(crate) struct Picture<'a> {
    pub(crate) address: Cow<'a, str>,
    /// What it shows, in words.
    pub(crate) description: Option<Said<'a>>,
    pub(crate) credit: Option<Said<'a>>,
}

/// The pictures that readers see, in the order of the body.
pub(crate) fn pictures<'a>(blocks: &'a [Block<'_>]) -> Vec<Picture<'a>> {
    let mut pictures = Vec::new();
    collect(blocks, &mut pictures);
    pictures
}

fn collect<'a>(blocks: &'a [Block<'_>], pictures: &mut Vec<Picture<'a>>) {
    for block in blocks.iter().filter(|block| is_public(&block.attrs)) {
        match &block.kind {
            BlockKind::Figure(figure) => pictures.extend(picture(figure, block.span)),
            BlockKind::Quote { blocks } | BlockKind::Group { blocks } => collect(blocks, pictures),
            BlockKind::List { items, .. } => {
                let items = items.iter().filter(|item| is_public(&item.attrs));
                items.for_each(|item| collect(&item.blocks, pictures));
            }
            BlockKind::Unknown(unknown) => collect(&unknown.fallback, pictures),
            BlockKind::Paragraph { .. }
            | BlockKind::Heading { .. }
            | BlockKind::Table(_)
            | BlockKind::Preformatted { .. }
            | BlockKind::SectionBreak => {}
        }
    }
}

/// A picture with an address on the web. The body has the words of the others.
fn picture<'a>(figure: &'a Figure<'_>, span: Span) -> Option<Picture<'a>> {
    Some(Picture {
        address: web_address(&figure.source)?,
        description: Said::of(Some(&figure.alt), span),
        credit: Said::of(figure.credit.as_deref(), span),
    })
}

fn is_public(attrs: &Attrs<'_>) -> bool {
    !matches!(attrs.role(), Some(Role::EditorOnly | Role::EndMark))
}
