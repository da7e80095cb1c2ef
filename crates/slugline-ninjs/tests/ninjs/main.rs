//! Articles in, ninjs out.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests may stop at the first surprise")]

mod attacks;
mod manual;
mod object;
mod picture;

use slugline_core::diagnostic::Diagnostic;
use slugline_core::model::{Article, Publisher};
use slugline_ninjs::{Options, Version, write_article};

/// The only lines that call the writer.
#[track_caller]
fn written(
    article: &Article<'_>,
    publisher: &Publisher<'_>,
    version: Version,
    options: &Options,
) -> (String, Vec<Diagnostic>) {
    slugline_specimen::written(|out, cx| write_article(article, publisher, version, options, out, cx).unwrap())
}
