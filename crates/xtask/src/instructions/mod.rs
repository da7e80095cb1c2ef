//! Instruction counts, held against what the project promises and against what was reached before.
//!
//! Instructions under valgrind do not move with the load of the machine, so they can gate a commit where time cannot.

mod callgrind;
mod growth;
mod ratchet;

use anyhow::{Result, bail};

use crate::measure::{Layout, Subjects};
use crate::workspace::Workspace;
pub(crate) use callgrind::Callgrind;
use growth::Growth;
use ratchet::Ratchet;

/// Most instructions for a cold `convert` of the seed to HTML, process start included. An empty process takes some
/// 0.1 million of them, the smallest program around a Markdown library half a million, and setting up one template ten times
/// a whole conversion: the limit is there to see such a thing come in.
const COLD_HTML: u64 = 3_000_000;

/// What writing all formats in one run may cost, in percent of what reading and each writer cost alone.
const ALL_FORMATS_PERCENT: u64 = 115;

/// Promises that are broken. They are printed as missed in every run, and their counts may not grow like any other; one that is
/// kept again must leave the list. pulldown-cmark's parser alone takes 39.8 instructions a byte of wrapped Markdown.
const MISSED: &[&str] = &["pass-html-of-wrapped-markdown"];

/// What to do with what was recorded before.
#[derive(Clone, Copy)]
pub(crate) enum Mode {
    /// Fail where a count is above it.
    Hold,
    /// Lower it to what was counted.
    Bless,
}

/// One count.
pub(crate) struct Figure {
    /// What was counted: `cold-html`, `pass-html`.
    pub(crate) name: String,
    /// How many.
    pub(crate) instructions: u64,
    /// The length of the text that they were spent on, where the count is spread over it.
    pub(crate) bytes: Option<u64>,
    limit: Option<u64>,
}

/// Counts, prints, and holds the counts against the promises and the record.
///
/// # Errors
///
/// Where a count is too high, a cost grows faster than the text does, or nothing could be counted.
pub(crate) fn run(workspace: &Workspace, mode: Mode) -> Result<()> {
    let subjects = Subjects::prepare(workspace)?;
    let callgrind = Callgrind::find()?;
    let empty = callgrind.count(&subjects.empty, &[], &subjects.folder)?;
    let figures = figures(&subjects, &callgrind)?;
    let growths = growth::measure(&subjects, &callgrind)?;

    let mut ratchet = Ratchet::read(workspace)?;
    // Printed to compare with, and not recorded: it is the loader's cost, not ours.
    println!("{:<34} {empty:>12} instructions", "empty process");
    figures.iter().for_each(|figure| println!("{}", figure.line(ratchet.recorded(&figure.name))));
    growths.iter().for_each(|growth| println!("{growth}"));

    let mut faults: Vec<String> = figures.iter().filter_map(Figure::fault).collect();
    faults.extend(growths.iter().filter_map(Growth::fault));
    match mode {
        Mode::Hold => faults.extend(figures.iter().filter_map(|figure| ratchet.fault(figure))),
        Mode::Bless => ratchet.bless(&figures)?,
    }
    if !faults.is_empty() {
        bail!("{}", faults.join("\nerror: "));
    }
    Ok(())
}

/// Counts the program's start alone and the cold program for each format, a pass over the long text for reading and for reading with each writer and kind of
/// page, one over the long text of each other layout, and one with all writers.
///
/// # Errors
///
/// Where a program fails.
pub(crate) fn figures(subjects: &Subjects, callgrind: &Callgrind) -> Result<Vec<Figure>> {
    let folder = &subjects.folder;
    let mut figures = vec![Figure {
        name: "cold-version".to_owned(),
        instructions: callgrind.count(subjects.program.path(), &["--version"], folder)?,
        bytes: None,
        limit: None,
    }];
    for format in &subjects.formats {
        figures.push(Figure {
            name: format!("cold-{format}"),
            instructions: callgrind.count(subjects.program.path(), &Subjects::cold(format), folder)?,
            bytes: None,
            limit: (format == "html").then_some(COLD_HTML),
        });
    }
    // HTML alone is the layout of the seed, below.
    let formats = subjects.formats.iter().map(String::as_str).filter(|format| *format != "html");
    let passes = ["read"].into_iter().chain(formats).map(|what| (what, what)).chain(Subjects::PAGES);
    for (name, what) in passes {
        figures.push(Figure {
            name: format!("pass-{name}"),
            instructions: callgrind.pass(subjects, what, Subjects::LONG)?,
            bytes: Some(subjects.long),
            limit: None,
        });
    }
    for layout in &subjects.layouts {
        figures.push(Figure {
            name: of_layout(layout),
            instructions: callgrind.pass(subjects, "html", layout.file)?,
            bytes: Some(layout.bytes),
            limit: Some(layout.most * layout.bytes),
        });
    }
    figures.push(all_formats(subjects, callgrind, &figures)?);
    Ok(figures)
}

/// A pass that reads once and writes all formats, held against what reading and each writer took alone.
fn all_formats(subjects: &Subjects, callgrind: &Callgrind, figures: &[Figure]) -> Result<Figure> {
    let alone = |what: &str| {
        let name = format!("pass-{what}");
        figures.iter().find(|figure| figure.name == name).map_or(0, |figure| figure.instructions)
    };
    let read = alone("read");
    let written: u64 = subjects.formats.iter().map(|format| alone(format).saturating_sub(read)).sum();
    Ok(Figure {
        name: "pass-all-formats".to_owned(),
        instructions: callgrind.pass(subjects, &subjects.formats.join(","), Subjects::LONG)?,
        bytes: Some(subjects.long),
        limit: Some((read + written) * ALL_FORMATS_PERCENT / 100),
    })
}

/// What reading a layout and writing it as an HTML fragment is counted under.
pub(crate) fn of_layout(layout: &Layout) -> String {
    match layout.name {
        Layout::SEED => "pass-html".to_owned(),
        name => format!("pass-html-of-{name}"),
    }
}

impl Figure {
    fn line(&self, recorded: Option<u64>) -> String {
        let (name, instructions) = (&self.name, self.instructions);
        let mut line = format!("{name:<34} {instructions:>12} instructions");
        if let Some(bytes) = self.bytes {
            line += &format!(", {:.2} a byte", instructions as f64 / bytes as f64);
        }
        if let Some(recorded) = recorded {
            line += &format!(", recorded {recorded}");
        }
        if let Some(limit) = self.limit {
            let missed = if self.instructions > limit { ", MISSED" } else { "" };
            line += &format!(", at most {limit}{missed}");
        }
        line
    }

    fn fault(&self) -> Option<String> {
        let (name, instructions, limit) = (&self.name, self.instructions, self.limit?);
        let is_listed = MISSED.contains(&name.as_str());
        match (instructions > limit, is_listed) {
            (true, false) => Some(format!("{name} took {instructions} instructions, more than the promised {limit}")),
            (false, true) => Some(format!("{name} keeps its promise: take it off the list of those that are missed")),
            (true, true) | (false, false) => None,
        }
    }
}
