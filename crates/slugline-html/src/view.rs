//! What a page shows of an article, resolved.
//!
//! The built-in page and every theme read a [`View`] and nothing else, so that both decide nothing and cannot disagree. It
//! borrows from the article and allocates nothing: lists and dates take their final form only when they are written.

use std::borrow::Cow;
use std::fmt;

use serde::{Serialize, Serializer};
use slugline_core::model::{Article, Date, EditionHead, Field, Head, Span, Text};
use slugline_core::plugin::{Context, World};
use slugline_item::Rights;
use slugline_markup::{Datetime, Dropped, Readable, WebPicture, Writing, alternative, escaped, is_visible};
use slugline_template::Shape;

use crate::words::Words;

/// What a theme may ask for: the fields of the view, and what is rendered before the theme is.
pub(crate) const SHAPE: Shape = Shape::Record(&[
    ("body", Shape::Markup(None)),
    ("changed", MOMENT),
    ("credit", Shape::Text),
    ("date", MOMENT),
    ("description", Shape::Text),
    ("direction", Shape::Text),
    ("headline", Shape::Text),
    ("keywords", Shape::List(&Shape::Text)),
    ("language", Shape::Text),
    ("level", Shape::Number),
    ("people", Shape::List(&PERSON)),
    ("picture", Shape::Record(&[("alt", Shape::Text), ("url", Shape::Address)])),
    ("published", MOMENT),
    ("publisher", Shape::Text),
    ("rights", Shape::Text),
    ("section", Shape::Text),
    ("structured_data", Shape::Markup(Some("script"))),
    ("style", Shape::Markup(Some("style"))),
    ("subheadline", Shape::Text),
    ("updated", MOMENT),
    ("url", Shape::Address),
    ("words", Shape::Record(&[("by", Shape::Text), ("changed", Shape::Text)])),
]);

const MOMENT: Shape = Shape::Record(&[("datetime", Shape::Text), ("text", Shape::Text)]);

const PERSON: Shape = Shape::Record(&[
    ("affiliation", Shape::Text),
    ("joiner", Shape::Text),
    ("name", Shape::Text),
    ("role", Shape::Text),
]);

/// What a page shows. A field that the article lacks is there and empty.
#[derive(Serialize)]
pub(crate) struct View<'a> {
    /// BCP 47 tag; none where the language is not known.
    pub(crate) language: Option<&'a str>,
    /// `rtl`, where the text runs from right to left.
    pub(crate) direction: Option<&'static str>,
    /// Where readers find the page.
    pub(crate) url: Option<Cow<'a, str>>,
    /// Level of the headline, 1 to 6.
    pub(crate) level: u8,
    /// The headline, or what stands in for it. Never empty.
    pub(crate) headline: Shown<'a>,
    pub(crate) subheadline: Option<Shown<'a>>,
    /// The story in short, for search engines and for those who share the page: the deck, else the lead, where one is marked.
    pub(crate) description: Option<Shown<'a>>,
    pub(crate) section: Option<Shown<'a>>,
    pub(crate) words: Words,
    pub(crate) people: People<'a>,
    /// The date that stands for the article.
    pub(crate) date: Option<Moment>,
    /// The date of the last change, where it is another.
    pub(crate) changed: Option<Moment>,
    /// The date of publication, where its year is known.
    pub(crate) published: Option<Moment>,
    /// The date of the last change, where its year is known, also where it is the date that stands for the article.
    pub(crate) updated: Option<Moment>,
    pub(crate) keywords: Keywords<'a>,
    pub(crate) credit: Option<Shown<'a>>,
    pub(crate) rights: Option<Shown<'a>>,
    /// The first picture that has an address on the web, which pages are shared with.
    pub(crate) picture: Option<Picture<'a>>,
    /// Name of who publishes it.
    pub(crate) publisher: Option<&'a str>,
}

/// Text of the article's head, and where it was read. To a theme, the text.
#[derive(Clone, Copy)]
pub(crate) struct Shown<'a> {
    pub(crate) text: &'a str,
    pub(crate) span: Span,
}

/// A picture on the web.
#[derive(Serialize)]
pub(crate) struct Picture<'a> {
    pub(crate) url: Cow<'a, str>,
    /// What it shows, in words.
    pub(crate) alt: Option<Cow<'a, str>>,
}

