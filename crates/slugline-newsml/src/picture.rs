//! The pictures of an article: items of their own in a message, links with what is known of them in a single item.

use slugline_core::identity::guid_of_many;
use slugline_item::Picture;
use slugline_markup::PlainInlines;
use slugline_markup::xml::{Attr, Line, Xml};

use crate::item::Item;

/// What identifies the item of a picture: made from the story's guid and what the story calls the picture, so that it is the same
/// in each version.
pub(crate) fn guid_of(picture: &Picture<'_>, item: &Item<'_>) -> String {
    guid_of_many([item.identity.guid.as_str(), picture.figure.source.trim()])
}

/// Links from the story to its pictures: to their items in the same message, else to the pictures themselves, with what
/// their items would say as hints.
///
/// Source: NewsML-G2 2.35, `link` (Link1Type).
pub(crate) fn write_links(item: &Item<'_>, xml: &mut Xml<'_, '_>) {
    for picture in &item.pictures {
        match item.frame.is_message {
            true => open_link("residref", &guid_of(picture, item), picture, xml),
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

/// Where the picture is, and what is known of its file.
///
/// Source: NewsML-G2 2.35, `RemoteContentPropType`, `newsContentCharacteristics`.
fn write_remote_content(picture: &Picture<'_>, xml: &mut Xml<'_, '_>) {
    let address = xml.escape(&picture.address, picture.span);
    let Some(file) = &picture.file else {
        return xml.empty("remoteContent", &[("href", &address)]);
    };
    let (kind, size) = (Line::word(file.kind.media_type()), Line::number(file.length));
    let (width, height) = (Line::number(file.width.into()), Line::number(file.height.into()));
    let attrs: [Attr<'_>; 5] =
        [("href", &address), ("contenttype", &kind), ("size", &size), ("width", &width), ("height", &height)];
    xml.empty("remoteContent", &attrs);
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
