//! `--junit FILE`: what became of each story, as the test results that services of CI show.
//!
//! A story is a test. It fails where it failed, or was denied; what else there is to warn of is what it printed. All of it
//! is kept until the run is over: the counts stand at the top.
//!
//! There is no standard. This is what Jenkins' plugin `junit` and GitLab's unit test reports read: one failure a test, no
//! time, which would make the file another one each run.

use std::fmt::Write as _;
use std::path::Path;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use slugline::diagnostic::Severity;
use slugline::{NewFile, Report, Result};

use crate::denial::Denial;
use crate::finding::{About, Finding};
use crate::harmless::{Harmless, Message};
use crate::{report, short};

/// What all tests belong to.
const SUITE: &str = "slugline";

/// Test results in the making.
pub(crate) struct JUnit<'p> {
    /// `None`: standard output.
    file: Option<NewFile<'p>>,
    cases: Xml,
    tests: usize,
    failures: usize,
}

impl<'p> JUnit<'p> {
    /// Begins the file `path`, or those for standard output where it is `-`.
    ///
    /// # Errors
    ///
    /// Where there can be no file of that name.
    pub(crate) fn create(path: &'p Path) -> Result<JUnit<'p>> {
        Ok(JUnit { file: report::begin(path)?, cases: Xml::default(), tests: 0, failures: 0 })
    }

    /// Adds what became of a story or an edition. `is_denied`: there was what the user does not let pass.
    pub(crate) fn add(&mut self, report: &Report<'_>, denial: &Denial, is_denied: bool) {
        let is_failure = report.failed || is_denied;
        let name = name(report);
        let mut attributes = vec![("classname", class(report)), ("name", name)];
        if report.story.is_some() {
            attributes.push(("file", Harmless(report.name).to_string()));
        }
        self.tests += 1;
        self.failures += usize::from(is_failure);
        self.cases.open("testcase", &attributes);
        let findings = Finding::all(report.diagnostics, About::of(report));
        let (failing, passing): (Vec<_>, Vec<_>) = findings.iter().partition(|finding| {
            let diagnostic = finding.diagnostic;
            diagnostic.severity == Severity::Error || denial.denies(diagnostic.severity, &diagnostic.code)
        });
        if is_failure {
            self.failure(&failing);
        }
        let warnings = told(passing.iter().filter(|finding| finding.diagnostic.severity > Severity::Note));
        if !warnings.is_empty() {
            self.cases.element("system-out", &[], &warnings);
        }
        self.cases.close("testcase");
    }

    /// Why a test fails: the first reason as its title, and all of them.
    fn failure(&mut self, failing: &[&Finding<'_>]) {
        let (kind, message) = match failing {
            // What there was no room for is counted, and its words are gone.
            [] => ("denied", "something was reported that is denied, and not kept, for want of room".to_owned()),
            [first, ..] => (first.diagnostic.code.as_ref(), Message(&first.message()).to_string()),
        };
        let attributes = [("type", kind.to_owned()), ("message", message)];
        self.cases.element("failure", &attributes, &told(failing.iter()));
    }

    /// Ends it, and puts it in its place.
    ///
    /// # Errors
    ///
    /// Where it cannot be written.
    pub(crate) fn finish(self) -> Result<()> {
        let count = |count: usize| count.to_string();
        let counts = [("tests", count(self.tests)), ("failures", count(self.failures)), ("errors", count(0))];
        let named: Vec<_> = [("name", SUITE.to_owned())].into_iter().chain(counts).collect();
        let mut document = Xml::default();
        document.declaration();
        document.open("testsuites", &named);
        document.open("testsuite", &[named.as_slice(), &[("skipped", count(0))]].concat());
        document.append(self.cases);
        document.close("testsuite");
        document.close("testsuites");
        report::end(self.file, &document.into_bytes())
    }
}

/// What the case is one of: the suite, or a job of it.
fn class(report: &Report<'_>) -> String {
    match report.job {
        Some(job) => format!("{SUITE}.{}", Harmless(job)),
        None => SUITE.to_owned(),
    }
}

/// What a test is called: as its input. A further story of that has its number too.
fn name(report: &Report<'_>) -> String {
    match report.story {
        None | Some(0) => Harmless(report.name).to_string(),
        Some(before) => format!("{} (story {})", Harmless(report.name), before + 1),
    }
}

/// Findings in words, a line each, with their hints below them.
fn told<'f>(findings: impl Iterator<Item = &'f &'f Finding<'f>>) -> String {
    let mut words = String::new();
    for finding in findings {
        words.push_str(&short::render(finding));
        if let Some(help) = &finding.diagnostic.help {
            // Writing to a string cannot fail.
            let _ = writeln!(words, "  hint: {}", Harmless(help));
        }
    }
    words
}

/// Elements, a line for each that begins.
#[derive(Default)]
struct Xml(Vec<u8>);

impl Xml {
    fn declaration(&mut self) {
        self.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
    }

    fn open(&mut self, name: &str, attributes: &[(&str, String)]) {
        self.0.extend(if self.0.is_empty() { "" } else { "\n" }.bytes());
        let attributes = attributes.iter().map(|(name, value)| (*name, permitted(value)));
        let mut start = BytesStart::new(name);
        for (name, value) in attributes {
            start.push_attribute((name, value.as_str()));
        }
        self.event(Event::Start(start));
    }

    fn element(&mut self, name: &str, attributes: &[(&str, String)], text: &str) {
        self.open(name, attributes);
        self.event(Event::Text(BytesText::new(&permitted(text))));
        self.event(Event::End(BytesEnd::new(name)));
    }

    fn close(&mut self, name: &str) {
        self.0.push(b'\n');
        self.event(Event::End(BytesEnd::new(name)));
    }

    fn append(&mut self, further: Xml) {
        if !further.0.is_empty() {
            self.0.push(b'\n');
            self.0.extend(further.0);
        }
    }

    fn into_bytes(mut self) -> Vec<u8> {
        self.0.push(b'\n');
        self.0
    }

    fn event(&mut self, event: Event<'_>) {
        // Writing to memory cannot fail.
        let _ = Writer::new(&mut self.0).write_event(event);
    }
}

/// The text without what XML cannot hold: most of that a terminal would obey, and is shown by its code point before.
///
/// Source: XML 1.0, production 2, `Char`.
fn permitted(text: &str) -> String {
    let is_held = |letter: char| matches!(letter, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..);
    text.chars().map(|letter| if is_held(letter) { letter } else { '\u{FFFD}' }).collect()
}
