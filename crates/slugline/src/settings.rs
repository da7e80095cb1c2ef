//! What the user says beside the text: publisher, edition, date, encoding, and the options of formats and transforms.
//!
//! The keys of `--set` are those of `slugline.toml`, which is the profile: options stand below `options` there. What the
//! text says beats the profile; `--set` beats both.

use std::path::PathBuf;

use serde_json::Value;
use slugline_core::diagnostic::Diagnostic;
use slugline_core::model::{Article, Catalog, EditionHead, Field, Instant, Publisher, Subject, Text};
use slugline_core::plugin::{Context, Offer, OfferKind, OptionMap};
use slugline_core::{Encoding, Error, Kind, Result, nearest};

use crate::address::{Lacking, Pattern};
use crate::assets::Assets;
use crate::key::{KEYS, Misfit, TABLES};
use crate::placeholder::Placeholder as _;
use crate::registry::Registry;
use crate::topics::Section;

/// All settings of a run.
#[derive(Clone, Debug, Default, Hash)]
pub struct Settings {
    /// What holds for every run of this user: fills in what the text leaves out.
    pub profile: Values,
    /// What holds for this run: goes before text and profile.
    pub set: Values,
    /// The moment of `SOURCE_DATE_EPOCH`.
    pub source_date_epoch: Option<Instant>,
}

/// Values for the keys, each absent until it is assigned.
#[derive(Clone, Debug, Default, Hash)]
pub struct Values {
    pub(crate) publisher: Publisher<'static>,
    pub(crate) article_url: Option<Pattern>,
    sections: Vec<Section>,
    pub(crate) language: Option<Text<'static>>,
    pub(crate) title: Option<Text<'static>>,
    pub(crate) identifier: Option<Text<'static>>,
    pub(crate) date: Option<Instant>,
    encoding: Option<Encoding>,
    pub(crate) time_zone: Option<String>,
    pub(crate) theme: Option<PathBuf>,
    assets: Option<PathBuf>,
    pub(crate) assets_url: Option<Text<'static>>,
    options: Vec<OptionValue>,
}

/// An option of the format or transform `of`.
#[derive(Clone, Debug, Hash)]
struct OptionValue {
    of: String,
    name: String,
    value: Value,
}

/// The option of every format that takes a theme: the files of a folder, which no word of a command line can be.
pub(crate) const THEME: &str = "theme";

