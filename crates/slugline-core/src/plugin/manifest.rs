//! What a plugin says of itself.

use std::borrow::Cow;

use super::OptionSchema;
use crate::model::{Field, FieldSet, PublisherField, PublisherFieldSet};

type Str = Cow<'static, str>;

/// What a plugin is and offers. Built-in plugins hold theirs in a constant.
#[derive(Clone, Debug)]
pub struct Manifest {
    /// Name of the plugin: lower-case letters, digits, hyphens.
    pub name: Str,
    /// Version of the plugin, as semver has it.
    pub version: Str,
    /// What it offers, in the order to be listed.
    pub offers: Cow<'static, [Offer]>,
}

/// One thing that a plugin offers.
#[derive(Clone, Debug)]
pub struct Offer {
    /// Reader, transform, linter or writer.
    pub kind: OfferKind,
    /// The name that the user says: `newsml-g2`. Lower-case letters, digits, hyphens.
    pub name: Str,
    /// What it is, in a line without a full stop: `NewsML-G2 2.35, power conformance`.
    pub summary: Str,
    /// What its files are. `None` for transforms and linters.
    pub files: Option<FileType>,
    /// What of an article its files hold, and for whom. `None` for all but writers.
    pub carries: Option<Carries>,
    /// The options, in the order to be listed.
    pub options: Cow<'static, [OptionHelp]>,
}

/// What the files of a format are called and how they are told from others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileType {
    /// File name extension without the dot, that outputs get and inputs are known by: `newsml.xml`.
    pub extension: Str,
    /// Media type: `application/vnd.iptc.g2.newsitem+xml`.
    pub media_type: Str,
    /// Whether the files are no text, so that a terminal must not show them.
    pub binary: bool,
}

/// What of an article and its publisher the files of a format hold, and who reads them. What the fields lack the host reports,
/// those of a head with their place, those of the publisher once for a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Carries {
    /// Who reads the files.
    pub audience: Audience,
    /// The fields of a head that the files have a place for.
    pub fields: FieldSet,
    /// The fields of the publisher that they have one for.
    pub publisher: PublisherFieldSet,
    /// Whether they have one for fields of a newer schema, whatever those are.
    pub newer: bool,
}

/// Who reads the files of a format. In JSON a word: `"public"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Audience {
    /// Anyone. The host writes no story for them that is killed, withheld or under embargo.
    Public,
    /// Newsrooms and their programs, which are told of such a story what it is.
    Newsroom,
}

/// What an option is for, and what it takes.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OptionHelp {
    /// Its name: `page`.
    pub name: Str,
    /// What it does and its default, in a line without a full stop.
    pub summary: Str,
    /// What values it takes. `None`: the plugin says so when it is given one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<OptionSchema>,
}

/// The four kinds of thing a plugin offers. In JSON a word: `"writer"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum OfferKind {
    /// Source to articles.
    Reader,
    /// Article to article.
    Transform,
    /// Article to diagnostics.
    Linter,
    /// Edition to files.
    Writer,
}

impl Manifest {
    /// The manifest of a plugin that is built in, for a constant.
    ///
    /// ```
    /// use slugline_core::model::{Field, FieldSet};
    /// use slugline_core::plugin::{Carries, FileType, Manifest, Offer};
    ///
    /// const FILES: FileType = FileType::text("rss", "application/rss+xml");
    /// const CARRIES: Carries = Carries::to_public(FieldSet::of(&[Field::Headline, Field::Byline, Field::Published]));
    /// const OFFERS: &[Offer] = &[Offer::writer("rss", "RSS 2.0", FILES, CARRIES, &[])];
    /// static MANIFEST: Manifest = Manifest::new("rss", env!("CARGO_PKG_VERSION"), OFFERS);
    /// ```
    pub const fn new(name: &'static str, version: &'static str, offers: &'static [Offer]) -> Manifest {
        Manifest { name: Cow::Borrowed(name), version: Cow::Borrowed(version), offers: Cow::Borrowed(offers) }
    }
}

impl OfferKind {
    /// The kind in a word: `reader`.
    pub const fn as_str(self) -> &'static str {
        match self {
            OfferKind::Reader => "reader",
            OfferKind::Transform => "transform",
            OfferKind::Linter => "linter",
            OfferKind::Writer => "writer",
        }
    }
}

impl FileType {
    /// Files of text.
    pub const fn text(extension: &'static str, media_type: &'static str) -> FileType {
        FileType { extension: Cow::Borrowed(extension), media_type: Cow::Borrowed(media_type), binary: false }
    }

    /// Files that are no text.
    pub const fn binary(extension: &'static str, media_type: &'static str) -> FileType {
        FileType { extension: Cow::Borrowed(extension), media_type: Cow::Borrowed(media_type), binary: true }
    }
}

