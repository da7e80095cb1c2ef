//! Options by name, until a plugin reads them into a struct of its own.

use std::fmt;

use serde::de::value::{MapDeserializer, SeqDeserializer, StrDeserializer};
use serde::de::{Deserialize, DeserializeOwned, Deserializer, Error as _, IntoDeserializer, MapAccess, Visitor};
use serde::forward_to_deserialize_any;
use serde::ser::{Serialize, Serializer};
use serde_json::Value;

use super::OptionHelp;
use crate::error::{Error, Kind, Result, nearest};

/// The options of one format or transform: names and values, in the order given. A later value takes the place of an
/// earlier one. In JSON an object.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OptionMap(Vec<(String, Value)>);

impl Serialize for OptionMap {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

impl<'de> Deserialize<'de> for OptionMap {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<OptionMap, D::Error> {
        struct Options;
        impl<'de> Visitor<'de> for Options {
            type Value = OptionMap;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object of options")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<OptionMap, A::Error> {
                let mut options = OptionMap::new();
                while let Some((name, value)) = map.next_entry::<String, Value>()? {
                    options.set(name, value);
                }
                Ok(options)
            }
        }
        deserializer.deserialize_map(Options)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for OptionMap {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Options".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "object"})
    }
}

impl OptionMap {
    /// No options.
    pub const fn new() -> OptionMap {
        OptionMap(Vec::new())
    }

    /// Sets an option to a word of the command line. [`read`](OptionMap::read) turns it into a number, a switch or a list
    /// where the plugin asks for one; commas part the words of a list.
    pub fn set(&mut self, name: impl Into<String>, value: impl Into<Value>) {
        let (name, value) = (name.into(), value.into());
        self.0.retain(|(known, _)| *known != name);
        self.0.push((name, value));
    }

    /// What is given for an option.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The options as the plugin's own struct. Derive `Deserialize` with `#[serde(default, deny_unknown_fields)]`, so that
    /// every option may be left out and none may be misspelled.
    ///
    /// # Errors
    ///
    /// [`Kind::Usage`] for a name that the struct does not have, with the nearest one it has, or a value that does not fit.
    ///
    /// ```
    /// # use slugline_core::plugin::OptionMap;
    /// #[derive(Default, serde::Deserialize)]
    /// #[serde(default, deny_unknown_fields)]
    /// struct Options {
    ///     page: bool,
    ///     top_level: u8,
    /// }
    ///
    /// let mut given = OptionMap::new();
    /// given.set("top_level", "2");
    /// assert_eq!(given.read::<Options>("html")?.top_level, 2);
    ///
    /// given.set("pge", "true");
    /// let error = given.read::<Options>("html").err().unwrap();
    /// assert_eq!(error.to_string(), "`html` has no option `pge`");
    /// assert_eq!(error.advice(), Some("did you mean `page`? it has: page, top_level"));
    /// # Ok::<(), slugline_core::Error>(())
    /// ```
    pub fn read<T: DeserializeOwned>(&self, of: &str) -> Result<T> {
        let entries = self.0.iter().map(|(name, value)| (name.as_str(), Named { name, given: Given::from(value) }));
        T::deserialize(MapDeserializer::new(entries)).map_err(|fault: Fault| fault.into_error(of))
    }
}

impl OptionMap {
    /// The options as `listed` types them, and with a value for each of those that has a default there. What is listed
    /// without a schema stays as it is.
    ///
    /// # Errors
    ///
    /// [`Kind::Usage`] for a name that is not listed, or a value that does not fit.
    pub fn typed(&self, of: &str, listed: &[OptionHelp]) -> Result<OptionMap> {
        let mut typed = OptionMap::new();
        for (name, given) in &self.0 {
            let Some(option) = listed.iter().find(|option| option.name == *name) else {
                return Err(unknown(of, name, listed.iter().map(|option| &*option.name)));
            };
            let value = match &option.schema {
                None => given.clone(),
                Some(schema) => schema.take(given).map_err(|expected| {
                    let fault = Named { name, given: Given::from(given) }.refuse(&expected);
                    fault.into_error(of)
                })?,
            };
            typed.set(name.as_str(), value);
        }
        for option in listed.iter().filter(|option| !self.0.iter().any(|(name, _)| *name == option.name)) {
            if let Some(default) = option.schema.as_ref().and_then(|schema| schema.default.clone()) {
                typed.set(&*option.name, default);
            }
        }
        Ok(typed)
    }
}

/// What a format without options reads its [`OptionMap`] into: an option that is given is an error.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NoOptions {}

/// A value that knows its option's name, for messages, and reads words as what is asked for.
#[derive(Clone, Copy)]
struct Named<'o> {
    name: &'o str,
    given: Given<'o>,
}

