//! Writing an article, for every test.

use slugline_core::diagnostic::{Diagnostic, Diagnostics};
use slugline_core::model::{Article, Edition, EditionHead, Publisher};
use slugline_core::plugin::{Context, Sink, Still};
use slugline_newsml::{Options, write};

/// The document of one article, and what was reported.
pub(crate) fn written(
    article: &Article<'_>,
    publisher: &Publisher<'_>,
    options: &Options,
) -> (String, Vec<Diagnostic>) {
    all_written(std::slice::from_ref(article), publisher, options)
}

/// The document of articles. The only lines that call the writer.
pub(crate) fn all_written(
    articles: &[Article<'_>],
    publisher: &Publisher<'_>,
    options: &Options,
) -> (String, Vec<Diagnostic>) {
    let (mut out, mut diagnostics) = (Sink::memory(), Diagnostics::new());
    let mut cx = Context::new(&mut diagnostics, &Still);
    let head = EditionHead { publisher: publisher.clone(), ..EditionHead::default() };
    write(&Edition { head: &head, articles }, options, &mut out, &mut cx);
    let bytes = out.finish().unwrap();
    (String::from_utf8(bytes).unwrap(), diagnostics.take())
}

/// A publisher of whom all is known.
pub(crate) fn publisher() -> Publisher<'static> {
    Publisher {
        name: Some("The Harbour Times".into()),
        url: Some("https://harbourtimes.example/".into()),
        authority: Some("harbourtimes.example".into()),
        copyright: Some("Copyright 2024 The Harbour Times".into()),
    }
}
