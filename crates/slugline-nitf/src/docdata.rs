//! `docdata`: what systems are told about the document.

use slugline_core::model::{Field, Head, Instant, Span, Status};
use slugline_item::{Dates, Embargo, embargo, has_ended, item_guid, urgency, version};
use slugline_markup::is_visible;
use slugline_markup::xml::{Attr, Line, Xml};

use crate::document::{Document, write_value};
use crate::norm::{norm, norm_of_instant};
use crate::subject::write_identified_content;

/// Writes `docdata`. Its children may stand in any order.
///
/// Source: NITF 3.6, XML Schema, `docdata`.
pub(crate) fn write_docdata(document: &Document<'_>, xml: &mut Xml<'_, '_>) {
    let head = &document.story.article.head;
    let embargo = embargo(head, xml.cx);
    xml.open("docdata", &[("management-status", &Line::word(status(head, xml.cx.world.date())))]);
    write_doc_id(document, xml);
    if let Some(level) = urgency(head, 8, xml.cx) {
        xml.empty("urgency", &[("ed-urg", &Line::number(u64::from(level)))]);
    }
    write_dates(&document.dates, embargo, xml);
    write_notes(document, xml);
    write_key(head, xml);
    write_value("doc.copyright", "holder", document.rights.holder.unwrap_or_default(), Span::DETACHED, xml);
    write_keywords(head, xml);
    write_identified_content(head, xml);
    xml.close("docdata");
}

/// What the article says of its use; an embargo where that leaves it usable and it is not over at `date`, the moment that the
/// user set for the run.
///
/// Source: NITF 3.6, XML Schema, `docdata/@management-status`.
fn status(head: &Head<'_>, date: Option<Instant>) -> &'static str {
    let is_over = |end| date.is_some_and(|date| has_ended(end, date));
    match (head.status, head.dates.embargo) {
        (Some(Status::Canceled), _) => "canceled",
        (Some(Status::Withheld), _) => "withheld",
        (_, Some(end)) if is_over(end) => "usable",
        (Some(Status::Embargoed), _) | (_, Some(_)) => "embargoed",
        (None | Some(Status::Usable), None) => "usable",
    }
}

/// The article's identifier as written; any string is one. `regsrc` says who made one that slugline made.
fn write_doc_id(document: &Document<'_>, xml: &mut Xml<'_, '_>) {
    let (article, span) = (document.story.article, document.story.article.head.span(Field::Identifier, 0));
    if let Some(own) = article.head.identifier.as_deref().filter(|own| is_visible(own)) {
        return write_value("doc-id", "id-string", own, span, xml);
    }
    let guid = item_guid(article, document.publisher, xml.cx);
    let guid = xml.escape(&guid, span);
    let authority = xml.line(document.publisher.authority.as_deref().unwrap_or_default(), Span::DETACHED);
    let mut attrs: Vec<Attr<'_>> = Vec::new();
    attrs.extend(authority.iter().map(|authority| ("regsrc", authority)));
    attrs.push(("id-string", &guid));
    xml.empty("doc-id", &attrs);
}

/// When the document was made, and from when on it may be used: the end of its embargo, else its publication. An embargo
/// without an end releases nothing.
fn write_dates(dates: &Dates, embargo: Option<Embargo>, xml: &mut Xml<'_, '_>) {
    let release = match embargo {
        Some(Embargo::Until(moment)) => Some(norm_of_instant(moment)),
        Some(Embargo::WithoutEnd) => None,
        None => dates.published.and_then(norm),
    };
    let issued = dates.made().and_then(norm);
    write_value("date.issue", "norm", issued.as_deref().unwrap_or_default(), Span::DETACHED, xml);
    write_value("date.release", "norm", release.as_deref().unwrap_or_default(), Span::DETACHED, xml);
}

/// Notes to editors: the head's, and the parts of the body that are for them alone.
fn write_notes(document: &Document<'_>, xml: &mut Xml<'_, '_>) {
    let head = &document.story.article.head;
    for (at, note) in head.editor_notes.iter().enumerate() {
        write_value("ed-msg", "info", note, head.span(Field::EditorNote, at), xml);
    }
    if let Some((notes, span)) = &document.story.survey.for_editors {
        write_value("ed-msg", "info", notes, *span, xml);
    }
}

/// The slug, and the version where the article says which it is.
fn write_key(head: &Head<'_>, xml: &mut Xml<'_, '_>) {
    let slug = xml.line(head.slug.as_deref().unwrap_or_default(), head.span(Field::Slug, 0));
    let version = head.version.map(|_| Line::number(u64::from(version(head, xml.cx))));
    let mut attrs: Vec<Attr<'_>> = Vec::new();
    attrs.extend(slug.iter().map(|slug| ("key", slug)));
    attrs.extend(version.iter().map(|version| ("version", version)));
    if !attrs.is_empty() {
        xml.empty("du-key", &attrs);
    }
}

fn write_keywords(head: &Head<'_>, xml: &mut Xml<'_, '_>) {
    if head.shown_keywords().next().is_none() {
        return;
    }
    xml.open("key-list", &[]);
    for (at, keyword) in head.shown_keywords() {
        write_value("keyword", "key", keyword, head.span(Field::Keyword, at), xml);
    }
    xml.close("key-list");
}