/// The option of every reader that obeys house rules: the zone of times without one.
const TIME_ZONE: &str = "time-zone";

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
            return self.take(key, word).map_err(|misfit| refuse(key, expected, word, misfit));
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
                .help("name the folder with `--theme DIR`, or with the key `theme`"));
        }
        self.set_option(of, name, Value::from(word));
        Ok(())
    }

    /// The format or transform that a `KEY=VALUE` sets an option of. `None`: the key is one of slugline's own, or none.
    pub fn option_of(assignment: &str) -> Option<&str> {
        let (key, _) = assignment.split_once('=')?;
        let (of, _) = key.split_once('.').filter(|_| Values::expects(key).is_none())?;
        Some(of)
    }

    /// Every key but the tables and the options of formats and transforms.
    pub fn keys() -> impl Iterator<Item = &'static str> {
        KEYS.iter().map(|key| key.name)
    }

    /// Every table of keys.
    pub(crate) fn tables() -> impl Iterator<Item = &'static str> {
        TABLES.iter().map(|table| table.name)
    }

    /// What a key, or an entry of a table, takes, in words. `None` where there is no such key.
    pub(crate) fn expects(key: &str) -> Option<&'static str> {
        let entry = || TABLES.iter().find(|table| entry_of(key, table.name).is_some()).map(|table| table.expects);
        KEYS.iter().find(|known| known.name == key).map(|known| known.expects).or_else(entry)
    }

    /// Takes the value of a key; of an entry of a table, its values, parted by commas.
    pub(crate) fn take(&mut self, key: &str, word: &str) -> Result<(), Misfit> {
        match KEYS.iter().find(|known| known.name == key) {
            Some(known) => (known.take)(self, word),
            None => self.take_entry(key, &word.split(',').map(str::trim).collect::<Vec<_>>()),
        }
    }

    /// Takes the values of an entry of a table.
    pub(crate) fn take_entry(&mut self, key: &str, words: &[&str]) -> Result<(), Misfit> {
        let entry = TABLES.iter().find_map(|table| Some((table, entry_of(key, table.name)?)));
        let (table, entry) = entry.ok_or(Misfit::Whole)?;
        (table.take)(self, entry, words)
    }

    /// Sets what the stories of a section are about, in the place of what was set before.
    pub(crate) fn set_section(&mut self, name: &str, section: Section) {
        self.sections.retain(|known| !known.is(name));
        self.sections.push(section);
    }

    /// Binds an alias to a scheme of the publisher's own, in the place of the one that it was bound to.
    pub(crate) fn set_catalog(&mut self, catalog: Catalog<'static>) {
        self.publisher.catalogs.retain(|known| known.alias != catalog.alias);
        self.publisher.catalogs.push(catalog);
        self.publisher.catalogs.sort_by(|one, other| one.alias.cmp(&other.alias));
    }

    /// Sets the key `reader.encoding`: what the inputs are encoded in, whatever they look like.
    pub fn set_encoding(&mut self, encoding: Encoding) {
        self.encoding = Some(encoding);
    }

    /// Sets the key `theme`: the folder of templates, for the formats that take one.
    pub fn set_theme(&mut self, folder: PathBuf) {
        self.theme = Some(folder);
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
                logo: first(&said.logo, &else_said.logo),
                authority: first(&said.authority, &else_said.authority),
                copyright: first(&said.copyright, &else_said.copyright),
                usage_terms: first(&said.usage_terms, &else_said.usage_terms),
                catalogs: self.catalogs(),
            },
        }
    }

    /// The publisher's own schemes, in the order of their aliases.
    fn catalogs(&self) -> Vec<Catalog<'_>> {
        let (said, else_said) = (&self.set.publisher.catalogs, &self.profile.publisher.catalogs);
        let is_said = |alias: &Text<'_>| said.iter().any(|catalog| catalog.alias == *alias);
        let others = else_said.iter().filter(|catalog| !is_said(&catalog.alias));
        let mut catalogs: Vec<Catalog<'_>> = said.iter().chain(others).cloned().collect();
        catalogs.sort_by(|one, other| one.alias.cmp(&other.alias));
        catalogs
    }

    /// What the stories of every section are about.
    fn sections(&self) -> impl Iterator<Item = &Section> {
        self.set.sections.iter().chain(&self.profile.sections)
    }

    /// Checks what can be checked only when all is set.
    ///
    /// # Errors
    ///
    /// [`Kind::Usage`] for a topic whose alias is nobody's.
    pub(crate) fn check(&self) -> Result<()> {
        let catalogs = self.catalogs();
        self.sections().try_for_each(|section| section.check(&catalogs))
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

    /// Puts into the article's head what is settled there: its language, and the copyright notice of this run, which the
    /// publisher has too and which so stays the publisher's.
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

    /// Puts into the article's head what is settled there once the rest of it is known: what its section is about, and its
    /// address.
    pub(crate) fn complete(&self, article: &mut Article<'_>, cx: &mut Context<'_>) {
        self.add_topics(article, cx);
        if let Some(Ok(address)) = self.address(article) {
            article.head.url = Some(Text::from(address));
        }
    }

    /// Adds the topics of the section, and gives the publisher's own schemes their addresses in the place of their aliases.
    fn add_topics(&self, article: &mut Article<'_>, cx: &mut Context<'_>) {
        let head = &mut article.head;
        if let Some(name) = head.section.as_deref().filter(|_| self.sections().next().is_some()) {
            match self.sections().find(|section| section.is(name)) {
                Some(section) => {
                    for topic in section.topics() {
                        let is_same = |said: &Subject<'_>| said.scheme == topic.scheme && said.code == topic.code;
                        if !head.subjects.iter().any(is_same) {
                            head.subjects.push(topic.clone());
                        }
                    }
                }
                None => {
                    let message = format!("the section `{name}` has no topics in `publisher.sections`");
                    cx.report(Diagnostic::note("unmapped-section", message).at(head.span(Field::Section, 0)));
                }
            }
        }
        for catalog in self.catalogs() {
            let coded = head.subjects.iter_mut().filter(|subject| subject.scheme == Some(catalog.alias.reborrow()));
            coded.for_each(|subject| subject.scheme = Some(Text::from(catalog.scheme.to_string())));
        }
    }

    /// The address of an article that has none, by the publisher's pattern. `None` where there is no pattern, or no need.
    fn address(&self, article: &Article<'_>) -> Option<Result<String, Lacking>> {
        let pattern = self.set.article_url.as_ref().or(self.profile.article_url.as_ref());
        let pattern = pattern.filter(|_| article.head.url.is_none())?;
        Some(pattern.address(article, &self.edition_head().publisher))
    }

    /// Why the publisher's pattern makes no address for an article. That is told where an address would be written.
    pub(crate) fn address_fault(&self, article: &Article<'_>) -> Option<Diagnostic> {
        self.address(article)?.err().map(|lacking| no_address(&lacking))
    }

    /// The options that were set for what is offered, of those that it lists. A format's reader and writer may share a
    /// name and differ in options.
    pub fn options(&self, offer: &Offer) -> OptionMap {
        let mut options = OptionMap::new();
        for values in [&self.profile, &self.set] {
            let is_reader = offer.kind == OfferKind::Reader && offer.has_option(TIME_ZONE);
            if let Some(zone) = values.time_zone.as_deref().filter(|_| is_reader) {
                options.set(TIME_ZONE, zone);
            }
            for option in &values.options {
                if option.of == offer.name && offer.has_option(&option.name) {
                    options.set(option.name.as_str(), option.value.clone());
                }
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

/// Says why an article gets no address.
fn no_address(Lacking(placeholders): &Lacking) -> Diagnostic {
    let mut needs: Vec<&str> = placeholders.iter().map(|placeholder| placeholder.needs()).collect();
    needs.dedup();
    let names: Vec<String> = placeholders.iter().map(|placeholder| format!("`{}`", placeholder.as_str())).collect();
    let message = format!("the article gets no web address: it has no {}", needs.join(", no "));
    let help = format!("say it in the article, or take {} out of `publisher.article-url`", names.join(", "));
    Diagnostic::warning("no-article-url", message).help(help)
}

/// The name of the entry that `key` is in the table: `World` in `publisher.sections.World`.
fn entry_of<'k>(key: &'k str, table: &str) -> Option<&'k str> {
    key.strip_prefix(table)?.strip_prefix('.').filter(|entry| !entry.is_empty())
}

/// The error for a word that does not become the value of `key`.
fn refuse(key: &str, expected: &str, word: &str, misfit: Misfit) -> Error {
    match misfit {
        Misfit::Whole => usage(format!("`{key}`: expected {expected}, found `{word}`")),
        Misfit::Part { message, help, .. } => usage(format!("`{key}`: {message}")).help(help),
    }
}

fn first<'a>(said: &'a Option<Text<'_>>, else_said: &'a Option<Text<'_>>) -> Option<Text<'a>> {
    said.as_ref().or(else_said.as_ref()).map(Text::reborrow)
}

fn usage(message: String) -> Error {
    Error::new(Kind::Usage, message)
}

fn known_keys() -> String {
    let tables = TABLES.iter().map(|table| format!("{}.{}", table.name, table.entry));
    let names: Vec<String> = Values::keys().map(str::to_owned).chain(tables).collect();
    format!("the keys are {}, and FORMAT.OPTION as `slugline formats FORMAT` lists them", names.join(", "))
}

fn unknown_key(key: &str, registry: Registry<'_>) -> Error {
    let mut known: Vec<String> = Values::keys().chain(Values::tables()).map(str::to_owned).collect();
    for offered in registry.offers() {
        let options = offered.offer.options.iter();
        known.extend(options.map(|option| format!("{}.{}", offered.offer.name, option.name)));
    }
    let help = match nearest(key, known.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`? {}", known_keys()),
        None => known_keys(),
    };
    let of = |key: &str| key.split('.').next().unwrap_or_default().to_owned();
    let is_ours = registry.offers_any(&of(key)) || Values::keys().any(|known| of(known) == of(key));
    let help = if is_ours { help } else { registry.advise(&of(key), help) };
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
    use slugline_item::Rights;

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
    fn a_notice_of_the_run_is_the_publishers() {
        let mut settings = Settings::default();
        for assignment in
            ["publisher.name=Quay", "publisher.usage-terms=Ask.", "publisher.copyright=All rights reserved"]
        {
            settings.set.assign(assignment, Registry::builtin()).unwrap();
        }
        let mut article = Article::default();
        article.head.rights = Some("© Harbour Wire".into());
        settings.apply(&mut article);
        let edition = settings.edition_head();
        let rights = Rights::of(&article.head, &edition.publisher);
        assert_eq!(rights.notice, Some(("All rights reserved", Span::DETACHED)));
        assert_eq!((rights.holder, rights.usage_terms), (Some("Quay"), Some("Ask.")));
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
