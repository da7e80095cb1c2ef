//! From articles to outputs under the names that the plan gives them.

use std::path::{Path, PathBuf};

use slugline_core::model::Article;
use slugline_core::plugin::File;
use slugline_core::{Error, Kind, Result};
use slugline_host::stale::Swept;

use crate::compare::{Compared, compare};
use crate::digest::Digest;
use crate::failure::{failure, writing_failure};
use crate::hold;
use crate::input::Input;
use crate::isolation::isolated;
use crate::job::Purpose;
use crate::output::{NewFile, TEMPORARY, is_file_of, write_stdout};
use crate::pipeline::{Format, Pipeline};
use crate::plan::{OutputOf, Plan};
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
    /// Waits until all stories of the inputs before were written.
    pub(crate) wait_for_turn: &'j dyn Fn(),
}

/// Writes the outputs of a job, on any number of threads. What fails is told in the log of the work it is part of.
pub(crate) struct Press<'j, 'p> {
    pub(crate) pipeline: &'j Pipeline<'p>,
    pub(crate) plan: Plan,
    pub(crate) purpose: Purpose,
    /// How many inputs there are.
    pub(crate) inputs: usize,
    pub(crate) swept: Swept,
    /// Whether the digests of outputs are wanted.
    pub(crate) is_hashed: bool,
}

impl<'j, 'p> Press<'j, 'p> {
    /// The formats of which one output takes the articles of all inputs.
    pub(crate) fn editions(&self) -> Vec<&'j Format<'p>> {
        let formats = self.pipeline.formats().iter();
        formats.filter(|format| self.plan.is_one_for_all(format)).collect()
    }

