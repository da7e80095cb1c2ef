//! HTML: axe-core, in a browser.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use super::script;
use super::tools::Tools;
use super::verdict::{Finding, Verdict};
use crate::workspace::Workspace;

/// A page with text that is too pale, in one of the views each.
const BROKEN: &str = "crates/xtask/judges/broken.html";

/// How a page is shown, as the script calls it.
const VIEWS: &[&str] = &["(phone, light)", "(phone, dark)", "(desktop, light)", "(desktop, dark)"];

/// How much a page has of something.
type Count = fn(&str) -> usize;

/// Which pages are shown: those with the most of something. One that has the most of two things is chosen for the first.
const CHOICE: &[(&str, Count)] = &[
    ("text", str::len),
    ("text from right to left", |page| page.matches("dir=\"rtl\"").count()),
    ("Chinese", |page| page.matches("lang=\"zh").count()),
    ("cells of tables", |page| page.matches("<td").count()),
    ("figures", |page| page.matches("<figure").count()),
    ("pictures", |page| page.matches("<img").count()),
    ("points of lists", |page| page.matches("<li").count()),
    ("quotes", |page| page.matches("<blockquote").count()),
    ("preformatted text", |page| page.matches("<pre").count()),
    ("links", |page| page.matches("<a ").count()),
];

/// Judges the pages of the seeds, and a choice of all others, for WCAG 2.2 level AA: on a phone and on a desk,
/// in light and in dark.
///
/// # Errors
///
/// Where the browser cannot run, a choice finds no page, or the script passes over a fault that it is shown with the pages.
pub(crate) fn judge(workspace: &Workspace, tools: &Tools, seeds: &[PathBuf], pages: &[PathBuf]) -> Result<Verdict> {
    let chosen = choose(seeds, pages)?;
    let mut script = tools.script(workspace, "axe.js");
    script.arg(tools.chromium()).arg(workspace.file(BROKEN)).args(&chosen);
    let found = script::findings(&mut script)?;
    let (broken, findings): (Vec<_>, Vec<_>) =
        found.into_iter().partition(|finding| finding.to_string().contains(BROKEN));
    require_every_view(&broken)?;
    Ok(Verdict::new(format!("axe-core {}, WCAG 2.2 AA", tools.node_version("axe-core")?), &chosen, findings))
}

fn choose(seeds: &[PathBuf], pages: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let is_of_seed = |page: &&PathBuf| seeds.iter().any(|seed| seed.file_stem() == page.file_stem());
    let mut chosen: Vec<PathBuf> = pages.iter().filter(is_of_seed).cloned().collect();
    let texts: Vec<(&PathBuf, String)> = pages
        .iter()
        .map(|page| Ok((page, fs::read_to_string(page).with_context(|| format!("cannot read {}", page.display()))?)))
        .collect::<Result<_>>()?;
    for (what, count) in CHOICE {
        let others = texts.iter().filter(|(page, text)| !chosen.contains(page) && count(text) > 0);
        match others.max_by_key(|(_, text)| count(text)) {
            Some((page, _)) => chosen.push((*page).clone()),
            None => bail!("no page has {what}"),
        }
    }
    Ok(chosen)
}

/// A browser that does not take the width or the colours that it is asked for would judge one view four times.
fn require_every_view(found: &[Finding]) -> Result<()> {
    for view in VIEWS {
        if found.iter().filter(|finding| finding.to_string().ends_with(view)).count() != 1 {
            bail!("axe.js does not find the one fault of {BROKEN} that shows in the view {view}");
        }
    }
    Ok(())
}
