//! Who, when, where, what kind: everything that is said about an article rather than in it.
//!
//! Fields are plain values, so that a plugin's author reads and sets a string; where each came from stands beside them in
//! [`Head::spans`]. Absent is absent: no reader guesses a field into being.

use super::{Date, Extra, Field, Span, Text, into_owned, is_visible};

/// The head of an article. Every field may be absent.
///
/// Source: FORMATS.md section 7, the rows of the mapping table.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Head<'s> {
    /// The line that sells the story. Never empty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headline: Option<Text<'s>>,
    /// The line or lines below it: deck, standfirst.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subheadline: Option<Text<'s>>,
    /// The part of the paper or site, as the text names it: `World`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub section: Option<Text<'s>>,
    /// Who wrote it, in the order of the text.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub bylines: Vec<Byline<'s>>,
    /// Where the news comes from, as printed before the first paragraph.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dateline: Option<Dateline<'s>>,
    /// When it was written, published, changed, and may be published.
    #[serde(skip_serializing_if = "Dates::is_empty")]
    pub dates: Dates,
    /// Language of the text, a BCP 47 tag, where the text or the user names it. Never guessed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<Text<'s>>,
    /// The desk's short name of the story: `harbour-strike`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slug: Option<Text<'s>>,
    /// Words to find it by, in the order of the text.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub keywords: Vec<Text<'s>>,
    /// What it is about, in terms of a scheme.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub subjects: Vec<Subject<'s>>,
    /// How urgent the desk holds it. Absent when the desk set none; writers then leave it out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub urgency: Option<Urgency<'s>>,
    /// The wire's category code, as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<Text<'s>>,
    /// Words, as the text itself counts them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub word_count: Option<u32>,
    /// Agency or publisher to be named, as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credit: Option<Text<'s>>,
    /// Who owns it and what may be done with it, as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rights: Option<Text<'s>>,
    /// Notes to editors, in the order of the text. No public format carries them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub editor_notes: Vec<Text<'s>>,
    /// Whether it may be used. Absent: nothing was said, which means usable.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// The identifier that the text itself carries.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identifier: Option<Text<'s>>,
    /// Counts from 1. Absent: the first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<u32>,
    /// Where readers find it on the web: an absolute address. Absent: nowhere that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<Text<'s>>,
    /// Where the fields above were read, in reading order. Fields that are made up have no entry.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub spans: Vec<FieldSpan>,
    /// Members of the JSON form that this version does not know.
    #[serde(flatten, serialize_with = "super::json::serialize_extra")]
    #[cfg_attr(feature = "schema", schemars(skip))]
    pub extra: Vec<Extra<'s>>,
}

impl<'s> Head<'s> {
    /// The bytes that `field` was read from; for a field with many values, the value at `index`. Detached when it was made up.
    pub fn span(&self, field: Field, index: usize) -> Span {
        let found = self.spans.iter().find(|entry| entry.field == field && usize::from(entry.index) == index);
        found.map_or(Span::DETACHED, |entry| entry.span)
    }

    /// Whether the field has a value at `index`; fields that hold one have it at 0.
    pub fn has(&self, field: Field, index: usize) -> bool {
        let byline = self.bylines.get(index);
        match field {
            Field::Byline => byline.is_some(),
            Field::BylineRole => byline.is_some_and(|byline| byline.role.is_some()),
            Field::BylineAffiliation => byline.is_some_and(|byline| byline.affiliation.is_some()),
            Field::Keyword => index < self.keywords.len(),
            Field::Subject => index < self.subjects.len(),
            Field::EditorNote => index < self.editor_notes.len(),
            _ => index == 0 && self.has_one(field),
        }
    }

    fn has_one(&self, field: Field) -> bool {
        match field {
            Field::Headline => self.headline.is_some(),
            Field::Subheadline => self.subheadline.is_some(),
            Field::Section => self.section.is_some(),
            Field::Dateline => self.dateline.is_some(),
            Field::Created => self.dates.created.is_some(),
            Field::Published => self.dates.published.is_some(),
            Field::Updated => self.dates.updated.is_some(),
            Field::Embargo => self.dates.embargo.is_some(),
            Field::Language => self.language.is_some(),
            Field::Slug => self.slug.is_some(),
            Field::Urgency => self.urgency.is_some(),
            Field::Category => self.category.is_some(),
            Field::WordCount => self.word_count.is_some(),
            Field::Credit => self.credit.is_some(),
            Field::Rights => self.rights.is_some(),
            Field::Status => self.status.is_some(),
            Field::Identifier => self.identifier.is_some(),
            Field::Version => self.version.is_some(),
            Field::Url => self.url.is_some(),
            Field::Byline
            | Field::BylineRole
            | Field::BylineAffiliation
            | Field::Keyword
            | Field::Subject
            | Field::EditorNote => false,
        }
    }

