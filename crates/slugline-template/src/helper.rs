//! Helpers beside those of handlebars.
#![allow(
    missing_docs,
    unreachable_pub,
    reason = "the macro of handlebars makes a public type of each helper; the crate page describes them"
)]

use handlebars::{Handlebars, JsonRender, JsonTruthy, JsonValue, handlebars_helper};

/// The helpers that templates may call.
pub(crate) const NAMES: [&str; 18] = [
    "and", "default", "each", "eq", "gt", "gte", "if", "join", "json", "len", "lookup", "lt", "lte", "ne", "not", "or",
    "unless", "with",
];

/// Adds ours and takes away what templates have no business with: writing to a log, and passing text by the checks.
pub(crate) fn register(registry: &mut Handlebars<'_>) {
    registry.register_helper("default", Box::new(default));
    registry.register_helper("join", Box::new(join));
    registry.register_helper("json", Box::new(json));
    registry.unregister_helper("log");
    registry.unregister_helper("raw");
}

handlebars_helper!(default: |value: Json, stand_in: Json| {
    if value.is_truthy(false) { value.clone() } else { stand_in.clone() }
});

handlebars_helper!(join: |list: array, separator: str| {
    list.iter().map(JsonRender::render).collect::<Vec<_>>().join(separator)
});

handlebars_helper!(json: |value: Json| JsonValue::to_string(value));
