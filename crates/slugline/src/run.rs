//! Carrying a job out: one story after the other, or all of them into one.
//!
//! Several inputs are worked on by several threads. What depends on the order of the stories is found out when their reports
//! are told, which is in that order, so that a run is the same with any number of threads.

use std::num::NonZeroUsize;

use slugline_core::diagnostic::Diagnostic;
use slugline_core::model::Article;
use slugline_core::plugin::Arity;
use slugline_core::{Error, Kind, Result, Source};
use slugline_host::stale::Swept;

use crate::cache::{Entry, Known, Print, Recall, Told};
use crate::failure::{failure, reading_failure};
use crate::identifiers::{Identifiers, Marks};
use crate::input::Input;
use crate::isolation::isolated;
use crate::job::{Job, Purpose};
use crate::order::in_order;
use crate::pipeline::Pipeline;
use crate::press::{Batch, Press};
use crate::registry::Choice;
use crate::report::{Log, Report, Said, Trace};
use crate::stories::Stories;

impl Job<'_> {
    /// Reads the inputs and writes the outputs. `tell` is called for each story when it is done, in their order, and for
    /// each edition of several, by the thread that calls this; what fails with one story is among its diagnostics, and the
    /// others go on.
    ///
    /// Where each output holds one article, a story is dropped when it was told, and few are ready before their turn.
    ///
    /// # Errors
    ///
    /// [`Kind::Usage`] where reading shows that the job cannot be done: several articles for a file that holds one. Nothing
    /// was written then.
    pub fn run(self, tell: &mut dyn FnMut(&Report<'_>)) -> Result<()> {
        self.name_outputs()?;
        self.carry_out(tell)
    }

    /// The job, whose outputs are [named](Job::name_outputs).
    pub(crate) fn carry_out(self, tell: &mut dyn FnMut(&Report<'_>)) -> Result<()> {
        let threads = self.threads();
        let (inputs, swept) = (self.inputs.len(), Swept::default());
        let recall = self.recall();
        let press = Press {
            pipeline: &self.pipeline,
            plan: &self.plan,
            purpose: self.purpose,
            inputs,
            swept,
            is_hashed: self.is_hashed,
            recall,
        };
        let tell = &mut |report: &Report<'_>| tell(&Report { job: self.plan.job(), ..*report });
        match press.editions().is_empty() {
            true => run_apart(&press, &self.inputs, self.limit, threads, tell),
            false => run_together(&press, &self.inputs, self.limit, threads, tell)?,
        }
        if let Some(recall) = &press.recall {
            recall.flush();
        }
        Ok(())
    }

    /// What earlier runs made of stories, where each output holds one article: an output of all of them is made anew, what is
    /// compared is made, and what a job without outputs finds is soon found again.
    pub(crate) fn recall<'j>(&'j self) -> Option<Recall<'j>> {
        let formats = self.pipeline.formats();
        let is_apart = !formats.is_empty() && !formats.iter().any(|format| self.plan.is_one_for_all(format));
        let cache = self.cache.as_deref().filter(|_| is_apart && self.purpose == Purpose::Write)?;
        Recall::new(cache, &self.pipeline, &self.plan)
    }
}

/// The job where every output holds one article.
fn run_apart(
    press: &Press<'_, '_>,
    inputs: &[Input],
    limit: u64,
    threads: Option<NonZeroUsize>,
    tell: &mut dyn FnMut(&Report<'_>),
) {
    let (mut said, mut identifiers) = (Said::default(), Identifiers::default());
    let mut finish = |done: &mut Done<'_, '_>| {
        let Done { story, outcome } = done;
        identifiers.note(std::mem::take(&mut outcome.marks), &mut outcome.log);
        outcome.log.fold(&mut said);
        tell(&story.report(outcome));
    };
    if let Some(threads) = threads {
        let is_started = in_order(
            inputs,
            threads,
            |input, lane| {
                let round = Round { press, limit, is_only: false, wait_for_turn: &|| lane.wait_for_turn() };
                round.work_off(input, &mut |done| {
                    let size = done.size();
                    lane.hand_on(done, size);
                });
            },
            |mut done| {
                finish(&mut done);
                Some(done)
            },
        );
        if is_started {
            return;
        }
    }
    let round = Round { press, limit, is_only: inputs.len() == 1, wait_for_turn: &|| () };
    inputs.iter().for_each(|input| round.work_off(input, &mut |mut done| finish(&mut done)));
}

/// How one input after the other is worked off.
struct Round<'r, 'j, 'p> {
    press: &'j Press<'j, 'p>,
    limit: u64,
    /// Whether the job has no other input.
    is_only: bool,
    wait_for_turn: &'r dyn Fn(),
}

