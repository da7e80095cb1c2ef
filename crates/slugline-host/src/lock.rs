//! `slugline.lock`: what the files of plugins held when they were installed.

use std::collections::BTreeMap;
use std::path::Path;

use slugline_core::{Error, Kind, Result};
use slugline_toml::{BadFile, Document, Value};
use toml::Table;

use crate::digest::Digest;
use crate::manifest::{Artifact, CarrierKind, MANIFEST_FILE, Package};

/// What a lock is called. It stands beside `slugline.toml`, and in the user's folder of plugins.
pub const LOCK_FILE: &str = "slugline.lock";

/// The plugins of a project, or of a user, as they were installed, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    /// What is known of each.
    pub plugins: BTreeMap<String, Locked>,
}

/// A plugin as it was installed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locked {
    /// Its version.
    pub version: String,
    /// Where it came from, as the user named it. `None`: it was recorded where it stood.
    pub source: Option<String>,
    /// What each of its artifacts holds, under the [label](Artifact::label) of the artifact.
    pub sha256: BTreeMap<String, Digest>,
    /// The capabilities that it was granted. This version has none to grant.
    pub granted: Vec<String>,
}

const MEMBERS: [&str; 4] = ["version", "source", "sha256", "granted"];

impl Lock {
    /// Reads the lock in `folder`. `None`: there is none.
    ///
    /// # Errors
    ///
    /// Where it cannot be read, or is no lock.
    pub fn of_folder(folder: &Path) -> Result<Option<Lock>, BadFile> {
        let path = folder.join(LOCK_FILE);
        if !path.is_file() {
            return Ok(None);
        }
        let source = slugline_toml::read(&path, &path, "the lock")?;
        slugline_toml::parse(source, take).map(Some)
    }

    /// The lock as a file has it: the same for the same plugins.
    ///
    /// # Errors
    ///
    /// None that can occur: strings can be written.
    pub fn to_toml(&self) -> Result<String> {
        let plugins = self.plugins.iter().map(|(name, locked)| (name.clone(), locked.to_table().into()));
        let mut lock = Table::new();
        lock.insert("plugin".to_owned(), Table::from_iter(plugins).into());
        let text = toml::to_string(&lock)
            .map_err(|fault| Error::new(Kind::Internal, format!("a lock cannot be written: {fault}")))?;
        Ok(format!("# Written by `slugline plugin install`. A plugin that holds anything else is refused.\n\n{text}"))
    }
}

impl Locked {
    /// A plugin as it is now, which came from `source`, or from nowhere.
    ///
    /// # Errors
    ///
    /// Where one of its files cannot be read.
    pub fn of(package: &Package, source: Option<String>) -> Result<Locked> {
        let hashed = package.artifacts.iter().map(|artifact| Ok((artifact.label(), package.digest(artifact)?)));
        let version = package.description.version.clone();
        Ok(Locked { version, source, sha256: hashed.collect::<Result<_>>()?, granted: Vec::new() })
    }

    /// The carriers that can bring it, in words.
    pub fn carriers(&self) -> Vec<&str> {
        let kinds = CarrierKind::ALL.map(CarrierKind::as_str).into_iter();
        kinds.filter(|kind| self.sha256.keys().any(|label| label.split('.').next() == Some(kind))).collect()
    }

    fn to_table(&self) -> Table {
        let mut table = Table::new();
        table.insert("version".to_owned(), self.version.clone().into());
        table.extend(self.source.clone().map(|source| ("source".to_owned(), source.into())));
        table.insert("granted".to_owned(), self.granted.clone().into());
        let hashes = self.sha256.iter().map(|(label, digest)| (label.clone(), digest.to_string().into()));
        table.insert("sha256".to_owned(), Table::from_iter(hashes).into());
        table
    }
}

impl Package {
    /// What an artifact of it holds: the file, or, for programs and templates, all that is in the folder.
    ///
    /// # Errors
    ///
    /// Where it cannot be read.
    pub fn digest(&self, artifact: &Artifact) -> Result<Digest> {
        self.check_present(artifact)?;
        match artifact.file() {
            Some((path, _)) => Digest::of_file(&self.folder, path),
            None => Digest::of_folder(&self.folder),
        }
    }

    /// What runs where an artifact of it does: the artifact, which one it is, and what the manifest says of it.
    ///
    /// # Errors
    ///
    /// Where one of them cannot be read.
    pub fn fingerprint(&self, artifact: &Artifact) -> Result<Digest> {
        let manifest = Digest::of_file(&self.folder, Path::new(MANIFEST_FILE))?;
        let parts = [&self.digest(artifact)?.bytes(), &manifest.bytes(), artifact.label().as_bytes()].concat();
        Ok(Digest::of(&parts))
    }
}

fn take(document: &Document<'_>) -> Result<Lock> {
    let mut lock = Lock::default();
    for (key, value) in Document::entries(document.table()) {
        if key.get_ref() != "plugin" {
            return Err(document.unknown_key(key, key.get_ref(), "a lock has", &["plugin"]));
        }
        for (name, value) in Document::entries(document.table_of("plugin", value)?) {
            let name = name.get_ref().as_ref();
            lock.plugins.insert(name.to_owned(), locked(document, &format!("plugin.{name}"), value)?);
        }
    }
    Ok(lock)
}

fn locked(document: &Document<'_>, name: &str, value: &Value<'_>) -> Result<Locked> {
    let table = document.table_of(name, value)?;
    if let Some((key, _)) =
        Document::entries(table).into_iter().find(|(key, _)| !MEMBERS.contains(&key.get_ref().as_ref()))
    {
        return Err(document.unknown_key(
            key,
            &format!("{name}.{}", key.get_ref()),
            &format!("`{name}` has"),
            &MEMBERS,
        ));
    }
    let needed = |key: &str| table.get(key).ok_or_else(|| document.refuse(value, format!("`{name}` has no `{key}`")));
    let text = |key: &str, value| document.text(&format!("{name}.{key}"), value).map(str::to_owned);
    let mut sha256 = BTreeMap::new();
    let hashes = format!("{name}.sha256");
    for (label, value) in Document::entries(document.table_of(&hashes, needed("sha256")?)?) {
        let digest = value.get_ref().as_str().and_then(|text| text.parse().ok());
        let expected = "64 digits of a SHA-256 in lower case";
        let digest =
            digest.ok_or_else(|| document.unexpected(&format!("{hashes}.{}", label.get_ref()), expected, value))?;
        sha256.insert(label.get_ref().to_string(), digest);
    }
    let granted = table.get("granted").map(|value| document.words(&format!("{name}.granted"), value));
    Ok(Locked {
        version: text("version", needed("version")?)?,
        source: table.get("source").map(|value| text("source", value)).transpose()?,
        sha256,
        granted: granted.transpose()?.unwrap_or_default(),
    })
}
