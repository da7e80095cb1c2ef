//! The terms of schema.org that an article is said in, and which field goes where.
//!
//! Source: schema.org 30.0, NewsArticle; FORMATS.md section 7 for the mapping.

use std::borrow::Cow;

use serde::Serialize;
use slugline_core::identity;
use slugline_core::model::{Article, Date, EditionHead, Figure, Status, Text};
use slugline_core::plugin::Context;
use slugline_item::{Rights, lead, said, survey};
use slugline_markup::{PlainBlocks, PlainInlines, WebPicture, Writing, is_iri, is_visible, page_address};

use crate::Options;
use crate::kind::{Kind, genres};
use crate::thing::{Issue, Organization, Person, Place, Topic, UsageInfo, topics};

/// `NewsArticle` or one of its subtypes, in the order it is written.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct NewsArticle<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@type")]
    kind: Kind,
    #[serde(rename = "@id", skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    identifier: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) url: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    main_entity_of_page: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    creative_work_status: Option<Status>,
    headline: Text<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    alternative_headline: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    in_language: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_created: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) date_published: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<Date>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) author: Vec<Person<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) publisher: Option<Organization<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    is_part_of: Option<Issue<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    article_section: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    genre: Vec<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    keywords: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    about: Vec<Topic<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dateline: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    location_created: Option<Place<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    credit_text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    copyright_notice: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    copyright_holder: Option<Organization<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    usage_info: Option<UsageInfo<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) image: Vec<ImageObject<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    word_count: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    article_body: Option<PlainBlocks<'a>>,
}

#[derive(Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
pub(crate) struct ImageObject<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) content_url: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    caption: Option<PlainInlines<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    credit_text: Option<&'a str>,
}

impl<'a> NewsArticle<'a> {
    /// `article` in terms of schema.org. Reports what stands in for something, and what is no web address, language or code.
    pub(crate) fn new(
        article: &'a Article<'a>,
        edition: &'a EditionHead<'a>,
        options: &Options,
        cx: &mut Context<'_>,
    ) -> NewsArticle<'a> {
        let (head, publisher) = (&article.head, &edition.publisher);
        let (survey, organization) = (survey(article), Organization::of(publisher, cx));
        let rights = Rights::of(head, publisher);
        rights.report(cx);
        let page = page_address(head, cx);
        let guid = identity::guid(article, publisher);
        NewsArticle {
            context: "https://schema.org",
            kind: Kind::of(head),
            id: Some(guid.clone()).filter(|guid| is_iri(guid)),
            identifier: guid,
            url: page.clone(),
            main_entity_of_page: page,
            version: head.version,
            creative_work_status: head.status,
            headline: cx.title(article),
            alternative_headline: said(head.subheadline.as_ref()),
            description: lead(article).map(|(words, _)| words),
            in_language: Writing::of(article, cx).tag_or_unknown(),
            date_created: head.dates.created.filter(has_year),
            date_published: head.dates.published.filter(has_year),
            date_modified: head.dates.updated.filter(has_year),
            author: head.named_bylines().map(|(_, byline)| Person::of(byline)).collect(),
            copyright_holder: rights.holder.map(Organization::named),
            publisher: organization,
            is_part_of: Issue::of(edition),
            article_section: said(head.section.as_ref()),
            genre: genres(head),
            keywords: head.shown_keywords().map(|(_, keyword)| keyword).collect(),
            about: topics(head, cx),
            dateline: head.dateline.as_ref().and_then(|dateline| dateline.text.shown()),
            location_created: head.dateline.as_ref().and_then(|dateline| {
                let name = said(dateline.place.as_ref())?;
                Some(Place { name })
            }),
            credit_text: said(head.credit.as_ref()),
            copyright_notice: rights.notice.map(|(notice, _)| notice),
            usage_info: rights.usage_terms.map(UsageInfo::of),
            image: article.pictures().into_iter().filter_map(|(figure, _)| image(figure, cx)).collect(),
            word_count: survey.is_visible.then_some(survey.words),
            article_body: (options.body && survey.is_text_visible).then_some(PlainBlocks(&article.body)),
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

/// The picture, where there is something to say of it.
fn image<'a>(figure: &'a Figure<'a>, cx: &Context<'_>) -> Option<ImageObject<'a>> {
    let image = ImageObject {
        content_url: WebPicture::of(&figure.source, cx.world).map(|picture| picture.address),
        caption: Some(PlainInlines(&figure.caption)).filter(|caption| is_visible(&caption.to_string())),
        description: Some(&*figure.alt).filter(|alt| is_visible(alt)),
        credit_text: said(figure.credit.as_ref()),
    };
    let silent = image.content_url.is_none() && image.caption.is_none() && image.description.is_none();
    (!silent || image.credit_text.is_some()).then_some(image)
}
