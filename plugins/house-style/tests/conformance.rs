//! The plugin held to slugline's conformance kit, linked into this program and as a library that is loaded, and to its golden
//! files, which `slugline plugin test --bless` writes.

#![allow(clippy::unwrap_used, reason = "tests may stop at the first surprise")]

mod native;

use std::path::Path;

use house_style::HouseStyle;
use native::native;
use slugline_conformance::{GOLDEN_FOLDER, Subject, findings};
use slugline_plugin::plugin::Plugin;

#[test]
fn the_library_conforms_and_is_what_is_linked() {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join(GOLDEN_FOLDER);
    let library = native();
    // Asked first in this program and then through the library: what differs between the two is found.
    let subject = Subject { again: &library, ..Subject::new(&HouseStyle as &dyn Plugin) };
    let found = findings(&subject, &golden).unwrap();
    let told: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert!(told.is_empty(), "{}", told.join("\n"));
}
