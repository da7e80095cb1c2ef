//! What identifies an item.

use slugline_core::diagnostic::Diagnostic;
use slugline_core::identity::{guid, guid_of_many};
use slugline_core::model::{Article, Field, Publisher};
use slugline_core::plugin::Context;
use slugline_markup::is_iri;

/// The IRI of the item: the article's own identifier where that is one, else the one that slugline makes. An identifier that
/// is none, such as a wire's `A0173`, stands behind a `urn:uuid:` made from it; what has a place for [`foreign_identifier`] keeps it
/// beside.
///
/// Source: NewsML-G2 2.35, `guid` of `AnyItemType`; ninjs 3.1, `uri`; RFC 4287 section 4.2.6; RFC 4151; RFC 9562 section 5.5.
pub fn item_guid(article: &Article<'_>, publisher: &Publisher<'_>, cx: &mut Context<'_>) -> String {
    let given = guid(article, publisher);
    if is_iri(&given) {
        return given;
    }
    let made = guid_of_many([given.as_str()]);
    cx.report(match &article.head.identifier {
        Some(identifier) => {
            let message = format!("the identifier `{identifier}` is no IRI; a `urn:uuid:` made from it stands in");
            Diagnostic::note("invalid-identifier", message).at(article.head.span(Field::Identifier, 0))
        }
        None => {
            let message = format!("`{given}` is no tag URI; a `urn:uuid:` made from it stands in");
            Diagnostic::warning("invalid-authority", message)
                .help("set `publisher.authority` to a domain name, such as `harbourtimes.example`")
        }
    });
    made
}

/// The article's own identifier, where it is no IRI.
pub fn foreign_identifier<'a>(article: &'a Article<'_>) -> Option<&'a str> {
    article.head.identifier.as_deref().filter(|identifier| !is_iri(identifier))
}
