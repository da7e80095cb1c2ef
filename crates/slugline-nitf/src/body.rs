//! `body`: what people read.

use slugline_core::diagnostic::Diagnostic;
use slugline_core::model::{Byline, Dateline, Field, Head, Span};
use slugline_item::Rights;
use slugline_markup::xml::{Line, Xml};
use slugline_markup::{BylineWords, Syntax, is_visible};

use crate::Story;
use crate::document::write_value;
use crate::norm::norm;

/// What stands above the text beside headline, byline and dateline.
#[derive(Default)]
pub(crate) struct Masthead<'a> {
    /// Who publishes the story, by name.
    pub(crate) distributor: Option<&'a str>,
    pub(crate) rights: Rights<'a>,
    /// The story in short, and where it was read.
    pub(crate) lead: Option<(String, Span)>,
}

/// Writes `body`.
pub(crate) fn write_body(story: &Story<'_>, masthead: &Masthead<'_>, xml: &mut Xml<'_, '_>) {
    let head = &story.article.head;
    xml.open("body", &[]);
    write_body_head(story, masthead, xml);
    xml.open("body.content", &[]);
    xml.end_line();
    if !story.survey.is_body_visible {
        write_stand_in(story, xml);
    }
    xml.markup(Syntax::Nitf).body(story.article);
    xml.close("body.content");
    let credit = head.credit.as_deref().unwrap_or_default();
    if let Some(credit) = xml.line(credit, head.span(Field::Credit, 0)) {
        xml.open("body.end", &[]);
        xml.leaf("tagline", &[], &credit);
        xml.close("body.end");
    }
    xml.close("body");
}

/// The order of its children is fixed.
///
/// Source: NITF 3.6, XML Schema, `body.head`.
fn write_body_head(story: &Story<'_>, masthead: &Masthead<'_>, xml: &mut Xml<'_, '_>) {
    let head = &story.article.head;
    xml.open("body.head", &[]);
    xml.open("hedline", &[]);
    xml.leaf("hl1", &[], &story.title);
    xml.text("hl2", head.subheadline.as_deref().unwrap_or_default(), head.span(Field::Subheadline, 0));
    xml.close("hedline");
    let (rights, span) = masthead.rights.notice.unwrap_or_default();
    xml.text("rights", rights, span);
    write_byline(story, xml);
    if let Some(name) = masthead.distributor {
        xml.open("distributor", &[]);
        xml.text("org", name, Span::DETACHED);
        xml.close("distributor");
    }
    if let Some(dateline) = &head.dateline {
        write_dateline(dateline, head, xml);
    }
    if let Some((words, span)) = &masthead.lead {
        xml.open("abstract", &[]);
        xml.text("p", words, *span);
        xml.close("abstract");
    }
    xml.close("body.head");
}

/// The byline as printed, in the language of the article, each name in a `person` and each title in a `byttl`:
/// `By Ada Roe, Staff Writer, and Sam Lind`.
fn write_byline(story: &Story<'_>, xml: &mut Xml<'_, '_>) {
    let head = &story.article.head;
    let named: Vec<(usize, &Byline<'_>)> = head.named_bylines().collect();
    let Some(last) = named.len().checked_sub(1) else { return };
    let words = BylineWords::of(story.writing.tag, story.writing.right_to_left);
    xml.open("byline", &[]);
    xml.put(&Line::word(words.by));
    if !words.by.is_empty() {
        xml.put(&Line::word(" "));
    }
    for (place, (at, byline)) in named.into_iter().enumerate() {
        if place > 0 {
            write_separator(place == last, words, xml);
        }
        write_author(byline, at, head, xml);
        xml.stay();
    }
    xml.close("byline");
}

/// What stands between two authors: a comma, and before the last one the word of the language.
fn write_separator(before_last: bool, words: BylineWords, xml: &mut Xml<'_, '_>) {
    if before_last {
        xml.put(&Line::word(" "));
        xml.put(&Line::word(words.and));
        xml.put(&Line::word(" "));
    } else {
        xml.put(&Line::word(", "));
    }
}

/// Source: NITF 3.6, XML Schema, `byline`, `byttl`.
fn write_author(byline: &Byline<'_>, at: usize, head: &Head<'_>, xml: &mut Xml<'_, '_>) {
    xml.text("person", &byline.name, head.span(Field::Byline, at));
    let role = xml.line(byline.role.as_deref().unwrap_or_default(), head.span(Field::BylineRole, at));
    let affiliation = byline.affiliation.as_deref().unwrap_or_default();
    let affiliation = xml.line(affiliation, head.span(Field::BylineAffiliation, at));
    if role.is_none() && affiliation.is_none() {
        return;
    }
    xml.put(&Line::word(", "));
    xml.open("byttl", &[]);
    xml.put(role.as_ref().unwrap_or(&Line::word("")));
    if let Some(affiliation) = &affiliation {
        if role.is_some() {
            xml.put(&Line::word(", "));
        }
        xml.leaf("org", &[], affiliation);
        xml.stay();
    }
    xml.close("byttl");
}

/// The dateline as printed, its place in a `location`, and its day beside it.
///
/// Source: NITF 3.6, XML Schema, `dateline`.
fn write_dateline(dateline: &Dateline<'_>, head: &Head<'_>, xml: &mut Xml<'_, '_>) {
    let span = head.span(Field::Dateline, 0);
    if !is_visible(&dateline.text) {
        return;
    }
    xml.open("dateline", &[]);
    let place = dateline.place.as_deref().filter(|place| is_visible(place));
    match place.and_then(|place| Some((place, dateline.text.split_once(place)?))) {
        Some((place, (before, after))) => {
            xml.words(before, span);
            xml.text("location", place, span);
            xml.words(after, span);
        }
        None => xml.words(&dateline.text, span),
    }
    let day = dateline.date.and_then(norm).unwrap_or_default();
    write_value("story.date", "norm", &day, span, xml);
    xml.stay();
    xml.close("dateline");
}

/// The headline, in a body without text: receivers take a document without content for a fault.
fn write_stand_in(story: &Story<'_>, xml: &mut Xml<'_, '_>) {
    let message = "the article has no text for readers; its headline stands in for it";
    xml.report(Diagnostic::warning("missing-text", message));
    xml.leaf("p", &[], &story.title);
    xml.end_line();
}
