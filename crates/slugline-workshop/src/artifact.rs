//! The table `artifact` of a manifest, changed in place: whatever else stands in the file stays as it is, comments too.

use std::fs;

use slugline_core::{Error, Kind, Result};
use slugline_host::{Artifact, CarrierKind, MANIFEST_FILE, Package};
use toml_edit::{DocumentMut, InlineTable, Item, Table, TableLike, value};

/// The manifest of `package` with `built` in it, and without what would have to be compiled and was not: it is of older
/// sources, or is not there at all. Libraries for other machines stay.
pub(crate) fn edit_manifest<'b>(
    package: &Package,
    built: impl Iterator<Item = &'b Artifact> + Clone,
) -> Result<String> {
    let path = package.folder.join(MANIFEST_FILE);
    let refuse =
        |fault: &dyn std::fmt::Display| Error::new(Kind::Usage, format!("cannot change `{}`: {fault}", path.display()));
    let text = fs::read_to_string(&path).map_err(|cause| refuse(&cause))?;
    let mut document: DocumentMut = text.parse().map_err(|fault| refuse(&fault))?;
    let artifacts = document.get_mut("artifact").and_then(Item::as_table_like_mut);
    let artifacts = artifacts.ok_or_else(|| refuse(&"`artifact` is no table"))?;
    for artifact in built.clone() {
        put(artifacts, artifact);
    }
    let is_built = |old: &Artifact| built.clone().any(|artifact| artifact.label() == old.label());
    let is_compiled =
        |old: &Artifact| matches!(old.kind(), CarrierKind::Wasm | CarrierKind::Native) && old.is_for_here();
    for old in package.artifacts.iter().filter(|old| is_compiled(old) && !is_built(old)) {
        take_out(artifacts, old);
    }
    Ok(document.to_string())
}

/// Sets path and hash of an artifact, in its own place where it is there already.
fn put(artifacts: &mut dyn TableLike, artifact: &Artifact) {
    let Some((path, Some(sha256))) = artifact.file() else { return };
    let table = match artifact {
        Artifact::Native { target, .. } => {
            let libraries = artifacts.entry("native").or_insert_with(dotted).as_table_like_mut();
            libraries.map(|libraries| libraries.entry(target).or_insert_with(braces))
        }
        Artifact::Wasm { .. } | Artifact::Process { .. } | Artifact::Template { .. } => {
            Some(artifacts.entry(artifact.kind().as_str()).or_insert_with(braces))
        }
    };
    if let Some(table) = table.and_then(Item::as_table_like_mut) {
        set(table, "path", &path.display().to_string());
        set(table, "sha256", &sha256.to_string());
    }
}

/// Sets a value and leaves what stands round it.
fn set(table: &mut dyn TableLike, key: &str, word: &str) {
    let mut fresh = value(word);
    if let (Some(old), Some(fresh)) = (table.get(key).and_then(Item::as_value), fresh.as_value_mut()) {
        *fresh.decor_mut() = old.decor().clone();
    }
    table.insert(key, fresh);
}

fn take_out(artifacts: &mut dyn TableLike, artifact: &Artifact) {
    match artifact {
        Artifact::Native { target, .. } => {
            let libraries = artifacts.get_mut("native").and_then(Item::as_table_like_mut);
            let is_empty = libraries.is_some_and(|libraries| {
                libraries.remove(target);
                libraries.is_empty()
            });
            if is_empty {
                artifacts.remove("native");
            }
        }
        Artifact::Wasm { .. } | Artifact::Process { .. } | Artifact::Template { .. } => {
            artifacts.remove(artifact.kind().as_str());
        }
    }
}

/// `native.x86_64-unknown-linux-gnu = { .. }`
fn dotted() -> Item {
    let mut table = Table::new();
    table.set_dotted(true);
    Item::Table(table)
}

fn braces() -> Item {
    value(InlineTable::new())
}
