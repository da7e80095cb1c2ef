//! The writer: an article as a post, YAML above CommonMark.
//!
//! What is where: `front_matter` and `yaml` write the head, `block` and `inline` the body, with `heading`, `list`, `table` and
//! `figure`; `escape` spells characters that would be marks. `shown` tells what readers see, `opening` what our own reader would
//! take for a part of the head; `lost` gathers what is reported.

mod block;
mod escape;
mod figure;
mod front_matter;
mod heading;
mod inline;
mod list;
mod lost;
mod opening;
mod shown;
mod table;
mod yaml;

use slugline_core::Result;
use slugline_core::model::{Article, Edition};
use slugline_core::plugin::{Arity, Context, Output, Sink, Writer};
use slugline_markup::Dropped;

use self::block::Body;

/// The writer. It has no options.
pub(crate) struct MarkdownWriter;

impl Writer for MarkdownWriter {
    fn arity(&self) -> Arity {
        Arity::One
    }

    fn write(&self, edition: &Edition<'_>, out: &mut dyn Output, cx: &mut Context<'_>) -> Result<()> {
        if let Some(article) = edition.articles.first() {
            write_article(article, out.primary(), cx);
        }
        Ok(())
    }
}

/// Writes the public part of `article` to `out` as a post, UTF-8: front matter in YAML, where the head says something, and a body
/// in CommonMark with tables as GitHub has them. Reports to `cx` what a post cannot say.
///
/// No text of the article is taken for a mark, by [`read`](crate::read) or another reader; `docs/formats/markdown.md` lists what
/// becomes of each field.
pub fn write_article(article: &Article<'_>, out: &mut Sink, cx: &mut Context<'_>) {
    let mut dropped = Dropped::default();
    front_matter::write_head(&article.head, out, &mut dropped, cx);
    Body::new(out, dropped, cx).write(article);
}
