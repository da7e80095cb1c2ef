//! Articles to make books of.

use slugline_core::model::Article;
use slugline_specimen::part::paragraph;

/// An article with one paragraph.
pub(crate) fn short(headline: &str, text: &str) -> Article<'static> {
    let mut article = Article::default();
    article.head.headline = Some(headline.to_owned().into());
    article.head.dates.published = "2024-11-18".parse().ok();
    article.body.push(paragraph(text.to_owned()));
    article
}
