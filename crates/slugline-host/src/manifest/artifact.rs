//! The table `artifact`: what a plugin runs from, for each carrier that can bring it.

use std::path::{Component, Path, PathBuf};

use slugline_core::Result;
use slugline_toml::{Document, Table, Value};

use super::{parsed, refuse_unknown, word};
use crate::digest::Digest;

/// The carriers by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CarrierKind {
    /// A component in wasm, which reaches nothing but the document.
    Wasm,
    /// Templates, which reach nothing but the document.
    Template,
    /// A library in the process of slugline, which reaches all that the user does.
    Native,
    /// A program of its own, which reaches all that the user does.
    Process,
}

/// What a plugin runs from. Paths are relative to the plugin's folder and stay in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Artifact {
    /// A component.
    Wasm {
        /// The file.
        path: PathBuf,
        /// What it must hold, where the manifest says so.
        sha256: Option<Digest>,
    },
    /// A library.
    Native {
        /// The machine that it is built for, as Rust names it: `x86_64-unknown-linux-gnu`.
        target: String,
        /// The file.
        path: PathBuf,
        /// What it must hold, where the manifest says so.
        sha256: Option<Digest>,
    },
    /// A program.
    Process {
        /// The program and its arguments. The words that name files of the folder stand for these.
        command: Vec<String>,
        /// How it is talked to.
        protocol: Protocol,
    },
    /// Templates.
    Template {
        /// The one that is begun with.
        entry: PathBuf,
        /// What keeps text from being taken for markup. `None`: what suits the media type.
        escape: Option<Escape>,
    },
}

/// How a program is talked to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Protocol {
    /// Requests and answers, a line each, as long as it lives.
    #[default]
    Lines,
    /// Started for each document: the document in, the output out.
    OneShot,
}

/// What keeps text from being taken for markup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Escape {
    /// As in a page.
    Html,
    /// As in XML.
    Xml,
    /// As between the quotes of JSON.
    Json,
    /// Nothing does.
    None,
}

const CARRIERS: [&str; 4] = ["wasm", "native", "process", "template"];
const ESCAPES: [(&str, Escape); 4] =
    [("html", Escape::Html), ("xml", Escape::Xml), ("json", Escape::Json), ("none", Escape::None)];

impl CarrierKind {
    /// Every carrier, in the order in which they are tried.
    pub const ALL: [CarrierKind; 4] =
        [CarrierKind::Wasm, CarrierKind::Template, CarrierKind::Native, CarrierKind::Process];

    /// The carrier in a word: `wasm`.
    pub const fn as_str(self) -> &'static str {
        match self {
            CarrierKind::Wasm => "wasm",
            CarrierKind::Template => "template",
            CarrierKind::Native => "native",
            CarrierKind::Process => "process",
        }
    }

    /// Whether what it brings reaches all that the user does, so that the user must allow it by name.
    pub const fn is_trusted(self) -> bool {
        match self {
            CarrierKind::Wasm | CarrierKind::Template => false,
            CarrierKind::Native | CarrierKind::Process => true,
        }
    }
}

impl Artifact {
    /// What brings it.
    pub fn kind(&self) -> CarrierKind {
        match self {
            Artifact::Wasm { .. } => CarrierKind::Wasm,
            Artifact::Native { .. } => CarrierKind::Native,
            Artifact::Process { .. } => CarrierKind::Process,
            Artifact::Template { .. } => CarrierKind::Template,
        }
    }

    /// Whether it is for the machine that this is.
    pub fn is_for_here(&self) -> bool {
        match self {
            Artifact::Native { target, .. } => target == TARGET,
            Artifact::Wasm { .. } | Artifact::Process { .. } | Artifact::Template { .. } => true,
        }
    }

    /// The file that it is in, and what the manifest says that it holds. `None`: it is all of the folder.
    pub fn file(&self) -> Option<(&Path, Option<Digest>)> {
        match self {
            Artifact::Wasm { path, sha256 } | Artifact::Native { path, sha256, .. } => Some((path, *sha256)),
            Artifact::Process { .. } | Artifact::Template { .. } => None,
        }
    }

    /// What a lock calls it: `wasm`, `native.x86_64-unknown-linux-gnu`.
    pub fn label(&self) -> String {
        match self {
            Artifact::Native { target, .. } => format!("native.{target}"),
            Artifact::Wasm { .. } | Artifact::Process { .. } | Artifact::Template { .. } => {
                self.kind().as_str().to_owned()
            }
        }
    }
}

/// The machine that this is built for, as Rust names it.
pub const TARGET: &str = env!("SLUGLINE_TARGET");

/// Takes all that the table names: at least one.
pub(super) fn take(document: &Document<'_>, value: &Value<'_>) -> Result<Vec<Artifact>> {
    let table = document.table_of("artifact", value)?;
    refuse_unknown(document, table, "artifact", &CARRIERS)?;
    let mut artifacts = Vec::new();
    for carrier in CARRIERS {
        let Some(value) = table.get(carrier) else { continue };
        let name = format!("artifact.{carrier}");
        let table = document.table_of(&name, value)?;
        match carrier {
            "wasm" => artifacts.push(wasm(document, &name, table, value)?),
            "native" => {
                for (target, value) in Document::entries(table) {
                    artifacts.push(native(document, &name, target.get_ref(), value)?);
                }
            }
            "process" => artifacts.push(process(document, &name, table, value)?),
            _ => artifacts.push(template(document, &name, table, value)?),
        }
    }
    match artifacts.is_empty() {
        true => Err(document.refuse(value, format!("`artifact` names none of {}", CARRIERS.join(", ")))),
        false => Ok(artifacts),
    }
}

