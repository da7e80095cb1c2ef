//! What Google asks of an article and nothing says.

use slugline_core::diagnostic::Diagnostic;
use slugline_core::plugin::Context;
use slugline_item::Missing;

use crate::news_article::NewsArticle;

/// Reports it in one note: everything that Google's page names is recommended, nothing is required. A missing headline is
/// told with what stands in for it. An author's own page, `author.url`, is no field of an article.
///
/// Source: Google Search Central, "Article structured data"; FORMATS.md section 5 for the publisher and its logo.
pub(crate) fn report(document: &NewsArticle<'_>, cx: &mut Context<'_>) {
    let mut missing = Missing::default();
    if !document.image.iter().any(|image| image.content_url.is_some()) {
        missing.thing("`image`");
    }
    if document.date_published.is_none() {
        missing.thing("`datePublished`");
    }
    if document.author.is_empty() {
        missing.thing("`author`");
    }
    let publisher = document.publisher.as_ref();
    if !publisher.is_some_and(|publisher| publisher.is_named()) {
        missing.setting("`publisher.name`", "publisher.name");
    }
    if !publisher.is_some_and(|publisher| publisher.has_logo()) {
        missing.setting("`publisher.logo`", "publisher.logo");
    }
    if document.url.is_none() {
        missing.setting("`url`", "publisher.article-url");
    }
    if let Some(things) = missing.things() {
        let message = format!("Google asks for what nothing says: {things}");
        cx.report(missing.hint(Diagnostic::note("incomplete-article", message)));
    }
}
