//! The plugin held to slugline's conformance kit and to its golden files, linked into this program and as a library that is
//! loaded. `slugline plugin test --bless` writes the golden files.

#![allow(clippy::unwrap_used, reason = "tests may stop at the first surprise")]

use std::path::Path;

use desk_check::DeskCheck;
use slugline_conformance::{GOLDEN_FOLDER, Subject, findings};
use slugline_host::native::{Library, Store};
use slugline_host::{Carrier, Near, Outside};
use slugline_plugin::contract::Description;
use slugline_specimen::library;

#[test]
fn it_conforms_linked_and_as_a_library() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::new(folder.path().join("store"));
    let linked = || Ok(Box::new(Near(DeskCheck)) as Box<dyn Carrier>);
    let native = move || Ok(Box::new(Library::open(&library("desk_check"), None, &store)?) as Box<dyn Carrier>);
    let (linked, native) =
        (Outside::new(Description::of(&DeskCheck), linked), Outside::new(Description::of(&DeskCheck), native));
    // Asked first in this program and then through the library: what differs between the two is found.
    let subject = Subject { again: &native, ..Subject::new(&linked) };
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join(GOLDEN_FOLDER);
    let found: Vec<String> = findings(&subject, &golden).unwrap().iter().map(ToString::to_string).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}
