//! Front matter in TOML.
//!
//! Source: toml.io, TOML 1.1.0.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::value::{Entry, Kind, Value};

/// The entries of a TOML document, in the order of the text. `None`: it is no TOML.
pub(super) fn parse(raw: &str) -> Option<Vec<Entry<'_>>> {
    Some(entries(DeTable::parse(raw).ok()?.into_inner(), raw))
}

fn entries<'s>(table: DeTable<'s>, raw: &'s str) -> Vec<Entry<'s>> {
    // The table is sorted by key.
    let mut pairs: Vec<_> = table.into_iter().collect();
    pairs.sort_by_key(|(key, _)| key.span().start);
    let entry = |(key, of_key): (Spanned<_>, _)| Entry { key: key.into_inner(), value: value(of_key, raw) };
    pairs.into_iter().map(entry).collect()
}

fn value<'s>(node: Spanned<DeValue<'s>>, raw: &'s str) -> Value<'s> {
    let place = place(node.span(), raw);
    let kind = match node.into_inner() {
        DeValue::String(text) => Kind::Text(text),
        DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_) => {
            Kind::Text(place.into())
        }
        DeValue::Array(values) => Kind::List(values.into_iter().map(|node| value(node, raw)).collect()),
        DeValue::Table(table) => Kind::Table(entries(table, raw)),
    };
    Value { kind, raw: place }
}

fn place(span: Range<usize>, raw: &str) -> &str {
    raw.get(span).unwrap_or_default()
}