/// The authors in the order of the text. To a theme, a list of [`Person`].
pub(crate) struct People<'a> {
    head: &'a Head<'a>,
    words: Words,
}

/// One author.
#[derive(Serialize)]
pub(crate) struct Person<'a> {
    pub(crate) joiner: Joiner,
    pub(crate) name: Shown<'a>,
    pub(crate) role: Option<Shown<'a>>,
    pub(crate) affiliation: Option<Shown<'a>>,
}

/// What stands before an author's name.
#[derive(Clone, Copy)]
pub(crate) enum Joiner {
    /// Nothing: the first.
    Nothing,
    /// A comma and a blank.
    Comma,
    /// The word before the last, with blanks around it.
    And(&'static str),
}

/// The keywords in the order of the text. To a theme, a list.
pub(crate) struct Keywords<'a>(&'a Head<'a>);

/// A date, as precise as the article has it.
#[derive(Serialize)]
pub(crate) struct Moment {
    /// For machines.
    #[serde(serialize_with = "as_text")]
    pub(crate) datetime: Datetime,
    /// For people.
    #[serde(serialize_with = "as_text")]
    pub(crate) text: Readable,
}

impl<'a> View<'a> {
    /// What a page shows of `article`, whose headline, or what stands in for it, is `title`.
    pub(crate) fn new(
        article: &'a Article<'a>,
        edition: &'a EditionHead<'a>,
        title: &'a str,
        writing: Writing<'a>,
        url: Option<Cow<'a, str>>,
        level: u8,
    ) -> View<'a> {
        let (head, words) = (&article.head, Words::of(writing));
        let field = |text: &'a Option<Text<'a>>, field| {
            let text = text.as_deref().filter(|text| is_visible(text))?;
            let span = head.span(field, 0);
            Some(Shown { text, span })
        };
        let date = head.dates.main();
        let changed = head.dates.updated.filter(|updated| date != Some(*updated));
        View {
            language: writing.tag,
            direction: writing.right_to_left.then(|| writing.direction()),
            url,
            level,
            headline: Shown { text: title, span: head.span(Field::Headline, 0) },
            subheadline: field(&head.subheadline, Field::Subheadline),
            description: field(&head.subheadline, Field::Subheadline),
            section: field(&head.section, Field::Section),
            words,
            people: People { head, words },
            date: date.map(Moment::from),
            changed: changed.map(Moment::from),
            published: head.dates.published.and_then(Moment::of_a_year),
            updated: head.dates.updated.and_then(Moment::of_a_year),
            keywords: Keywords(head),
            credit: field(&head.credit, Field::Credit),
            rights: Rights::of(head, &edition.publisher).notice.map(|(text, span)| Shown { text, span }),
            picture: None,
            publisher: edition.publisher.name.as_deref().filter(|name| is_visible(name)),
        }
    }

    /// The same with `lead` as the description, where there is no deck to be it.
    pub(crate) fn with_lead(mut self, lead: Option<&'a (String, Span)>) -> View<'a> {
        self.description = self.description.or(lead.map(|(text, span)| Shown { text, span: *span }));
        self
    }

    /// The same with the picture that the page is shared with. It is looked for in the whole text, which only a page is
    /// worth.
    pub(crate) fn with_picture(mut self, article: &'a Article<'a>, world: &dyn World) -> View<'a> {
        self.picture = article.pictures().into_iter().find_map(|(figure, _)| {
            let url = WebPicture::of(&figure.source, world)?.address;
            Some(Picture { url, alt: alternative(figure) })
        });
        self
    }

    /// Reports the characters that no page can hold, once, however often the page shows them.
    pub(crate) fn report_forbidden(&self, cx: &mut Context<'_>) {
        let mut dropped = Dropped::default();
        let mut look = |shown: Shown<'_>| _ = escaped(shown.text, shown.span, &mut dropped);
        look(self.headline);
        let fields = [self.subheadline, self.section, self.credit, self.rights];
        fields.into_iter().flatten().for_each(&mut look);
        for person in self.people.iter() {
            look(person.name);
            [person.role, person.affiliation].into_iter().flatten().for_each(&mut look);
        }
        self.keywords.iter().for_each(look);
        dropped.report(cx);
    }
}