fn wasm(document: &Document<'_>, name: &str, table: &Table<'_>, at: &Value<'_>) -> Result<Artifact> {
    let (path, sha256) = file(document, name, table, at)?;
    Ok(Artifact::Wasm { path, sha256 })
}

fn native(document: &Document<'_>, name: &str, target: &str, value: &Value<'_>) -> Result<Artifact> {
    let name = format!("{name}.{target}");
    let (path, sha256) = file(document, &name, document.table_of(&name, value)?, value)?;
    Ok(Artifact::Native { target: target.to_owned(), path, sha256 })
}

fn process(document: &Document<'_>, name: &str, table: &Table<'_>, at: &Value<'_>) -> Result<Artifact> {
    refuse_unknown(document, table, name, &["command", "protocol"])?;
    let command = member(document, name, "command", table, at)?;
    let words = document.words(&format!("{name}.command"), command)?;
    if words.is_empty() {
        let expected = "a program and its arguments, such as `[\"python3\", \"feed.py\"]`";
        return Err(document.unexpected(&format!("{name}.command"), expected, command));
    }
    if let Some((_, word)) = words.iter().enumerate().find(|(place, word)| leads_out(*place, word)) {
        let message = format!("`{name}.command`: `{word}` leads out of the plugin's folder");
        let help = "no hash covers what lies elsewhere: put it into the folder, or name a program that is in `PATH`";
        return Err(document.refuse(command, message).help(help).at(document.span_of_part(command, word)));
    }
    let protocol =
        table.get("protocol").map(|value| match (value.get_ref().as_str(), slugline_toml::option(value.get_ref())) {
            (Some("oneshot"), _) => Ok(Protocol::OneShot),
            (_, Some(number)) if number.as_u64() == Some(1) => Ok(Protocol::Lines),
            _ => Err(document.unexpected(&format!("{name}.protocol"), "1 or `oneshot`", value)),
        });
    Ok(Artifact::Process { command: words, protocol: protocol.transpose()?.unwrap_or_default() })
}

/// Whether a word of a command leads to a file outside the plugin's folder, which is in no hash and could change unseen.
///
/// A program is looked for in `PATH` by its name, so one with an absolute path is refused whatever it is. An argument may be
/// no path though it looks like one, such as `/rain/d` of `sed`: it is one where there is something at its end.
fn leads_out(place: usize, word: &str) -> bool {
    let path = Path::new(word);
    let climbs = path.components().any(|part| part == Component::ParentDir);
    let is_there = || path.metadata().is_ok_and(|found| found.is_file() || found.is_dir());
    climbs || (path.has_root() && (place == 0 || is_there()))
}

fn template(document: &Document<'_>, name: &str, table: &Table<'_>, at: &Value<'_>) -> Result<Artifact> {
    refuse_unknown(document, table, name, &["entry", "escape"])?;
    let entry = member(document, name, "entry", table, at)?;
    let file = path(document, &format!("{name}.entry"), entry)?;
    if file.extension().is_none_or(|extension| extension != "hbs") {
        return Err(document.unexpected(&format!("{name}.entry"), "a file that ends in `.hbs`", entry));
    }
    let escape = table.get("escape").map(|value| word(document, &format!("{name}.escape"), &ESCAPES, value));
    Ok(Artifact::Template { entry: file, escape: escape.transpose()? })
}

fn file(document: &Document<'_>, name: &str, table: &Table<'_>, at: &Value<'_>) -> Result<(PathBuf, Option<Digest>)> {
    refuse_unknown(document, table, name, &["path", "sha256"])?;
    let path = path(document, &format!("{name}.path"), member(document, name, "path", table, at)?)?;
    let expected = "64 digits of a SHA-256 in lower case";
    let sha256 = table.get("sha256").map(|value| parsed(document, &format!("{name}.sha256"), expected, value));
    Ok((path, sha256.transpose()?))
}

fn member<'t, 's>(
    document: &Document<'s>,
    name: &str,
    key: &str,
    table: &'t Table<'s>,
    at: &Value<'_>,
) -> Result<&'t Value<'s>> {
    table.get(key).ok_or_else(|| document.refuse(at, format!("`{name}` has no `{key}`")))
}

/// A path that stays in the plugin's folder.
fn path(document: &Document<'_>, name: &str, value: &Value<'_>) -> Result<PathBuf> {
    let stays = |path: &&Path| path.components().all(|part| matches!(part, Component::Normal(_)));
    let path = Path::new(document.text(name, value)?);
    Some(path)
        .filter(stays)
        .map(Path::to_owned)
        .ok_or_else(|| document.unexpected(name, "a file of the plugin's folder, without `..`", value))
}
