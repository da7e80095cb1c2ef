//! The array `job`: what `slugline build` does.

use std::ffi::OsString;
use std::path::Path;

use slugline_core::{Error, Result};
use slugline_toml::{DeValue, Document, Table, Value};

use super::table::{SETTINGS, Taking, beside, refuse};
use crate::key::Misfit;
use crate::name::NamePattern;
use crate::registry::Registry;
use crate::settings::Values;

/// What the array is called.
pub(super) const JOB: &str = "job";

/// A job as a file of settings has it: the table `[[job]]`.
#[derive(Clone, Debug)]
pub struct JobTable {
    /// What messages call it, and who wants it alone: its own name, else its number, from 1.
    pub name: String,
    /// Files, folders and patterns, from where the run is started.
    pub inputs: Vec<OsString>,
    /// Format of the inputs. `None`: each is known by its name, else by what it looks like.
    pub from: Option<String>,
    /// Transforms, in the order to be applied.
    pub transforms: Vec<String>,
    /// Linters to ask.
    pub linters: Vec<String>,
    /// Formats to write; at least one.
    pub to: Vec<String>,
    /// The names of its outputs. Where the job has a `bundle` and no `out`, those of the bundle, which suit formats alone whose
    /// files hold many stories.
    pub out: NamePattern,
    /// The names of outputs that hold all stories.
    pub bundle: Option<NamePattern>,
    /// The settings of the files, below what the job says itself.
    pub values: Values,
}

impl JobTable {
    /// The keys of a job in their order, but for the tables of settings that it may have.
    pub fn keys() -> impl Iterator<Item = &'static str> {
        KEYS.iter().map(|key| key.name)
    }
}

