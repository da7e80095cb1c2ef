//! What the user says beside the text: publisher, edition, date, encoding, and the options of formats and transforms.
//!
//! The keys of `--set` are those of `slugline.toml`, which is the profile: options stand below `options` there. What the
//! text says beats the profile; `--set` beats both.

use std::path::PathBuf;

use oxilangtag::LanguageTag;
use serde_json::Value;
use slugline_core::model::{Article, Date, EditionHead, Field, Instant, Publisher, Text};
use slugline_core::plugin::{Offer, OptionMap};
use slugline_core::{Encoding, Error, Kind, Result, nearest};
use url::Url;

use crate::assets::Assets;
use crate::registry::Registry;

/// All settings of a run.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// What holds for every run of this user: fills in what the text leaves out.
    pub profile: Values,
    /// What holds for this run: goes before text and profile.
    pub set: Values,
    /// The moment of `SOURCE_DATE_EPOCH`.
    pub source_date_epoch: Option<Instant>,
}

/// Values for the keys, each absent until it is assigned.
#[derive(Clone, Debug, Default)]
pub struct Values {
    publisher: Publisher<'static>,
    language: Option<Text<'static>>,
    title: Option<Text<'static>>,
    identifier: Option<Text<'static>>,
    date: Option<Instant>,
    encoding: Option<Encoding>,
    assets: Option<PathBuf>,
    assets_url: Option<Text<'static>>,
    options: Vec<OptionValue>,
}

/// An option of the format or transform `of`.
#[derive(Clone, Debug)]
struct OptionValue {
    of: String,
    name: String,
    value: Value,
}

/// The option of every format that takes a theme: the files of a folder, which no word of a command line can be.
pub(crate) const THEME: &str = "theme";

/// A key, and how a word becomes its value.
struct Key {
    name: &'static str,
    expects: &'static str,
    take: fn(&mut Values, &str) -> Option<()>,
}

/// Every key but the options of formats and transforms.
const KEYS: &[Key] = &[
    Key {
        name: "publisher.name",
        expects: "a name",
        take: |values, word| text(word).map(|name| values.publisher.name = Some(name)),
    },
    Key {
        name: "publisher.url",
        expects: "a web address such as `https://www.harbourtimes.example/`",
        take: |values, word| web_address(word).map(|url| values.publisher.url = Some(url)),
    },
    Key {
        name: "publisher.authority",
        expects: "a domain name or an e-mail address such as `harbourtimes.example`",
        take: |values, word| authority(word).map(|authority| values.publisher.authority = Some(authority)),
    },
    Key {
        name: "publisher.language",
        expects: "a language tag such as `en` or `pt-BR`",
        take: |values, word| language(word).map(|language| values.language = Some(language)),
    },
    Key {
        name: "publisher.copyright",
        expects: "a notice",
        take: |values, word| text(word).map(|notice| values.publisher.copyright = Some(notice)),
    },
    Key {
        name: "edition.title",
        expects: "a title",
        take: |values, word| text(word).map(|title| values.title = Some(title)),
    },
    Key {
        name: "edition.identifier",
        expects: "an identifier",
        take: |values, word| text(word).map(|identifier| values.identifier = Some(identifier)),
    },
    Key {
        name: "date",
        expects: "a date such as `2024-11-18` or `2024-11-18T17:20:00Z`",
        take: |values, word| moment(word).map(|date| values.date = Some(date)),
    },
    Key {
        name: "assets.folder",
        expects: "a folder",
        take: |values, word| text(word).map(|folder| values.set_assets(PathBuf::from(&*folder))),
    },
    Key {
        name: "assets.url",
        expects: "a web address such as `https://www.harbourtimes.example/pictures/`",
        take: |values, word| web_address(word).map(|url| values.assets_url = Some(url)),
    },
    Key {
        name: "reader.encoding",
        expects: "an encoding such as `windows-1252`",
        take: |values, word| word.parse().ok().map(|encoding| values.set_encoding(encoding)),
    },
];

