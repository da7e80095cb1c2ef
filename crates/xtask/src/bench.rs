//! Timings, for people: the tables of docs/performance.md.
//!
//! Times move with the load of the machine, so nothing is gated on them here but one ratio, taken in one run with the
//! contenders in turn.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::instructions::{self, Callgrind, Figure};
use crate::measure::{Layout, Subjects};
use crate::process;
use crate::workspace::Workspace;

/// Most that a cold `convert` of the seed to HTML may take, in empty processes. What is above is set-up that nobody asked
/// for, since the conversion itself takes microseconds.
const COLD_HTML: f64 = 2.5;
/// Turns of each contender. The median of so many is steady to a few percent on a busy machine.
const TURNS: usize = 40;
/// Passes over a long text in one process.
const PASSES: &str = "200";

/// Measures and prints.
///
/// # Errors
///
/// Where a program fails, or the cold program takes too long.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    let subjects = Subjects::prepare(workspace)?;
    let callgrind = Callgrind::find()?;
    let empty = callgrind.count(&subjects.empty, &[], &subjects.folder)?;
    let figures = instructions::figures(&subjects, &callgrind)?;
    let ratio = cold(&subjects, &figures, empty)?;
    passes(&subjects, &figures)?;
    layouts(&subjects, &figures, &callgrind)?;
    if ratio > COLD_HTML {
        bail!("cold html took {ratio:.2} times an empty process, more than the promised {COLD_HTML}");
    }
    Ok(())
}

/// Prints the table of cold runs and gives the ratio of HTML to an empty process.
fn cold(subjects: &Subjects, figures: &[Figure], empty_instructions: u64) -> Result<f64> {
    let seed = fs::metadata(subjects.folder.join(Subjects::COLD))?.len();
    println!("One article of {seed} bytes, a fresh process each, {TURNS} turns in turn:\n");
    println!("| to | median ms | x empty process | peak MiB | million instructions |");
    println!("|---|---:|---:|---:|---:|");
    let mut of_html = 0.0;
    for format in &subjects.formats {
        let args = Subjects::cold(format);
        let Turns { cold, ratio, .. } = in_turn(subjects, &args)?;
        if format == "html" {
            of_html = ratio;
        }
        let peak = peak(subjects.program.path(), &args, &subjects.folder)?;
        let million = millions(figures, &format!("cold-{format}"))?;
        println!("| {format} | {cold:.2} | {ratio:.2} | {peak} | {million:.2} |");
    }
    let Turns { empty, .. } = in_turn(subjects, &Subjects::cold("html"))?;
    let peak = peak(&subjects.empty, &[], &subjects.folder)?;
    let million = empty_instructions as f64 / 1e6;
    println!("| (empty process) | {empty:.2} | 1.00 | {peak} | {million:.2} |\n");
    Ok(of_html)
}

/// Medians of what the program and the empty process took.
struct Turns {
    cold: f64,
    empty: f64,
    /// Of the program to the empty process of the same turn, so that what else the machine does falls on both.
    ratio: f64,
}

