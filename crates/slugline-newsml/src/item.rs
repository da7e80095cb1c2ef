//! What a `newsItem` and all its parts are made from.

use slugline_core::model::Article;
use slugline_item::Survey;
use slugline_markup::Writing;
use slugline_markup::xml::Line;

use crate::Options;
use crate::party::Party;

/// An article, and what is found out about it before anything is written.
pub(crate) struct Item<'a> {
    pub(crate) article: &'a Article<'a>,
    pub(crate) publisher: Party<'a>,
    pub(crate) options: &'a Options,
    /// The headline or what stands in for it.
    pub(crate) title: Line<'a>,
    /// Language and direction of the article.
    pub(crate) writing: Writing<'a>,
    pub(crate) survey: Survey,
}
