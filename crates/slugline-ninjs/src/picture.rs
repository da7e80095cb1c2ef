//! `associations`: the pictures of the body that have an address.

use serde::Serialize;
use slugline_core::model::{Article, Figure, Inline, InlineKind};
use slugline_markup::web_address;

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

/// The pictures that readers see, in the order of the body and numbered in it.
pub(crate) fn pictures<'a>(article: &'a Article<'_>) -> Vec<Picture<'a>> {
    let addressed =
        article.pictures().into_iter().filter_map(|(figure, _)| Some((figure, web_address(&figure.source)?)));
    addressed.zip(1..).map(|((figure, address), number)| picture(figure, address.into_owned(), number)).collect()
}

/// A picture with an address, which is its identifier too. The body has a caption for the others.
fn picture<'a>(figure: &'a Figure<'_>, address: String, number: usize) -> Picture<'a> {
    let mut caption = String::new();
    collect_text(&figure.caption, &mut caption);
    let words = [("caption", caption), ("alternate-text", figure.alt.to_string())];
    let words = words.into_iter().filter(|(_, value)| !value.trim().is_empty());
    Picture {
        name: format!("picture-{number}"),
        uri: address.clone(),
        kind: "picture",
        descriptions: words.map(|(role, value)| Description { role, value }).collect(),
        by: said(figure.credit.as_ref()),
        renditions: [Rendition { name: "original", href: address }],
    }
}

fn collect_text(inlines: &[Inline<'_>], text: &mut String) {
    for inline in inlines.iter().filter(|inline| !inline.attrs.is_withheld()) {
        match &inline.kind {
            InlineKind::Text { text: run } => text.push_str(run),
            InlineKind::Emphasis { content } | InlineKind::Strong { content } => collect_text(content, text),
            InlineKind::Link(link) => collect_text(&link.content, text),
            InlineKind::LineBreak => text.push('\n'),
            InlineKind::Unknown(unknown) => collect_text(&unknown.fallback, text),
        }
    }
}
