//! `subject`: the section, the wire's category, and what the story is about.

use std::borrow::Cow;

use slugline_core::diagnostic::Diagnostic;
use slugline_core::identity::slugify;
use slugline_core::model::{Field, Head, Span, Subject};

use crate::item::Item;
use crate::xml::{Attr, Line, Xml};
use slugline_markup::is_iri;

/// The alias of the paper's own scheme of sections. IPTC's catalog has none of that name.
pub(crate) const SECTION_ALIAS: &str = "section";

/// The aliases of IPTC's catalog 41 whose codes say what a story is about: topics, places, bodies, securities, people.
///
/// Source: catalog.IPTC-G2-Standards_41.xml.
#[rustfmt::skip]
const ALIASES: [&str; 40] = [
    "a1312cat", "bcp47", "cusip", "dbpedia", "figi", "freebase", "genre", "geonames", "geonameshttps", "gics",
    "googletopicsv1", "googletopicsv2", "iabcontent20", "iabcontent21", "iabcontent22", "iabcontent30", "isin",
    "iso3166-1a2", "iso3166-1a3", "iso3166-2", "iso4217a", "iso4217n", "mb-artist", "mb-label", "mb-recording",
    "mb-release", "mb-releasegroup", "mb-work", "medtop", "mic", "parasport", "prodgenre", "scn", "secst", "sedol",
    "subj", "ticker", "tidm", "wikidata", "wldreg",
];

/// The scheme that the section is a code of, where the paper has one and the section can be a code.
pub(crate) fn own_scheme<'a>(item: &Item<'a>) -> Option<&'a str> {
    let scheme = item.options.section_scheme.as_deref().filter(|scheme| is_iri(scheme))?;
    let section = item.article.head.section.as_deref()?;
    (!slugify(section).is_empty()).then_some(scheme)
}

/// The section, by name; by code of the paper's own scheme too, where it has one.
pub(crate) fn write_section(item: &Item<'_>, xml: &mut Xml<'_, '_>) {
    let head = &item.article.head;
    let section = head.section.as_deref().unwrap_or_default();
    let Some(name) = xml.line(section, head.span(Field::Section, 0)) else {
        return;
    };
    let kind = Line::word("cpnat:abstract");
    match own_scheme(item) {
        Some(_) => {
            let code = [SECTION_ALIAS, ":", &slugify(section)].concat();
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
    let Some((attribute, identifier)) = identify(subject, span, xml) else {
        return if name.is_some() {
            write_concept(&[], name.as_ref(), xml);
        };
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

/// How the subject is identified: attribute and value. A scheme that is neither an alias of IPTC's catalog nor an IRI makes
/// it a literal, because no receiver could tell what the code means. `None` for a name alone.
///
/// Source: NewsML-G2 2.35, `flexAttributes`; a concept's URI is its scheme's with the code behind.
fn identify<'a>(subject: &'a Subject<'_>, span: Span, xml: &mut Xml<'_, '_>) -> Option<(&'static str, Cow<'a, str>)> {
    let given = |part: &'a Option<_>| part.as_deref().filter(|part: &&str| !part.trim().is_empty());
    let (scheme, code) = match (given(&subject.scheme), given(&subject.code)) {
        (Some(scheme), Some(code)) => (scheme, code),
        (None, Some(code)) => return Some(("literal", Cow::Borrowed(code))),
        (Some(scheme), None) => {
            let message = format!("the scheme `{scheme}` of a subject without a code is left out");
            xml.report(Diagnostic::note("field-left-out", message).at(span));
            return None;
        }
        (None, None) => return None,
    };
    if is_code_of(scheme, code) {
        return Some(("qcode", [scheme, ":", code].concat().into()));
    }
    let uri = [scheme, code].concat();
    if is_iri(scheme) && is_iri(&uri) {
        return Some(("uri", uri.into()));
    }
    let message = format!("no catalog gives `{scheme}` `{code}` a meaning; it is written as a literal");
    xml.report(Diagnostic::note("unknown-scheme", message).at(span));
    Some(("literal", [scheme, ":", code].concat().into()))
}

/// Whether `code` can be one of the scheme with this alias.
fn is_code_of(alias: &str, code: &str) -> bool {
    let fits = match alias {
        "medtop" | "subj" => code.len() == 8 && code.bytes().all(|byte| byte.is_ascii_digit()),
        _ => code.chars().all(|letter| letter.is_alphanumeric() || letter.is_ascii_graphic()),
    };
    fits && ALIASES.contains(&alias)
}
