//! The helpers that templates may call: what each takes, and what becomes of a call.

use std::iter;
use std::ops::RangeInclusive;

use handlebars::template::Parameter;

use crate::fault::Wrong;
use crate::pattern;
use crate::shape::Shape;

/// How a helper is called.
pub(crate) struct Signature {
    pub(crate) name: &'static str,
    /// How many values it takes.
    count: RangeInclusive<usize>,
    /// What each of them has to be; the last stands for all that follow.
    takes: &'static [Takes],
    pub(crate) gives: Gives,
    /// A call of it, as a template may have it.
    example: &'static str,
}

/// What becomes of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gives {
    /// It stands around a part of the template: `{{#if section}}`.
    Block,
    /// Text, escaped where it is printed.
    Text,
    /// Text, which in a script is a value of its own.
    Json,
    /// Markup, printed as it is.
    Markup,
    /// A whole attribute.
    Attribute,
}

/// What a value has to be, whatever the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Takes {
    /// Anything, since it is only asked whether it is there.
    Anything,
    /// Anything but markup, which stands in the data by name alone.
    Value,
    /// Text or a number.
    Printed,
    Text,
    Number,
    List,
    /// A list of texts or numbers.
    Texts,
    Record,
    /// Text, or a field with a `datetime`.
    Date,
    /// How a date is written, in quotes.
    Pattern,
}

