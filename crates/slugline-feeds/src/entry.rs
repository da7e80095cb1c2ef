//! An entry: what every format of feeds says of an article.

use std::borrow::Cow;

use slugline_core::model::{Article, Field, Head};
use slugline_core::plugin::{Context, Sink};
use slugline_item::{item_guid, lead};
use slugline_markup::{Markup, Syntax, Writing, on_the_web, page_address, web_address};

use crate::category::{Category, categories};
use crate::dates::Moments;
use crate::feed::Feed;
use crate::picture::{Picture, pictures};
use crate::said::Said;

/// An article as an entry of a feed, ready to be spelled.
pub(crate) struct Entry<'a> {
    pub(crate) article: &'a Article<'a>,
    /// An IRI.
    pub(crate) id: String,
    /// Where the article says that readers find it.
    page: Option<Cow<'a, str>>,
    /// The headline or what stands in for it.
    pub(crate) title: Said<'a>,
    pub(crate) writing: Writing<'a>,
    pub(crate) moments: Moments,
    /// Names, one for each byline.
    pub(crate) authors: Vec<Said<'a>>,
    /// The deck, else the lead, where one is marked.
    pub(crate) summary: Option<Said<'a>>,
    pub(crate) categories: Vec<Category<'a>>,
    /// What the article says of its rights, where that is not what the feed says of all.
    pub(crate) rights: Option<Said<'a>>,
    pub(crate) pictures: Vec<Picture<'a>>,
}

impl<'a> Entry<'a> {
    /// `article` as an entry of `feed`. Reports what the feed's format cannot say of it.
    pub(crate) fn of(article: &'a Article<'a>, feed: &Feed<'_>, cx: &mut Context<'_>) -> Entry<'a> {
        let head = &article.head;
        let rights = Said::of(head.rights.as_deref(), head.span(Field::Rights, 0));
        Entry {
            article,
            id: item_guid(article, feed.publisher, cx),
            page: page_address(head, cx),
            title: Said::title(cx.title(article), head.span(Field::Headline, 0)),
            writing: Writing::of(article, cx),
            moments: Moments::of(head, cx),
            authors: authors(head).collect(),
            summary: summary(article),
            categories: categories(head, feed.format, cx),
            rights: rights.filter(|rights| feed.rights.as_ref().is_none_or(|of_all| of_all.text != rights.text)),
            pictures: pictures(article, cx.world),
        }
    }

    /// Where readers find the article: where it says so, else its identifier, where that is an address on the web.
    pub(crate) fn address(&self) -> Option<Cow<'_, str>> {
        self.page.as_deref().map(Cow::Borrowed).or_else(|| web_address(&self.id))
    }

    /// Whether there is any text to be written.
    pub(crate) fn has_content(&self) -> bool {
        !self.article.body.is_empty() || self.article.head.dateline.is_some()
    }

    /// Writes the text as HTML, without its headline, which readers would see twice. Text from the right says so: nothing
    /// around it in a feed does.
    pub(crate) fn write_html(&self, out: &mut Sink, cx: &mut Context<'_>) {
        if self.writing.right_to_left {
            out.put(b"<div dir=\"rtl\">\n");
        }
        Markup::new(out, Syntax::Html, cx).with_pictures(&on_the_web).body(self.article);
        if self.writing.right_to_left {
            out.put(b"</div>\n");
        }
    }
}

fn summary<'a>(article: &'a Article<'_>) -> Option<Said<'a>> {
    let deck = Said::of(article.head.subheadline.as_deref(), article.head.span(Field::Subheadline, 0));
    deck.or_else(|| lead(article).and_then(|(words, span)| Said::new(words.into(), span)))
}

/// The names of the authors, without their roles.
pub(crate) fn authors<'a>(head: &'a Head<'_>) -> impl Iterator<Item = Said<'a>> {
    let bylines = head.named_bylines();
    bylines.filter_map(|(at, byline)| Said::of(Some(&byline.name), head.span(Field::Byline, at)))
}
