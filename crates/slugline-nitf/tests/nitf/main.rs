//! Articles in, NITF out.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests may stop at the first surprise")]

mod attacks;
mod document;
mod laws;
mod manual;
mod picture;

use slugline_core::diagnostic::Diagnostic;
use slugline_core::model::{Article, Publisher};
use slugline_nitf::write_article;

/// The only lines that call the writer.
#[track_caller]
fn written(article: &Article<'_>, publisher: &Publisher<'_>) -> (String, Vec<Diagnostic>) {
    slugline_specimen::written(|out, cx| write_article(article, publisher, out, cx))
}
