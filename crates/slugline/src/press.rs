//! From articles to outputs under the names that the plan gives them.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::path::{Path, PathBuf};

use slugline_core::diagnostic::Diagnostic;
use slugline_core::identity;
use slugline_core::model::{Article, Publisher};
use slugline_core::plugin::File;
use slugline_core::{Error, Kind, Result};
use slugline_markup::web_address;

use crate::failure::{failure, writing_failure};
use crate::hold;
use crate::input::Input;
use crate::output::{NewFile, is_file_of, write_file, write_stdout};
use crate::pipeline::{Format, Pipeline};
use crate::plan::Plan;
use crate::report::{Log, Written};

/// Where articles that are written come from.
pub(crate) struct Batch<'j> {
    pub(crate) input: &'j Input,
    /// How many articles of the input came before.
    pub(crate) first: usize,
    /// What messages call the story that they were read from.
    pub(crate) label: String,
    /// Whether the job has no other story.
    pub(crate) is_alone: bool,
}

/// Writes the outputs of a job. What fails is told in the log of the work it is part of.
pub(crate) struct Press<'j, 'p> {
    pub(crate) pipeline: &'j Pipeline<'p>,
    pub(crate) plan: Plan,
    pub(crate) identifiers: Identifiers,
}

impl<'j, 'p> Press<'j, 'p> {
    /// The formats of which one output takes the articles of all inputs.
    pub(crate) fn editions(&self) -> Vec<&'j Format<'p>> {
        let formats = self.pipeline.formats().iter();
        formats.filter(|format| self.plan.is_one_for_all(format)).collect()
    }

