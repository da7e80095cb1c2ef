//! Carrying a job out: one input after the other, or all of them into one.

use std::path::{Path, PathBuf};

use slugline_core::diagnostic::{Diagnostic, Diagnostics, Severity};
use slugline_core::model::{Article, Span};
use slugline_core::plugin::{Arity, File};
use slugline_core::{Error, Kind, Result, Source};

use crate::failure::{failure, reading_code};
use crate::input::Input;
use crate::job::Job;
use crate::output::{is_file_of, write_file, write_stdout};
use crate::pipeline::{Format, Pipeline, Reading};
use crate::plan::{Plan, one_only};
use crate::registry::Choice;

/// What became of one input, or of an edition of several.
pub struct Report<'r> {
    /// What to call it: the input, or the edition's file. `-` for standard input and output.
    pub name: &'r str,
    /// The input, where it could be opened. `None` for an edition of several.
    pub source: Option<&'r Source>,
    /// What it was read as, and why as that.
    pub read_as: Option<(&'r str, Choice)>,
    /// What was reported.
    pub diagnostics: &'r Diagnostics,
    /// What was written, in that order.
    pub written: &'r [Written],
    /// Whether it could not be read, or one of its outputs not be written.
    pub failed: bool,
}

/// An output that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Where. `None`: on standard output.
    pub path: Option<PathBuf>,
    /// In which format.
    pub format: String,
    /// How many bytes.
    pub bytes: usize,
}

/// The work on one input.
struct Work<'a> {
    input: &'a Input,
    source: Option<&'a Source>,
    /// `None`: it failed.
    reading: Option<Reading<'a>>,
    log: Log,
}

/// What is told of some work when it is done.
#[derive(Default)]
struct Log {
    diagnostics: Diagnostics,
    written: Vec<Written>,
    failed: bool,
}

impl Job<'_> {
    /// Reads the inputs and writes the outputs. `tell` is called for each input when it is done, in their order, and for
    /// each edition of several; what fails with one input is among its diagnostics, and the others go on.
    ///
    /// # Errors
    ///
    /// [`Kind::Usage`] where reading shows that the job cannot be done: several articles for a file that holds one. Nothing
    /// was written then.
    pub fn run(self, tell: &mut dyn FnMut(&Report<'_>)) -> Result<()> {
        if self
            .pipeline
            .formats()
            .iter()
            .any(|format| self.plan.is_one_for_all(format))
        {
            return self.run_together(tell);
        }
        let Job {
            pipeline,
            inputs,
            mut plan,
            limit,
        } = self;
        for input in &inputs {
            let loaded = input.load(limit);
            let mut work = Work::new(input, &loaded, &pipeline);
            work.write_stories(&pipeline, &mut plan);
            tell(&work.report());
        }
        Ok(())
    }

    /// The same, where some output takes the articles of all inputs.
    fn run_together(self, tell: &mut dyn FnMut(&Report<'_>)) -> Result<()> {
        let Job {
            pipeline,
            inputs,
            mut plan,
            limit,
        } = self;
        let loaded: Vec<Result<Source, Diagnostic>> = inputs.iter().map(|input| input.load(limit)).collect();
        let works = inputs
            .iter()
            .zip(&loaded)
            .map(|(input, loaded)| Work::new(input, loaded, &pipeline));
        let mut works: Vec<Work<'_>> = works.collect();
        let articles = works
            .iter()
            .flat_map(|work| &work.reading)
            .map(|reading| reading.articles.len())
            .sum();
        refuse_many(articles, &pipeline, &plan)?;

        let mut edition = Vec::with_capacity(articles);
        for work in &mut works {
            work.write_stories(&pipeline, &mut plan);
            edition.extend(work.reading.iter_mut().flat_map(|reading| reading.articles.drain(..)));
        }
        if let [work] = works.as_mut_slice() {
            for format in one_for_all(&pipeline, &plan)
                .into_iter()
                .filter(|_| !edition.is_empty())
            {
                let path = plan.edition_path(format);
                write_output(&edition, format, path, &pipeline, &mut plan, &mut work.log);
            }
            tell(&work.report());
            return Ok(());
        }
        works.iter().for_each(|work| tell(&work.report()));
        let failed: Vec<&Work<'_>> = works.iter().filter(|work| work.reading.is_none()).collect();
        for format in one_for_all(&pipeline, &plan)
            .into_iter()
            .filter(|_| !edition.is_empty())
        {
            let path = plan.edition_path(format);
            let name = path
                .as_deref()
                .map_or_else(|| "-".to_owned(), |path| path.display().to_string());
            let mut log = Log::default();
            write_output(&edition, format, path, &pipeline, &mut plan, &mut log);
            log.detach();
            log.report_missing(&failed);
            tell(&log.report(&name));
        }
        Ok(())
    }
}

/// The formats whose output takes the articles of all inputs.
fn one_for_all<'f, 'p>(pipeline: &'f Pipeline<'p>, plan: &Plan) -> Vec<&'f Format<'p>> {
    pipeline
        .formats()
        .iter()
        .filter(|format| plan.is_one_for_all(format))
        .collect()
}

fn refuse_many(articles: usize, pipeline: &Pipeline<'_>, plan: &Plan) -> Result<()> {
    let formats = one_for_all(pipeline, plan);
    match formats.iter().find(|format| articles > 1 && format.arity == Arity::One) {
        Some(format) => Err(one_only(format)),
        None => Ok(()),
    }
}

impl<'a> Work<'a> {
    /// Reads and transforms what was loaded.
    fn new(input: &'a Input, loaded: &'a Result<Source, Diagnostic>, pipeline: &'a Pipeline<'_>) -> Work<'a> {
        let mut work = Work {
            input,
            source: None,
            reading: None,
            log: Log::default(),
        };
        match loaded {
            Ok(source) => {
                work.source = Some(source);
                work.read(source, pipeline);
            }
            Err(diagnostic) => work.log.diagnostics.push(diagnostic.clone()),
        }
        work
    }

    fn read(&mut self, source: &'a Source, pipeline: &'a Pipeline<'_>) {
        match pipeline.read(source, &mut self.log.diagnostics) {
            Ok(reading) if reading.articles.is_empty() => {
                self.log.fail(
                    "no-article",
                    &Error::new(Kind::Invalid, format!("`{}` holds no article", self.input.name)),
                );
            }
            Ok(reading) => self.reading = Some(reading),
            Err(error) => self.log.fail(reading_code(error.kind()), &error),
        }
    }

    /// Writes the outputs that hold one article, none of them where a name is taken.
    fn write_stories(&mut self, pipeline: &Pipeline<'_>, plan: &mut Plan) {
        let Some(reading) = &self.reading else { return };
        match name_stories(reading.articles.len(), self.input, pipeline, plan) {
            Ok(outputs) => {
                for (story, format, path) in outputs {
                    let article = reading.articles.get(story..=story).unwrap_or_default();
                    write_output(article, format, path, pipeline, plan, &mut self.log);
                }
            }
            Err(error) => self.log.fail("output-taken", &error),
        }
    }

    fn report(&self) -> Report<'_> {
        Report {
            source: self.source,
            read_as: self.reading.as_ref().map(|reading| (reading.format, reading.choice)),
            ..self.log.report(&self.input.name)
        }
    }
}

