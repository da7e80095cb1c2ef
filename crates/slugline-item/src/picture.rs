//! The pictures of an article, as an item describes them beside the body.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use slugline_core::model::{Article, Figure, Span};
use slugline_core::plugin::{Picture as File, World};
use slugline_markup::{is_visible, web_address};

/// A picture that readers see, with what is known of it.
pub struct Picture<'a> {
    /// The words about it.
    pub figure: &'a Figure<'a>,
    /// Where it stands in the text.
    pub span: Span,
    /// Its address on the web, else the name of its file as a relative one.
    pub address: Cow<'a, str>,
    /// Which of the two.
    pub is_on_web: bool,
    /// What its file says of itself, where it is one of the user's.
    pub file: Option<Arc<File>>,
}

/// The pictures of `article`, in reading order; one that is shown twice is one. Those that are neither on the web nor a file
/// are left to the body, and so are those of the user's that cannot be had: it tells their words, and reports of all why they
/// cannot be shown.
pub fn pictures<'a>(article: &'a Article<'_>, world: &dyn World) -> Vec<Picture<'a>> {
    let mut seen = BTreeSet::new();
    let found = article.pictures().into_iter().filter_map(|(figure, span)| Picture::of(figure, span, world));
    found.filter(|picture| seen.insert(picture.address.clone())).collect()
}

impl<'a> Picture<'a> {
    fn of(figure: &'a Figure<'_>, span: Span, world: &dyn World) -> Option<Picture<'a>> {
        let source = figure.source.trim();
        if let Some(file) = world.picture(source).ok()? {
            let address = Cow::Owned(file.link().to_owned());
            return Some(Picture { figure, span, address, is_on_web: file.address.is_some(), file: Some(file) });
        }
        if let Some(address) = web_address(source) {
            return Some(Picture { figure, span, address, is_on_web: true, file: None });
        }
        let address = utf8_percent_encode(source, OTHER_THAN_PATH).into();
        is_file_name(source).then_some(Picture { figure, span, address, is_on_web: false, file: None })
    }
}

/// What a path in an address does not hold as it is, and `:`, which would end a scheme.
///
/// Source: RFC 3986 section 4.2, `path-noscheme`.
const OTHER_THAN_PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// Longest name of a file, in bytes: what systems have for a path.
const MAX_NAME: usize = 4096;

/// Whether `source` can name a file: not `data:image/png;base64,AA==`, not `//example.org/quay.jpg`.
fn is_file_name(source: &str) -> bool {
    let has_scheme = source.split('/').next().is_some_and(|first| first.contains(':'));
    is_visible(source) && !has_scheme && !source.starts_with("//") && source.len() <= MAX_NAME
}

#[cfg(test)]
mod tests {
    use slugline_core::model::{Block, BlockKind, Node};
    use slugline_core::plugin::Still;

    use super::*;

    #[test]
    fn pictures_are_on_the_web_or_files() {
        let figure = |source: &'static str| {
            let figure = Figure { source: source.into(), ..Figure::default() };
            Block::from(Node::new(BlockKind::Figure(Box::new(figure)), Span::DETACHED))
        };
        let sources = [
            "https://example.org/a b.jpg",
            "https://example.org/a%20b.jpg",
            " img/50% quay?.jpg ",
            "data:image/png;base64,AA==",
            "C:\\quay.jpg",
            "//example.org/a.jpg",
            "",
        ];
        let article = Article { body: sources.map(figure).into(), ..Article::default() };
        let found = pictures(&article, &Still);
        let found: Vec<_> = found.iter().map(|picture| (&*picture.address, picture.is_on_web)).collect();
        assert_eq!(found, [("https://example.org/a%20b.jpg", true), ("img/50%25%20quay%3F.jpg", false)]);
    }
}
