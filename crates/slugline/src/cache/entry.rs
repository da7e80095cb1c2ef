//! What is kept of a story.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use slugline_core::diagnostic::{Diagnostic, Diagnostics, Severity};
use slugline_core::plugin::File as Further;

use super::print::Print;
use crate::identifiers::Marks;
use crate::registry::Choice;
use crate::world::Look;

/// What came of a story that did not fail: all that is told of it, and the prints of its outputs.
#[derive(Serialize, Deserialize)]
pub(crate) struct Entry {
    /// The format it was read as.
    pub(crate) read_as: String,
    /// Why as that.
    pub(crate) choice: Choice,
    /// Whether the places of what was reported are in the story.
    pub(crate) has_places: bool,
    /// How many articles it has.
    pub(crate) articles: usize,
    pub(crate) told: Told,
    /// What its articles are known by.
    pub(crate) marks: Marks,
    /// The pictures that were looked at.
    pub(crate) looks: Vec<Look>,
    /// Article by article, in the order of the formats.
    pub(crate) outputs: Vec<Output>,
}

/// What was reported of a story, in that order, each with whether that was while reading: JSON elsewhere does without.
#[derive(Serialize, Deserialize)]
pub(crate) struct Told(Vec<(Diagnostic, bool)>);

/// An output.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Output {
    /// Where it is, if that is made of what the article says.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(crate) path: Option<PathBuf>,
    pub(crate) content: Content,
    /// The further files beside it, by their names.
    pub(crate) files: Vec<(String, Content)>,
}

/// What a file holds.
#[derive(Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Content {
    pub(crate) bytes: usize,
    print: Print,
}

impl Entry {
    /// As one line.
    pub(super) fn to_text(&self) -> Option<String> {
        serde_json::to_string(self).ok()
    }

    pub(super) fn from_text(text: &str) -> Option<Entry> {
        serde_json::from_str(text).ok()
    }
}

impl Told {
    /// `None`: there was too much to be kept.
    pub(crate) fn of(diagnostics: &Diagnostics) -> Option<Told> {
        let is_all = Severity::ALL.into_iter().all(|severity| diagnostics.beyond_limit(severity) == 0);
        is_all.then(|| Told(diagnostics.iter().map(|one| (one.clone(), one.of_reading)).collect()))
    }

    /// What was reported.
    pub(crate) fn diagnostics(&self) -> Diagnostics {
        let mut diagnostics = Diagnostics::new();
        for (diagnostic, of_reading) in &self.0 {
            diagnostics.push(Diagnostic { of_reading: *of_reading, ..diagnostic.clone() });
        }
        diagnostics
    }
}

impl Output {
    pub(crate) fn of(path: Option<PathBuf>, bytes: &[u8], files: &[Further]) -> Output {
        let files = files.iter().map(|file| (file.name.clone(), Content::of(&file.content))).collect();
        Output { path, content: Content::of(bytes), files }
    }
}

impl Content {
    fn of(bytes: &[u8]) -> Content {
        Content { bytes: bytes.len(), print: Print::of(bytes) }
    }

    /// Whether `path` is a file, and no link to one, that holds just that.
    pub(crate) fn is_at(self, path: &Path) -> bool {
        let is_as_long = |metadata: fs::Metadata| metadata.is_file() && metadata.len() == self.bytes as u64;
        fs::symlink_metadata(path).is_ok_and(is_as_long) && self.is_in(path).unwrap_or(false)
    }

    fn is_in(self, path: &Path) -> io::Result<bool> {
        let mut content = vec![0; self.bytes];
        File::open(path)?.read_exact(&mut content)?;
        Ok(Print::of(&content) == self.print)
    }
}

#[cfg(test)]
mod tests {
    use slugline_core::model::Span;

    use super::*;

    #[test]
    fn all_that_was_reported_comes_back() {
        let full = Diagnostic {
            code: "rain".into(),
            severity: Severity::Warning,
            message: "it\n\u{1B}rains \"ä\"".to_owned(),
            span: Span::new(2, 4),
            help: Some("wait".to_owned()),
            origin: "text".into(),
            of_reading: true,
            article: Some(3),
            of_run: true,
        };
        let mut diagnostics = Diagnostics::new();
        diagnostics.push(full);
        diagnostics.push(Diagnostic::note("sun", "it shines"));
        let text = serde_json::to_string(&Told::of(&diagnostics).unwrap()).unwrap();
        let told: Told = serde_json::from_str(&text).unwrap();
        assert!(told.diagnostics().iter().eq(&diagnostics) && !text.contains('\n'), "{text}");
    }

    #[test]
    fn what_was_only_counted_is_not_kept() {
        let mut diagnostics = Diagnostics::new();
        (0..=slugline_core::diagnostic::MAX_DIAGNOSTICS)
            .for_each(|_| diagnostics.push(Diagnostic::note("rain", "it rains")));
        assert!(Told::of(&diagnostics).is_none());
    }

    #[test]
    fn a_link_to_a_file_is_not_that_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("story.html");
        fs::write(&path, "rain").unwrap();
        assert!(Content::of(b"rain").is_at(&path));
        assert!(!Content::of(b"hail").is_at(&path) && !Content::of(b"rains").is_at(&path));
        assert!(!Content::of(b"").is_at(folder.path()));
        #[cfg(unix)]
        {
            let link = folder.path().join("link.html");
            std::os::unix::fs::symlink(&path, &link).unwrap();
            assert!(!Content::of(b"rain").is_at(&link));
        }
    }
}