fn in_turn(subjects: &Subjects, args: &[&str]) -> Result<Turns> {
    let (mut cold, mut empty, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..TURNS {
        let of_empty = milliseconds(&subjects.empty, &[], &subjects.folder)?;
        let of_cold = milliseconds(subjects.program.path(), args, &subjects.folder)?;
        ratios.push(of_cold / of_empty);
        empty.push(of_empty);
        cold.push(of_cold);
    }
    Ok(Turns { cold: median(cold)?, empty: median(empty)?, ratio: median(ratios)? })
}

fn milliseconds(program: &Path, args: &[&str], folder: &Path) -> Result<f64> {
    let mut command = Command::new(program);
    command.args(args).current_dir(folder).stdout(Stdio::null()).stderr(Stdio::null());
    let start = Instant::now();
    let status = command.status()?;
    let taken = start.elapsed();
    if !status.success() {
        bail!("{} failed, {status}", program.display());
    }
    Ok(taken.as_secs_f64() * 1e3)
}

fn median(mut figures: Vec<f64>) -> Result<f64> {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().context("nothing was timed")
}

/// Peak memory of a run in MiB, as GNU time tells it; `-` without it.
fn peak(program: &Path, args: &[&str], folder: &Path) -> Result<String> {
    let mut time = Command::new("/usr/bin/time");
    time.args(["-f", "%M", "--quiet"]).arg(program).args(args).current_dir(folder);
    let Ok(output) = time.output() else {
        return Ok("-".to_owned());
    };
    let said = String::from_utf8_lossy(&output.stderr);
    let kibibytes: f64 = said.lines().last().unwrap_or_default().trim().parse().context("GNU time gave no figure")?;
    Ok(format!("{:.1}", kibibytes / 1024.0))
}

/// Prints the table of passes in one process.
fn passes(subjects: &Subjects, figures: &[Figure]) -> Result<()> {
    println!("A text of {} bytes in the seed's layout, again and again in one process:\n", subjects.long);
    println!("| pass | MB/s | instructions a byte | of which writing |");
    println!("|---|---:|---:|---:|");
    let reading = a_byte(figures, "pass-read")?;
    println!("| read | {:.0} | {reading:.2} | |", megabytes_a_second(subjects, "read")?);
    let formats = subjects.formats.iter().map(|format| (format.as_str(), format.as_str()));
    for (name, what) in formats.chain(Subjects::PAGES) {
        let both = a_byte(figures, &format!("pass-{name}"))?;
        let speed = megabytes_a_second(subjects, what)?;
        println!("| read + {name} | {speed:.0} | {both:.2} | {:.2} |", both - reading);
    }
    Ok(())
}

fn megabytes_a_second(subjects: &Subjects, what: &str) -> Result<f64> {
    Ok(subjects.long as f64 * 1e3 / nanoseconds(&subjects.passes, &[what, Subjects::LONG], &subjects.folder)?)
}

/// What one pass takes. The program takes the number of passes as its last argument.
fn nanoseconds(program: &Path, args: &[&str], folder: &Path) -> Result<f64> {
    let mut passes = Command::new(program);
    passes.args(args).arg(PASSES).current_dir(folder);
    let output = process::succeed(&mut passes, "")?;
    String::from_utf8_lossy(&output.stdout).trim().parse().context("no time was told")
}

/// Prints the table of layouts: reading and writing as an HTML fragment, and beside it pulldown-cmark, which takes the same
/// bytes for Markdown and writes them as HTML.
fn layouts(subjects: &Subjects, figures: &[Figure], callgrind: &Callgrind) -> Result<()> {
    println!("\nread + html in each layout, and pulldown-cmark on the same bytes; {TURNS} turns in turn:\n");
    println!(
        "| layout | bytes | MB/s | instructions a byte | at most | pulldown-cmark MB/s | its instructions a byte |"
    );
    println!("|---|---:|---:|---:|---:|---:|---:|");
    for layout in &subjects.layouts {
        let Layout { name, file, bytes, most } = *layout;
        let ours = a_byte(figures, &instructions::of_layout(layout))?;
        let theirs = callgrind.peer_pass(subjects, file)? as f64 / bytes as f64;
        let (our_speed, their_speed) = speeds_in_turn(subjects, layout)?;
        println!("| {name} | {bytes} | {our_speed:.0} | {ours:.2} | {most} | {their_speed:.0} | {theirs:.2} |");
    }
    Ok(())
}

/// Medians of the megabytes a second, ours and pulldown-cmark's.
fn speeds_in_turn(subjects: &Subjects, layout: &Layout) -> Result<(f64, f64)> {
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..TURNS {
        ours.push(nanoseconds(&subjects.passes, &["html", layout.file], &subjects.folder)?);
        theirs.push(nanoseconds(&subjects.peer, &[layout.file], &subjects.folder)?);
    }
    let speed = |nanoseconds: f64| layout.bytes as f64 * 1e3 / nanoseconds;
    Ok((speed(median(ours)?), speed(median(theirs)?)))
}

fn millions(figures: &[Figure], name: &str) -> Result<f64> {
    Ok(find(figures, name)?.instructions as f64 / 1e6)
}

fn a_byte(figures: &[Figure], name: &str) -> Result<f64> {
    let figure = find(figures, name)?;
    Ok(figure.instructions as f64 / figure.bytes.unwrap_or(1) as f64)
}

fn find<'f>(figures: &'f [Figure], name: &str) -> Result<&'f Figure> {
    figures.iter().find(|figure| figure.name == name).with_context(|| format!("{name} was not counted"))
}
