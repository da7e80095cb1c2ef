//! What the items made from one article have in common.

use slugline_core::model::{Article, Publisher};
use slugline_item::{Embargo, Picture, Rights, embargo, pictures};
use slugline_markup::xml::Xml;
use slugline_nitf::Story;

use crate::Options;
use crate::identity::Identity;
use crate::party::Party;
use crate::subject::catalogs;

/// What all items of a document have in common.
pub(crate) struct Frame<'a> {
    pub(crate) publisher: &'a Publisher<'a>,
    pub(crate) options: &'a Options,
    /// Whether it is a message, so that the items of pictures are sent with those of their stories.
    pub(crate) is_message: bool,
}

/// An article, and what is found out about it before anything is written.
pub(crate) struct Item<'a> {
    pub(crate) story: Story<'a>,
    pub(crate) identity: &'a Identity,
    pub(crate) frame: &'a Frame<'a>,
    pub(crate) publisher: Party<'a>,
    pub(crate) rights: Rights<'a>,
    pub(crate) embargo: Option<Embargo>,
    /// The publisher's own schemes that the item has codes of: alias and address.
    pub(crate) catalogs: Vec<(&'a str, &'a str)>,
    pub(crate) pictures: Vec<Picture<'a>>,
}

impl<'a> Item<'a> {
    /// Looks at `article`.
    pub(crate) fn new(
        article: &'a Article<'_>,
        identity: &'a Identity,
        frame: &'a Frame<'_>,
        xml: &mut Xml<'_, '_>,
    ) -> Item<'a> {
        let rights = Rights::of(&article.head, frame.publisher);
        rights.report(xml.cx);
        Item {
            story: Story::of(article, xml),
            identity,
            frame,
            publisher: Party::new(frame.publisher, xml),
            rights,
            catalogs: catalogs(article, frame.publisher, frame.options),
            embargo: embargo(&article.head, xml.cx),
            pictures: pictures(article, xml.cx.world),
        }
    }
}