impl<'a> People<'a> {
    pub(crate) fn is_empty(&self) -> bool {
        self.head.named_bylines().next().is_none()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = Person<'a>> {
        let People { head, words } = *self;
        let last = head.named_bylines().count().saturating_sub(1);
        head.named_bylines().enumerate().map(move |(place, (at, byline))| Person {
            joiner: match place {
                0 => Joiner::Nothing,
                place if place == last => Joiner::And(words.and),
                _ => Joiner::Comma,
            },
            name: Shown { text: &byline.name, span: head.span(Field::Byline, at) },
            role: part(head, Field::BylineRole, at, byline.role.as_deref()),
            affiliation: part(head, Field::BylineAffiliation, at, byline.affiliation.as_deref()),
        })
    }
}

fn part<'a>(head: &Head<'_>, field: Field, at: usize, text: Option<&'a str>) -> Option<Shown<'a>> {
    let text = text.filter(|text| is_visible(text))?;
    Some(Shown { text, span: head.span(field, at) })
}

impl<'a> Keywords<'a> {
    pub(crate) fn iter(&self) -> impl Iterator<Item = Shown<'a>> {
        let head = self.0;
        head.shown_keywords().map(|(at, text)| Shown { text, span: head.span(Field::Keyword, at) })
    }
}

impl Moment {
    /// The date, where its year is known.
    fn of_a_year(date: Date) -> Option<Moment> {
        date.day().map(|_| Moment::from(date))
    }

    /// Whether people read the same as machines do: most dates are days.
    pub(crate) fn reads_as_datetime(&self) -> bool {
        !matches!(self.text, Readable(Date::Instant(_)))
    }
}

impl From<Date> for Moment {
    fn from(date: Date) -> Moment {
        Moment { datetime: Datetime(date), text: Readable(date) }
    }
}

impl Joiner {
    /// Its pieces, to be written one after the other.
    pub(crate) fn pieces(self) -> [&'static str; 3] {
        match self {
            Joiner::Nothing => [""; 3],
            Joiner::Comma => [", ", "", ""],
            Joiner::And(word) => [" ", word, " "],
        }
    }
}

impl Serialize for Shown<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.text)
    }
}

impl Serialize for Joiner {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.pieces().concat())
    }
}

impl Serialize for People<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl Serialize for Keywords<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

fn as_text<S: Serializer>(date: &impl fmt::Display, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(date)
}

#[cfg(test)]
mod tests {
    use serde_json::Value;
    use slugline_core::diagnostic::Diagnostics;
    use slugline_core::plugin::Still;
    use slugline_specimen::hostile::edition;
    use slugline_specimen::story::every_field;

    use super::*;

    /// Themes take what is not there for empty, so that a field of the shape alone would never show.
    #[track_caller]
    fn has_shape(value: &Value, shape: &Shape, name: &str) {
        match (shape, value) {
            (Shape::Record(fields), Value::Object(parts)) => {
                let known = fields.iter().filter(|(_, shape)| !matches!(shape, Shape::Markup(_)));
                let mut named: Vec<&str> = known.clone().map(|(name, _)| *name).collect();
                let mut found: Vec<&str> = parts.keys().map(String::as_str).collect();
                named.sort_unstable();
                found.sort_unstable();
                assert_eq!(found, named, "{name}");
                known.for_each(|(name, shape)| has_shape(parts.get(*name).unwrap_or(&Value::Null), shape, name));
            }
            (Shape::List(item), Value::Array(items)) => items.iter().for_each(|value| has_shape(value, item, name)),
            (Shape::Text | Shape::Address, Value::String(_)) | (Shape::Number, Value::Number(_)) => {}
            // What this article has not: a direction, and such parts of its second and third author.
            (Shape::Text, Value::Null) if ["affiliation", "direction", "role"].contains(&name) => {}
            (shape, value) => panic!("{name}: {shape:?}, found {value}"),
        }
    }

    #[test]
    fn the_view_has_the_shape_that_themes_are_held_to() {
        let (article, edition) = (every_field(), edition("The Harbour Times"));
        let mut diagnostics = Diagnostics::new();
        let writing = Writing::of(&article, &mut Context::new(&mut diagnostics, &Still));
        let mut view = View::new(&article, &edition, "Ferries stop", writing, Some("https://example.org/".into()), 1);
        view.picture = Some(Picture { url: "https://example.org/quay.jpg".into(), alt: Some("A quay".into()) });
        has_shape(&serde_json::to_value(&view).unwrap(), &SHAPE, "the view");
    }
}
