//! The tables of a file of settings, and how each becomes settings. A new table is an entry of [`TABLES`].

use std::path::{Path, PathBuf};

use slugline_core::plugin::OfferKind;
use slugline_core::text::HouseRules;
use slugline_core::{Error, Kind, Result};
use slugline_toml::{Document, Value, word};

use super::{job, options, plugins};
use crate::key::Misfit;
use crate::registry::Registry;
use crate::settings::Values;

/// What may stand at the top of a file.
pub(super) struct Table {
    pub(super) name: &'static str,
    /// Takes its value. The name is handed back, so that tables of one kind share a function.
    pub(super) take: fn(&mut Taking<'_, '_>, &'static str, &Value<'_>) -> Result<()>,
}

/// What is for the file as a whole.
const OF_FILE: &[Table] = &[
    Table { name: "root", take: take_root },
    Table { name: plugins::PLUGINS, take: plugins::take },
    Table { name: job::JOB, take: leave },
];

/// What is for a run, and may stand in a job too: in the order in which it is taken, so that what is said of one reader goes
/// before what is said of all.
pub(super) const SETTINGS: &[Table] = &[
    Table { name: "date", take: take_setting },
    Table { name: "publisher", take: take_settings },
    Table { name: "edition", take: take_settings },
    Table { name: "assets", take: take_assets },
    Table { name: "theme", take: take_theme },
    Table { name: "reader", take: take_reader },
    Table { name: "options", take: options::take },
];

/// All that may stand at the top of a file.
fn tables() -> impl Iterator<Item = &'static Table> {
    SETTINGS.iter().chain(OF_FILE)
}

/// Takes all that `document` says into `values`, over what is there.
///
/// # Errors
///
/// [`Kind::Usage`](slugline_core::Kind::Usage) with the place.
pub(super) fn take(document: &Document<'_>, registry: Registry<'_>, values: &mut Values) -> Result<()> {
    for (key, _) in Document::entries(document.table()) {
        if !tables().any(|table| table.name == key.get_ref()) {
            if job::KEYS.iter().any(|known| known.name == key.get_ref()) {
                let message = format!("`{}` is a key of a job, and stands in none", key.get_ref());
                return Err(document
                    .refuse(key, message)
                    .help("a job begins with a line `[[job]]`: put it above its keys"));
            }
            let known: Vec<&str> = tables().map(|table| table.name).collect();
            return Err(document.unknown_key(key, key.get_ref(), "the file may have", &known));
        }
    }
    let mut taking = Taking { document, registry, values };
    for table in tables() {
        if let Some(value) = document.table().get(table.name) {
            (table.take)(&mut taking, table.name, value)?;
        }
    }
    Ok(())
}

/// The work on a file.
pub(super) struct Taking<'d, 's> {
    pub(super) document: &'d Document<'s>,
    pub(super) registry: Registry<'d>,
    pub(super) values: &'d mut Values,
}

/// `root = true` is for the search; here it only has to be a switch.
fn take_root(taking: &mut Taking<'_, '_>, name: &'static str, value: &Value<'_>) -> Result<()> {
    taking.document.switch(name, value).map(drop)
}

/// Jobs are taken by those who carry them out: no one else has looked for the plugins that they name.
fn leave(_: &mut Taking<'_, '_>, _: &'static str, _: &Value<'_>) -> Result<()> {
    Ok(())
}

/// A key of `--set`.
fn take_setting(taking: &mut Taking<'_, '_>, key: &'static str, value: &Value<'_>) -> Result<()> {
    let taken = word(value.get_ref()).ok_or(Misfit::Whole).and_then(|word| taking.values.take(key, &word));
    taken.map_err(|misfit| refuse_value(taking.document, key, value, misfit))
}

/// The entries of a table of keys: a word, or a list of words.
fn take_entries(taking: &mut Taking<'_, '_>, name: &str, value: &Value<'_>) -> Result<()> {
    for (key, value) in Document::entries(taking.document.table_of(name, value)?) {
        let full = format!("{name}.{}", key.get_ref());
        let words = match word(value.get_ref()) {
            Some(word) => vec![word],
            None if value.get_ref().is_array() => taking.document.words(&full, value)?,
            None => Vec::new(),
        };
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let taken = taking.values.take_entry(&full, &words);
        taken.map_err(|misfit| refuse_value(taking.document, &full, value, misfit))?;
    }
    Ok(())
}

