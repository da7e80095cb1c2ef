//! A plugin as its `slugline-plugin.toml` describes it: known without running a line of it.

mod artifact;
mod provides;
mod shown;

use std::path::{Path, PathBuf};

use semver::{Version, VersionReq};
use slugline_core::model::SCHEMA;
use slugline_core::plugin::OfferKind;
use slugline_core::{Error, Kind, Result};
use slugline_plugin::contract::{ABI, Description, Kinds, Offer, Panics};
use slugline_toml::{BadFile, Document, Key, Table, Value};

use crate::limits::Limits;
pub use artifact::{Artifact, CarrierKind, Escape, Protocol, TARGET};

/// What a manifest is called.
pub const MANIFEST_FILE: &str = "slugline-plugin.toml";

/// Where manifests are explained.
const HELP: &str = "docs/plugins/manifest.md of slugline shows one";

/// A plugin in a folder: what it says it is, and the files that it runs from.
#[derive(Clone, Debug)]
pub struct Package {
    /// The folder that the manifest stands in.
    pub folder: PathBuf,
    /// What it is and offers. Its `schema` is that of this version: which ones it reads is in `schema` below.
    pub description: Description,
    /// The schemas of documents that it reads.
    pub schema: VersionReq,
    /// What it is, in a line. May be empty.
    pub summary: String,
    /// Its licence, as SPDX names it. May be empty.
    pub license: String,
    /// What it runs from: one for each carrier that it can be brought by, at least one.
    pub artifacts: Vec<Artifact>,
    /// What a call of it may use up.
    pub limits: Limits,
}

/// What may stand at the top of a manifest.
const TABLES: [&str; 5] = ["plugin", "provides", "artifact", "limits", "needs"];

impl Package {
    /// Reads the manifest at `path`, or the one in the folder `path`. Nothing else of the plugin is read.
    ///
    /// # Errors
    ///
    /// `plugin-not-found` where there is none; with its place, what is wrong in it.
    pub fn open(path: &Path) -> Result<Package, BadFile> {
        let manifest = manifest_at(path)?;
        let folder = match manifest.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
            _ => PathBuf::from("."),
        };
        let source = slugline_toml::read(&manifest, &manifest, "the manifest")?;
        slugline_toml::parse(source, |document| take(document, folder))
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.description.name
    }

    /// Whether it speaks the contract of this version, and reads its documents.
    ///
    /// # Errors
    ///
    /// `plugin-abi` or `plugin-schema`, with what either side has.
    pub fn check(&self) -> Result<()> {
        let refuse = |code, message: String| {
            let help = "install a version of the plugin that fits, or build it with the SDK of this slugline";
            Err(Error::new(Kind::Usage, message).help(help).coded(code))
        };
        let (name, version, abi) = (self.name(), &self.description.version, self.description.abi);
        if abi != ABI {
            return refuse("plugin-abi", format!("plugin `{name}` {version} speaks abi {abi}, this slugline {ABI}"));
        }
        let is_read = Version::parse(&format!("{SCHEMA}.0")).is_ok_and(|ours| self.schema.matches(&ours));
        if !is_read {
            let message = format!(
                "plugin `{name}` {version} reads documents of schema {}, this slugline has {SCHEMA}",
                self.schema
            );
            return refuse("plugin-schema", message);
        }
        Ok(())
    }
}

/// Where the manifest is that `path` means.
fn manifest_at(path: &Path) -> Result<PathBuf> {
    let refuse =
        |message: String, help: String| Err(Error::new(Kind::Usage, message).help(help).coded("plugin-not-found"));
    // Whatever else ends in `.toml` would be taken at its word, and what is built and installed is named in this one.
    let is_manifest = path.file_name().is_some_and(|name| name == MANIFEST_FILE);
    match std::fs::metadata(path) {
        Ok(found) if found.is_dir() => {
            let manifest = path.join(MANIFEST_FILE);
            match manifest.is_file() {
                true => Ok(manifest),
                false => refuse(
                    format!("the folder `{}` holds no `{MANIFEST_FILE}`", path.display()),
                    format!("name the folder of a plugin; {HELP}"),
                ),
            }
        }
        Ok(found) if found.is_file() && is_manifest => Ok(path.to_owned()),
        Ok(found) if found.is_file() => refuse(
            format!("`{}` is no manifest of a plugin", path.display()),
            format!("put it into a folder with a `{MANIFEST_FILE}` that names it, and name the folder; {HELP}"),
        ),
        // A pipe or a device has no end that one could wait for.
        Ok(_) => {
            refuse(format!("`{}` is no folder and no file", path.display()), "name the folder of a plugin".to_owned())
        }
        Err(cause) => {
            let error = Error::io(format!("there is no plugin at `{}`", path.display()), cause);
            refuse(error.to_string(), format!("name a folder that holds a `{MANIFEST_FILE}`"))
        }
    }
}

