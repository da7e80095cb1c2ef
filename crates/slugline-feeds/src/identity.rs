//! What identifies entries.

use slugline_core::diagnostic::Diagnostic;
use slugline_core::identity::{guid, guid_of_many};
use slugline_core::model::{Article, Field, Publisher};
use slugline_core::plugin::Context;
use slugline_markup::is_iri;

/// The IRI of an entry, the same in every feed it stands in and in NewsML-G2: the article's own identifier where that is one,
/// else the one that slugline makes. An identifier that is none, such as a wire's `A0173`, stands behind a `urn:uuid:` made
/// from it.
///
/// Source: RFC 4287 section 4.2.6; RFC 4151; RFC 9562 section 5.5.
pub(crate) fn entry_id(article: &Article<'_>, publisher: &Publisher<'_>, cx: &mut Context<'_>) -> String {
    let given = guid(article, publisher);
    if is_iri(&given) {
        return given;
    }
    let made = guid_of_many([given.as_str()]);
    cx.report(match &article.head.identifier {
        Some(identifier) => {
            let message = format!("the identifier `{identifier}` is no IRI; the entry's is made from it");
            Diagnostic::note("invalid-identifier", message).at(article.head.span(Field::Identifier, 0))
        }
        None => {
            let message = format!("`{given}` is no tag URI; the entry's identifier is a `urn:uuid:` made from it");
            Diagnostic::warning("invalid-authority", message)
                .help("set `publisher.authority` to a domain name, such as `harbourtimes.example`")
        }
    });
    made
}
