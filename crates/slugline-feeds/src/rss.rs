//! RSS 2.0, with what its own elements cannot say in those of the modules that readers know.

use slugline_core::model::Span;
use slugline_core::plugin::{Context, Sink};
use slugline_markup::{Dropped, put_text, web_address};

use crate::category::Category;
use crate::dates::Rfc822;
use crate::entry::Entry;
use crate::feed::Feed;
use crate::picture::Picture;
use crate::xml::{Attr, Xml};

/// The namespaces of the modules.
///
/// Source: RFC 4287 section 1.2; RDF Site Summary 1.0 modules, `content` and `dc`; Media RSS 1.5.1.
const MODULES: [Attr<'static>; 4] = [
    ("xmlns:atom", "http://www.w3.org/2005/Atom"),
    ("xmlns:content", "http://purl.org/rss/1.0/modules/content/"),
    ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
    ("xmlns:media", "http://search.yahoo.com/mrss/"),
];

/// Writes `feed` as an RSS document.
pub(crate) fn write_feed(feed: &Feed<'_>, out: &mut Sink, cx: &mut Context<'_>) {
    let mut xml = Xml::new(out, cx);
    let version = [("version", "2.0")];
    xml.open("rss", &[version.as_slice(), &MODULES].concat());
    xml.open("channel", &[]);
    write_channel(feed, &mut xml);
    for (at, article) in feed.articles.iter().enumerate() {
        xml.for_article(at, |xml| write_item(&Entry::of(article, feed, xml.cx), feed, xml));
    }
    xml.close("channel");
    xml.close("rss");
}

/// What is said about all items.
///
/// The link must begin with a registered scheme; where there is no home page, the feed's identifier does.
///
/// Source: RSS 2.0.11, "Required channel elements", "Optional channel elements", "Comments" (schemes of links).
fn write_channel(feed: &Feed<'_>, xml: &mut Xml<'_, '_>) {
    let link = feed.home.clone().unwrap_or_else(|| feed.id());
    xml.said("title", Some(&feed.title));
    xml.word("link", &link);
    xml.said("description", feed.description.as_ref().or(Some(&feed.title)));
    if let Some(address) = &feed.address {
        let attrs = [("rel", "self"), ("type", "application/rss+xml"), ("href", &**address)];
        xml.empty("atom:link", &attrs, Span::DETACHED);
    }
    if let Some(language) = feed.language {
        xml.word("language", language);
    }
    xml.said("copyright", feed.rights.as_ref());
    xml.said("dc:publisher", feed.owner.as_ref());
    xml.word("generator", concat!("slugline ", env!("CARGO_PKG_VERSION")));
    if let Some(logo) = &feed.logo {
        write_logo(logo, &link, feed, xml);
    }
}

/// The publisher's logo. Its title and link should be those of the channel.
///
/// Source: RSS 2.0.11, "<image> sub-element of <channel>".
fn write_logo(logo: &str, link: &str, feed: &Feed<'_>, xml: &mut Xml<'_, '_>) {
    xml.open("image", &[]);
    xml.word("url", logo);
    xml.said("title", Some(&feed.title));
    xml.word("link", link);
    xml.close("image");
}

/// Source: RSS 2.0.11, "Elements of <item>".
fn write_item(entry: &Entry<'_>, feed: &Feed<'_>, xml: &mut Xml<'_, '_>) {
    xml.open("item", &[]);
    xml.said("title", Some(&entry.title));
    if let Some(address) = entry.address() {
        xml.word("link", &address);
    }
    let is_link = if web_address(&entry.id).is_some() { "true" } else { "false" };
    xml.leaf("guid", &[("isPermaLink", is_link)], &entry.id, Span::DETACHED);
    if let Some(published) = entry.moments.published {
        xml.word("pubDate", &Rfc822(published).to_string());
    }
    // `author` must be an e-mail address.
    for author in &entry.authors {
        xml.said("dc:creator", Some(author));
    }
    for category in &entry.categories {
        write_category(category, xml);
    }
    // An item has no language of its own but where the channel has none.
    if let Some(language) = entry.writing.tag.filter(|_| feed.language.is_none()) {
        xml.word("dc:language", language);
    }
    xml.said("dc:rights", entry.rights.as_ref());
    write_content(entry, xml);
    write_enclosure(entry, xml);
    for picture in &entry.pictures {
        write_picture(picture, xml);
    }
    xml.close("item");
}

/// A name, and a code in the domain of its scheme.
///
/// Source: RSS 2.0.11, "<category> sub-element of <item>".
fn write_category(category: &Category<'_>, xml: &mut Xml<'_, '_>) {
    match category {
        Category::Named(name) => xml.said("category", Some(name)),
        Category::Coded { name, code, scheme } => {
            xml.said("category", name.as_ref());
            if let Some(scheme) = scheme {
                xml.leaf("category", &[("domain", &scheme.text)], &code.text, code.span);
            } else if name.is_none() {
                xml.said("category", Some(code));
            }
        }
    }
}

/// Summary and text. Readers take both for HTML.
fn write_content(entry: &Entry<'_>, xml: &mut Xml<'_, '_>) {
    if let Some(summary) = &entry.summary {
        xml.holding_html("description", |out, cx| {
            let mut dropped = Dropped::default();
            put_text(out, &summary.text, summary.span, &mut dropped);
            dropped.report(cx);
        });
    }
    if entry.has_content() {
        xml.holding_html("content:encoded", |out, cx| entry.write_html(out, cx));
    }
}

/// The first picture whose size in bytes is known, which an enclosure must have. Many readers take one for an item, and the
/// standard does not say that there may be more.
///
/// Source: RSS 2.0.11, "<enclosure> sub-element of <item>".
fn write_enclosure(entry: &Entry<'_>, xml: &mut Xml<'_, '_>) {
    let known = entry.pictures.iter().find_map(|picture| Some((picture, picture.web.file.as_ref()?)));
    if let Some((picture, file)) = known {
        let length = file.length.to_string();
        let attrs = [("url", &*picture.web.address), ("length", &length), ("type", file.kind.media_type())];
        xml.empty("enclosure", &attrs, Span::DETACHED);
    }
}

/// A picture.
///
/// Source: Media RSS 1.5.1, "<media:content>", "<media:description>", "<media:credit>".
fn write_picture(picture: &Picture<'_>, xml: &mut Xml<'_, '_>) {
    let numbers = picture.web.file.as_ref().map(|file| [file.length, file.width.into(), file.height.into()]);
    let [length, width, height] = numbers.unwrap_or_default().map(|number| number.to_string());
    let mut attrs = vec![("url", &*picture.web.address), ("medium", "image")];
    if let Some(file) = &picture.web.file {
        let kind = file.kind.media_type();
        attrs.extend([("type", kind), ("fileSize", &length), ("width", &width), ("height", &height)]);
    }
    if picture.description.is_none() && picture.credit.is_none() {
        return xml.empty("media:content", &attrs, Span::DETACHED);
    }
    xml.open("media:content", &attrs);
    xml.said("media:description", picture.description.as_ref());
    xml.said("media:credit", picture.credit.as_ref());
    xml.close("media:content");
}
