//! Where a template stands in what it makes, as far as that decides what may be printed there.

use handlebars::template::HelperTemplate;

use crate::fault::Wrong;
use crate::json::JsonReader;
use crate::place::{Place, Reader};
use crate::print;
use crate::script::Script;
use crate::shape::Shape;
use crate::templates::Escape;

/// A place in what a template makes. Fed with the text of the template, part by part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Surroundings {
    /// In HTML or XML.
    Markup(Reader),
    /// In JSON.
    Json(JsonReader),
    /// In text, where one place is like another.
    Plain,
}

impl Surroundings {
    /// The place at the beginning.
    pub(crate) fn of(escape: Escape) -> Surroundings {
        match escape {
            Escape::Html => Surroundings::Markup(Reader::default()),
            Escape::Xml => Surroundings::Markup(Reader::of_xml()),
            Escape::Json => Surroundings::Json(JsonReader::default()),
            Escape::Plain => Surroundings::Plain,
        }
    }

    /// Reads on.
    pub(crate) fn feed(&mut self, text: &str) {
        match self {
            Surroundings::Markup(reader) => reader.feed(text),
            Surroundings::Json(reader) => reader.feed(text),
            Surroundings::Plain => {}
        }
    }

    /// Notes that a template prints something here.
    pub(crate) fn printed(&mut self) {
        match self {
            Surroundings::Markup(reader) => reader.printed(),
            Surroundings::Json(reader) => reader.printed(),
            Surroundings::Plain => {}
        }
    }

    /// Whether JSON is a value of its own here, and not the text of one.
    pub(crate) fn takes_json(&self) -> bool {
        match self {
            Surroundings::Markup(reader) => reader.takes_json(),
            Surroundings::Json(reader) => !reader.is_in_text(),
            Surroundings::Plain => false,
        }
    }

    /// Whether a template may begin or end here, whatever stands around it.
    pub(crate) fn is_outermost(&self) -> bool {
        match self {
            Surroundings::Markup(reader) => reader.place == Place::Content,
            Surroundings::Json(reader) => !reader.is_in_text(),
            Surroundings::Plain => true,
        }
    }

    /// Whether what follows reads the same here and there.
    pub(crate) fn joins(&self, other: &Surroundings) -> bool {
        match (self, other) {
            (Surroundings::Markup(here), Surroundings::Markup(there)) => here.joins(there),
            (here, there) => here == there,
        }
    }

    /// The place in a script, where it is in one.
    pub(crate) fn script(&self) -> Script {
        match self {
            Surroundings::Markup(reader) => reader.script,
            Surroundings::Json(_) | Surroundings::Plain => Script::default(),
        }
    }

    /// The same, at that place of a script.
    pub(crate) fn at(mut self, script: Script) -> Surroundings {
        if let Surroundings::Markup(reader) = &mut self {
            reader.script = script;
        }
        self
    }

    /// Whether a value begins here.
    pub(crate) fn begins_value(&self) -> bool {
        matches!(self, Surroundings::Markup(Reader { place: Place::Value { empty: true, .. }, .. }))
    }

    /// Whether a field of this shape, which is text, may be printed.
    pub(crate) fn text(&self, shape: &Shape<'_>, shown: &str, field: &str) -> Result<(), Wrong> {
        match self {
            Surroundings::Markup(reader) => match shape {
                Shape::Number if matches!(reader.place, Place::TagName | Place::Comment) => Ok(()),
                Shape::Number | Shape::Word if print::is_in_style(reader) => Ok(()),
                Shape::Address if print::begins_link(reader) => Ok(()),
                _ => print::text(reader, shown, field),
            },
            Surroundings::Json(reader) => reader.takes_text(shown, field),
            Surroundings::Plain => Ok(()),
        }
    }

    /// Whether markup may be printed, which belongs into that element or between tags.
    pub(crate) fn markup(&self, element: Option<&str>, shown: &str) -> Result<(), Wrong> {
        match self {
            Surroundings::Markup(reader) => print::markup(reader, element, shown),
            Surroundings::Json(reader) => reader.takes_text(shown, ""),
            Surroundings::Plain => Ok(()),
        }
    }

    /// Whether a whole attribute may be printed.
    pub(crate) fn attribute(&self, call: &HelperTemplate, shown: &str) -> Result<(), Wrong> {
        match self {
            Surroundings::Markup(reader) => print::attribute(reader, call, shown),
            Surroundings::Json(_) | Surroundings::Plain => {
                let message = format!("`{shown}` prints an attribute, and what the template makes has none");
                Err(Wrong::new(message, "print the value itself"))
            }
        }
    }

    /// Whether JSON may be printed.
    pub(crate) fn json(&self, shown: &str) -> Result<(), Wrong> {
        match self {
            Surroundings::Markup(reader) => print::json(reader, shown),
            Surroundings::Json(_) | Surroundings::Plain => Ok(()),
        }
    }
}