impl<'j, 'p> Round<'_, 'j, 'p> {
    /// Reads and writes the stories of an input, and hands each on when it is done.
    fn work_off(&self, input: &'j Input, hand_on: &mut dyn FnMut(Done<'j, 'p>)) {
        let pipeline = self.press.pipeline;
        let recall = self.press.recall.as_ref();
        let mut stories = Stories::of(input, self.limit, pipeline.encoding()).printed(recall.is_some());
        if self.press.is_hashed {
            stories = stories.hashed();
        }
        let (mut number, mut first) = (0, 0);
        let mut ahead = None;
        while let Some(source) = ahead.take().or_else(|| next(&mut stories)) {
            let mut story = Story { input, number, source, sha256: None };
            let is_alone = self.is_only && number == 0 && stories.is_at_end();
            let batch = Batch { wait_for_turn: self.wait_for_turn, ..story.batch(first, is_alone) };
            let known = story.known(recall, stories.print(), &batch);
            let (outcome, names) = match known.as_ref().and_then(|known| self.recall(known, &batch)) {
                Some(recalled) => recalled,
                None => self.work_on(&story, known.as_ref(), &batch),
            };
            number += 1;
            first += names;
            // All bytes of the input were read when there is no further story.
            if stories.is_hashed() {
                ahead = next(&mut stories);
                story.sha256 = ahead.is_none().then(|| stories.sha256()).flatten();
            }
            hand_on(Done { story, outcome });
        }
    }

    /// What became of a story, and how many names it has, where it is known and its outputs are in their places.
    fn recall(&self, known: &Known, batch: &Batch<'_>) -> Option<(Outcome<'p>, usize)> {
        // Whatever is wrong with the cache is no fault of the story.
        let recalled = isolated(|| {
            let entry = known.entry()?;
            Some((Outcome::recall(&entry, self.press, batch)?, names(entry.articles)))
        });
        recalled.ok().flatten().inspect(|_| self.press.recall.iter().for_each(|recall| recall.used(known)))
    }

    /// Reads and writes a story, and keeps what comes of it where it has a key.
    fn work_on(&self, story: &Story<'_>, known: Option<&Known>, batch: &Batch<'_>) -> (Outcome<'p>, usize) {
        let mut work = Work::new(story, self.press.pipeline, known.is_some());
        work.write(self.press, batch);
        let names = work.names();
        if let (Some(known), Some(recall)) = (known, &self.press.recall)
            && let Some(entry) = work.entry()
        {
            recall.keep(known, &entry);
        }
        (work.into_outcome(), names)
    }
}

/// The next story of an input. One that brings a fault of slugline to light is the last.
pub(crate) fn next(stories: &mut Stories) -> Option<Result<Source, Diagnostic>> {
    isolated(|| stories.next()).unwrap_or_else(|fault| Some(Err(stories.give_up(fault))))
}

/// The job where some output takes the articles of all inputs.
fn run_together(
    press: &Press<'_, '_>,
    inputs: &[Input],
    limit: u64,
    threads: Option<NonZeroUsize>,
    tell: &mut dyn FnMut(&Report<'_>),
) -> Result<()> {
    let stories = load(press, inputs, limit)?;
    let mut works = read_all(&stories, press.pipeline, threads);
    refuse_many(press, works.iter().map(|work| work.articles.len()).sum())?;

    let (mut edition, mut identifiers) = (Edition::default(), Identifiers::default());
    let is_alone = works.len() == 1;
    let mut first = 0;
    for (at, work) in works.iter_mut().enumerate() {
        first = if work.story.number == 0 { 0 } else { first };
        work.write(press, &work.story.batch(first, is_alone));
        identifiers.note(std::mem::take(&mut work.outcome.marks), &mut work.outcome.log);
        first += work.names();
        edition.works.extend(work.articles.iter().map(|_| at));
        edition.articles.append(&mut work.articles);
    }
    if let [work] = works.as_mut_slice() {
        let label = work.story.label();
        for format in press.editions() {
            press.write_edition(&edition.articles, format, &|_| label.clone(), &mut work.outcome.log);
        }
        tell(&work.story.report(&work.outcome));
        return Ok(());
    }
    let mut editions = write_editions(press, &edition, &mut works);
    let mut said = Said::default();
    for work in &mut works {
        work.outcome.log.fold(&mut said);
        tell(&work.story.report(&work.outcome));
    }
    for (name, log) in &mut editions {
        log.fold(&mut said);
        tell(&log.report(name));
    }
    Ok(())
}

/// The articles of all stories.
#[derive(Default)]
struct Edition<'a> {
    articles: Vec<Article<'a>>,
    /// Which work each article came of.
    works: Vec<usize>,
}

