//! The only place that writes words to the terminal.
//!
//! Texts from outside may hold anything, escape sequences of terminals too, and be of any length. Excerpts are made harmless
//! as they are cut, messages go through [`Message`], and everything else goes through [`Harmless`].

use std::fmt::{self, Write as _};
use std::io::{self, Write as _};

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use anstream::{AutoStream, ColorChoice};
use slugline::diagnostic::{Diagnostic, Diagnostics, Severity};
use slugline::{Choice, Error, Report, Source, Written};

use crate::args::{Color, TerminalArgs};
use crate::excerpt::Excerpt;
use crate::tally::Tally;

/// Where messages go, and which.
pub(crate) struct Terminal {
    stderr: AutoStream<io::Stderr>,
    is_quiet: bool,
    is_verbose: bool,
    /// What was said of the input whose stories are being reported, and what was not.
    tally: Tally,
}

/// What a diagnostic is about.
pub(crate) struct About<'a> {
    /// The input, or the output of several.
    pub(crate) name: &'a str,
    /// How many stories of the input came before.
    pub(crate) story: usize,
    /// Its text, where there is one.
    pub(crate) source: Option<&'a Source>,
    /// The format it was read as. Empty: not read.
    pub(crate) reader: &'a str,
}

impl About<'_> {
    /// What to call the story.
    fn label(&self) -> String {
        self.source.map_or_else(|| self.name.to_owned(), Source::label)
    }
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
            is_quiet: args.quiet,
            is_verbose: args.verbose,
            tally: Tally::default(),
        }
    }

    /// Whether the user wants to know more.
    pub(crate) fn is_verbose(&self) -> bool {
        self.is_verbose
    }

    /// Says why the run ended, and where in `file`, if it is about one.
    pub(crate) fn error(&mut self, error: &Error, file: Option<&Source>) {
        let title = Level::ERROR.primary_title(Message(&error.to_string()).to_string());
        self.say_group(Group::with_title(title));
        if let Some(file) = file {
            let about = About { name: file.name(), story: 0, source: Some(file), reader: "" };
            self.place(&about, Excerpt::of(file, error.span()).as_ref(), Level::ERROR);
        }
        self.hint(error.advice());
    }

    /// Says which files of settings were read, to those who want to know more.
    pub(crate) fn settings(&mut self, files: &[String]) {
        if self.is_verbose {
            files.iter().for_each(|file| self.say(&format!("read the settings of {}\n", Harmless(file))));
        }
    }

    /// Says what became of a story: what it was read as, what is to be known, what was written.
    pub(crate) fn report(&mut self, report: &Report<'_>) {
        let Report { name, story, source, .. } = *report;
        let about = About { name, story, source, reader: report.read_as.map_or("", |(format, _)| format) };
        if let (true, Some((format, choice))) = (self.is_verbose, report.read_as) {
            let why = match choice {
                Choice::Named => "as asked for",
                Choice::Extension => "by its name",
                Choice::Content => "by what it looks like",
            };
            self.say(&format!("read {} as {format}, {why}\n", Harmless(&about.label())));
        }
        self.diagnostics(report.diagnostics, &about);
        let are_named = self.tally.names(report.written, story) || self.is_verbose;
        if are_named && !self.is_quiet {
            report.written.iter().for_each(|written| self.written(written));
        }
    }

    /// Says in sum what was not said of the stories of the last input.
    pub(crate) fn sum_up(&mut self) {
        let tally = std::mem::take(&mut self.tally);
        if self.is_verbose {
            return;
        }
        let name = Harmless(tally.name());
        if let Some((count, codes)) = tally.hidden() {
            self.say(&format!("... and {count} more warnings of {name} ({codes}); `-v` shows them\n"));
        }
        if let (false, Some((files, stories, bytes))) = (self.is_quiet, tally.unnamed()) {
            let size = Size(bytes);
            self.say(&format!("wrote {files} more files for {stories} more stories of {name} ({size})\n"));
        }
    }

    fn written(&mut self, written: &Written) {
        if let Some(path) = &written.path {
            let path = path.display().to_string();
            let (path, size) = (Harmless(&path), Size(written.bytes));
            self.say(&format!("wrote {path} ({}, {size})\n", written.format));
        }
    }

    /// Says what is to be known, each thing once, naming the formats that it is known from.
    pub(crate) fn diagnostics(&mut self, diagnostics: &Diagnostics, about: &About<'_>) {
        if about.story == 0 {
            self.sum_up();
            self.tally = Tally::of(about.name);
        }
        let mut groups: Vec<(&Diagnostic, Vec<&str>)> = Vec::new();
        for diagnostic in diagnostics {
            let group = groups.iter_mut().find(|(first, _)| is_same(first, diagnostic));
            let origin = diagnostic.origin.as_ref();
            match group {
                Some((_, origins)) if origins.contains(&origin) => {}
                Some((_, origins)) => origins.push(origin),
                None => groups.push((diagnostic, vec![origin])),
            }
        }
        for (diagnostic, mut origins) in groups {
            // That its reader says it of an input needs no saying.
            origins.retain(|origin| !origin.is_empty() && *origin != about.reader);
            if self.is_verbose || diagnostic.severity > Severity::Note && self.tally.shows(diagnostic, about.story) {
                self.diagnostic(diagnostic, &origins.join(", "), about);
            }
        }
        if diagnostics.beyond_limit() > 0 {
            self.say(&format!("... and {} more of {}\n", diagnostics.beyond_limit(), Harmless(&about.label())));
        }
    }

    fn diagnostic(&mut self, diagnostic: &Diagnostic, origins: &str, about: &About<'_>) {
        let level = match diagnostic.severity {
            Severity::Note => Level::NOTE,
            Severity::Warning => Level::WARNING,
            Severity::Error => Level::ERROR,
        };
        let message = match (Message(&diagnostic.message), origins) {
            (message, "") => message.to_string(),
            (message, origins) => format!("{message} ({})", Harmless(origins)),
        };
        self.say_group(Group::with_title(level.clone().primary_title(message).id(diagnostic.code.as_ref())));
        let excerpt = about.source.and_then(|source| Excerpt::of(source, diagnostic.span));
        // Most messages about a story as a whole name it.
        if excerpt.is_some() || !diagnostic.message.contains(&format!("`{}`", about.label())) {
            self.place(about, excerpt.as_ref(), level);
        }
        self.hint(diagnostic.help.as_deref());
    }

    /// Says where something is, with the line where there is one.
    fn place(&mut self, about: &About<'_>, excerpt: Option<&Excerpt>, level: Level<'_>) {
        let Some(Excerpt { place, line, marked }) = excerpt else {
            return self.say(&format!(" --> {}\n", Harmless(&about.label())));
        };
        let name = about.name;
        let (number, column) = (place.line, place.column);
        let indent = number.to_string().len();
        self.say(&format!("{:indent$}--> {}:{number}:{column}\n", "", Harmless(name)));
        let mark = AnnotationKind::Primary.span(marked.clone());
        let snippet = Snippet::source(line.as_str()).line_start(number as usize);
        self.say_group(Group::with_level(level).element(snippet.annotation(mark)));
    }

    fn hint(&mut self, advice: Option<&str>) {
        if let Some(advice) = advice {
            self.say(&format!("  hint: {}\n", Harmless(advice)));
        }
    }

    fn say_group(&mut self, group: Group<'_>) {
        let renderer = match self.stderr.current_choice() {
            ColorChoice::Never => Renderer::plain(),
            ColorChoice::Auto | ColorChoice::AlwaysAnsi | ColorChoice::Always => Renderer::styled(),
        };
        let text = renderer.render(&[group]);
        self.say(&format!("{text}\n"));
    }

    fn say(&mut self, text: &str) {
        // There is no one left to tell that standard error cannot be written.
        let _ = self.stderr.write_all(text.as_bytes());
    }
}