    /// Writes the outputs that hold one article each, none of them where a name is taken.
    pub(crate) fn write_stories(&self, articles: &[Article<'_>], batch: &Batch<'_>, log: &mut Log) {
        match self.name_stories(articles, batch, log) {
            Ok(outputs) => {
                for (at, format, path) in outputs {
                    let article = articles.get(at..=at).unwrap_or_default();
                    let held = self.pipeline.held(format, article);
                    match held.is_empty() {
                        true => self.write(article, format, path, batch.wait_for_turn, log),
                        false => held.into_iter().for_each(|held| log.fail(held)),
                    }
                }
            }
            Err(error) => log.fail(failure("output-taken", &error)),
        }
    }

    /// The outputs that hold one article each: which, in which format, where.
    fn name_stories(
        &self,
        articles: &[Article<'_>],
        batch: &Batch<'_>,
        log: &mut Log,
    ) -> Result<Vec<(usize, &'j Format<'p>, Option<PathBuf>)>> {
        let mut outputs = Vec::new();
        let publisher = self.plan.needs_articles().then(|| self.pipeline.publisher());
        for (at, article) in articles.iter().enumerate() {
            let named_after = publisher.as_ref().map(|publisher| (article, publisher));
            let of = OutputOf { input: batch.input, number: batch.first + at, article: named_after };
            for format in self.pipeline.formats().iter().filter(|format| !self.plan.is_one_for_all(format)) {
                let path = self.plan.story_path(&of, format);
                self.plan.claim_story(path.as_deref(), &of)?;
                outputs.push((at, format, path));
            }
            if let Some(incomplete) = self.plan.incomplete(&of) {
                log.diagnostics.push(incomplete);
            }
        }
        Ok(outputs)
    }

    /// Writes the output that takes the articles of all inputs; none where there is no article. `label`: what messages call the
    /// story that an article was read from.
    pub(crate) fn write_edition(
        &self,
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
            return self.write(articles, format, self.plan.edition_path(format), &|| (), log);
        }
        let of_edition = hold::edition_diagnostic(&held, articles.len(), label);
        held.into_iter().chain(of_edition).for_each(|held| log.fail(held));
    }

    fn write(
        &self,
        articles: &[Article<'_>],
        format: &Format<'_>,
        path: Option<PathBuf>,
        wait_for_turn: &dyn Fn(),
        log: &mut Log,
    ) {
        let written = isolated(|| self.pipeline.write(format, articles, &mut log.diagnostics));
        let written = written.and_then(|written| written.map_err(|error| writing_failure(&error, format)));
        let (bytes, files) = match written {
            Ok(memory) => memory.into_parts(),
            Err(mut failure) => {
                log.diagnostics.set_origin("");
                failure.origin = format.name().to_owned().into();
                return log.fail(failure);
            }
        };
        // Two outputs may have a further file in common: the first of them has it, whichever is ready first.
        if !files.is_empty() {
            wait_for_turn();
        }
        if let (Purpose::Compare, Some(path)) = (self.purpose, &path) {
            return compare_all(path, &bytes, format, &files, log);
        }
        match self.put(format, path.as_deref(), &bytes, &files) {
            Ok(()) => {
                let sha256 = self.is_hashed.then(|| Digest::of(&bytes).into_hex());
                log.written.push(Written { path, format: format.name().to_owned(), bytes: bytes.len(), sha256 });
            }
            Err(error) => log.fail(failure("unwritable-output", &error)),
        }
    }

    fn put(&self, format: &Format<'_>, path: Option<&Path>, bytes: &[u8], files: &[File]) -> Result<()> {
        let name = format.name();
        if let Some(folder) = path.and_then(Path::parent) {
            self.swept.sweep(folder, TEMPORARY, self.inputs);
        }
        match path {
            Some(path) if files.is_empty() => self.begin_output(path, bytes)?.finish(),
            Some(path) => self.put_all(path, bytes, format, files),
            None if files.is_empty() => write_stdout(bytes),
            None => {
                let message = format!("`{name}` writes further files, and standard output has no place beside it");
                Err(Error::new(Kind::Unsupported, message).help("use `-o FILE` or `-O DIR`"))
            }
        }
    }

    /// Writes an output and its further files, which a plugin names: they have the folder `files` beside it for themselves, so
    /// that none takes the place of something else. One that two outputs share, such as a style sheet, is written once.
    fn put_all(&self, path: &Path, bytes: &[u8], format: &Format<'_>, contents: &[File]) -> Result<()> {
        let folder = path.parent().unwrap_or(Path::new(""));
        let named = names_of_files(path, format, contents);
        let mut made = Vec::new();
        for (path_of_file, file) in named.iter().zip(contents) {
            refuse_links(folder, path_of_file)?;
            match self.plan.claim(Some(path_of_file), &format!("`{}`", path.display())) {
                Ok(()) => made.push(filled(NewFile::replace(path_of_file)?, &file.content)?),
                Err(_) if is_file_of(path_of_file, &file.content) => {}
                Err(taken) => return Err(taken),
            }
        }
        // All are written before the first appears.
        made.push(self.begin_output(path, bytes)?);
        made.into_iter().try_for_each(NewFile::finish)
    }

    fn begin_output<'f>(&self, path: &'f Path, bytes: &[u8]) -> Result<NewFile<'f>> {
        let file = if self.plan.is_named(path) { NewFile::create(path)? } else { NewFile::replace(path)? };
        filled(file, bytes)
    }
}

/// Holds an output and its further files against those that are there.
fn compare_all(path: &Path, bytes: &[u8], format: &Format<'_>, files: &[File], log: &mut Log) {
    let further = names_of_files(path, format, files);
    let further = further.iter().map(PathBuf::as_path).zip(files.iter().map(|file| file.content.as_slice()));
    for (path, bytes) in further.chain([(path, bytes)]) {
        match compare(path, bytes) {
            Ok(None) => {}
            Ok(Some(Compared { mut diagnostic, difference })) => {
                diagnostic.origin = format.name().to_owned().into();
                log.fail(diagnostic);
                log.differences.push(difference);
            }
            Err(error) => log.fail(failure("unreadable-output", &error)),
        }
    }
}

/// Where the further files of an output stand.
fn names_of_files(path: &Path, format: &Format<'_>, files: &[File]) -> Vec<PathBuf> {
    let folder = path.parent().unwrap_or(Path::new("")).join(format!("{}-files", format.name()));
    files.iter().map(|file| folder.join(&file.name)).collect()
}

fn filled<'f>(mut file: NewFile<'f>, bytes: &[u8]) -> Result<NewFile<'f>> {
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
