//! What names an item, and this version of it among its versions.

use std::collections::BTreeSet;

use slugline_core::diagnostic::Diagnostic;
use slugline_core::identity::guid_of_many;
use slugline_core::model::{Article, Edition, Field, Instant, Publisher};
use slugline_core::plugin::Context;
use slugline_item::{item_guid, version};

/// The name of an item.
pub(crate) struct Identity {
    /// An IRI, the same for all versions.
    pub(crate) guid: String,
    /// Counts from 1.
    pub(crate) version: u32,
    /// When this version was made.
    pub(crate) created: Instant,
}

impl Identity {
    fn of(article: &Article<'_>, publisher: &Publisher<'_>, cx: &mut Context<'_>) -> Identity {
        Identity {
            guid: item_guid(article, publisher, cx),
            version: version(&article.head, cx),
            created: cx.moment(article),
        }
    }
}

/// The names of all items of an edition, in their order. No two are the same: in a message a receiver would take the second for
/// the first. One that is taken gets a name of its own, reported as `repeated-item`.
pub(crate) fn identities(edition: &Edition<'_>, cx: &mut Context<'_>) -> Vec<Identity> {
    let publisher = &edition.head.publisher;
    if let [article] = edition.articles {
        return vec![Identity::of(article, publisher, cx)];
    }
    let mut taken = BTreeSet::new();
    let articles = edition.articles.iter().enumerate();
    let named = articles.map(|(at, article)| {
        cx.for_article(at, |cx| {
            let mut identity = Identity::of(article, publisher, cx);
            if !taken.insert((identity.guid.clone(), identity.version)) {
                let Identity { guid, version, .. } = &identity;
                let message = format!("the message has version {version} of `{guid}` already; a `urn:uuid:` stands in");
                let diagnostic = Diagnostic::warning("repeated-item", message);
                cx.report(diagnostic.at(article.head.span(Field::Identifier, 0)));
                identity.guid = name_by_text(&identity, article, &mut taken);
            }
            identity
        })
    });
    named.collect()
}

/// A name made from what the story says, so that it is the same whatever else is in the message. Stories that say the same are
/// counted.
fn name_by_text(identity: &Identity, article: &Article<'_>, taken: &mut BTreeSet<(String, u32)>) -> String {
    let mut said = vec![identity.guid.as_str(), article.head.headline.as_deref().unwrap_or_default()];
    article.each_text(&mut |text, _| said.push(text));
    let mut guid = guid_of_many(said.iter().copied());
    let mut copies = 1;
    while !taken.insert((guid.clone(), identity.version)) {
        copies += 1;
        guid = guid_of_many(said.iter().copied().chain([copies.to_string().as_str()]));
    }
    guid
}
