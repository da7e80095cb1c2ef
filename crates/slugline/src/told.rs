//! What comes with a source beside its bytes: a record of a database says what a file has to show.

use std::time::Instant;

use slugline_core::diagnostic::{Diagnostic, Diagnostics};
use slugline_core::model::{Article, Head};
use slugline_core::{Error, Kind, Result};

/// What is told of one source. By default nothing is, and it has all the time there is.
#[derive(Clone, Debug, Default)]
pub struct Told<'a, 't> {
    /// The format it is in, whatever it looks like.
    pub from: Option<&'t str>,
    /// What goes before the heads of its articles.
    pub head: Option<Head<'a>>,
    /// When the time for the work on it is over, which is looked at between the steps of the work and between blocks. No
    /// output depends on the clock but by failing.
    pub deadline: Option<Instant>,
}

impl<'a> Told<'a, '_> {
    /// Puts what is told over what was read, and reports what is lost of the text by it.
    pub(crate) fn tell(&self, article: &mut Article<'a>, diagnostics: &mut Diagnostics) {
        let Some(head) = &self.head else { return };
        for (field, span) in article.head.overlay(head.clone()) {
            let message = format!("`meta` names the {}; what the text says of it is left out", field.words());
            let help = "if it is part of the story, put it below the head of the text";
            diagnostics.push(Diagnostic::note("told-otherwise", message).at(span).help(help));
        }
    }

    /// Whether there is time left.
    ///
    /// # Errors
    ///
    /// `time-limit` where there is none.
    pub fn check_time(&self) -> Result<()> {
        if self.deadline.is_none_or(|deadline| Instant::now() < deadline) {
            return Ok(());
        }
        let error = Error::new(Kind::Unsupported, "the time for it is over");
        Err(error.help("allow more with `--time-limit SECONDS`").coded("time-limit"))
    }
}

#[cfg(test)]
mod tests {
    use slugline_core::Source;

    use super::*;
    use crate::{Pipeline, Registry, Settings, Steps};

    fn read(told: &Told<'_, '_>) -> Result<(Option<String>, Diagnostics)> {
        let pipeline = Pipeline::new(Registry::builtin(), &Steps::default(), Settings::default())?;
        let source = Source::from_text("story.txt", "Rain\n\nBy Ada Roe\n\nIt rained.")?;
        let mut diagnostics = Diagnostics::new();
        let mut reading = pipeline.read_told(&source, told, &mut diagnostics)?;
        let headline = reading.articles.pop().and_then(|article| article.head.headline);
        Ok((headline.map(|headline| headline.to_string()), diagnostics))
    }

    #[test]
    fn the_work_ends_with_its_time() {
        let error = read(&Told { deadline: Some(Instant::now()), ..Told::default() }).err().unwrap();
        assert_eq!(error.code(), Some("time-limit"));
        assert!(error.advice().is_some());
    }

    #[test]
    fn what_is_written_when_the_time_is_over_is_nothing() {
        let steps = Steps { to: vec!["html".to_owned()], ..Steps::default() };
        let pipeline = Pipeline::new(Registry::builtin(), &steps, Settings::default()).unwrap();
        let told = Told { deadline: Some(Instant::now()), ..Told::default() };
        let [format] = pipeline.formats() else { panic!("one format is named") };
        let articles = [Article::default()];
        let written = pipeline.write_told(format, &articles, &told, &mut Diagnostics::new());
        assert_eq!(written.err().unwrap().code(), Some("time-limit"));
    }

    #[test]
    fn what_is_told_goes_before_the_text() {
        let head = Head { headline: Some("Snow".into()), ..Head::default() };
        let (headline, mut diagnostics) = read(&Told { head: Some(head), ..Told::default() }).unwrap();
        assert_eq!(headline.as_deref(), Some("Snow"));
        let codes: Vec<_> = diagnostics.take().into_iter().map(|diagnostic| diagnostic.code).collect();
        assert_eq!(codes, ["told-otherwise"]);
    }

    #[test]
    fn the_format_that_is_told_is_the_one() {
        let error = read(&Told { from: Some("jsno"), ..Told::default() }).err().unwrap();
        assert_eq!((error.code(), error.to_string().as_str()), (Some("invalid-record"), "unknown format `jsno`"));
    }
}