impl Values {
    /// Takes one `KEY=VALUE` as `--set` has it. A later value takes the place of an earlier one.
    ///
    /// # Errors
    ///
    /// [`Kind::Usage`] for a key that is none, with the nearest one, and for a value that does not fit.
    ///
    /// ```
    /// # use slugline::{Registry, Values};
    /// let mut values = Values::default();
    /// values.assign("publisher.name=The Harbour Times", Registry::builtin())?;
    ///
    /// let error = values.assign("publisher.nam=The Harbour Times", Registry::builtin()).err().unwrap();
    /// assert_eq!(error.to_string(), "unknown key `publisher.nam`");
    /// assert!(error.advice().unwrap().starts_with("did you mean `publisher.name`?"));
    /// # Ok::<(), slugline::Error>(())
    /// ```
    pub fn assign(&mut self, assignment: &str, registry: Registry<'_>) -> Result<()> {
        let Some((key, word)) = assignment.split_once('=') else {
            return Err(usage(format!("expected KEY=VALUE, found `{assignment}`")).help(known_keys()));
        };
        if let Some(expected) = Values::expects(key) {
            let taken = self.take(key, word);
            return taken.ok_or_else(|| usage(format!("`{key}`: expected {expected}, found `{word}`")));
        }
        let Some((of, name)) = key.split_once('.') else {
            return Err(unknown_key(key, registry));
        };
        if !registry.offers().any(|offered| offered.offer.name == of) {
            return Err(unknown_key(key, registry));
        }
        if !registry.offers().any(|offered| offered.offer.name == of && offered.offer.has_option(name)) {
            return Err(unknown_option(of, name, registry));
        }
        if name == THEME {
            return Err(usage(format!("`{key}`: expected a folder of templates, found `{word}`"))
                .help("name the folder with `--theme DIR`"));
        }
        self.set_option(of, name, Value::from(word));
        Ok(())
    }

    /// Every key but the options of formats and transforms.
    pub(crate) fn keys() -> impl Iterator<Item = &'static str> {
        KEYS.iter().map(|key| key.name)
    }

    /// What a key takes, in words. `None` where there is no such key.
    pub(crate) fn expects(key: &str) -> Option<&'static str> {
        KEYS.iter().find(|known| known.name == key).map(|known| known.expects)
    }

    /// Takes the value of a key. `None` where there is no such key, or the word does not fit.
    pub(crate) fn take(&mut self, key: &str, word: &str) -> Option<()> {
        let known = KEYS.iter().find(|known| known.name == key)?;
        (known.take)(self, word)
    }

    /// Sets the key `reader.encoding`: what the inputs are encoded in, whatever they look like.
    pub fn set_encoding(&mut self, encoding: Encoding) {
        self.encoding = Some(encoding);
    }

    /// Sets the key `assets.folder`: the folder of the pictures that articles refer to.
    pub fn set_assets(&mut self, folder: PathBuf) {
        self.assets = Some(folder);
    }

    /// Sets an option of the format or transform `of`. Whether it has that option is for the caller to know.
    pub(crate) fn set_option(&mut self, of: &str, name: &str, value: Value) {
        self.options.push(OptionValue { of: of.to_owned(), name: name.to_owned(), value });
    }
}

impl Settings {
    /// What is said about an edition as a whole.
    pub fn edition_head(&self) -> EditionHead<'_> {
        let (set, profile) = (&self.set, &self.profile);
        let (said, else_said) = (&set.publisher, &profile.publisher);
        EditionHead {
            title: first(&set.title, &profile.title),
            identifier: first(&set.identifier, &profile.identifier),
            publisher: Publisher {
                name: first(&said.name, &else_said.name),
                url: first(&said.url, &else_said.url),
                authority: first(&said.authority, &else_said.authority),
                copyright: first(&said.copyright, &else_said.copyright),
            },
        }
    }

    /// The moment of every version that is written, where the user set one.
    pub(crate) fn date(&self) -> Option<Instant> {
        self.set.date.or(self.profile.date)
    }

    /// The pictures that articles may refer to. `None` where no folder of them is set.
    ///
    /// # Errors
    ///
    /// [`Kind::Usage`] where it cannot be opened.
    pub(crate) fn open_assets(&self) -> Result<Option<Assets>> {
        let Some(folder) = self.set.assets.as_ref().or(self.profile.assets.as_ref()) else { return Ok(None) };
        Assets::open(folder, first(&self.set.assets_url, &self.profile.assets_url).as_deref()).map(Some)
    }

    /// What the inputs are encoded in. `None`: each says so itself, or is guessed.
    pub fn encoding(&self) -> Option<Encoding> {
        self.set.encoding.or(self.profile.encoding)
    }

    /// Puts into the article's head what is settled there: its language, and the copyright notice of this run.
    ///
    /// The profile's notice is left to the edition's publisher, where writers look when the article has none.
    pub fn apply<'a>(&'a self, article: &mut Article<'a>) {
        let head = &mut article.head;
        if let Some(language) = &self.set.language {
            head.spans.retain(|entry| entry.field != Field::Language);
            head.language = Some(language.reborrow());
        } else if head.language.is_none() {
            head.language = self.profile.language.as_ref().map(Text::reborrow);
        }
        if let Some(notice) = &self.set.publisher.copyright {
            head.spans.retain(|entry| entry.field != Field::Rights);
            head.rights = Some(notice.reborrow());
        }
    }

    /// The options that were set for what is offered, of those that it lists. A format's reader and writer may share a
    /// name and differ in options.
    pub fn options(&self, offer: &Offer) -> OptionMap {
        let mut options = OptionMap::new();
        for option in self.profile.options.iter().chain(&self.set.options) {
            if option.of == offer.name && offer.has_option(&option.name) {
                options.set(option.name.as_str(), option.value.clone());
            }
        }
        options
    }
}

