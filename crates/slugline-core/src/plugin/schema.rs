//! What an option takes, in the words of JSON Schema.
//!
//! Enough of JSON Schema (draft 2020-12) for options that a command line can set, and no more: a schema that says anything
//! else is refused, so that none is obeyed by half.

use serde::de::{Deserialize, Deserializer, Error as _};
use serde::ser::{Serialize, Serializer};
use serde_json::{Map, Value, json};

/// What values an option takes, and which it has where none is given. In JSON a schema:
/// `{"type":"integer","minimum":16,"maximum":100,"default":32}`.
///
/// ```
/// use serde_json::json;
/// use slugline_core::plugin::OptionSchema;
///
/// let width = json!({"type": "integer", "minimum": 16, "maximum": 100, "default": 32});
/// let width = OptionSchema::from_json(&width)?;
/// // What a command line gives are words.
/// assert_eq!(width.take(&json!("40")), Ok(json!(40)));
/// assert_eq!(width.take(&json!("4")), Err("a number from 16 to 100".to_owned()));
/// assert_eq!(width.default, Some(json!(32)));
/// # Ok::<(), String>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct OptionSchema {
    /// What values it takes.
    pub values: OptionValues,
    /// The one that it has where none is given. `None`: whatever the plugin does then.
    pub default: Option<Value>,
}

/// What values an option takes.
#[derive(Clone, Debug, PartialEq)]
pub enum OptionValues {
    /// `true` or `false`: `{"type":"boolean"}`.
    Switch,
    /// A whole number from the first to the second: `{"type":"integer","minimum":1}`.
    Integer(Option<i64>, Option<i64>),
    /// Any number: `{"type":"number"}`.
    Number,
    /// Any text: `{"type":"string"}`.
    Text,
    /// A colour as CSS has it, by its name or in hexadecimal digits: `{"type":"string","format":"color"}`.
    Color,
    /// An address that a link may lead to: `{"type":"string","format":"uri"}`.
    Address,
    /// One of these words: `{"enum":["double","single"]}`.
    Word(Vec<String>),
    /// A list: `{"type":"array","items":{"type":"string"}}`. Commas part the words of one on a command line.
    List(Box<OptionValues>),
    /// Names and values: `{"type":"object","additionalProperties":{"type":"string"}}`. Not for a command line.
    Table(Box<OptionValues>),
}

impl OptionSchema {
    /// Reads a schema. `title`, `description` and every `format` but `color` and `uri` are not looked at; `null` beside another type is left out, since
    /// an option that is not given is not there.
    ///
    /// # Errors
    ///
    /// What of it is not understood, in words.
    pub fn from_json(schema: &Value) -> Result<OptionSchema, String> {
        let values = OptionValues::from_json(schema)?;
        let default = schema.get("default").filter(|default| !default.is_null()).cloned();
        match default.as_ref().map(|default| values.take(default)) {
            Some(Err(expected)) => Err(format!("`default` is not {expected}")),
            Some(Ok(default)) => Ok(OptionSchema { values, default: Some(default) }),
            None => Ok(OptionSchema { values, default: None }),
        }
    }

    /// The value that `given` means: what a command line gave are words.
    ///
    /// # Errors
    ///
    /// What is expected instead: `a number from 16 to 100`.
    pub fn take(&self, given: &Value) -> Result<Value, String> {
        self.values.take(given)
    }

    fn to_json(&self) -> Value {
        let mut schema = self.values.to_json();
        if let (Some(schema), Some(default)) = (schema.as_object_mut(), &self.default) {
            schema.insert("default".to_owned(), default.clone());
        }
        schema
    }
}

/// Words of a schema that say nothing about values.
const SILENT: [&str; 5] = ["title", "description", "format", "default", "$schema"];

