//! The story in short, where its text marks what that is.

use slugline_core::model::{Article, BlockKind, Role, Span};
use slugline_markup::{PlainInlines, is_visible};

/// The words of the paragraph at the top of the body that is marked as the lead, and where it was read. `None` where none is:
/// which paragraph holds the news is the desk's to say.
pub fn lead(article: &Article<'_>) -> Option<(String, Span)> {
    let block = article.body.iter().find(|block| block.attrs.role() == Some(&Role::Lead))?;
    let BlockKind::Paragraph { content } = &block.kind else { return None };
    let words = PlainInlines(content).to_string();
    is_visible(&words).then_some((words, block.span))
}
