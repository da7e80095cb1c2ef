//! What a template may ask for.

use handlebars::template::Parameter;

use crate::fault::Wrong;

/// The shape of the data that templates are filled with, so that every name in them is known before any data is.
///
/// ```
/// use slugline_template::Shape;
///
/// const PERSON: Shape<'_> = Shape::Record(&[("name", Shape::Text), ("role", Shape::Text)]);
/// const PAGE: Shape<'_> = Shape::Record(&[("headline", Shape::Text), ("people", Shape::List(&PERSON))]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape<'s> {
    /// Text from outside, which is escaped where it is printed. May be empty.
    Text,
    /// An address on the web, made safe before, which may begin a link: `href="{{url}}"`. May be empty.
    Address,
    /// A number, which may stand in the name of a tag: `<h{{level}}>`, in a style: `style="width:{{width}}px"`, and in a
    /// comment.
    Number,
    /// A word that means nothing but itself, so that it may stand in a style: a colour, one of a few words, `true`.
    Word,
    /// Markup already, printed with `{{{ }}}`: inside the element of this name, or between tags where that is `None`.
    Markup(Option<&'static str>),
    /// Any number of the same.
    List(&'s Shape<'s>),
    /// Fields by name.
    Record(&'s [(&'s str, Shape<'s>)]),
}

impl<'s> Shape<'s> {
    /// The field of this name, of a record.
    pub(crate) fn field(&self, name: &str) -> Option<&'s Shape<'s>> {
        let Shape::Record(fields) = self else { return None };
        fields.iter().find(|(known, _)| *known == name).map(|(_, shape)| shape)
    }

    /// The names of a record's fields, in its order.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'s str> + use<'s> {
        let fields = match self {
            Shape::Record(fields) => *fields,
            Shape::Text | Shape::Address | Shape::Number | Shape::Word | Shape::Markup(_) | Shape::List(_) => &[],
        };
        fields.iter().map(|(name, _)| *name)
    }

    /// That a helper was given something else.
    pub(crate) fn expected(&self, what: &str, value: &Parameter) -> Wrong {
        let is = match self {
            Shape::Text | Shape::Address | Shape::Word => "text",
            Shape::Number => "a number",
            Shape::Markup(_) => "markup",
            Shape::List(Shape::Text | Shape::Number | Shape::Word) => "a list of texts",
            Shape::List(_) => "a list of fields with parts",
            Shape::Record(_) => "a field with parts",
        };
        let written = value.as_name().map_or_else(|| "the value".to_owned(), |name| format!("`{name}`"));
        Wrong::new(format!("{written} is {is}, expected {what}"), self.instead(value.as_name().unwrap_or("this")))
    }

    /// What to write where `name` was written and cannot be printed or taken.
    pub(crate) fn instead(&self, name: &str) -> String {
        match self {
            Shape::Record(fields) => {
                let parts: Vec<String> = fields.iter().map(|(part, _)| format!("`{name}.{part}`")).collect();
                format!("its parts are {}", parts.join(", "))
            }
            Shape::List(Shape::Text | Shape::Number | Shape::Word) => format!("write `{{{{join {name} \", \"}}}}`"),
            Shape::List(_) => format!("write `{{{{#each {name}}}}}`"),
            Shape::Text | Shape::Address | Shape::Number | Shape::Word | Shape::Markup(_) => {
                "take another field, or another helper".to_owned()
            }
        }
    }
}
