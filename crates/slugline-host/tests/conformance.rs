//! The examples in `plugins` that are no crates, and those that are components, held to the conformance kit and to their golden
//! files, each through its carrier and twice loaded. `slugline plugin test --bless` writes the golden files.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests may stop at the first surprise")]

mod compiled;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use compiled::compiled;
use slugline_conformance::{GOLDEN_FOLDER, Subject, findings};
use slugline_core::plugin::Plugin;
use slugline_host::native::{Library, Store};
use slugline_host::process::{Command, Lines};
use slugline_host::wasm::{Fuelled, Wasm};
use slugline_host::{Carrier, Limits, Outside, Package};
use slugline_plugin::contract::{Call, Request};
use slugline_specimen::component;

/// A file of the repository.
fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

/// What a call may use up on a machine that does much else: the memory that its manifest asks for, and time.
fn patient(limits: Limits) -> Limits {
    Limits { time: Duration::from_secs(60), ..limits }
}

#[track_caller]
fn conforms([plugin, again]: [&dyn Plugin; 2], folder: &Path) {
    let subject = Subject { again, ..Subject::new(plugin) };
    let found = findings(&subject, &folder.join(GOLDEN_FOLDER)).unwrap();
    let told: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert!(told.is_empty(), "{}", told.join("\n"));
}

#[test]
fn prompter_conforms() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("prompter.so");
    let Some(path) = compiled("plugins/prompter/prompter.c", path, &["-O2".to_owned()]) else { return };
    let library = Library::open(&path, None, &Store::new(folder.path().join("store"))).unwrap();
    let package = Package::open(&root("plugins/prompter")).unwrap();
    let open = || {
        let library = library.clone();
        Outside::new(package.description.clone(), move || Ok(Box::new(library.clone()) as Box<dyn Carrier>))
    };
    conforms([&open(), &open()], &package.folder);
}

#[test]
fn saltmarsh_conforms() {
    let package = Package::open(&root("plugins/saltmarsh")).unwrap();
    let open = || {
        let command = Command::new(&package.folder, ["python3", "saltmarsh.py"].map(str::to_owned)).unwrap();
        Outside::new(package.description.clone(), Lines { command, limits: patient(package.limits) })
    };
    conforms([&open(), &open()], &package.folder);
}

#[test]
fn components_conform() {
    for name in ["agate", "broadcast"] {
        let component = fs::read(component(name).unwrap()).unwrap();
        let package = Package::open(&root("plugins").join(name)).unwrap();
        let limits = patient(package.limits);
        let open = || {
            let component = component.clone();
            let load = move || Ok(Box::new(Wasm::load(&component, limits, None)?) as Box<dyn Carrier>);
            Outside::new(package.description.clone(), load)
        };
        conforms([&open(), &open()], &package.folder);
    }
}

#[test]
fn the_same_request_costs_the_same() {
    let component = fs::read(root("fixtures/plugins/agate.wasm")).unwrap();
    let cost = || {
        let spent = Arc::new(AtomicU64::new(0));
        let plugin = Fuelled::load(&component, patient(Limits::default()), Arc::clone(&spent)).unwrap();
        let request = Request::new(Call::Describe).to_json().unwrap();
        let answer = plugin.call(&request).unwrap();
        let plain = Wasm::load(&component, patient(Limits::default()), None).unwrap();
        assert_eq!(answer, plain.call(&request).unwrap(), "counting changes no answer");
        let once = spent.load(Ordering::Relaxed);
        plugin.call(&request).unwrap();
        assert_eq!(spent.load(Ordering::Relaxed), 2 * once);
        once
    };
    let first = cost();
    assert!(first > 1_000, "{first}");
    assert_eq!(first, cost());
}
