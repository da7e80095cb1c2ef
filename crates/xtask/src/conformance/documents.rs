//! What is converted: the fixture articles and the seed, and copy as newsrooms receive it.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::workspace::{self, Workspace};

/// A document, and the language that a publisher sets for it: a judge sees when it is wrong.
pub(super) struct Document {
    pub(super) file: PathBuf,
    pub(super) language: String,
}

/// The folders of copy that belong to the repository: each document beside its gold, and files of several stories.
const COPY: &[&str] = &["fixtures/copy", "fixtures/copy-many"];

/// All that a document can hold, in one: copy has but some of it.
const EVERY_FIELD: &str = "crates/xtask/judges/every-field.json";

/// Stories that show the pictures of the fixtures.
const PICTURED: &str = "crates/xtask/judges/pictures";

/// Fixture articles that are not in English. Copy has its language in the gold.
const LANGUAGES: &[(&str, &str)] = &[("arabic", "ar"), ("chinese", "zh"), ("french", "fr"), ("german", "de")];

const ENGLISH: &str = "en";

/// The fixture articles, the article with every field, and the seeds of `shared`.
///
/// # Errors
///
/// Where a folder cannot be listed.
pub(super) fn articles(workspace: &Workspace, shared: Option<&Path>) -> Result<Vec<Document>> {
    let mut files = workspace.articles()?;
    files.push(workspace.file(EVERY_FIELD));
    files.extend(seeds(shared)?);
    let document = |file: PathBuf| Document { language: language_of_fixture(&file).to_owned(), file };
    Ok(files.into_iter().map(document).collect())
}

/// Stories that show pictures.
///
/// # Errors
///
/// Where the folder cannot be listed.
pub(super) fn pictured(workspace: &Workspace) -> Result<Vec<Document>> {
    let files = workspace::files(&workspace.file(PICTURED))?.into_iter();
    Ok(files.map(|file| Document { language: ENGLISH.to_owned(), file }).collect())
}

/// The seeds of `shared`; none where it is not at hand.
///
/// # Errors
///
/// Where the folder cannot be listed.
pub(super) fn seeds(shared: Option<&Path>) -> Result<Vec<PathBuf>> {
    let folder = shared.map(|shared| shared.join("seeds")).filter(|folder| folder.is_dir());
    folder.map_or_else(|| Ok(Vec::new()), |folder| workspace::texts(&folder))
}

/// The fixture copy, and the documents of the raw-text corpus.
///
/// # Errors
///
/// Where a folder cannot be listed, or a gold file is not JSON.
pub(super) fn copy(workspace: &Workspace, corpus: Option<&Path>) -> Result<Vec<Document>> {
    let folders = COPY.iter().map(|folder| workspace.file(folder)).chain(corpus.map(Path::to_owned));
    let mut found = Vec::new();
    for folder in folders {
        let files = workspace::files(&folder)?.into_iter().filter(|file| is_copy(file));
        for file in files {
            found.push(Document { language: language_of_copy(&file)?, file });
        }
    }
    Ok(found)
}

fn language_of_fixture(article: &Path) -> &'static str {
    let stem = article.file_stem().unwrap_or_default();
    let known = LANGUAGES.iter().find(|(name, _)| stem == *name);
    known.map_or(ENGLISH, |(_, language)| language)
}

/// Neither gold nor what a folder says of itself.
fn is_copy(file: &Path) -> bool {
    let about = ["README.md", "SOURCES.md"].map(OsStr::new);
    file.extension() != Some(OsStr::new("json")) && file.file_name().is_some_and(|name| !about.contains(&name))
}

fn language_of_copy(file: &Path) -> Result<String> {
    let gold = file.with_extension("json");
    if !gold.is_file() {
        return Ok(ENGLISH.to_owned());
    }
    let gold: Value = serde_json::from_slice(&fs::read(&gold)?).with_context(|| format!("{}", gold.display()))?;
    Ok(gold.get("doc_language").and_then(Value::as_str).unwrap_or(ENGLISH).to_owned())
}
