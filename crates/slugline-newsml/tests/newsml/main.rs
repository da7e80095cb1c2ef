//! Articles in, NewsML-G2 out.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests may stop at the first surprise")]

mod attacks;
mod item;
mod laws;
mod manual;
mod message;
mod picture;

use std::slice::from_ref;

use slugline_core::diagnostic::Diagnostic;
use slugline_core::model::{Article, Edition, EditionHead, Publisher};
use slugline_newsml::{Options, write};

/// The document of one article, and what was reported.
#[track_caller]
fn written(article: &Article<'_>, publisher: &Publisher<'_>, options: &Options) -> (String, Vec<Diagnostic>) {
    all_written(from_ref(article), publisher, options)
}

/// The document of articles. The only lines that call the writer.
#[track_caller]
fn all_written(articles: &[Article<'_>], publisher: &Publisher<'_>, options: &Options) -> (String, Vec<Diagnostic>) {
    let head = EditionHead { publisher: publisher.clone(), ..EditionHead::default() };
    slugline_specimen::written(|out, cx| write(&Edition { head: &head, articles }, options, out, cx))
}
