//! Who and what an article names, in terms of schema.org.

use std::borrow::Cow;

use serde::Serialize;
use slugline_core::model::{Byline, EditionHead, Field, Head, Publisher, Span, Subject};
use slugline_core::plugin::Context;
use slugline_item::scheme::{Concept, concept, genre};
use slugline_item::{home_page, logo, said};
use slugline_markup::web_address;

/// An author.
#[derive(Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
pub(crate) struct Person<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    job_title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    works_for: Option<Organization<'a>>,
}

/// The publisher, or where an author works.
#[derive(Default, Serialize)]
#[serde(tag = "@type")]
pub(crate) struct Organization<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    logo: Option<Logo<'a>>,
}

#[derive(Serialize)]
#[serde(tag = "@type", rename = "ImageObject")]
struct Logo<'a> {
    url: Cow<'a, str>,
}

/// The edition that the article is part of.
#[derive(Serialize)]
#[serde(tag = "@type", rename = "CreativeWork")]
pub(crate) struct Issue<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    identifier: Option<&'a str>,
}

/// What may be done with the article: the page that says it, or what it says.
#[derive(Serialize)]
#[serde(untagged)]
pub(crate) enum UsageInfo<'a> {
    Page(Cow<'a, str>),
    Said(Terms<'a>),
}

#[derive(Serialize)]
#[serde(tag = "@type", rename = "CreativeWork")]
pub(crate) struct Terms<'a> {
    text: &'a str,
}

#[derive(Serialize)]
#[serde(tag = "@type")]
pub(crate) struct Place<'a> {
    pub(crate) name: &'a str,
}

/// What the article is about: a name, or a term of a scheme.
#[derive(Serialize)]
#[serde(untagged)]
pub(crate) enum Topic<'a> {
    Named(Thing<'a>),
    Coded(DefinedTerm<'a>),
}

#[derive(Serialize)]
#[serde(tag = "@type")]
pub(crate) struct Thing<'a> {
    name: &'a str,
}

#[derive(Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
pub(crate) struct DefinedTerm<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    term_code: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    in_defined_term_set: Option<&'a str>,
}

impl<'a> Person<'a> {
    pub(crate) fn of(byline: &'a Byline<'a>) -> Person<'a> {
        Person {
            name: byline.name.trim(),
            job_title: said(byline.role.as_ref()),
            works_for: said(byline.affiliation.as_ref()).map(Organization::named),
        }
    }
}

impl<'a> Organization<'a> {
    /// One of which the name alone is known, or was said elsewhere.
    pub(crate) fn named(name: &'a str) -> Organization<'a> {
        Organization { name: Some(name), ..Organization::default() }
    }

    /// The publisher, where anything is known of it.
    pub(crate) fn of(publisher: &'a Publisher<'a>, cx: &mut Context<'_>) -> Option<Organization<'a>> {
        let logo = logo(publisher, cx).map(|url| Logo { url });
        let organization = Organization { name: said(publisher.name.as_ref()), url: home_page(publisher, cx), logo };
        let is_known = organization.is_named() || organization.url.is_some() || organization.has_logo();
        is_known.then_some(organization)
    }

    pub(crate) fn is_named(&self) -> bool {
        self.name.is_some()
    }

    pub(crate) fn has_logo(&self) -> bool {
        self.logo.is_some()
    }
}

impl<'a> Issue<'a> {
    /// The edition, where it has a title or an identifier of its own.
    pub(crate) fn of(edition: &'a EditionHead<'a>) -> Option<Issue<'a>> {
        let issue = Issue { name: said(edition.title.as_ref()), identifier: said(edition.identifier.as_ref()) };
        (issue.name.is_some() || issue.identifier.is_some()).then_some(issue)
    }
}

impl<'a> UsageInfo<'a> {
    pub(crate) fn of(terms: &'a str) -> UsageInfo<'a> {
        web_address(terms).map_or(UsageInfo::Said(Terms { text: terms }), UsageInfo::Page)
    }
}

/// What the article is about. Genres stand elsewhere.
pub(crate) fn topics<'a>(head: &'a Head<'a>, cx: &mut Context<'_>) -> Vec<Topic<'a>> {
    let subjects = head.subjects.iter().enumerate().filter(|(_, subject)| genre(subject).is_none());
    subjects.filter_map(|(at, subject)| topic(subject, head.span(Field::Subject, at), cx)).collect()
}

/// A subject. A code whose scheme nobody knows has the scheme's alias before it.
fn topic<'a>(subject: &'a Subject<'a>, span: Span, cx: &mut Context<'_>) -> Option<Topic<'a>> {
    let name = said(subject.name.as_ref());
    let (term_code, in_defined_term_set) = match concept(subject, span, cx) {
        Some(Concept::Code { scheme, code, .. }) => (Cow::Borrowed(code), Some(scheme)),
        Some(Concept::Iri(_)) => (Cow::Borrowed(subject.code.as_deref()?), subject.scheme.as_deref()),
        Some(Concept::Literal(words)) => (words, None),
        None => return name.map(|name| Topic::Named(Thing { name })),
    };
    Some(Topic::Coded(DefinedTerm { name, term_code, in_defined_term_set }))
}
