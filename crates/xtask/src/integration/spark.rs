//! Apache Spark, with the job of `docs/recipes/spark`.

use std::process::Command;

use anyhow::Result;

use super::{SETTINGS, alone, hold_kinds, records};
use crate::process;
use crate::program::Program;
use crate::python::Venv;
use crate::workspace::Workspace;

/// What the recipe needs: half a gigabyte.
const PACKAGES: &str = include_str!("../../../../docs/recipes/spark/requirements.txt");

/// Two tasks at a time, two tries for each, and so few bytes to each that there are many partitions; nothing listens but on loopback.
const SUBMIT: &str = "--master local[2,2] --conf spark.ui.enabled=false --conf spark.sql.files.maxPartitionBytes=400k \
                      --conf spark.driver.bindAddress=127.0.0.1 pyspark-shell";

fn venv(workspace: &Workspace) -> Venv<'_> {
    Venv::new(workspace, "tools/spark", PACKAGES)
}

/// Whether Spark is here.
pub(super) fn is_installed(workspace: &Workspace) -> bool {
    venv(workspace).is_installed()
}

/// Has Spark convert NDJSON and Parquet, do again what failed, and refuse filters that lose something.
///
/// # Errors
///
/// Where what it wrote is not what slugline alone gives, or a loss passes.
pub(super) fn run(workspace: &Workspace, program: &Program) -> Result<()> {
    process::succeed(Command::new("java").arg("-version"), "install Java 17 or later")?;
    let python = venv(workspace).install("install Python 3.10 or later")?;
    let folder = workspace.empty_folder("integration/spark")?;
    let records = records::make();
    let [file, rows] = ["records.ndjson", "rows.ndjson"].map(|name| folder.join(name));
    let alone = alone::answer(program, &file, &records.iter().collect::<Vec<_>>())?;
    let rows_alone = alone::answer(program, &rows, &records::rows(&records).collect::<Vec<_>>())?;
    let mut engine = Command::new(&python);
    engine.arg(workspace.file("crates/xtask/integration/cluster.py"));
    engine.arg(workspace.file("docs/recipes/spark/convert.py")).arg(program.path()).args([&file, &rows, &folder]);
    engine.args(SETTINGS).current_dir(&folder);
    engine.env("PYSPARK_SUBMIT_ARGS", SUBMIT).env("PYSPARK_PYTHON", python).env("SPARK_LOCAL_IP", "127.0.0.1");
    engine.env("SPARK_LOCAL_DIRS", &folder);
    process::show(&mut engine)?;
    for (run, alone) in [("ndjson", &alone), ("parquet", &rows_alone), ("again", &alone)] {
        hold_kinds(&folder.join(run), ["results.ndjson", "errors.ndjson"], alone)?;
    }
    println!("spark: {} records, each answered once, in order, as one slugline alone answers them", records.len());
    Ok(())
}
