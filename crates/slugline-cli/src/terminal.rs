//! The only place that writes words to the terminal: which, in which format, and what is said in sum.

use std::fmt;
use std::io::{self, IsTerminal as _, Write as _};
use std::time::Duration;

use annotate_snippets::Renderer;
use anstream::{AutoStream, ColorChoice};
use serde::Serialize;
use slugline::diagnostic::{Diagnostic, Diagnostics, Severity};
use slugline::host::Logs;
use slugline::{Choice, Error, Located, Report, Result, Source, Written, write_stdout};

use crate::args::{Color, MessageFormat, TerminalArgs};
use crate::denial::Denial;
use crate::finding::{About, Finding, beyond_limit, uncoded};
use crate::harmless::Harmless;
use crate::overheard::Overheard;
use crate::progress::Progress;
use crate::summary::{Counts, Summary};
use crate::tally::{Files, Tally};
use crate::{github, human, json, sarif, short};

/// Where messages go, and which.
pub(crate) struct Terminal {
    stderr: AutoStream<io::Stderr>,
    renderer: Renderer,
    format: MessageFormat,
    is_quiet: bool,
    is_verbose: bool,
    /// What was said of the run, and what was not.
    tally: Tally,
    /// `None`: nobody wants to see how far it is.
    progress: Option<Progress>,
    overheard: Overheard,
    denial: Denial,
    /// What was not written of it yet, where messages are a log of SARIF.
    sarif: sarif::Log,
}

impl Terminal {
    pub(crate) fn new(args: TerminalArgs) -> Terminal {
        let choice = match args.color {
            Color::Auto => AutoStream::choice(&io::stderr()),
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        };
        Terminal {
            stderr: AutoStream::new(io::stderr(), choice),
            renderer: match choice {
                ColorChoice::Never => Renderer::plain(),
                ColorChoice::Auto | ColorChoice::AlwaysAnsi | ColorChoice::Always => Renderer::styled(),
            },
            format: args.message_format,
            is_quiet: args.quiet,
            is_verbose: args.verbose,
            tally: Tally::default(),
            progress: None,
            overheard: Overheard::default(),
            denial: Denial::default(),
            sarif: sarif::Log::default(),
        }
    }

    /// How messages look.
    pub(crate) fn format(&self) -> MessageFormat {
        self.format
    }

    /// How it speaks, for threads that have words for it.
    pub(crate) fn voice(&self) -> Voice {
        let Terminal { renderer, format, is_quiet, is_verbose, .. } = self;
        Voice { renderer: renderer.clone(), format: *format, is_quiet: *is_quiet, is_verbose: *is_verbose }
    }

    /// Whether the user wants to know more.
    pub(crate) fn is_verbose(&self) -> bool {
        self.is_verbose
    }

    /// Says why the run ended, and where in `file`, if it is about one. A fault of a template has a file of its own.
    /// What hears what plugins write for those who develop them: nobody, unless the user wants to know more.
    pub(crate) fn logs(&self) -> Logs {
        if self.is_verbose { self.overheard.logs() } else { Logs::default() }
    }

    /// Says what plugins have written since.
    pub(crate) fn plugins_said(&mut self) {
        for (plugin, line) in self.overheard.take() {
            self.say(&Finding::of(&uncoded(Severity::Note, format!("plugin `{plugin}` printed: {line}")), About::RUN));
        }
    }

    /// Says what is left to say when all is done, and how it went.
    pub(crate) fn end(mut self, exit_code: u8) {
        self.plugins_said();
        let beyond = self.overheard.beyond();
        if beyond > 0 {
            self.line(format_args!("... and {beyond} more lines that plugins printed"));
        }
        if matches!(self.format, MessageFormat::Sarif) {
            let rest = std::mem::take(&mut self.sarif).end(exit_code);
            self.write(&rest);
        }
    }

