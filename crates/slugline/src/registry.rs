//! From a name, a file name or the look of a source to the plugin that offers it.

use std::ffi::{OsStr, OsString};
use std::hash::{Hash as _, Hasher};
use std::path::PathBuf;

use slugline_core::plugin::{Confidence, Offer, OfferKind, OptionMap, Plugin};
use slugline_core::{Error, Kind, Result, Source, nearest};

use crate::builtin::BUILTIN;

/// The plugins of a run. Where they come from makes no difference.
#[derive(Clone, Copy)]
pub struct Registry<'p> {
    plugins: &'p [&'p dyn Plugin],
    /// The folders of plugins whose manifests cannot be read: what is unknown may be offered there.
    unread: &'p [PathBuf],
}

/// One thing that a plugin offers, and the plugin.
#[derive(Clone, Copy)]
pub struct Offered<'p> {
    /// The plugin.
    pub plugin: &'p dyn Plugin,
    /// What it offers.
    pub offer: &'p Offer,
}

/// Why an input is read as what it is read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Choice {
    /// The user named the format.
    Named,
    /// The file's name ends as files of the format do.
    Extension,
    /// The text looks like it.
    Content,
}

impl Registry<'static> {
    /// The plugins that come with slugline.
    pub const fn builtin() -> Registry<'static> {
        Registry::new(BUILTIN)
    }
}

