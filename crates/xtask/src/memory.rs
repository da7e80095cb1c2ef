//! Files of many stories in flat memory.

use std::fs;
use std::io::Write;
use std::process::{Child, Stdio};

use anyhow::{Context, Result, bail};

use crate::corpus;
use crate::program::Program;
use crate::workspace::Workspace;

/// Stories in the stream.
const STORIES: usize = 10_000;
/// Bytes of the text of each.
const TEXT: usize = 20_000;
/// What the program may take, in KiB. The stream has 200 MB.
const MOST: u64 = 12 * 1024;

/// Converts a stream of ANPA 1312 and holds the memory that it takes against [`MOST`].
///
/// # Errors
///
/// Where it takes more, a story is missing, or the system does not say what was taken: Linux does.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    let program = Program::build(workspace)?;
    let out = workspace.empty_folder("memory")?;
    let mut convert = program.command();
    convert.args(["convert", "-", "--to", "html", "-q", "-O"]).arg(&out);
    let mut child = convert.stdin(Stdio::piped()).stderr(Stdio::null()).spawn()?;
    let mut stream = child.stdin.take().context("the program has no standard input")?;
    let text = corpus::seed_layout(TEXT);
    for number in 0..STORIES {
        stream.write_all(story(number, &text).as_bytes())?;
    }
    // All but what fits in the pipe was read, and the program waits for more.
    let peak = peak(&child)?;
    drop(stream);
    let status = child.wait()?;
    let written = fs::read_dir(&out)?.count();
    fs::remove_dir_all(&out)?;
    if !status.success() || written != STORIES {
        bail!("{written} of {STORIES} stories were written, {status}");
    }
    let length = STORIES * story(0, &text).len() / 1_000_000;
    println!("{STORIES} stories, {length} MB in all: at most {:.1} MiB at a time", peak as f64 / 1024.0);
    if peak > MOST {
        bail!("more than the promised {} MiB", MOST / 1024);
    }
    Ok(())
}

/// A story with a headline of its own, so that no two have one identifier.
fn story(number: usize, text: &str) -> String {
    let digits = number % 10_000;
    format!(
        "\x16\x16\x01r{digits:04}\x1Freute\r\nu f BC-STORY-{digits} 11-18 3000\r\n\x02Story {number}\n\n{text}\n\x03\r\n\x04"
    )
}

/// The most memory that the process had so far, in KiB.
fn peak(process: &Child) -> Result<u64> {
    let status = fs::read_to_string(format!("/proc/{}/status", process.id())).context("there is no /proc to ask")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kibibytes = line.and_then(|line| line.trim().strip_suffix(" kB"));
    kibibytes.context("the kernel told no high-water mark")?.trim().parse().context("the high-water mark is no number")
}