/// Takes what the manifest says of the plugin in `folder`.
fn take(document: &Document<'_>, folder: PathBuf) -> Result<Package> {
    shown::check(document)?;
    refuse_unknown(document, document.table(), "", &TABLES)?;
    let head = Head::take(document)?;
    let limits = document.table().get("limits").map(|value| limits(document, value)).transpose()?;
    if let Some(needs) = document.table().get("needs") {
        refuse_needs(document, needs)?;
    }
    let provides = required(document, document.table(), "provides")?;
    let offers = provides::take(document, provides)?;
    let artifacts = artifact::take(document, required(document, document.table(), "artifact")?)?;
    if artifacts.iter().any(|artifact| artifact.kind() == CarrierKind::Template) {
        refuse_all_but_a_writer(document, provides, &offers)?;
    }
    Ok(Package { artifacts, limits: limits.unwrap_or_default(), ..head.package(folder, offers) })
}

/// Templates say how a story looks: they cannot read one, change one or judge one, and each format has its own.
fn refuse_all_but_a_writer(document: &Document<'_>, provides: &Value<'_>, offers: &[Offer]) -> Result<()> {
    let found = match offers {
        [Offer { kind: OfferKind::Writer, .. }] => return Ok(()),
        [offer] => format!("a {}", offer.kind.as_str()),
        offers => format!("{} things", offers.len()),
    };
    let message = format!("templates offer one writer, found {found}");
    let help =
        "put what templates write into a plugin of its own, and the rest into one of wasm, a library or a program";
    Err(document.refuse(provides, message).help(help))
}

/// The table `plugin`.
struct Head {
    name: String,
    version: Version,
    schema: VersionReq,
    abi: u32,
    license: String,
    description: String,
}

const HEAD: [&str; 6] = ["name", "version", "schema", "abi", "license", "description"];

impl Head {
    fn take(document: &Document<'_>) -> Result<Head> {
        let value = required(document, document.table(), "plugin")?;
        let table = document.table_of("plugin", value)?;
        refuse_unknown(document, table, "plugin", &HEAD)?;
        let needed =
            |key: &str| table.get(key).ok_or_else(|| document.refuse(value, format!("`plugin` has no `{key}`")));
        let optional = |key: &str| {
            let text = table.get(key).map(|value| document.text(&format!("plugin.{key}"), value));
            text.transpose().map(|text| text.unwrap_or_default().to_owned())
        };
        Ok(Head {
            name: name(document, "plugin.name", needed("name")?)?,
            version: parsed(document, "plugin.version", "a version such as `1.2.0`", needed("version")?)?,
            schema: parsed(document, "plugin.schema", "versions such as `>=0.2, <1`", needed("schema")?)?,
            abi: number(document, "plugin.abi", u64::from(u32::MAX), needed("abi")?)? as u32,
            license: optional("license")?,
            description: optional("description")?,
        })
    }

    fn package(self, folder: PathBuf, offers: Vec<Offer>) -> Package {
        let description = Description {
            name: self.name,
            version: self.version.to_string(),
            abi: self.abi,
            schema: SCHEMA.to_owned(),
            kinds: Kinds::known(),
            panics: Panics::default(),
            offers,
        };
        let (schema, summary, license) = (self.schema, self.description, self.license);
        Package { folder, description, schema, summary, license, artifacts: Vec::new(), limits: Limits::default() }
    }
}

/// The keys of `limits`, and the most that each can say.
const MOST: [(&str, u64); 3] = [
    ("memory-mib", Limits::MOST.memory >> 20),
    ("time-ms", Limits::MOST.time.as_millis() as u64),
    ("output-mib", Limits::MOST.output >> 20),
];

