//! JSON.

use serde_json::Value;
use serde_json::value::RawValue;

use super::Malformed;

/// All strings but the names of members, each on a line of its own.
pub(super) fn text(json: &str) -> Result<String, Malformed> {
    match serde_json::from_str(json) {
        Ok(value) => {
            let mut text = String::new();
            strings(&value, &mut text);
            Ok(text)
        }
        // Half a character in a string is JSON, and no text: it may come from a member that no version knows.
        Err(fault) => match serde_json::from_str::<&RawValue>(json) {
            Ok(_) => Ok(json.to_owned()),
            Err(_) => Err(format!("line {}, column {}: {fault}", fault.line(), fault.column())),
        },
    }
}

fn strings(value: &Value, text: &mut String) {
    match value {
        Value::String(string) => text.extend([string, "\n"]),
        Value::Array(values) => values.iter().for_each(|value| strings(value, text)),
        Value::Object(members) => members.values().for_each(|value| strings(value, text)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_text_and_names_are_not() {
        assert_eq!(text(r#"{"a":["b\u0063",1,null,{"d":"e"}]}"#).as_deref(), Ok("bc\ne\n"));
        assert!(text("{'a':1}").is_err());
        assert!(text("\"a\u{1}\"").is_err());
        assert!(text("1 2").is_err());
        assert_eq!(text(r#"["\ud800"]"#).as_deref(), Ok(r#"["\ud800"]"#));
    }
}
