//! NATS JetStream, with the worker of `docs/recipes/nats`.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use super::{SETTINGS, alone, hold, hold_kinds, records};
use crate::program::Program;
use crate::python::Venv;
use crate::workspace::Workspace;
use crate::{debian, process};

/// What the recipe needs.
const PACKAGES: &str = include_str!("../../../../docs/recipes/nats/requirements.txt");

/// Where a server is in the folder that its package is unpacked into.
const SERVER: &str = "usr/sbin/nats-server";

/// Has one worker answer all records, then two in the place of one that is killed.
///
/// # Errors
///
/// Where what they published is not what slugline alone gives.
pub(super) fn run(workspace: &Workspace, program: &Program) -> Result<()> {
    let python = Venv::new(workspace, "tools/nats", PACKAGES).install("install Python 3.10 or later")?;
    let server = server(workspace)?;
    let folder = workspace.empty_folder("integration/nats")?;
    let records = records::make();
    let file = folder.join("records.ndjson");
    let alone = alone::answer(program, &file, &records.iter().collect::<Vec<_>>())?;
    let mut engine = Command::new(python);
    engine.arg(workspace.file("crates/xtask/integration/jetstream.py")).arg(server);
    engine.arg(workspace.file("docs/recipes/nats/worker.py")).arg(program.path()).arg(file).arg(&folder).args(SETTINGS);
    process::show(&mut engine)?;
    for run in ["one", "two"] {
        let published = folder.join(run);
        hold(&published.join("all.ndjson"), &alone.lines)?;
        hold_kinds(&published, ["answers.ndjson", "errors.ndjson"], &alone)?;
    }
    println!("nats: {} records, each answered once, in order, as one slugline alone answers them", records.len());
    Ok(())
}

/// The server of this machine, or else Debian's, unpacked.
fn server(workspace: &Workspace) -> Result<PathBuf> {
    let program = PathBuf::from("nats-server");
    if Command::new(&program).arg("--version").output().is_ok() {
        return Ok(program);
    }
    let program = workspace.made("tools/nats-server").join(SERVER);
    if !program.exists() {
        debian::unpack(&["nats-server"], &workspace.empty_folder("tools/nats-server")?)?;
    }
    Ok(program)
}
