//! What fills a template: stories, their edition, the plugin's options.

use std::borrow::Cow;

use serde::Serialize;
use slugline_core::model::{Article, Dateline, EditionHead, Field, Head, Span, Status, Subject, Text, Urgency};
use slugline_core::plugin::{Arity, Audience, Context, OptionMap};
use slugline_item::{home_page, lead, logo, survey};
use slugline_markup::{Dropped, PlainBody, Writing, escaped, page_address};
use slugline_template::{Moment, Part, Piece, View};

/// What a template is filled with.
#[derive(Serialize)]
pub(super) struct Data<'d> {
    /// The fields of the story, where a file holds one.
    #[serde(flatten)]
    story: Option<Story<'d>>,
    /// The stories, where a file holds many.
    #[serde(skip_serializing_if = "Option::is_none")]
    stories: Option<Vec<Story<'d>>>,
    edition: EditionFields<'d>,
    options: &'d OptionMap,
}

/// A story: what themes show of it, and what is for programs.
#[derive(Serialize)]
pub(super) struct Story<'d> {
    #[serde(flatten)]
    view: View<'d>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<Part<'static>>,
    category: Option<&'d Text<'d>>,
    created: Option<Moment>,
    dateline: Option<&'d Dateline<'d>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    editor_notes: Option<&'d [Text<'d>]>,
    embargo: Option<Moment>,
    identifier: Option<&'d Text<'d>>,
    slug: Option<&'d Text<'d>>,
    status: Option<Status>,
    subjects: &'d [Subject<'d>],
    text: &'d str,
    urgency: Option<&'d Urgency<'d>>,
    version: Option<u32>,
    word_count: u64,
}

#[derive(Serialize)]
struct EditionFields<'d> {
    title: Option<&'d str>,
    identifier: Option<&'d str>,
    /// Those of its stories, where they have the same.
    language: Option<&'d str>,
    direction: Option<&'d str>,
    publisher: PublisherFields<'d>,
}

#[derive(Serialize)]
struct PublisherFields<'d> {
    name: Option<&'d str>,
    url: Option<Cow<'d, str>>,
    logo: Option<Cow<'d, str>>,
    copyright: Option<&'d str>,
    usage_terms: Option<&'d str>,
}

/// What is made of an article before it is shown.
pub(super) struct Prepared<'d> {
    title: Text<'d>,
    lead: Option<(String, Span)>,
    writing: Writing<'d>,
    url: Option<Cow<'d, str>>,
    /// The body without markup.
    pub(super) text: String,
}

impl<'d> Prepared<'d> {
    /// That of `article`, with the reports of what it lacks.
    pub(super) fn of(article: &'d Article<'d>, cx: &mut Context<'_>) -> Prepared<'d> {
        Prepared {
            title: cx.title(article),
            lead: lead(article),
            writing: Writing::of(article, cx),
            url: page_address(&article.head, cx),
            text: PlainBody(article).to_string(),
        }
    }
}

/// What is shown of a story, beside the story itself.
#[derive(Clone, Copy)]
pub(super) struct Showing {
    /// Level of the story's headline, 1 to 6.
    pub(super) level: u8,
    /// Whether the body can be shown as markup.
    pub(super) has_body: bool,
    /// Who reads it. Notes to editors are for newsrooms.
    pub(super) audience: Audience,
}

impl<'d> Story<'d> {
    /// The story with that number in its edition.
    pub(super) fn new(
        number: usize,
        article: &'d Article<'d>,
        prepared: &'d Prepared<'d>,
        edition: &'d EditionHead<'d>,
        showing: Showing,
        cx: &mut Context<'_>,
    ) -> Story<'d> {
        let head = &article.head;
        let url = prepared.url.as_deref().map(Cow::Borrowed);
        let view = View::new(article, edition, &prepared.title, prepared.writing, url, showing.level)
            .with_lead(prepared.lead.as_ref())
            .with_picture(article, cx.world);
        let is_empty = article.body.is_empty() && head.dateline.is_none();
        Story {
            view,
            body: (showing.has_body && !is_empty).then_some(Part { article: number, piece: Piece::Field("body") }),
            category: head.category.as_ref(),
            created: head.dates.created.map(Moment::from),
            dateline: head.dateline.as_ref(),
            editor_notes: (showing.audience == Audience::Newsroom).then_some(&head.editor_notes),
            embargo: head.dates.embargo.map(Moment::from),
            identifier: head.identifier.as_ref(),
            slug: head.slug.as_ref(),
            status: head.status,
            subjects: &head.subjects,
            text: &prepared.text,
            urgency: head.urgency.as_ref(),
            version: head.version,
            word_count: head.word_count.map_or_else(|| survey(article).words, u64::from),
        }
    }

    /// Reports the characters that neither markup nor plain text can hold, of all but the body.
    pub(super) fn report_forbidden(&self, head: &Head<'_>, cx: &mut Context<'_>) {
        self.view.report_forbidden(cx);
        let mut dropped = Dropped::default();
        let mut look = |text: &str, field, index| _ = escaped(text, head.span(field, index), &mut dropped);
        let texts = [(self.category, Field::Category), (self.identifier, Field::Identifier), (self.slug, Field::Slug)];
        texts.into_iter().for_each(|(text, field)| text.into_iter().for_each(|text| look(text, field, 0)));
        self.urgency.into_iter().for_each(|urgency| look(&urgency.code, Field::Urgency, 0));
        for (index, subject) in self.subjects.iter().enumerate() {
            let texts = [&subject.scheme, &subject.code, &subject.name].into_iter().flatten();
            texts.for_each(|text| look(text, Field::Subject, index));
        }
        let notes = self.editor_notes.into_iter().flatten().enumerate();
        notes.for_each(|(index, note)| look(note, Field::EditorNote, index));
        dropped.report(cx);
    }
}

impl<'d> Data<'d> {
    /// The stories of an edition, one or many to a file, with the plugin's options.
    pub(super) fn new(
        arity: Arity,
        mut stories: Vec<Story<'d>>,
        edition: &'d EditionHead<'d>,
        options: &'d OptionMap,
        cx: &mut Context<'_>,
    ) -> Data<'d> {
        let edition = EditionFields::new(edition, &stories, cx);
        match arity {
            Arity::One => Data { story: stories.drain(..).next(), stories: None, edition, options },
            Arity::Many => Data { story: None, stories: Some(stories), edition, options },
        }
    }
}

impl<'d> EditionFields<'d> {
    fn new(head: &'d EditionHead<'d>, stories: &[Story<'d>], cx: &mut Context<'_>) -> EditionFields<'d> {
        let written = |story: &Story<'d>| (story.view.language, story.view.direction);
        let first = stories.first().map(written);
        let shared = first.filter(|first| stories.iter().all(|story| written(story) == *first));
        EditionFields {
            title: head.title.as_deref(),
            identifier: head.identifier.as_deref(),
            language: shared.and_then(|(language, _)| language),
            direction: shared.and_then(|(_, direction)| direction),
            publisher: PublisherFields {
                name: head.publisher.name.as_deref(),
                url: home_page(&head.publisher, cx),
                logo: logo(&head.publisher, cx),
                copyright: head.publisher.copyright.as_deref(),
                usage_terms: head.publisher.usage_terms.as_deref(),
            },
        }
    }
}
