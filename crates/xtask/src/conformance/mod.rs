//! Every document at hand, fixtures and real copy, to every format; and independent judges over the outputs.
//!
//! What a writer's own tests cannot show: that programs which know nothing of slugline accept what it writes.

mod ace;
mod axe;
mod chromium;
mod document_schema;
mod documents;
mod epubcheck;
mod feeds;
mod iptc;
mod outputs;
mod panel;
mod read_back;
mod sarif;
mod schema_org;
mod script;
mod tools;
mod verdict;
mod vnu;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::process;
use crate::schema;
use crate::workspace::Workspace;
use iptc::Standard;
use outputs::Outputs;
use panel::Judge;
use tools::Tools;
use verdict::Verdict;

/// The standards of the IPTC, by what their files end in.
const IPTC: &[(Standard, &str)] = &[
    (Standard::NewsMlG2, ".newsml.xml"),
    (Standard::Nitf, ".nitf.xml"),
    (Standard::Ninjs3, ".ninjs.json"),
    (Standard::Ninjs2, ".ninjs2.json"),
];

/// How the judges are called.
#[derive(Default)]
pub(crate) struct Options {
    /// The folder with `schemas/` and `validate/`. `None`: `../shared` beside the repository.
    pub(crate) schemas: Option<PathBuf>,
    /// Whether the outputs are kept when all judges are content. They always are when one is not.
    pub(crate) keep: bool,
}

/// Converts, judges, and prints a line per judge.
///
/// # Errors
///
/// Where a judge finds anything, cannot be installed or cannot run; where the schemas are absent and this is the CI.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    let shared = shared(workspace, options)?;
    let tools = Tools::install(workspace)?;
    let corpus = corpus(shared.as_deref())?;
    let articles = documents::articles(workspace, shared.as_deref())?;
    let copy = documents::copy(workspace, corpus.as_deref())?;
    let pictured = documents::pictured(workspace)?;
    let outputs = Outputs::write(workspace, &articles, &copy, &pictured)?;

    let case = Case { workspace, tools: &tools, shared: shared.as_deref(), outputs: &outputs };
    let mut judges = case.judges_with_schemas();
    judges.extend(case.judges()?);
    let verdicts = panel::hear(judges)?;

    println!("{} articles and {} documents of copy, to every format", articles.len(), copy.len());
    verdicts.iter().for_each(Verdict::print);
    let findings: usize = verdicts.iter().map(Verdict::findings).sum();
    if findings > 0 {
        bail!("{findings} findings; the outputs are in {}", outputs.folder().display());
    }
    if !options.keep {
        outputs.remove()?;
    }
    Ok(())
}

/// What the judges are given.
#[derive(Clone, Copy)]
struct Case<'w> {
    workspace: &'w Workspace,
    tools: &'w Tools,
    shared: Option<&'w Path>,
    outputs: &'w Outputs,
}

impl<'w> Case<'w> {
    /// The judges that need the schemas, none where those are not at hand.
    fn judges_with_schemas(self) -> Vec<Judge<'w>> {
        let Case { workspace, tools, shared, outputs } = self;
        let Some(shared) = shared else { return Vec::new() };
        let mut judges: Vec<Judge<'w>> = Vec::new();
        for (standard, ending) in IPTC {
            judges.push(Box::new(|| iptc::judge(tools, shared, *standard, &outputs.ending_in(ending))));
        }
        judges.push(Box::new(|| {
            let linked_data = [outputs.ending_in(".jsonld"), outputs.ending_in(".html")].concat();
            schema_org::judge(workspace, tools, shared, &linked_data)
        }));
        judges.push(Box::new(|| {
            let (schema, feeds) = (shared.join(feeds::SCHEMA), outputs.ending_in(feeds::JSON_FEED));
            document_schema::judge(workspace, tools, "JSON Feed 1.1 schema", &schema, &feeds)
        }));
        judges
    }

    /// All others, those that take longest last.
    fn judges(self) -> Result<Vec<Judge<'w>>> {
        let Case { workspace, tools, shared, outputs } = self;
        let feeds = feeds::ENDINGS.map(|ending| outputs.ending_in(ending)).concat();
        let mut documents = outputs.ending_in(".json");
        documents.retain(|file| !is_iptc(file) && !feeds::is_json_feed(file) && !is_report(file));
        let reports = [outputs.ending_in(outputs::REPORT), vec![workspace.file(schema::REPORT_EXAMPLE)]].concat();
        let (schema, report_schema) = (workspace.file(schema::FILE), workspace.file(schema::REPORT_FILE));
        let logs = outputs.ending_in(sarif::LOG);
        let (seeds, pages) = (documents::seeds(shared)?, outputs.pages());
        let (books, published) = (outputs.all_books()?, outputs.published_books()?);
        Ok(vec![
            Box::new(move || feeds::judge(workspace, tools, &feeds)),
            Box::new(move || document_schema::judge(workspace, tools, "document schema", &schema, &documents)),
            Box::new(move || document_schema::judge(workspace, tools, "report schema", &report_schema, &reports)),
            Box::new(move || sarif::judge(workspace, tools, &logs)),
            Box::new(move || read_back::judge(workspace, tools, outputs)),
            Box::new(move || vnu::judge(tools, &outputs.ending_in(".html"))),
            Box::new(move || axe::judge(workspace, tools, &seeds, &pages)),
            Box::new(move || epubcheck::judge(tools, &books)),
            Box::new(move || ace::judge(workspace, tools, &published)),
        ])
    }
}

/// The folder with schemas and validators, `None` where there is none and it may be so.
fn shared(workspace: &Workspace, options: &Options) -> Result<Option<PathBuf>> {
    let beside = workspace.file("../shared");
    let folder = match &options.schemas {
        Some(folder) => folder.canonicalize().with_context(|| format!("no folder {}", folder.display()))?,
        None => beside,
    };
    if is_complete(&folder) {
        return Ok(Some(folder));
    }
    let missing = format!(
        "{} does not hold `schemas/` and `validate/`: name the folder that does with --schemas DIR",
        folder.display()
    );
    if options.schemas.is_some() || process::is_ci() {
        bail!(missing);
    }
    println!(
        "{missing}\nwithout it the IPTC rules, the schema.org terms and the schema of JSON Feed are not judged, nor is the seed"
    );
    Ok(None)
}

/// The raw-text corpus beside the schemas, `None` where it is not there and that may be so.
fn corpus(shared: Option<&Path>) -> Result<Option<PathBuf>> {
    let Some(folder) = shared.map(|shared| shared.join("corpus/dev")) else {
        return Ok(None);
    };
    if folder.is_dir() {
        return Ok(Some(folder));
    }
    if process::is_ci() {
        bail!("no raw-text corpus at {}", folder.display());
    }
    println!("there is no {}: the raw-text corpus is not judged", folder.display());
    Ok(None)
}

/// Whether a file is of a standard of the IPTC's: ninjs is JSON, as our own documents are.
fn is_iptc(file: &Path) -> bool {
    let name = file.to_string_lossy();
    IPTC.iter().any(|(_, ending)| name.ends_with(ending))
}

fn is_report(file: &Path) -> bool {
    file.to_string_lossy().ends_with(outputs::REPORT)
}

fn is_complete(folder: &Path) -> bool {
    ["schemas", "validate"].iter().all(|name| folder.join(name).is_dir())
}