    /// Writes the outputs that hold one article each, none of them where a name is taken.
    pub(crate) fn write_stories(&mut self, articles: &[Article<'_>], batch: &Batch<'_>, log: &mut Log) {
        self.identifiers.note(articles, batch, log);
        match self.name_stories(articles.len(), batch) {
            Ok(outputs) => {
                for (at, format, path) in outputs {
                    let article = articles.get(at..=at).unwrap_or_default();
                    let held = self.pipeline.held(format, article);
                    match held.is_empty() {
                        true => self.write(article, format, path, log),
                        false => held.into_iter().for_each(|held| log.fail(held)),
                    }
                }
            }
            Err(error) => log.fail(failure("output-taken", &error)),
        }
    }

    /// The outputs that hold one article each: which, in which format, where.
    fn name_stories(
        &mut self,
        count: usize,
        batch: &Batch<'_>,
    ) -> Result<Vec<(usize, &'j Format<'p>, Option<PathBuf>)>> {
        let mut outputs = Vec::new();
        for at in 0..count {
            let number = batch.first + at;
            for format in self.pipeline.formats() {
                if self.plan.is_one_for_all(format) {
                    continue;
                }
                let path = self.plan.story_path(batch.input, number, format);
                // The first article's names were claimed for all inputs when the job was made.
                if number > 0 {
                    self.plan.claim(path.as_deref(), &batch.input.name)?;
                }
                outputs.push((at, format, path));
            }
        }
        Ok(outputs)
    }

    /// Writes the output that takes the articles of all inputs; none where there is no article. `label`: what messages call the
    /// story that an article was read from.
    pub(crate) fn write_edition(
        &mut self,
        articles: &[Article<'_>],
        format: &Format<'_>,
        label: &dyn Fn(usize) -> String,
        log: &mut Log,
    ) {
        if articles.is_empty() {
            return;
        }
        let held = self.pipeline.held(format, articles);
        if held.is_empty() {
            return self.write(articles, format, self.plan.edition_path(format), log);
        }
        let of_edition = hold::edition_diagnostic(&held, articles.len(), label);
        held.into_iter().chain(of_edition).for_each(|held| log.fail(held));
    }

    fn write(&mut self, articles: &[Article<'_>], format: &Format<'_>, path: Option<PathBuf>, log: &mut Log) {
        let (bytes, files) = match self.pipeline.write(format, articles, &mut log.diagnostics) {
            Ok(memory) => memory.into_parts(),
            Err(error) => return log.fail(writing_failure(&error, format)),
        };
        match self.put(format, path.as_deref(), &bytes, &files) {
            Ok(()) => log.written.push(Written { path, format: format.name().to_owned(), bytes: bytes.len() }),
            Err(error) => log.fail(failure("unwritable-output", &error)),
        }
    }

    fn put(&mut self, format: &Format<'_>, path: Option<&Path>, bytes: &[u8], files: &[File]) -> Result<()> {
        let name = format.name();
        match path {
            Some(path) if files.is_empty() => write_file(path, bytes),
            Some(path) => self.put_all(path, bytes, &format!("{name}-files"), files),
            None if files.is_empty() => write_stdout(bytes),
            None => {
                let message = format!("`{name}` writes further files, and standard output has no place beside it");
                Err(Error::new(Kind::Unsupported, message).help("use `-o FILE` or `-O DIR`"))
            }
        }
    }

    /// Writes an output and its further files, which a plugin names: they have the folder `files` beside it for themselves, so
    /// that none takes the place of something else. One that two outputs share, such as a style sheet, is written once.
    fn put_all(&mut self, path: &Path, bytes: &[u8], files: &str, contents: &[File]) -> Result<()> {
        let folder = path.parent().unwrap_or(Path::new(""));
        let named: Vec<PathBuf> = contents.iter().map(|file| folder.join(files).join(&file.name)).collect();
        let mut made = Vec::new();
        for (path_of_file, file) in named.iter().zip(contents) {
            refuse_links(folder, path_of_file)?;
            match self.plan.claim(Some(path_of_file), &path.display().to_string()) {
                Ok(()) => made.push(begin_file(path_of_file, &file.content)?),
                Err(_) if is_file_of(path_of_file, &file.content) => {}
                Err(taken) => return Err(taken),
            }
        }
        // All are written before the first appears.
        made.push(begin_file(path, bytes)?);
        made.into_iter().try_for_each(NewFile::finish)
    }
}

fn begin_file<'f>(path: &'f Path, bytes: &[u8]) -> Result<NewFile<'f>> {
    let mut file = NewFile::create(path)?;
    file.write(bytes)?;
    Ok(file)
}

/// Refuses a file of which a folder below `above` is a link: it leads to where someone wants files to appear.
fn refuse_links(above: &Path, file: &Path) -> Result<()> {
    let folders = file.ancestors().skip(1).take_while(|folder| *folder != above);
    match folders.into_iter().find(|folder| folder.is_symlink()) {
        None => Ok(()),
        Some(link) => {
            let message = format!("`{}` is a link, and further files are not written through one", link.display());
            Err(Error::new(Kind::Usage, message).help("remove it, or name another folder with `-O DIR`"))
        }
    }
}

/// The identifiers and web addresses of a job's articles. Receivers take two stories with one identifier for one story, and a
/// site shows one of two with one address.
#[derive(Default)]
pub(crate) struct Identifiers {
    /// Identifier and version to the story that first got them.
    made: HashMap<(Box<str>, u32), Box<str>>,
    /// Web address to the identifier and the story that first got it.
    pages: HashMap<Box<str>, (Box<str>, Box<str>)>,
}

impl Identifiers {
    /// Notes the identifiers of the articles that carry none, and the addresses of all, and warns of each that another article
    /// has. Versions of a story share theirs.
    fn note(&mut self, articles: &[Article<'_>], batch: &Batch<'_>, log: &mut Log) {
        // A story that is alone in its job is like no other; most jobs are one story.
        if batch.is_alone && articles.len() < 2 {
            return;
        }
        for article in articles {
            // Two articles have one identifier, or two, whoever publishes them.
            let identifier = identity::guid(article, &Publisher::default()).into_boxed_str();
            // No site has a page at what is no address on the web.
            if let Some(url) = article.head.url.as_deref().and_then(web_address) {
                let first = self.pages.entry(url.to_string().into_boxed_str());
                let (story, label) = first.or_insert_with(|| (identifier.clone(), batch.label.as_str().into()));
                // Versions of a story share their page.
                if *story != identifier {
                    log.diagnostics.push(same_address(&url, label, &batch.label));
                }
            }
            if article.head.identifier.is_some() {
                continue;
            }
            match self.made.entry((identifier, article.head.version.unwrap_or(1))) {
                Entry::Occupied(first) => log.diagnostics.push(same_identifier(first.get(), &batch.label)),
                Entry::Vacant(place) => {
                    place.insert(batch.label.as_str().into());
                }
            }
        }
    }
}

fn same_address(url: &str, first: &str, second: &str) -> Diagnostic {
    let message = format!("{} have the same web address, `{url}`; one takes the other's place", both(first, second));
    let help = "have `publisher.article-url` tell them apart, with `{year}/{month}/{day}` or `{guid}`";
    Diagnostic::warning("same-address", message).help(help)
}

fn both(first: &str, second: &str) -> String {
    match first == second {
        true => format!("two stories of `{first}`"),
        false => format!("`{second}` and `{first}`"),
    }
}

fn same_identifier(first: &str, second: &str) -> Diagnostic {
    let whose = both(first, second);
    let message = format!("{whose} get the same identifier; receivers take them for one story");
    Diagnostic::warning("same-identifier", message).help("give the stories slugs or dates that differ")
}