fn limits(document: &Document<'_>, value: &Value<'_>) -> Result<Limits> {
    let table = document.table_of("limits", value)?;
    refuse_unknown(document, table, "limits", &MOST.map(|(key, _)| key))?;
    let mut limits = Limits::default();
    for (key, most) in MOST {
        let Some(value) = table.get(key) else { continue };
        let asked = number(document, &format!("limits.{key}"), most, value)?;
        match key {
            "memory-mib" => limits.memory = asked << 20,
            "time-ms" => limits.time = std::time::Duration::from_millis(asked),
            _ => limits.output = asked << 20,
        }
    }
    Ok(limits)
}

/// This version grants no capability: a plugin that needs one cannot run.
fn refuse_needs(document: &Document<'_>, value: &Value<'_>) -> Result<()> {
    match Document::entries(document.table_of("needs", value)?).first() {
        None => Ok(()),
        Some((key, _)) => {
            let message = format!("the plugin needs `{}`, which this version of slugline gives to none", key.get_ref());
            Err(document.refuse(key, message).coded("plugin-not-permitted"))
        }
    }
}

/// What stands under a key that must be there.
fn required<'t, 's>(document: &Document<'s>, table: &'t Table<'s>, key: &str) -> Result<&'t Value<'s>> {
    table
        .get(key)
        .ok_or_else(|| Error::new(Kind::Usage, format!("the manifest `{}` has no `{key}`", document.name())).help(HELP))
}

/// Refuses a key that is not `known`. `of`: what messages call the table; empty for the manifest itself.
fn refuse_unknown(document: &Document<'_>, table: &Table<'_>, of: &str, known: &[&str]) -> Result<()> {
    let is_unknown = |key: &&Key<'_>| !known.contains(&key.get_ref().as_ref());
    match Document::entries(table).into_iter().map(|(key, _)| key).find(is_unknown) {
        None => Ok(()),
        Some(key) if of.is_empty() => Err(document.unknown_key(key, key.get_ref(), "a manifest has", known)),
        Some(key) => {
            let full = format!("{of}.{}", key.get_ref());
            Err(document.unknown_key(key, &full, &format!("`{of}` has"), known))
        }
    }
}

/// A name of a plugin or of what it offers: `[a-z0-9-]+`.
fn name(document: &Document<'_>, key: &str, value: &Value<'_>) -> Result<String> {
    let is_name = |text: &&str| is_name(text);
    let name = value.get_ref().as_str().filter(is_name);
    name.map(str::to_owned)
        .ok_or_else(|| document.unexpected(key, "a name of lower-case letters, digits and hyphens", value))
}

/// Whether `text` can name a plugin: it becomes the name of a folder, and a word of a command line. At most 64 letters in lower
/// case, digits and hyphens, of which none stands first.
pub fn is_name(text: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (1..=64).contains(&text.len()) && text.bytes().all(is_part) && !text.starts_with('-')
}

fn parsed<T: std::str::FromStr>(document: &Document<'_>, key: &str, expected: &str, value: &Value<'_>) -> Result<T> {
    let parsed = value.get_ref().as_str().and_then(|text| text.parse().ok());
    parsed.ok_or_else(|| document.unexpected(key, expected, value))
}

/// A number from 1 to `most`.
fn number(document: &Document<'_>, key: &str, most: u64, value: &Value<'_>) -> Result<u64> {
    let number = slugline_toml::option(value.get_ref()).and_then(|number| number.as_u64());
    number
        .filter(|number| (1..=most).contains(number))
        .ok_or_else(|| document.unexpected(key, &format!("a number from 1 to {most}"), value))
}

/// One of `known`, which stand for words.
fn word<T: Copy>(document: &Document<'_>, key: &str, known: &[(&str, T)], value: &Value<'_>) -> Result<T> {
    let word = value.get_ref().as_str().and_then(|word| known.iter().find(|(known, _)| *known == word));
    word.map(|(_, meant)| *meant).ok_or_else(|| {
        let words: Vec<&str> = known.iter().map(|(word, _)| *word).collect();
        document.unexpected(key, &format!("one of {}", words.join(", ")), value)
    })
}
