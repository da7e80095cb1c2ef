//! The names of outputs that are made of what stories say: taken before anything is written.

use std::path::PathBuf;

use slugline_core::{Error, Kind, Result};

use crate::cache::{Entry, Known, Recall};
use crate::input::Input;
use crate::job::Job;
use crate::order::in_order;
use crate::plan::{OutputOf, joined};
use crate::press::Batch;
use crate::run::{Story, Work, names, next};
use crate::stories::Stories;

/// Whose output has which name.
type Names = Vec<(String, PathBuf)>;

impl Job<'_> {
    /// Takes the names that outputs have, where they are made of what the stories say: those are read for it, and again when
    /// they are written, since nothing may be written before it is known that no two have one name.
    ///
    /// # Errors
    ///
    /// [`Kind::Usage`] where two have one, and as for [`Plan::claim`](crate::plan::Plan::claim). What is wrong with a story is
    /// told when it is written.
    pub(crate) fn name_outputs(&self) -> Result<()> {
        if !self.plan.needs_articles() {
            return Ok(());
        }
        self.inputs.iter().try_for_each(refuse_read_once)?;
        let (mut faults, recall) = (Vec::new(), self.recall());
        let mut claim = |names: Names| {
            faults.extend(names.iter().filter_map(|(whose, path)| self.plan.claim(Some(path), whose).err()));
            Some(names)
        };
        let names = |input| self.names_of(input, recall.as_ref());
        let is_done = self.threads().is_some_and(|threads| {
            in_order(&self.inputs, threads, |input, lane| lane.hand_on(names(input), 4096), &mut claim)
        });
        if !is_done {
            self.inputs.iter().for_each(|input| drop(claim(names(input))));
        }
        joined(faults).map_or(Ok(()), Err)
    }

    /// Whose outputs an input's are, and their names. A story that is known is not read.
    fn names_of(&self, input: &Input, recall: Option<&Recall<'_>>) -> Names {
        let (mut found, mut number, mut first) = (Vec::new(), 0, 0);
        let mut stories = Stories::of(input, self.limit, self.pipeline.encoding()).printed(recall.is_some());
        while let Some(source) = next(&mut stories) {
            let story = Story { input, number, source, sha256: None };
            let is_alone = self.inputs.len() == 1 && number == 0 && stories.is_at_end();
            let batch = story.batch(first, is_alone);
            let known = story.known(recall, stories.print(), &batch);
            first += match known.as_ref().and_then(Known::entry) {
                Some(entry) => self.add_known(&mut found, &entry, &batch),
                None => self.add_read(&mut found, &story, &batch),
            };
            number += 1;
        }
        found
    }

    /// Adds those of a story that is known, and says how many articles it has.
    fn add_known(&self, found: &mut Names, entry: &Entry, batch: &Batch<'_>) -> usize {
        let each = entry.outputs.len() / entry.articles.max(1);
        for (at, output) in entry.outputs.iter().enumerate() {
            let number = batch.first + at / each.max(1);
            let owner = self.plan.owner(&OutputOf { input: batch.input, number, article: None });
            found.extend(output.path.clone().map(|path| (owner, path)));
        }
        names(entry.articles)
    }

    /// Adds those of a story that is read for it, and says how many names its outputs have.
    fn add_read(&self, found: &mut Names, story: &Story<'_>, batch: &Batch<'_>) -> usize {
        let work = Work::new(story, &self.pipeline, false);
        let publisher = self.pipeline.publisher();
        for (at, article) in work.articles.iter().enumerate() {
            let of = OutputOf { input: batch.input, number: batch.first + at, article: Some((article, &publisher)) };
            let formats = self.pipeline.formats().iter().filter(|format| !self.plan.is_one_for_all(format));
            found.extend(formats.filter_map(|format| Some((self.plan.owner(&of), self.plan.story_path(&of, format)?))));
        }
        work.names()
    }
}

/// Refuses an input that cannot be read twice.
fn refuse_read_once(input: &Input) -> Result<()> {
    let is_read_once = match &input.path {
        None => true,
        Some(path) => path.metadata().is_ok_and(|metadata| !metadata.is_file() && !metadata.is_dir()),
    };
    if !is_read_once {
        return Ok(());
    }
    let message =
        format!("`{}` is no file, and is to be read twice: for the names of its outputs, and for them", input.name);
    Err(Error::new(Kind::Usage, message).help("save it as a file, or name the outputs by `{stem}` alone"))
}