impl Carries {
    /// Files for anyone, with a place for `fields` and none for the publisher's.
    pub const fn to_public(fields: FieldSet) -> Carries {
        Carries { audience: Audience::Public, fields, publisher: PublisherFieldSet::NONE, newer: false }
    }

    /// Files for newsrooms, with a place for `fields` and none for the publisher's.
    pub const fn to_newsrooms(fields: FieldSet) -> Carries {
        Carries { audience: Audience::Newsroom, ..Carries::to_public(fields) }
    }

    /// Files for newsrooms that hold the article as it is, and nothing else.
    pub const fn everything() -> Carries {
        Carries { newer: true, ..Carries::to_newsrooms(FieldSet::ALL) }
    }

    /// Files for `audience`, with a place for the fields of a head (`headline`) and of a publisher (`publisher.name`) that
    /// `names` has. A word that is no field means nothing: it may be one of a version to come.
    pub fn of_names<'n>(audience: Audience, names: impl IntoIterator<Item = &'n str>) -> Carries {
        let mut carries = Carries { audience, ..Carries::to_public(FieldSet::of(&[])) };
        for name in names {
            let of_head = Field::ALL.into_iter().find(|field| field.as_str() == name);
            let of_publisher = PublisherField::ALL.into_iter().find(|field| field.key() == name);
            carries.fields = of_head.map_or(carries.fields, |field| carries.fields.with(field));
            carries.publisher = of_publisher.map_or(carries.publisher, |field| carries.publisher.with(field));
        }
        carries
    }

    /// The names of what the files have a place for, fields of a head first.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        let of_publisher = PublisherField::ALL.into_iter().filter(move |field| self.publisher.has(*field));
        self.fields.iter().map(Field::as_str).chain(of_publisher.map(PublisherField::key))
    }

    /// The same with a place for these fields of the publisher.
    #[must_use]
    pub const fn of_publisher(mut self, fields: &[PublisherField]) -> Carries {
        let mut rest = fields;
        while let [first, others @ ..] = rest {
            self.publisher = self.publisher.with(*first);
            rest = others;
        }
        self
    }

    /// The fields of the publisher that the files have no place for.
    pub fn without_publisher(&self) -> impl Iterator<Item = PublisherField> {
        PublisherField::ALL.into_iter().filter(|field| !self.publisher.has(*field))
    }
}

impl Audience {
    /// The audience in a word: `public`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Audience::Public => "public",
            Audience::Newsroom => "newsroom",
        }
    }

    /// The audience, and what follows from it, for a list: `the public: no story that is killed, ...`.
    pub const fn in_words(self) -> &'static str {
        match self {
            Audience::Public => "the public: no story that is killed, withheld or embargoed",
            Audience::Newsroom => "newsrooms",
        }
    }
}

impl Offer {
    /// A reader, for a constant manifest.
    pub const fn reader(
        name: &'static str,
        summary: &'static str,
        files: FileType,
        options: &'static [OptionHelp],
    ) -> Offer {
        Offer::new(OfferKind::Reader, name, summary, Some(files), None, options)
    }

    /// A transform, for a constant manifest.
    pub const fn transform(name: &'static str, summary: &'static str, options: &'static [OptionHelp]) -> Offer {
        Offer::new(OfferKind::Transform, name, summary, None, None, options)
    }

    /// A linter, for a constant manifest.
    pub const fn linter(name: &'static str, summary: &'static str, options: &'static [OptionHelp]) -> Offer {
        Offer::new(OfferKind::Linter, name, summary, None, None, options)
    }

    /// A writer, for a constant manifest.
    pub const fn writer(
        name: &'static str,
        summary: &'static str,
        files: FileType,
        carries: Carries,
        options: &'static [OptionHelp],
    ) -> Offer {
        Offer::new(OfferKind::Writer, name, summary, Some(files), Some(carries), options)
    }

    /// Whether it lists an option of that name.
    pub fn has_option(&self, name: &str) -> bool {
        self.options.iter().any(|option| option.name == name)
    }

    const fn new(
        kind: OfferKind,
        name: &'static str,
        summary: &'static str,
        files: Option<FileType>,
        carries: Option<Carries>,
        options: &'static [OptionHelp],
    ) -> Offer {
        Offer {
            kind,
            name: Cow::Borrowed(name),
            summary: Cow::Borrowed(summary),
            files,
            carries,
            options: Cow::Borrowed(options),
        }
    }
}

impl OptionHelp {
    /// An option's help, for a constant manifest.
    pub const fn new(name: &'static str, summary: &'static str) -> OptionHelp {
        OptionHelp { name: Cow::Borrowed(name), summary: Cow::Borrowed(summary), schema: None }
    }
}
