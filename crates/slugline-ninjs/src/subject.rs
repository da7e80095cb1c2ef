//! `subjects`: the section, the wire's category, keywords, and what the story is about.

use std::borrow::Cow;

use serde::Serialize;
use slugline_core::model::{Catalog, Field, Head, Publisher, Span, Subject as Given};
use slugline_core::plugin::Context;
use slugline_item::said;
use slugline_item::scheme::{Concept, GENRES, concept, genre, section_code};
use slugline_markup::is_iri;

use crate::Options;

/// A concept with a relationship to the content.
///
/// Source: ninjs 3.1, `subjects`.
#[derive(Default, Serialize)]
pub(crate) struct Subject<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rel: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    uri: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    literal: Option<Cow<'a, str>>,
}

/// What kind of text the story is.
///
/// Source: ninjs 3.1, `genres`.
#[derive(Serialize)]
pub(crate) struct Genre<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    uri: String,
}

/// The subjects that are IPTC's genres.
pub(crate) fn genres<'a>(head: &'a Head<'_>) -> Vec<Genre<'a>> {
    let of = |given: &'a Given<'_>| Some((given.name.as_ref(), [GENRES, genre(given)?].concat()));
    head.subjects.iter().filter_map(of).map(|(name, uri)| Genre { name: said(name), uri }).collect()
}

/// All others. The relationship tells section, category and keywords from what the story is about.
pub(crate) fn subjects<'a>(
    head: &'a Head<'_>,
    publisher: &Publisher<'_>,
    options: &Options,
    cx: &mut Context<'_>,
) -> Vec<Subject<'a>> {
    let mut subjects = Vec::new();
    if let Some(name) = said(head.section.as_ref()) {
        let uri = section_uri(name, publisher, options);
        subjects.push(Subject { name: Some(name), rel: Some("section"), uri, ..Subject::default() });
    }
    if let Some(code) = said(head.category.as_ref()) {
        subjects.push(Subject { rel: Some("category"), literal: Some(code.into()), ..Subject::default() });
    }
    let keywords = head.shown_keywords();
    subjects.extend(keywords.map(|(_, name)| Subject { name: Some(name), rel: Some("keyword"), ..Subject::default() }));
    for (at, given) in head.subjects.iter().enumerate().filter(|(_, given)| genre(given).is_none()) {
        subjects.extend(subject(given, head.span(Field::Subject, at), cx));
    }
    subjects
}

/// The section in the publisher's own scheme, where there is one and the section can be a code of it.
fn section_uri(section: &str, publisher: &Publisher<'_>, options: &Options) -> Option<String> {
    let scheme = options.section_scheme.as_deref().or_else(|| publisher.scheme(Catalog::SECTIONS));
    section_code(section, scheme).map(|(scheme, code)| [scheme, &code].concat())
}

fn subject<'a>(given: &'a Given<'_>, span: Span, cx: &mut Context<'_>) -> Option<Subject<'a>> {
    let name = said(given.name.as_ref());
    let (uri, literal) = match concept(given, span, cx) {
        Some(Concept::Code { alias, scheme, code }) => match [scheme, code].concat() {
            uri if is_iri(&uri) => (Some(uri), None),
            _ => (None, Some([alias, ":", code].concat().into())),
        },
        Some(Concept::Iri(iri)) => (Some(iri), None),
        Some(Concept::Literal(words)) => (None, Some(words)),
        None => (None, None),
    };
    let is_known = name.is_some() || uri.is_some() || literal.is_some();
    is_known.then_some(Subject { name, rel: None, uri, literal })
}
