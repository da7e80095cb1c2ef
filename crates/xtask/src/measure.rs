//! What is measured: the cold program, and passes of the library over one long text.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::corpus::{self, Make};
use crate::process;
use crate::program::Program;
use crate::workspace::{self, Workspace};

/// Length of the long texts, in bytes.
const LONG: usize = 64 * 1024;

/// The layouts that reading and writing as an HTML fragment is measured on: name, file, text, and the most instructions a
/// byte that are promised. The seed's took 5.2 in a prototype of the same architecture.
const LAYOUTS: &[(&str, &str, Make, u64)] = &[
    (Layout::SEED, Subjects::LONG, corpus::seed_layout, 12),
    ("hard-wrapped", "hard-wrapped.txt", corpus::hard_wrapped, 20),
    ("agency-indented", "agency-indented.txt", corpus::agency_indented, 20),
    ("anpa", "anpa.txt", corpus::anpa, 20),
    ("iptc7901", "iptc7901.txt", corpus::iptc7901, 20),
    // pulldown-cmark's parser alone takes 19 of these.
    ("front-matter-markdown", "long.md", corpus::front_matter_markdown, 40),
    ("wrapped-markdown", "wrapped.md", corpus::wrapped_markdown, 40),
];

/// The programs that are measured, and a folder in which they run.
///
/// Everything is named without a path: how long the path of a checkout is must not be seen in a count.
pub(crate) struct Subjects {
    /// The program.
    pub(crate) program: Program,
    /// What a process costs that does nothing.
    pub(crate) empty: PathBuf,
    /// The example of the library that makes passes over a text.
    pub(crate) passes: PathBuf,
    /// The example that makes passes over a text with pulldown-cmark.
    pub(crate) peer: PathBuf,
    /// The formats that are written, in the program's order.
    pub(crate) formats: Vec<String>,
    /// Where they run, and where their inputs are.
    pub(crate) folder: PathBuf,
    /// Length of the long text, in bytes.
    pub(crate) long: u64,
    /// The long texts, one for each layout.
    pub(crate) layouts: Vec<Layout>,
}

/// A long text in one layout.
pub(crate) struct Layout {
    /// What it is called.
    pub(crate) name: &'static str,
    /// The file that holds it.
    pub(crate) file: &'static str,
    /// Its length, in bytes.
    pub(crate) bytes: u64,
    /// Most instructions a byte for reading it and writing it as an HTML fragment.
    pub(crate) most: u64,
}

impl Layout {
    /// The name of the seed's layout.
    pub(crate) const SEED: &str = "seed-layout";

    fn write(folder: &Path, &(name, file, make, most): &(&'static str, &'static str, Make, u64)) -> Result<Layout> {
        let text = make(LONG);
        fs::write(folder.join(file), &text)?;
        Ok(Layout { name, file, bytes: text.len() as u64, most })
    }
}

impl Subjects {
    /// The input of the cold program: the seed where it is at hand, else the fixture article that is most like it.
    pub(crate) const COLD: &str = "seed.txt";
    /// The input of the passes: the seed's layout.
    pub(crate) const LONG: &str = "long.txt";
    /// Whole pages, beside the fragment that `html` is here: what each is counted under, and what the passes call it.
    pub(crate) const PAGES: [(&str, &str); 2] = [("html-page", "html-page"), ("html-page-by-theme", "html-page:theme")];
    /// The folder of a theme that says what the built-in page says.
    const THEME: &str = "theme";

    /// Builds the programs and writes their inputs.
    ///
    /// # Errors
    ///
    /// Where a program does not build, or an input cannot be written.
    pub(crate) fn prepare(workspace: &Workspace) -> Result<Subjects> {
        let program = Program::build(workspace)?;
        let empty = workspace.build(&["--package", "xtask", "--example", "empty"])?;
        let passes = workspace.build(&["--package", "slugline", "--example", "measure"])?;
        let peer = workspace.build(&["--package", "xtask", "--example", "pulldown"])?;
        let folder = workspace.empty_folder("measure")?;
        fs::copy(seed(workspace)?, folder.join(Subjects::COLD))?;
        let layouts: Vec<Layout> =
            LAYOUTS.iter().map(|layout| Layout::write(&folder, layout)).collect::<Result<_>>()?;
        let mut theme = Command::new(program.path());
        process::succeed(theme.args(["theme", "new", Subjects::THEME]).current_dir(&folder), "")?;
        let long = layouts.iter().find(|layout| layout.file == Subjects::LONG).map_or(0, |layout| layout.bytes);
        Ok(Subjects { formats: program.formats()?, program, empty, passes, peer, folder, long, layouts })
    }

    /// The arguments that convert [`COLD`](Subjects::COLD) to `format`. Each has a file of its own: to replace one that is
    /// there takes more than to make one.
    pub(crate) fn cold(format: &str) -> [&str; 6] {
        ["convert", Subjects::COLD, "--to", format, "-o", format]
    }
}

fn seed(workspace: &Workspace) -> Result<PathBuf> {
    let seeds = workspace.file("../shared/seeds");
    let first = if seeds.is_dir() { workspace::texts(&seeds)?.into_iter().next() } else { None };
    Ok(first.unwrap_or_else(|| stand_in(workspace)))
}

fn stand_in(workspace: &Workspace) -> PathBuf {
    workspace.file(Path::new("fixtures/articles/section-headline-date-author.txt"))
}
