//! SARIF: the schema of the standard, as a package of Microsoft's has it.
//!
//! Every conversion for the judges has its messages as a log. They all end well, on files with plain names; the runs here
//! are the others.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::document_schema;
use super::tools::Tools;
use super::verdict::Verdict;
use crate::process;
use crate::program::Program;
use crate::workspace::Workspace;

/// What the names of logs end in.
pub(super) const LOG: &str = "sarif";

/// What each log is called in the verdict.
const TITLE: &str = "SARIF 2.1.0 schema";

/// A log with several faults: a schema that refuses nothing judges nothing.
const BROKEN: &str = "crates/xtask/judges/broken.sarif";

/// How many faults it has.
const FAULTS: usize = 5;

/// What the runs read: a time without a zone, an end mark, bytes that are none of UTF-8, what a terminal would obey.
const FILES: &[(&str, &[u8])] = &[
    ("plain.txt", b"Rain\n\n18 November 2024\n\nIt rained all night.\n"),
    ("wire/\u{FC}ber 1.txt", b"Rain\n\nNov. 18, 2024 17:20\n\nIt rained all night.\n\n-30-\n"),
    ("wire/a, b: 100%#?.txt", b"Hail\n\nNov. 18, 2024 17:20\n\n\x1B[2JIt \xE9 \x00 hailed.\n\n-30-\n"),
    ("wire/[x] 'y' \"z\".txt", b"<DOC>\nRain\n\nNov. 18, 2024 17:20\n\nA.\n<DOC>\nHail\n\nNov. 18, 2024 17:20\n\nB.\n"),
    ("wire/\u{202E}txt.gpj", b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR"),
    ("wire/empty.txt", b""),
];

/// A plugin that reports findings of its own, and a text that it reports some of.
const PLUGIN: &[(&str, &str)] = &[
    ("agate/slugline-plugin.toml", "plugins/agate/slugline-plugin.toml"),
    ("agate/agate.wasm", "fixtures/plugins/agate.wasm"),
    ("hockey.txt", "plugins/agate/tests/golden/hockey.txt"),
];

/// What is said to slugline, and the exit code that it ends with.
const RUNS: &[(&str, &str, i32)] = &[
    ("no-finding", "convert plain.txt -t text -O out", 0),
    ("quiet", "convert wire -t html -O out -q", 1),
    ("several-files", "convert wire missing.txt -t html,epub,nitf -O out --bundle -v", 1),
    ("strict", "convert wire -t html -O out --strict", 1),
    ("denied-note", "convert wire -t html -O out --deny end-mark", 1),
    ("unknown-format", "convert plain.txt -t pdf -O out", 2),
    ("bad-settings", "convert plain.txt -t html -O out --config plain.txt", 2),
    ("plugin", "convert hockey.txt -t agate --plugin agate -O out", 0),
];

/// Runs slugline where something is found, and keeps the logs in `folder`.
///
/// # Errors
///
/// Where a run ends with another exit code than it should.
pub(super) fn write(workspace: &Workspace, program: &Program, folder: &Path) -> Result<()> {
    let desk = folder.join("desk");
    for (name, bytes) in FILES {
        put(&desk.join(name), bytes)?;
    }
    for (name, of) in PLUGIN {
        put(&desk.join(name), &fs::read(workspace.file(of)).with_context(|| format!("cannot read {of}"))?)?;
    }
    for (name, words, code) in RUNS {
        let mut slugline = program.command();
        slugline.args(words.split(' ')).args(["--message-format", "sarif"]).current_dir(&desk);
        let output = process::output(&mut slugline, "")?;
        if output.status.code() != Some(*code) {
            bail!("`slugline {words}` ended with {}, not with {code}", output.status);
        }
        put(&folder.join(name).with_added_extension(LOG), &output.stderr)?;
    }
    // What lies there is for no other judge.
    fs::remove_dir_all(&desk).with_context(|| format!("cannot remove {}", desk.display()))
}

fn put(path: &Path, bytes: &[u8]) -> Result<()> {
    let folder = path.parent().context("a file without a folder")?;
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))
}

/// Judges logs.
///
/// # Errors
///
/// Where the checker cannot run, or passes over a fault that it is shown first.
pub(super) fn judge(workspace: &Workspace, tools: &Tools, logs: &[PathBuf]) -> Result<Verdict> {
    let schema = tools.sarif_schema();
    let broken = document_schema::judge(workspace, tools, TITLE, &schema, &[workspace.file(BROKEN)])?;
    if broken.findings() < FAULTS {
        bail!("{} of {FAULTS} faults were found in {BROKEN}", broken.findings());
    }
    document_schema::judge(workspace, tools, TITLE, &schema, logs)
}
