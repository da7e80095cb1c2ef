//! The keys of `--set` and `slugline.toml`, and how words become their values. The options of formats and transforms are
//! keys too, and stand in their manifests.

use std::path::PathBuf;

use oxilangtag::LanguageTag;
use slugline_core::model::{Date, Instant, Text};
use slugline_core::text::TimeZone;
use url::Url;

use crate::address::Pattern;
use crate::settings::Values;
use crate::topics::{Section, catalog};

/// Why a word does not become a value.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Misfit {
    /// It is not what the key expects.
    Whole,
    /// A part of it is wrong.
    Part {
        /// The part, as the word has it.
        part: String,
        message: String,
        help: String,
    },
}

/// A key, and how a word becomes its value.
pub(crate) struct Key {
    pub(crate) name: &'static str,
    /// What it says, in a sentence.
    pub(crate) does: &'static str,
    /// A value as a file of settings has it.
    pub(crate) example: &'static str,
    /// What it takes, in words.
    pub(crate) expects: &'static str,
    pub(crate) take: fn(&mut Values, &str) -> Result<(), Misfit>,
}

/// Every key but the tables and the options of formats and transforms.
pub(crate) const KEYS: &[Key] = &[
    Key {
        name: "publisher.name",
        does: "Who publishes.",
        example: r#""The Harbour Times""#,
        expects: "a name",
        take: |values, word| fit(text(word), |name| values.publisher.name = Some(name)),
    },
    Key {
        name: "publisher.url",
        does: "The publisher's home page.",
        example: r#""https://www.harbourtimes.example/""#,
        expects: "a web address such as `https://www.harbourtimes.example/`",
        take: |values, word| fit(web_address(word), |url| values.publisher.url = Some(url)),
    },
    Key {
        name: "publisher.logo",
        does: "Address of the publisher's logo, a picture.",
        example: r#""https://www.harbourtimes.example/logo.png""#,
        expects: "the web address of a picture such as `https://www.harbourtimes.example/logo.png`",
        take: |values, word| fit(web_address(word), |logo| values.publisher.logo = Some(logo)),
    },
    Key {
        name: "publisher.article-url",
        does: "Address of an article that names none.",
        example: r#""https://www.harbourtimes.example/{section}/{slug}""#,
        expects: "a web address with `{slug}` or `{guid}`, such as `https://harbourtimes.example/{section}/{slug}`",
        take: |values, word| Pattern::parse(word).map(|pattern| values.article_url = Some(pattern)),
    },
    Key {
        name: "publisher.authority",
        does: "What identifiers are made with: a domain or an e-mail address of the publisher's. They are `urn:uuid:` without.",
        example: r#""harbourtimes.example""#,
        expects: "a domain name or an e-mail address such as `harbourtimes.example`",
        take: |values, word| fit(authority(word), |authority| values.publisher.authority = Some(authority)),
    },
    Key {
        name: "publisher.language",
        does: "Language of articles that name none.",
        example: r#""en-GB""#,
        expects: "a language tag such as `en` or `pt-BR`",
        take: |values, word| fit(language(word), |language| values.language = Some(language)),
    },
    Key {
        name: "publisher.copyright",
        does: "Rights line of articles that have none.",
        example: r#""© The Harbour Times""#,
        expects: "a notice",
        take: |values, word| fit(text(word), |notice| values.publisher.copyright = Some(notice)),
    },
    Key {
        name: "publisher.usage-terms",
        does: "What may be done with the articles, but those with a notice of others.",
        example: r#""For subscribers.""#,
        expects: "a sentence or a web address",
        take: |values, word| fit(text(word), |terms| values.publisher.usage_terms = Some(terms)),
    },
    Key {
        name: "edition.title",
        does: "Title of a file that holds many articles.",
        example: r#""Morning edition""#,
        expects: "a title",
        take: |values, word| fit(text(word), |title| values.title = Some(title)),
    },
    Key {
        name: "edition.identifier",
        does: "Identifier of a file that holds many articles. It is made of the articles' own without.",
        example: r#""morning-1""#,
        expects: "an identifier",
        take: |values, word| fit(text(word), |identifier| values.identifier = Some(identifier)),
    },
    Key {
        name: "date",
        does: "The moment of this version, for formats that must name one.",
        example: "2024-11-18",
        expects: "a date such as `2024-11-18` or `2024-11-18T17:20:00Z`",
        take: |values, word| fit(moment(word), |date| values.date = Some(date)),
    },
    Key {
        name: "assets.folder",
        does: "Folder of the pictures that articles refer to, from where this file stands.",
        example: r#""pictures""#,
        expects: "a folder",
        take: |values, word| fit(text(word), |folder| values.set_assets(PathBuf::from(&*folder))),
    },
    Key {
        name: "assets.url",
        does: "Where the folder of pictures is published.",
        example: r#""https://www.harbourtimes.example/pictures/""#,
        expects: "a web address such as `https://www.harbourtimes.example/pictures/`",
        take: |values, word| fit(web_address(word), |url| values.assets_url = Some(url)),
    },
    Key {
        name: "reader.encoding",
        does: "What inputs are encoded in, whatever they look like. It is found out without.",
        example: r#""windows-1252""#,
        expects: "an encoding such as `windows-1252`",
        take: |values, word| fit(word.parse().ok(), |encoding| values.set_encoding(encoding)),
    },
    Key {
        name: "reader.time-zone",
        does: "Zone of times that name none: one of IANA's database, or hours and minutes east of UTC.",
        example: r#""Europe/Berlin""#,
        expects: TimeZone::EXPECTS,
        take: |values, word| fit(time_zone(word), |zone| values.time_zone = Some(zone)),
    },
    Key {
        name: "theme",
        does: "Folder of templates, from where this file stands, for the formats that take one.",
        example: r#""theme""#,
        expects: "a folder of templates",
        take: |values, word| fit(text(word), |folder| values.set_theme(PathBuf::from(&*folder))),
    },
];

