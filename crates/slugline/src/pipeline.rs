//! Read once, transform once, write many.

use std::hash::{Hash as _, Hasher};
use std::sync::OnceLock;

use slugline_core::diagnostic::{Diagnostic, Diagnostics};
use slugline_core::model::{Article, Edition, Publisher};
use slugline_core::plugin::{
    Arity, Audience, Carries, Confidence, Context, FileType, LineReport, Linter, Memory, OfferKind, Reader, Transform,
    Writer,
};
use slugline_core::{Encoding, Error, Kind, Result, Source, markup};

use crate::assets::Assets;
use crate::hold::{self, Hold};
use crate::registry::{Choice, Offered, Registry};
use crate::settings::Settings;
use crate::told::Told;
use crate::world::{Look, Seen, Surroundings};
use crate::{Converted, homeless};

/// What is done with an input, by names.
#[derive(Clone, Debug, Default)]
pub struct Steps {
    /// Format of the inputs. Absent: each is known by the end of its name, else by what it looks like.
    pub from: Option<String>,
    /// Transforms, in the order to be applied.
    pub transforms: Vec<String>,
    /// Linters, in the order to be asked. They see articles as they are written.
    pub linters: Vec<String>,
    /// Formats to write, each named once.
    pub to: Vec<String>,
    /// What is written for the public all the same.
    pub allow: Vec<Hold>,
}

/// Readers, transforms and writers with their options bound, ready for any number of inputs.
pub struct Pipeline<'p> {
    registry: Registry<'p>,
    readers: Vec<Shelved<'p>>,
    /// The reader of all inputs, where the user named its format.
    from: Option<Offered<'p>>,
    transforms: Vec<(Offered<'p>, Box<dyn Transform>)>,
    linters: Vec<(Offered<'p>, Box<dyn Linter>)>,
    formats: Vec<Format<'p>>,
    allow: Vec<Hold>,
    /// The pictures that articles may refer to.
    assets: Option<Assets>,
    settings: Settings,
}

/// A reader that is bound when the first input asks for it.
struct Shelved<'p> {
    offered: Offered<'p>,
    reader: OnceLock<Box<dyn Reader>>,
}

/// A format to write, and its writer.
pub struct Format<'p> {
    offered: Offered<'p>,
    /// What its files are.
    pub files: &'p FileType,
    /// What they hold, and for whom.
    pub carries: &'p Carries,
    /// How many articles one of its files can hold.
    pub arity: Arity,
    writer: Box<dyn Writer>,
}

/// What came of an input.
pub struct Reading<'a, 'p> {
    /// What it was read as.
    pub format: &'p str,
    /// Why as that.
    pub choice: Choice,
    /// The articles, transformed, in the order of the input. May be empty.
    pub articles: Vec<Article<'a>>,
    /// Whether their spans are places in the input.
    pub spans_source: bool,
}

impl<'p> Pipeline<'p> {
    /// Finds everything that `steps` names and binds its options.
    ///
    /// # Errors
    ///
    /// [`Kind::Usage`] for a name or an option that is not known, for a format that is named twice, and where the folder of
    /// pictures cannot be opened.
    pub fn new(registry: Registry<'p>, steps: &Steps, settings: Settings) -> Result<Pipeline<'p>> {
        let from = steps.from.as_deref().map(|name| registry.find(OfferKind::Reader, name)).transpose()?;
        let transforms = steps.transforms.iter().map(|name| bind_transform(registry, name, &settings));
        let linters = steps.linters.iter().map(|name| bind_linter(registry, name, &settings));
        let formats = steps.to.iter().map(|name| bind_format(registry, name, &settings));
        let pipeline = Pipeline {
            registry,
            readers: registry.of_kind(OfferKind::Reader).map(Shelved::new).collect(),
            from,
            transforms: transforms.collect::<Result<_>>()?,
            linters: linters.collect::<Result<_>>()?,
            formats: formats.collect::<Result<_>>()?,
            allow: steps.allow.clone(),
            assets: settings.open_assets()?,
            settings,
        };
        refuse_twice(&steps.to)?;
        pipeline.settings.check()?;
        pipeline.check_reader_options()?;
        Ok(pipeline)
    }

    /// The formats to write, in the order they were named.
    pub fn formats(&self) -> &[Format<'p>] {
        &self.formats
    }

    /// What the inputs are encoded in, where the settings say so.
    pub fn encoding(&self) -> Option<Encoding> {
        self.settings.encoding()
    }

    /// Who publishes, as far as the settings say so.
    pub(crate) fn publisher(&self) -> Publisher<'_> {
        self.settings.edition_head().publisher
    }

