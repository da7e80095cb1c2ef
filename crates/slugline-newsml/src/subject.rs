//! `subject`: the section, the wire's category, and what the story is about.

use std::borrow::Cow;

use slugline_core::model::{Field, Head, Span, Subject};
use slugline_item::scheme::{Concept, concept, section_code};
use slugline_markup::xml::{Attr, Line, Xml};

use crate::item::Item;

/// The alias of the paper's own scheme of sections. IPTC's catalog has none of that name.
pub(crate) const SECTION_ALIAS: &str = "section";

/// The scheme that the section is a code of and the code, where the paper has one and the section can be a code.
pub(crate) fn own_code<'a>(item: &Item<'a>) -> Option<(&'a str, String)> {
    section_code(item.story.article.head.section.as_deref()?, item.frame.options.section_scheme.as_deref())
}

/// The section, by name; by code of the paper's own scheme too, where it has one.
pub(crate) fn write_section(item: &Item<'_>, xml: &mut Xml<'_, '_>) {
    let head = &item.story.article.head;
    let section = head.section.as_deref().unwrap_or_default();
    let Some(name) = xml.line(section, head.span(Field::Section, 0)) else {
        return;
    };
    let kind = Line::word("cpnat:abstract");
    match own_code(item) {
        Some((_, code)) => {
            let code = [SECTION_ALIAS, ":", &code].concat();
            let code = xml.escape(&code, Span::DETACHED);
            write_concept(&[("type", &kind), ("qcode", &code)], Some(&name), xml);
        }
        None => write_concept(&[("type", &kind), ("literal", &name)], Some(&name), xml),
    }
}

/// The wire's category code. Which list it is from depends on the wire, so it is a literal.
pub(crate) fn write_category(head: &Head<'_>, xml: &mut Xml<'_, '_>) {
    let category = head.category.as_deref().unwrap_or_default();
    if let Some(code) = xml.line(category, head.span(Field::Category, 0)) {
        write_concept(&[("type", &Line::word("cpnat:abstract")), ("literal", &code)], None, xml);
    }
}

pub(crate) fn write_subjects(head: &Head<'_>, xml: &mut Xml<'_, '_>) {
    for (at, subject) in head.subjects.iter().enumerate() {
        write_subject(subject, head.span(Field::Subject, at), xml);
    }
}

fn write_subject(subject: &Subject<'_>, span: Span, xml: &mut Xml<'_, '_>) {
    let name = xml.line(subject.name.as_deref().unwrap_or_default(), span);
    let (attribute, identifier) = match concept(subject, span, xml.cx) {
        Some(Concept::Code { alias, code, .. }) => ("qcode", [alias, ":", code].concat().into()),
        Some(Concept::Iri(iri)) => ("uri", iri.into()),
        Some(Concept::Literal(words)) => ("literal", words),
        None => ("literal", Cow::Borrowed("")),
    };
    match xml.line(&identifier, span) {
        Some(identifier) => write_concept(&[(attribute, &identifier)], name.as_ref(), xml),
        None if name.is_some() => write_concept(&[], name.as_ref(), xml),
        None => {}
    }
}

fn write_concept(attrs: &[Attr<'_>], name: Option<&Line<'_>>, xml: &mut Xml<'_, '_>) {
    match name {
        Some(name) => {
            xml.open("subject", attrs);
            xml.leaf("name", &[], name);
            xml.close("subject");
        }
        None => xml.empty("subject", attrs),
    }
}