/// Loads the stories of all inputs.
///
/// # Errors
///
/// As [`refuse_many`], before a file of any length is in memory.
fn load<'j>(press: &Press<'_, '_>, inputs: &'j [Input], limit: u64) -> Result<Vec<Story<'j>>> {
    let (mut stories, mut loaded) = (Vec::new(), 0);
    for input in inputs {
        let mut of_input = Stories::of(input, limit, press.pipeline.encoding());
        if press.is_hashed {
            of_input = of_input.hashed();
        }
        for (number, source) in of_input.by_ref().enumerate() {
            loaded += usize::from(source.is_ok());
            stories.push(Story { input, number, source, sha256: None });
            refuse_many(press, loaded)?;
        }
        if let Some(last) = stories.last_mut() {
            last.sha256 = of_input.sha256();
        }
    }
    Ok(stories)
}

/// Reads and transforms what was loaded.
fn read_all<'a, 'p>(
    stories: &'a [Story<'_>],
    pipeline: &'a Pipeline<'p>,
    threads: Option<NonZeroUsize>,
) -> Vec<Work<'a, 'p>> {
    let mut works = Vec::new();
    if let Some(threads) = threads {
        in_order(
            stories,
            threads,
            |story, lane| lane.hand_on(Work::new(story, pipeline, false), 0),
            |work| {
                works.push(work);
                None
            },
        );
    }
    let rest = stories.iter().skip(works.len()).map(|story| Work::new(story, pipeline, false));
    works.extend(rest);
    works
}

fn refuse_many(press: &Press<'_, '_>, articles: usize) -> Result<()> {
    let editions = press.editions();
    match editions.iter().find(|format| articles > 1 && format.arity == Arity::One) {
        Some(format) => press.plan.refuse_many(format),
        None => Ok(()),
    }
}

/// Writes the outputs of several stories, and gives the name and the log of each. What is reported of one story goes to that
/// story's work.
fn write_editions(press: &Press<'_, '_>, edition: &Edition<'_>, works: &mut [Work<'_, '_>]) -> Vec<(String, Log)> {
    let mut editions = Vec::new();
    for format in press.editions().into_iter().filter(|_| !edition.articles.is_empty()) {
        let mut log = Log::default();
        let label = |article: usize| {
            let work = edition.works.get(article).and_then(|at| works.get(*at));
            work.map(|work| work.story.label()).unwrap_or_default()
        };
        press.write_edition(&edition.articles, format, &label, &mut log);
        for diagnostic in log.diagnostics.take_if(|diagnostic| diagnostic.article.is_some()) {
            let at = diagnostic.article.and_then(|article| edition.works.get(article as usize));
            let work = at.and_then(|at| works.get_mut(*at));
            work.map_or(&mut log.diagnostics, |work| &mut work.outcome.log.diagnostics).push(diagnostic);
        }
        log.detach();
        for missing in works.iter().filter(|work| work.outcome.read_as.is_none()) {
            let message = format!("`{}` is missing from the edition", missing.story.label());
            log.diagnostics.push(Diagnostic::warning("incomplete-edition", message));
        }
        let path = press.plan.edition_path(format);
        let name = path.map_or_else(|| "-".to_owned(), |path| path.display().to_string());
        editions.push((name, log));
    }
    editions
}

/// A story of an input, as it was loaded.
pub(crate) struct Story<'j> {
    pub(crate) input: &'j Input,
    /// How many stories of the input came before.
    pub(crate) number: usize,
    pub(crate) source: Result<Source, Diagnostic>,
    /// The SHA-256 of the input, with its last story, where it is wanted.
    pub(crate) sha256: Option<String>,
}

impl Story<'_> {
    /// What messages call it.
    fn label(&self) -> String {
        self.source.as_ref().map_or_else(|_| self.input.name.clone(), Source::label)
    }

    /// What comes of it, of whose input `first` articles came before.
    pub(crate) fn batch(&self, first: usize, is_alone: bool) -> Batch<'_> {
        Batch { input: self.input, first, label: self.label(), is_alone, wait_for_turn: &|| () }
    }

    /// What is known of it, whose bytes have that print. `None`: it could not be had, or nobody keeps any.
    pub(crate) fn known(&self, recall: Option<&Recall<'_>>, print: Option<Print>, batch: &Batch<'_>) -> Option<Known> {
        self.source.as_ref().ok().map(|source| Some(recall?.look_up(print?, source, batch)))?
    }

    fn report<'r>(&'r self, outcome: &'r Outcome<'_>) -> Report<'r> {
        Report {
            story: Some(self.number),
            source: self.source.as_ref().ok().filter(|_| outcome.has_places),
            sha256: self.sha256.as_deref(),
            read_as: outcome.read_as,
            ..outcome.log.report(&self.input.name)
        }
    }
}

