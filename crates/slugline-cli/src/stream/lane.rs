//! The work on records: on this thread, or on several, whose answers come in the order of the records.

use std::borrow::Cow;
use std::io::Read;
use std::num::NonZero;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::thread;
use std::time::Instant;

use serde_json::value::RawValue;
use slugline::diagnostic::Severity;
use slugline::{Encoding, Error, Format, Kind, Pipeline, Result, Told, reading_failure, stories_in};

use super::Line;
use super::answer::{Counts, put_error, put_result};
use super::lines::{Batch, Lines};
use super::record::{Raw, Record, Story};
use super::work::Work;
use crate::finding::{About, Finding};

/// Batches that may wait for a lane, and answers that may wait to be handed on: enough that neither waits for the other.
const WAITING: usize = 2;

/// Bytes of memory that answers keep when they were handed on.
const KEPT: usize = 1 << 20;

/// Answers all lines. `hand_on` gets the answers of some records at a time, in their order, as soon as they are all there, and
/// says whether anybody takes them; else the run ends.
///
/// # Errors
///
/// [`Kind::Io`] where the lines cannot be read or the answers not be written.
pub(super) fn run<R: Read>(
    line: &Line<'_>,
    mut lines: Lines<R>,
    lanes: NonZero<usize>,
    hand_on: &mut (dyn FnMut(&[u8]) -> Result<bool> + Send),
) -> Result<Counts> {
    let mut press = Press { hand_on, counts: Counts::default() };
    if lanes.get() == 1 {
        let mut answers = Answers::default();
        while let Some(batch) = next(&mut lines)? {
            line.answer_all(&batch, &mut answers);
            if !press.hand_on(&answers)? {
                break;
            }
            answers.clear();
            lines.take_back(batch);
        }
        return Ok(press.counts);
    }
    thread::scope(|scope| {
        let (mut inlets, mut outlets) = (Vec::new(), Vec::new());
        let (answered, read_before) = channel();
        for _ in 0..lanes.get() {
            let (inlet, batches) = sync_channel(WAITING);
            let (answers, outlet) = sync_channel(WAITING);
            let (handed_on, emptied) = channel();
            let lane = Lane { line, batches, answers, emptied, answered: answered.clone() };
            scope.spawn(move || lane.work());
            inlets.push(inlet);
            outlets.push(Outlet { answers: outlet, handed_on });
        }
        let handed_on = scope.spawn(move || press.take_turns(&outlets));
        let fed = feed(&mut lines, &read_before, &inlets);
        drop(inlets);
        // Both are told to end, and neither panics: what may do so is isolated.
        let handed_on =
            handed_on.join().unwrap_or_else(|_| Err(Error::new(Kind::Internal, "answers were not handed on")));
        fed.and(handed_on)
    })
}

/// What comes next.
///
/// # Errors
///
/// [`Kind::Io`] where it cannot be read.
fn next<R: Read>(lines: &mut Lines<R>) -> Result<Option<Batch>> {
    lines.next().map_err(|error| Error::io("cannot read standard input", error))
}

/// Gives each lane a batch in turn, until there are no more or nobody wants the answers. What was `read_before` and is
/// answered is read into again.
fn feed<R: Read>(lines: &mut Lines<R>, read_before: &Receiver<Batch>, inlets: &[SyncSender<Batch>]) -> Result<()> {
    for inlet in inlets.iter().cycle() {
        read_before.try_iter().for_each(|batch| lines.take_back(batch));
        let Some(batch) = next(lines)? else { break };
        if inlet.send(batch).is_err() {
            break;
        }
    }
    Ok(())
}

/// A thread that answers batches. Its memory comes back to it: what one thread makes and another throws away goes back to
/// the system and is asked for anew, a page at a time, which cost more than the work.
struct Lane<'l, 'p> {
    line: &'l Line<'p>,
    batches: Receiver<Batch>,
    answers: SyncSender<Answers>,
    /// Answers that were handed on.
    emptied: Receiver<Answers>,
    /// Where batches go that are answered.
    answered: Sender<Batch>,
}

impl Lane<'_, '_> {
    /// Works until there are no more batches, or nobody wants the answers.
    fn work(&self) {
        for batch in &self.batches {
            let mut answers = self.emptied.try_recv().unwrap_or_default();
            self.line.answer_all(&batch, &mut answers);
            // Where nothing more is read, it is of no use to anybody.
            let _ = self.answered.send(batch);
            if self.answers.send(answers).is_err() {
                break;
            }
        }
    }
}

/// Where the answers of a lane come out, and where they go back to.
struct Outlet {
    answers: Receiver<Answers>,
    handed_on: Sender<Answers>,
}

/// What answers go through on their way out.
struct Press<'h> {
    hand_on: &'h mut (dyn FnMut(&[u8]) -> Result<bool> + Send),
    counts: Counts,
}

