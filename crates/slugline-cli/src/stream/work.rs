//! The work on one story of a record: from its text to the outputs of its articles.

use slugline::diagnostic::{Diagnostic, Diagnostics, Severity};
use slugline::model::Article;
use slugline::{Error, Format, Kind, Pipeline, Result, Source, Told, isolated, reading_failure, writing_failure};

use super::answer::Output;

/// What came of a story.
pub(super) struct Work<'a> {
    /// Where the places of what is reported are. `None`: nowhere that can be shown.
    pub(super) source: Option<&'a Source>,
    /// The format that it was read as. Empty: it was not.
    pub(super) reader: &'a str,
    pub(super) diagnostics: Diagnostics,
    /// One for each article, as far as none failed.
    pub(super) outputs: Vec<Output>,
}

impl<'a> Work<'a> {
    /// Works on a story, where it could be had.
    pub(super) fn new(
        story: &'a Result<Source, Diagnostic>,
        pipeline: &'a Pipeline<'_>,
        told: &Told<'a, '_>,
    ) -> Work<'a> {
        let mut work = Work { source: None, reader: "", diagnostics: Diagnostics::new(), outputs: Vec::new() };
        match story {
            Ok(source) => {
                if let Err(fault) = isolated(|| work.convert(source, pipeline, told)) {
                    work.diagnostics.push(fault);
                }
            }
            Err(refused) => work.diagnostics.push(refused.clone()),
        }
        work
    }

    pub(super) fn has_failed(&self) -> bool {
        self.diagnostics.any(Severity::Error)
    }

    fn convert(&mut self, source: &'a Source, pipeline: &'a Pipeline<'_>, told: &Told<'a, '_>) {
        self.source = Some(source);
        let reading = match pipeline.read_told(source, told, &mut self.diagnostics) {
            Ok(reading) => reading,
            Err(error) => return self.diagnostics.push(reading_failure(&error)),
        };
        self.reader = reading.format;
        if !reading.spans_source {
            self.source = None;
        }
        if reading.articles.is_empty() {
            let error = Error::new(Kind::Invalid, "the record holds no article").coded("no-article");
            return self.diagnostics.push(reading_failure(&error));
        }
        for article in &reading.articles {
            for format in pipeline.formats() {
                self.write(article, format, pipeline, told);
            }
        }
    }

    fn write(&mut self, article: &Article<'_>, format: &Format<'_>, pipeline: &Pipeline<'_>, told: &Told<'_, '_>) {
        let articles = std::slice::from_ref(article);
        let held = pipeline.held(format, articles);
        if !held.is_empty() {
            return held.into_iter().for_each(|held| self.diagnostics.push(held));
        }
        let written = pipeline.write_told(format, articles, told, &mut self.diagnostics);
        match written.and_then(|memory| alone(memory.into_parts(), format)) {
            Ok(bytes) => self.outputs.push(Output::of(bytes, format.files, !format.is_outside())),
            Err(error) => self.diagnostics.push(writing_failure(&error, format)),
        }
    }
}

/// The output, of a format whose outputs are alone.
fn alone<F>((bytes, files): (Vec<u8>, Vec<F>), format: &Format<'_>) -> Result<Vec<u8>> {
    match files.is_empty() {
        true => Ok(bytes),
        false => {
            let message = format!("`{}` writes further files, and an answer has no place for them", format.name());
            Err(Error::new(Kind::Unsupported, message).help("`slugline convert -O DIR` writes them beside the output"))
        }
    }
}
