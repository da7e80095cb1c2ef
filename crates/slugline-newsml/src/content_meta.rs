//! `contentMeta`: what is said about the story.

use slugline_core::model::{Field, Head, Span};
use slugline_item::{Dates, foreign_identifier, lead, urgency};
use slugline_markup::xml::{Line, Xml};

use crate::item::Item;
use crate::party::{write_by, write_creators};
use crate::subject::{write_category, write_section, write_subjects};

/// What a second headline is. IPTC has no scheme of headline roles, and its 41st catalog binds none.
///
/// Source: schema.org, "A secondary title of the CreativeWork."
const SUBHEADLINE: Line<'static> = Line::word("https://schema.org/alternativeHeadline");

/// Writes `contentMeta`. Administrative properties come before descriptive ones.
///
/// Source: NewsML-G2 2.35, `AdministrativeMetadataGroup`, `DescriptiveMetadataGroup`.
pub(crate) fn write_content_meta(item: &Item<'_>, xml: &mut Xml<'_, '_>) {
    let head = &item.story.article.head;
    xml.open("contentMeta", &[]);
    write_urgency(head, xml);
    write_dates(head, xml);
    write_located(head, xml);
    write_creators(head, xml);
    if let Some(id) = foreign_identifier(item.story.article) {
        xml.text("altId", id, head.span(Field::Identifier, 0));
    }
    if let Some(tag) = item.story.writing.tag {
        let tag = xml.escape(tag, Span::DETACHED);
        xml.empty("language", &[("tag", &tag)]);
    }
    write_keywords(head, xml);
    write_section(item, xml);
    write_category(head, xml);
    write_subjects(item, xml);
    write_slugline(head, xml);
    write_headlines(item, xml);
    if let Some(dateline) = &head.dateline {
        xml.text("dateline", &dateline.text, head.span(Field::Dateline, 0));
    }
    write_by(head, &item.story.writing, xml);
    if let Some(credit) = &head.credit {
        xml.text("creditline", credit, head.span(Field::Credit, 0));
    }
    write_lead(item, xml);
    xml.close("contentMeta");
}

/// The level, 1 to 9. The desk's own letter has no place.
fn write_urgency(head: &Head<'_>, xml: &mut Xml<'_, '_>) {
    if let Some(level) = urgency(head, 9, xml.cx) {
        xml.leaf("urgency", &[], &Line::number(u64::from(level)));
    }
}

/// When the story was made and changed, as precise as it is known.
///
/// Source: NewsML-G2 2.35, `contentCreated` and `contentModified` (TruncatedDateTimePropType).
fn write_dates(head: &Head<'_>, xml: &mut Xml<'_, '_>) {
    let dates = Dates::of(head, xml.cx);
    dates.report_published(head, "NewsML-G2", xml.cx);
    if let Some(made) = dates.made() {
        xml.leaf("contentCreated", &[], &Line::date(made));
    }
    if let Some(updated) = dates.updated {
        xml.leaf("contentModified", &[], &Line::date(updated));
    }
}

/// The lead, where one is marked: what the story says in short.
///
/// Source: IPTC NewsCodes, `http://cv.iptc.org/newscodes/descriptionrole/`.
fn write_lead(item: &Item<'_>, xml: &mut Xml<'_, '_>) {
    let Some((words, span)) = lead(item.story.article) else { return };
    let lines = xml.lines(&words, span);
    xml.block("description", &[("role", &Line::word("drol:summary"))], &lines);
}

fn write_located(head: &Head<'_>, xml: &mut Xml<'_, '_>) {
    let place = head.dateline.as_ref().and_then(|dateline| dateline.place.as_deref());
    if let Some(place) = place.and_then(|place| xml.line(place, head.span(Field::Dateline, 0))) {
        xml.open("located", &[]);
        xml.leaf("name", &[], &place);
        xml.close("located");
    }
}

fn write_keywords(head: &Head<'_>, xml: &mut Xml<'_, '_>) {
    for (at, keyword) in head.shown_keywords() {
        xml.text("keyword", keyword, head.span(Field::Keyword, at));
    }
}

/// The slug. Its separator is named where the slug is plainly words with hyphens between: `harbour-strike`.
fn write_slugline(head: &Head<'_>, xml: &mut Xml<'_, '_>) {
    let Some(slug) = &head.slug else { return };
    let Some(line) = xml.line(slug, head.span(Field::Slug, 0)) else {
        return;
    };
    let hyphen = Line::word("-");
    let is_hyphenated = slug.contains('-') && !slug.contains(char::is_whitespace);
    let attrs: &[_] = if is_hyphenated { &[("separator", &hyphen)] } else { &[] };
    xml.leaf("slugline", attrs, &line);
}

fn write_headlines(item: &Item<'_>, xml: &mut Xml<'_, '_>) {
    let head = &item.story.article.head;
    xml.leaf("headline", &[], &item.story.title);
    let subheadline = head.subheadline.as_deref().unwrap_or_default();
    if let Some(line) = xml.line(subheadline, head.span(Field::Subheadline, 0)) {
        xml.leaf("headline", &[("roleuri", &SUBHEADLINE)], &line);
    }
}