/// The error for a value that does not fit its key of `--set`.
fn refuse_value(document: &Document<'_>, key: &str, value: &Value<'_>, misfit: Misfit) -> Error {
    refuse(document, key, Values::expects(key).unwrap_or_default(), value, misfit)
}

/// The error for a value that does not fit its key, which `expects` something else.
pub(super) fn refuse(document: &Document<'_>, key: &str, expects: &str, value: &Value<'_>, misfit: Misfit) -> Error {
    match misfit {
        Misfit::Whole => document.unexpected(key, expects, value),
        Misfit::Part { part, message, help } => {
            Error::new(Kind::Usage, format!("`{key}`: {message}")).help(help).at(document.span_of_part(value, &part))
        }
    }
}

/// A table of those keys of `--set` that begin with its name.
fn take_settings(taking: &mut Taking<'_, '_>, name: &'static str, value: &Value<'_>) -> Result<()> {
    let below = |key: &'static str| key.strip_prefix(name)?.strip_prefix('.');
    for (key, value) in Document::entries(taking.document.table_of(name, value)?) {
        if let Some(table) = Values::tables().find(|known| below(known) == Some(key.get_ref())) {
            take_entries(taking, table, value)?;
            continue;
        }
        let Some(full) = Values::keys().find(|known| below(known) == Some(key.get_ref())) else {
            let known: Vec<&str> = Values::keys().chain(Values::tables()).filter_map(below).collect();
            let full = format!("{name}.{}", key.get_ref());
            return Err(taking.document.unknown_key(key, &full, &format!("`{name}` has"), &known));
        };
        take_setting(taking, full, value)?;
    }
    Ok(())
}

/// Where pictures are. The folder is named from where the file stands, not from where the run is started.
fn take_assets(taking: &mut Taking<'_, '_>, name: &'static str, value: &Value<'_>) -> Result<()> {
    take_settings(taking, name, value)?;
    let folder = taking.document.table_of(name, value)?.get("folder").and_then(|folder| folder.get_ref().as_str());
    if let Some(folder) = folder {
        let folder = beside(taking.document, folder);
        taking.values.set_assets(folder);
    }
    Ok(())
}

/// A folder of templates, named from where the file stands too.
fn take_theme(taking: &mut Taking<'_, '_>, name: &'static str, value: &Value<'_>) -> Result<()> {
    take_setting(taking, name, value)?;
    if let Some(folder) = value.get_ref().as_str() {
        let folder = beside(taking.document, folder);
        taking.values.set_theme(folder);
    }
    Ok(())
}

/// What a file of settings calls `folder`, from where the run is started.
pub(super) fn beside(document: &Document<'_>, folder: &str) -> PathBuf {
    Path::new(document.name()).parent().unwrap_or(Path::new("")).join(folder.trim())
}

/// Keys of `--set`, and house rules for every reader that obeys them, each a list.
fn take_reader(taking: &mut Taking<'_, '_>, name: &'static str, value: &Value<'_>) -> Result<()> {
    let keys = || Values::keys().filter(|key| key.starts_with("reader."));
    let is_key = |rule: &str| keys().any(|key| key.strip_prefix("reader.") == Some(rule));
    let rules = || HouseRules::OPTIONS.iter().map(|option| option.name.as_ref()).filter(|rule| !is_key(rule));
    for (key, value) in Document::entries(taking.document.table_of(name, value)?) {
        let full = format!("{name}.{}", key.get_ref());
        if let Some(setting) = keys().find(|setting| *setting == full) {
            take_setting(taking, setting, value)?;
            continue;
        }
        let Some(rule) = rules().find(|rule| rule == key.get_ref()) else {
            let known: Vec<&str> = rules().chain(keys().filter_map(|key| key.strip_prefix("reader."))).collect();
            return Err(taking.document.unknown_key(key, &full, &format!("`{name}` has"), &known));
        };
        let words = taking.document.words(&full, value)?;
        let readers = taking.registry.of_kind(OfferKind::Reader).map(|offered| offered.offer);
        for reader in readers.filter(|reader| reader.has_option(rule)) {
            taking.values.set_option(&reader.name, rule, words.clone().into());
        }
    }
    Ok(())
}