    /// What plugins see of the world; what they look at is taken down in `seen`.
    fn world<'r>(&'r self, told: &Told<'_, '_>, seen: Option<&'r Seen>) -> Surroundings<'r> {
        Surroundings { settings: &self.settings, assets: self.assets.as_ref(), deadline: told.deadline, seen }
    }

    /// Whether there is still to be seen of the world what was.
    pub(crate) fn sees(&self, looks: &[Look]) -> bool {
        looks.iter().all(|look| look.holds(self.assets.as_ref()))
    }

    /// Everything that decides what comes of a story beside the story itself. `false`: nobody can tell what one of the
    /// plugins is made of.
    pub(crate) fn hash_into(&self, state: &mut impl Hasher) -> bool {
        // Readers are found in the registry, and pictures are looked at when a story asks for them.
        let Pipeline { registry, readers: _, from, transforms, linters, formats, allow, assets: _, settings } = self;
        let name = |offered: &Offered<'p>| offered.offer.name.clone();
        from.as_ref().map(name).hash(state);
        transforms.iter().map(|(offered, _)| name(offered)).collect::<Vec<_>>().hash(state);
        linters.iter().map(|(offered, _)| name(offered)).collect::<Vec<_>>().hash(state);
        formats.iter().map(|format| name(&format.offered)).collect::<Vec<_>>().hash(state);
        allow.hash(state);
        settings.hash(state);
        registry.hash_into(state)
    }