/// The keys of a job, beside the tables of settings, which it may have for itself.
pub(super) const KEYS: &[Key] = &[
    Key {
        name: "name",
        does: "What messages call the job, and who wants it alone.",
        example: r#""web""#,
        takes_many: false,
    },
    Key {
        name: "inputs",
        does: "Files, folders and patterns of them, from where this file stands.",
        example: r#"["wire/**/*.txt"]"#,
        takes_many: true,
    },
    Key {
        name: "from",
        does: "The format of the inputs. Without, each is known by its name or what it looks like.",
        example: r#""text""#,
        takes_many: false,
    },
    Key {
        name: "transform",
        does: "Transforms to apply, in this order.",
        example: r#"["typography"]"#,
        takes_many: true,
    },
    Key { name: "lint", does: "Linters to ask, of plugins.", example: "[]", takes_many: true },
    Key { name: "to", does: "The formats to write.", example: r#"["html", "newsml-g2"]"#, takes_many: true },
    Key {
        name: "out",
        does: "The names of the outputs, from where this file stands. Not needed where `bundle` names all of them.",
        example: r#""dist/{section}/{date}/{slug}.{ext}""#,
        takes_many: false,
    },
    Key {
        name: "bundle",
        does: "The name of one file of all stories, for the formats whose files hold many.",
        example: r#""dist/all.{ext}""#,
        takes_many: false,
    },
];

/// A key of a job.
pub(super) struct Key {
    pub(super) name: &'static str,
    /// What it says, in a sentence.
    pub(super) does: &'static str,
    /// A value as a file of settings has it.
    pub(super) example: &'static str,
    /// Whether it may be a list.
    pub(super) takes_many: bool,
}

/// What a job says of itself.
#[derive(Default)]
struct Said {
    name: Option<String>,
    inputs: Vec<String>,
    from: Option<String>,
    transforms: Vec<String>,
    linters: Vec<String>,
    to: Vec<String>,
    out: Option<NamePattern>,
    bundle: Option<NamePattern>,
}

impl Said {
    /// Takes the value of one of the [`KEYS`].
    fn take(&mut self, document: &Document<'_>, key: &str, value: &Value<'_>) -> Result<()> {
        let full = format!("{JOB}.{key}");
        match key {
            "name" => self.name = Some(document.text(&full, value)?.to_owned()),
            "inputs" => self.inputs = words(document, &full, value)?,
            "from" => self.from = Some(document.text(&full, value)?.to_owned()),
            "transform" => self.transforms = words(document, &full, value)?,
            "lint" => self.linters = words(document, &full, value)?,
            "to" => self.to = words(document, &full, value)?,
            "out" => self.out = Some(out(document, &full, value)?),
            _ => self.bundle = Some(bundle(document, &full, value)?),
        }
        Ok(())
    }
}

/// The jobs of a file, in its order; none where it has none. `values` are the settings that hold for all of them.
///
/// # Errors
///
/// [`Kind::Usage`](slugline_core::Kind::Usage) with the place.
pub(super) fn take(document: &Document<'_>, registry: Registry<'_>, values: &Values) -> Result<Vec<JobTable>> {
    let Some(value) = document.table().get(JOB) else { return Ok(Vec::new()) };
    let mut jobs: Vec<JobTable> = Vec::new();
    for (at, value) in tables(document, value)?.into_iter().enumerate() {
        let job = take_one(document, registry, values.clone(), at + 1, value)?;
        if jobs.iter().any(|other| other.name == job.name) {
            return Err(document.refuse(value, format!("two jobs are called `{}`", job.name)));
        }
        jobs.push(job);
    }
    Ok(jobs)
}

/// The formats, transforms and linters that jobs name, and those that they set options of. What is wrong with a job is said
/// when it is [taken](take).
pub(super) fn names(document: &Document<'_>) -> Vec<String> {
    let mut names = Vec::new();
    for value in document.table().get(JOB).into_iter().flat_map(|value| tables(document, value).unwrap_or_default()) {
        let Some(table) = value.get_ref().as_table() else { continue };
        for key in ["from", "transform", "lint", "to"] {
            let said = table.get(key).and_then(|value| words(document, key, value).ok());
            names.extend(said.into_iter().flatten());
        }
        let options = table.get("options").and_then(|value| value.get_ref().as_table());
        names.extend(options.into_iter().flat_map(|options| options.keys().map(ToString::to_string)));
    }
    names
}

fn tables<'v, 't>(document: &Document<'_>, value: &'v Value<'t>) -> Result<Vec<&'v Value<'t>>> {
    match value.get_ref() {
        DeValue::Array(jobs) => Ok(jobs.iter().collect()),
        _ => Err(document.unexpected(JOB, "jobs, each below its own `[[job]]`", value)),
    }
}

fn take_one(
    document: &Document<'_>,
    registry: Registry<'_>,
    mut values: Values,
    number: usize,
    value: &Value<'_>,
) -> Result<JobTable> {
    let table = document.table_of(JOB, value)?;
    refuse_unknown(document, table)?;
    let mut said = Said::default();
    let mut taking = Taking { document, registry, values: &mut values };
    for Key { name, .. } in KEYS {
        if let Some(value) = table.get(*name) {
            said.take(document, name, value)?;
        }
    }
    for settings in SETTINGS {
        if let Some(value) = table.get(settings.name) {
            (settings.take)(&mut taking, settings.name, value)?;
        }
    }
    let missing = |key: &str, such_as: &str| {
        document.refuse(value, format!("the job has no `{key}`")).help(format!("add it, such as `{key} = {such_as}`"))
    };
    if said.inputs.is_empty() {
        return Err(missing("inputs", "[\"wire/**/*.txt\"]"));
    }
    if said.to.is_empty() {
        return Err(missing("to", "[\"newsml-g2\", \"html\"]"));
    }
    if said.inputs.iter().any(|input| input == "-") {
        let message = "`job.inputs`: a job reads files, and `-` is standard input";
        return Err(document.refuse(value, message.to_owned()).help("`slugline convert -` reads it"));
    }
    Ok(JobTable {
        name: said.name.unwrap_or_else(|| number.to_string()),
        inputs: said.inputs.iter().map(|input| beside(document, input).into_os_string()).collect(),
        from: said.from,
        transforms: said.transforms,
        linters: said.linters,
        to: said.to,
        out: said.out.or_else(|| said.bundle.clone()).ok_or_else(|| missing("out", "\"dist/{stem}.{ext}\""))?,
        bundle: said.bundle,
        values,
    })
}

fn refuse_unknown(document: &Document<'_>, table: &Table<'_>) -> Result<()> {
    let known: Vec<&str> =
        KEYS.iter().map(|key| key.name).chain(SETTINGS.iter().map(|settings| settings.name)).collect();
    let unknown = Document::entries(table).into_iter().find(|(key, _)| !known.contains(&key.get_ref().as_ref()));
    match unknown {
        None => Ok(()),
        Some((key, _)) => Err(document.unknown_key(key, &format!("{JOB}.{}", key.get_ref()), "a job has", &known)),
    }
}

/// A word, or a list of words.
fn words(document: &Document<'_>, key: &str, value: &Value<'_>) -> Result<Vec<String>> {
    match value.get_ref().as_str() {
        Some(_) => Ok(vec![document.text(key, value)?.to_owned()]),
        None => document.words(key, value),
    }
}

fn out(document: &Document<'_>, key: &str, value: &Value<'_>) -> Result<NamePattern> {
    let expects = "a name with `{stem}`, `{slug}` or `{guid}` in it, such as `dist/{section}/{date}/{slug}.{ext}`";
    pattern(document, key, expects, value, NamePattern::of_stories)
}

fn bundle(document: &Document<'_>, key: &str, value: &Value<'_>) -> Result<NamePattern> {
    pattern(document, key, "the name of a file, such as `dist/morning.{ext}`", value, NamePattern::of_editions)
}

fn pattern(
    document: &Document<'_>,
    key: &str,
    expects: &str,
    value: &Value<'_>,
    parse: fn(&str, &Path) -> std::result::Result<NamePattern, Misfit>,
) -> Result<NamePattern> {
    let text = document.text(key, value)?;
    parse(text, &beside(document, "")).map_err(|misfit| -> Error { refuse(document, key, expects, value, misfit) })
}
