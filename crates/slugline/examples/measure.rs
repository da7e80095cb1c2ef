//! Makes passes over one text in one process, to be counted or timed from outside: `measure WHAT FILE PASSES`.
//!
//! WHAT is `read`, or the formats that are written after reading, with commas between. HTML is written as a fragment; as a
//! whole page where it is called `html-page`, and by the theme in a folder where it is `html-page:FOLDER`.
//!
//! Each pass starts from the file, as the program does, and goes through the registry and the traits. (A copy of bytes at
//! hand in its place would be counted as an instruction a byte: `rep movsb` is one for each to who counts them, and next to
//! none to a processor.)
//! Prints the nanoseconds that a pass took.

use std::error::Error;
use std::fs;
use std::hint::black_box;
use std::io::{self, Write};
use std::path::Path;
use std::time::Instant;

use slugline::diagnostic::Diagnostics;
use slugline::{Pipeline, Registry, Settings, Source, Steps};

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [what, file, passes] = args.as_slice() else {
        return Err("usage: measure read|FORMAT FILE PASSES".into());
    };
    let pipeline = pipeline(what)?;
    let passes: u32 = passes.parse()?;
    let start = Instant::now();
    for _ in 0..passes {
        pass(&pipeline, file)?;
    }
    let nanoseconds = start.elapsed().as_nanos() / u128::from(passes.max(1));
    writeln!(io::stdout(), "{nanoseconds}")?;
    Ok(())
}

/// Reads, and writes what the pipeline has formats for.
fn pipeline(what: &str) -> slugline::Result<Pipeline<'static>> {
    let mut steps = Steps::default();
    let mut settings = Settings::default();
    let (formats, theme) = match what.split_once(':') {
        Some((page, folder)) => (page, Some(Path::new(folder))),
        None => (what, None),
    };
    for format in formats.split(',').filter(|format| *format != "read") {
        steps.to.push(if format == "html-page" { "html" } else { format }.to_owned());
    }
    if formats.split(',').any(|format| format == "html") {
        settings.set.assign("html.page=false", Registry::builtin())?;
    }
    if let Some(folder) = theme {
        settings.bind_theme(Some(folder), &steps.to, Registry::builtin())?;
    }
    Pipeline::new(Registry::builtin(), &steps, settings)
}

fn pass(pipeline: &Pipeline<'_>, file: &str) -> Result<(), Box<dyn Error>> {
    let source = Source::new(file, fs::read(file)?)?;
    let mut diagnostics = Diagnostics::new();
    let reading = pipeline.read(&source, &mut diagnostics)?;
    black_box(&reading.articles);
    for format in pipeline.formats() {
        let output = pipeline.write(format, &reading.articles, &mut diagnostics)?;
        black_box(output.into_parts());
    }
    Ok(())
}