/// What was given for an option, or for a place in its list.
#[derive(Clone, Copy)]
enum Given<'o> {
    /// A word, which may stand for anything.
    Word(&'o str),
    /// What is a number, a switch, a list or a map already.
    Value(&'o Value),
}

impl<'o> From<&'o Value> for Given<'o> {
    fn from(value: &'o Value) -> Given<'o> {
        value.as_str().map_or(Given::Value(value), Given::Word)
    }
}

impl Named<'_> {
    /// A fault with the name of the option that it is of.
    fn named(self, fault: Fault) -> Fault {
        match fault {
            Fault::Other(message) => Fault::Value { name: self.name.to_owned(), message },
            fault => fault,
        }
    }

    fn refuse(self, expected: &str) -> Fault {
        let found = match self.given {
            Given::Word(word) => format!("`{word}`"),
            Given::Value(value) => format!("`{value}`"),
        };
        Fault::Value { name: self.name.to_owned(), message: format!("expected {expected}, found {found}") }
    }

    fn json<T: DeserializeOwned>(self) -> Option<T> {
        match self.given {
            Given::Word(word) => serde_json::from_str(word).ok(),
            Given::Value(value) => T::deserialize(value).ok(),
        }
    }
}

macro_rules! numbers {
    ($($method:ident $visit:ident $type:ty),*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
            match self.json::<$type>() {
                Some(number) => visitor.$visit(number),
                None => Err(self.refuse(&format!("a number from {} to {}", <$type>::MIN, <$type>::MAX))),
            }
        })*
    };
}

impl<'de> Deserializer<'de> for Named<'de> {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        let read = match self.given {
            Given::Word(word) => visitor.visit_borrowed_str(word),
            Given::Value(value) => value.deserialize_any(visitor).map_err(Fault::custom),
        };
        read.map_err(|fault| self.named(fault))
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.json::<bool>() {
            Some(switch) => visitor.visit_bool(switch),
            None => Err(self.refuse("`true` or `false`")),
        }
    }

    numbers!(
        deserialize_u8 visit_u8 u8, deserialize_u16 visit_u16 u16, deserialize_u32 visit_u32 u32,
        deserialize_u64 visit_u64 u64, deserialize_i8 visit_i8 i8, deserialize_i16 visit_i16 i16,
        deserialize_i32 visit_i32 i32, deserialize_i64 visit_i64 i64
    );

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        // A type may refuse a word after it was read.
        visitor.visit_some(self).map_err(|fault| self.named(fault))
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        let word = match self.given {
            Given::Word(word) if variants.contains(&word) => word,
            Given::Word(_) | Given::Value(_) => {
                return Err(self.refuse(&format!("one of {}", variants.join(", "))));
            }
        };
        let word: StrDeserializer<'_, Fault> = word.into_deserializer();
        visitor.visit_enum(word)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        let one = |given| Named { name: self.name, given };
        match self.given {
            Given::Word(word) => {
                let words = word.split(',').map(str::trim).filter(|word| !word.is_empty());
                visitor.visit_seq(SeqDeserializer::new(words.map(|word| one(Given::Word(word)))))
            }
            Given::Value(Value::Array(values)) => {
                visitor.visit_seq(SeqDeserializer::new(values.iter().map(|value| one(Given::from(value)))))
            }
            Given::Value(_) => Err(self.refuse("a list")),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.given {
            Given::Value(Value::Object(_)) => self.deserialize_any(visitor),
            Given::Word(_) | Given::Value(_) => Err(self.refuse("a table of names and values")),
        }
    }

    forward_to_deserialize_any! {
        i128 u128 f32 f64 char str string bytes byte_buf unit unit_struct tuple tuple_struct struct identifier
        ignored_any
    }
}

impl<'de> IntoDeserializer<'de, Fault> for Named<'de> {
    type Deserializer = Named<'de>;
    fn into_deserializer(self) -> Named<'de> {
        self
    }
}

