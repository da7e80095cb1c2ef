//! Atom, RFC 4287, the text of each entry as XHTML.

use slugline_core::diagnostic::Diagnostics;
use slugline_core::model::{Instant, Span};
use slugline_core::plugin::{Context, Sink};
use slugline_markup::{Markup, Syntax, is_iri, on_the_web};

use crate::category::Category;
use crate::entry::Entry;
use crate::feed::Feed;
use crate::picture::Picture;
use crate::xml::{Attr, Xml};

/// Source: RFC 4287 section 1.2.
const NAMESPACE: Attr<'static> = ("xmlns", "http://www.w3.org/2005/Atom");

/// Source: XHTML 1.0 (second edition) section 3.1.1.
const XHTML: Attr<'static> = ("xmlns", "http://www.w3.org/1999/xhtml");

/// Writes `feed` as an Atom feed document.
pub(crate) fn write_feed(feed: &Feed<'_>, out: &mut Sink, cx: &mut Context<'_>) {
    let updated = newest(feed, cx);
    let mut xml = Xml::new(out, cx);
    xml.open("feed", &[[NAMESPACE].as_slice(), &language(feed.language)].concat());
    write_head(feed, updated, &mut xml);
    for (at, article) in feed.articles.iter().enumerate() {
        xml.for_article(at, |xml| write_entry(&Entry::of(article, feed, xml.cx), xml));
    }
    xml.close("feed");
}

/// The newest moment of an entry. What an entry lacks is reported when it is written.
fn newest(feed: &Feed<'_>, cx: &Context<'_>) -> Instant {
    let mut reported_when_written = Diagnostics::new();
    let mut cx = Context::new(&mut reported_when_written, cx.world);
    let moments = feed.articles.iter().map(|article| cx.moment(article));
    moments.max_by_key(|moment| moment.unix()).unwrap_or(Instant::EPOCH)
}

fn language(tag: Option<&str>) -> Vec<Attr<'_>> {
    tag.map(|tag| ("xml:lang", tag)).into_iter().collect()
}

/// What is said about all entries.
///
/// Source: RFC 4287 section 4.1.1.
fn write_head(feed: &Feed<'_>, updated: Instant, xml: &mut Xml<'_, '_>) {
    xml.word("id", &feed.id());
    xml.said("title", Some(&feed.title));
    xml.said("subtitle", feed.description.as_ref());
    xml.word("updated", &updated.to_string());
    if let Some(home) = &feed.home {
        xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", home)], Span::DETACHED);
    }
    if let Some(address) = &feed.address {
        let attrs = [("rel", "self"), ("type", "application/atom+xml"), ("href", &**address)];
        xml.empty("link", &attrs, Span::DETACHED);
    }
    write_owner(feed, xml);
    if let Some(logo) = &feed.logo {
        xml.word("logo", logo);
    }
    xml.said("rights", feed.rights.as_ref());
    xml.leaf("generator", &[("version", env!("CARGO_PKG_VERSION"))], "slugline", Span::DETACHED);
}

/// The publisher, who is the author of what nobody signed. Where there is none an unsigned entry would have no author at
/// all, which is not allowed.
///
/// Source: RFC 4287 section 4.1.1, "atom:feed elements MUST contain one or more atom:author elements".
fn write_owner(feed: &Feed<'_>, xml: &mut Xml<'_, '_>) {
    if feed.owner.is_none() && !feed.has_unsigned() {
        return;
    }
    xml.open("author", &[]);
    match &feed.owner {
        Some(owner) => xml.said("name", Some(owner)),
        None => xml.word("name", "unknown"),
    }
    if let Some(home) = &feed.home {
        xml.word("uri", home);
    }
    xml.close("author");
}

/// Source: RFC 4287 section 4.1.2.
fn write_entry(entry: &Entry<'_>, xml: &mut Xml<'_, '_>) {
    xml.open("entry", &language(entry.writing.tag));
    xml.word("id", &entry.id);
    xml.said("title", Some(&entry.title));
    let updated = xml.cx.moment(entry.article);
    xml.word("updated", &updated.to_string());
    if let Some(published) = entry.moments.published {
        xml.word("published", &published.to_string());
    }
    for author in &entry.authors {
        xml.open("author", &[]);
        xml.said("name", Some(author));
        xml.close("author");
    }
    if let Some(address) = entry.address() {
        xml.empty("link", &[("rel", "alternate"), ("href", &address)], Span::DETACHED);
    }
    for picture in &entry.pictures {
        write_picture(picture, xml);
    }
    for category in &entry.categories {
        write_category(category, xml);
    }
    xml.said("rights", entry.rights.as_ref());
    xml.said("summary", entry.summary.as_ref());
    write_content(entry, xml);
    xml.close("entry");
}

/// Source: RFC 4287 section 4.2.7.2, "enclosure".
fn write_picture(picture: &Picture<'_>, xml: &mut Xml<'_, '_>) {
    let mut attrs = vec![("rel", "enclosure"), ("href", &*picture.web.address)];
    let length = picture.web.file.as_ref().map(|file| file.length.to_string());
    attrs.extend(picture.web.file.as_ref().map(|file| ("type", file.kind.media_type())));
    attrs.extend(length.as_deref().map(|length| ("length", length)));
    attrs.extend(picture.description.iter().map(|description| ("title", &*description.text)));
    let span = picture.description.as_ref().map_or(Span::DETACHED, |description| description.span);
    xml.empty("link", &attrs, span);
}

/// Source: RFC 4287 section 4.2.2.
fn write_category(category: &Category<'_>, xml: &mut Xml<'_, '_>) {
    let term = category.term();
    let mut attrs: Vec<Attr<'_>> = vec![("term", &term)];
    if let Category::Coded { name, scheme, .. } = category {
        attrs.extend(scheme.iter().filter(|scheme| is_iri(&scheme.text)).map(|scheme| ("scheme", &*scheme.text)));
        attrs.extend(name.iter().map(|name| ("label", &*name.text)));
    }
    xml.empty("category", &attrs, category.span());
}

/// The text, in one `div`. It is there even when it is empty: an entry without content must have a link.
///
/// Source: RFC 4287 section 4.1.3.3, item 3.
fn write_content(entry: &Entry<'_>, xml: &mut Xml<'_, '_>) {
    xml.open("content", &[("type", "xhtml")]);
    let direction = entry.writing.right_to_left.then_some(("dir", "rtl"));
    let attrs: Vec<Attr<'_>> = [XHTML].into_iter().chain(direction).collect();
    xml.holding("div", &attrs, |out, cx| {
        out.put(b"\n");
        Markup::new(out, Syntax::Xhtml, cx).with_pictures(&on_the_web).body(entry.article);
    });
    xml.close("content");
}
