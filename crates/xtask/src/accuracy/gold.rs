//! The gold folder: raw documents, each beside what people found in it, and the script that scores.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::workspace::{self, Workspace};

/// Where the gold lies that is scored where none is named.
const DEFAULT: &str = "../shared/corpus/dev";
const SCORER: &str = "score.py";

/// A folder of gold.
pub(crate) struct Gold {
    /// Where it is.
    pub(crate) folder: PathBuf,
    /// The script that scores: the one beside the folder, else the one beside the default folder.
    pub(crate) scorer: PathBuf,
    /// What its floors stand under: its path from the repository on. `None` for a folder elsewhere, which has no floors.
    pub(crate) floors: Option<String>,
}

/// A raw document.
pub(crate) struct Document {
    /// What the gold calls it: its file name without extension.
    pub(crate) id: OsString,
    /// Where it is.
    pub(crate) raw: PathBuf,
    /// Its gold, from the gold folder on: `family/id.json`.
    pub(crate) gold: PathBuf,
}

impl Gold {
    /// The folder that is named, else the default one.
    ///
    /// # Errors
    ///
    /// Where it is not there, or there is no scorer.
    pub(crate) fn find(workspace: &Workspace, named: Option<&Path>) -> Result<Gold> {
        let default = workspace.file(DEFAULT);
        let folder = named.unwrap_or(&default);
        let folder = folder
            .canonicalize()
            .with_context(|| format!("no gold folder {}: name one with --gold DIR", folder.display()))?;
        let mut scorers = [&folder, &default].map(|folder| folder.with_file_name(SCORER)).into_iter();
        let scorer = scorers.find(|scorer| scorer.is_file());
        let scorer = scorer.with_context(|| format!("no {SCORER} beside {}", folder.display()))?;
        let floors = floors(workspace, &folder)?;
        Ok(Gold { folder, scorer, floors })
    }

    /// The documents below the folder, sorted by path: the files that have a gold file beside them.
    ///
    /// # Errors
    ///
    /// Where the folder cannot be listed, or holds none.
    pub(crate) fn documents(&self) -> Result<Vec<Document>> {
        let files = workspace::files(&self.folder)?;
        let documents: Vec<Document> = files.into_iter().filter_map(|file| self.document(file)).collect();
        if documents.is_empty() {
            bail!("{} holds no document with gold: name a folder that does with --gold DIR", self.folder.display());
        }
        Ok(documents)
    }

    fn document(&self, raw: PathBuf) -> Option<Document> {
        let gold = raw.with_extension("json");
        let is_document = raw.extension() != Some(OsStr::new("json")) && gold.is_file();
        let gold = gold.strip_prefix(&self.folder).ok().filter(|_| is_document)?;
        Some(Document { id: raw.file_stem()?.to_owned(), gold: gold.to_owned(), raw })
    }
}

fn floors(workspace: &Workspace, folder: &Path) -> Result<Option<String>> {
    if workspace.file(DEFAULT).canonicalize().is_ok_and(|default| default == folder) {
        return Ok(Some(DEFAULT.to_owned()));
    }
    let root = workspace.file("").canonicalize()?;
    Ok(folder.strip_prefix(root).ok().map(|path| path.display().to_string()))
}
