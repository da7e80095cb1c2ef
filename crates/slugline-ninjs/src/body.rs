//! `bodies`: the story itself, as HTML.

use serde::{Serialize, Serializer};
use slugline_core::diagnostic::Diagnostic;
use slugline_core::model::{Article, Span};
use slugline_core::plugin::{Context, Sink};
use slugline_item::Survey;
use slugline_markup::{Markup, Syntax};

use crate::spelling::{Object, Version};

/// A body.
///
/// Source: ninjs 3.1, `bodies`.
pub(crate) struct Body {
    version: Version,
    words: u64,
    html: String,
}

impl Body {
    /// The public part of `article`, without its headline, which would be shown twice. Words of pictures do not count.
    pub(crate) fn of(
        article: &Article<'_>,
        title: &str,
        survey: &Survey,
        version: Version,
        cx: &mut Context<'_>,
    ) -> Body {
        let mut sink = Sink::memory();
        if !survey.is_visible {
            let message = "the article has no text for readers; its headline stands in for it";
            cx.report(Diagnostic::warning("missing-text", message));
            put_stand_in(title, &mut sink, cx);
        }
        Markup::new(&mut sink, Syntax::Html, cx).body(article);
        // A sink in memory has no stream that could fail, and markup is text.
        let html = String::from_utf8(sink.finish().unwrap_or_default()).unwrap_or_default();
        Body { version, words: survey.words - survey.picture_words, html }
    }
}

fn put_stand_in(title: &str, sink: &mut Sink, cx: &mut Context<'_>) {
    sink.put(b"<h1>");
    Markup::new(sink, Syntax::Html, cx).text(title, Span::DETACHED);
    sink.put(b"</h1>\n");
}

impl Serialize for Body {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut body = Object::new(serializer.serialize_map(None)?, self.version);
        body.put("role", "main")?;
        body.put("contentType", "text/html")?;
        body.put("wordCount", &self.words)?;
        body.put("value", &self.html)?;
        body.end()
    }
}
