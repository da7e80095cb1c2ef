//! The library that cargo builds with these tests, loaded.

use std::env;
use std::env::consts::{DLL_PREFIX, DLL_SUFFIX};
use std::path::PathBuf;

use house_style::HouseStyle;
use slugline_host::native::{Library, Store};
use slugline_host::{Carrier, Outside};
use slugline_plugin::contract::Description;

/// The library, as cargo builds it with these tests.
fn library() -> PathBuf {
    let tests = env::current_exe().unwrap();
    tests.parent().unwrap().join(format!("{DLL_PREFIX}house_style{DLL_SUFFIX}"))
}

/// The plugin, as slugline loads it.
pub(crate) fn native() -> Outside {
    let folder = tempfile::tempdir().unwrap();
    Outside::new(Description::of(&HouseStyle), move || {
        let store = Store::new(folder.path().join("store"));
        Ok(Box::new(Library::open(&library(), None, &store)?) as Box<dyn Carrier>)
    })
}