impl Press<'_> {
    /// Takes the answers of each lane in turn, which is the order of the batches.
    fn take_turns(mut self, outlets: &[Outlet]) -> Result<Counts> {
        for outlet in outlets.iter().cycle() {
            let Ok(mut answers) = outlet.answers.recv() else { break };
            if !self.hand_on(&answers)? {
                break;
            }
            answers.clear();
            // A lane that has ended needs it no more.
            let _ = outlet.handed_on.send(answers);
        }
        Ok(self.counts)
    }

    /// Hands answers on. Whether anybody takes them.
    fn hand_on(&mut self, answers: &Answers) -> Result<bool> {
        self.counts.add(answers.counts);
        (self.hand_on)(&answers.bytes)
    }
}

/// The answers of some records.
#[derive(Default)]
pub(super) struct Answers {
    bytes: Vec<u8>,
    counts: Counts,
}

impl Line<'_> {
    /// Answers the records of a batch.
    fn answer_all(&self, batch: &Batch, answers: &mut Answers) {
        match batch {
            Batch::Overlong(raw) => answers.refuse(None, &|| Raw::clone(raw), &self.too_large(raw.len())),
            Batch::Lines(lines) => {
                let mut rest = lines.as_slice();
                while !rest.is_empty() {
                    let end = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
                    self.answer(rest.get(..end).unwrap_or_default(), answers);
                    rest = rest.get(end + 1..).unwrap_or_default();
                }
            }
        }
    }

    fn too_large(&self, len: u64) -> Error {
        let message = format!("the record has {len} bytes; {} are allowed", self.max_record);
        Error::new(Kind::Unsupported, message).help("allow more with `--max-record SIZE`").coded("record-too-large")
    }

    fn answer(&self, line: &[u8], answers: &mut Answers) {
        let raw = || Raw::of(line);
        if line.len() as u64 > self.max_record {
            return answers.refuse(None, &raw, &self.too_large(line.len() as u64));
        }
        match Record::parse(line) {
            Ok(mut record) => {
                let id = record.id;
                match record.take_story() {
                    Ok(story) => self.convert(&record, story, &raw, answers),
                    Err(error) => answers.refuse(id, &raw, &error),
                }
            }
            Err((id, error)) => answers.refuse(id, &raw, &error),
        }
    }

    /// Reads the stories of a record and writes each. The first fault is the record's.
    fn convert(&self, record: &Record<'_>, story: Story, raw: &dyn Fn() -> Raw, answers: &mut Answers) {
        let head = match record.head() {
            Ok(head) => head,
            Err(error) => return answers.refuse(record.id, raw, &error),
        };
        let deadline = self.time_limit.map(|limit| Instant::now() + limit);
        let told = Told { from: record.from.as_deref(), head, deadline };
        let name = name_of(record.id);
        let stories = match story {
            Story::Text(text) => stories_in(&name, text.into_bytes(), self.max_record, Some(Encoding::UTF_8)),
            Story::Bytes(bytes) => stories_in(&name, bytes, self.max_record, self.pipeline.encoding()),
        };
        let stories: Vec<_> = stories.collect();
        let mut works: Vec<Work<'_>> = Vec::with_capacity(stories.len());
        for story in &stories {
            let work = Work::new(story, &self.pipeline, &told);
            let has_failed = work.has_failed();
            works.push(work);
            if has_failed {
                break;
            }
        }
        answers.add(record.id, raw, &name, &self.pipeline, works);
    }
}

impl Answers {
    /// Makes room for others. Of what a large record took, no more is kept than others need.
    fn clear(&mut self) {
        self.bytes.clear();
        self.bytes.shrink_to(KEPT);
        self.counts = Counts::default();
    }

    /// Adds the answer of a record that was worked on.
    fn add(
        &mut self,
        id: Option<&RawValue>,
        raw: &dyn Fn() -> Raw,
        name: &str,
        pipeline: &Pipeline<'_>,
        works: Vec<Work<'_>>,
    ) {
        let mut outputs = Vec::new();
        let mut findings = Vec::new();
        for work in &works {
            let about = About { name, source: work.source, reader: work.reader };
            findings.extend(Finding::all(&work.diagnostics, about));
        }
        match findings.iter().position(|finding| finding.diagnostic.severity == Severity::Error) {
            Some(at) => {
                let error = findings.remove(at);
                put_error(id, raw, &error, &findings, &mut self.bytes);
                self.counts.errors += 1;
            }
            None => {
                let to = pipeline.formats().first().map_or("", Format::name);
                works.iter().for_each(|work| outputs.extend(&work.outputs));
                put_result(id, to, &outputs, &findings, &mut self.bytes);
                self.counts.results += 1;
            }
        }
    }

    /// Adds the answer of a record that was not worked on.
    fn refuse(&mut self, id: Option<&RawValue>, raw: &dyn Fn() -> Raw, error: &Error) {
        let name = name_of(id);
        let diagnostic = reading_failure(error);
        let about = About { name: &name, source: None, reader: "" };
        put_error(id, raw, &Finding::of(&diagnostic, about), &[], &mut self.bytes);
        self.counts.errors += 1;
    }
}

/// What messages call a record.
fn name_of(id: Option<&RawValue>) -> Cow<'_, str> {
    let Some(id) = id.map(RawValue::get) else { return "-".into() };
    serde_json::from_str::<Cow<'_, str>>(id).unwrap_or(id.into())
}
