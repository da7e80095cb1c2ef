//! People and organisations.

use std::borrow::Cow;

use serde::Serialize;
use slugline_core::model::{Head, Publisher};

use slugline_item::said;

/// Someone who wrote the article.
///
/// Source: ninjs 3.1, `people`.
#[derive(Serialize)]
pub(crate) struct Person<'a> {
    name: &'a str,
    rel: &'static str,
}

/// Someone whom the article comes from.
///
/// Source: ninjs 3.1, `infoSources`.
#[derive(Serialize)]
pub(crate) struct InfoSource<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    role: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    uri: Option<Cow<'a, str>>,
}

/// One author for each byline.
pub(crate) fn authors<'a>(head: &'a Head<'_>) -> Vec<Person<'a>> {
    let names = head.named_bylines().map(|(_, byline)| byline.name.trim());
    names.map(|name| Person { name, rel: "author" }).collect()
}

/// The publisher and the credited, as far as they are known. `home` is the publisher's page.
pub(crate) fn info_sources<'a>(
    head: &'a Head<'_>,
    publisher: &'a Publisher<'_>,
    home: Option<Cow<'a, str>>,
) -> Vec<InfoSource<'a>> {
    let publisher = InfoSource { name: said(publisher.name.as_ref()), role: "publisher", uri: home };
    let credited = InfoSource { name: said(head.credit.as_ref()), role: "credit", uri: None };
    let known = |source: &InfoSource<'_>| source.name.is_some() || source.uri.is_some();
    [publisher, credited].into_iter().filter(known).collect()
}
