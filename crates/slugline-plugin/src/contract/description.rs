//! What a plugin says of itself: the answer to the first call.

use slugline_core::model::{BLOCK_KINDS, INLINE_KINDS, PublisherField, SCHEMA};
use slugline_core::plugin::{
    self, Arity, Audience, Carries, FileType, Manifest, OfferKind, OptionHelp, OptionMap, Plugin,
};

use super::ABI;

/// What a plugin is, what it can read, and what it offers.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Description {
    /// Its name: lower-case letters, digits, hyphens.
    pub name: String,
    /// Its version, as semver has it.
    pub version: String,
    /// The version of the contract that it speaks.
    pub abi: u32,
    /// The newest schema of documents that it was built for.
    pub schema: String,
    /// The kinds of node that it knows. What it does not know the host keeps from it.
    pub kinds: Kinds,
    /// What a panic does to it.
    #[serde(default)]
    pub panics: Panics,
    /// What it offers.
    pub offers: Vec<Offer>,
}

/// Kinds of node by name.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Kinds {
    /// Of blocks: `paragraph`.
    pub blocks: Vec<String>,
    /// Of inlines: `emphasis`.
    pub inlines: Vec<String>,
}

/// What a panic does to a plugin: it is caught within it, or ends the process that it is in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Panics {
    /// It is caught, and reported.
    #[default]
    Unwind,
    /// It ends the process.
    Abort,
}

/// One thing that a plugin offers, with the members that `slugline formats --json` has.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Offer {
    /// Reader, transform, linter or writer.
    pub kind: OfferKind,
    /// The name that the user says: `--to ticker`.
    pub name: String,
    /// What it is, in a line without a full stop.
    #[serde(default)]
    pub summary: String,
    /// Extension of its files, without the dot. Empty for transforms and linters.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub extension: String,
    /// Media type of its files.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub media_type: String,
    /// Whether its files are no text.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub binary: bool,
    /// How many articles one of its files holds. Writers alone; absent: one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arity: Option<Arity>,
    /// Who reads its files. Writers alone; absent: the public, for whom no story is written that is held back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audience: Option<Audience>,
    /// The fields of a head (`headline`) and of a publisher (`publisher.name`) that its files have a place for: of the others
    /// the host reports that they are left out. Writers alone; absent: all. A word that is no field means nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carries: Option<Vec<String>>,
    /// Its options, each with a line of help, and with a schema of its values where the host is to see to them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<OptionHelp>,
}

impl Description {
    /// What `plugin`, built for this version, is and offers.
    pub fn of(plugin: &dyn Plugin) -> Description {
        let manifest = plugin.manifest();
        Description {
            name: manifest.name.to_string(),
            version: manifest.version.to_string(),
            abi: ABI,
            schema: SCHEMA.to_owned(),
            kinds: Kinds::known(),
            panics: if cfg!(panic = "abort") { Panics::Abort } else { Panics::Unwind },
            offers: manifest.offers.iter().map(|offer| Offer::of(offer, plugin)).collect(),
        }
    }
}

impl Description {
    /// What a host's registry holds of it.
    pub fn manifest(&self) -> Manifest {
        let offers = self.offers.iter().cloned().map(Offer::into_offer).collect();
        Manifest { name: self.name.clone().into(), version: self.version.clone().into(), offers }
    }
}

impl Kinds {
    /// The kinds that this version knows.
    pub fn known() -> Kinds {
        let owned = |kinds: &[&str]| kinds.iter().map(|kind| (*kind).to_owned()).collect();
        Kinds { blocks: owned(&BLOCK_KINDS), inlines: owned(&INLINE_KINDS) }
    }

    /// Whether a kind of block is among them.
    pub fn has_block(&self, kind: &str) -> bool {
        self.blocks.iter().any(|known| known == kind)
    }

    /// Whether a kind of inline is among them.
    pub fn has_inline(&self, kind: &str) -> bool {
        self.inlines.iter().any(|known| known == kind)
    }
}

impl Default for Offer {
    /// A transform without a name.
    fn default() -> Offer {
        Offer {
            kind: OfferKind::Transform,
            name: String::new(),
            summary: String::new(),
            extension: String::new(),
            media_type: String::new(),
            binary: false,
            arity: None,
            audience: None,
            carries: None,
            options: Vec::new(),
        }
    }
}

impl Offer {
    fn of(offer: &plugin::Offer, plugin: &dyn Plugin) -> Offer {
        let files = offer.files.as_ref();
        // How many articles a file holds is known to the writer alone, and its defaults make one.
        let writer = || plugin.writer(&offer.name, &OptionMap::new()).ok();
        let arity = (offer.kind == OfferKind::Writer).then(|| writer().map_or(Arity::One, |writer| writer.arity()));
        Offer {
            kind: offer.kind,
            name: offer.name.to_string(),
            summary: offer.summary.to_string(),
            extension: files.map_or_else(String::new, |files| files.extension.to_string()),
            media_type: files.map_or_else(String::new, |files| files.media_type.to_string()),
            binary: files.is_some_and(|files| files.binary),
            arity,
            audience: offer.carries.map(|carries| carries.audience),
            carries: offer.carries.map(|carries| carries.names().map(str::to_owned).collect()),
            options: offer.options.to_vec(),
        }
    }

    /// The offer as a host's registry holds it.
    pub fn into_offer(self) -> plugin::Offer {
        let files = (!self.extension.is_empty()).then(|| FileType {
            extension: self.extension.into(),
            media_type: self.media_type.into(),
            binary: self.binary,
        });
        let carries = (self.kind == OfferKind::Writer).then(|| {
            let audience = self.audience.unwrap_or(Audience::Public);
            match &self.carries {
                None => {
                    let all = Carries { audience, newer: false, ..Carries::everything() };
                    all.of_publisher(&PublisherField::ALL)
                }
                Some(names) => Carries::of_names(audience, names.iter().map(String::as_str)),
            }
        });
        plugin::Offer {
            kind: self.kind,
            name: self.name.into(),
            summary: self.summary.into(),
            files,
            carries,
            options: self.options.into(),
        }
    }
}
