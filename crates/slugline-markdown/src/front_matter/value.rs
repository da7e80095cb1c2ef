//! What front matter says, whichever language it says it in.

use std::borrow::Cow;

use serde::ser::{Serialize, Serializer};

/// How deep values may nest. Deeper ones are refused before they can exhaust the stack.
pub(crate) const MAX_DEPTH: usize = 32;

/// A key and its value, in the order of the text. Keys may repeat.
#[derive(Debug, PartialEq)]
pub(crate) struct Entry<'s> {
    pub(crate) key: Cow<'s, str>,
    pub(crate) value: Value<'s>,
}

/// A value, and the bytes of the source that spell it, quotation marks included. Empty where the language does not tell.
#[derive(Debug, PartialEq)]
pub(crate) struct Value<'s> {
    pub(crate) kind: Kind<'s>,
    pub(crate) raw: &'s str,
}

#[derive(Debug, PartialEq)]
pub(crate) enum Kind<'s> {
    /// No value: an empty key, `null`, `~`.
    Nothing,
    /// Text. A number, a date or a switch is kept as it is spelled: `007` is no 7. Borrowed where the source has it verbatim.
    Text(Cow<'s, str>),
    List(Vec<Value<'s>>),
    Table(Vec<Entry<'s>>),
}

impl<'s> Value<'s> {
    /// Text that stands in the source as it is.
    pub(crate) fn verbatim(text: &'s str) -> Value<'s> {
        Value { kind: Kind::Text(Cow::Borrowed(text)), raw: text }
    }
}

/// As JSON, for what no field takes. Every text is a string.
impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.kind {
            Kind::Nothing => serializer.serialize_unit(),
            Kind::Text(text) => serializer.serialize_str(text),
            Kind::List(values) => serializer.collect_seq(values),
            Kind::Table(entries) => serializer.collect_map(entries.iter().map(|entry| (&entry.key, &entry.value))),
        }
    }
}
