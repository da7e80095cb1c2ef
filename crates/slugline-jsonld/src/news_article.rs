//! The terms of schema.org that an article is said in, and which field goes where.
//!
//! Source: schema.org 30.0, NewsArticle; FORMATS.md section 7 for the mapping.

use std::borrow::Cow;

use serde::{Serialize, Serializer};
use slugline_core::model::{Article, Byline, Date, EditionHead, Figure, Publisher, Status, Subject, Text};
use slugline_markup::{PlainBlocks, PlainInlines, Writing, is_iri, web_address};

use crate::Options;

/// `NewsArticle`, in the order it is written.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct NewsArticle<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "@id", skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    identifier: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    creative_work_status: Option<Status>,
    headline: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    alternative_headline: Option<&'a Text<'a>>,
    in_language: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_created: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<Date>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Person<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<Organization<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    article_section: Option<&'a Text<'a>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    keywords: &'a [Text<'a>],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    about: Vec<Topic<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dateline: Option<&'a Text<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    location_created: Option<Place<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    credit_text: Option<&'a Text<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    copyright_notice: Option<&'a Text<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    image: Vec<ImageObject<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    word_count: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    article_body: Option<PlainBlocks<'a>>,
}

#[derive(Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
struct Person<'a> {
    name: &'a Text<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    job_title: Option<&'a Text<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    works_for: Option<Organization<'a>>,
}

#[derive(Serialize)]
#[serde(tag = "@type")]
struct Organization<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a Text<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<Cow<'a, str>>,
}

#[derive(Serialize)]
#[serde(tag = "@type")]
struct Place<'a> {
    name: &'a Text<'a>,
}

/// What the article is about: a name, or a term of a scheme.
#[derive(Serialize)]
#[serde(untagged)]
enum Topic<'a> {
    Named(Thing<'a>),
    Coded(DefinedTerm<'a>),
}

#[derive(Serialize)]
#[serde(tag = "@type")]
struct Thing<'a> {
    name: &'a Text<'a>,
}

#[derive(Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
struct DefinedTerm<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a Text<'a>>,
    term_code: TermCode<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    in_defined_term_set: Option<&'a str>,
}

/// A code, with its scheme's alias before it where the scheme has no address: `medtop:04000000`.
struct TermCode<'a> {
    alias: Option<&'a str>,
    code: &'a str,
}

#[derive(Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
struct ImageObject<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    content_url: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    caption: Option<PlainInlines<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    credit_text: Option<&'a Text<'a>>,
}

impl<'a> NewsArticle<'a> {
    /// `article` in terms of schema.org. `title` is never empty.
    pub(crate) fn new(
        article: &'a Article<'a>,
        edition: &'a EditionHead<'a>,
        guid: &'a str,
        title: &'a str,
        options: &Options,
    ) -> NewsArticle<'a> {
        let head = &article.head;
        let word_count = PlainBlocks(&article.body).words();
        NewsArticle {
            context: "https://schema.org",
            kind: "NewsArticle",
            id: Some(guid).filter(|guid| is_iri(guid)),
            identifier: guid,
            version: head.version,
            creative_work_status: head.status,
            headline: title,
            alternative_headline: head.subheadline.as_ref(),
            in_language: Writing::tag_of(article).unwrap_or(Writing::UNKNOWN),
            date_created: head.dates.created.filter(has_year),
            date_published: head.dates.published.filter(has_year),
            date_modified: head.dates.updated.filter(has_year),
            author: head.bylines.iter().map(person).collect(),
            publisher: publisher(&edition.publisher),
            article_section: head.section.as_ref(),
            keywords: &head.keywords,
            about: head.subjects.iter().filter_map(topic).collect(),
            dateline: head.dateline.as_ref().map(|dateline| &dateline.text),
            location_created: head.dateline.as_ref().and_then(|dateline| {
                let name = dateline.place.as_ref()?;
                Some(Place { name })
            }),
            credit_text: head.credit.as_ref(),
            copyright_notice: head.rights.as_ref().or(edition.publisher.copyright.as_ref()),
            image: article.pictures().into_iter().filter_map(|(figure, _)| image(figure)).collect(),
            word_count,
            article_body: (options.body && word_count.is_some()).then_some(PlainBlocks(&article.body)),
        }
    }
}

/// Whether schema.org's `Date` and `DateTime` can say it.
pub(crate) fn has_year(date: &Date) -> bool {
    match date {
        Date::Instant(_) | Date::Day(_) => true,
        Date::MonthDay(_) => false,
    }
}

fn person<'a>(byline: &'a Byline<'a>) -> Person<'a> {
    Person {
        name: &byline.name,
        job_title: byline.role.as_ref(),
        works_for: byline.affiliation.as_ref().map(|name| Organization { name: Some(name), url: None }),
    }
}

fn publisher<'a>(publisher: &'a Publisher<'a>) -> Option<Organization<'a>> {
    let name = publisher.name.as_ref();
    let url = publisher.url.as_deref().and_then(web_address);
    (name.is_some() || url.is_some()).then_some(Organization { name, url })
}

fn topic<'a>(subject: &'a Subject<'a>) -> Option<Topic<'a>> {
    let name = subject.name.as_ref();
    let Some(code) = &subject.code else {
        return name.map(|name| Topic::Named(Thing { name }));
    };
    let scheme = subject.scheme.as_deref();
    let set = scheme.filter(|scheme| is_iri(scheme));
    let alias = if set.is_none() { scheme } else { None };
    Some(Topic::Coded(DefinedTerm { name, term_code: TermCode { alias, code }, in_defined_term_set: set }))
}

impl Serialize for TermCode<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.alias {
            Some(alias) => serializer.collect_str(&format_args!("{alias}:{}", self.code)),
            None => serializer.serialize_str(self.code),
        }
    }
}

/// The picture, where there is something to say of it.
fn image<'a>(figure: &'a Figure<'a>) -> Option<ImageObject<'a>> {
    let image = ImageObject {
        content_url: web_address(&figure.source),
        caption: (!figure.caption.is_empty()).then_some(PlainInlines(&figure.caption)),
        description: Some(&*figure.alt).filter(|alt| !alt.is_empty()),
        credit_text: figure.credit.as_ref(),
    };
    let silent = image.content_url.is_none() && image.caption.is_none() && image.description.is_none();
    (!silent || image.credit_text.is_some()).then_some(image)
}
