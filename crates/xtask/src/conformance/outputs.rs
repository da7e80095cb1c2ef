//! What is judged: every document in every format.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::documents::Document;
use super::sarif;
use crate::process;
use crate::program::Program;
use crate::workspace::{self, Workspace};

/// The folder of what someone gets who sets nothing.
const BARE: &str = "bare";

/// The folder of what a publisher gets who says the least that receivers ask for.
pub(crate) const PUBLISHER: &str = "publisher";

/// The folder of what a publisher gets who says all there is to say, and has pictures.
const PROFILE: &str = "profile";

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

/// All that the publisher of the profile says, and the folder of the pictures.
const PROFILE_SETTINGS: &str = "crates/xtask/judges/profile.toml";
const PICTURES: &str = "fixtures/resources";

/// The books of a publisher that hold one document each: all that a document can hold, hostile text, no headline; of the copy
/// a table, one with control characters, and one from right to left.
const SINGLE_BOOKS: &[&str] = &[
    "articles/every-field",
    "articles/hostile-markup",
    "articles/no-headline",
    "articles/table-agate",
    "articles/section-headline-date-author",
    "copy/env-ap-tabular",
    "copy/by-control-noise",
    "copy/lang-ar",
    ALL_BOOKS,
];

/// The books with pictures: one of a document, and one of all.
const PICTURE_BOOKS: &[&str] = &["articles/harbour", ALL_BOOKS];

/// The book of all documents.
const ALL_BOOKS: &str = "all";

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

/// The converted documents: `bare/` as someone gets them who sets nothing, `publisher/` as a publisher does, `profile/` as one
/// does whose settings and pictures are complete.
pub(crate) struct Outputs {
    folder: PathBuf,
    files: Vec<PathBuf>,
}

impl Outputs {
    /// Converts every article and all copy, to all formats that the program writes; with the profile the articles, `pictured`
    /// ones among them.
    ///
    /// # Errors
    ///
    /// Where the program does not build, or ends with another exit code than 0 over a document.
    pub(super) fn write(
        workspace: &Workspace,
        articles: &[Document],
        copy: &[Document],
        pictured: &[Document],
    ) -> Result<Outputs> {
        let program = Program::build(workspace)?;
        let folder = workspace.empty_folder("conformance")?;
        let conversion = Conversion { formats: program.formats()?.join(","), program };
        let both = [("articles", articles), ("copy", copy)];
        conversion.write_bare(&both, &folder.join(BARE))?;
        let settings =
            SETTINGS.iter().flat_map(|setting| ["--set".into(), (*setting).into()]).collect::<Vec<OsString>>();
        conversion.write_by_language(&both, &settings, &folder.join(PUBLISHER))?;
        let settings: [OsString; 4] = [
            "--config".into(),
            workspace.file(PROFILE_SETTINGS).into(),
            "--assets".into(),
            workspace.file(PICTURES).into(),
        ];
        let both = [("articles", articles), ("articles", pictured)];
        conversion.write_by_language(&both, &settings, &folder.join(PROFILE))?;
        sarif::write(workspace, &conversion.program, &folder.join(sarif::LOG))?;
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

    /// The pages as publishers have them, sorted.
    pub(crate) fn pages(&self) -> Vec<PathBuf> {
        let mut pages = self.ending_in(".html");
        pages.retain(|page| !page.starts_with(self.folder.join(BARE)));
        pages
    }

    /// The books as publishers have them: those of all documents, and a choice of those that hold one.
    ///
    /// # Errors
    ///
    /// Where one of the choice was not written.
    pub(crate) fn published_books(&self) -> Result<Vec<PathBuf>> {
        Ok([self.books(PUBLISHER, SINGLE_BOOKS)?, self.books(PROFILE, PICTURE_BOOKS)?].concat())
    }

    /// Those, and the same choice as someone gets it who sets nothing.
    ///
    /// # Errors
    ///
    /// As for [`published_books`](Outputs::published_books).
    pub(crate) fn all_books(&self) -> Result<Vec<PathBuf>> {
        Ok([self.books(BARE, SINGLE_BOOKS)?, self.published_books()?].concat())
    }

    fn books(&self, kind: &str, names: &[&str]) -> Result<Vec<PathBuf>> {
        let book = |name: &&str| {
            let book = self.folder.join(kind).join(name).with_added_extension("epub");
            book.is_file().then_some(book).with_context(|| format!("{kind}/{name}.epub was not written"))
        };
        names.iter().map(book).collect()
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

/// Documents, and the folder that their outputs go to.
type Kind<'d> = (&'static str, &'d [Document]);

/// How documents are converted.
struct Conversion {
    program: Program,
    formats: String,
}

impl Conversion {
    /// As someone does who sets nothing.
    fn write_bare(&self, kinds: &[Kind<'_>], folder: &Path) -> Result<()> {
        fs::create_dir(folder)?;
        for (kind, documents) in kinds {
            self.convert(&files(documents), &[], &self.formats, "-O", &folder.join(kind))?;
        }
        self.convert_all(kinds, &[], folder)
    }

    /// As a publisher does, who sends each language on its own.
    fn write_by_language(&self, kinds: &[Kind<'_>], settings: &[OsString], folder: &Path) -> Result<()> {
        fs::create_dir(folder)?;
        let with_language = |language: &str| {
            let of_language = [OsString::from("--set"), format!("publisher.language={language}").into()];
            settings.iter().cloned().chain(of_language).collect::<Vec<OsString>>()
        };
        for (kind, documents) in kinds {
            for (language, files) in by_language(documents) {
                self.convert(&files, &with_language(language), &self.formats, "-O", &folder.join(kind))?;
            }
        }
        self.convert_all(kinds, &with_language("en"), folder)
    }

    /// One book of all documents, and one feed.
    fn convert_all(&self, kinds: &[Kind<'_>], settings: &[OsString], folder: &Path) -> Result<()> {
        let all: Vec<&Path> = kinds.iter().flat_map(|(_, documents)| files(documents)).collect();
        for (format, file) in EDITIONS {
            self.convert(&all, settings, format, "-o", &folder.join(file))?;
        }
        Ok(())
    }

    /// Converts, with a report and a log beside the output.
    fn convert(&self, files: &[&Path], settings: &[OsString], formats: &str, flag: &str, to: &Path) -> Result<()> {
        let mut slugline = self.program.command();
        slugline.arg("convert").args(files).args(["--to", formats, flag]).arg(to);
        slugline.arg("--report").arg(to.with_added_extension(REPORT));
        // A story that is held back is judged as it would be without.
        slugline.args(["--allow", "killed,withheld,embargoed"]);
        slugline.args(settings).args(["--message-format", "sarif"]);
        let log = to.with_added_extension(sarif::LOG);
        let said = process::succeed(&mut slugline, "")?.stderr;
        fs::write(&log, said).with_context(|| format!("cannot write {}", log.display()))
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
