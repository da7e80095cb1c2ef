//! Compilers that this machine has not: those that can be had without being root, in a folder below the target folder.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::example::{Example, Language};
use crate::python::Venv;
use crate::workspace::Workspace;
use crate::{debian, process};

/// The compiler of C that makes wasm, as a package of Python.
const ZIG: &str = "ziglang==0.17.1";

/// What `slugline plugin build` has to find in its environment.
type Environment = Vec<(&'static str, OsString)>;

/// Gets what building `example` takes.
///
/// # Errors
///
/// What cannot be had, and why.
pub(super) fn supply(workspace: &Workspace, example: &Example) -> Result<Environment> {
    match example.language {
        Language::C => zig(workspace),
        Language::JavaScript => packages(example).map(|()| Environment::new()),
        Language::Rust => rust_web(workspace),
        Language::Other => Ok(Environment::new()),
    }
}

fn zig(workspace: &Workspace) -> Result<Environment> {
    let venv = Venv::new(workspace, "guests/zig", ZIG);
    let python = venv.install("install clang and lld, or Python 3.10 or later")?;
    Ok(vec![("CC", joined(&python, " -m ziglang cc"))])
}

/// The packages that the example's lock names, or where it has none its manifest, in its folder.
fn packages(example: &Example) -> Result<()> {
    let mut install = Command::new("npm");
    let how = if example.folder.join("package-lock.json").is_file() { "ci" } else { "install" };
    install.args([how, "--no-audit", "--no-fund", "--ignore-scripts"]).current_dir(&example.folder);
    process::succeed(&mut install, "install Node 20 or later, with npm").map(drop)
}

/// Debian's compiler of Rust for the web, with the sources of its standard library: for a toolchain that has none for wasm and
/// cannot be given one by `rustup target add wasm32-unknown-unknown`. cargo and linker are those of the toolchain.
fn rust_web(workspace: &Workspace) -> Result<Environment> {
    let why =
        "`rustup target add wasm32-unknown-unknown` gives this toolchain what it lacks, and Debian's `rustc-web` too";
    let folder = workspace.made("guests/rust-web");
    let compiler = folder.join("rustc");
    if !compiler.exists() {
        unpack(&workspace.empty_folder("guests/rust-web")?).context(why)?;
        // Written last: where it is, all is there.
        write_program(&compiler, &wrapper(&folder)).context(why)?;
    }
    Ok(vec![
        ("BUILD_STD", "1".into()),
        ("RUST_SRC", folder.join("usr/lib/rustlib/src/rust").into()),
        ("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker()?.into()),
        ("RUSTC", compiler.into()),
    ])
}

/// Unpacks the packages into a folder, without installing them.
fn unpack(folder: &Path) -> Result<()> {
    const PACKAGES: [&str; 3] = ["rustc-web", "libstd-rust-web-dev", "rust-web-src"];
    const NEEDS: [&str; 7] = [
        "--recurse",
        "--no-recommends",
        "--no-suggests",
        "--no-conflicts",
        "--no-breaks",
        "--no-replaces",
        "--no-enhances",
    ];
    let mut apt = Command::new("apt-cache");
    let listed = process::succeed(apt.arg("depends").args(NEEDS).args(PACKAGES), "this is not Debian")?;
    // Their versions are part of the names.
    let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
    let needed = listed.lines().filter_map(|line| line.trim().strip_prefix("Depends: "));
    let needed = needed.filter(|name| name.starts_with("libstd-rust-web-") || name.starts_with("libllvm"));
    let mut packages: Vec<&str> = PACKAGES.into_iter().chain(needed).collect();
    packages.sort_unstable();
    packages.dedup();
    debian::unpack(&packages, folder)
}

/// A program that calls the compiler with the libraries that came with it.
fn wrapper(folder: &Path) -> String {
    let usr = folder.join("usr").display().to_string();
    format!(
        "#!/bin/sh\nexport LD_LIBRARY_PATH='{usr}/lib/{}-linux-gnu'\nexec '{usr}/bin/rustc' \"$@\"\n",
        env::consts::ARCH
    )
}

fn write_program(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text)?;
    Ok(fs::set_permissions(path, fs::Permissions::from_mode(0o755))?)
}

/// The linker that comes with the toolchain, and links wasm too.
fn linker() -> Result<PathBuf> {
    let said = process::succeed(Command::new("rustc").args(["--print", "target-libdir"]), "")?;
    let libraries = PathBuf::from(String::from_utf8_lossy(&said.stdout).trim());
    let linker = libraries.with_file_name("bin").join("rust-lld");
    if !linker.is_file() {
        bail!("the toolchain has no {}", linker.display());
    }
    Ok(linker)
}

fn joined(program: &Path, words: &str) -> OsString {
    let mut command = program.as_os_str().to_owned();
    command.push(words);
    command
}
