//! Carrying a job out: one story after the other, or all of them into one.

use slugline_core::diagnostic::Diagnostic;
use slugline_core::model::Article;
use slugline_core::plugin::Arity;
use slugline_core::{Error, Kind, Result, Source};

use crate::failure::{failure, reading_failure};
use crate::input::Input;
use crate::job::Job;
use crate::pipeline::Pipeline;
use crate::press::{Batch, Identifiers, Press};
use crate::registry::Choice;
use crate::report::{Log, Report, Said};
use crate::stories::Stories;

impl Job<'_> {
    /// Reads the inputs and writes the outputs. `tell` is called for each story when it is done, in their order, and for
    /// each edition of several; what fails with one story is among its diagnostics, and the others go on.
    ///
    /// Where each output holds one article, a story is dropped before the next is read.
    ///
    /// # Errors
    ///
    /// [`Kind::Usage`] where reading shows that the job cannot be done: several articles for a file that holds one. Nothing
    /// was written then.
    pub fn run(self, tell: &mut dyn FnMut(&Report<'_>)) -> Result<()> {
        let press = Press { pipeline: &self.pipeline, plan: self.plan, identifiers: Identifiers::default() };
        match press.editions().is_empty() {
            true => run_apart(press, &self.inputs, self.limit, tell),
            false => run_together(press, &self.inputs, self.limit, tell)?,
        }
        Ok(())
    }
}

/// The job where every output holds one article.
fn run_apart(mut press: Press<'_, '_>, inputs: &[Input], limit: u64, tell: &mut dyn FnMut(&Report<'_>)) {
    let mut said = Said::default();
    for input in inputs {
        let mut stories = Stories::of(input, limit, press.pipeline.encoding());
        let (mut number, mut first) = (0, 0);
        while let Some(source) = stories.next() {
            let story = Story { input, number, source };
            let mut work = Work::new(&story, press.pipeline);
            let is_alone = inputs.len() == 1 && number == 0 && stories.is_at_end();
            work.write(&mut press, first, is_alone);
            work.log.fold(&mut said);
            tell(&work.report());
            number += 1;
            first += work.names();
        }
    }
}

/// The job where some output takes the articles of all inputs.
fn run_together(
    mut press: Press<'_, '_>,
    inputs: &[Input],
    limit: u64,
    tell: &mut dyn FnMut(&Report<'_>),
) -> Result<()> {
    let stories = load(&press, inputs, limit)?;
    let mut works: Vec<Work<'_>> = stories.iter().map(|story| Work::new(story, press.pipeline)).collect();
    refuse_many(&press, works.iter().map(|work| work.articles.len()).sum())?;

    let mut edition = Edition::default();
    let is_alone = works.len() == 1;
    let mut first = 0;
    for (at, work) in works.iter_mut().enumerate() {
        first = if work.story.number == 0 { 0 } else { first };
        work.write(&mut press, first, is_alone);
        first += work.names();
        edition.works.extend(work.articles.iter().map(|_| at));
        edition.articles.append(&mut work.articles);
    }
    if let [work] = works.as_mut_slice() {
        let label = work.label();
        for format in press.editions() {
            press.write_edition(&edition.articles, format, &|_| label.clone(), &mut work.log);
        }
        tell(&work.report());
        return Ok(());
    }
    let mut editions = write_editions(&mut press, &edition, &mut works);
    let mut said = Said::default();
    for work in &mut works {
        work.log.fold(&mut said);
        tell(&work.report());
    }
    for (name, log) in &mut editions {
        log.fold(&mut said);
        tell(&log.report(name));
    }
    Ok(())
}

/// The articles of all stories.
#[derive(Default)]
struct Edition<'a> {
    articles: Vec<Article<'a>>,
    /// Which work each article came of.
    works: Vec<usize>,
}

/// Loads the stories of all inputs.
///
/// # Errors
///
/// As [`refuse_many`], before a file of any length is in memory.
fn load<'j>(press: &Press<'_, '_>, inputs: &'j [Input], limit: u64) -> Result<Vec<Story<'j>>> {
    let (mut stories, mut loaded) = (Vec::new(), 0);
    for input in inputs {
        for (number, source) in Stories::of(input, limit, press.pipeline.encoding()).enumerate() {
            loaded += usize::from(source.is_ok());
            stories.push(Story { input, number, source });
            refuse_many(press, loaded)?;
        }
    }
    Ok(stories)
}