    /// How many values the field may have: those of a list, else one.
    pub fn places(&self, field: Field) -> usize {
        match field {
            Field::Byline | Field::BylineRole | Field::BylineAffiliation => self.bylines.len(),
            Field::Keyword => self.keywords.len(),
            Field::Subject => self.subjects.len(),
            Field::EditorNote => self.editor_notes.len(),
            _ => 1,
        }
    }

    /// The bylines whose name shows something, each with its place among all.
    pub fn named_bylines(&self) -> impl DoubleEndedIterator<Item = (usize, &Byline<'s>)> {
        self.bylines.iter().enumerate().filter(|(_, byline)| is_visible(&byline.name))
    }

    /// The keywords that show something, each with its place among all.
    pub fn shown_keywords(&self) -> impl Iterator<Item = (usize, &str)> {
        self.keywords.iter().enumerate().filter_map(|(at, keyword)| Some((at, keyword.shown()?)))
    }
}

/// Names as a byline has them, without a marker: `Ada Roe and Sam Lind`. `None` without names.
///
/// `and` is the word between the last two, without blanks.
pub fn joined_names<'n>(names: impl IntoIterator<Item = &'n str>, and: &str) -> Option<String> {
    let mut names = names.into_iter().peekable();
    let mut line = names.next()?.to_owned();
    while let Some(name) = names.next() {
        match names.peek() {
            Some(_) => line.push_str(", "),
            None => line.extend([" ", and, " "]),
        }
        line.push_str(name);
    }
    Some(line)
}

/// Someone who wrote the article.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Byline<'s> {
    /// The name as written, without `By` and without title. Never empty.
    #[serde(borrow)]
    pub name: Text<'s>,
    /// Title or function: `Staff Writer`.
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Text<'s>>,
    /// Agency or paper: `Harbour Wire`.
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub affiliation: Option<Text<'s>>,
}

/// Where the news comes from, as printed before the first paragraph: `LEEDS, England (AP) — `.
///
/// Source: WIRE-CONVENTIONS section 10.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Dateline<'s> {
    /// The dateline as printed, without the dash that ends it: `LEEDS, England (AP)`. Never empty.
    #[serde(borrow)]
    pub text: Text<'s>,
    /// Place or places, in the case of the text: `LEEDS, England`.
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Text<'s>>,
    /// The agency in brackets: `AP`.
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Text<'s>>,
    /// The day it gives.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
}

/// The dates of an article. In JSON strings; see [`Date`] for their shapes.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Dates {
    /// When it was written or sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created: Option<Date>,
    /// When it was or is to be published: the date line of an article.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<Date>,
    /// When it was last changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated: Option<Date>,
    /// Not to be published before this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub embargo: Option<Date>,
}

impl Dates {
    /// Whether no date is known.
    pub fn is_empty(&self) -> bool {
        *self == Dates::default()
    }

    /// The date that stands for the article: published, else created, else updated.
    pub fn main(&self) -> Option<Date> {
        self.published.or(self.created).or(self.updated)
    }
}

/// What an article is about, in terms of a scheme: `medtop` `04000000` `economy, business and finance`.
#[derive(Clone, Debug, Default, PartialEq, Hash, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Subject<'s> {
    /// Alias or URI of the scheme. Absent: a name alone.
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub scheme: Option<Text<'s>>,
    /// Code within the scheme.
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub code: Option<Text<'s>>,
    /// Name for people.
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Text<'s>>,
}

/// Editorial urgency: the desk's own letter or digit as written, and its level where the agency's table gives one.
///
/// Source: NewsML-G2 2.35, `urgency` (Int1to9Type); WIRE-CONVENTIONS section 3.2.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Urgency<'s> {
    /// As written: `u`, `3`.
    #[serde(borrow)]
    pub code: Text<'s>,
    /// 1 (most urgent) to 9. Absent: the code is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<u8>,
}

/// Whether an article may be used.
///
/// Source: NewsML-G2 2.35, `pubStatus`, and `embargoed` without a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// It may.
    Usable,
    /// Not before its embargo ends. Where [`Dates::embargo`] names no end, nobody can tell when that is.
    Embargoed,
    /// Not until further notice.
    Withheld,
    /// Never: the story was killed.
    Canceled,
}

/// Where a field of the head was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FieldSpan {
    /// The field.
    pub field: Field,
    /// Which of its values, counted from 0, for fields that hold many.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub index: u16,
    /// The bytes of the value, without the marker before it.
    pub span: Span,
}

fn is_zero(index: &u16) -> bool {
    *index == 0
}

into_owned!(Byline { name, role, affiliation });
into_owned!(Dateline { text, place, source, date });
into_owned!(Subject { scheme, code, name });
into_owned!(Urgency { code, level });
into_owned!(Head {
    headline,
    subheadline,
    section,
    bylines,
    dateline,
    dates,
    language,
    slug,
    keywords,
    subjects,
    urgency,
    category,
    word_count,
    credit,
    rights,
    editor_notes,
    status,
    identifier,
    version,
    url,
    spans,
    extra,
});