impl<'p> Registry<'p> {
    /// A registry of `plugins`, in the order to be listed.
    pub const fn new(plugins: &'p [&'p dyn Plugin]) -> Registry<'p> {
        Registry { plugins, unread: &[] }
    }

    /// The registry, which names the folders of plugins that it could not look into where something is unknown.
    pub(crate) const fn with_unread(self, unread: &'p [PathBuf]) -> Registry<'p> {
        Registry { unread, ..self }
    }

    /// `help` for whoever says `name`, which is unknown, and what else there may be.
    pub fn advise(self, name: &str, help: String) -> String {
        let is_named = |path: &&PathBuf| path.file_name() == Some(OsStr::new(name));
        match self.unread.iter().find(is_named).or(self.unread.first()) {
            None => help,
            Some(path) => {
                let path = path.display();
                format!("{help}; the manifest of `{path}` cannot be read: `slugline plugin list` says why")
            }
        }
    }

    /// Which plugins these are. `false`: nobody can tell what one of them is made of.
    pub(crate) fn hash_into(self, state: &mut impl Hasher) -> bool {
        self.plugins.len().hash(state);
        for plugin in self.plugins {
            let manifest = plugin.manifest();
            (&manifest.name, &manifest.version).hash(state);
            // One that comes with slugline may have lost some to one from outside.
            let names = manifest.offers.iter().map(|offer| (offer.kind.as_str(), &offer.name));
            names.collect::<Vec<_>>().hash(state);
            let fingerprint = plugin.fingerprint();
            if plugin.is_outside() && fingerprint.is_none() {
                return false;
            }
            fingerprint.hash(state);
        }
        true
    }

    /// Everything that is offered, plugin by plugin.
    pub fn offers(self) -> impl Iterator<Item = Offered<'p>> {
        let offers =
            |plugin: &'p dyn Plugin| plugin.manifest().offers.iter().map(move |offer| Offered { plugin, offer });
        self.plugins.iter().copied().flat_map(offers)
    }

    /// Whether anything that is offered is called `name`.
    pub fn offers_any(self, name: &str) -> bool {
        self.offers().any(|offered| offered.offer.name == name)
    }

    /// Everything of one kind that is offered.
    pub fn of_kind(self, kind: OfferKind) -> impl Iterator<Item = Offered<'p>> {
        self.offers().filter(move |offered| offered.offer.kind == kind)
    }

    /// The one of `kind` that is called `name`.
    ///
    /// # Errors
    ///
    /// [`Kind::Usage`] where there is none, naming the known ones and the nearest, or where two plugins offer it.
    pub fn find(self, kind: OfferKind, name: &str) -> Result<Offered<'p>> {
        let mut found = self.of_kind(kind).filter(|offered| offered.offer.name == name);
        let Some(first) = found.next() else {
            return Err(self.unknown(kind, name));
        };
        match found.next() {
            None => Ok(first),
            Some(second) => {
                let what = format!("the {} `{name}`", kind.as_str());
                Err(tie(Kind::Usage, &what, first, second))
            }
        }
    }

    fn unknown(self, kind: OfferKind, name: &str) -> Error {
        let known: Vec<&str> = self.of_kind(kind).map(|offered| offered.offer.name.as_ref()).collect();
        let (noun, verb) = match kind {
            OfferKind::Reader => ("format", "reads"),
            OfferKind::Writer => ("format", "writes"),
            OfferKind::Transform => ("transform", "has"),
            OfferKind::Linter => ("linter", "has"),
        };
        let is_known_otherwise = noun == "format" && self.offers().any(|offered| offered.offer.name == name);
        let message = match kind {
            OfferKind::Reader if is_known_otherwise => format!("`{name}` can be written, not read"),
            OfferKind::Writer if is_known_otherwise => format!("`{name}` can be read, not written"),
            OfferKind::Reader | OfferKind::Writer | OfferKind::Transform | OfferKind::Linter => {
                format!("unknown {noun} `{name}`")
            }
        };
        let list = known.join(", ");
        let help = match nearest(name, known) {
            None if list.is_empty() => {
                format!("there is none yet: `slugline plugin new NAME --kind {}` begins one", kind.as_str())
            }
            Some(near) => format!("did you mean `{near}`? slugline {verb}: {list}"),
            None => format!("slugline {verb}: {list}"),
        };
        Error::new(Kind::Usage, message).help(self.advise(name, help))
    }

    /// The reader for a source that the user names no format for: by the end of its name, else by what it looks like. An end
    /// that stands for text of any kind gives way to a reader that is more than likely.
    ///
    /// # Errors
    ///
    /// [`Kind::Unsupported`] where two readers claim it alike, or none does.
    pub fn reader_for(self, source: &Source) -> Result<(Offered<'p>, Choice)> {
        match *self.readers_of_name(source.name()).as_slice() {
            [] => Ok((likeliest(self.of_kind(OfferKind::Reader), source)?, Choice::Content)),
            [one] => match self.known_better(one, source) {
                Some(other) => Ok((other, Choice::Content)),
                None => Ok((one, Choice::Extension)),
            },
            ref several => Ok((likeliest(several.iter().copied(), source)?, Choice::Content)),
        }
    }

    /// The readers of files that are called as `file_name` is: those with the longest extension that it ends in.
    pub(crate) fn readers_of_name(self, file_name: &str) -> Vec<Offered<'p>> {
        let readers = || self.of_kind(OfferKind::Reader);
        let length = |offered: &Offered<'_>| extension_len(offered.offer, file_name);
        match readers().filter_map(|offered| length(&offered)).max() {
            None => Vec::new(),
            longest => readers().filter(|offered| length(offered) == longest).collect(),
        }
    }

    /// The reader whose format shows in the text, where the name only says that it is text: mail and posts are saved as
    /// `.txt`, too.
    fn known_better(self, by_name: Offered<'p>, source: &Source) -> Option<Offered<'p>> {
        if by_name.plugin.sniff(source) != Confidence::FALLBACK {
            return None;
        }
        let found = likeliest(self.of_kind(OfferKind::Reader), source).ok()?;
        (found.plugin.sniff(source) > Confidence::LIKELY).then_some(found)
    }

    /// `file_name` without the extension of a known format, else without its last extension.
    pub fn stem(self, file_name: &OsStr) -> OsString {
        let known = file_name.to_str().and_then(|name| {
            let longest = self.offers().filter_map(|offered| extension_len(offered.offer, name)).max()?;
            name.get(..name.len() - longest).filter(|stem| !stem.is_empty())
        });
        match known {
            Some(stem) => OsString::from(stem),
            None => std::path::Path::new(file_name).file_stem().unwrap_or(file_name).to_owned(),
        }
    }
}

/// How many bytes of `file_name` are the extension of the offer's files, dot included. `None`: it has another one.
fn extension_len(offer: &Offer, file_name: &str) -> Option<usize> {
    let extension = &offer.files.as_ref()?.extension;
    let start = file_name.len().checked_sub(extension.len() + 1)?;
    let end = file_name.get(start..)?.strip_prefix('.')?;
    end.eq_ignore_ascii_case(extension).then_some(extension.len() + 1)
}

