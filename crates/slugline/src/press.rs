//! From articles to outputs under the names that the plan gives them.

use std::fs;
use std::path::{Path, PathBuf};

use slugline_core::diagnostic::Diagnostic;
use slugline_core::model::Article;
use slugline_core::plugin::File;
use slugline_core::{Error, Kind, Result};
use slugline_host::ending::Brief;
use slugline_host::stale::Swept;

use crate::cache::{Content, Output, Recall};
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
use crate::told::Told;

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
    pub(crate) plan: &'j Plan,
    pub(crate) purpose: Purpose,
    /// How many inputs there are.
    pub(crate) inputs: usize,
    pub(crate) swept: Swept,
    /// Whether the digests of outputs are wanted.
    pub(crate) is_hashed: bool,
    /// What earlier runs made of stories, where that is kept.
    pub(crate) recall: Option<Recall<'j>>,
}

/// An output that holds one article.
struct Named<'j, 'p> {
    /// Which of those of the story it is.
    article: usize,
    format: &'j Format<'p>,
    path: Option<PathBuf>,
}

impl<'j, 'p> Press<'j, 'p> {
    /// The formats of which one output takes the articles of all inputs.
    pub(crate) fn editions(&self) -> Vec<&'j Format<'p>> {
        let formats = self.pipeline.formats().iter();
        formats.filter(|format| self.plan.is_one_for_all(format)).collect()
    }

    /// Writes the outputs that hold one article each, none of them where a name is taken.
    pub(crate) fn write_stories(&self, articles: &[Article<'_>], batch: &Batch<'_>, log: &mut Log) {
        match self.claim_stories(articles, batch, log) {
            Ok(outputs) => {
                for Named { article: at, format, path } in outputs {
                    let article = articles.get(at..=at).unwrap_or_default();
                    let held = self.pipeline.held(format, article);
                    match held.is_empty() {
                        true => self.write(article, format, path, batch.wait_for_turn, log),
                        false => {
                            held.into_iter().for_each(|held| log.fail(held));
                            still_there(path.as_deref(), format, log);
                        }
                    }
                }
            }
            Err(error) => log.fail(failure("output-taken", &error)),
        }
    }

    /// Finds the outputs that hold one article each where they would be written, as they would be, and logs them. `false`:
    /// one of them is not there, or is another; no name is claimed then.
    pub(crate) fn find_stories(&self, count: usize, outputs: &[Output], batch: &Batch<'_>, log: &mut Log) -> bool {
        let names = self.names_of(count, outputs, batch);
        // The stories before may write further files that these share.
        if outputs.iter().any(|output| !output.files.is_empty()) {
            (batch.wait_for_turn)();
        }
        let pairs = || names.iter().zip(outputs);
        let are_there = names.len() == outputs.len() && pairs().all(|(named, output)| named.is_as(output));
        let of =
            |named: &Named<'_, '_>| OutputOf { input: batch.input, number: batch.first + named.article, article: None };
        let to_claim: Vec<_> = names.iter().filter_map(|named| Some((named.path.as_deref()?, of(named)))).collect();
        if !are_there || !self.plan.claim_found(&to_claim) {
            return false;
        }
        for (named, output) in names.iter().zip(outputs) {
            let whose = named.path.as_deref().map(|path| path.display().to_string()).unwrap_or_default();
            for (file, _) in named.files(output) {
                // That it is taken is no fault: it holds what it is to hold.
                let _ = self.plan.claim(Some(&file), &format!("`{whose}`"));
            }
        }
        let written = |(named, output): (Named<'_, '_>, &Output)| self.unchanged(named, output.content.bytes);
        log.written = names.into_iter().zip(outputs).map(written).collect();
        true
    }

    /// The outputs that hold one article each, of a story with so many articles whose outputs are known.
    fn names_of(&self, count: usize, outputs: &[Output], batch: &Batch<'_>) -> Vec<Named<'j, 'p>> {
        let mut names =
            self.name_stories(count, |number| OutputOf { input: batch.input, number, article: None }, batch);
        if self.plan.needs_articles() {
            names.iter_mut().zip(outputs).for_each(|(named, output)| named.path.clone_from(&output.path));
        }
        names
    }

    /// The outputs that hold one article each: article by article, in the order of the formats.
    fn name_stories<'a>(
        &self,
        count: usize,
        of: impl Fn(usize) -> OutputOf<'a>,
        batch: &Batch<'_>,
    ) -> Vec<Named<'j, 'p>> {
        let formats = || self.pipeline.formats().iter().filter(|format| !self.plan.is_one_for_all(format));
        let path = |article, format| self.plan.story_path(&of(batch.first + article), format);
        let path = &path;
        let named = |article| formats().map(move |format| Named { article, format, path: path(article, format) });
        (0..count).flat_map(named).collect()
    }

