//! The contract as a JSON Schema, made from the types.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema as schema};
use slugline_core::model::{Article, SCHEMA};

use super::{ABI, Answer, Document, Request};

/// The JSON Schema of requests and answers, which stand among its definitions as `Request` and `Answer`.
pub fn json_schema() -> serde_json::Value {
    let mut generator = SchemaSettings::draft2020_12().into_generator();
    let request = generator.subschema_for::<Request<'static>>();
    let answer = generator.subschema_for::<Answer<'static>>();
    schema!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": format!("slugline plugins, abi {ABI}, documents of schema {SCHEMA}"),
        "anyOf": [request, answer],
        "$defs": generator.take_definitions(true),
    })
    .to_value()
}

impl JsonSchema for Document<'_> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        Article::schema_name()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        generator.subschema_for::<Article<'static>>()
    }
}
