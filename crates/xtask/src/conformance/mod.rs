//! Independent judges over the outputs of every fixture article and of the seed.
//!
//! What a writer's own tests cannot show: that programs which know nothing of slugline accept what it writes.

mod epubcheck;
mod iptc;
mod outputs;
mod schema_org;
mod tools;
mod verdict;
mod vnu;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::workspace::Workspace;
use outputs::Outputs;
use tools::Tools;
use verdict::Verdict;

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
    let outputs = Outputs::write(workspace, shared.as_deref())?;

    let mut verdicts = Vec::new();
    if let Some(shared) = &shared {
        verdicts.push(iptc::judge(&tools, shared, &outputs.ending_in(".newsml.xml"))?);
        let linked_data = [outputs.ending_in(".jsonld"), outputs.ending_in(".html")].concat();
        verdicts.push(schema_org::judge(workspace, &tools, shared, &linked_data)?);
    }
    verdicts.push(vnu::judge(&tools, &outputs.ending_in(".html"))?);
    verdicts.push(epubcheck::judge(&tools, &outputs.books()?)?);

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
    if options.schemas.is_some() || std::env::var_os("CI").is_some_and(|ci| ci == "true") {
        bail!(missing);
    }
    println!("{missing}\nwithout it the IPTC rules and the schema.org terms are not judged, nor is the seed");
    Ok(None)
}

fn is_complete(folder: &Path) -> bool {
    ["schemas", "validate"].iter().all(|name| folder.join(name).is_dir())
}
