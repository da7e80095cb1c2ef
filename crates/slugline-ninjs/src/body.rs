//! `bodies`: the story itself, as HTML, and as plain text where that is asked for.

use serde::{Serialize, Serializer};
use slugline_core::diagnostic::Diagnostic;
use slugline_core::model::{Article, Span};
use slugline_core::plugin::{Context, Sink};
use slugline_item::Survey;
use slugline_markup::{Dropped, Markup, PlainBody, Syntax, clean_text, is_visible, on_the_web_or_described};

use crate::Options;
use crate::spelling::{Object, Version};

/// A body.
///
/// Source: ninjs 3.1, `bodies`.
pub(crate) struct Body {
    version: Version,
    /// No two bodies have the same.
    role: &'static str,
    content_type: &'static str,
    words: u64,
    value: String,
}

/// The public part of `article`, each body all of it, without its headline, which would be shown twice.
pub(crate) fn bodies(
    article: &Article<'_>,
    title: &str,
    survey: &Survey,
    version: Version,
    options: &Options,
    cx: &mut Context<'_>,
) -> Vec<Body> {
    let body = |role, content_type, value| Body { version, role, content_type, words: survey.words, value };
    let mut bodies = vec![body("main", "text/html", html(article, title, survey, cx))];
    if options.plain_text {
        let text = plain_text(article);
        if is_visible(&text) {
            bodies.push(body("plain-text", "text/plain", text));
        } else {
            let message = "the story has no text but that of pictures; there is no plain-text body";
            cx.report(Diagnostic::note("no-plain-text", message));
        }
    }
    bodies
}

fn html(article: &Article<'_>, title: &str, survey: &Survey, cx: &mut Context<'_>) -> String {
    let mut sink = Sink::memory();
    if !survey.is_visible {
        let message = "the article has no text for readers; its headline stands in for it";
        cx.report(Diagnostic::warning("missing-text", message));
        put_stand_in(title, &mut sink, cx);
    }
    Markup::new(&mut sink, Syntax::Html, cx).with_pictures(&on_the_web_or_described).body(article);
    // A sink in memory has no stream that could fail, and markup is text.
    String::from_utf8(sink.finish().unwrap_or_default()).unwrap_or_default()
}

/// Without pictures, and without what HTML cannot hold, which is reported with that.
fn plain_text(article: &Article<'_>) -> String {
    let text = PlainBody(article).to_string();
    let mut dropped = Dropped::default();
    clean_text(&text, Span::DETACHED, &mut dropped).into_owned()
}

fn put_stand_in(title: &str, sink: &mut Sink, cx: &mut Context<'_>) {
    sink.put(b"<h1>");
    Markup::new(sink, Syntax::Html, cx).text(title, Span::DETACHED);
    sink.put(b"</h1>\n");
}

impl Serialize for Body {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut body = Object::new(serializer.serialize_map(None)?, self.version);
        body.put("role", self.role)?;
        body.put("contentType", self.content_type)?;
        body.put("wordCount", &self.words)?;
        body.put("value", &self.value)?;
        body.end()
    }
}
