//! The pictures of an article: items of their own in a message, links with what is known of them in a single item.

use std::borrow::Cow;
use std::collections::BTreeSet;

use slugline_core::identity::guid_of_many;
use slugline_core::model::{Article, Figure, Span};
use slugline_markup::xml::{Line, Xml};
use slugline_markup::{PlainInlines, picture_address};

use crate::identity::Identity;
use crate::item::Item;

/// A picture that readers see and that has an address.
pub(crate) struct Picture<'a> {
    figure: &'a Figure<'a>,
    span: Span,
    address: Cow<'a, str>,
    /// What identifies its item: made from the story's and the picture's address, so that it is the same in each version.
    pub(crate) guid: String,
}

/// The pictures of `article`, in reading order. One that is shown twice is one.
pub(crate) fn pictures<'a>(article: &'a Article<'_>, identity: &Identity) -> Vec<Picture<'a>> {
    let mut seen = BTreeSet::new();
    let addressed = article.pictures().into_iter().filter_map(|(figure, span)| {
        let address = picture_address(&figure.source).filter(|address| seen.insert(address.clone()))?;
        let guid = guid_of_many([identity.guid.as_str(), &address]);
        Some(Picture { figure, span, address, guid })
    });
    addressed.collect()
}

/// Links from the story to its pictures: to their items in the same message, else to the pictures themselves, with what
/// their items would say as hints.
///
/// Source: NewsML-G2 2.35, `link` (Link1Type).
pub(crate) fn write_links(item: &Item<'_>, xml: &mut Xml<'_, '_>) {
    for picture in &item.pictures {
        match item.frame.is_message {
            true => open_link("residref", &picture.guid, picture, xml),
            false => open_link("href", &picture.address, picture, xml),
        }
        xml.empty("itemClass", &[("qcode", &CLASS)]);
        if !item.frame.is_message {
            write_words(picture, xml);
            write_remote_content(picture, xml);
        }
        xml.close("link");
    }
}

fn open_link(attribute: &'static str, target: &str, picture: &Picture<'_>, xml: &mut Xml<'_, '_>) {
    let target = xml.escape(target, picture.span);
    xml.open("link", &[("rel", &Line::word("irel:seeAlso")), (attribute, &target)]);
}

/// Source: IPTC NewsCodes, `http://cv.iptc.org/newscodes/ninature/`.
pub(crate) const CLASS: Line<'static> = Line::word("ninat:picture");

/// `contentMeta` and `contentSet` of the picture's own item.
pub(crate) fn write_content(picture: &Picture<'_>, xml: &mut Xml<'_, '_>) {
    xml.open("contentMeta", &[]);
    write_words(picture, xml);
    xml.close("contentMeta");
    xml.open("contentSet", &[]);
    write_remote_content(picture, xml);
    xml.close("contentSet");
}

/// Source: NewsML-G2 2.35, `RemoteContentPropType`.
fn write_remote_content(picture: &Picture<'_>, xml: &mut Xml<'_, '_>) {
    let address = xml.escape(&picture.address, picture.span);
    xml.empty("remoteContent", &[("href", &address)]);
}

/// What is said of the picture: what it shows, the words under it, and whose it is.
///
/// Source: NewsML-G2 2.35, `description`, `creditline`; IPTC NewsCodes, `http://cv.iptc.org/newscodes/descriptionrole/`.
fn write_words(picture: &Picture<'_>, xml: &mut Xml<'_, '_>) {
    let Picture { figure, span, .. } = picture;
    let shows = xml.lines(&figure.alt, *span);
    xml.block("description", &[], &shows);
    let caption = PlainInlines(&figure.caption).to_string();
    let caption = xml.lines(&caption, *span);
    xml.block("description", &[("role", &Line::word("drol:caption"))], &caption);
    xml.text("creditline", figure.credit.as_deref().unwrap_or_default(), *span);
}
