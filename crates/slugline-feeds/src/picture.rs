//! The pictures of an entry that have an address: those on the web, and the user's own, of which size and type are known too.

use slugline_core::model::{Article, Figure, Span};
use slugline_core::plugin::World;
use slugline_markup::WebPicture;

use crate::said::Said;

/// A picture on the web.
pub(crate) struct Picture<'a> {
    pub(crate) web: WebPicture<'a>,
    /// What it shows, in words.
    pub(crate) description: Option<Said<'a>>,
    pub(crate) credit: Option<Said<'a>>,
}

/// The pictures that readers see, in the order of the body. The body has the words of those without an address.
pub(crate) fn pictures<'a>(article: &'a Article<'_>, world: &dyn World) -> Vec<Picture<'a>> {
    let pictures = article.pictures().into_iter();
    pictures.filter_map(|(figure, span)| picture(figure, span, world)).collect()
}

fn picture<'a>(figure: &'a Figure<'_>, span: Span, world: &dyn World) -> Option<Picture<'a>> {
    Some(Picture {
        web: WebPicture::of(&figure.source, world)?,
        description: Said::of(Some(&figure.alt), span),
        credit: Said::of(figure.credit.as_deref(), span),
    })
}