impl OptionValues {
    fn from_json(schema: &Value) -> Result<OptionValues, String> {
        let Some(schema) = schema.as_object() else { return Err(format!("`{schema}` is no schema")) };
        if let Some(one_of) = schema.get("oneOf").or_else(|| schema.get("anyOf")) {
            return one_of_each(one_of);
        }
        let (values, known): (OptionValues, &[&str]) = match (schema.get("enum"), type_of(schema)) {
            (Some(words), None | Some("string")) => (OptionValues::Word(texts(words)?), &["enum", "type"]),
            (None, Some("boolean")) => (OptionValues::Switch, &["type"]),
            (None, Some("number")) => (OptionValues::Number, &["type"]),
            (None, Some("string")) => {
                let values = match schema.get("format").and_then(Value::as_str) {
                    Some("color") => OptionValues::Color,
                    Some("uri") => OptionValues::Address,
                    _ => OptionValues::Text,
                };
                (values, &["type"])
            }
            (None, Some("integer")) => {
                let bound = |name: &str| match schema.get(name).map(|bound| (bound, bound.as_i64())) {
                    None => Ok(None),
                    Some((_, Some(bound))) => Ok(Some(bound)),
                    Some((bound, None)) => Err(format!("`{name}` is {bound}, which is no whole number")),
                };
                (OptionValues::Integer(bound("minimum")?, bound("maximum")?), &["type", "minimum", "maximum"])
            }
            (None, Some("array")) => {
                let items = schema.get("items").ok_or("a list has `items`")?;
                (OptionValues::List(Box::new(OptionValues::from_json(items)?)), &["type", "items"])
            }
            (None, Some("object")) => {
                let member = "additionalProperties";
                let values = schema.get(member).ok_or_else(|| format!("a table has `{member}`"))?;
                (OptionValues::Table(Box::new(OptionValues::from_json(values)?)), &["type", "additionalProperties"])
            }
            _ => {
                let types = "boolean, integer, number, string, array, object";
                return Err(format!("a schema has a `type`, one of {types}, or an `enum` of words"));
            }
        };
        match schema.keys().find(|key| !known.contains(&key.as_str()) && !SILENT.contains(&key.as_str())) {
            Some(unknown) => Err(format!("`{unknown}` is nothing that an option of this type can say")),
            None => Ok(values),
        }
    }

    fn to_json(&self) -> Value {
        match self {
            OptionValues::Switch => json!({"type": "boolean"}),
            OptionValues::Integer(minimum, maximum) => {
                let mut schema = Map::from_iter([("type".to_owned(), json!("integer"))]);
                for (name, bound) in [("minimum", minimum), ("maximum", maximum)] {
                    schema.extend(bound.map(|bound| (name.to_owned(), json!(bound))));
                }
                Value::Object(schema)
            }
            OptionValues::Number => json!({"type": "number"}),
            OptionValues::Text => json!({"type": "string"}),
            OptionValues::Color => json!({"type": "string", "format": "color"}),
            OptionValues::Address => json!({"type": "string", "format": "uri"}),
            OptionValues::Word(words) => json!({"enum": words}),
            OptionValues::List(items) => json!({"type": "array", "items": items.to_json()}),
            OptionValues::Table(values) => json!({"type": "object", "additionalProperties": values.to_json()}),
        }
    }

    fn take(&self, given: &Value) -> Result<Value, String> {
        let taken = match (self, given) {
            (OptionValues::Switch, given) => typed(given).filter(Value::is_boolean),
            (OptionValues::Integer(minimum, maximum), given) => typed(given).filter(|number| {
                let is_within = |number: i64| {
                    minimum.is_none_or(|least| least <= number) && maximum.is_none_or(|most| number <= most)
                };
                number.as_i64().is_some_and(is_within)
            }),
            (OptionValues::Number, given) => typed(given).filter(Value::is_number),
            (OptionValues::Text, given) => Some(given.clone()).filter(Value::is_string),
            (OptionValues::Color, given) => Some(given.clone()).filter(|given| given.as_str().is_some_and(is_color)),
            (OptionValues::Address, given) => {
                Some(given.clone()).filter(|given| given.as_str().is_some_and(is_address))
            }
            (OptionValues::Word(words), given) => Some(given.clone())
                .filter(|given| given.as_str().is_some_and(|word| words.iter().any(|known| known == word))),
            (OptionValues::List(items), Value::String(words)) => {
                let words = words.split(',').map(str::trim).filter(|word| !word.is_empty());
                Some(words.map(|word| items.take(&json!(word))).collect::<Result<_, _>>()?)
            }
            (OptionValues::List(items), Value::Array(given)) => {
                Some(given.iter().map(|given| items.take(given)).collect::<Result<_, _>>()?)
            }
            (OptionValues::Table(values), Value::Object(given)) => {
                let entry = |(name, given): (&String, &Value)| Ok((name.clone(), values.take(given)?));
                Some(Value::Object(given.iter().map(entry).collect::<Result<_, String>>()?))
            }
            (OptionValues::List(_) | OptionValues::Table(_), _) => None,
        };
        taken.ok_or_else(|| self.in_words())
    }

    /// What is taken, for a message: `a number from 16 to 100`.
    pub fn in_words(&self) -> String {
        match self {
            OptionValues::Switch => "`true` or `false`".to_owned(),
            OptionValues::Integer(Some(least), Some(most)) => format!("a number from {least} to {most}"),
            OptionValues::Integer(Some(least), None) => format!("a number from {least} on"),
            OptionValues::Integer(None, Some(most)) => format!("a number up to {most}"),
            OptionValues::Integer(None, None) => "a whole number".to_owned(),
            OptionValues::Number => "a number".to_owned(),
            OptionValues::Text => "text".to_owned(),
            OptionValues::Color => "a colour such as `navy` or `#0b5394`".to_owned(),
            OptionValues::Address => {
                "an address such as `https://example.org/` or `mailto:desk@example.org`".to_owned()
            }
            OptionValues::Word(words) => format!("one of {}", words.join(", ")),
            OptionValues::List(_) => "a list".to_owned(),
            OptionValues::Table(_) => "a table of names and values".to_owned(),
        }
    }
}

