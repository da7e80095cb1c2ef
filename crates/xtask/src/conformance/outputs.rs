//! What is judged: every document in every format.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::documents::Document;
use crate::process;
use crate::program::Program;
use crate::workspace::{self, Workspace};

/// The folder of what someone gets who sets nothing.
const BARE: &str = "bare";

/// The folder of what a publisher gets.
pub(crate) const PUBLISHER: &str = "publisher";

/// Both folders.
pub(crate) const KINDS: &[&str] = &[BARE, PUBLISHER];

/// What the names of reports end in.
pub(crate) const REPORT: &str = "report.json";

/// What a publisher sets.
const SETTINGS: &[&str] = &[
    "publisher.name=The Harbour Times",
    "publisher.url=https://harbourtimes.example/",
    "publisher.authority=harbourtimes.example",
    "publisher.copyright=© 2024 The Harbour Times",
    "rss.feed_url=https://harbourtimes.example/news.rss",
    "rss.description=News from the harbour",
    "atom.feed_url=https://harbourtimes.example/news.atom",
    "atom.description=News from the harbour",
    "jsonfeed.feed_url=https://harbourtimes.example/news.json",
    "jsonfeed.description=News from the harbour",
    "newsml-g2.body=nitf",
    "newsml-g2.plain_text=true",
    "ninjs.plain_text=true",
    "ninjs-2.plain_text=true",
];

/// The documents of the books that hold one each: all that a document can hold, hostile text, no headline; of the copy a
/// table, one with control characters, and one from right to left.
const SINGLE_BOOKS: &[&str] = &[
    "articles/every-field",
    "articles/hostile-markup",
    "articles/no-headline",
    "articles/table-agate",
    "articles/section-headline-date-author",
    "copy/env-ap-tabular",
    "copy/by-control-noise",
    "copy/lang-ar",
];

/// The formats whose readers take many articles for one thing, and the file of all of them; and the documents themselves, a
/// line each.
const EDITIONS: &[(&str, &str)] = &[
    ("epub", "all.epub"),
    ("rss", "all.rss"),
    ("atom", "all.atom"),
    ("jsonfeed", "all.feed.json"),
    ("newsml-g2", "all.newsml.xml"),
    ("json", "all.ndjson"),
];

/// The converted documents: `bare/` as someone gets them who sets nothing, `publisher/` as a publisher does.
pub(crate) struct Outputs {
    folder: PathBuf,
    files: Vec<PathBuf>,
}

impl Outputs {
    /// Converts every article and all copy, to all formats that the program writes.
    ///
    /// # Errors
    ///
    /// Where the program does not build, or ends with another exit code than 0 over a document.
    pub(super) fn write(workspace: &Workspace, articles: &[Document], copy: &[Document]) -> Result<Outputs> {
        let program = Program::build(workspace)?;
        let folder = workspace.empty_folder("conformance")?;
        let conversion = Conversion { formats: program.formats()?.join(","), program, articles, copy };
        conversion.write_bare(&folder.join(BARE))?;
        conversion.write_publisher(&folder.join(PUBLISHER))?;
        Ok(Outputs { files: workspace::files(&folder)?, folder })
    }

    /// Where they are.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The files with this ending, sorted.
    pub(crate) fn ending_in(&self, ending: &str) -> Vec<PathBuf> {
        let files = self.files.iter();
        files.filter(|path| path.to_string_lossy().ends_with(ending)).cloned().collect()
    }

    /// The pages as a publisher has them, sorted.
    pub(crate) fn pages(&self) -> Vec<PathBuf> {
        let mut pages = self.ending_in(".html");
        pages.retain(|page| page.starts_with(self.folder.join(PUBLISHER)));
        pages
    }

    /// Of the folders `kinds` the book of all documents, and a choice of those that hold one.
    ///
    /// # Errors
    ///
    /// Where one of the choice was not written.
    pub(crate) fn books(&self, kinds: &[&str]) -> Result<Vec<PathBuf>> {
        let names = SINGLE_BOOKS.iter().chain(&["all"]);
        let paths = kinds.iter().flat_map(|kind| names.clone().map(move |name| format!("{kind}/{name}.epub")));
        let book = |path: String| {
            let book = self.folder.join(&path);
            book.is_file().then_some(book).with_context(|| format!("{path} was not written"))
        };
        paths.map(book).collect()
    }

    /// Removes them.
    ///
    /// # Errors
    ///
    /// Where the folder cannot be removed.
    pub(crate) fn remove(self) -> Result<()> {
        fs::remove_dir_all(&self.folder).with_context(|| format!("cannot remove {}", self.folder.display()))
    }
}

/// What is converted, and how.
struct Conversion<'c> {
    program: Program,
    formats: String,
    articles: &'c [Document],
    copy: &'c [Document],
}

impl Conversion<'_> {
    /// As someone does who sets nothing.
    fn write_bare(&self, folder: &Path) -> Result<()> {
        fs::create_dir(folder)?;
        for (kind, documents) in self.kinds() {
            self.convert(&files(documents), &[], &self.formats, "-O", &folder.join(kind))?;
        }
        self.convert_all(&[], folder)
    }

    /// As a publisher does, who sends each language on its own.
    fn write_publisher(&self, folder: &Path) -> Result<()> {
        fs::create_dir(folder)?;
        for (kind, documents) in self.kinds() {
            for (language, files) in by_language(documents) {
                self.convert(&files, &publisher(language), &self.formats, "-O", &folder.join(kind))?;
            }
        }
        self.convert_all(&publisher("en"), folder)
    }

    /// One book of all documents, and one feed.
    fn convert_all(&self, settings: &[String], folder: &Path) -> Result<()> {
        for (format, file) in EDITIONS {
            self.convert(&self.all(), settings, format, "-o", &folder.join(file))?;
        }
        Ok(())
    }

    fn kinds(&self) -> [(&'static str, &[Document]); 2] {
        [("articles", self.articles), ("copy", self.copy)]
    }

    fn all(&self) -> Vec<&Path> {
        [files(self.articles), files(self.copy)].concat()
    }

    /// Converts, with a report beside the output.
    fn convert(&self, files: &[&Path], settings: &[String], formats: &str, flag: &str, to: &Path) -> Result<()> {
        let mut slugline = self.program.command();
        slugline.arg("convert").args(files).args(["--to", formats, flag]).arg(to);
        slugline.arg("--report").arg(to.with_added_extension(REPORT));
        // A story that is held back is judged as it would be without.
        slugline.args(["--allow", "killed,withheld,embargoed"]);
        for setting in settings {
            slugline.args(["--set", setting]);
        }
        process::succeed(&mut slugline, "")?;
        Ok(())
    }
}

fn files(documents: &[Document]) -> Vec<&Path> {
    documents.iter().map(|document| document.file.as_path()).collect()
}

fn by_language(documents: &[Document]) -> BTreeMap<&str, Vec<&Path>> {
    let mut languages: BTreeMap<&str, Vec<&Path>> = BTreeMap::new();
    for Document { file, language } in documents {
        languages.entry(language).or_default().push(file);
    }
    languages
}

fn publisher(language: &str) -> Vec<String> {
    let settings = SETTINGS.iter().map(|setting| (*setting).to_owned());
    settings.chain([format!("publisher.language={language}")]).collect()
}
