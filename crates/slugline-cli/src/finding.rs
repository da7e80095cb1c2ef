//! What is reported, as users get it: each thing once, with the formats that it is known from.
//!
//! Every message format is made from a [`Finding`], and a further one needs nothing else.

use std::borrow::Cow;

use slugline::diagnostic::{Diagnostic, Diagnostics, Severity};
use slugline::model::Span;
use slugline::{Report, Source};

/// What a diagnostic is about.
#[derive(Clone, Copy)]
pub(crate) struct About<'a> {
    /// The input, or the output of several. Empty: the run as a whole.
    pub(crate) name: &'a str,
    /// Its text, where there is one.
    pub(crate) source: Option<&'a Source>,
    /// The format it was read as. Empty: not read.
    pub(crate) reader: &'a str,
}

impl<'a> About<'a> {
    /// The run as a whole.
    pub(crate) const RUN: About<'static> = About { name: "", source: None, reader: "" };

    /// What became of a story or an edition.
    pub(crate) fn of(report: &Report<'a>) -> About<'a> {
        About { name: report.name, source: report.source, reader: report.read_as.map_or("", |(format, _)| format) }
    }

    /// What to call the story.
    pub(crate) fn label(&self) -> Cow<'a, str> {
        self.source.map_or(Cow::Borrowed(self.name), |source| source.label().into())
    }
}

/// A diagnostic, and all who report it.
pub(crate) struct Finding<'a> {
    pub(crate) diagnostic: &'a Diagnostic,
    /// The formats, readers and transforms that report it, in the order they did. Empty: slugline itself.
    pub(crate) origins: Vec<&'a str>,
    /// Those that the message names. That its reader says it of an input needs no saying.
    named: Vec<&'a str>,
    pub(crate) about: About<'a>,
}

impl<'a> Finding<'a> {
    /// What one diagnostic says.
    pub(crate) fn of(diagnostic: &'a Diagnostic, about: About<'a>) -> Finding<'a> {
        let origins = Vec::from_iter(Some(diagnostic.origin.as_ref()).filter(|origin| !origin.is_empty()));
        let is_reader = |origin: &str| diagnostic.of_reading && origin == about.reader;
        let named = origins.iter().copied().filter(|origin| !is_reader(origin)).collect();
        let about = if diagnostic.of_run { About::RUN } else { about };
        Finding { diagnostic, origins, named, about }
    }

    /// What was found of a story, in the order of its diagnostics, each thing once.
    pub(crate) fn all(diagnostics: impl IntoIterator<Item = &'a Diagnostic>, about: About<'a>) -> Vec<Finding<'a>> {
        let mut findings: Vec<Finding<'_>> = Vec::new();
        for diagnostic in diagnostics {
            let further = Finding::of(diagnostic, about);
            match findings.iter_mut().find(|finding| is_same(finding.diagnostic, diagnostic)) {
                Some(finding) => finding.join(further),
                None => findings.push(further),
            }
        }
        findings
    }

    fn join(&mut self, further: Finding<'a>) {
        add_new(&mut self.origins, further.origins);
        add_new(&mut self.named, further.named);
        if self.diagnostic.span.is_detached() {
            self.diagnostic = further.diagnostic;
        }
    }

    /// The bytes it is about, where they can be shown.
    pub(crate) fn span(&self) -> Option<(&'a Source, Span)> {
        let span = Some(self.diagnostic.span).filter(|span| !span.is_detached());
        self.about.source.zip(span)
    }

    /// The message with the formats that it is known from.
    pub(crate) fn message(&self) -> String {
        match self.named.as_slice() {
            [] => self.diagnostic.message.clone(),
            named => format!("{} ({})", self.diagnostic.message, named.join(", ")),
        }
    }
}

fn add_new<'a>(known: &mut Vec<&'a str>, further: Vec<&'a str>) {
    for name in further {
        if !known.contains(&name) {
            known.push(name);
        }
    }
}

/// Whether two say one thing, for which one remedy helps. What is said of a place need not be said of the story again.
fn is_same(one: &Diagnostic, other: &Diagnostic) -> bool {
    let is_one_place = one.span == other.span || one.span.is_detached() || other.span.is_detached();
    is_one_place && one.code == other.code && one.message == other.message && one.help == other.help
}

/// How many there were for which there was no room, as what is said of that.
pub(crate) fn beyond_limit(diagnostics: &Diagnostics) -> impl Iterator<Item = Diagnostic> {
    let kinds = [(Severity::Warning, "warnings"), (Severity::Note, "notes")];
    kinds.into_iter().filter_map(|(severity, what)| {
        let beyond = Some(diagnostics.beyond_limit(severity)).filter(|beyond| *beyond > 0)?;
        Some(uncoded(severity, format!("{what} counted and not kept, for want of room: {beyond}")))
    })
}

/// What has no code: that the run ended, and how it went.
pub(crate) fn uncoded(severity: Severity, message: String) -> Diagnostic {
    Diagnostic { severity, ..Diagnostic::error("", message) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reported(origin: &'static str, span: Span) -> Diagnostic {
        Diagnostic { origin: origin.into(), ..Diagnostic::note("rain", "it rains").at(span) }
    }

    #[test]
    fn a_thing_is_told_once_with_its_place_and_all_who_say_it() {
        let place = Span::new(2, 4);
        let said = [reported("rss", Span::DETACHED), reported("html", place), reported("rss", place)];
        let findings = Finding::all(&said, About { name: "a.txt", source: None, reader: "text" });
        let told: Vec<_> = findings.iter().map(|finding| (finding.message(), finding.diagnostic.span)).collect();
        assert_eq!(told, [("it rains (rss, html)".to_owned(), place)]);
    }

    #[test]
    fn a_format_is_named_also_where_the_reader_has_its_name() {
        let about = About { name: "a.txt", source: None, reader: "text" };
        let (read, written) =
            (Diagnostic { of_reading: true, ..reported("text", Span::DETACHED) }, reported("text", Span::DETACHED));
        let told = |said: &[Diagnostic]| Finding::all(said, about).iter().map(Finding::message).collect::<Vec<_>>();
        assert_eq!(told(std::slice::from_ref(&read)), ["it rains"]);
        assert_eq!(told(std::slice::from_ref(&written)), ["it rains (text)"]);
        assert_eq!(told(&[read, written]), ["it rains (text)"]);
    }

    #[test]
    fn two_remedies_are_two_things() {
        let said = ["rss", "atom", "rss"].map(|of| reported(of, Span::DETACHED).help(format!("set `{of}.feed_url`")));
        let findings = Finding::all(&said, About::RUN);
        let told: Vec<_> = findings.iter().map(|finding| finding.diagnostic.help.as_deref()).collect();
        assert_eq!(told, [Some("set `rss.feed_url`"), Some("set `atom.feed_url`")]);
    }

    #[test]
    fn two_places_are_two_things() {
        let said = [reported("rss", Span::new(0, 1)), reported("rss", Span::new(1, 2))];
        assert_eq!(Finding::all(&said, About::RUN).len(), 2);
    }
}
