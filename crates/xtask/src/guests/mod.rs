//! The examples in `plugins/`, and plugins as they are begun: built anew from their sources, and run by the program through
//! every carrier that they name.
//!
//! The components in `fixtures/plugins` were built before, by other compilers perhaps. So their bytes are not compared with
//! those of today, but what both do: they are held to the same golden files, and the tests of components run on both.

mod begun;
mod checkout;
mod example;
mod tools;

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process;
use crate::program::Program;
use crate::workspace::Workspace;
use checkout::Checkout;
use example::{Carrier, Example};

/// What is done with the components that were built.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// They are tested.
    Test,
    /// ... and those in `fixtures/plugins` give way to them.
    Bless,
}

/// Where the components are that were built before.
const BUILT_BEFORE: &str = "fixtures/plugins";

/// A plugin that misbehaves: the tests of components want one.
const PROBE: &str = "tests/probe";

/// Builds and tests, and prints a line for each example and carrier.
///
/// # Errors
///
/// Where an example does not do what it should; where one cannot be built and this is the CI.
pub(crate) fn run(workspace: &Workspace, mode: Mode) -> Result<()> {
    let program = Program::build(workspace)?;
    let checkout = Checkout::update(workspace)?;
    let components = workspace.empty_folder("guests/components")?;
    let bench = Bench { workspace, program: &program, components: &components };
    let mut missing = 0;
    for example in Example::all(&checkout)?.into_iter().chain(begun::all(workspace, &program)?) {
        for carrier in &example.carriers {
            let outcome = bench.build(&example, *carrier)?;
            if outcome.is_ok() {
                bench.test(&example, *carrier)?;
            } else {
                missing += 1;
            }
            print(&example, *carrier, outcome.as_ref().err());
        }
    }
    let probe = Example::at(&checkout.file(PROBE))?;
    if let Err(reason) = bench.build(&probe, Carrier::Wasm)? {
        print(&probe, Carrier::Wasm, Some(&reason));
        missing += 1;
    }
    if missing > 0 {
        if process::is_ci() {
            bail!("{missing} of them could not be built");
        }
        return Ok(());
    }
    test_again(workspace, &components)?;
    match mode {
        Mode::Test => Ok(()),
        Mode::Bless => bless(workspace, &components),
    }
}

fn print(example: &Example, carrier: Carrier, missing: Option<&String>) {
    let outcome = match missing {
        Some(reason) => format!("not built: {reason}"),
        None if carrier.is_built() => format!("built from {}, conforms", example.language.as_str()),
        None => "conforms".to_owned(),
    };
    println!("{:<12} {:<9} {outcome}", example.name, carrier.as_str());
}

/// Where examples are built and tested.
struct Bench<'b> {
    workspace: &'b Workspace,
    program: &'b Program,
    components: &'b Path,
}

impl Bench<'_> {
    /// Builds what an example runs from by one carrier, with the tools that are here or else those that can be had. The inner
    /// error says which cannot.
    ///
    /// # Errors
    ///
    /// Where it does not build.
    fn build(&self, example: &Example, carrier: Carrier) -> Result<Result<(), String>> {
        if !carrier.is_built() {
            return Ok(Ok(()));
        }
        // For a missing tool the program ends like this, and as for any error where one fails.
        const MISSING: Option<i32> = Some(2);
        let mut built = process::output(&mut self.builder(example, carrier), "")?;
        if built.status.code() == MISSING {
            let supplied = match tools::supply(self.workspace, example) {
                Ok(supplied) => supplied,
                Err(reason) => return Ok(Err(format!("{reason:#}"))),
            };
            built = process::output(self.builder(example, carrier).envs(supplied), "")?;
        }
        if !built.status.success() {
            bail!("{} is not built\n{}", example.name, String::from_utf8_lossy(&built.stderr).trim_end());
        }
        let component = format!("{}.wasm", example.name);
        if carrier == Carrier::Wasm {
            fs::copy(example.folder.join(&component), self.components.join(&component))
                .with_context(|| format!("{} has no {component}", example.folder.display()))?;
        }
        Ok(Ok(()))
    }

    fn builder(&self, example: &Example, carrier: Carrier) -> Command {
        let mut builder = self.program.command();
        builder.args(["plugin", "build"]).arg(&example.folder).arg(format!("--{}", carrier.as_str()));
        builder.env("CARGO_TARGET_DIR", self.workspace.made("guests/target"));
        if carrier == Carrier::Wasm {
            // As small as they are kept in the repository.
            builder.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "s").env("CARGO_PROFILE_RELEASE_STRIP", "true");
        }
        builder
    }

    /// Holds an example to all that plugins are held to, and to its golden files.
    ///
    /// # Errors
    ///
    /// What it does not hold.
    fn test(&self, example: &Example, carrier: Carrier) -> Result<()> {
        let mut test = self.program.command();
        test.args(["plugin", "test"]).arg(&example.folder).arg("--no-config");
        if let Some(trusted @ (Carrier::Native | Carrier::Process)) = Some(carrier) {
            test.args([&format!("--allow-{}", trusted.as_str()), &example.name]);
        }
        // Neither what whoever runs this allows, nor what they have compiled before.
        let own = self.workspace.made("guests/home");
        test.env("XDG_CONFIG_HOME", own.join("config")).env("XDG_CACHE_HOME", own.join("cache"));
        let tested = process::output(&mut test, "")?;
        if !tested.status.success() {
            let [said, why] = [&tested.stdout, &tested.stderr].map(|text| String::from_utf8_lossy(text));
            bail!("{} as {} does not conform\n{said}{why}", example.name, carrier.as_str());
        }
        Ok(())
    }
}

/// Runs the tests of components on those that were just built.
fn test_again(workspace: &Workspace, components: &Path) -> Result<()> {
    let mut tests = Command::new("cargo");
    tests.args(["test", "--locked", "--workspace", "--quiet"]);
    tests.args(["--test", "carriers", "--test", "guests", "--test", "sessions"]);
    tests.current_dir(workspace.file("")).env("SLUGLINE_GUESTS", components);
    let tested = process::output(&mut tests, "")?;
    if !tested.status.success() {
        let [said, why] = [&tested.stdout, &tested.stderr].map(|text| String::from_utf8_lossy(text));
        bail!("the tests of components fail with those in {}\n{said}{why}", components.display());
    }
    Ok(())
}

/// Puts what was built in the place of what was built before, and lists the hashes.
fn bless(workspace: &Workspace, components: &Path) -> Result<()> {
    let folder = workspace.file(BUILT_BEFORE);
    let list = folder.join("SHA256SUMS");
    let listed = fs::read_to_string(&list).with_context(|| format!("cannot read {}", list.display()))?;
    let names: Vec<&str> = listed.lines().filter_map(|line| line.split_whitespace().nth(1)).collect();
    for name in &names {
        fs::copy(components.join(name), folder.join(name)).with_context(|| format!("there is no new {name}"))?;
    }
    let sums = process::succeed(Command::new("sha256sum").args(&names).current_dir(&folder), "")?;
    fs::write(&list, sums.stdout)?;
    println!("wrote {} and {}", names.join(", "), list.display());
    Ok(())
}
