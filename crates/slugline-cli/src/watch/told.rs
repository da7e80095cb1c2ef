//! What is said of a watch: to people, and to programs that read a log of JSON.

use std::fmt;

use serde::Serialize;
use slugline::Written;

use super::folders::Folders;
use super::hot::Remark;
use super::place::Place;
use super::work::Ended;
use crate::harmless::Harmless;
use crate::terminal::Terminal;

/// How inputs ended.
#[derive(Clone, Copy, Default, Serialize)]
pub(super) struct Counts {
    /// Those of which everything was done.
    pub(super) done: usize,
    /// Of these, those with warnings.
    with_warnings: usize,
    /// The others that were moved.
    pub(super) failed: usize,
    /// Those that could not be moved.
    pub(super) stuck: usize,
}

/// Lines of the log: what a program reads, an object each.
#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Entry<'a> {
    Started { folder: String, out: String, done: String, failed: String },
    File(FileEntry<'a>),
    Stopped(Counts),
}

/// An input that was worked on.
#[derive(Serialize)]
struct FileEntry<'a> {
    input: &'a str,
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    moved_to: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    log: Option<String>,
    outputs: Vec<Output<'a>>,
    stories: usize,
    errors: usize,
    warnings: usize,
    notes: usize,
    seconds: f64,
}

/// An output that was written.
#[derive(Serialize)]
struct Output<'a> {
    path: String,
    format: &'a str,
    bytes: usize,
}

/// Says that the folder is watched from now on.
pub(super) fn started(folders: &Folders, terminal: &mut Terminal) {
    let name = |path: &std::path::Path| path.display().to_string();
    let (folder, out) = (name(&folders.hot), name(&folders.out));
    let (done, failed) = (name(&folders.done), name(&folders.failed));
    let [hot, to, moved, not] = [&folder, &out, &done, &failed].map(|name| Harmless(name).to_string());
    terminal.mention(format_args!("watching {hot}: outputs go to {to}, inputs to {moved} or {not}"));
    terminal.entry(&Entry::Started { folder, out, done, failed });
}

/// Says what is to be known of the folder.
pub(super) fn remark(remark: &Remark, terminal: &mut Terminal) {
    match remark {
        Remark::NoFile(path) => {
            let message = format!("`{}` is no file, and is left where it is", path.display());
            terminal.warning(message, "links, pipes and devices are not read: copy what they lead to".to_owned());
        }
        Remark::Unreadable(path, error) => {
            let message = slugline::Error::io(format!("cannot read `{}`", path.display()), clone(error)).to_string();
            terminal.warning(message, "it is looked at again and again, until it can be read".to_owned());
        }
        Remark::Readable(path) => {
            let path = path.display().to_string();
            terminal.mention(format_args!("{} can be read again", Harmless(&path)));
        }
    }
}

fn clone(error: &std::io::Error) -> std::io::Error {
    error.raw_os_error().map_or_else(|| error.kind().into(), std::io::Error::from_raw_os_error)
}

/// Says of a file that it is left for the next run.
pub(super) fn left(path: &std::path::Path, terminal: &mut Terminal) {
    let message = format!("`{}` has not stopped growing, and is left", path.display());
    terminal.warning(message, "the next run takes it".to_owned());
}

/// Says that the watch is over.
pub(super) fn stopped(counts: Counts, terminal: &mut Terminal) {
    terminal.passed();
    terminal.mention(format_args!("stopped: {counts}"));
    terminal.entry(&Entry::Stopped(counts));
}

impl Counts {
    /// Counts an input and says what became of it.
    pub(super) fn tell(&mut self, ended: &Ended, terminal: &mut Terminal) {
        terminal.plugins_said();
        let outcome = &ended.outcome;
        match &ended.place {
            Place::Moved { log_fault, .. } => {
                self.count(ended);
                terminal.pass_on(&outcome.said);
                if let Some(fault) = log_fault {
                    terminal.error(fault, None);
                }
                // Who looks on has the line that counts them.
                if outcome.has_failed || !terminal.is_looked_at() {
                    terminal.mention(format_args!("{}", Harmless(&line(ended))));
                }
            }
            Place::Gone => {
                let message = format!("`{}` went away before it could be moved", ended.name);
                let help = match outcome.outputs.is_empty() {
                    true => "nothing was written of it",
                    false => "its outputs were written, and stay",
                };
                terminal.warning(message, help.to_owned());
            }
            Place::Changed => {
                let help = "it is converted again when it has stopped growing; `--settle SECONDS` waits longer";
                terminal.warning(format!("`{}` has changed while it was worked on", ended.name), help.to_owned());
            }
            Place::Stuck(error) => {
                self.stuck += 1;
                terminal.pass_on(&outcome.said);
                terminal.error(error, None);
                let message = format!("`{}` stays where it is", ended.name);
                let help = "it is converted again when it changes, or by the next watch";
                terminal.warning(message, help.to_owned());
            }
        }
        terminal.entry(&Entry::File(FileEntry::of(ended)));
    }

    fn count(&mut self, ended: &Ended) {
        match ended.outcome.has_failed {
            true => self.failed += 1,
            false => {
                self.done += 1;
                self.with_warnings += usize::from(ended.outcome.warnings > 0);
            }
        }
    }
}

/// `3 done, 1 with warnings; 1 failed`
impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Counts { done, with_warnings, failed, stuck } = self;
        write!(f, "{done} done")?;
        let others = [(", ", with_warnings, "with warnings"), ("; ", failed, "failed"), ("; ", stuck, "not moved")];
        others
            .iter()
            .filter(|(_, count, _)| **count > 0)
            .try_for_each(|(sign, count, what)| write!(f, "{sign}{count} {what}"))
    }
}

/// `done: wire/trams.txt, 2 outputs, 1 warning: wire/done/trams.txt.log`
fn line(ended: &Ended) -> String {
    let outcome = &ended.outcome;
    let mut line = format!("{}: {}", status(ended), ended.name);
    let counts = [(outcome.outputs.len(), "output"), (outcome.errors, "error"), (outcome.warnings, "warning")];
    for (count, what) in counts.iter().filter(|(count, _)| *count > 0) {
        line.push_str(&format!(", {count} {what}{}", if *count == 1 { "" } else { "s" }));
    }
    if let (_, Some(log)) = ended.moved() {
        line.push_str(&format!(": {}", log.display()));
    }
    line
}

fn status(ended: &Ended) -> &'static str {
    match (&ended.place, ended.outcome.has_failed) {
        (Place::Moved { .. }, false) => "done",
        (Place::Moved { .. }, true) => "failed",
        (Place::Gone, _) => "gone",
        (Place::Changed, _) => "changed",
        (Place::Stuck(_), _) => "stuck",
    }
}

impl<'a> FileEntry<'a> {
    fn of(ended: &'a Ended) -> FileEntry<'a> {
        let outcome = &ended.outcome;
        let (moved_to, log) = ended.moved();
        FileEntry {
            input: &ended.name,
            status: status(ended),
            moved_to: moved_to.map(|path| path.display().to_string()),
            log: log.map(|path| path.display().to_string()),
            outputs: outcome.outputs.iter().map(Output::of).collect(),
            stories: outcome.stories,
            errors: outcome.errors,
            warnings: outcome.warnings,
            notes: outcome.notes,
            seconds: ended.took.as_secs_f64(),
        }
    }
}

impl<'a> Output<'a> {
    fn of(written: &'a Written) -> Output<'a> {
        let path = written.path.as_ref().map(|path| path.display().to_string());
        Output { path: path.unwrap_or_default(), format: &written.format, bytes: written.bytes }
    }
}
