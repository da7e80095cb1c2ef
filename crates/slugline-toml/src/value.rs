//! From a value of TOML to what takes it: a word, a list of words, an option.

use serde_json::{Map, Number, Value as Json};
use toml::de::{DeArray, DeTable, DeValue};

/// The word that a setting is given as: a string, or a date, which needs no quotes in TOML.
pub fn word(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(word) => Some(word.clone().into_owned()),
        DeValue::Datetime(moment) => Some(moment.to_string()),
        DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Array(_) | DeValue::Table(_) => None,
    }
}

/// The value that an option is given as. `None` for a number that JSON does not have: one of more than 64 bits, `inf`.
pub fn option(value: &DeValue<'_>) -> Option<Json> {
    match value {
        DeValue::String(_) | DeValue::Datetime(_) => word(value).map(Json::from),
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix()).ok().map(Json::from),
        DeValue::Float(number) => Number::from_f64(number.as_str().parse().ok()?).map(Json::from),
        DeValue::Boolean(switch) => Some(Json::from(*switch)),
        DeValue::Array(values) => list(values),
        DeValue::Table(table) => object(table),
    }
}

fn list(values: &DeArray<'_>) -> Option<Json> {
    values.iter().map(|value| option(value.get_ref())).collect::<Option<Vec<_>>>().map(Json::from)
}

fn object(table: &DeTable<'_>) -> Option<Json> {
    let entry = |(key, value): (&toml::Spanned<_>, &toml::Spanned<DeValue<'_>>)| {
        Some((ToString::to_string(key.get_ref()), option(value.get_ref())?))
    };
    table.iter().map(entry).collect::<Option<Map<_, _>>>().map(Json::from)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn check(toml: &str, expected: Option<Json>) {
        assert_eq!(option(DeValue::parse(toml).unwrap().get_ref()), expected, "{toml}");
    }

    #[test]
    fn options_are_what_toml_says() {
        check("'World'", Some(json!("World")));
        check("0x1F", Some(json!(31)));
        check("-1_000", Some(json!(-1000)));
        check("2.5", Some(json!(2.5)));
        check("true", Some(json!(true)));
        check("2024-11-18", Some(json!("2024-11-18")));
        check("[1, ['a', {b = 2}]]", Some(json!([1, ["a", {"b": 2}]])));
    }

    #[test]
    fn numbers_without_json_are_none() {
        check("inf", None);
        check("[nan]", None);
        check("{a = 9223372036854775808}", None);
    }
}
