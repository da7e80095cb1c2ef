//! `associations`: the pictures of the body that have an address or a name.

use serde::Serialize;
use slugline_core::identity::guid_of_many;
use slugline_core::model::{Article, Figure};
use slugline_markup::{PlainInlines, is_visible, picture_address, web_address};

use crate::news_object::{Description, said};

/// A picture as a news object of its own.
///
/// Source: ninjs 3.1, `associations`, `renditions`.
#[derive(Serialize)]
pub(crate) struct Picture<'a> {
    name: String,
    uri: String,
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    descriptions: Vec<Description>,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    renditions: Option<[Rendition; 1]>,
}

#[derive(Serialize)]
struct Rendition {
    name: &'static str,
    href: String,
}

/// The pictures that readers see, in the order of the body and numbered in it. `story` is the identifier of the article.
pub(crate) fn pictures<'a>(article: &'a Article<'_>, story: &str) -> Vec<Picture<'a>> {
    let shown = article.pictures().into_iter().map(|(figure, _)| figure);
    let known = shown.filter_map(|figure| Some((figure, picture_address(&figure.source)?)));
    known.zip(1..).map(|((figure, address), number)| picture(figure, &address, number, story)).collect()
}

/// A picture. One on the web is identified by its address. A file has none that a rendition could name: its name is its
/// title, and its identifier is made from that and the story's.
fn picture<'a>(figure: &'a Figure<'_>, address: &str, number: usize, story: &str) -> Picture<'a> {
    let on_web = web_address(&figure.source).is_some();
    let words = [("caption", PlainInlines(&figure.caption).to_string()), ("alternate-text", figure.alt.to_string())];
    let words = words.into_iter().filter(|(_, value)| is_visible(value));
    Picture {
        name: format!("picture-{number}"),
        uri: if on_web { address.to_owned() } else { guid_of_many([story, address]) },
        kind: "picture",
        title: (!on_web).then(|| figure.source.trim()),
        descriptions: words.map(|(role, value)| Description { role, value }).collect(),
        by: said(figure.credit.as_ref()),
        renditions: on_web.then(|| [Rendition { name: "original", href: address.to_owned() }]),
    }
}
