//! What a page or any other template shows of an article, resolved.
//!
//! The built-in page, every theme and every template of a plugin read a [`View`], so that none of them decides anything and
//! none can disagree. It borrows from the article and allocates nothing: lists and dates take their final form only when they
//! are written.

use std::borrow::Cow;
use std::fmt;

use serde::{Serialize, Serializer};
use slugline_core::model::{Article, Date, EditionHead, Field, Head, Span, Text};
use slugline_core::plugin::{Context, World};
use slugline_item::Rights;
use slugline_markup::{Datetime, Dropped, Readable, WebPicture, Writing, alternative, escaped, is_visible};

use crate::shape::Shape;
use crate::words::Words;

/// The shape of a date: what it is for machines and for people.
pub const MOMENT: Shape<'static> = Shape::Record(&[("datetime", Shape::Text), ("text", Shape::Text)]);

const PERSON: Shape<'static> = Shape::Record(&[
    ("affiliation", Shape::Text),
    ("joiner", Shape::Text),
    ("name", Shape::Text),
    ("role", Shape::Text),
]);

/// What a page shows. A field that the article lacks is there and empty.
#[derive(Serialize)]
pub struct View<'a> {
    /// BCP 47 tag; none where the language is not known.
    pub language: Option<&'a str>,
    /// `rtl`, where the text runs from right to left.
    pub direction: Option<&'static str>,
    /// Where readers find the page.
    pub url: Option<Cow<'a, str>>,
    /// Level of the headline, 1 to 6.
    pub level: u8,
    /// The headline, or what stands in for it. Never empty.
    pub headline: Shown<'a>,
    /// The line or lines below it.
    pub subheadline: Option<Shown<'a>>,
    /// The story in short, for search engines and for those who share the page: the deck, else the lead, where one is marked.
    pub description: Option<Shown<'a>>,
    /// The part of the paper or site.
    pub section: Option<Shown<'a>>,
    /// The words around what is shown, in the article's language.
    pub words: Words,
    /// Who wrote it.
    pub people: People<'a>,
    /// The date that stands for the article.
    pub date: Option<Moment>,
    /// The date of the last change, where it is another.
    pub changed: Option<Moment>,
    /// The date of publication, where its year is known.
    pub published: Option<Moment>,
    /// The date of the last change, where its year is known, also where it is the date that stands for the article.
    pub updated: Option<Moment>,
    /// Words to find it by.
    pub keywords: Keywords<'a>,
    /// Agency or publisher to be named.
    pub credit: Option<Shown<'a>>,
    /// Who owns it: the article's notice, else the publisher's.
    pub rights: Option<Shown<'a>>,
    /// The first picture that has an address on the web, which pages are shared with.
    pub picture: Option<Picture<'a>>,
    /// Name of who publishes it.
    pub publisher: Option<&'a str>,
}

/// Text of the article's head, and where it was read. To a theme, the text.
#[derive(Clone, Copy)]
pub struct Shown<'a> {
    /// The text.
    pub text: &'a str,
    /// Where it was read; detached where it is made up.
    pub span: Span,
}

/// A picture on the web.
#[derive(Serialize)]
pub struct Picture<'a> {
    /// Where it is.
    pub url: Cow<'a, str>,
    /// What it shows, in words.
    pub alt: Option<Cow<'a, str>>,
}

/// The authors in the order of the text. To a theme, a list of [`Person`].
pub struct People<'a> {
    head: &'a Head<'a>,
    words: Words,
}

/// One author.
#[derive(Serialize)]
pub struct Person<'a> {
    /// What stands before the name.
    pub joiner: Joiner,
    /// The name. Never empty.
    pub name: Shown<'a>,
    /// What they are: `Business Editor`.
    pub role: Option<Shown<'a>>,
    /// Whom they write for.
    pub affiliation: Option<Shown<'a>>,
}

/// What stands before an author's name.
#[derive(Clone, Copy)]
pub enum Joiner {
    /// Nothing: the first.
    Nothing,
    /// A comma and a blank.
    Comma,
    /// The word before the last, with blanks around it.
    And(&'static str),
}

/// The keywords in the order of the text. To a theme, a list.
pub struct Keywords<'a>(&'a Head<'a>);

/// A date, as precise as the article has it.
#[derive(Serialize)]
pub struct Moment {
    /// For machines.
    #[serde(serialize_with = "as_text")]
    pub datetime: Datetime,
    /// For people.
    #[serde(serialize_with = "as_text")]
    pub text: Readable,
}

impl<'a> View<'a> {
    /// The shape of its fields.
    pub const FIELDS: [(&'static str, Shape<'static>); 19] = [
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
        ("subheadline", Shape::Text),
        ("updated", MOMENT),
        ("url", Shape::Address),
        ("words", Shape::Record(&[("by", Shape::Text), ("changed", Shape::Text)])),
    ];

    /// What a page shows of `article`, whose headline, or what stands in for it, is `title`.
    pub fn new(
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
    pub fn with_lead(mut self, lead: Option<&'a (String, Span)>) -> View<'a> {
        self.description = self.description.or(lead.map(|(text, span)| Shown { text, span: *span }));
        self
    }

    /// The same with the picture that the page is shared with. It is looked for in the whole text, which is worth it where
    /// someone may ask for it: on a page, in a theme.
    pub fn with_picture(mut self, article: &'a Article<'a>, world: &dyn World) -> View<'a> {
        self.picture = article.pictures().into_iter().find_map(|(figure, _)| {
            let url = WebPicture::of(&figure.source, world)?.address;
            Some(Picture { url, alt: alternative(figure) })
        });
        self
    }

    /// Reports the characters that no page can hold, once, however often the page shows them.
    pub fn report_forbidden(&self, cx: &mut Context<'_>) {
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
    /// Whether nobody is named.
    pub fn is_empty(&self) -> bool {
        self.head.named_bylines().next().is_none()
    }

    /// One after the other.
    pub fn iter(&self) -> impl Iterator<Item = Person<'a>> {
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
    /// One after the other.
    pub fn iter(&self) -> impl Iterator<Item = Shown<'a>> {
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
    pub fn reads_as_datetime(&self) -> bool {
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
    pub fn pieces(self) -> [&'static str; 3] {
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
        has_shape(&serde_json::to_value(&view).unwrap(), &Shape::Record(&View::FIELDS), "the view");
    }
}
