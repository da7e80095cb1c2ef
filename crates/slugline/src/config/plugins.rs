//! The table `plugins`: where plugins are that a project uses.
//!
//! What it cannot say is that one of them may run as a program: that is for the user, not for the author of the files.

use std::path::Path;

use slugline_core::{Error, Kind, Result};
use slugline_host::Listed;
use slugline_toml::{Document, Key, Value};

use super::Asked;
use super::table::Taking;

/// What the table is called.
pub(super) const PLUGINS: &str = "plugins";

/// What may be said of a plugin.
const MEMBERS: [&str; 2] = ["path", "override"];

/// Adds what `document`, which stands in `folder`, asks for. Of a name that two files list, the nearer file's plugin is meant.
pub(super) fn add(document: &Document<'_>, folder: &Path, asked: &mut Asked) {
    if let Some(options) = document.table().get("options").and_then(|value| value.get_ref().as_table()) {
        asked.names.extend(options.keys().map(ToString::to_string));
    }
    let Some(plugins) = document.table().get(PLUGINS).and_then(|value| value.get_ref().as_table()) else { return };
    for (key, value) in Document::entries(plugins) {
        let is_new = |listed: &Listed| !asked.listed.iter().any(|nearer| nearer.name == listed.name);
        if let Some(listed) = listed(document, key, value, folder).ok().filter(is_new) {
            asked.listed.push(listed);
        }
    }
}

/// Takes nothing: the plugins were found before, and what is said of them was held against what may be.
pub(super) fn take(taking: &mut Taking<'_, '_>, name: &'static str, value: &Value<'_>) -> Result<()> {
    let table = taking.document.table_of(name, value)?;
    Document::entries(table)
        .into_iter()
        .try_for_each(|(key, value)| listed(taking.document, key, value, Path::new("")).map(drop))
}

fn listed(document: &Document<'_>, key: &Key<'_>, value: &Value<'_>, folder: &Path) -> Result<Listed> {
    let name = key.get_ref().as_ref();
    let full = format!("{PLUGINS}.{name}");
    if matches!(name, "allow-native" | "allow-process") {
        let message = format!("`{name}`: a project cannot allow its own plugins to run as programs");
        let help = format!("say it in your own `slugline/config.toml`, or with `--{name} NAME`");
        return Err(Error::new(Kind::Usage, message).help(help).at(document.span(key)));
    }
    let listed = |path: &str| Listed {
        name: name.to_owned(),
        path: folder.join(path),
        overrides: false,
        project: folder.to_owned(),
        place: format!("{}:{}", document.name(), document.place(key).line),
    };
    if let Some(path) = value.get_ref().as_str() {
        return Ok(listed(path));
    }
    let Some(table) = value.get_ref().as_table() else {
        return Err(document.unexpected(&full, "a folder such as `\"plugins/amp\"`, or a table", value));
    };
    if let Some((key, _)) =
        Document::entries(table).into_iter().find(|(key, _)| !MEMBERS.contains(&key.get_ref().as_ref()))
    {
        let member = format!("{full}.{}", key.get_ref());
        return Err(document.unknown_key(key, &member, &format!("`{full}` has"), &MEMBERS));
    }
    let Some(path) = table.get("path") else {
        return Err(document.refuse(key, format!("`{full}` has no `path`")));
    };
    let overrides =
        table.get("override").map(|value| document.switch(&format!("{full}.override"), value)).transpose()?;
    let path = document.text(&format!("{full}.path"), path)?;
    Ok(Listed { overrides: overrides.unwrap_or(false), ..listed(path) })
}
