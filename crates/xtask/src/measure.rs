//! What is measured: the cold program, and passes of the library over one long text.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::corpus;
use crate::program::Program;
use crate::workspace::{self, Workspace};

/// Length of the long text, in bytes.
const LONG: usize = 64 * 1024;

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
    /// The formats that are written, in the program's order.
    pub(crate) formats: Vec<String>,
    /// Where they run, and where their inputs are.
    pub(crate) folder: PathBuf,
    /// Length of the long text, in bytes.
    pub(crate) long: u64,
    /// Length of the long posts, in bytes.
    pub(crate) post: u64,
    pub(crate) wrapped_post: u64,
}

impl Subjects {
    /// The input of the cold program: the seed where it is at hand, else the fixture article that is most like it.
    pub(crate) const COLD: &str = "seed.txt";
    /// The input of the passes.
    pub(crate) const LONG: &str = "long.txt";
    /// A long text in Markdown, below front matter.
    pub(crate) const POST: &str = "long.md";
    /// The same, its lines wrapped.
    pub(crate) const WRAPPED_POST: &str = "wrapped.md";

    /// Builds the programs and writes their inputs.
    ///
    /// # Errors
    ///
    /// Where a program does not build, or an input cannot be written.
    pub(crate) fn prepare(workspace: &Workspace) -> Result<Subjects> {
        let program = Program::build(workspace)?;
        let empty = workspace.build(&["--package", "xtask", "--example", "empty"])?;
        let passes = workspace.build(&["--package", "slugline", "--example", "measure"])?;
        let folder = workspace.empty_folder("measure")?;
        fs::copy(seed(workspace)?, folder.join(Subjects::COLD))?;
        let long = corpus::seed_layout(LONG);
        fs::write(folder.join(Subjects::LONG), &long)?;
        let post = corpus::front_matter_markdown(LONG);
        fs::write(folder.join(Subjects::POST), &post)?;
        let wrapped_post = corpus::front_matter_markdown_wrapped(LONG);
        fs::write(folder.join(Subjects::WRAPPED_POST), &wrapped_post)?;
        Ok(Subjects {
            formats: program.formats()?,
            program,
            empty,
            passes,
            folder,
            long: long.len() as u64,
            post: post.len() as u64,
            wrapped_post: wrapped_post.len() as u64,
        })
    }

    /// The arguments that convert [`COLD`](Subjects::COLD) to `format`.
    pub(crate) fn cold(format: &str) -> [&str; 6] {
        ["convert", Subjects::COLD, "--to", format, "-o", "out"]
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
