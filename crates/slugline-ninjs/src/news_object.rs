//! The news object: its properties in their order, and which field goes where.

use serde::{Serialize, Serializer};
use slugline_core::model::{Article, Head, Instant, Publisher, Status, Text};
use slugline_core::plugin::Context;
use slugline_item::{
    Embargo, Picture, Rights, Survey, embargo, foreign_identifier, home_page, item_guid, lead, pictures, said, survey,
    urgency, version,
};
use slugline_markup::{BylineWords, Writing, is_visible, page_address};

use crate::Options;
use crate::body::{Body, bodies};
use crate::dates::Moments;
use crate::page::Page;
use crate::party::{InfoSource, Person, authors, info_sources};
use crate::picture::Association;
use crate::spelling::{Object, Version};
use crate::subject::{Genre, Subject, genres, subjects};

/// An article in terms of ninjs.
///
/// Source: ninjs 3.1 and 2.2, JSON Schemas, `ninjsType`.
pub(crate) struct NewsObject<'a> {
    article: &'a Article<'a>,
    version: Version,
    uri: String,
    number: u32,
    moments: Moments,
    embargoed_until: Option<Instant>,
    pub_status: &'static str,
    urgency: Option<u8>,
    copyright_holder: Option<&'a str>,
    copyright_notice: Option<&'a str>,
    usage_terms: Option<&'a str>,
    ed_note: Option<String>,
    language: &'a str,
    descriptions: Vec<Description>,
    headlines: Vec<Headline<'a>>,
    by: Option<String>,
    people: Vec<Person<'a>>,
    subjects: Vec<Subject<'a>>,
    genres: Vec<Genre<'a>>,
    info_sources: Vec<InfoSource<'a>>,
    alt_ids: Vec<AltId<'a>>,
    page: Option<Page<'a>>,
    pictures: Vec<Picture<'a>>,
    bodies: Vec<Body>,
}

/// Source: ninjs 3.1, `headlines`.
#[derive(Serialize)]
struct Headline<'a> {
    role: &'static str,
    value: Text<'a>,
}

/// Words about the article or a picture.
///
/// Source: ninjs 3.1, `descriptions`.
#[derive(Serialize)]
pub(crate) struct Description {
    pub(crate) role: &'static str,
    pub(crate) value: String,
}

/// Source: ninjs 3.1, `altIds`.
#[derive(Serialize)]
struct AltId<'a> {
    role: &'static str,
    value: &'a str,
}

impl<'a> NewsObject<'a> {
    /// `article` as `version` can say it. Reports what that cannot.
    pub(crate) fn new(
        article: &'a Article<'a>,
        publisher: &'a Publisher<'a>,
        ninjs: Version,
        options: &Options,
        cx: &mut Context<'_>,
    ) -> NewsObject<'a> {
        let head = &article.head;
        let (title, survey) = (cx.title(article), survey(article));
        let (writing, embargo) = (Writing::of(article, cx), embargo(head, cx));
        survey.report_canceled(head, cx);
        let rights = Rights::of(head, publisher);
        rights.report(cx);
        let uri = item_guid(article, publisher, cx);
        NewsObject {
            article,
            version: ninjs,
            number: version(head, cx),
            moments: Moments::of(article, cx),
            embargoed_until: match embargo {
                Some(Embargo::Until(moment)) => Some(moment),
                Some(Embargo::WithoutEnd) | None => None,
            },
            pub_status: status(head, embargo),
            urgency: urgency(head, 9, cx),
            copyright_holder: rights.holder,
            usage_terms: rights.usage_terms,
            copyright_notice: rights.notice.map(|(notice, _)| notice),
            ed_note: ed_note(head, &survey),
            language: writing.tag_or_unknown(),
            bodies: bodies(article, &title, &survey, ninjs, options, cx),
            descriptions: lead(article).map(|(value, _)| Description { role: "summary", value }).into_iter().collect(),
            headlines: headlines(head, title),
            by: BylineWords::of(writing.tag, writing.right_to_left).printed(head),
            people: authors(head),
            subjects: subjects(head, publisher, options, cx),
            genres: genres(head),
            info_sources: info_sources(head, publisher, home_page(publisher, cx)),
            alt_ids: foreign_identifier(article)
                .filter(|identifier| is_visible(identifier))
                .map(|value| AltId { role: "provider", value })
                .into_iter()
                .collect(),
            page: page_address(head, cx).map(|address| Page { version: ninjs, address }),
            pictures: pictures(article, cx.world),
            uri,
        }
    }
}

