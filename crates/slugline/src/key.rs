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
    /// What it takes, in words.
    pub(crate) expects: &'static str,
    pub(crate) take: fn(&mut Values, &str) -> Result<(), Misfit>,
}

/// Every key but the tables and the options of formats and transforms.
pub(crate) const KEYS: &[Key] = &[
    Key {
        name: "publisher.name",
        expects: "a name",
        take: |values, word| fit(text(word), |name| values.publisher.name = Some(name)),
    },
    Key {
        name: "publisher.url",
        expects: "a web address such as `https://www.harbourtimes.example/`",
        take: |values, word| fit(web_address(word), |url| values.publisher.url = Some(url)),
    },
    Key {
        name: "publisher.logo",
        expects: "the web address of a picture such as `https://www.harbourtimes.example/logo.png`",
        take: |values, word| fit(web_address(word), |logo| values.publisher.logo = Some(logo)),
    },
    Key {
        name: "publisher.article-url",
        expects: "a web address with `{slug}` or `{guid}`, such as `https://harbourtimes.example/{section}/{slug}`",
        take: |values, word| Pattern::parse(word).map(|pattern| values.article_url = Some(pattern)),
    },
    Key {
        name: "publisher.authority",
        expects: "a domain name or an e-mail address such as `harbourtimes.example`",
        take: |values, word| fit(authority(word), |authority| values.publisher.authority = Some(authority)),
    },
    Key {
        name: "publisher.language",
        expects: "a language tag such as `en` or `pt-BR`",
        take: |values, word| fit(language(word), |language| values.language = Some(language)),
    },
    Key {
        name: "publisher.copyright",
        expects: "a notice",
        take: |values, word| fit(text(word), |notice| values.publisher.copyright = Some(notice)),
    },
    Key {
        name: "publisher.usage-terms",
        expects: "a sentence or a web address",
        take: |values, word| fit(text(word), |terms| values.publisher.usage_terms = Some(terms)),
    },
    Key {
        name: "edition.title",
        expects: "a title",
        take: |values, word| fit(text(word), |title| values.title = Some(title)),
    },
    Key {
        name: "edition.identifier",
        expects: "an identifier",
        take: |values, word| fit(text(word), |identifier| values.identifier = Some(identifier)),
    },
    Key {
        name: "date",
        expects: "a date such as `2024-11-18` or `2024-11-18T17:20:00Z`",
        take: |values, word| fit(moment(word), |date| values.date = Some(date)),
    },
    Key {
        name: "assets.folder",
        expects: "a folder",
        take: |values, word| fit(text(word), |folder| values.set_assets(PathBuf::from(&*folder))),
    },
    Key {
        name: "assets.url",
        expects: "a web address such as `https://www.harbourtimes.example/pictures/`",
        take: |values, word| fit(web_address(word), |url| values.assets_url = Some(url)),
    },
    Key {
        name: "reader.encoding",
        expects: "an encoding such as `windows-1252`",
        take: |values, word| fit(word.parse().ok(), |encoding| values.set_encoding(encoding)),
    },
    Key {
        name: "reader.time-zone",
        expects: TimeZone::EXPECTS,
        take: |values, word| fit(time_zone(word), |zone| values.time_zone = Some(zone)),
    },
    Key {
        name: "theme",
        expects: "a folder of templates",
        take: |values, word| fit(text(word), |folder| values.set_theme(PathBuf::from(&*folder))),
    },
];

/// A table of keys: a key for each entry, named by the user.
pub(crate) struct Table {
    pub(crate) name: &'static str,
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
        entry: "ALIAS",
        expects: "a name such as `topic`, and the address of its scheme such as `https://harbourtimes.example/topics/`",
        take: |values, alias, schemes| catalog(alias, schemes).map(|catalog| values.set_catalog(catalog)),
    },
    Table {
        name: "publisher.sections",
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
