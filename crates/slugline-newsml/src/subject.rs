//! `subject`: the section, the wire's category, and what the story is about.

use std::borrow::Cow;

use slugline_core::model::{Article, Catalog, Field, Head, Publisher, Span, Subject};
use slugline_item::scheme::{Concept, concept, genre, is_alias, is_bound, section_code};
use slugline_markup::is_iri;
use slugline_markup::xml::{Attr, Line, Xml};

use crate::Options;
use crate::item::Item;

/// The publisher's own schemes that the article has codes of, each once: that of the sections, then others in their order.
pub(crate) fn catalogs<'a>(
    article: &'a Article<'_>,
    publisher: &'a Publisher<'_>,
    options: &'a Options,
) -> Vec<(&'a str, &'a str)> {
    let head = &article.head;
    let sections = options.section_scheme.as_deref().or_else(|| publisher.scheme(Catalog::SECTIONS));
    let sections = head.section.as_deref().and_then(|section| section_code(section, sections));
    let own = publisher.catalogs.iter().map(|catalog| (&*catalog.alias, &*catalog.scheme));
    let can_bind = |alias: &str| alias != Catalog::SECTIONS && is_alias(alias) && !is_bound(alias);
    let used = own.filter(|(alias, scheme)| {
        let is_used = head.subjects.iter().any(|subject| own_code(subject, scheme).is_some());
        can_bind(alias) && is_iri(scheme) && is_used
    });
    sections.map(|(scheme, _)| (Catalog::SECTIONS, scheme)).into_iter().chain(used).collect()
}

/// The code of a subject in `scheme`, where it is one of it and can stand behind an alias.
///
/// Source: NewsML-G2 2.35, `QCodeType`.
fn own_code<'a>(subject: &'a Subject<'_>, scheme: &str) -> Option<&'a str> {
    subject.scheme.as_deref().filter(|given| *given == scheme)?;
    subject.code.as_deref().filter(|code| !code.is_empty() && !code.contains(char::is_whitespace))
}

/// The section, by name; by code of the publisher's own scheme too, where there is one.
pub(crate) fn write_section(item: &Item<'_>, xml: &mut Xml<'_, '_>) {
    let head = &item.story.article.head;
    let section = head.section.as_deref().unwrap_or_default();
    let Some(name) = xml.line(section, head.span(Field::Section, 0)) else {
        return;
    };
    let kind = Line::word("cpnat:abstract");
    let scheme = item.catalogs.iter().find(|(alias, _)| *alias == Catalog::SECTIONS).map(|(_, scheme)| *scheme);
    match section_code(section, scheme) {
        Some((_, code)) => {
            let code = [Catalog::SECTIONS, ":", &code].concat();
            let code = xml.escape(&code, Span::DETACHED);
            write_concept("subject", &[("type", &kind), ("qcode", &code)], Some(&name), xml);
        }
        None => write_concept("subject", &[("type", &kind), ("literal", &name)], Some(&name), xml),
    }
}

/// The wire's category code. Which list it is from depends on the wire, so it is a literal.
pub(crate) fn write_category(head: &Head<'_>, xml: &mut Xml<'_, '_>) {
    let category = head.category.as_deref().unwrap_or_default();
    if let Some(code) = xml.line(category, head.span(Field::Category, 0)) {
        write_concept("subject", &[("type", &Line::word("cpnat:abstract")), ("literal", &code)], None, xml);
    }
}

/// What the story is about, and its genres.
pub(crate) fn write_subjects(item: &Item<'_>, xml: &mut Xml<'_, '_>) {
    let head = &item.story.article.head;
    for (at, subject) in head.subjects.iter().enumerate() {
        write_subject(item, subject, head.span(Field::Subject, at), xml);
    }
}

fn write_subject(item: &Item<'_>, subject: &Subject<'_>, span: Span, xml: &mut Xml<'_, '_>) {
    let name = xml.line(subject.name.as_deref().unwrap_or_default(), span);
    if let Some(code) = genre(subject) {
        let code = xml.escape(&["genre:", code].concat(), span).into_owned();
        return write_concept("genre", &[("qcode", &code)], name.as_ref(), xml);
    }
    let (attribute, identifier) = match qcode(item, subject) {
        Some(code) => ("qcode", code.into()),
        None => identify(subject, span, xml),
    };
    match xml.line(&identifier, span) {
        Some(identifier) => write_concept("subject", &[(attribute, &identifier)], name.as_ref(), xml),
        None if name.is_some() => write_concept("subject", &[], name.as_ref(), xml),
        None => {}
    }
}

/// A code of one of the publisher's own schemes, behind the alias that the item binds.
fn qcode(item: &Item<'_>, subject: &Subject<'_>) -> Option<String> {
    let mut codes = item.catalogs.iter().filter_map(|(alias, scheme)| Some((alias, own_code(subject, scheme)?)));
    codes.next().map(|(alias, code)| [alias, ":", code].concat())
}

fn identify<'a>(subject: &'a Subject<'_>, span: Span, xml: &mut Xml<'_, '_>) -> (&'static str, Cow<'a, str>) {
    match concept(subject, span, xml.cx) {
        Some(Concept::Code { alias, code, .. }) => ("qcode", [alias, ":", code].concat().into()),
        Some(Concept::Iri(iri)) => ("uri", iri.into()),
        Some(Concept::Literal(words)) => ("literal", words),
        None => ("literal", Cow::Borrowed("")),
    }
}

fn write_concept(element: &str, attrs: &[Attr<'_>], name: Option<&Line<'_>>, xml: &mut Xml<'_, '_>) {
    match name {
        Some(name) => {
            xml.open(element, attrs);
            xml.leaf("name", &[], name);
            xml.close(element);
        }
        None => xml.empty(element, attrs),
    }
}