impl NewsObject<'_> {
    fn associations(&self) -> Vec<Association<'_>> {
        let numbered = self.pictures.iter().zip(1..);
        numbered.map(|(picture, number)| Association::new(picture, number, &self.uri, self.version)).collect()
    }
}

impl Serialize for NewsObject<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let head = &self.article.head;
        let place = head.dateline.as_ref().and_then(|dateline| said(dateline.place.as_ref()));
        let mut object = Object::new(serializer.serialize_map(None)?, self.version);
        object.put("uri", &self.uri)?;
        object.put("standard", &self.version.standard())?;
        object.put("type", "text")?;
        object.put("representationType", "full")?;
        object.put("version", &self.number.to_string())?;
        object.put_some("firstCreated", &self.moments.first_created.map(|moment| moment.to_string()))?;
        object.put("versionCreated", &self.moments.version_created.to_string())?;
        object.put_some("contentCreated", &self.moments.content_created.map(|moment| moment.to_string()))?;
        object.put_some("embargoedUntil", &self.embargoed_until.map(|moment| moment.to_string()))?;
        object.put("pubStatus", self.pub_status)?;
        object.put_some("urgency", &self.urgency)?;
        object.put_some("copyrightHolder", &self.copyright_holder)?;
        object.put_some("copyrightNotice", &self.copyright_notice)?;
        object.put_some("usageTerms", &self.usage_terms)?;
        object.put_some("edNote", &self.ed_note)?;
        object.put("language", self.language)?;
        object.put_list("altIds", &self.alt_ids)?;
        object.put_list("descriptions", &self.descriptions)?;
        object.put_list("headlines", &self.headlines)?;
        object.put_some("slugline", &said(head.slug.as_ref()))?;
        object.put_some("by", &self.by)?;
        object.put_some("located", &place)?;
        object.put_list("people", &self.people)?;
        object.put_list("subjects", &self.subjects)?;
        object.put_list("infoSources", &self.info_sources)?;
        object.put_list("genres", &self.genres)?;
        object.put_list("bodies", &self.bodies)?;
        object.put_list("renditions", self.page.as_slice())?;
        object.put_list("associations", &self.associations())?;
        object.end()
    }
}

/// What the article says of its use. One whose embargo has no end is withheld, because nothing else would hold it back.
///
/// Source: ninjs 3.1, `pubStatus`.
fn status(head: &Head<'_>, embargo: Option<Embargo>) -> &'static str {
    match (head.status, embargo) {
        (Some(Status::Canceled), _) => "canceled",
        (Some(Status::Withheld), _) | (_, Some(Embargo::WithoutEnd)) => "withheld",
        (None | Some(Status::Usable | Status::Embargoed), Some(Embargo::Until(_)) | None) => "usable",
    }
}

/// Notes to editors, a line each: the head's, and the parts of the body that are for them alone.
fn ed_note(head: &Head<'_>, survey: &Survey) -> Option<String> {
    let of_body = survey.for_editors.as_ref().map(|(notes, _)| notes.trim());
    let notes = head.editor_notes.iter().filter_map(|note| said(Some(note))).chain(of_body);
    let notes: Vec<&str> = notes.filter(|note| is_visible(note)).collect();
    (!notes.is_empty()).then(|| notes.join("\n"))
}

fn headlines<'a>(head: &'a Head<'_>, title: Text<'a>) -> Vec<Headline<'a>> {
    let second = said(head.subheadline.as_ref()).map(|words| Headline { role: "subtitle", value: words.into() });
    [Headline { role: "main", value: title }].into_iter().chain(second).collect()
}
