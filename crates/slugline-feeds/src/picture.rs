//! The pictures of an entry that have an address: those of the article on the web, and the user's own, of which size and type
//! are known too.

use std::borrow::Cow;
use std::sync::Arc;

use slugline_core::model::{Article, Figure, Span};
use slugline_core::plugin::{self, World};
use slugline_markup::web_address;

use crate::said::Said;

/// A picture on the web.
pub(crate) struct Picture<'a> {
    pub(crate) address: Cow<'a, str>,
    /// What it shows, in words.
    pub(crate) description: Option<Said<'a>>,
    pub(crate) credit: Option<Said<'a>>,
    /// What is known of it, where it is one of the user's.
    pub(crate) file: Option<Arc<plugin::Picture>>,
}

/// The pictures that readers see, in the order of the body. What is wrong with one is reported with the body.
pub(crate) fn pictures<'a>(article: &'a Article<'_>, world: &dyn World) -> Vec<Picture<'a>> {
    let pictures = article.pictures().into_iter();
    pictures.filter_map(|(figure, span)| picture(figure, span, world)).collect()
}

/// A picture with an address on the web. The body has the words of the others.
fn picture<'a>(figure: &'a Figure<'_>, span: Span, world: &dyn World) -> Option<Picture<'a>> {
    let own = world.picture(&figure.source).ok()?;
    let address = match &own {
        Some(own) => Cow::Owned(own.address.clone()?),
        None => web_address(&figure.source)?,
    };
    Some(Picture {
        address,
        description: Said::of(Some(&figure.alt), span),
        credit: Said::of(figure.credit.as_deref(), span),
        file: own,
    })
}