/// The moment that a value of `SOURCE_DATE_EPOCH` names: seconds since 1970-01-01T00:00:00Z in decimal digits.
///
/// # Errors
///
/// [`Kind::Usage`] for anything else. Passing over it would give outputs that differ from one day to the next.
pub fn source_date_epoch(value: &str) -> Result<Instant> {
    let seconds = value.parse().ok().filter(|seconds: &i64| *seconds >= 0);
    let instant = seconds.and_then(Instant::from_unix);
    instant.ok_or_else(|| {
        usage(format!("`SOURCE_DATE_EPOCH`: expected seconds since 1970-01-01 in digits, found `{value}`"))
            .help("unset it, or set it to a number such as 1731951240")
    })
}

fn first<'a>(said: &'a Option<Text<'_>>, else_said: &'a Option<Text<'_>>) -> Option<Text<'a>> {
    said.as_ref().or(else_said.as_ref()).map(Text::reborrow)
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

/// A moment; of a day, its first second in UTC.
fn moment(word: &str) -> Option<Instant> {
    word.trim().parse::<Date>().ok()?.moment()
}

fn usage(message: String) -> Error {
    Error::new(Kind::Usage, message)
}

fn known_keys() -> String {
    let names: Vec<&str> = Values::keys().collect();
    format!("the keys are {}, and FORMAT.OPTION as `slugline formats FORMAT` lists them", names.join(", "))
}

fn unknown_key(key: &str, registry: Registry<'_>) -> Error {
    let mut known: Vec<String> = Values::keys().map(str::to_owned).collect();
    for offered in registry.offers() {
        let options = offered.offer.options.iter();
        known.extend(options.map(|option| format!("{}.{}", offered.offer.name, option.name)));
    }
    let help = match nearest(key, known.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`? {}", known_keys()),
        None => known_keys(),
    };
    usage(format!("unknown key `{key}`")).help(help)
}

/// The error for an option that the format or transform `of` does not have, with the nearest that it has.
pub(crate) fn unknown_option(of: &str, name: &str, registry: Registry<'_>) -> Error {
    let offers = registry.offers().filter(|offered| offered.offer.name == of);
    let mut known: Vec<&str> =
        offers.flat_map(|offered| offered.offer.options.iter()).map(|option| option.name.as_ref()).collect();
    known.sort_unstable();
    known.dedup();
    let help = match (nearest(name, known.iter().copied()), known.as_slice()) {
        (_, []) => "it has no options".to_owned(),
        (Some(near), _) => format!("did you mean `{near}`? it has: {}", known.join(", ")),
        (None, _) => format!("it has: {}", known.join(", ")),
    };
    usage(format!("`{of}` has no option `{name}`")).help(help)
}

#[cfg(test)]
mod tests {
    use slugline_core::model::{FieldSpan, Head, Span};
    use slugline_core::plugin::OptionHelp;

    use super::*;

    fn assign(assignment: &str) -> Result<Values> {
        let mut values = Values::default();
        values.assign(assignment, Registry::builtin())?;
        Ok(values)
    }

    #[track_caller]
    fn refuses(assignment: &str, message: &str) {
        let error = assign(assignment).unwrap_err();
        assert_eq!(error.kind(), Kind::Usage);
        assert_eq!(error.to_string(), message);
    }

    #[test]
    fn values_are_checked() {
        let language = |word: &str| assign(&format!("publisher.language={word}")).ok()?.language;
        for tag in ["en", "pt-BR", "zh-Hant-HK", "und"] {
            assert_eq!(language(tag), Some(Text::from(tag)));
        }
        assert_eq!(language("EN-us"), Some(Text::from("en-US")));
        for word in ["", "english", "en_US", "e", "en-", "x-desk"] {
            assert_eq!(language(word), None, "{word}");
        }

        let authority = |word: &str| assign(&format!("publisher.authority={word}")).is_ok();
        for word in ["harbour.example", "a", "desk@harbour.example", "xn--hfn-hoa.example"] {
            assert!(authority(word), "{word}");
        }
        for word in ["", "harbour..example", "-a.example", "a_b.example", "@a.example", "a b", "a@b@c", "häfen.example"]
        {
            assert!(!authority(word), "{word}");
        }

        let encoding = |word: &str| Some(assign(&format!("reader.encoding={word}")).ok()?.encoding?.name());
        assert_eq!((encoding("latin-1"), encoding("latin-17")), (Some("windows-1252"), None));

        for word in ["harbour.example", "javascript:alert(1)", "/a", "ftp://harbour.example/"] {
            assert!(assign(&format!("publisher.url={word}")).is_err(), "{word}");
        }
        let values = assign("publisher.url=https://Harbour.example").unwrap();
        assert_eq!(values.publisher.url, Some(Text::from("https://harbour.example/")));

        let date = |word: &str| Some(assign(&format!("date={word}")).ok()?.date?.to_string());
        assert_eq!(date("2024-11-18").as_deref(), Some("2024-11-18T00:00:00Z"));
        assert_eq!(date("2024-11-18T17:20:00-04:00").as_deref(), Some("2024-11-18T17:20:00-04:00"));
        assert_eq!(date("2024-11-31"), None);
        assert_eq!(date("--11-18"), None);
    }

    #[test]
    fn faults_name_key_and_value() {
        refuses("publisher.name", "expected KEY=VALUE, found `publisher.name`");
        refuses("publisher.name= ", "`publisher.name`: expected a name, found ` `");
        refuses("nonsense=1", "unknown key `nonsense`");
        refuses("publisher.publisher=1", "unknown key `publisher.publisher`");
        refuses("json.pretty=1", "`json` has no option `pretty`");
        refuses(
            "date=tomorrow",
            "`date`: expected a date such as `2024-11-18` or `2024-11-18T17:20:00Z`, found `tomorrow`",
        );
    }

    #[test]
    fn the_text_beats_the_profile_and_set_beats_both() {
        let mut settings = Settings { profile: assign("publisher.language=de").unwrap(), ..Settings::default() };
        let language = |settings: &Settings, said: Option<&str>| {
            let head = Head {
                language: said.map(|said| Text::from(said.to_owned())),
                spans: vec![FieldSpan { field: Field::Language, index: 0, span: Span::new(0, 2) }],
                ..Head::default()
            };
            let mut article = Article { head, body: Vec::new() };
            settings.apply(&mut article);
            (article.head.language.map(|language| language.to_string()), article.head.spans.len())
        };
        assert_eq!(language(&settings, None), (Some("de".to_owned()), 1));
        assert_eq!(language(&settings, Some("fr")), (Some("fr".to_owned()), 1));
        settings.set = assign("publisher.language=en").unwrap();
        assert_eq!(language(&settings, Some("fr")), (Some("en".to_owned()), 0));
    }

    #[test]
    fn a_later_word_takes_the_place_of_an_earlier_one() {
        let mut settings = Settings::default();
        settings.profile.assign("publisher.name=Old", Registry::builtin()).unwrap();
        for name in ["New", "Newest"] {
            settings.set.assign(&format!("publisher.name={name}"), Registry::builtin()).unwrap();
        }
        assert_eq!(settings.edition_head().publisher.name, Some(Text::from("Newest")));
    }

    #[test]
    fn options_go_to_the_offers_that_list_them() {
        const OPTIONS: &[OptionHelp] = &[OptionHelp::new("page", "whole page")];
        let mut settings = Settings::default();
        settings.profile.set_option("house", "page", Value::from("true"));
        settings.set.set_option("house", "page", Value::from("false"));
        let mut expected = OptionMap::new();
        expected.set("page", "false");
        assert_eq!(settings.options(&Offer::transform("house", "", OPTIONS)), expected);
        assert!(settings.options(&Offer::transform("house", "", &[])).is_empty());
        assert!(settings.options(&Offer::transform("other", "", OPTIONS)).is_empty());
    }

    #[test]
    fn the_epoch_is_digits() {
        assert_eq!(source_date_epoch("0").unwrap(), Instant::EPOCH);
        for value in ["", "-1", "now", "1.5", "99999999999999"] {
            assert_eq!(source_date_epoch(value).unwrap_err().kind(), Kind::Usage, "{value}");
        }
    }
}
