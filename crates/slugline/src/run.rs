//! Carrying a job out: one input after the other, or all of them into one.

use slugline_core::diagnostic::Diagnostic;
use slugline_core::model::Article;
use slugline_core::plugin::Arity;
use slugline_core::{Error, Kind, Result, Source};

use crate::failure::{failure, reading_failure};
use crate::input::Input;
use crate::job::Job;
use crate::pipeline::Pipeline;
use crate::plan::one_only;
use crate::press::{Identifiers, Press};
use crate::registry::Choice;
use crate::report::{Log, Report};

impl Job<'_> {
    /// Reads the inputs and writes the outputs. `tell` is called for each input when it is done, in their order, and for
    /// each edition of several; what fails with one input is among its diagnostics, and the others go on.
    ///
    /// # Errors
    ///
    /// [`Kind::Usage`] where reading shows that the job cannot be done: several articles for a file that holds one. Nothing
    /// was written then.
    pub fn run(self, tell: &mut dyn FnMut(&Report<'_>)) -> Result<()> {
        let identifiers = Identifiers::of(self.inputs.len());
        let mut press = Press { pipeline: &self.pipeline, plan: self.plan, identifiers };
        let load = |input: &Input| input.load(self.limit);
        if !press.editions().is_empty() {
            let loaded: Vec<Result<Source, Diagnostic>> = self.inputs.iter().map(load).collect();
            return run_together(&mut press, &self.inputs, &loaded, tell);
        }
        for input in &self.inputs {
            let loaded = load(input);
            let mut work = Work::new(input, &loaded, &self.pipeline);
            press.write_stories(&work.articles, input, &mut work.log);
            tell(&work.report());
        }
        Ok(())
    }
}

/// The job where some output takes the articles of all inputs.
fn run_together(
    press: &mut Press<'_, '_>,
    inputs: &[Input],
    loaded: &[Result<Source, Diagnostic>],
    tell: &mut dyn FnMut(&Report<'_>),
) -> Result<()> {
    let pairs = inputs.iter().zip(loaded);
    let works = pairs.map(|(input, loaded)| Work::new(input, loaded, press.pipeline));
    let mut works: Vec<Work<'_>> = works.collect();
    refuse_many(press, works.iter().map(|work| work.articles.len()).sum())?;

    let mut edition = Vec::new();
    for work in &mut works {
        press.write_stories(&work.articles, work.input, &mut work.log);
        edition.append(&mut work.articles);
    }
    if let [work] = works.as_mut_slice() {
        for format in press.editions() {
            press.write_edition(&edition, format, &mut work.log);
        }
        tell(&work.report());
        return Ok(());
    }
    works.iter().for_each(|work| tell(&work.report()));
    write_editions(press, &edition, &works, tell);
    Ok(())
}

fn refuse_many(press: &Press<'_, '_>, articles: usize) -> Result<()> {
    let editions = press.editions();
    match editions.iter().find(|format| articles > 1 && format.arity == Arity::One) {
        Some(format) => Err(one_only(format)),
        None => Ok(()),
    }
}

/// Writes the outputs of several inputs, each with a report of its own.
fn write_editions(
    press: &mut Press<'_, '_>,
    edition: &[Article<'_>],
    works: &[Work<'_>],
    tell: &mut dyn FnMut(&Report<'_>),
) {
    for format in press.editions().into_iter().filter(|_| !edition.is_empty()) {
        let mut log = Log::default();
        press.write_edition(edition, format, &mut log);
        log.detach();
        for missing in works.iter().filter(|work| work.read_as.is_none()) {
            let message = format!("`{}` is missing from the edition", missing.input.name);
            log.diagnostics.push(Diagnostic::warning("incomplete-edition", message));
        }
        let path = press.plan.edition_path(format);
        let name = path.map_or_else(|| "-".to_owned(), |path| path.display().to_string());
        tell(&log.report(&name));
    }
}

/// The work on one input.
struct Work<'a> {
    input: &'a Input,
    /// Where the places of what is reported are. `None`: nowhere that can be shown.
    source: Option<&'a Source>,
    /// `None`: it could not be read.
    read_as: Option<(&'a str, Choice)>,
    articles: Vec<Article<'a>>,
    log: Log,
}

impl<'a> Work<'a> {
    /// Reads and transforms what was loaded.
    fn new(input: &'a Input, loaded: &'a Result<Source, Diagnostic>, pipeline: &'a Pipeline<'_>) -> Work<'a> {
        let mut work = Work { input, source: None, read_as: None, articles: Vec::new(), log: Log::default() };
        match loaded {
            Ok(source) => work.read(source, pipeline),
            Err(diagnostic) => work.log.fail(diagnostic.clone()),
        }
        work
    }

    fn read(&mut self, source: &'a Source, pipeline: &'a Pipeline<'_>) {
        self.source = Some(source);
        match pipeline.read(source, &mut self.log.diagnostics) {
            Ok(reading) if reading.articles.is_empty() => {
                let error = Error::new(Kind::Invalid, format!("`{}` holds no article", self.input.name));
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

    fn report(&self) -> Report<'_> {
        Report { source: self.source, read_as: self.read_as, ..self.log.report(&self.input.name) }
    }
}