/// Whether CSS takes `word` for a colour, or for nothing: a name, or `#` and 3, 4, 6 or 8 digits.
///
/// Source: CSS Color Module Level 4, sections 5.2 and 6.
fn is_color(word: &str) -> bool {
    match word.strip_prefix('#') {
        Some(digits) => matches!(digits.len(), 3 | 4 | 6 | 8) && digits.bytes().all(|digit| digit.is_ascii_hexdigit()),
        None => !word.is_empty() && word.bytes().all(|letter| letter.is_ascii_alphabetic()),
    }
}

/// Whether a link may lead to `text`: on the web, or to a mailbox.
fn is_address(text: &str) -> bool {
    let begins = |scheme: &str| {
        let rest = text.split_at_checked(scheme.len()).filter(|(begin, _)| begin.eq_ignore_ascii_case(scheme));
        rest.is_some_and(|(_, rest)| !rest.is_empty())
    };
    let is_blank = |letter: char| letter.is_whitespace() || letter.is_control();
    ["https://", "http://", "mailto:"].into_iter().any(begins) && !text.contains(is_blank)
}

/// A word as the number or switch that it spells; anything else as it is.
fn typed(given: &Value) -> Option<Value> {
    match given {
        Value::String(word) => serde_json::from_str(word).ok(),
        given => Some(given.clone()),
    }
}

/// The type that a schema names, without `null`.
fn type_of(schema: &Map<String, Value>) -> Option<&str> {
    match schema.get("type")? {
        Value::Array(types) => {
            match types.iter().filter_map(Value::as_str).filter(|name| *name != "null").collect::<Vec<_>>()[..] {
                [one] => Some(one),
                _ => None,
            }
        }
        name => name.as_str(),
    }
}

/// What alternatives come to: words, each described for itself, or one schema beside `null`.
fn one_of_each(alternatives: &Value) -> Result<OptionValues, String> {
    let is_null = |schema: &&Value| schema.get("type").is_some_and(|name| name == "null");
    let alternatives: Vec<&Value> =
        alternatives.as_array().into_iter().flatten().filter(|schema| !is_null(schema)).collect();
    if let [one] = alternatives[..] {
        return OptionValues::from_json(one);
    }
    let mut words = Vec::new();
    for alternative in alternatives {
        match (alternative.get("const"), alternative.get("enum")) {
            (Some(Value::String(word)), _) => words.push(word.clone()),
            (None, Some(several)) => words.extend(texts(several)?),
            _ => return Err(format!("of alternatives each is a word, `{alternative}` is none")),
        }
    }
    Ok(OptionValues::Word(words))
}

fn texts(values: &Value) -> Result<Vec<String>, String> {
    let text = |value: &Value| value.as_str().map(str::to_owned).ok_or_else(|| format!("`{value}` is no word"));
    values.as_array().ok_or("`enum` is a list of words")?.iter().map(text).collect()
}

