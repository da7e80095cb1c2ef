//! `contentSet`: the story itself, as XHTML or NITF, and as plain text where that is asked for.

use slugline_core::diagnostic::Diagnostic;
use slugline_core::model::{Field, Span};
use slugline_markup::xml::{Attr, Line, Xml};
use slugline_markup::{PlainBody, Syntax, is_visible, on_the_web_or_described};
use slugline_nitf::write_inline;

use crate::Body;
use crate::item::Item;

/// Source: XHTML 1.0 (second edition) section 3.1.1.
static XHTML: Line<'static> = Line::word("http://www.w3.org/1999/xhtml");

/// Writes `contentSet`: each of its children is the whole story.
///
/// Source: NewsML-G2 2.35, `inlineXML`, `inlineData`.
pub(crate) fn write_content_set(item: &Item<'_>, xml: &mut Xml<'_, '_>) {
    let options = item.frame.options;
    xml.open("contentSet", &[]);
    let kind = Line::word(options.body.media_type());
    let words = Line::number(item.story.survey.words);
    xml.open("inlineXML", &[("contenttype", &kind), ("wordcount", &words)]);
    match options.body {
        Body::Xhtml => write_page(item, xml),
        Body::Nitf => write_inline(&item.story, xml),
    }
    xml.close("inlineXML");
    if options.plain_text {
        write_plain_text(item, xml);
    }
    xml.close("contentSet");
}

/// The same without markup and pictures. A story of nothing but pictures has none.
fn write_plain_text(item: &Item<'_>, xml: &mut Xml<'_, '_>) {
    let text = PlainBody(item.story.article).to_string();
    if !is_visible(&text) {
        let message = "the story has no text but that of pictures; there is no plain-text rendition of it";
        return xml.report(Diagnostic::note("no-plain-text", message));
    }
    xml.open("inlineData", &[("contenttype", &Line::word("text/plain"))]);
    xml.stay();
    xml.markup(Syntax::Xhtml).text(&text, Span::DETACHED);
    xml.close("inlineData");
}

/// The body as one XHTML page. The headline stands in `contentMeta` alone, so that no receiver shows it twice.
fn write_page(item: &Item<'_>, xml: &mut Xml<'_, '_>) {
    let span = item.story.article.head.span(Field::Language, 0);
    let tag = item.story.writing.tag.map(|tag| xml.escape(tag, span));
    let direction = Line::word(item.story.writing.direction());
    let mut attrs: Vec<Attr<'_>> = vec![("xmlns", &XHTML)];
    if let Some(tag) = &tag {
        attrs.extend([("lang", tag), ("xml:lang", tag)]);
    }
    if item.story.writing.right_to_left {
        attrs.push(("dir", &direction));
    }
    xml.open("html", &attrs);
    xml.open("head", &[]);
    xml.leaf("title", &[], &item.story.title);
    xml.close("head");
    xml.open("body", &[]);
    xml.end_line();
    if !item.story.survey.is_visible {
        write_stand_in(item, xml);
    }
    xml.markup(Syntax::Xhtml).with_pictures(&on_the_web_or_described).body(item.story.article);
    xml.close("body");
    xml.close("html");
}

/// The headline, in a body without text: a text item must have content that says something.
fn write_stand_in(item: &Item<'_>, xml: &mut Xml<'_, '_>) {
    let message = "the article has no text for readers; its headline stands in for it";
    xml.report(Diagnostic::warning("missing-text", message));
    xml.leaf("h1", &[], &item.story.title);
    xml.end_line();
}
