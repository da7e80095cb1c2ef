//! How well stories are read: every document of a gold folder, against what people found in it.
//!
//! The built program reads, so that what is measured is what users have; the corpus's own script scores.

mod floors;
mod gold;
mod prediction;

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::Value;
use slugline_core::model::Article;

use crate::process;
use crate::program::Program;
use crate::workspace::{self, Workspace};
use floors::{Figure, Floors};
use gold::{Document, Gold};

/// How the reading is measured.
#[derive(Default)]
pub(crate) struct Options {
    /// The folder with documents and gold. `None`: `../shared/corpus/dev` beside the repository.
    pub(crate) gold: Option<PathBuf>,
    /// Where the scorer's figures are kept. `None`: below the target folder, until the next run.
    pub(crate) json: Option<PathBuf>,
    /// Whether the floors are raised to what is reached.
    pub(crate) bless: bool,
}

/// Reads, scores, prints the scorer's table, and holds the figures against the floors of the gold folder.
///
/// # Errors
///
/// Where there is no gold, the program or the scorer cannot run, or a figure is below its floor.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    let gold = Gold::find(workspace, options.gold.as_deref())?;
    if options.bless && gold.floors.is_none() {
        bail!("{} is not in the repository: it has no floors to raise", gold.folder.display());
    }
    let documents = gold.documents()?;
    let program = Program::build(workspace)?;
    let folder = workspace.empty_folder("accuracy")?;
    let (read, predictions) = (folder.join("read"), folder.join("predictions"));

    let took = read_all(&program, &documents, &read)?;
    predict(&documents, &read, &predictions)?;
    let scores = score(&gold, &predictions, options.json.as_deref().unwrap_or(&folder.join("scores.json")))?;
    report_further_articles(&documents, &read)?;
    println!("{} documents read in {:.3} s; see {}", documents.len(), took.as_secs_f64(), predictions.display());
    match &gold.floors {
        Some(folder) => hold(workspace, folder, &scores, options.bless),
        None => Ok(()),
    }
}

/// Has the program read all documents at once, and gives how long that took, the writing of the JSON included.
fn read_all(program: &Program, documents: &[Document], out: &Path) -> Result<Duration> {
    let mut slugline = program.command();
    slugline.arg("convert").args(documents.iter().map(|document| &document.raw));
    slugline.args(["--quiet", "--to", "json", "-O"]).arg(out);
    let start = Instant::now();
    let output = process::output(&mut slugline, "")?;
    let took = start.elapsed();
    let said = String::from_utf8_lossy(&output.stderr);
    match output.status.code() {
        Some(0) => {}
        // A document that cannot be read is a fault of the reading: it is scored, as one in which nothing was found.
        Some(1) => eprint!("{said}"),
        _ => bail!("slugline could not run, {}\n{}", output.status, said.trim_end()),
    }
    Ok(took)
}

/// Writes a prediction for every document that was read.
fn predict(documents: &[Document], read: &Path, predictions: &Path) -> Result<()> {
    for document in documents {
        let article = read.join(&document.id).with_added_extension("json");
        if article.is_file() {
            let json = fs::read_to_string(&article)?;
            let article = Article::from_json(&json).with_context(|| format!("cannot read {}", article.display()))?;
            let file = predictions.join(&document.gold);
            fs::create_dir_all(file.parent().unwrap_or(predictions))?;
            let prediction = prediction::of(&document.id.to_string_lossy(), &article);
            fs::write(&file, serde_json::to_vec_pretty(&prediction)?)?;
        }
    }
    Ok(())
}

/// Runs the scorer, prints its table, and gives the figures that it keeps in `json`.
fn score(gold: &Gold, predictions: &Path, json: &Path) -> Result<Value> {
    let mut python = Command::new("python3");
    python.arg(&gold.scorer).arg(&gold.folder).arg(predictions).arg("--json").arg(json);
    let output = process::succeed(&mut python, "install Python 3")?;
    eprint!("{}", String::from_utf8_lossy(&output.stderr));
    println!("{}", String::from_utf8_lossy(&output.stdout).trim_end());
    let scores = fs::read(json).with_context(|| format!("cannot read {}", json.display()))?;
    serde_json::from_slice(&scores).context("the scorer gave no JSON")
}

/// The gold knows one story per document. That more were found is told, since each may be a story cut in two.
fn report_further_articles(documents: &[Document], read: &Path) -> Result<()> {
    let ids: BTreeSet<&OsStr> = documents.iter().map(|document| document.id.as_os_str()).collect();
    let articles = workspace::files(read)?;
    let further = articles.iter().filter_map(|article| article.file_stem()).filter(|name| !ids.contains(name));
    further.for_each(|name| println!("{}: a further article, not scored", name.display()));
    Ok(())
}

/// Compares the figures with their floors, which are raised before where that is asked for.
fn hold(workspace: &Workspace, folder: &str, scores: &Value, bless: bool) -> Result<()> {
    let figures = Figure::read_all(scores)?;
    let mut floors = Floors::read(workspace, folder)?;
    if bless {
        floors.raise(&figures)?;
    }
    let faults = floors.faults(&figures);
    if !faults.is_empty() {
        bail!("{}", faults.join("\nerror: "));
    }
    Ok(())
}