    /// The name of a reader that is called so, for as long as the plugins are there.
    pub(crate) fn reader_name(&self, name: &str) -> Option<&'p str> {
        self.readers.iter().map(|shelved| shelved.offered.offer.name.as_ref()).find(|known| *known == name)
    }

    /// A wrong option of a reader ends the job before any input is opened, also where the input has yet to say who reads it.
    fn check_reader_options(&self) -> Result<()> {
        for shelved in &self.readers {
            let is_named = self.from.is_some_and(|from| from.is(shelved.offered));
            let is_at_hand = !shelved.offered.plugin.is_outside();
            if is_named || is_at_hand && !self.settings.options(shelved.offered.offer).is_empty() {
                shelved.reader(&self.settings)?;
            }
        }
        Ok(())
    }

    /// Binds the readers from outside that inputs of these names are for, so that one that cannot be used, or may not, ends
    /// the job before any input is opened.
    ///
    /// # Errors
    ///
    /// Why one of them cannot be bound.
    pub fn bind_readers<'n>(&self, names: impl Iterator<Item = &'n str> + Clone) -> Result<()> {
        let outside = self.readers.iter().filter(|shelved| shelved.offered.plugin.is_outside() && self.from.is_none());
        for shelved in outside {
            let is_for = |name| matches!(*self.registry.readers_of_name(name), [one] if one.is(shelved.offered));
            if names.clone().any(is_for) {
                shelved.reader(&self.settings)?;
            }
        }
        Ok(())
    }

    /// Reads a source, applies the transforms and asks the linters. What the source's decoding left in doubt is reported first.
    ///
    /// # Errors
    ///
    /// Where no reader knows the source, or the reader, a transform or a linter fails.
    pub fn read<'a>(&'a self, source: &'a Source, diagnostics: &mut Diagnostics) -> Result<Reading<'a, 'p>> {
        self.read_told(source, &Told::default(), diagnostics)
    }

    /// As [`read`](Pipeline::read), of a source that comes with a word about it. A part of its head that goes before the text
    /// is reported as `told-otherwise` where the text says something else.
    ///
    /// # Errors
    ///
    /// As for [`read`](Pipeline::read); `invalid-record` for a format that is not known; `time-limit`, between two steps or blocks.
    pub fn read_told<'a>(
        &'a self,
        source: &'a Source,
        told: &Told<'a, '_>,
        diagnostics: &mut Diagnostics,
    ) -> Result<Reading<'a, 'p>> {
        self.read_seen(source, told, None, diagnostics)
    }

    /// As [`read_told`](Pipeline::read_told); the pictures that are looked at are taken down in `seen`.
    pub(crate) fn read_seen<'a>(
        &'a self,
        source: &'a Source,
        told: &Told<'a, '_>,
        seen: Option<&Seen>,
        diagnostics: &mut Diagnostics,
    ) -> Result<Reading<'a, 'p>> {
        for doubt in source.doubts() {
            diagnostics.push(doubt.clone());
        }
        let (offered, choice) = match told.from {
            Some(name) => {
                let found = self.registry.find(OfferKind::Reader, name);
                (found.map_err(|error| error.coded("invalid-record"))?, Choice::Named)
            }
            None => self.choose(source)?,
        };
        let mut articles = Vec::new();
        diagnostics.set_reader(offered.offer.name.clone());
        let world = self.world(told, seen);
        let mut cx = Context::new(diagnostics, &world);
        let reader = self.reader(offered)?;
        reader.read(source, &mut cx, &mut |article| {
            articles.push(article);
            told.check_time()
        })?;
        for article in &mut articles {
            diagnostics.set_origin("");
            told.tell(article, diagnostics);
            self.settings.apply(article);
            self.transform(article, told, &world, diagnostics)?;
        }
        diagnostics.set_origin("");
        let mut cx = Context::new(diagnostics, &world);
        articles.iter_mut().for_each(|article| self.settings.complete(article, &mut cx));
        articles.iter().try_for_each(|article| self.lint(article, told, &world, diagnostics))?;
        Ok(Reading { format: &offered.offer.name, choice, articles, spans_source: reader.spans_source() })
    }

    /// What the source's reader made of each line, where it has lines to explain.
    ///
    /// # Errors
    ///
    /// As for [`read`](Pipeline::read).
    pub fn explain<'s>(&self, source: &'s Source) -> Result<Vec<LineReport<'s>>> {
        let (offered, _) = self.choose(source)?;
        self.reader(offered)?.explain(source)
    }

    fn choose(&self, source: &Source) -> Result<(Offered<'p>, Choice)> {
        match self.from {
            Some(from) => Ok((from, Choice::Named)),
            None => {
                let (offered, choice) = self.registry.reader_for(source)?;
                refuse_markup(offered, source)?;
                Ok((offered, choice))
            }
        }
    }

    fn reader(&self, offered: Offered<'p>) -> Result<&dyn Reader> {
        match self.readers.iter().find(|shelved| shelved.offered.is(offered)) {
            Some(shelved) => shelved.reader(&self.settings),
            None => Err(Error::new(Kind::Internal, "a reader is not on its shelf")),
        }
    }

    fn transform(
        &self,
        article: &mut Article<'_>,
        told: &Told<'_, '_>,
        world: &Surroundings<'_>,
        diagnostics: &mut Diagnostics,
    ) -> Result<()> {
        for (offered, transform) in &self.transforms {
            diagnostics.set_origin(offered.offer.name.clone());
            transform.apply(article, &mut Context::new(diagnostics, world))?;
            told.check_time()?;
        }
        Ok(())
    }

    fn lint(
        &self,
        article: &Article<'_>,
        told: &Told<'_, '_>,
        world: &Surroundings<'_>,
        diagnostics: &mut Diagnostics,
    ) -> Result<()> {
        for (offered, linter) in &self.linters {
            diagnostics.set_origin(offered.offer.name.clone());
            linter.check(article, &mut Context::new(diagnostics, world))?;
            told.check_time()?;
        }
        diagnostics.set_origin("");
        Ok(())
    }

    /// Why articles must not be written in one of the [`formats`](Pipeline::formats): errors, `killed`, `withheld` or
    /// `embargoed`. None where the format is for newsrooms, or the steps allow it.
    pub fn held(&self, format: &Format<'_>, articles: &[Article<'_>]) -> Vec<Diagnostic> {
        if format.carries.audience == Audience::Newsroom {
            return Vec::new();
        }
        let mut held = Vec::new();
        for (number, article) in articles.iter().enumerate() {
            let holds = Hold::of(&article.head, self.settings.date()).filter(|hold| !self.allow.contains(hold));
            for hold in holds {
                let mut diagnostic = hold.diagnostic(&article.head);
                diagnostic.article = u32::try_from(number).ok().filter(|_| articles.len() > 1);
                diagnostic.origin = format.name().to_owned().into();
                held.push(diagnostic);
            }
        }
        held
    }

    /// Writes articles in one of the [`formats`](Pipeline::formats), in memory: all of them as one, where the format's
    /// arity is [`Arity::Many`], else the first. What of the publisher and of their heads the format has no place for is
    /// reported first.
    ///
    /// # Errors
    ///
    /// Where the format cannot hold them; [`Kind::Held`] where they are [`held`](Pipeline::held).
    pub fn write(
        &self,
        format: &Format<'_>,
        articles: &[Article<'_>],
        diagnostics: &mut Diagnostics,
    ) -> Result<Memory> {
        self.write_told(format, articles, &Told::default(), diagnostics)
    }

    /// As [`write`](Pipeline::write), of articles of a source that comes with a word about it, of which the deadline counts.
    ///
    /// # Errors
    ///
    /// As for [`write`](Pipeline::write); `time-limit`, before it, after it, or between blocks.
    pub fn write_told(
        &self,
        format: &Format<'_>,
        articles: &[Article<'_>],
        told: &Told<'_, '_>,
        diagnostics: &mut Diagnostics,
    ) -> Result<Memory> {
        self.write_seen(format, articles, told, None, diagnostics)
    }

    /// As [`write_told`](Pipeline::write_told); the pictures that are looked at are taken down in `seen`.
    pub(crate) fn write_seen(
        &self,
        format: &Format<'_>,
        articles: &[Article<'_>],
        told: &Told<'_, '_>,
        seen: Option<&Seen>,
        diagnostics: &mut Diagnostics,
    ) -> Result<Memory> {
        told.check_time()?;
        if let Some(held) = self.held(format, articles).into_iter().next() {
            return Err(hold::error(held));
        }
        let mut output = Memory::new();
        let head = self.settings.edition_head();
        diagnostics.set_origin(format.offered.offer.name.clone());
        let world = self.world(told, seen);
        let mut cx = Context::new(diagnostics, &world);
        // A file that is read again is no statement of the publisher's: the settings of that run go with it.
        if !self.readers.iter().any(|reader| reader.offered.offer.name == format.offered.offer.name) {
            homeless::report_publisher(&self.settings, format.carries, &mut cx);
        }
        let report = |article: &Article<'_>, cx: &mut Context<'_>| {
            homeless::report(&article.head, format.carries, cx);
            homeless::report_address(&self.settings, article, format.carries, cx);
        };
        match articles {
            [article] => report(article, &mut cx),
            articles => articles.iter().enumerate().for_each(|(number, article)| {
                cx.for_article(number, |cx| report(article, cx));
            }),
        }
        let written = format.writer.write(&Edition { head: &head, articles }, &mut output, &mut cx);
        diagnostics.set_origin("");
        // Else what was cut short would pass for whole.
        written.and_then(|()| told.check_time()).map(|()| output)
    }

    /// Reads a source and writes its articles in the first of the [`formats`](Pipeline::formats), in memory.
    ///
    /// # Errors
    ///
    /// As for [`read`](Pipeline::read) and [`write`](Pipeline::write); [`Kind::Invalid`] for a source without articles, and
    /// [`Kind::Unsupported`] where one output cannot hold what there is to write.
    pub fn convert(&self, source: &Source) -> Result<Converted> {
        let mut diagnostics = Diagnostics::new();
        let articles = self.read(source, &mut diagnostics)?.articles;
        let Some(format) = self.formats.first() else {
            return Err(Error::new(Kind::Usage, "no format to write is named"));
        };
        if articles.is_empty() {
            return Err(Error::new(Kind::Invalid, "the input holds no article"));
        }
        if articles.len() > 1 && format.arity == Arity::One {
            let message = format!("a file of `{}` holds one article, and there are {}", format.name(), articles.len());
            return Err(Error::new(Kind::Unsupported, message));
        }
        let (bytes, files) = self.write(format, &articles, &mut diagnostics)?.into_parts();
        if !files.is_empty() {
            return Err(Error::new(Kind::Unsupported, format!("`{}` writes further files", format.name())));
        }
        Ok(Converted { bytes, diagnostics: diagnostics.take() })
    }
}

/// Refuses a document of markup that is left to a reader of any text: its tags would pass for words.
fn refuse_markup(offered: Offered<'_>, source: &Source) -> Result<()> {
    match markup(source.text()) {
        Some(what) if offered.plugin.sniff(source) == Confidence::FALLBACK => {
            let message = format!("`{}` is {what}, not plain text", source.name());
            let help =
                format!("save the story as plain text, or read the tags as words with `--from {}`", offered.offer.name);
            Err(Error::new(Kind::Unsupported, message).help(help))
        }
        _ => Ok(()),
    }
}

impl<'p> Format<'p> {
    /// Its name.
    pub fn name(&self) -> &'p str {
        &self.offered.offer.name
    }

    /// Whether a plugin brings it that does not come with slugline.
    pub fn is_outside(&self) -> bool {
        self.offered.plugin.is_outside()
    }
}

impl<'p> Shelved<'p> {
    fn new(offered: Offered<'p>) -> Shelved<'p> {
        Shelved { offered, reader: OnceLock::new() }
    }

    fn reader(&self, settings: &Settings) -> Result<&dyn Reader> {
        if let Some(reader) = self.reader.get() {
            return Ok(reader.as_ref());
        }
        let Offered { plugin, offer } = self.offered;
        let reader = plugin.reader(&offer.name, &settings.options(offer))?;
        Ok(self.reader.get_or_init(|| reader).as_ref())
    }
}

fn bind_transform<'p>(
    registry: Registry<'p>,
    name: &str,
    settings: &Settings,
) -> Result<(Offered<'p>, Box<dyn Transform>)> {
    let offered = registry.find(OfferKind::Transform, name)?;
    let transform = offered.plugin.transform(name, &settings.options(offered.offer))?;
    Ok((offered, transform))
}

fn bind_linter<'p>(registry: Registry<'p>, name: &str, settings: &Settings) -> Result<(Offered<'p>, Box<dyn Linter>)> {
    let offered = registry.find(OfferKind::Linter, name)?;
    let linter = offered.plugin.linter(name, &settings.options(offered.offer))?;
    Ok((offered, linter))
}

fn bind_format<'p>(registry: Registry<'p>, name: &str, settings: &Settings) -> Result<Format<'p>> {
    let offered = registry.find(OfferKind::Writer, name)?;
    let (Some(files), Some(carries)) = (&offered.offer.files, &offered.offer.carries) else {
        let plugin = &offered.plugin.manifest().name;
        let message = format!("the plugin `{plugin}` does not say what files `{name}` has and what they carry");
        return Err(Error::new(Kind::Usage, message));
    };
    let writer = offered.plugin.writer(name, &settings.options(offered.offer))?;
    Ok(Format { offered, files, carries, arity: writer.arity(), writer })
}

fn refuse_twice(names: &[String]) -> Result<()> {
    for (at, name) in names.iter().enumerate() {
        if names.iter().skip(at + 1).any(|later| later == name) {
            return Err(Error::new(Kind::Usage, format!("the format `{name}` is named twice")));
        }
    }
    Ok(())
}
