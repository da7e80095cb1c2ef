//! JSON Feed 1.1, the text of each item as HTML.

use std::borrow::Cow;
use std::cell::RefCell;

use serde::ser::SerializeSeq;
use serde::{Serialize, Serializer};
use slugline_core::plugin::{Context, Sink};
use slugline_core::{Error, Kind, Result};

use crate::category::Category;
use crate::entry::Entry;
use crate::feed::Feed;
use crate::picture::Picture;
use crate::said::Said;

/// The feed, in the order it is written.
///
/// Source: JSON Feed 1.1, "Top-level".
#[derive(Serialize)]
struct Document<'a, 'x, 'c> {
    version: &'static str,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    home_page_url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    feed_url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    icon: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Author<'a>>,
    items: Items<'a, 'x, 'c>,
}

/// The items, each made when its turn comes and forgotten when it is written.
struct Items<'a, 'x, 'c> {
    feed: &'a Feed<'a>,
    /// Serialising is done through a shared reference, and items report.
    cx: RefCell<&'x mut Context<'c>>,
}

/// Source: JSON Feed 1.1, "Items".
#[derive(Serialize)]
struct Item<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<Cow<'a, str>>,
    title: &'a str,
    content_html: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Author<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    attachments: Vec<Attachment<'a>>,
}

/// A picture of the user's.
///
/// Source: JSON Feed 1.1, "Attachments".
#[derive(Serialize)]
struct Attachment<'a> {
    url: &'a str,
    mime_type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    size_in_bytes: u64,
}

#[derive(Serialize)]
struct Author<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

/// Writes `feed` as a JSON object, pretty-printed, with a newline at its end.
///
/// # Errors
///
/// None that an article can cause: [`Kind::Internal`] for a fault of the serialiser.
pub(crate) fn write_feed(feed: &Feed<'_>, out: &mut Sink, cx: &mut Context<'_>) -> Result<()> {
    let owner = Author { name: text(feed.owner.as_ref()), url: feed.home.as_deref() };
    let document = Document {
        version: "https://jsonfeed.org/version/1.1",
        title: &feed.title.text,
        home_page_url: feed.home.as_deref(),
        feed_url: feed.address.as_deref(),
        description: text(feed.description.as_ref()),
        icon: feed.logo.as_deref(),
        language: feed.language,
        authors: owner.name.is_some().then_some(owner).into_iter().collect(),
        items: Items { feed, cx: RefCell::new(cx) },
    };
    let written = document.serialize(&mut serde_json::Serializer::pretty(&mut *out));
    written.map_err(|fault| Error::new(Kind::Internal, "the feed cannot be written as JSON").cause(fault))?;
    out.put(b"\n");
    Ok(())
}

impl Serialize for Items<'_, '_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Items { feed, cx } = self;
        let mut items = serializer.serialize_seq(Some(feed.articles.len()))?;
        for (at, article) in feed.articles.iter().enumerate() {
            cx.borrow_mut().for_article(at, |cx| {
                let entry = Entry::of(article, feed, cx);
                items.serialize_element(&Item::of(&entry, cx))
            })?;
        }
        items.end()
    }
}

impl<'a> Item<'a> {
    fn of(entry: &'a Entry<'_>, cx: &mut Context<'_>) -> Item<'a> {
        let author = |name: &'a Said<'_>| Author { name: Some(&name.text), url: None };
        Item {
            id: &entry.id,
            url: entry.address(),
            title: &entry.title.text,
            content_html: html(entry, cx),
            summary: text(entry.summary.as_ref()),
            image: entry.pictures.first().map(|picture| &*picture.web.address),
            date_published: entry.moments.published.map(|moment| moment.to_string()),
            date_modified: entry.moments.updated.map(|moment| moment.to_string()),
            authors: entry.authors.iter().map(author).collect(),
            tags: entry.categories.iter().map(tag).collect(),
            language: entry.writing.tag,
            attachments: entry.pictures.iter().filter_map(attachment).collect(),
        }
    }
}

fn attachment<'a>(picture: &'a Picture<'_>) -> Option<Attachment<'a>> {
    let file = picture.web.file.as_ref()?;
    Some(Attachment {
        url: &picture.web.address,
        mime_type: file.kind.media_type(),
        title: text(picture.description.as_ref()),
        size_in_bytes: file.length,
    })
}

fn text<'a>(said: Option<&'a Said<'_>>) -> Option<&'a str> {
    said.map(|said| &*said.text)
}

/// What people call the category, else its code.
fn tag<'a>(category: &'a Category<'_>) -> Cow<'a, str> {
    match category {
        Category::Coded { name: Some(name), .. } => Cow::Borrowed(&*name.text),
        Category::Coded { name: None, .. } | Category::Named(_) => category.term(),
    }
}

fn html(entry: &Entry<'_>, cx: &mut Context<'_>) -> String {
    let mut out = Sink::memory();
    entry.write_html(&mut out, cx);
    // A sink in memory has no stream that could fail, and markup is text.
    String::from_utf8(out.finish().unwrap_or_default()).unwrap_or_default()
}