/// All of them, by name.
pub(crate) const HELPERS: [Signature; 25] = [
    Signature::new("and", 2..=usize::MAX, &[Takes::Anything], Gives::Text, "(and section credit)"),
    Signature::new("attr", 2..=2, &[Takes::Value, Takes::Printed], Gives::Attribute, r#"{{attr "title" section}}"#),
    Signature::new("blocks", 0..=2, &[Takes::Number], Gives::Markup, "{{blocks 0 1}}"),
    Signature::new("date", 2..=2, &[Takes::Date, Takes::Pattern], Gives::Text, r#"{{date published "%-d %B %Y"}}"#),
    Signature::new("default", 2..=2, &[Takes::Value], Gives::Text, r#"{{default credit "Harbour Wire"}}"#),
    Signature::new("each", 1..=1, &[Takes::List], Gives::Block, "{{#each people}}"),
    Signature::new("eq", 2..=2, &[Takes::Printed], Gives::Text, r#"(eq section "World")"#),
    Signature::new("gt", 2..=2, &[Takes::Printed], Gives::Text, "(gt (len people) 1)"),
    Signature::new("gte", 2..=2, &[Takes::Printed], Gives::Text, "(gte (len people) 2)"),
    Signature::new("if", 1..=1, &[Takes::Anything], Gives::Block, "{{#if section}}"),
    Signature::new("inlines", 1..=1, &[Takes::Number], Gives::Markup, "{{inlines 2}}"),
    Signature::new("join", 2..=2, &[Takes::Texts, Takes::Printed], Gives::Text, r#"{{join keywords ", "}}"#),
    Signature::new("json", 1..=1, &[Takes::Value], Gives::Json, "{{json keywords}}"),
    Signature::new("len", 1..=1, &[Takes::Value], Gives::Text, "{{len people}}"),
    Signature::new("lookup", 2..=2, &[Takes::List, Takes::Printed], Gives::Text, "(lookup people 1)"),
    Signature::new("lt", 2..=2, &[Takes::Printed], Gives::Text, "(lt (len people) 2)"),
    Signature::new("lte", 2..=2, &[Takes::Printed], Gives::Text, "(lte (len people) 1)"),
    Signature::new("ne", 2..=2, &[Takes::Printed], Gives::Text, r#"(ne section "World")"#),
    Signature::new("not", 1..=1, &[Takes::Anything], Gives::Text, "(not section)"),
    Signature::new("or", 2..=usize::MAX, &[Takes::Anything], Gives::Text, "(or section credit)"),
    Signature::new("slug", 1..=1, &[Takes::Text], Gives::Text, "{{slug headline}}"),
    Signature::new("truncate", 2..=2, &[Takes::Text, Takes::Number], Gives::Text, "{{truncate headline 20}}"),
    Signature::new("unless", 1..=1, &[Takes::Anything], Gives::Block, "{{#unless credit}}"),
    Signature::new("with", 1..=1, &[Takes::Record], Gives::Block, "{{#with date}}"),
    Signature::new("xml", 1..=1, &[Takes::Printed], Gives::Text, "{{xml section}}"),
];

impl Signature {
    const fn new(
        name: &'static str,
        count: RangeInclusive<usize>,
        takes: &'static [Takes],
        gives: Gives,
        example: &'static str,
    ) -> Signature {
        Signature { name, count, takes, gives, example }
    }

    /// The helper of this name.
    pub(crate) fn of(name: &str) -> Option<&'static Signature> {
        HELPERS.iter().find(|helper| helper.name == name)
    }

    /// Whether it does nothing without a value, so that its name alone may be that of a field: `{{slug}}`.
    pub(crate) fn needs_value(&self) -> bool {
        *self.count.start() > 0
    }

    /// What is wrong with so many values: `` `truncate` takes 2 values, found 1 ``.
    pub(crate) fn miscounted(&self, found: usize) -> Option<String> {
        let takes = match (*self.count.start(), *self.count.end()) {
            _ if self.count.contains(&found) => return None,
            (1, 1) => "1 value".to_owned(),
            (least, most) if least == most => format!("{least} values"),
            (least, usize::MAX) => format!("{least} values or more"),
            (least, most) => format!("{least} to {most} values"),
        };
        Some(format!("`{}` takes {takes}, found {found}", self.name))
    }

    /// What to write where it was miscounted. Without values its name may have been meant as that of `field`.
    pub(crate) fn instead(&self, found: usize, field: Option<&Shape>) -> String {
        let call = format!("write it as in `{}`", self.example);
        let parts = field.into_iter().filter(|_| found == 0).flat_map(Shape::names);
        let parts: Vec<String> = parts.map(|part| format!("`{{{{{}.{part}}}}}`", self.name)).collect();
        match parts.as_slice() {
            [] => call,
            parts => format!("{call}; the field `{}` has parts: {}", self.name, parts.join(", ")),
        }
    }

    /// Whether it can do with these values what it does. Each shape is that of the value in its place.
    pub(crate) fn accepts(&self, shapes: &[&Shape<'_>], values: &[Parameter]) -> Result<(), Wrong> {
        let rest = self.takes.last().into_iter().flat_map(iter::repeat);
        let mut pairs = self.takes.iter().chain(rest).zip(shapes.iter().zip(values));
        pairs.try_for_each(|(takes, (shape, value))| takes.accepts(shape, value))
    }
}

impl Takes {
    fn accepts(self, shape: &Shape<'_>, value: &Parameter) -> Result<(), Wrong> {
        let is_text = matches!(shape, Shape::Text | Shape::Address | Shape::Word);
        let (accepts, what) = match self {
            Takes::Anything => (true, "anything"),
            Takes::Value => (!matches!(shape, Shape::Markup(_)), "what a helper can take"),
            Takes::Printed => (is_text || *shape == Shape::Number, "text"),
            Takes::Text => (is_text, "text"),
            Takes::Number => (*shape == Shape::Number, "a number"),
            Takes::List => (matches!(shape, Shape::List(_)), "a list"),
            Takes::Texts => {
                (matches!(shape, Shape::List(Shape::Text | Shape::Number | Shape::Word)), "a list of texts")
            }
            Takes::Record => (matches!(shape, Shape::Record(_)), "a field with parts"),
            Takes::Date => (*shape == Shape::Text || shape.field("datetime").is_some(), "a date"),
            Takes::Pattern => return accepts_pattern(value),
        };
        if accepts { Ok(()) } else { Err(shape.expected(what, value)) }
    }
}

/// Whether a date can be written by this pattern.
fn accepts_pattern(pattern: &Parameter) -> Result<(), Wrong> {
    let fault = match pattern {
        Parameter::Literal(serde_json::Value::String(text)) => pattern::fault(text),
        _ => Some("the pattern of a date is computed".to_owned()),
    };
    fault.map_or(Ok(()), |fault| Err(Wrong::new(fault, pattern::HELP)))
}
