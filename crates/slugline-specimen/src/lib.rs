//! What the tests of all formats are made of, so that each format is held to the same: no part of the program.
//!
//! - [`hostile`] has articles that attack a writer, each text in each field of the model; a new attack reaches every format.
//! - [`secret`] has an article that tells editors something in every place, which no public format may tell.
//! - [`made_up`] has a strategy for laws: any article that the model allows.
//! - [`story`] has the articles and the publisher that examples are about, and [`part`] short names for what bodies consist of.
//! - [`quay`] is a folder with a picture, and a story that shows it.
//! - [`written()`] and [`written_by`] are what a writer writes and reports, asked twice.
//! - [`likeness`] compares an article with what was read back, as far as a format carries it.
//! - [`component()`] and [`library()`] are what an example in `plugins` was built to.
//! - [`manual`] looks up what the pages of the manual must list.
//!
//! ```
//! use slugline_core::model::{Article, Head};
//! use slugline_specimen::{codes, hostile, written};
//!
//! for attack in hostile::attacks() {
//!     let (title, reported) = written(|out, _| out.put_str(&attack.article.title()));
//!     assert!(!title.is_empty(), "{}", attack.name);
//!     assert_eq!(codes(&reported), [""; 0]);
//! }
//! ```
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests may stop at the first surprise")]

pub mod hostile;
pub mod likeness;
pub mod made_up;
pub mod manual;
pub mod quay;
pub mod secret;
pub mod story;
mod written;

use std::env;
use std::env::consts::{DLL_PREFIX, DLL_SUFFIX};
use std::fs;
use std::path::{Path, PathBuf};

pub use slugline_conformance::corpus::{clear, part};
pub use written::{codes, flat, shows, written, written_by, written_bytes};

/// The files below `folder` of the fixtures, in the order of their names.
pub fn fixtures(folder: &str) -> Vec<PathBuf> {
    let mut found = files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures").join(folder));
    found.sort();
    assert!(!found.is_empty(), "{folder} has no fixtures");
    found
}

/// The component of an example in `plugins`: one that `cargo xtask guests` just built, or else the one of the repository, which
/// holds none with an interpreter in it.
pub fn component(name: &str) -> Option<PathBuf> {
    let built_before = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/plugins");
    let folder = env::var_os("SLUGLINE_GUESTS").map_or(built_before, PathBuf::from);
    Some(folder.join(format!("{name}.wasm"))).filter(|path| path.exists())
}

/// The library that cargo builds of the crate `name` with the tests that ask.
pub fn library(name: &str) -> PathBuf {
    let tests = env::current_exe().unwrap();
    tests.with_file_name(format!("{DLL_PREFIX}{name}{DLL_SUFFIX}"))
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}
