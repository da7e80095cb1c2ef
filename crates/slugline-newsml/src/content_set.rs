//! `contentSet`: the story itself, as one XHTML page.

use slugline_core::diagnostic::Diagnostic;
use slugline_core::model::Field;
use slugline_markup::Syntax;
use slugline_markup::xml::{Attr, Line, Xml};

use crate::item::Item;

/// Source: XHTML 1.0 (second edition) section 3.1.1.
static XHTML: Line<'static> = Line::word("http://www.w3.org/1999/xhtml");

/// Writes `contentSet` with the body as XHTML. The headline stands in `contentMeta` alone, so that no receiver shows it
/// twice.
///
/// Source: NewsML-G2 2.35, `inlineXML`.
pub(crate) fn write_content_set(item: &Item<'_>, xml: &mut Xml<'_, '_>) {
    xml.open("contentSet", &[]);
    let (kind, words) = (Line::word("application/xhtml+xml"), Line::number(item.survey.words));
    xml.open("inlineXML", &[("contenttype", &kind), ("wordcount", &words)]);
    write_page(item, xml);
    xml.close("inlineXML");
    xml.close("contentSet");
}

fn write_page(item: &Item<'_>, xml: &mut Xml<'_, '_>) {
    let span = item.article.head.span(Field::Language, 0);
    let tag = item.writing.tag.map(|tag| xml.escape(tag, span));
    let direction = Line::word(item.writing.direction());
    let mut attrs: Vec<Attr<'_>> = vec![("xmlns", &XHTML)];
    if let Some(tag) = &tag {
        attrs.extend([("lang", tag), ("xml:lang", tag)]);
    }
    if item.writing.right_to_left {
        attrs.push(("dir", &direction));
    }
    xml.open("html", &attrs);
    xml.open("head", &[]);
    xml.leaf("title", &[], &item.title);
    xml.close("head");
    xml.open("body", &[]);
    xml.end_line();
    if !item.survey.is_visible {
        write_stand_in(item, xml);
    }
    xml.markup(Syntax::Xhtml).body(item.article);
    xml.close("body");
    xml.close("html");
}

/// The headline, in a body without text: a text item must have content that says something.
fn write_stand_in(item: &Item<'_>, xml: &mut Xml<'_, '_>) {
    let message = "the article has no text for readers; its headline stands in for it";
    xml.report(Diagnostic::warning("missing-text", message));
    xml.leaf("h1", &[], &item.title);
    xml.end_line();
}
