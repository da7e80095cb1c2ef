//! A plugin from outside as the rest of slugline knows plugins.

use std::sync::{Arc, OnceLock};

use slugline_core::model::{Article, Date, Edition};
use slugline_core::plugin::{
    Arity, Context, Linter, Manifest, OfferKind, OptionMap, Output, Plugin, Reader, Transform, Writer,
};
use slugline_core::{Error, Kind, Result, Source};
use slugline_plugin::contract::{Call, Description, EditionOf, Request, SourceText};

use crate::carrier::Open;
use crate::level::level;
use crate::link::Link;
use crate::opaque;
use crate::place::{place, place_diagnostic};

/// Files that an answer may have beside its output. The empty ones among them cost an answer nothing, and the disk one each.
const MAX_FILES: usize = 256;

/// A plugin from outside. What it offers is known from its description; it is loaded when a reader, transform, linter or
/// writer of it is first asked for.
pub struct Outside {
    manifest: Manifest,
    description: Description,
    source: Box<dyn Open>,
    link: OnceLock<Arc<Link>>,
}

impl Outside {
    /// The plugin that `description` describes and `source` loads. Once loaded it is asked for its own description, which
    /// must agree.
    pub fn new(description: Description, source: impl Open + 'static) -> Outside {
        Outside { manifest: description.manifest(), description, source: Box::new(source), link: OnceLock::new() }
    }

    /// The plugin, loaded.
    fn link(&self) -> Result<Arc<Link>> {
        if let Some(link) = self.link.get() {
            return Ok(Arc::clone(link));
        }
        let link = Arc::new(Link::open(&self.description, &*self.source)?);
        Ok(Arc::clone(self.link.get_or_init(|| link)))
    }

    /// The plugin, loaded, to be asked for what it offers as `name`.
    fn part(&self, kind: OfferKind, name: &str, options: &OptionMap) -> Result<Part> {
        let offers = |offer: &&slugline_plugin::contract::Offer| offer.kind == kind && offer.name == name;
        let Some(offer) = self.description.offers.iter().find(offers) else {
            return Err(self.not_offered(kind, name));
        };
        let options = options.typed(name, &offer.options)?;
        let arity = offer.arity.unwrap_or(Arity::One);
        Ok(Part { link: self.link()?, name: name.to_owned(), options, arity })
    }
}

impl Plugin for Outside {
    fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    fn is_outside(&self) -> bool {
        true
    }

    fn reader(&self, name: &str, options: &OptionMap) -> Result<Box<dyn Reader>> {
        Ok(Box::new(self.part(OfferKind::Reader, name, options)?))
    }

    fn transform(&self, name: &str, options: &OptionMap) -> Result<Box<dyn Transform>> {
        Ok(Box::new(self.part(OfferKind::Transform, name, options)?))
    }

    fn linter(&self, name: &str, options: &OptionMap) -> Result<Box<dyn Linter>> {
        Ok(Box::new(self.part(OfferKind::Linter, name, options)?))
    }

    fn writer(&self, name: &str, options: &OptionMap) -> Result<Box<dyn Writer>> {
        Ok(Box::new(self.part(OfferKind::Writer, name, options)?))
    }
}

/// One of the things that a plugin offers, with its options.
struct Part {
    link: Arc<Link>,
    name: String,
    options: OptionMap,
    arity: Arity,
}

impl Part {
    fn request(&self, call: Call, cx: &Context<'_>) -> Request<'_> {
        Request {
            name: self.name.as_str().into(),
            options: self.options.clone(),
            date: cx.world.date().map(Date::Instant),
            source_date_epoch: cx.world.source_date_epoch().map(Date::Instant),
            ..Request::new(call)
        }
    }
}

impl Reader for Part {
    fn read<'s>(
        &self,
        source: &'s Source,
        cx: &mut Context<'_>,
        each: &mut dyn FnMut(Article<'s>) -> Result<()>,
    ) -> Result<()> {
        let text = SourceText { name: source.name().into(), text: source.text().into() };
        let request = Request { source: Some(text), ..self.request(Call::Read, cx) };
        let json = self.link.ask(&request)?;
        let mut answer = self.link.answer(Call::Read, &json)?;
        answer.diagnostics.iter_mut().for_each(|diagnostic| place_diagnostic(diagnostic, source));
        if let Some(error) = &mut answer.error {
            error.span = crate::place::in_file(error.span, source);
        }
        let answer = self.link.report(Call::Read, answer, 0, cx)?;
        for document in answer.articles {
            let mut article = document.into_article();
            place(&mut article, source);
            each(article.into_owned())?;
        }
        Ok(())
    }
}

impl Transform for Part {
    fn apply(&self, article: &mut Article<'_>, cx: &mut Context<'_>) -> Result<()> {
        let changed = {
            let (shown, hidden) = opaque::hide(article, self.link.kinds());
            let request = Request { article: Some(shown), ..self.request(Call::Transform, cx) };
            let json = self.link.ask(&request)?;
            let answer = self.link.answer(Call::Transform, &json)?;
            let answer = self.link.report(Call::Transform, answer, 0, cx)?;
            let Some(changed) = answer.article else {
                return Err(self.link.invalid(Call::Transform, "the answer has no `article`"));
            };
            let restored = hidden.restore(changed.into_article(), cx);
            restored.map_err(|error| self.link.name(Call::Transform, error))?
        };
        *article = changed;
        Ok(())
    }
}

impl Linter for Part {
    fn check(&self, article: &Article<'_>, cx: &mut Context<'_>) -> Result<()> {
        let shown = level(article, self.link.kinds(), cx);
        let request = Request { article: Some(shown), ..self.request(Call::Lint, cx) };
        let json = self.link.ask(&request)?;
        let answer = self.link.answer(Call::Lint, &json)?;
        self.link.report(Call::Lint, answer, 0, cx).map(drop)
    }
}

impl Writer for Part {
    fn arity(&self) -> Arity {
        self.arity
    }

    fn write(&self, edition: &Edition<'_>, out: &mut dyn Output, cx: &mut Context<'_>) -> Result<()> {
        let numbered = edition.articles.iter().enumerate();
        let shown =
            numbered.map(|(number, article)| cx.for_article(number, |cx| level(article, self.link.kinds(), cx)));
        let shown = EditionOf { head: edition.head.clone(), articles: shown.collect() };
        let request = Request { edition: Some(shown), ..self.request(Call::Write, cx) };
        let json = self.link.ask(&request)?;
        let answer = self.link.answer(Call::Write, &json)?;
        let answer = self.link.report(Call::Write, answer, edition.articles.len(), cx)?;
        let invalid = |error: Error| self.link.invalid(Call::Write, &error.to_string());
        let Some(output) = answer.output else {
            return Err(self.link.invalid(Call::Write, "the answer has no `output`"));
        };
        if answer.files.len() > MAX_FILES {
            return Err(self.link.name(Call::Write, too_many(answer.files.len())));
        }
        out.primary().put(&output.into_bytes().map_err(invalid)?);
        for file in answer.files {
            let content = file.content.into_bytes().map_err(invalid)?;
            out.file(&file.name, &file.media_type).map_err(invalid)?.put(&content);
        }
        Ok(())
    }
}

fn too_many(files: usize) -> Error {
    let message = format!("its answer has {files} further files; at most {MAX_FILES} are taken");
    Error::new(Kind::Internal, message).coded("plugin-output-too-large")
}
