//! What a file of settings may say, as a JSON Schema: for editors, which complete keys and mark what is none.
//!
//! It is made of the tables that the file is taken with, so that it knows every key that we know and no other. In draft 7,
//! which editors of TOML have.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use slugline_core::plugin::OptionHelp;
use slugline_core::text::HouseRules;
use slugline_toml::{DeValue, option};

use super::CONFIG_FILE;
use super::job::{self, JOB};
use super::plugins::PLUGINS;
use crate::key::{KEYS, Key, TABLES, Table};
use crate::registry::Registry;
use crate::settings::THEME;

/// Words that say something.
const WORDS: &str = r"\S";

/// The schema of `slugline.toml`. The options of formats and transforms are those of `registry`; whatever a plugin may have
/// under another name is let pass.
pub fn config_schema(registry: Registry<'_>) -> Value {
    let settings = settings(registry);
    let properties: Map<String, Value> = [of_file(&settings), references(&settings)].into_iter().flatten().collect();
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": CONFIG_FILE,
        "description": "Settings of slugline, in the folder of a project or above it.",
        "type": "object",
        "additionalProperties": false,
        "properties": properties,
        "definitions": settings,
    })
}

/// These settings, defined once: a file may have them, and each of its jobs.
fn references(settings: &Map<String, Value>) -> Map<String, Value> {
    settings.keys().map(|name| (name.clone(), json!({"$ref": format!("#/definitions/{name}")}))).collect()
}

/// What is for the file as a whole.
fn of_file(settings: &Map<String, Value>) -> Map<String, Value> {
    let root = json!({
        "description": "Whether the search for further files of settings ends here.",
        "type": "boolean",
        "default": false,
    });
    let all = [("root", root), (PLUGINS, plugins()), (JOB, jobs(settings))];
    all.into_iter().map(|(name, schema)| (name.to_owned(), schema)).collect()
}

/// The jobs of a file, which may have settings of their own.
fn jobs(settings: &Map<String, Value>) -> Value {
    let own = job::KEYS.iter().map(|key| {
        let mut schema = if key.takes_many { word_or_list() } else { word() };
        describe(&mut schema, key.does);
        (key.name.to_owned(), schema)
    });
    let job = json!({
        "type": "object",
        "additionalProperties": false,
        "required": ["inputs", "to"],
        "anyOf": [{"required": ["out"]}, {"required": ["bundle"]}],
        "properties": own.chain(references(settings)).collect::<Map<_, _>>(),
    });
    json!({"description": "What `slugline build` does, a table for each job.", "type": "array", "items": job})
}

/// What is for a run.
fn settings(registry: Registry<'_>) -> Map<String, Value> {
    let mut settings = keys_below("");
    for (name, does) in [
        ("publisher", "Who publishes, and what no story says of that."),
        ("edition", "What is said of a file that holds many articles."),
        ("assets", "Where pictures are."),
        ("reader", "How texts are read, and what this newsroom calls things."),
    ] {
        let mut keys = keys_below(&format!("{name}."));
        if name == "reader" {
            keys = [house_rules(), keys].into_iter().flatten().collect();
        }
        settings.insert(name.to_owned(), table(does, keys));
    }
    settings.insert("options".to_owned(), options(registry));
    settings
}

/// A table with these entries and no other.
fn table(does: &str, properties: Map<String, Value>) -> Value {
    json!({"description": does, "type": "object", "additionalProperties": false, "properties": properties})
}

/// The keys and tables of keys whose names are `prefix` and one more word.
fn keys_below(prefix: &str) -> Map<String, Value> {
    let below = |name: &str| name.strip_prefix(prefix).filter(|name| !name.contains('.')).map(str::to_owned);
    let keys = KEYS.iter().filter_map(|key| Some((below(key.name)?, key_schema(key))));
    let tables = TABLES.iter().filter_map(|table| Some((below(table.name)?, table_schema(table))));
    keys.chain(tables).collect()
}

fn key_schema(key: &Key) -> Value {
    json!({"description": key.does, "type": "string", "pattern": WORDS, "examples": [example(key.example)]})
}

/// The value that an example in TOML stands for.
fn example(toml: &str) -> Option<Value> {
    option(DeValue::parse(toml).ok()?.get_ref())
}

fn table_schema(table: &Table) -> Value {
    let entry = match table.takes_many {
        true => word_or_list(),
        false => word(),
    };
    json!({"description": table.does, "type": "object", "additionalProperties": entry})
}

fn word() -> Value {
    json!({"type": "string", "pattern": WORDS})
}

fn word_or_list() -> Value {
    json!({"anyOf": [word(), {"type": "array", "items": word()}]})
}

fn describe(schema: &mut Value, does: &str) {
    if let Some(schema) = schema.as_object_mut() {
        schema.insert("description".to_owned(), does.into());
    }
}