    /// The same of these articles, and takes the names.
    fn claim_stories(&self, articles: &[Article<'_>], batch: &Batch<'_>, log: &mut Log) -> Result<Vec<Named<'j, 'p>>> {
        let publisher = self.plan.needs_articles().then(|| self.pipeline.publisher());
        let named_after = |number: usize| articles.get(number.checked_sub(batch.first)?).zip(publisher.as_ref());
        let of = |number| OutputOf { input: batch.input, number, article: named_after(number) };
        let names = self.name_stories(articles.len(), of, batch);
        for named in &names {
            self.plan.claim_story(named.path.as_deref(), &of(batch.first + named.article))?;
        }
        for number in batch.first..batch.first + articles.len() {
            if let Some(incomplete) = self.plan.incomplete(&of(number)) {
                log.diagnostics.push(incomplete);
            }
        }
        Ok(names)
    }

    /// What is told of an output that was left alone.
    fn unchanged(&self, named: Named<'_, '_>, bytes: usize) -> Written {
        let Named { path, format, .. } = named;
        let content = path.as_deref().filter(|_| self.is_hashed).and_then(|path| fs::read(path).ok());
        let sha256 = content.map(|content| Digest::of(&content).into_hex());
        Written { path, format: format.name().to_owned(), bytes, sha256, unchanged: true }
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
        still_there(self.plan.edition_path(format).as_deref(), format, log);
    }

    fn write(
        &self,
        articles: &[Article<'_>],
        format: &Format<'_>,
        path: Option<PathBuf>,
        wait_for_turn: &dyn Fn(),
        log: &mut Log,
    ) {
        let Log { diagnostics, trace, .. } = log;
        let seen = trace.as_ref().map(|trace| &trace.seen);
        let written = isolated(|| self.pipeline.write_seen(format, articles, &Told::default(), seen, diagnostics));
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
        if let (Purpose::Compare { with_diff }, Some(path)) = (self.purpose, &path) {
            return compare_all(path, &bytes, format, &files, with_diff, log);
        }
        match self.put(format, path.as_deref(), &bytes, &files) {
            Ok(()) => {
                if let Some(trace) = &mut log.trace {
                    let named = path.clone().filter(|_| self.plan.needs_articles());
                    trace.outputs.push(Output::of(named, &bytes, &files));
                }
                let sha256 = self.is_hashed.then(|| Digest::of(&bytes).into_hex());
                let (format, bytes) = (format.name().to_owned(), bytes.len());
                log.written.push(Written { path, format, bytes, sha256, unchanged: false });
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
        // All are written before the first appears, and all appear before the program ends.
        made.push(self.begin_output(path, bytes)?);
        let _brief = Brief::begin();
        made.into_iter().try_for_each(NewFile::finish)
    }

    fn begin_output<'f>(&self, path: &'f Path, bytes: &[u8]) -> Result<NewFile<'f>> {
        let file = if self.plan.is_named(path) { NewFile::create(path)? } else { NewFile::replace(path)? };
        filled(file, bytes)
    }
}

/// Warns of what an earlier run wrote for the public, where that is held back now.
fn still_there(path: Option<&Path>, format: &Format<'_>, log: &mut Log) {
    if let Some(path) = path.filter(|path| path.is_file()) {
        let message = format!("`{}` of an earlier run is still there", path.display());
        let mut diagnostic =
            Diagnostic::warning("still-there", message).help("take it down, where readers have it too");
        diagnostic.origin = format.name().to_owned().into();
        log.diagnostics.push(diagnostic);
    }
}

/// Holds an output and its further files against those that are there.
fn compare_all(path: &Path, bytes: &[u8], format: &Format<'_>, files: &[File], with_diff: bool, log: &mut Log) {
    let further = names_of_files(path, format, files);
    let further = further.iter().map(PathBuf::as_path).zip(files.iter().map(|file| file.content.as_slice()));
    for (path, bytes) in further.chain([(path, bytes)]) {
        match compare(path, bytes, with_diff) {
            Ok(None) => {}
            Ok(Some(Compared { mut diagnostic, difference })) => {
                diagnostic.origin = format.name().to_owned().into();
                log.fail(diagnostic);
                log.differences.extend(difference);
            }
            Err(error) => log.fail(failure("unreadable-output", &error)),
        }
    }
}

/// Where the further files of an output stand.
fn names_of_files(path: &Path, format: &Format<'_>, files: &[File]) -> Vec<PathBuf> {
    let folder = files_beside(path, format);
    files.iter().map(|file| folder.join(&file.name)).collect()
}

impl Named<'_, '_> {
    /// The further files beside it, and what they hold.
    fn files<'o>(&self, output: &'o Output) -> impl Iterator<Item = (PathBuf, &'o Content)> {
        let beside = files_beside(self.path.as_deref().unwrap_or(Path::new("")), self.format);
        output.files.iter().map(move |(name, content)| (beside.join(name), content))
    }

    /// Whether it is there, with all beside it, as `output`.
    fn is_as(&self, output: &Output) -> bool {
        let folder = self.path.as_deref().and_then(Path::parent).unwrap_or(Path::new(""));
        let is_file_there =
            |(file, content): (PathBuf, &Content)| content.is_at(&file) && refuse_links(folder, &file).is_ok();
        self.path.as_deref().is_some_and(|path| output.content.is_at(path)) && self.files(output).all(is_file_there)
    }
}

/// The folder of the further files of the output at `path`.
fn files_beside(path: &Path, format: &Format<'_>) -> PathBuf {
    path.parent().unwrap_or(Path::new("")).join(format!("{}-files", format.name()))
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