/// The reader whose plugin is surest of `source`.
fn likeliest<'p>(readers: impl Iterator<Item = Offered<'p>>, source: &Source) -> Result<Offered<'p>> {
    let mut surest = Confidence::NONE;
    let mut found: Option<Offered<'p>> = None;
    let mut rival: Option<Offered<'p>> = None;
    for offered in readers {
        let sure = offered.plugin.sniff(source);
        if sure > surest {
            (surest, found, rival) = (sure, Some(offered), None);
        } else if sure == surest {
            // A plugin with several readers is no rival of itself: its first one stands for it.
            rival = rival.or(Some(offered)).filter(|_| found.is_some_and(|found| !found.is_same_plugin(offered)));
        }
    }
    let help = "name its format with `--from`";
    match (found, rival) {
        (None, _) => Err(Error::new(Kind::Unsupported, "no reader knows what this is").help(help)),
        (Some(found), None) => Ok(found),
        (Some(found), Some(rival)) => Err(tie(Kind::Unsupported, "this input", found, rival).help(help)),
    }
}

impl Offered<'_> {
    /// Whether its options fit.
    ///
    /// # Errors
    ///
    /// What the plugin says of them.
    pub(crate) fn check(&self, options: &OptionMap) -> Result<()> {
        let name = &self.offer.name;
        match self.offer.kind {
            OfferKind::Reader => self.plugin.reader(name, options).map(drop),
            OfferKind::Transform => self.plugin.transform(name, options).map(drop),
            OfferKind::Linter => self.plugin.linter(name, options).map(drop),
            OfferKind::Writer => self.plugin.writer(name, options).map(drop),
        }
    }

    /// Whether both are the same offer of the same plugin.
    pub(crate) fn is(&self, other: Offered<'_>) -> bool {
        self.offer.kind == other.offer.kind && self.offer.name == other.offer.name && self.is_same_plugin(other)
    }

    fn is_same_plugin(&self, other: Offered<'_>) -> bool {
        self.plugin.manifest().name == other.plugin.manifest().name
    }
}

