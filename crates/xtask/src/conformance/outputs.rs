//! What is judged: every article in every format that has a judge.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::process;
use crate::program::Program;
use crate::workspace::{self, Workspace};

/// The formats that have a judge.
const FORMATS: &str = "newsml-g2,jsonld,epub,html";

/// What a publisher sets.
const PUBLISHER: &[&str] = &[
    "publisher.name=The Harbour Times",
    "publisher.url=https://harbourtimes.example/",
    "publisher.authority=harbourtimes.example",
    "publisher.copyright=© 2024 The Harbour Times",
];

/// Articles that are not in English. A publisher sets the language of what it sends, and a judge sees when it is wrong.
const LANGUAGES: &[(&str, &str)] = &[("arabic", "ar"), ("chinese", "zh"), ("french", "fr"), ("german", "de")];

/// The articles of the books that hold one each: hostile text, no headline, and what a body can be made of.
const SINGLE_BOOKS: &[&str] =
    &["hostile-markup", "no-headline", "links-and-emphasis", "table-agate", "section-headline-date-author"];

/// The converted articles: `bare/` as someone gets them who sets nothing, `publisher/` as a publisher does.
pub(crate) struct Outputs {
    folder: PathBuf,
    files: Vec<PathBuf>,
}

impl Outputs {
    /// Converts every fixture article, and the seeds of `shared`.
    ///
    /// # Errors
    ///
    /// Where the program does not build, or an article is not converted.
    pub(crate) fn write(workspace: &Workspace, shared: Option<&Path>) -> Result<Outputs> {
        let program = Program::build(workspace)?;
        let folder = workspace.empty_folder("conformance")?;
        let mut articles = workspace.articles()?;
        if let Some(seeds) = shared.map(|shared| shared.join("seeds")).filter(|seeds| seeds.is_dir()) {
            articles.extend(workspace::texts(&seeds)?);
        }
        write_bare(&program, &folder.join("bare"), &articles)?;
        write_publisher(&program, &folder.join("publisher"), &articles)?;
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

    /// The books of all articles, and a choice of those that hold one.
    ///
    /// # Errors
    ///
    /// Where one of the choice was not written.
    pub(crate) fn books(&self) -> Result<Vec<PathBuf>> {
        let names = SINGLE_BOOKS.iter().map(|name| format!("articles/{name}.epub"));
        let names: Vec<String> = names.chain(["all.epub".to_owned()]).collect();
        let paths =
            ["bare", "publisher"].iter().flat_map(|kind| names.iter().map(move |name| format!("{kind}/{name}")));
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

/// Articles to be converted, the way one user does it.
struct Job<'j> {
    program: &'j Program,
    articles: &'j [PathBuf],
    settings: Vec<String>,
}

impl<'j> Job<'j> {
    /// As a publisher does who sends articles in this language.
    fn of_publisher(program: &'j Program, articles: &'j [PathBuf], language: &str) -> Job<'j> {
        let settings = PUBLISHER.iter().map(|setting| (*setting).to_owned());
        Job { program, articles, settings: settings.chain([format!("publisher.language={language}")]).collect() }
    }

    /// A file per article and format.
    fn files(&self, folder: &Path) -> Result<()> {
        self.convert(FORMATS, "-O", folder)
    }

    /// One book of all.
    fn book(&self, file: &Path) -> Result<()> {
        self.convert("epub", "-o", file)
    }

    fn convert(&self, formats: &str, flag: &str, to: &Path) -> Result<()> {
        let mut slugline = self.program.command();
        slugline.arg("convert").args(self.articles).args(["--to", formats, flag]).arg(to);
        for setting in &self.settings {
            slugline.args(["--set", setting]);
        }
        process::succeed(&mut slugline, "")?;
        Ok(())
    }
}

fn write_bare(program: &Program, folder: &Path, articles: &[PathBuf]) -> Result<()> {
    fs::create_dir(folder)?;
    let job = Job { program, articles, settings: Vec::new() };
    job.files(&folder.join("articles"))?;
    job.book(&folder.join("all.epub"))
}

fn write_publisher(program: &Program, folder: &Path, articles: &[PathBuf]) -> Result<()> {
    fs::create_dir(folder)?;
    let foreign = LANGUAGES.iter().map(|(_, language)| *language);
    for language in foreign.chain(["en"]) {
        let of_language = articles.iter().filter(|article| language_of(article) == language);
        let of_language: Vec<PathBuf> = of_language.cloned().collect();
        Job::of_publisher(program, &of_language, language).files(&folder.join("articles"))?;
    }
    Job::of_publisher(program, articles, "en").book(&folder.join("all.epub"))
}

fn language_of(article: &Path) -> &'static str {
    let stem = article.file_stem().unwrap_or_default();
    let known = LANGUAGES.iter().find(|(name, _)| stem == *name);
    known.map_or("en", |(_, language)| language)
}
