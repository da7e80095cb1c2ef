//! The identifiers and web addresses of a job's articles. Receivers take two stories with one identifier for one story, and a
//! site shows one of two with one address.
//!
//! What an article is known by is found out where it is written, on any thread; that two are known by the same where their
//! reports are told, in the order of the inputs: the second one is warned of, whichever was ready first.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use serde::{Deserialize, Serialize};
use slugline_core::diagnostic::Diagnostic;
use slugline_core::identity;
use slugline_core::model::Article;
use slugline_markup::web_address;

use crate::press::Batch;
use crate::report::Log;
use crate::strings::Strings;

/// What the articles of a story are known by.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(crate) struct Marks {
    /// What messages call the story.
    label: Box<str>,
    /// How much was reported of the story before its outputs.
    place: usize,
    articles: Vec<Mark>,
}

/// What an article is known by.
#[derive(Clone, Serialize, Deserialize)]
struct Mark {
    identifier: Identifier,
    version: u32,
    /// Where it stands on the web.
    page: Option<Box<str>>,
}

/// What receivers know an article by.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
enum Identifier {
    /// What the text names.
    Carried(Box<str>),
    /// What is made of date and slug, whoever publishes it. Of a stream all are kept.
    Made([u8; 16]),
}

impl Marks {
    /// What `articles` are known by, of which all that is in `log` was reported.
    pub(crate) fn of(articles: &[Article<'_>], batch: &Batch<'_>, log: &Log) -> Marks {
        // A story that is alone in its job is like no other, but in those that use what is kept of it; most jobs are one story.
        if batch.is_alone && log.trace.is_none() && articles.len() < 2 {
            return Marks::default();
        }
        let (label, place) = (batch.label.as_str().into(), log.diagnostics.iter().len());
        Marks { label, place, articles: articles.iter().map(Mark::of).collect() }
    }

    /// About how many bytes they take.
    pub(crate) fn size(&self) -> usize {
        self.articles.len() * 256
    }
}

impl Mark {
    fn of(article: &Article<'_>) -> Mark {
        Mark {
            identifier: match &article.head.identifier {
                Some(carried) => Identifier::Carried(carried.as_ref().into()),
                None => Identifier::Made(identity::guid_bytes(article)),
            },
            version: article.head.version.unwrap_or(1),
            // No site has a page at what is no address on the web.
            page: article.head.url.as_deref().and_then(web_address).map(|url| url.to_string().into()),
        }
    }
}

/// What the articles of all stories so far are known by.
#[derive(Default)]
pub(crate) struct Identifiers {
    /// Identifier and version to the story that first got them, by the number of what messages call it.
    made: HashMap<([u8; 16], u32), u32>,
    /// Web address to the identifier and the story that first got it, likewise.
    pages: HashMap<Box<str>, (Identifier, u32)>,
    labels: Strings,
}

impl Identifiers {
    /// Notes the identifiers of the articles that carry none, and the addresses of all, and warns of each that another article
    /// has. Versions of a story share theirs.
    pub(crate) fn note(&mut self, marks: Marks, log: &mut Log) {
        let Marks { label, mut place, articles } = marks;
        if articles.is_empty() {
            return;
        }
        let number = self.labels.add(&label);
        for mark in articles {
            for diagnostic in self.known(mark, number) {
                log.diagnostics.insert(place, diagnostic);
                place += 1;
            }
        }
    }

    /// What is to be said of an article of the story whose label has that number.
    fn known(&mut self, mark: Mark, label: u32) -> impl Iterator<Item = Diagnostic> + use<> {
        let Identifiers { made, pages, labels } = self;
        let page = mark.page.and_then(|url| {
            let first = pages.entry(url.clone());
            let (story, first) = first.or_insert_with(|| (mark.identifier.clone(), label));
            // Versions of a story share their page.
            (*story != mark.identifier).then(|| same_address(&url, labels.get(*first), labels.get(label)))
        });
        let made = match mark.identifier {
            Identifier::Made(bytes) => Some(made.entry((bytes, mark.version))),
            Identifier::Carried(_) => None,
        };
        let identifier = made.and_then(|made| match made {
            Entry::Occupied(first) => Some(same_identifier(labels.get(*first.get()), labels.get(label))),
            Entry::Vacant(place) => {
                place.insert(label);
                None
            }
        });
        page.into_iter().chain(identifier)
    }
}

fn same_address(url: &str, first: &str, second: &str) -> Diagnostic {
    let message = format!("{} have the same web address, `{url}`; one takes the other's place", both(first, second));
    let help = "have `publisher.article-url` tell them apart, with `{year}/{month}/{day}` or `{guid}`";
    Diagnostic::warning("same-address", message).help(help)
}

fn both(first: &str, second: &str) -> String {
    match first == second {
        true => format!("two stories of `{first}`"),
        false => format!("`{second}` and `{first}`"),
    }
}

fn same_identifier(first: &str, second: &str) -> Diagnostic {
    let whose = both(first, second);
    let message = format!("{whose} get the same identifier; receivers take them for one story");
    Diagnostic::warning("same-identifier", message).help("give the stories slugs or dates that differ")
}
