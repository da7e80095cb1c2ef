//! The fixture articles, and their way through the program.

use std::fs;
use std::path::{Path, PathBuf};

use slugline::model::{Article, Role};
use slugline::plugin::{Offer, OfferKind};
use slugline::{Pipeline, Registry, Settings, Steps};

/// A fixture article: one case.
pub struct Case {
    /// What it shows: the file's name without its end.
    pub name: String,
    /// The bytes as they came.
    pub bytes: Vec<u8>,
}

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_path_buf).unwrap_or_default()
}

/// All fixture articles, by name.
///
/// # Panics
///
/// Where one cannot be read: there is then nothing to test.
#[expect(clippy::panic, reason = "a test without its fixtures must not pass")]
pub fn articles() -> Vec<Case> {
    let folder = root().join("fixtures/articles");
    let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut cases: Vec<Case> = entries.flatten().map(|entry| case(&entry.path())).collect();
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    assert!(!cases.is_empty(), "{} holds no articles", folder.display());
    cases
}

#[expect(clippy::panic, reason = "a test without its fixtures must not pass")]
fn case(path: &Path) -> Case {
    let bytes = fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    Case { name: path.file_stem().unwrap_or_default().to_string_lossy().into_owned(), bytes }
}

/// Every format that the program writes, in the order in which it lists them.
pub fn formats() -> Vec<&'static Offer> {
    Registry::builtin().of_kind(OfferKind::Writer).map(|offered| offered.offer).collect()
}

/// A pipeline that writes `formats` with nothing set.
///
/// # Errors
///
/// Where a format is not known.
pub fn pipeline(formats: &[&str]) -> slugline::Result<Pipeline<'static>> {
    let to = formats.iter().map(|format| (*format).to_owned()).collect();
    Pipeline::new(Registry::builtin(), &Steps { to, ..Steps::default() }, Settings::default())
}

/// The words of a text: runs of letters and digits.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// The words of an article's body that readers see, in order: without the sign that it ends, which is noted.
pub fn body_words(article: &Article<'_>) -> Vec<String> {
    let mut public = article.clone();
    public.body.retain(|block| block.attrs.role() != Some(&Role::EndMark));
    let mut found = Vec::new();
    public.each_text(&mut |text, _| found.extend(words(text).map(str::to_owned)));
    found
}