/// The rules of a house that are no keys: each is a list.
fn house_rules() -> Map<String, Value> {
    let rule = |rule: &OptionHelp| {
        let schema = json!({"description": sentence(rule_does(rule)), "type": "array", "items": word()});
        (rule.name.to_string(), schema)
    };
    HouseRules::OPTIONS.iter().map(rule).collect()
}

/// What a rule of a house says. In a file it is a list, and needs no commas.
pub(super) fn rule_does(rule: &OptionHelp) -> &str {
    rule.summary.strip_suffix(", parted by commas").unwrap_or(&rule.summary)
}

/// The words as a sentence.
pub(super) fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).chain(['.']).collect()
}

/// The options of all that is offered, by name: a reader and a writer may share one.
fn options(registry: Registry<'_>) -> Value {
    let mut offers: BTreeMap<&str, Map<String, Value>> = BTreeMap::new();
    for offered in registry.offers() {
        let options = offers.entry(offered.offer.name.as_ref()).or_default();
        options.extend(
            offered
                .offer
                .options
                .iter()
                .filter(|option| option.name != THEME)
                .map(|option| (option.name.to_string(), option_schema(option))),
        );
    }
    let tables: Map<String, Value> = offers
        .into_iter()
        .map(|(name, options)| (name.to_owned(), table(&format!("The options of `{name}`."), options)))
        .collect();
    // A plugin that is not known here has others.
    json!({
        "description": "Options of formats and transforms, a table for each.",
        "type": "object",
        "properties": tables,
        "additionalProperties": {"type": "object"},
    })
}

fn option_schema(option: &OptionHelp) -> Value {
    let any = || json!({"type": ["string", "number", "boolean", "array"]});
    let mut schema = option.schema.as_ref().and_then(|schema| serde_json::to_value(schema).ok()).unwrap_or_else(any);
    describe(&mut schema, &sentence(&option.summary));
    schema
}

/// Where plugins are. That one may run as a program is for the user to say, in a file of the user's own.
fn plugins() -> Value {
    let path = json!({"description": "Its folder, from where this file stands.", "type": "string", "pattern": WORDS});
    let replaces = json!({
        "description": "Whether it takes the place of what comes with slugline under this name.",
        "type": "boolean",
    });
    let plugin = json!({
        "type": "object",
        "additionalProperties": false,
        "required": ["path"],
        "properties": {"path": path, "override": replaces},
    });
    json!({
        "description": "The plugins of the project: for each its folder, from where this file stands.",
        "type": "object",
        "properties": {"allow-native": false, "allow-process": false},
        "additionalProperties": {"anyOf": [word(), plugin]},
    })
}

#[cfg(test)]
mod tests {
    use slugline_core::Source;

    use super::*;
    use crate::config::{ConfigFile, ConfigFiles};

    /// The names that a file with an unknown key is told of.
    fn known(file: &str) -> Vec<String> {
        let source = Source::from_text("slugline.toml", file).unwrap();
        let files = ConfigFiles { files: vec![ConfigFile { source, folder: "".into() }] };
        let taken = files.take(Registry::builtin()).and_then(|config| config.into_jobs(Registry::builtin()));
        let error = taken.unwrap_err().error;
        let (_, names) = error.advice().unwrap().rsplit_once(": ").unwrap();
        names.split(", ").map(str::to_owned).collect()
    }

    #[track_caller]
    fn has_just(table: &Value, mut names: Vec<String>) {
        names.sort();
        let properties: Vec<String> = table["properties"].as_object().unwrap().keys().cloned().collect();
        assert_eq!(properties, names);
        assert_eq!(table["additionalProperties"], false);
    }

    #[test]
    fn it_knows_the_keys_that_we_know() {
        let schema = config_schema(Registry::builtin());
        has_just(&schema, known("zzzzzzzz = 1"));
        for table in ["publisher", "edition", "assets", "reader"] {
            has_just(&schema["definitions"][table], known(&format!("[{table}]\nzzzzzzzz = 1")));
        }
    }

    #[test]
    fn it_knows_the_keys_of_jobs() {
        let schema = config_schema(Registry::builtin());
        has_just(&schema["properties"]["job"]["items"], known("[[job]]\nzzzzzzzz = 1"));
    }

    #[test]
    fn every_key_has_a_description_and_a_type() {
        fn look(name: &str, schema: &Value) {
            let says_type = schema.get("type").or(schema.get("anyOf")).or(schema.get("enum"));
            assert!(says_type.is_some() && schema["description"].is_string(), "{name}: {schema}");
            let parts = ["/properties", "/definitions", "/items/properties"].map(|part| schema.pointer(part));
            for (name, schema) in parts.into_iter().flatten().flat_map(|part| part.as_object().unwrap()) {
                if *schema != Value::Bool(false) && schema.get("$ref").is_none() {
                    look(name, schema);
                }
            }
        }
        look("", &config_schema(Registry::builtin()));
    }
}
