//! What is found out about an article before any of it is written.

use slugline_core::model::Article;
use slugline_item::{Survey, survey};
use slugline_markup::Writing;
use slugline_markup::xml::{Line, Xml};

/// An article, and what all parts of an item that is made from it have to know.
pub struct Story<'a> {
    /// The article.
    pub article: &'a Article<'a>,
    /// The headline or what stands in for it. Never empty.
    pub title: Line<'a>,
    /// Language and direction of the article.
    pub writing: Writing<'a>,
    /// What a first look at the body found.
    pub survey: Survey,
}

impl<'a> Story<'a> {
    /// Looks at `article`. Reports a headline that is missing, a language that is none, and the text of a story that was
    /// killed.
    pub fn of(article: &'a Article<'_>, xml: &mut Xml<'_, '_>) -> Story<'a> {
        let survey = survey(article);
        survey.report_canceled(&article.head, xml.cx);
        Story { article, title: xml.title(article), writing: Writing::of(article, xml.cx), survey }
    }
}
