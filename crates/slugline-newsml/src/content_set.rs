//! `contentSet`: the story itself, as one XHTML page.

use slugline_core::diagnostic::Diagnostic;
use slugline_core::model::Field;

use crate::item::Item;
use crate::xml::{Attr, Line, Xml};

/// Source: XHTML 1.0 (second edition) section 3.1.1.
static XHTML: Line<'static> = Line::word("http://www.w3.org/1999/xhtml");

/// Writes `contentSet` with the body as XHTML. The headline stands in `contentMeta` alone, so that no receiver shows it
/// twice.
///
/// Source: NewsML-G2 2.35, `inlineXML`.
pub(crate) fn write_content_set(item: &Item<'_>, xml: &mut Xml<'_, '_>) {
    report_word_count(item, xml);
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
    xml.markup().body(item.article);
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

/// `wordcount` counts what is written, whatever the text says of itself.
fn report_word_count(item: &Item<'_>, xml: &mut Xml<'_, '_>) {
    let head = &item.article.head;
    let written = item.survey.words;
    if let Some(said) = head.word_count.filter(|said| u64::from(*said) != written) {
        let message = format!("the text says that it has {said} words; {written} are written and counted");
        xml.report(Diagnostic::note("word-count", message).at(head.span(Field::WordCount, 0)));
    }
}
