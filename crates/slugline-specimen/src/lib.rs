//! What the tests of all formats are made of, so that each format is held to the same: no part of the program.
//!
//! - [`hostile`] has articles that attack a writer, each text in each field of the model; a new attack reaches every format.
//! - [`secret`] has an article that tells editors something in every place, which no public format may tell.
//! - [`made_up`] has a strategy for laws: any article that the model allows.
//! - [`story`] has the articles and the publisher that examples are about, and [`part`] short names for what bodies consist of.
//! - [`quay`] is a folder with a picture, and a story that shows it.
//! - [`written()`] and [`written_by`] are what a writer writes and reports, asked twice.
//! - [`likeness`] compares an article with what was read back, as far as a format carries it.
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

mod field;
pub mod hostile;
pub mod likeness;
pub mod made_up;
pub mod manual;
pub mod part;
pub mod quay;
pub mod secret;
pub mod story;
mod written;

use std::fs;
use std::path::{Path, PathBuf};

pub use field::clear;
pub use written::{codes, flat, shows, written, written_by, written_bytes};

/// The files below `folder` of the fixtures, in the order of their names.
pub fn fixtures(folder: &str) -> Vec<PathBuf> {
    let mut found = files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures").join(folder));
    found.sort();
    assert!(!found.is_empty(), "{folder} has no fixtures");
    found
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}