/// A table of keys: a key for each entry, named by the user.
pub(crate) struct Table {
    pub(crate) name: &'static str,
    /// What its entries say, in a sentence.
    pub(crate) does: &'static str,
    /// An entry as a file of settings has it.
    pub(crate) example: &'static str,
    /// Whether an entry may be a list.
    pub(crate) takes_many: bool,
    /// What stands for the name of an entry.
    pub(crate) entry: &'static str,
    /// What an entry takes, in words.
    pub(crate) expects: &'static str,
    pub(crate) take: fn(&mut Values, &str, &[&str]) -> Result<(), Misfit>,
}

/// Every table.
pub(crate) const TABLES: &[Table] = &[
    Table {
        name: "publisher.catalogs",
        does: "Addresses of schemes of your own, each behind its alias.",
        example: r#"topic = "https://www.harbourtimes.example/topics/""#,
        takes_many: false,
        entry: "ALIAS",
        expects: "a name such as `topic`, and the address of its scheme such as `https://harbourtimes.example/topics/`",
        take: |values, alias, schemes| catalog(alias, schemes).map(|catalog| values.set_catalog(catalog)),
    },
    Table {
        name: "publisher.sections",
        does: "What the stories of a section are about: topics of IPTC's catalog or of your own schemes.",
        example: r#"World = "medtop:20000523 labour market""#,
        takes_many: true,
        entry: "SECTION",
        expects: "topics such as `medtop:20000523` or `medtop:20000523 labour market`",
        take: |values, name, topics| Section::parse(name, topics).map(|section| values.set_section(name, section)),
    },
];

/// Sets a value that fits.
fn fit<T>(value: Option<T>, set: impl FnOnce(T)) -> Result<(), Misfit> {
    value.map(set).ok_or(Misfit::Whole)
}

/// Words that say something.
fn text(word: &str) -> Option<Text<'static>> {
    let word = word.trim();
    (!word.is_empty()).then(|| Text::from(word.to_owned()))
}

/// An absolute address on the web, in its normal form.
fn web_address(word: &str) -> Option<Text<'static>> {
    let url = Url::parse(word.trim()).ok()?;
    (matches!(url.scheme(), "http" | "https") && url.has_host()).then(|| Text::from(String::from(url)))
}

/// A language tag in its usual case: `pt-BR`. A tag may have a language of up to eight letters, and all that are registered
/// have two or three: `english` is well formed and means nothing.
///
/// Source: BCP 47 (RFC 5646) section 2.1.
fn language(word: &str) -> Option<Text<'static>> {
    let tag = LanguageTag::parse_and_normalize(word.trim()).ok()?;
    matches!(tag.primary_language().len(), 2..=3).then(|| Text::from(tag.into_inner()))
}

/// What identifiers are made with.
///
/// Source: RFC 4151 section 2.1, `authorityName`.
fn authority(word: &str) -> Option<Text<'static>> {
    let (user, domain) = match word.split_once('@') {
        Some((user, domain)) => (Some(user), domain),
        None => (None, word),
    };
    let is_user = |user: &str| {
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte);
        !user.is_empty() && user.bytes().all(allowed)
    };
    let is_label = |label: &str| {
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        !label.is_empty() && !label.starts_with('-') && !label.ends_with('-') && label.bytes().all(allowed)
    };
    (user.is_none_or(is_user) && domain.split('.').all(is_label)).then(|| Text::from(word.to_owned()))
}

/// The name of a zone that there is: its readers know it by that.
fn time_zone(word: &str) -> Option<String> {
    let word = word.trim();
    word.parse::<TimeZone>().ok().map(|_| word.to_owned())
}

/// A moment; of a day, its first second in UTC.
fn moment(word: &str) -> Option<Instant> {
    word.trim().parse::<Date>().ok()?.moment()
}
