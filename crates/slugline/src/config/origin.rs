//! What files of settings say, key by key, and which of them says it.

use std::path::Path;

use serde_json::{Map, Value};
use slugline_toml::{DeValue, Document, Spanned, Table, option};

use super::job::JOB;
use super::plugins::PLUGINS;
use super::{ConfigFile, ConfigFiles};
use crate::key::TABLES;

/// A setting that is in force.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    /// Its key, a part for each table that it stands in and its own name: `["publisher", "name"]`. Each job is a setting
    /// called `job`.
    pub key: Vec<String>,
    /// Its value. A date is a text; a folder is named from where the run is started.
    pub value: Value,
    /// The file that sets it, as messages call it.
    pub file: String,
    /// The line of that file that it begins in, from 1.
    pub line: u32,
}

/// The tables whose entries are settings of their own, beside [`TABLES`] and those of `options`.
const PLAIN_TABLES: [&str; 6] = ["publisher", "edition", "assets", "reader", "options", PLUGINS];

/// The keys of paths that are told from where their file stands; in a job too.
const PATHS: [&[&str]; 2] = [&["theme"], &["assets", "folder"]];

/// Those that a job has beside them.
const PATHS_OF_JOB: [&str; 3] = ["inputs", "out", "bundle"];

impl ConfigFiles {
    /// The settings that are in force, those of the nearest file first, each in the order of its file. What is wrong with the
    /// files is said when they are [taken](ConfigFiles::take).
    pub fn settings(&self) -> Vec<Setting> {
        let mut settings: Vec<Setting> = Vec::new();
        for ConfigFile { source, .. } in &self.files {
            let Ok(document) = Document::parse(source) else { continue };
            let is_said = |key: &[String]| settings.iter().any(|nearer| nearer.key == key);
            let of_file: Vec<Setting> =
                entries(&document).into_iter().filter(|setting| !is_said(&setting.key)).collect();
            settings.extend(of_file);
        }
        settings
    }
}

/// The settings of a file, but `root`, which is for the search alone.
fn entries(document: &Document<'_>) -> Vec<Setting> {
    let mut found = Vec::new();
    let mut waiting: Vec<(Vec<String>, &Table<'_>)> = vec![(Vec::new(), document.table())];
    while let Some((above, table)) = waiting.pop() {
        for (name, value) in Document::entries(table) {
            let mut key = above.clone();
            key.push(name.get_ref().to_string());
            match value.get_ref() {
                DeValue::Table(table) if is_table(&key) => waiting.push((key, table)),
                DeValue::Array(jobs) if key == [JOB] => {
                    found.extend(jobs.iter().filter_map(|job| setting(document, &key, job, job.get_ref())));
                }
                _ if key == ["root"] => {}
                value => found.extend(setting(document, &key, name, value)),
            }
        }
    }
    found.sort_by_key(|(start, _)| *start);
    found.into_iter().map(|(_, setting)| setting).collect()
}

/// What stands at `place`, and where that begins. `None` for a number that JSON does not have: it is refused where the settings
/// are taken.
fn setting<T>(
    document: &Document<'_>,
    key: &[String],
    place: &Spanned<T>,
    value: &DeValue<'_>,
) -> Option<(usize, Setting)> {
    let value = from_here(document, key, option(value)?);
    let line = document.place(place).line;
    Some((place.span().start, Setting { key: key.to_owned(), value, file: document.name().to_owned(), line }))
}

/// Whether what stands under `key` is a table of settings, not the value of one.
fn is_table(key: &[String]) -> bool {
    match key {
        [name] => PLAIN_TABLES.contains(&name.as_str()),
        [of, name] => of == "options" || TABLES.iter().any(|table| table.name.split('.').eq([of, name])),
        _ => false,
    }
}

/// The value, with what is a path in it named from where the run is started.
fn from_here(document: &Document<'_>, key: &[String], value: Value) -> Value {
    let folder = Path::new(document.name()).parent().unwrap_or(Path::new(""));
    let is_path = PATHS.iter().any(|path| key.iter().eq(path.iter()));
    match (key, value) {
        (_, value) if is_path => beside(folder, value),
        ([of], Value::Object(job)) if of == JOB => Value::Object(job_from_here(folder, job)),
        ([of, _], Value::Object(plugin)) if of == PLUGINS => Value::Object(with(folder, plugin, &["path"])),
        ([of, _], path) if of == PLUGINS => beside(folder, path),
        (_, value) => value,
    }
}

fn job_from_here(folder: &Path, mut job: Map<String, Value>) -> Map<String, Value> {
    if let Some(Value::Object(assets)) = job.get_mut("assets") {
        *assets = with(folder, std::mem::take(assets), &["folder"]);
    }
    with(folder, with(folder, job, &PATHS_OF_JOB), &["theme"])
}

/// The table, with those of its entries named from here that are paths.
fn with(folder: &Path, table: Map<String, Value>, paths: &[&str]) -> Map<String, Value> {
    let named = |(name, value): (String, Value)| match paths.contains(&name.as_str()) {
        true => (name, beside(folder, value)),
        false => (name, value),
    };
    table.into_iter().map(named).collect()
}

/// A path, or each of a list of them.
fn beside(folder: &Path, value: Value) -> Value {
    match value {
        Value::String(path) => Value::from(folder.join(path.trim()).display().to_string()),
        Value::Array(paths) => paths.into_iter().map(|path| beside(folder, path)).collect(),
        value => value,
    }
}
