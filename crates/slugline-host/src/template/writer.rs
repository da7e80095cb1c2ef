//! Fills templates with stories.

use std::rc::Rc;
use std::sync::Arc;
use std::time::Instant;

use slugline_core::model::{Article, Edition, EditionHead};
use slugline_core::plugin::{Arity, Audience, Context, OptionMap, Output, Sink, Writer};
use slugline_core::{Error, Kind, Result};
use slugline_plugin::contract::{Call, Document, Kinds};
use slugline_template::{self as template, Escape, Failure, Limit, Part, Templates, reached};

use super::bodies::Bodies;
use super::data::{Data, Prepared, Showing, Story};
use super::{Template, WORD};
use crate::exceeded;
use crate::level::level;
use crate::limits::Limits;
use crate::link::{blame, named};

/// Writes by templates.
pub(super) struct TemplateWriter {
    name: String,
    version: String,
    templates: Arc<Templates>,
    entry: String,
    limits: Limits,
    arity: Arity,
    audience: Audience,
    options: OptionMap,
    is_own: bool,
}

impl TemplateWriter {
    /// The writer of that plugin, with its options.
    pub(super) fn new(plugin: &Template, options: OptionMap) -> TemplateWriter {
        TemplateWriter {
            name: plugin.manifest.name.to_string(),
            version: plugin.manifest.version.to_string(),
            templates: Arc::clone(&plugin.templates),
            entry: plugin.entry.clone(),
            limits: plugin.limits,
            arity: plugin.offer.arity.unwrap_or(Arity::One),
            audience: plugin.offer.audience.unwrap_or(Audience::Public),
            options,
            is_own: plugin.is_own,
        }
    }

    /// How stories are shown: below the title of the edition, where a file holds many of them.
    fn showing(&self) -> Showing {
        let level = match self.arity {
            Arity::One => 1,
            Arity::Many => 2,
        };
        Showing { level, has_body: self.templates.escape() != Escape::Plain, audience: self.audience }
    }

    /// What a rendering may use up. The steps end a template alike on any machine; the clock is for what a step may cost.
    fn limits(&self) -> template::Limits {
        let (begin, time) = (Instant::now(), self.limits.time);
        let is_late = Rc::new(move || begin.elapsed() > time);
        template::Limits { output: self.limits.output, is_late, ..template::Limits::default() }
    }

    fn failed(&self, failure: Failure) -> Error {
        let remedy = |limit: exceeded::Limit| limit.remedy("template", &self.limits);
        let error = Error::new(Kind::Internal, failure.fault.to_string());
        let error = match failure.limit {
            Some(Limit::Steps(_)) => error.help("let it loop over less").coded("plugin-time"),
            Some(Limit::Time) => error.help(remedy(exceeded::Limit::Time)).coded("plugin-time"),
            Some(Limit::Output(_)) => error.help(remedy(exceeded::Limit::Output)).coded("plugin-output-too-large"),
            None => error.help(blame(self.is_own, Call::Write, "plugin-reported")).coded("plugin-reported"),
        };
        named(&self.name, &self.version, WORD, Call::Write.as_str(), error)
    }
}

impl TemplateWriter {
    /// What the template makes of `articles`, whole.
    fn filled(&self, articles: &[&Article<'_>], edition: &EditionHead<'_>, cx: &mut Context<'_>) -> Result<Vec<u8>> {
        let (showing, escape) = (self.showing(), self.templates.escape());
        let numbered = articles.iter().copied().enumerate();
        let prepared: Vec<Prepared<'_>> =
            numbered.map(|(number, article)| cx.for_article(number, |cx| Prepared::of(article, cx))).collect();
        let numbered = articles.iter().copied().zip(&prepared).enumerate();
        let stories: Vec<Story<'_>> = numbered
            .map(|(number, (article, prepared))| Story::new(number, article, prepared, edition, showing, cx))
            .collect();
        if escape != Escape::Json {
            for (number, (story, article)) in stories.iter().zip(articles).enumerate() {
                cx.for_article(number, |cx| story.report_forbidden(&article.head, cx));
            }
        }
        let data = Data::new(self.arity, stories, edition, &self.options, cx);
        let mut bodies = Bodies::new(articles, escape, showing.level);
        let mut out = Sink::memory();
        let mut write = |part: Part<'_>, out: &mut Sink| bodies.put(part, out, cx);
        let texts: Vec<&str> = prepared.iter().map(|story| story.text.as_str()).collect();
        let (filled, reached) =
            reached(&texts, || self.templates.render(&self.entry, &data, &self.limits(), &mut write, &mut out));
        filled.map_err(|failure| self.failed(failure))?;
        bodies.report_left_out(&texts, &reached, cx);
        out.finish().map_err(|cause| Error::io("a sink in memory", cause))
    }
}

impl Writer for TemplateWriter {
    fn arity(&self) -> Arity {
        self.arity
    }

    /// Writes what the template makes of the edition. Nothing is written of what is not whole.
    fn write(&self, edition: &Edition<'_>, out: &mut dyn Output, cx: &mut Context<'_>) -> Result<()> {
        let (known, most) = (Kinds::known(), if self.arity == Arity::One { 1 } else { usize::MAX });
        let numbered = edition.articles.iter().take(most).enumerate();
        let shown: Vec<Document<'_>> =
            numbered.map(|(number, article)| cx.for_article(number, |cx| level(article, &known, cx))).collect();
        let articles: Vec<&Article<'_>> = shown.iter().map(Document::article).collect();
        out.primary().put(&self.filled(&articles, edition.head, cx)?);
        Ok(())
    }
}
