//! `associations`: the pictures of the body that have an address.

use serde::Serialize;
use slugline_core::model::{Attrs, Block, BlockKind, Figure, Inline, InlineKind, Role};
use slugline_markup::clean_href;

use crate::news_object::said;

/// A picture as a news object of its own.
///
/// Source: ninjs 3.1, `associations`, `renditions`.
#[derive(Serialize)]
pub(crate) struct Picture<'a> {
    name: String,
    uri: String,
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    descriptions: Vec<Description>,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<&'a str>,
    renditions: [Rendition; 1],
}

/// Words about the picture.
#[derive(Serialize)]
struct Description {
    role: &'static str,
    value: String,
}

#[derive(Serialize)]
struct Rendition {
    name: &'static str,
    href: String,
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
            BlockKind::Figure(figure) => pictures.extend(picture(figure, pictures.len() + 1)),
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

/// A picture with an address, which is its identifier too. The body has a caption for the others.
fn picture<'a>(figure: &'a Figure<'_>, number: usize) -> Option<Picture<'a>> {
    let address = clean_href(&figure.source).filter(|address| address.starts_with("http"))?.into_owned();
    let mut caption = String::new();
    collect_text(&figure.caption, &mut caption);
    let words = [("caption", caption), ("alternate-text", figure.alt.to_string())];
    let words = words.into_iter().filter(|(_, value)| !value.trim().is_empty());
    Some(Picture {
        name: format!("picture-{number}"),
        uri: address.clone(),
        kind: "picture",
        descriptions: words.map(|(role, value)| Description { role, value }).collect(),
        by: said(figure.credit.as_ref()),
        renditions: [Rendition { name: "original", href: address }],
    })
}

fn is_public(attrs: &Attrs<'_>) -> bool {
    !matches!(attrs.role(), Some(Role::EditorOnly | Role::EndMark))
}

fn collect_text(inlines: &[Inline<'_>], text: &mut String) {
    for inline in inlines.iter().filter(|inline| is_public(&inline.attrs)) {
        match &inline.kind {
            InlineKind::Text { text: run } => text.push_str(run),
            InlineKind::Emphasis { content } | InlineKind::Strong { content } => collect_text(content, text),
            InlineKind::Link(link) => collect_text(&link.content, text),
            InlineKind::LineBreak => text.push('\n'),
            InlineKind::Unknown(unknown) => collect_text(&unknown.fallback, text),
        }
    }
}