fn tie(kind: Kind, what: &str, first: Offered<'_>, second: Offered<'_>) -> Error {
    let (first, second) = (&first.plugin.manifest().name, &second.plugin.manifest().name);
    Error::new(kind, format!("the plugins `{first}` and `{second}` both claim {what}"))
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use slugline_core::plugin::{FileType, Manifest};

    use super::*;

    /// A plugin that offers a reader of `.EXTENSION` and is as sure as it is told to be.
    struct Sure {
        manifest: Manifest,
        confidence: Confidence,
    }

    impl Plugin for Sure {
        fn manifest(&self) -> &Manifest {
            &self.manifest
        }

        fn sniff(&self, _: &Source) -> Confidence {
            self.confidence
        }
    }

    fn reader(name: &'static str, extension: &'static str, confidence: Confidence) -> Sure {
        let offer = Offer::reader(name, "", FileType::text(extension, "text/plain"), &[]);
        Sure {
            manifest: Manifest {
                name: Cow::Borrowed(name),
                version: Cow::Borrowed("1.0.0"),
                offers: Cow::Owned(vec![offer]),
            },
            confidence,
        }
    }

    #[track_caller]
    fn reads(file: &str, plugins: &[&dyn Plugin], expected: Result<(&str, Choice), &str>) {
        let source = Source::from_text(file, "Rain.").unwrap();
        let found = Registry::new(plugins).reader_for(&source);
        let found = found.map(|(offered, choice)| (offered.offer.name.to_string(), choice));
        let found = found.map_err(|error| error.to_string());
        assert_eq!(found, expected.map(|(name, choice)| (name.to_owned(), choice)).map_err(str::to_owned));
    }

    #[test]
    fn a_reader_is_chosen_by_extension_then_by_content() {
        let text = reader("text", "txt", Confidence::FALLBACK);
        let news = reader("news", "news.xml", Confidence::LIKELY);
        let xml = reader("xml", "xml", Confidence::NONE);
        let plugins: &[&dyn Plugin] = &[&text, &news, &xml];
        reads("a.TXT", plugins, Ok(("text", Choice::Extension)));
        reads("a.news.xml", plugins, Ok(("news", Choice::Extension)));
        reads("a.xml", plugins, Ok(("xml", Choice::Extension)));
        reads("a.dat", plugins, Ok(("news", Choice::Content)));
        reads("-", &[&text], Ok(("text", Choice::Content)));

        let sure = reader("sure", "s", Confidence::CERTAIN);
        reads("a.txt", &[&text, &sure], Ok(("sure", Choice::Content)));
        reads("a.xml", &[&xml, &sure], Ok(("xml", Choice::Extension)));
        reads("a.news.xml", &[&news, &sure], Ok(("news", Choice::Extension)));
        reads("a.dat", &[&xml], Err("no reader knows what this is"));
    }

    #[test]
    fn a_tie_is_refused() {
        let one = reader("one", "wire", Confidence::LIKELY);
        let two = reader("two", "wire", Confidence::LIKELY);
        let three = reader("three", "wire", Confidence::CERTAIN);
        reads("a.wire", &[&one, &two], Err("the plugins `one` and `two` both claim this input"));
        reads("a.dat", &[&one, &two], Err("the plugins `one` and `two` both claim this input"));
        reads("a.wire", &[&one, &two, &three], Ok(("three", Choice::Content)));

        let again = reader("one", "txt", Confidence::NONE);
        let plugins: &[&dyn Plugin] = &[&one, &again];
        let error = Registry::new(plugins).find(OfferKind::Reader, "one").err().unwrap();
        assert_eq!(error.to_string(), "the plugins `one` and `one` both claim the reader `one`");
    }

    #[test]
    fn an_unknown_name_is_told_the_known_ones() {
        let text = reader("text", "txt", Confidence::FALLBACK);
        let plugins: &[&dyn Plugin] = &[&text];
        let find = |kind, name| Registry::new(plugins).find(kind, name).err().unwrap();
        let error = find(OfferKind::Reader, "txet");
        assert_eq!(error.kind(), Kind::Usage);
        assert_eq!(error.to_string(), "unknown format `txet`");
        assert_eq!(error.advice(), Some("did you mean `text`? slugline reads: text"));
        assert_eq!(find(OfferKind::Writer, "text").to_string(), "`text` can be read, not written");
        assert_eq!(
            find(OfferKind::Writer, "text").advice(),
            Some("there is none yet: `slugline plugin new NAME --kind writer` begins one")
        );
        assert_eq!(find(OfferKind::Transform, "text").to_string(), "unknown transform `text`");
    }

    #[test]
    fn the_names_that_come_with_slugline_are_unique() {
        let all = Registry::builtin();
        for Offered { offer, .. } in all.offers() {
            assert!(all.find(offer.kind, &offer.name).is_ok(), "{}", offer.name);
            assert!(offer.files.is_some() || !matches!(offer.kind, OfferKind::Reader | OfferKind::Writer));
        }
        let extensions: Vec<_> =
            all.of_kind(OfferKind::Writer).filter_map(|found| found.offer.files.as_ref()).collect();
        for (at, files) in extensions.iter().enumerate() {
            assert!(!extensions.iter().skip(at + 1).any(|other| other.extension == files.extension), "{files:?}");
        }
    }

    #[test]
    fn what_is_offered_is_given() {
        for offered in Registry::builtin().offers() {
            let fault = offered.check(&OptionMap::new()).err();
            assert!(fault.is_none(), "{}: {fault:?}", offered.offer.name);
        }
    }

    #[test]
    fn a_stem_is_a_name_without_its_format() {
        let news = reader("news", "news.xml", Confidence::NONE);
        let plugins: &[&dyn Plugin] = &[&news];
        for (name, stem) in [
            ("a.news.xml", "a"),
            ("a.b.txt", "a.b"),
            ("a", "a"),
            (".news.xml", ".news"),
            ("U.S. talks.txt", "U.S. talks"),
        ] {
            assert_eq!(Registry::new(plugins).stem(OsStr::new(name)), stem);
        }
    }
}
