//! A feed: what is said about all of its entries, from the publisher's settings, the options, and what the articles have in
//! common.

use std::borrow::Cow;
use std::iter;

use slugline_core::diagnostic::Diagnostic;
use slugline_core::identity::{guid, guid_of_many};
use slugline_core::model::{Article, Edition, Publisher, Span};
use slugline_core::plugin::Context;
use slugline_item::{home_page, logo};
use slugline_markup::{Writing, is_iri, web_address};

use crate::Options;
use crate::entry::authors;
use crate::format::Format;
use crate::missing;
use crate::said::Said;

/// A feed, but for its entries.
pub(crate) struct Feed<'a> {
    pub(crate) format: Format,
    /// In the order of the feed.
    pub(crate) articles: &'a [Article<'a>],
    pub(crate) publisher: &'a Publisher<'a>,
    /// The edition's title, else the publisher's name, else the first article's title.
    pub(crate) title: Said<'a>,
    /// The publisher's name.
    pub(crate) owner: Option<Said<'a>>,
    /// The publisher's home page.
    pub(crate) home: Option<Cow<'a, str>>,
    /// The publisher's logo.
    pub(crate) logo: Option<Cow<'a, str>>,
    /// Where the feed itself is to be found.
    pub(crate) address: Option<Cow<'a, str>>,
    pub(crate) description: Option<Said<'a>>,
    /// The language that all articles have in common.
    pub(crate) language: Option<&'a str>,
    /// The publisher's copyright notice.
    pub(crate) rights: Option<Said<'a>>,
    identifier: Option<&'a str>,
}

impl<'a> Feed<'a> {
    /// The feed that `edition` makes. Reports what a feed of this format should say of itself and nobody set.
    pub(crate) fn of(edition: &Edition<'a>, format: Format, options: &'a Options, cx: &mut Context<'_>) -> Feed<'a> {
        let (head, publisher) = (edition.head, &edition.head.publisher);
        let set = |text: Option<&'a str>| Said::of(text, Span::DETACHED);
        let owner = set(publisher.name.as_deref());
        let title = set(head.title.as_deref()).or_else(|| owner.clone());
        let feed = Feed {
            format,
            articles: edition.articles,
            publisher,
            home: home_page(publisher, cx),
            logo: logo(publisher, cx),
            address: options.feed_url.as_deref().and_then(web_address),
            description: set(options.description.as_deref()),
            language: common_language(edition.articles),
            rights: set(publisher.copyright.as_deref()),
            identifier: head.identifier.as_deref(),
            title: title.clone().unwrap_or_else(|| first_title(edition.articles)),
            owner,
        };
        missing::report(&feed, title.is_some(), cx);
        feed.report_losses(cx);
        feed
    }

    /// An IRI that stays the same when the feed gets new entries, as far as anything is set that stays the same: the
    /// edition's identifier, the feed's own address, the publisher with the title; else it is made from the articles'.
    ///
    /// Source: RFC 4287 section 4.2.6.1.
    pub(crate) fn id(&self) -> Cow<'_, str> {
        if let Some(identifier) = self.identifier {
            return match is_iri(identifier) {
                true => Cow::Borrowed(identifier),
                false => Cow::Owned(guid_of_many([identifier])),
            };
        }
        if let Some(address) = &self.address {
            return Cow::Borrowed(address);
        }
        let whose = self.publisher.authority.as_deref().or(self.home.as_deref());
        let whose = whose.or(self.owner.as_ref().map(|owner| &*owner.text));
        // What an entry's identifier is made from has no such beginning, so that none is the feed's.
        Cow::Owned(match whose {
            Some(whose) => guid_of_many(["feed", whose, &self.title.text]),
            None => {
                let entries: Vec<String> = self.articles.iter().map(|article| guid(article, self.publisher)).collect();
                guid_of_many(iter::once("feed").chain(entries.iter().map(String::as_str)))
            }
        })
    }

    /// Whether an entry has neither an author of its own nor a publisher to stand for one.
    pub(crate) fn has_unsigned(&self) -> bool {
        self.owner.is_none() && self.articles.iter().any(|article| authors(&article.head).next().is_none())
    }

    /// Settings that the format has no place for.
    fn report_losses(&self, cx: &mut Context<'_>) {
        let format = self.format.title();
        if let Some(identifier) = self.identifier {
            match self.format {
                Format::Rss | Format::JsonFeed => {
                    let message = format!("{format} has no place for the identifier of the edition");
                    cx.report(Diagnostic::note("field-left-out", message));
                }
                Format::Atom if is_iri(identifier) => {}
                Format::Atom => {
                    let message = format!("the identifier `{identifier}` is no IRI; the feed's is made from it");
                    cx.report(Diagnostic::note("invalid-identifier", message));
                }
            }
        }
    }
}

/// The language of the articles, where it is known of each and the same.
fn common_language<'a>(articles: &'a [Article<'a>]) -> Option<&'a str> {
    let (first, others) = articles.split_first()?;
    let language = Writing::tag_of(first)?;
    let is_the_same = |article| Writing::tag_of(article).is_some_and(|tag| tag.eq_ignore_ascii_case(language));
    others.iter().all(is_the_same).then_some(language)
}

fn first_title<'a>(articles: &'a [Article<'a>]) -> Said<'a> {
    let title = articles.first().map(Article::title).unwrap_or_default();
    Said::title(title, Span::DETACHED)
}