/// What was wrong with an option, until the error can say whose it is.
#[derive(Debug)]
enum Fault {
    Unknown { name: String, known: &'static [&'static str] },
    Value { name: String, message: String },
    Other(String),
}

impl Fault {
    fn into_error(self, of: &str) -> Error {
        match self {
            Fault::Unknown { name, known } => unknown(of, &name, known.iter().copied()),
            Fault::Value { name, message } => Error::new(Kind::Usage, format!("option `{of}.{name}`: {message}")),
            Fault::Other(message) => Error::new(Kind::Usage, format!("options of `{of}`: {message}")),
        }
    }
}

fn unknown<'k>(of: &str, name: &str, known: impl Iterator<Item = &'k str> + Clone) -> Error {
    let list = known.clone().collect::<Vec<_>>().join(", ");
    let help = match nearest(name, known) {
        _ if list.is_empty() => "it has no options".to_owned(),
        Some(near) => format!("did you mean `{near}`? it has: {list}"),
        None => format!("it has: {list}"),
    };
    Error::new(Kind::Usage, format!("`{of}` has no option `{name}`")).help(help)
}

impl serde::de::Error for Fault {
    fn custom<T: fmt::Display>(message: T) -> Fault {
        Fault::Other(message.to_string())
    }

    fn unknown_field(field: &str, expected: &'static [&'static str]) -> Fault {
        Fault::Unknown { name: field.to_owned(), known: expected }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

impl std::error::Error for Fault {}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[derive(Debug, Default, PartialEq, serde::Deserialize)]
    #[serde(default, deny_unknown_fields)]
    struct Options {
        page: bool,
        level: u8,
        language: Option<String>,
        body: Body,
        desks: Vec<String>,
        pages: Vec<u8>,
        names: BTreeMap<String, String>,
    }

    #[derive(Debug, Default, PartialEq, serde::Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum Body {
        #[default]
        Xhtml,
        Nitf,
    }

    fn read(pairs: &[(&str, Value)]) -> Result<Options> {
        let mut options = OptionMap::new();
        for (name, value) in pairs {
            options.set(*name, value.clone());
        }
        options.read("html")
    }

    #[track_caller]
    fn refuses(name: &str, value: impl Into<Value>, message: &str) {
        assert_eq!(read(&[(name, value.into())]).unwrap_err().to_string(), message);
    }

    #[test]
    fn words_become_what_is_asked_for() {
        let options =
            read(&[("page", "true".into()), ("level", "2".into()), ("language", "17".into()), ("body", "nitf".into())]);
        let expected =
            Options { page: true, level: 2, language: Some("17".to_owned()), body: Body::Nitf, ..Options::default() };
        assert_eq!(options.unwrap(), expected);
        assert_eq!(read(&[("level", 2.into())]).unwrap().level, 2);
    }

    #[test]
    fn commas_part_the_words_of_a_list() {
        let desks = |value: Value| read(&[("desks", value)]).unwrap().desks;
        assert_eq!(desks("World, Inner City,".into()), ["World", "Inner City"]);
        assert_eq!(desks(vec!["Peace, War", "17"].into()), ["Peace, War", "17"]);
        assert!(desks("".into()).is_empty());
        assert_eq!(read(&[("pages", "1,3".into())]).unwrap().pages, [1, 3]);
        assert_eq!(read(&[("pages", vec![1, 3].into())]).unwrap().pages, [1, 3]);
    }

    #[test]
    fn faults_name_option_and_value() {
        refuses("page", "maybe", "option `html.page`: expected `true` or `false`, found `maybe`");
        refuses("level", "300", "option `html.level`: expected a number from 0 to 255, found `300`");
        refuses("body", "pdf", "option `html.body`: expected one of xhtml, nitf, found `pdf`");
        refuses("levl", "1", "`html` has no option `levl`");
        refuses("desks", true, "option `html.desks`: expected a list, found `true`");
        refuses("desks", vec![1], "option `html.desks`: invalid type: integer `1`, expected a string");
        refuses("names", "dark", "option `html.names`: expected a table of names and values, found `dark`");
        refuses("pages", "1,x", "option `html.pages`: expected a number from 0 to 255, found `x`");
    }
}