    /// Says why the run ended, and where in `file`, if it is about one.
    pub(crate) fn error(&mut self, error: &Error, file: Option<&Source>) {
        let (fault, file) = match Located::behind(error) {
            Some(located) => (&located.error, Some(&located.file)),
            None => (error, file),
        };
        let mut diagnostic = match error.code() {
            Some(code) => Diagnostic::error(code, fault.to_string()).at(fault.span()),
            None => uncoded(Severity::Error, fault.to_string()).at(fault.span()),
        };
        diagnostic.help = error.advice().map(str::to_owned);
        self.plugins_said();
        let about = About { name: file.map_or("", Source::name), source: file, reader: "" };
        self.say(&Finding::of(&diagnostic, about));
    }

    /// Says that something may be wrong which stops nothing.
    pub(crate) fn warning(&mut self, message: String, advice: String) {
        self.say(&Finding::of(&uncoded(Severity::Warning, message).help(advice), About::RUN));
    }

    /// Says which files of settings were read, to those who want to know more.
    pub(crate) fn settings(&mut self, files: &[String]) {
        if self.is_verbose {
            files.iter().for_each(|file| self.mention(format_args!("read the settings of {}", Harmless(file))));
        }
    }

    /// Says what became of a story: what it was read as, what is to be known, what was written.
    pub(crate) fn report(&mut self, report: &Report<'_>) {
        self.plugins_said();
        let about = About::of(report);
        if self.is_verbose
            && let Some(words) = reading(report)
        {
            self.mention(format_args!("{words}"));
        }
        self.diagnostics(report.diagnostics, about);
        let files = report.written.iter().filter(|written| written.path.is_some() && !written.unchanged);
        if self.tally.names(files.map(|written| written.bytes)) || self.is_verbose {
            report.written.iter().for_each(|written| self.written(written));
        }
    }

    fn written(&mut self, written: &Written) {
        if let Some(path) = &written.path {
            let path = path.display().to_string();
            let (path, size) = (Harmless(&path), Size(written.bytes));
            let words = if written.unchanged { "left as it is:" } else { "wrote" };
            if !written.unchanged || self.is_verbose {
                self.mention(format_args!("{words} {path} ({}, {size})", written.format));
            }
        }
    }

    /// Says what is to be known, each thing once, naming the formats that it is known from.
    pub(crate) fn diagnostics(&mut self, diagnostics: &Diagnostics, about: About<'_>) {
        for finding in Finding::all(diagnostics, about) {
            if self.wants(&finding) {
                self.say(&finding);
            }
        }
        self.beyond_limit(diagnostics, about);
    }

    /// Whether a finding is said. What fails the run is, also where it is a note: a user would look for it otherwise.
    fn wants(&mut self, finding: &Finding<'_>) -> bool {
        if self.denial.names(&finding.diagnostic.code) {
            return true;
        }
        let is_shown = self.tally.shows(finding) || self.is_verbose;
        match self.format {
            MessageFormat::Human | MessageFormat::Short => is_shown,
            // GitHub shows ten of each severity, and the log has them all.
            MessageFormat::Github => self.is_verbose || finding.diagnostic.severity > Severity::Note,
            // A program folds what it likes.
            MessageFormat::Json | MessageFormat::Sarif => {
                !self.is_quiet || finding.diagnostic.severity > Severity::Note
            }
        }
    }

    /// Says how many there were for which there was no room.
    fn beyond_limit(&mut self, diagnostics: &Diagnostics, about: About<'_>) {
        for beyond in beyond_limit(diagnostics) {
            if beyond.severity > Severity::Note || !self.is_quiet {
                self.say(&Finding::of(&beyond, about));
            }
        }
    }

    /// Shows from now on all that `denial` names.
    pub(crate) fn point_out(&mut self, denial: Denial) {
        self.denial = denial;
    }

    /// Shows from now on how far a run over so many inputs is, to someone who looks on and waits.
    pub(crate) fn begin(&mut self, inputs: usize) {
        if !self.is_quiet && matches!(self.format, MessageFormat::Human | MessageFormat::Short) {
            self.progress = Progress::begin(inputs);
        }
    }

    /// Shows that so many inputs were begun.
    pub(crate) fn advance(&mut self, inputs: usize) {
        if let Some(progress) = &mut self.progress {
            progress.show(inputs, &mut self.stderr);
        }
    }

