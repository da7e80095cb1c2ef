//! Settings that hold for every run: `slugline.toml`, found upwards from the working folder.
//!
//! Never from the folder of an input: a file that is dropped into an inbox must not change what comes out.

mod job;
mod options;
mod origin;
mod plugins;
mod schema;
mod table;
mod template;

use std::path::{Path, PathBuf};

use slugline_core::Source;
use slugline_host::Listed;
use slugline_toml::{BadFile, Document};

pub use job::JobTable;
pub use origin::Setting;
pub use schema::config_schema;
pub use template::config_template;

use crate::registry::Registry;
use crate::settings::Values;

/// What a file of settings is called.
pub const CONFIG_FILE: &str = "slugline.toml";

/// What files of settings say.
#[derive(Debug, Default)]
pub struct Config {
    /// The settings, to be a run's [`profile`](crate::Settings::profile).
    pub values: Values,
    /// The files that were read, as messages call them. The first goes before the second, and so on.
    pub files: Vec<String>,
    /// The nearest file that has jobs.
    jobs: Option<Source>,
}

impl Config {
    /// Finds files upwards from `folder` and takes what they say: [`ConfigFiles::upwards`], [`ConfigFiles::take`].
    ///
    /// # Errors
    ///
    /// As for these.
    pub fn upwards(folder: &Path, registry: Registry<'_>) -> Result<Config, BadFile> {
        ConfigFiles::upwards(folder)?.take(registry)
    }

    /// Reads one file, and none above it, and takes what it says.
    ///
    /// # Errors
    ///
    /// As for [`upwards`](Config::upwards).
    pub fn of_file(path: &Path, registry: Registry<'_>) -> Result<Config, BadFile> {
        ConfigFiles::of_file(path)?.take(registry)
    }
}

impl Config {
    /// The jobs of the nearest file that has any, in its order. Their paths are told from where that file stands. None where
    /// no file has one.
    ///
    /// # Errors
    ///
    /// As for [`upwards`](Config::upwards), of what stands in a job.
    pub fn into_jobs(self, registry: Registry<'_>) -> Result<Vec<JobTable>, BadFile> {
        let Some(source) = self.jobs else { return Ok(Vec::new()) };
        slugline_toml::parse(source, |document| job::take(document, registry, &self.values))
    }
}

/// Files of settings that were read and not yet taken: what they set can be held against plugins, and they list some.
#[derive(Debug, Default)]
pub struct ConfigFiles {
    /// The nearest first.
    files: Vec<ConfigFile>,
}

#[derive(Debug)]
struct ConfigFile {
    source: Source,
    /// The folder that it stands in.
    folder: PathBuf,
}

/// What files of settings ask of plugins.
#[derive(Debug, Default)]
pub struct Asked {
    /// The plugins that they list, the nearest file's first.
    pub listed: Vec<Listed>,
    /// The formats, transforms and linters that they set options of.
    pub names: Vec<String>,
    /// Those that the jobs of the nearest file with jobs name, or set options of.
    pub jobs: Vec<String>,
}

impl ConfigFiles {
    /// Reads the files called [`CONFIG_FILE`] in `folder`, an absolute path, and in the folders above it, up to one that
    /// holds `.git` or to a file that says `root = true`. What a nearer file sets goes before what a farther one does, key
    /// by key. No file is no settings.
    ///
    /// # Errors
    ///
    /// Where one cannot be read.
    pub fn upwards(folder: &Path) -> Result<ConfigFiles, BadFile> {
        let mut files: Vec<ConfigFile> = Vec::new();
        let mut name = PathBuf::from(CONFIG_FILE);
        for folder in folder.ancestors() {
            let path = folder.join(CONFIG_FILE);
            if path.is_file() {
                files.push(ConfigFile { source: read(&path, &name)?, folder: folder.to_owned() });
            }
            if folder.join(".git").exists() || files.last().is_some_and(|file| is_root(&file.source)) {
                break;
            }
            name = Path::new("..").join(name);
        }
        Ok(ConfigFiles { files })
    }

    /// Reads one file, and none above it.
    ///
    /// # Errors
    ///
    /// Where it cannot be read.
    pub fn of_file(path: &Path) -> Result<ConfigFiles, BadFile> {
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        Ok(ConfigFiles { files: vec![ConfigFile { source: read(path, path)?, folder }] })
    }

    /// The folders that the files stand in, the nearest first.
    pub fn projects(&self) -> Vec<PathBuf> {
        self.files.iter().map(|file| file.folder.clone()).collect()
    }

    /// What the files ask of plugins. What is wrong with them is said when they are [taken](ConfigFiles::take).
    pub fn asked(&self) -> Asked {
        let mut asked = Asked::default();
        for ConfigFile { source, folder } in &self.files {
            if let Ok(document) = Document::parse(source) {
                plugins::add(&document, folder, &mut asked);
                if asked.jobs.is_empty() {
                    asked.jobs = job::names(&document);
                }
            }
        }
        asked
    }

    /// Takes what the files say. Options are held against every format and transform that they are for, needed or not; those
    /// of a plugin from outside against what it lists.
    ///
    /// # Errors
    ///
    /// Where a file is not TOML, for a table or a key that is none, with the nearest one, and for a value that does not fit.
    pub fn take(self, registry: Registry<'_>) -> Result<Config, BadFile> {
        let names = self.files.iter().map(|file| file.source.name().to_owned()).collect();
        let (mut values, mut jobs) = (Values::default(), None);
        // The first goes before the second, and so is taken after it.
        for ConfigFile { source, .. } in self.files.into_iter().rev() {
            let (has_jobs, source) = slugline_toml::parse_kept(source, |document| {
                table::take(document, registry, &mut values)?;
                Ok(document.table().contains_key(job::JOB))
            })?;
            jobs = Some(source).filter(|_| has_jobs).or(jobs);
        }
        Ok(Config { values, files: names, jobs })
    }
}

/// Whether no file above this one counts. What is wrong with it is said when its settings are taken.
fn is_root(source: &Source) -> bool {
    let says_so = |document: Document<'_>| document.table().get("root")?.get_ref().as_bool();
    Document::parse(source).ok().and_then(says_so).unwrap_or(false)
}

/// Reads the file at `path`, which messages call `name`.
fn read(path: &Path, name: &Path) -> Result<Source, BadFile> {
    slugline_toml::read(path, name, "the settings")
}