fn is_same(one: &Diagnostic, other: &Diagnostic) -> bool {
    one.span == other.span && one.code == other.code && one.message == other.message
}

/// Characters of a message that are shown at once. Nothing that slugline itself has to say is longer; what it quotes may be
/// the whole input.
const MAX_MESSAGE: usize = 300;

/// What is shown of a longer one: its beginning, with most of what it quotes, and its end, which says what is wrong with it.
const FIRST: usize = 200;
const LAST: usize = 80;

/// A message, cut in the middle where it quotes too much, and harmless.
struct Message<'t>(&'t str);

impl fmt::Display for Message<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let nth = |at: usize| self.0.char_indices().nth(at);
        let (Some(_), Some((first, _))) = (nth(MAX_MESSAGE), nth(FIRST)) else {
            return Harmless(self.0).fmt(f);
        };
        let last = self.0.char_indices().nth_back(LAST - 1).map_or(first, |(at, _)| at);
        let part = |range| Harmless(self.0.get(range).unwrap_or_default());
        write!(f, "{} … {}", part(0..first), part(last..self.0.len()))
    }
}

/// Text without what a terminal would obey: control characters and marks that turn the direction of writing are shown as
/// their code points.
pub(crate) struct Harmless<'t>(pub(crate) &'t str);

impl fmt::Display for Harmless<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for letter in self.0.chars() {
            if is_obeyed(letter) {
                write!(f, "<U+{:04X}>", u32::from(letter))?;
            } else {
                f.write_char(letter)?;
            }
        }
        Ok(())
    }
}

/// Whether a terminal does something else with it than to show it.
pub(crate) fn is_obeyed(letter: char) -> bool {
    let turns =
        matches!(letter, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    letter.is_control() || turns
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