    /// Says how a run over several inputs ended, to those who do not want it quiet.
    pub(crate) fn inputs_ended(&mut self, summary: Summary) {
        self.passed();
        if summary.is_telling() && !self.is_quiet {
            let (counts, took) = summary.end();
            self.ended(counts, took);
        }
    }

    /// Says how the inputs ended. How long that took is for whoever waits for it: a log is the same each time.
    fn ended(&mut self, counts: Counts, took: Duration) {
        match self.format {
            MessageFormat::Json => self.write(&json::summary(counts, took)),
            MessageFormat::Sarif | MessageFormat::Github => {}
            MessageFormat::Human | MessageFormat::Short if io::stderr().is_terminal() => {
                let (seconds, speed) = (took.as_secs_f64(), counts.speed(took));
                self.line(format_args!("{counts} ({seconds:.1} s, {speed:.1} MB/s)"));
            }
            MessageFormat::Human | MessageFormat::Short => self.line(format_args!("{counts}")),
        }
    }

    /// Says in sum what was not said of the run.
    pub(crate) fn sum_up(&mut self) {
        if self.is_verbose {
            return;
        }
        let tally = std::mem::take(&mut self.tally);
        if let Some((count, codes)) = tally.hidden() {
            self.line(format_args!("... and {count} more warnings ({codes}); `-v` shows them"));
        }
        if let Some(Files { files, stories, bytes }) = tally.unnamed() {
            self.mention(format_args!("wrote {files} more files for {stories} more stories ({})", Size(bytes)));
        }
        for (format, notes) in tally.notes() {
            self.mention(format_args!("note: {}: {notes} (`-v` lists them)", Harmless(format)));
        }
    }

    /// Says that there was what the user does not let pass.
    pub(crate) fn denied(&mut self, fault: &Diagnostic) {
        self.say(&Finding::of(fault, About::RUN));
    }

    fn say(&mut self, finding: &Finding<'_>) {
        let text = match self.format {
            MessageFormat::Human => human::render(finding, &self.renderer),
            MessageFormat::Short => short::render(finding),
            MessageFormat::Json => json::render(finding),
            MessageFormat::Sarif => self.sarif.add(finding),
            MessageFormat::Github => github::render(finding),
        };
        self.write(&text);
    }

    /// Says on standard output what was done, to those who do not want it quiet.
    ///
    /// # Errors
    ///
    /// Where it cannot be written.
    pub(crate) fn result(&self, words: &str) -> Result<()> {
        if self.is_quiet { Ok(()) } else { write_stdout(words.as_bytes()) }
    }

    /// Says how the run goes, to those who do not want it quiet.
    pub(crate) fn mention(&mut self, words: fmt::Arguments<'_>) {
        if !self.is_quiet {
            self.line(words);
        }
    }

    /// Says what is being done, to who waits at a terminal: the next such line takes the place of this one.
    pub(crate) fn passing(&mut self, words: fmt::Arguments<'_>) {
        let is_for_people = matches!(self.format, MessageFormat::Human) && !self.is_quiet;
        if is_for_people && self.progress.is_none() {
            self.progress = Progress::of_steps();
        }
        if let Some(progress) = &mut self.progress {
            progress.tell(&words.to_string(), &mut self.stderr);
        }
    }

    /// Whether someone sees what is being done.
    pub(crate) fn is_looked_at(&self) -> bool {
        self.progress.is_some()
    }

    /// Says what a thread had to say.
    pub(crate) fn pass_on(&mut self, said: &str) {
        self.write(said);
    }

    /// Adds a line to a log of JSON.
    pub(crate) fn entry(&mut self, entry: &impl Serialize) {
        match self.format {
            MessageFormat::Json if !self.is_quiet => self.write(&json::line(entry)),
            MessageFormat::Json
            | MessageFormat::Human
            | MessageFormat::Short
            | MessageFormat::Sarif
            | MessageFormat::Github => {}
        }
    }

