//! Files of many stories in flat memory, and a book of as many in little.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Child, Stdio};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::corpus;
use crate::program::Program;
use crate::workspace::Workspace;

/// Stories in the stream.
const STORIES: usize = 10_000;
/// Bytes of the text of each.
const TEXT: usize = 20_000;
/// What the program may take of its own over a stream, in KiB. The stream has 200 MB.
const MOST_OWN: u64 = 2560;
/// The same with the pages of its file and of libraries. How many of them the system maps beside those that are touched is not
/// the program's to say: by how the same file came to the disk, they were 9.5 to 11 MiB.
const MOST: u64 = 16 * 1024;
/// Bytes of the text of each story of the book: those of a story on a page.
const PAGE: usize = 4_000;
/// What the program may take over a book of all stories, in KiB: the whole model of them stands in memory.
const MOST_OF_BOOK: u64 = 256 * 1024;

/// Converts streams of ANPA 1312 and holds the memory that it takes against what is promised.
///
/// # Errors
///
/// Where it takes more, a story is missing, or the system does not say what was taken: Linux does.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    let program = Program::build(workspace)?;
    let folder = workspace.empty_folder("memory")?;
    of_stream(&program, &folder)?;
    of_book(&program, &folder)?;
    fs::remove_dir_all(&folder)?;
    Ok(())
}

/// A file for each story, while the stories come.
fn of_stream(program: &Program, folder: &Path) -> Result<()> {
    let out = folder.join("stories");
    let mut convert = program.command();
    convert.args(["convert", "-", "--to", "html", "-q", "-O"]).arg(&out);
    let mut child = convert.stdin(Stdio::piped()).stderr(Stdio::null()).spawn()?;
    let mut stream = child.stdin.take().context("the program has no standard input")?;
    let text = corpus::seed_layout(TEXT);
    for number in 0..STORIES {
        stream.write_all(story(number, &text).as_bytes())?;
    }
    // All but what fits in the pipe was read, and the program waits for more.
    let taken = Taken::by(&child)?;
    drop(stream);
    let status = child.wait()?;
    let written = fs::read_dir(&out)?.count();
    if !status.success() || written != STORIES {
        bail!("{written} of {STORIES} stories were written, {status}");
    }
    let length = STORIES * story(0, &text).len();
    hold("stories", length, "of its own", taken.own, MOST_OWN)?;
    hold("stories", length, "with all that is mapped", taken.all, MOST)
}

/// One book of all stories.
fn of_book(program: &Program, folder: &Path) -> Result<()> {
    let text = corpus::seed_layout(PAGE);
    let stories: String = (0..STORIES).map(|number| story(number, &text)).collect();
    let (input, book) = (folder.join("stories.anpa"), folder.join("book.epub"));
    fs::write(&input, &stories)?;
    let mut convert = program.command();
    convert.arg("convert").arg(&input).args(["--to", "epub", "-q", "-o"]).arg(&book);
    let mut child = convert.stderr(Stdio::null()).spawn()?;
    let mut taken = 0;
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        // One that has just ended has no status any more.
        taken = Taken::by(&child).map_or(taken, |now| now.all);
        thread::sleep(Duration::from_millis(1));
    };
    if !status.success() || taken == 0 {
        bail!("the book was not written, {status}");
    }
    hold("articles in a book", stories.len(), "with all that is mapped", taken, MOST_OF_BOOK)
}

/// Prints the memory of that kind that was taken, in KiB, and holds it against `most`.
fn hold(what: &str, length: usize, kind: &str, taken: u64, most: u64) -> Result<()> {
    let megabytes = length / 1_000_000;
    println!("{STORIES} {what}, {megabytes} MB in all: at most {:.1} MiB at a time, {kind}", taken as f64 / 1024.0);
    if taken > most {
        bail!("more than the promised {:.1} MiB", most as f64 / 1024.0);
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

/// The most memory that a process had so far, in KiB.
struct Taken {
    all: u64,
    /// All but the pages of files, which the system has for itself too and takes back as it likes. They only grow.
    own: u64,
}

impl Taken {
    fn by(process: &Child) -> Result<Taken> {
        let status =
            fs::read_to_string(format!("/proc/{}/status", process.id())).context("there is no /proc to ask")?;
        let kibibytes = |key: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(key)?.trim().strip_suffix(" kB"));
            line.and_then(|number| number.trim().parse::<u64>().ok())
                .with_context(|| format!("the kernel told no {key}"))
        };
        let all = kibibytes("VmHWM:")?;
        Ok(Taken { all, own: all.saturating_sub(kibibytes("RssFile:")?) })
    }
}
