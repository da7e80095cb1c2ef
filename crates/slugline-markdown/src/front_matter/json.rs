//! Front matter in JSON.
//!
//! Source: RFC 8259.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use slugline_core::model::Text;

use super::value::{Entry, Kind, MAX_DEPTH, Value};

/// The object at the start of `text`, and how many bytes of `text` it takes. `None`: there is none.
pub(super) fn parse_first(text: &str) -> Option<(Vec<Entry<'_>>, usize)> {
    let mut documents = serde_json::Deserializer::from_str(text).into_iter::<Pairs<'_>>();
    let pairs = documents.next()?.ok()?;
    Some((entries(pairs, 1)?, documents.byte_offset()))
}

/// The members of an object, in the order of the text.
struct Pairs<'s>(Vec<(Text<'s>, &'s RawValue)>);

fn entries(pairs: Pairs<'_>, depth: usize) -> Option<Vec<Entry<'_>>> {
    pairs.0.into_iter().map(|(key, raw)| Some(Entry { key: key.into_cow(), value: value(raw, depth)? })).collect()
}

fn value(raw: &RawValue, depth: usize) -> Option<Value<'_>> {
    let raw = raw.get();
    // Each level is parsed anew from its own text: as deep as that may go, no deeper.
    if depth > MAX_DEPTH {
        return None;
    }
    let kind = match raw.as_bytes().first()? {
        b'"' => Kind::Text(serde_json::from_str::<Text<'_>>(raw).ok()?.into_cow()),
        b'[' => {
            let values: Vec<&RawValue> = serde_json::from_str(raw).ok()?;
            Kind::List(values.into_iter().map(|raw| value(raw, depth + 1)).collect::<Option<_>>()?)
        }
        b'{' => Kind::Table(entries(serde_json::from_str(raw).ok()?, depth + 1)?),
        b'n' => Kind::Nothing,
        _ => Kind::Text(Cow::Borrowed(raw)),
    };
    Some(Value { kind, raw })
}

impl<'de> Deserialize<'de> for Pairs<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Pairs<'de>, D::Error> {
        struct AnyObject;
        impl<'de> Visitor<'de> for AnyObject {
            type Value = Pairs<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Pairs<'de>, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = access.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }
        deserializer.deserialize_map(AnyObject)
    }
}