impl Log {
    fn report<'r>(&'r self, name: &'r str) -> Report<'r> {
        Report {
            name,
            source: None,
            read_as: None,
            diagnostics: &self.diagnostics,
            written: &self.written,
            failed: self.failed || self.diagnostics.any(Severity::Error),
        }
    }

    fn fail(&mut self, code: &'static str, error: &Error) {
        self.failed = true;
        self.diagnostics.push(failure(code, error));
    }

    /// Takes the places out: they are of one input, and do not say which.
    fn detach(&mut self) {
        for diagnostic in self.diagnostics.take() {
            self.diagnostics.push(diagnostic.at(Span::DETACHED));
        }
    }

    fn report_missing(&mut self, failed: &[&Work<'_>]) {
        for work in failed {
            let message = format!("`{}` is missing from the edition", work.input.name);
            self.diagnostics
                .push(Diagnostic::warning("incomplete-edition", message));
        }
    }
}

/// The outputs that hold one article: which, in which format, where.
fn name_stories<'f, 'p>(
    stories: usize,
    input: &Input,
    pipeline: &'f Pipeline<'p>,
    plan: &mut Plan,
) -> Result<Vec<(usize, &'f Format<'p>, Option<PathBuf>)>> {
    let mut outputs = Vec::new();
    for story in 0..stories {
        for format in pipeline.formats() {
            if plan.is_one_for_all(format) {
                continue;
            }
            let path = plan.story_path(input, story, format);
            // The first story's names were claimed for all inputs when the job was made.
            if story > 0 {
                plan.claim(path.as_deref(), &input.name)?;
            }
            outputs.push((story, format, path));
        }
    }
    Ok(outputs)
}

/// Writes articles as one output. What fails is told in the log.
fn write_output(
    articles: &[Article<'_>],
    format: &Format<'_>,
    path: Option<PathBuf>,
    pipeline: &Pipeline<'_>,
    plan: &mut Plan,
    log: &mut Log,
) {
    let (bytes, files) = match pipeline.write(format, articles, &mut log.diagnostics) {
        Ok(memory) => memory.into_parts(),
        Err(error) => return log.fail("not-written", &error),
    };
    let put = match &path {
        None if files.is_empty() => write_stdout(&bytes),
        None => Err(no_place_beside(format)),
        Some(path) => write_beside(path, &files, plan).and_then(|()| write_file(path, &bytes)),
    };
    match put {
        Ok(()) => log.written.push(Written {
            path,
            format: format.name().to_owned(),
            bytes: bytes.len(),
        }),
        Err(error) => log.fail("unwritable-output", &error),
    }
}

/// Writes the further files of an output. One that two outputs share, such as a style sheet, is written once.
fn write_beside(path: &Path, files: &[File], plan: &mut Plan) -> Result<()> {
    let folder = path.parent().unwrap_or(Path::new(""));
    for file in files {
        let beside = folder.join(&file.name);
        match plan.claim(Some(&beside), &path.display().to_string()) {
            Ok(()) => write_file(&beside, &file.content)?,
            Err(_) if is_file_of(&beside, &file.content) => {}
            Err(taken) => return Err(taken),
        }
    }
    Ok(())
}

fn no_place_beside(format: &Format<'_>) -> Error {
    let message = format!(
        "`{}` writes further files, and standard output has no place beside it",
        format.name()
    );
    Error::new(Kind::Unsupported, message).help("use `-o FILE` or `-O DIR`")
}