fn refuse_many(press: &Press<'_, '_>, articles: usize) -> Result<()> {
    let editions = press.editions();
    match editions.iter().find(|format| articles > 1 && format.arity == Arity::One) {
        Some(format) => press.plan.refuse_many(format),
        None => Ok(()),
    }
}

/// Writes the outputs of several stories, and gives the name and the log of each. What is reported of one story goes to that
/// story's work.
fn write_editions(press: &mut Press<'_, '_>, edition: &Edition<'_>, works: &mut [Work<'_>]) -> Vec<(String, Log)> {
    let mut editions = Vec::new();
    for format in press.editions().into_iter().filter(|_| !edition.articles.is_empty()) {
        let mut log = Log::default();
        let label = |article: usize| edition.works.get(article).and_then(|at| works.get(*at)).map(Work::label);
        press.write_edition(&edition.articles, format, &|article| label(article).unwrap_or_default(), &mut log);
        for diagnostic in log.diagnostics.take_if(|diagnostic| diagnostic.article.is_some()) {
            let at = diagnostic.article.and_then(|article| edition.works.get(article as usize));
            let work = at.and_then(|at| works.get_mut(*at));
            work.map_or(&mut log.diagnostics, |work| &mut work.log.diagnostics).push(diagnostic);
        }
        log.detach();
        for missing in works.iter().filter(|work| work.read_as.is_none()) {
            let message = format!("`{}` is missing from the edition", missing.label());
            log.diagnostics.push(Diagnostic::warning("incomplete-edition", message));
        }
        let path = press.plan.edition_path(format);
        let name = path.map_or_else(|| "-".to_owned(), |path| path.display().to_string());
        editions.push((name, log));
    }
    editions
}

/// A story of an input, as it was loaded.
struct Story<'j> {
    input: &'j Input,
    /// How many stories of the input came before.
    number: usize,
    source: Result<Source, Diagnostic>,
}

/// The work on one story.
struct Work<'a> {
    story: &'a Story<'a>,
    /// Where the places of what is reported are. `None`: nowhere that can be shown.
    source: Option<&'a Source>,
    /// `None`: it could not be read.
    read_as: Option<(&'a str, Choice)>,
    articles: Vec<Article<'a>>,
    log: Log,
}

impl<'a> Work<'a> {
    /// Reads and transforms what was loaded.
    fn new(story: &'a Story<'_>, pipeline: &'a Pipeline<'_>) -> Work<'a> {
        let mut work = Work { story, source: None, read_as: None, articles: Vec::new(), log: Log::default() };
        match &story.source {
            Ok(source) => work.read(source, pipeline),
            Err(diagnostic) => work.log.fail(diagnostic.clone()),
        }
        work
    }

    fn read(&mut self, source: &'a Source, pipeline: &'a Pipeline<'_>) {
        self.source = Some(source);
        match pipeline.read(source, &mut self.log.diagnostics) {
            Ok(reading) if reading.articles.is_empty() => {
                let error = Error::new(Kind::Invalid, format!("`{}` holds no article", self.label()));
                self.log.fail(failure("no-article", &error));
            }
            Ok(reading) => {
                self.read_as = Some((reading.format, reading.choice));
                self.articles = reading.articles;
                if !reading.spans_source {
                    // What is reported from here on has its place in another text.
                    self.source = None;
                }
            }
            Err(error) => self.log.fail(reading_failure(&error)),
        }
    }

    /// Writes the outputs that hold one article each. `first`: how many articles of the input came before.
    fn write(&mut self, press: &mut Press<'_, '_>, first: usize, is_alone: bool) {
        let batch = Batch { input: self.story.input, first, label: self.label(), is_alone };
        press.write_stories(&self.articles, &batch, &mut self.log);
    }

    /// How many names its outputs have. A story that failed keeps one, so that those of the others stay when it is mended.
    fn names(&self) -> usize {
        self.articles.len().max(1)
    }

    /// What messages call the story.
    fn label(&self) -> String {
        self.story.source.as_ref().map_or_else(|_| self.story.input.name.clone(), Source::label)
    }

    fn report(&self) -> Report<'_> {
        let Story { input, number, .. } = self.story;
        Report { story: Some(*number), source: self.source, read_as: self.read_as, ..self.log.report(&input.name) }
    }
}
