//! Who may run: a plugin that reaches all that the user does runs where the user said so, and nowhere else.
//!
//! What a project says cannot allow it. Nor can it borrow what the user allowed: a bare name, in the configuration or on the
//! command line, stands for what is installed. A plugin that comes with a project and bears the name of one that the user trusts
//! is another plugin: the user names it by its path, or has its own hash in the configuration. A path in the configuration
//! would not do, since it may lead into a project.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use slugline_core::{Error, Kind, Result};
use slugline_toml::{BadFile, Document, Value};

use crate::digest::Digest;
use crate::discovery::{Found, Rule};
use crate::manifest::{CarrierKind, is_name};

/// What the user's configuration is called, in `slugline` below the folder for configuration.
pub const USER_CONFIG: &str = "config.toml";

/// What the user allows.
#[derive(Debug, Default)]
pub struct Trust {
    /// Names that the command line allows.
    flags: Vec<(CarrierKind, String)>,
    /// The user's configuration, which is read when it is first asked, and what messages call it.
    config: Option<(PathBuf, String)>,
    grants: OnceLock<Vec<Grant>>,
}

/// What the configuration allows: plugins of a name, or one of a hash.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Grant {
    kind: CarrierKind,
    name: String,
    sha256: Option<Digest>,
}

const KEYS: [(&str, CarrierKind); 2] = [("allow-native", CarrierKind::Native), ("allow-process", CarrierKind::Process)];

impl Trust {
    /// What the file `config` allows, which need not be there. It must be the user's own. Messages call it `name`.
    pub fn of_user(config: PathBuf, name: String) -> Trust {
        Trust { config: Some((config, name)), ..Trust::default() }
    }

    /// Allows plugins of a name for this run, as the command line does.
    pub fn allow(&mut self, kind: CarrierKind, name: impl Into<String>) {
        self.flags.push((kind, name.into()));
    }

    /// Whether the command line names this plugin, both where it is and that it may run: whoever does so just built it, and
    /// its hash changes by the hour.
    pub(crate) fn names(&self, found: &Found, kind: CarrierKind) -> bool {
        found.rule == Rule::Given && self.is_flagged(found.package.name(), kind)
    }

    /// Whether the configuration says what an artifact of `found` must hold, and it does.
    pub(crate) fn pins(
        &self,
        found: &Found,
        kind: CarrierKind,
        digest: &mut dyn FnMut() -> Result<Digest>,
    ) -> Result<bool> {
        let is_meant = |grant: &&Grant| grant.kind == kind && grant.name == found.package.name();
        let pinned: Vec<Digest> = self.grants()?.iter().filter(is_meant).filter_map(|grant| grant.sha256).collect();
        Ok(!pinned.is_empty() && pinned.contains(&digest()?))
    }

    /// Whether an artifact of `found`, which holds what `digest` gives, may run.
    ///
    /// # Errors
    ///
    /// `plugin-not-permitted`, with what the user can do; what is wrong with the configuration; those of `digest`.
    pub(crate) fn permit(
        &self,
        found: &Found,
        kind: CarrierKind,
        digest: &mut dyn FnMut() -> Result<Digest>,
    ) -> Result<()> {
        let name = found.package.name();
        let is_named = found.rule.is_installed() && self.is_flagged(name, kind);
        if !kind.is_trusted() || is_named || self.names(found, kind) {
            return Ok(());
        }
        let grants: Vec<&Grant> =
            self.grants()?.iter().filter(|grant| grant.kind == kind && grant.name == name).collect();
        if found.rule.is_installed() && self.allows_installed(name, kind)? {
            return Ok(());
        }
        let found_hash = digest()?;
        if grants.iter().any(|grant| grant.sha256 == Some(found_hash)) {
            return Ok(());
        }
        Err(self.refusal(found, kind, found_hash))
    }

    /// Whether the configuration allows whatever is installed under this name.
    ///
    /// # Errors
    ///
    /// What is wrong with the configuration.
    pub(crate) fn allows_installed(&self, name: &str, kind: CarrierKind) -> Result<bool> {
        let is_meant = |grant: &Grant| grant.kind == kind && grant.name == name && grant.sha256.is_none();
        Ok(self.grants()?.iter().any(is_meant))
    }

    fn is_flagged(&self, name: &str, kind: CarrierKind) -> bool {
        self.flags.iter().any(|(flagged, known)| *flagged == kind && known == name)
    }

    fn grants(&self) -> Result<&[Grant]> {
        if let Some(grants) = self.grants.get() {
            return Ok(grants);
        }
        let grants = self.config.as_ref().map(|(path, name)| read(path, Path::new(name))).transpose();
        let grants = grants.map_err(|bad| {
            let error = Error::new(Kind::Usage, bad.to_string());
            bad.error.advice().map(str::to_owned).into_iter().fold(error, Error::help)
        })?;
        Ok(self.grants.get_or_init(|| grants.unwrap_or_default()))
    }

    fn refusal(&self, found: &Found, kind: CarrierKind, sha256: Digest) -> Error {
        let (name, kind) = (found.package.name(), kind.as_str());
        let version = &found.package.description.version;
        let message = format!(
            "plugin `{name}` {version} ({kind}) may do all that you may, and you have not allowed it; {} found it in `{}`",
            found.rule.in_words(),
            found.package.folder.display()
        );
        let entry = match found.rule.is_installed() {
            true => name.to_owned(),
            false => format!("{name}@sha256:{sha256}"),
        };
        let config = self.config.as_ref().map_or("slugline/config.toml", |(_, name)| name);
        let flags = match found.rule {
            Rule::Listed | Rule::Project => {
                format!("--plugin {} --allow-{kind} {name}", found.package.folder.display())
            }
            Rule::Given | Rule::User | Rule::System => format!("--allow-{kind} {name}"),
        };
        let help = format!(
            "if you trust whoever wrote it, run with `{flags}`, or have `allow-{kind} = [\"{entry}\"]` in `{config}`"
        );
        Error::new(Kind::Usage, message).help(help).coded("plugin-not-permitted")
    }
}

fn read(path: &Path, name: &Path) -> Result<Vec<Grant>, BadFile> {
    if !path.is_file() {
        return Ok(Vec::new());
    }
    let source = slugline_toml::read(path, name, "the settings")?;
    slugline_toml::parse(source, take)
}

fn take(document: &Document<'_>) -> Result<Vec<Grant>> {
    let mut grants = Vec::new();
    for (key, value) in Document::entries(document.table()) {
        let Some((name, kind)) = KEYS.iter().find(|(name, _)| key.get_ref() == name) else {
            return Err(document.unknown_key(key, key.get_ref(), "the file may have", &KEYS.map(|(name, _)| name)));
        };
        for word in document.words(name, value)? {
            grants.push(grant(*kind, &word).ok_or_else(|| refuse(document, name, value, &word))?);
        }
    }
    Ok(grants)
}

/// `quotes` allows the plugin that the user installed under that name; `quotes@sha256:...` any that holds just that.
fn grant(kind: CarrierKind, word: &str) -> Option<Grant> {
    let (name, sha256) = match word.split_once("@sha256:") {
        Some((name, digest)) => (name, Some(digest.parse().ok()?)),
        None => (word, None),
    };
    is_name(name).then(|| Grant { kind, name: name.to_owned(), sha256 })
}

fn refuse(document: &Document<'_>, key: &str, value: &Value<'_>, word: &str) -> Error {
    let message = format!("`{key}`: expected the name of a plugin, or `NAME@sha256:` and 64 digits, found `{word}`");
    document.refuse(value, message).at(document.span_of_part(value, word))
}
