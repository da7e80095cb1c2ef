//! Writing an article, for every test.

use slugline_core::diagnostic::{Diagnostic, Diagnostics};
use slugline_core::model::{Article, Publisher};
use slugline_core::plugin::{Context, Sink, Still};
use slugline_ninjs::{Options, Version, write_article};

/// The only lines that call the writer.
pub(crate) fn written(
    article: &Article<'_>,
    publisher: &Publisher<'_>,
    version: Version,
    options: &Options,
) -> (String, Vec<Diagnostic>) {
    let (mut out, mut diagnostics) = (Sink::memory(), Diagnostics::new());
    let mut cx = Context::new(&mut diagnostics, &Still);
    write_article(article, publisher, version, options, &mut out, &mut cx).unwrap();
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
