//! From a request to a plugin's traits, and back to an answer.

use slugline_core::diagnostic::Diagnostics;
use slugline_core::model::{Article, Date, Edition, Instant};
use slugline_core::plugin::{Context, Memory, Plugin, Reader, World, Writer};
use slugline_core::{Error, Kind, Result, Source};

use crate::contract::{Answer, Body, Call, Description, Document, EditionOf, Fault, OutputFile, Request, SourceText};

/// Does what `request` asks `plugin` for, and gives the answer, both as JSON. What goes wrong is an answer too; a panic of
/// the plugin is not caught here.
pub fn serve(plugin: &dyn Plugin, request: &str) -> String {
    let mut diagnostics = Diagnostics::new();
    let answer = Request::from_json(request).and_then(|request| answer(plugin, request, &mut diagnostics));
    let mut answer = answer.unwrap_or_else(|error| Answer::failed(&error));
    answer.diagnostics = diagnostics.take();
    answer.to_json().unwrap_or_else(|error| failure(Fault::from(&error)))
}

/// The answer that says `fault`.
pub(crate) fn failure(fault: Fault) -> String {
    // Strings and numbers alone: there is nothing in it that is no JSON.
    Answer { error: Some(fault), ..Answer::default() }.to_json().unwrap_or_default()
}

fn answer<'r>(plugin: &dyn Plugin, request: Request<'r>, diagnostics: &mut Diagnostics) -> Result<Answer<'r>> {
    let world = Asked { date: moment(request.date)?, source_date_epoch: moment(request.source_date_epoch)? };
    let mut cx = Context::new(diagnostics, &world);
    let (name, options) = (&*request.name, &request.options);
    match request.call {
        Call::Describe => Ok(Answer { description: Some(Description::of(plugin)), ..Answer::default() }),
        Call::Read => {
            let source = required(request.source, "source")?;
            read(&*plugin.reader(name, options)?, source, &mut cx)
        }
        Call::Transform => {
            let mut article = required(request.article, "article")?.into_article();
            plugin.transform(name, options)?.apply(&mut article, &mut cx)?;
            Ok(Answer { article: Some(Document::Owned(Box::new(article))), ..Answer::default() })
        }
        Call::Lint => {
            let article = required(request.article, "article")?.into_article();
            plugin.linter(name, options)?.check(&article, &mut cx)?;
            Ok(Answer::default())
        }
        Call::Write => {
            let edition = required(request.edition, "edition")?;
            write(&*plugin.writer(name, options)?, edition, &mut cx)
        }
    }
}

fn required<T>(member: Option<T>, name: &str) -> Result<T> {
    member.ok_or_else(|| Error::new(Kind::Invalid, format!("the request has no `{name}`")))
}

fn moment(date: Option<Date>) -> Result<Option<Instant>> {
    match date {
        None => Ok(None),
        Some(date) => match date.moment() {
            Some(instant) => Ok(Some(instant)),
            None => Err(Error::new(Kind::Invalid, format!("the date `{date}` of the request is no moment"))),
        },
    }
}

fn read(reader: &dyn Reader, source: SourceText<'_>, cx: &mut Context<'_>) -> Result<Answer<'static>> {
    let source = Source::from_text(source.name, source.text)?;
    let mut articles = Vec::new();
    reader.read(&source, cx, &mut |article| {
        articles.push(Document::Owned(Box::new(article.into_owned())));
        Ok(())
    })?;
    Ok(Answer { articles, ..Answer::default() })
}

fn write(writer: &dyn Writer, edition: EditionOf<'_>, cx: &mut Context<'_>) -> Result<Answer<'static>> {
    let articles: Vec<Article<'_>> = edition.articles.into_iter().map(Document::into_article).collect();
    if articles.is_empty() {
        return Err(Error::new(Kind::Invalid, "the edition of the request has no article"));
    }
    let mut output = Memory::new();
    writer.write(&Edition { head: &edition.head, articles: &articles }, &mut output, cx)?;
    let (primary, files) = output.into_parts();
    let files = files.into_iter();
    let files =
        files.map(|file| OutputFile { name: file.name, media_type: file.media_type, content: Body::of(file.content) });
    Ok(Answer { output: Some(Body::of(primary)), files: files.collect(), ..Answer::default() })
}

/// The world as a request lets it be seen.
struct Asked {
    date: Option<Instant>,
    source_date_epoch: Option<Instant>,
}

impl World for Asked {
    fn date(&self) -> Option<Instant> {
        self.date
    }

    fn source_date_epoch(&self) -> Option<Instant> {
        self.source_date_epoch
    }
}