impl Serialize for OptionSchema {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.to_json().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for OptionSchema {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<OptionSchema, D::Error> {
        OptionSchema::from_json(&Value::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for OptionSchema {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "OptionSchema".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "object",
            "description": "What values an option takes: a JSON Schema of `type`, `enum`, `minimum`, `maximum`, `items`, \
                `additionalProperties` and `default`.",
        })
    }
}

/// What the fields of `T` are as options: their doc comments in a line, their types, and their defaults where `T` is
/// `#[serde(default)]` and can be serialized. A field of a type that no option has goes without a schema: what does not fit
/// it, `T` refuses itself.
///
/// ```
/// use slugline_core::plugin::options_of;
///
/// #[derive(Default, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
/// #[serde(default, deny_unknown_fields)]
/// struct Options {
///     /// with the first paragraph
///     lead: bool,
/// }
///
/// let options = options_of::<Options>();
/// assert_eq!(serde_json::to_string(&options).unwrap(), concat!(
///     r#"[{"name":"lead","summary":"with the first paragraph","#,
///     r#""schema":{"default":false,"type":"boolean"}}]"#,
/// ));
/// ```
#[cfg(feature = "schema")]
pub fn options_of<T: schemars::JsonSchema>() -> Vec<super::OptionHelp> {
    let settings =
        schemars::generate::SchemaSettings::draft2020_12().with(|settings| settings.inline_subschemas = true);
    let schema = settings.into_generator().into_root_schema_for::<T>().to_value();
    let fields = schema.get("properties").and_then(Value::as_object).into_iter().flatten();
    let option = |(name, field): (&String, &Value)| {
        let summary = field.get("description").and_then(Value::as_str).unwrap_or_default();
        super::OptionHelp {
            name: name.clone().into(),
            summary: summary.replace('\n', " ").into(),
            schema: OptionSchema::from_json(field).ok(),
        }
    };
    fields.map(option).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn takes(schema: Value, given: Value, expected: Value) {
        assert_eq!(OptionSchema::from_json(&schema).unwrap().take(&given), Ok(expected));
    }

    #[track_caller]
    fn refuses(schema: Value, given: Value, expected: &str) {
        assert_eq!(OptionSchema::from_json(&schema).unwrap().take(&given), Err(expected.to_owned()));
    }

    #[test]
    fn colours_and_addresses_are_what_a_page_can_take() {
        for color in ["navy", "#0bf", "#0b5394", "#0B539480"] {
            takes(json!({"type": "string", "format": "color"}), json!(color), json!(color));
        }
        for other in ["", "#", "#12", "#12345g", "red;", "rgb(1,2,3)", "light blue"] {
            let expected = "a colour such as `navy` or `#0b5394`";
            refuses(json!({"type": "string", "format": "color"}), json!(other), expected);
        }
        for address in ["https://example.org/?a=1&b", "HTTP://example.org", "mailto:desk@example.org"] {
            takes(json!({"type": "string", "format": "uri"}), json!(address), json!(address));
        }
        for other in
            ["", "example.org", "javascript:alert(1)", "https://", "https://example.org/a b", " https://example.org"]
        {
            let expected = "an address such as `https://example.org/` or `mailto:desk@example.org`";
            refuses(json!({"type": "string", "format": "uri"}), json!(other), expected);
        }
        for format in ["color", "uri"] {
            let schema = json!({"type": "string", "format": format});
            assert_eq!(OptionSchema::from_json(&schema).unwrap().to_json(), schema);
        }
    }

    #[test]
    fn words_become_what_the_schema_says() {
        takes(json!({"type": "boolean"}), json!("true"), json!(true));
        takes(json!({"type": "integer"}), json!("-3"), json!(-3));
        takes(json!({"type": "number"}), json!("1.5"), json!(1.5));
        takes(json!({"type": "string"}), json!("17"), json!("17"));
        takes(json!({"enum": ["double", "single"]}), json!("single"), json!("single"));
        takes(json!({"type": "array", "items": {"type": "integer"}}), json!("1, 2,"), json!([1, 2]));
        takes(
            json!({"type": "object", "additionalProperties": {"type": "string"}}),
            json!({"a": "b"}),
            json!({"a": "b"}),
        );
    }

    #[test]
    fn what_does_not_fit_is_told_in_words() {
        refuses(json!({"type": "boolean"}), json!("yes"), "`true` or `false`");
        refuses(json!({"type": "integer", "minimum": 1}), json!("0"), "a number from 1 on");
        refuses(json!({"type": "integer", "minimum": 1, "maximum": 9}), json!(10), "a number from 1 to 9");
        refuses(json!({"type": "integer"}), json!("1.5"), "a whole number");
        refuses(json!({"enum": ["double", "single"]}), json!("none"), "one of double, single");
        refuses(json!({"type": "array", "items": {"type": "integer"}}), json!("1,x"), "a whole number");
        refuses(
            json!({"type": "object", "additionalProperties": {"type": "string"}}),
            json!("a"),
            "a table of names and values",
        );
    }

    /// As derived from types in Rust.
    #[test]
    fn what_may_be_left_out_and_words_that_are_described_are_understood() {
        takes(json!({"type": ["integer", "null"], "format": "uint8", "minimum": 0}), json!("3"), json!(3));
        takes(json!({"anyOf": [{"type": "string"}, {"type": "null"}]}), json!("x"), json!("x"));
        let words =
            json!({"oneOf": [{"const": "double", "description": "first"}, {"const": "single", "type": "string"}]});
        takes(words.clone(), json!("double"), json!("double"));
        let schema: OptionSchema = serde_json::from_value(words).unwrap();
        assert_eq!(serde_json::to_value(schema).unwrap(), json!({"enum": ["double", "single"]}));
    }

    #[test]
    fn a_schema_that_is_not_understood_is_refused() {
        let refuses = |schema: Value, expected: &str| {
            assert_eq!(OptionSchema::from_json(&schema), Err(expected.to_owned()));
        };
        refuses(json!({"type": "string", "pattern": "^a"}), "`pattern` is nothing that an option of this type can say");
        refuses(json!({"type": "integer", "minimum": 1.5}), "`minimum` is 1.5, which is no whole number");
        refuses(json!({"type": "integer", "maximum": 3, "default": 4}), "`default` is not a number up to 3");
        refuses(json!({"type": "array"}), "a list has `items`");
        refuses(json!("integer"), "`\"integer\"` is no schema");
    }
}