    /// Takes the line away that says how far the run is, or what is being done.
    pub(crate) fn passed(&mut self) {
        if let Some(mut progress) = self.progress.take() {
            progress.clear(&mut self.stderr);
        }
    }

    /// Shows a line that another program printed, to those who are told whatever goes wrong.
    pub(crate) fn quote(&mut self, line: &str) {
        self.line(format_args!("  {}", Harmless(line)));
    }

    /// A line for people. Programs get it all as diagnostics and in the report.
    fn line(&mut self, words: fmt::Arguments<'_>) {
        match self.format {
            MessageFormat::Human | MessageFormat::Short => self.write(&format!("{words}\n")),
            MessageFormat::Json | MessageFormat::Sarif | MessageFormat::Github => {}
        }
    }

    fn write(&mut self, text: &str) {
        if let Some(progress) = &mut self.progress {
            progress.clear(&mut self.stderr);
        }
        // There is no one left to tell that standard error cannot be written.
        let _ = self.stderr.write_all(text.as_bytes());
    }
}

/// How messages look, and which are wanted, where each input has a log of its own.
pub(crate) struct Voice {
    renderer: Renderer,
    format: MessageFormat,
    is_quiet: bool,
    is_verbose: bool,
}

impl Voice {
    /// Whether the log of an input has it.
    pub(crate) fn logs(&self, finding: &Finding<'_>) -> bool {
        self.is_verbose || finding.diagnostic.severity > Severity::Note
    }

    /// As the log has it: for people, without colours.
    pub(crate) fn written(&self, finding: &Finding<'_>) -> String {
        match self.format {
            MessageFormat::Short => short::render(finding),
            MessageFormat::Human | MessageFormat::Json | MessageFormat::Sarif | MessageFormat::Github => {
                human::render(finding, &Renderer::plain())
            }
        }
    }

    /// Whether it is said at once. To people nothing is but why an input failed; the log has the rest.
    pub(crate) fn says(&self, finding: &Finding<'_>) -> bool {
        let least = match self.format {
            MessageFormat::Json if !self.is_quiet => Severity::Note,
            MessageFormat::Json => Severity::Warning,
            MessageFormat::Human | MessageFormat::Short | MessageFormat::Sarif | MessageFormat::Github => {
                Severity::Error
            }
        };
        self.is_verbose || finding.diagnostic.severity >= least
    }

    /// What a story was read as, for people who want to know more.
    pub(crate) fn reading(&self, report: &Report<'_>) -> Option<String> {
        match self.format {
            MessageFormat::Human | MessageFormat::Short if self.is_verbose => reading(report).map(|words| words + "\n"),
            MessageFormat::Human
            | MessageFormat::Short
            | MessageFormat::Json
            | MessageFormat::Sarif
            | MessageFormat::Github => None,
        }
    }

    /// As it is said.
    pub(crate) fn spoken(&self, finding: &Finding<'_>) -> String {
        match self.format {
            MessageFormat::Human => human::render(finding, &self.renderer),
            MessageFormat::Short => short::render(finding),
            MessageFormat::Json | MessageFormat::Sarif | MessageFormat::Github => json::render(finding),
        }
    }
}

/// What a story was read as, and why: `read story.txt as text, by its name`. `None`: it could not be read.
fn reading(report: &Report<'_>) -> Option<String> {
    let (format, choice) = report.read_as?;
    let why = match choice {
        Choice::Named => "as asked for",
        Choice::Extension => "by its name",
        Choice::Content => "by what it looks like",
    };
    Some(format!("read {} as {format}, {why}", Harmless(&About::of(report).label())))
}

/// A size for people: `734 bytes`, `5.1 KB`, `2.0 MB`.
struct Size(usize);

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = self.0;
        let (unit, name) = match bytes {
            0..1_000 => return write!(f, "{bytes} bytes"),
            1_000..1_000_000 => (1_000, "KB"),
            _ => (1_000_000, "MB"),
        };
        write!(f, "{}.{} {name}", bytes / unit, bytes % unit * 10 / unit)
    }
}
