//! `contentMeta`: what is said about the story.

use slugline_core::diagnostic::Diagnostic;
use slugline_core::model::{Date, Field, Head, Span};

use crate::identity::alternative_id;
use crate::item::Item;
use crate::party::{write_by, write_creators};
use crate::subject::{write_category, write_section, write_subjects};
use crate::xml::{Line, Xml};

/// What a second headline is. IPTC has no scheme of headline roles, and its 41st catalog binds none.
///
/// Source: schema.org, "A secondary title of the CreativeWork."
const SUBHEADLINE: Line<'static> = Line::word("https://schema.org/alternativeHeadline");

/// Writes `contentMeta`. Administrative properties come before descriptive ones.
///
/// Source: NewsML-G2 2.35, `AdministrativeMetadataGroup`, `DescriptiveMetadataGroup`.
pub(crate) fn write_content_meta(item: &Item<'_>, xml: &mut Xml<'_, '_>) {
    let head = &item.article.head;
    xml.open("contentMeta", &[]);
    write_urgency(head, xml);
    write_dates(head, xml);
    write_located(head, xml);
    write_creators(head, xml);
    if let Some(id) = alternative_id(item.article) {
        xml.text("altId", id, head.span(Field::Identifier, 0));
    }
    if let Some(tag) = item.writing.tag {
        let tag = xml.escape(tag, Span::DETACHED);
        xml.empty("language", &[("tag", &tag)]);
    }
    write_keywords(head, xml);
    write_section(item, xml);
    write_category(head, xml);
    write_subjects(head, xml);
    write_slugline(head, xml);
    write_headlines(item, xml);
    if let Some(dateline) = &head.dateline {
        xml.text("dateline", &dateline.text, head.span(Field::Dateline, 0));
    }
    write_by(head, &item.writing, xml);
    if let Some(credit) = &head.credit {
        xml.text("creditline", credit, head.span(Field::Credit, 0));
    }
    xml.close("contentMeta");
}

/// The level, 1 to 9. The desk's own letter has no place.
fn write_urgency(head: &Head<'_>, xml: &mut Xml<'_, '_>) {
    let Some(urgency) = &head.urgency else { return };
    let (code, span) = (&urgency.code, head.span(Field::Urgency, 0));
    let Some(level) = urgency.level.filter(|level| (1..=9).contains(level)) else {
        let message = format!("the urgency `{code}` has no level from 1 to 9; it is left out");
        return xml.report(Diagnostic::warning("unknown-urgency", message).at(span));
    };
    let number = level.to_string();
    if *code != *number {
        let message = format!("the urgency `{code}` is written as its level, {level}");
        xml.report(Diagnostic::note("urgency-as-level", message).at(span));
    }
    xml.leaf("urgency", &[], &Line::number(u64::from(level)));
}

/// When the story was made and changed, as precise as it is known.
///
/// Source: NewsML-G2 2.35, `contentCreated` and `contentModified` (TruncatedDateTimePropType).
fn write_dates(head: &Head<'_>, xml: &mut Xml<'_, '_>) {
    let created = with_year(head.dates.created, Field::Created, head, xml);
    let published = with_year(head.dates.published, Field::Published, head, xml);
    let updated = with_year(head.dates.updated, Field::Updated, head, xml);
    if let Some(published) = published.filter(|published| created.is_some_and(|created| created != *published)) {
        let message =
            format!("NewsML-G2 has no place for the date of publication, {published}, beside that of writing");
        xml.report(Diagnostic::note("field-left-out", message).at(head.span(Field::Published, 0)));
    }
    let created = created.or(published);
    if let Some(created) = created {
        xml.leaf("contentCreated", &[], &Line::date(created));
    }
    let Some(updated) = updated else { return };
    if let Some(created) = created.filter(|created| is_before(updated, *created)) {
        let message = format!("the update, {updated}, lies before {created}, when the story was made; it is left out");
        return xml.report(Diagnostic::warning("date-order", message).at(head.span(Field::Updated, 0)));
    }
    xml.leaf("contentModified", &[], &Line::date(updated));
}

/// `date`, where its year is known.
fn with_year(date: Option<Date>, field: Field, head: &Head<'_>, xml: &mut Xml<'_, '_>) -> Option<Date> {
    let date = date?;
    if date.day().is_none() {
        let message = format!("the date `{date}` gives no year; it is left out");
        xml.report(Diagnostic::warning("date-without-year", message).at(head.span(field, 0)));
        return None;
    }
    Some(date)
}

/// Whether `date` lies before `other`, as far as both are precise.
fn is_before(date: Date, other: Date) -> bool {
    match (date, other) {
        (Date::Instant(date), Date::Instant(other)) => date.unix() < other.unix(),
        _ => date.day() < other.day(),
    }
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
    for (at, keyword) in head.keywords.iter().enumerate() {
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
    let head = &item.article.head;
    xml.leaf("headline", &[], &item.title);
    let subheadline = head.subheadline.as_deref().unwrap_or_default();
    if let Some(line) = xml.line(subheadline, head.span(Field::Subheadline, 0)) {
        xml.leaf("headline", &[("roleuri", &SUBHEADLINE)], &line);
    }
}