/// How many names the outputs of a story have. One that failed keeps one, so that those of the others stay when it is mended.
pub(crate) fn names(articles: usize) -> usize {
    articles.max(1)
}

/// What became of a story.
#[derive(Default)]
struct Outcome<'p> {
    /// Whether the places of what is reported are in the story.
    has_places: bool,
    /// `None`: it could not be read.
    read_as: Option<(&'p str, Choice)>,
    log: Log,
    /// What its articles are known by.
    marks: Marks,
}

impl<'p> Outcome<'p> {
    /// What became of a story in an earlier run. `None`: not all of it is still so.
    fn recall(entry: &Entry, press: &Press<'_, 'p>, batch: &Batch<'_>) -> Option<Outcome<'p>> {
        let read_as = (press.pipeline.reader_name(&entry.read_as)?, entry.choice);
        let mut log = Log::of(entry.told.diagnostics());
        let is_there =
            press.pipeline.sees(&entry.looks) && press.find_stories(entry.articles, &entry.outputs, batch, &mut log);
        is_there.then(|| Outcome {
            has_places: entry.has_places,
            read_as: Some(read_as),
            log,
            marks: entry.marks.clone(),
        })
    }
}

/// A story that was read and written, and is to be told.
struct Done<'j, 'p> {
    story: Story<'j>,
    outcome: Outcome<'p>,
}

impl Done<'_, '_> {
    /// About how many bytes it takes, a few thousand for itself.
    fn size(&self) -> usize {
        let text = self.story.source.as_ref().map_or(0, Source::len);
        4096 + text as usize + self.outcome.log.size() + self.outcome.marks.size()
    }
}

/// The work on one story.
pub(crate) struct Work<'a, 'p> {
    story: &'a Story<'a>,
    pub(crate) articles: Vec<Article<'a>>,
    outcome: Outcome<'p>,
}

impl<'a, 'p> Work<'a, 'p> {
    /// Reads and transforms what was loaded. `is_traced`: what it looks at and makes is taken down.
    pub(crate) fn new(story: &'a Story<'_>, pipeline: &'a Pipeline<'p>, is_traced: bool) -> Work<'a, 'p> {
        let mut work = Work { story, articles: Vec::new(), outcome: Outcome::default() };
        work.outcome.log.trace = is_traced.then(Trace::default);
        match &story.source {
            Ok(source) => {
                work.outcome.has_places = true;
                if let Err(fault) = isolated(|| work.read(source, pipeline)) {
                    work.outcome.log.fail(fault);
                }
            }
            Err(diagnostic) => work.outcome.log.fail(diagnostic.clone()),
        }
        work
    }

    fn read(&mut self, source: &'a Source, pipeline: &'a Pipeline<'p>) {
        let Outcome { has_places, read_as, log, .. } = &mut self.outcome;
        let seen = log.trace.as_ref().map(|trace| &trace.seen);
        match pipeline.read_seen(source, &crate::told::Told::default(), seen, &mut log.diagnostics) {
            Ok(reading) if reading.articles.is_empty() => {
                let error = Error::new(Kind::Invalid, format!("`{}` holds no article", self.story.label()));
                log.fail(failure("no-article", &error));
            }
            Ok(reading) => {
                *read_as = Some((reading.format, reading.choice));
                self.articles = reading.articles;
                // Else what is reported from here on has its place in another text.
                *has_places = reading.spans_source;
            }
            Err(error) => log.fail(reading_failure(&error)),
        }
    }

    /// Writes the outputs that hold one article each.
    fn write(&mut self, press: &Press<'_, '_>, batch: &Batch<'_>) {
        let Work { articles, outcome, .. } = self;
        let written = isolated(|| {
            outcome.marks = Marks::of(articles, batch, &outcome.log);
            press.write_stories(articles, batch, &mut outcome.log);
        });
        if let Err(fault) = written {
            self.outcome.log.fail(fault);
        }
    }

    /// How many names its outputs have.
    pub(crate) fn names(&self) -> usize {
        names(self.articles.len())
    }

    /// What is to be kept of it. `None`: it failed, or nobody keeps it.
    fn entry(&self) -> Option<Entry> {
        let Outcome { has_places, read_as, log, marks } = &self.outcome;
        let trace = log.trace.as_ref().filter(|_| !log.has_failed())?;
        let (read_as, choice) = (*read_as)?;
        Some(Entry {
            read_as: read_as.to_owned(),
            choice,
            told: Told::of(&log.diagnostics)?,
            has_places: *has_places,
            articles: self.articles.len(),
            marks: marks.clone(),
            looks: trace.seen.looks(),
            outputs: trace.outputs.clone(),
        })
    }

    /// What became of the story. Its articles are dropped.
    fn into_outcome(self) -> Outcome<'p> {
        self.outcome
    }
}
