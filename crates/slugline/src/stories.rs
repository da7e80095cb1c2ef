//! The stories of an input, read one after the other: a file of many takes no more memory than its longest story.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use slugline_core::cut::{Cutter, is_padding};
use slugline_core::diagnostic::Diagnostic;
use slugline_core::{Encoding, Error, Kind, Place, Source, foreign, is_binary};

use crate::cache::Print;
use crate::digest::Digest;
use crate::failure::failure;
use crate::input::{self, Input};
use crate::registry::Registry;
use crate::size::Size;

/// Bytes that a story may have where nothing else is said: more than any has, less than a machine's memory.
pub const MAX_STORY: u64 = 64 * 1024 * 1024;

/// Bytes that are read at a time while the end of a story is looked for.
const CHUNK: usize = 64 * 1024;

/// The stories of one input as a command line names it: a file, or `-` for standard input, which `stdin_name` is another
/// name of. None has more than `limit` bytes. What they are encoded in is found out where no `encoding` is named.
pub fn stories(argument: &OsStr, stdin_name: Option<&Path>, limit: u64, encoding: Option<Encoding>) -> Stories {
    Stories::of(&input::named(argument, stdin_name, Registry::new(&[])), limit, encoding)
}

/// The stories of bytes that are at hand, which messages call `name`; else as [`stories`].
pub fn stories_in(name: &str, bytes: Vec<u8>, limit: u64, encoding: Option<Encoding>) -> Stories {
    Stories { buffer: bytes, ..Stories::new(name.to_owned(), limit, encoding) }
}

/// The stories of an input, in order, each as soon as it is complete: at least one, or why there is none.
///
/// Where the input is no file of many stories, as [`slugline_core::cut`] knows them, it is one story.
///
/// Where a story cannot be had, its diagnostic stands in its place: `unreadable-input`, after which there are no more;
/// `binary-input`, where the first bytes are those of a picture, a program or other data that is no text;
/// `input-too-large`, after which the next story follows, where there is one.
pub struct Stories {
    name: String,
    limit: u64,
    encoding: Option<Encoding>,
    /// `None`: all was read, or nothing more can be.
    reader: Option<Box<dyn BufRead>>,
    /// Why it could not be opened.
    closed: Option<io::Error>,
    /// Bytes that the file is said to have; 0 where nothing is said.
    expected: u64,
    cutter: Cutter,
    /// What was read and not handed on, from `start` on.
    buffer: Vec<u8>,
    start: usize,
    /// Where the byte at `start` is in the file.
    place: Place,
    /// Whether no story was handed on.
    is_first: bool,
    /// Whether prints of the stories are wanted.
    is_printed: bool,
    print: Option<Print>,
    /// That of all bytes that were read. `None`: it is not wanted.
    digest: Option<Digest>,
    /// Whether these are all that there are.
    is_complete: bool,
}

impl Stories {
    /// Opens `input`. That it cannot be opened is the first item.
    pub(crate) fn of(input: &Input, limit: u64, encoding: Option<Encoding>) -> Stories {
        let opened = match &input.path {
            None => Ok((Box::new(io::stdin().lock()) as Box<dyn BufRead>, 0)),
            Some(path) => open(path),
        };
        let (reader, expected, closed) = match opened {
            Ok((reader, expected)) => (Some(reader), expected, None),
            Err(error) => (None, 0, Some(error)),
        };
        Stories { reader, closed, expected, ..Stories::new(input.name.clone(), limit, encoding) }
    }

    /// Those of nothing.
    fn new(name: String, limit: u64, encoding: Option<Encoding>) -> Stories {
        Stories {
            name,
            limit,
            encoding,
            reader: None,
            closed: None,
            expected: 0,
            cutter: Cutter::new(),
            buffer: Vec::new(),
            start: 0,
            place: Place::START,
            is_first: true,
            digest: None,
            is_complete: false,
            is_printed: false,
            print: None,
        }
    }

    /// The same, with the [digest](Stories::sha256) of what is read.
    pub(crate) fn hashed(self) -> Stories {
        Stories { digest: Some(Digest::default()), ..self }
    }

    /// The SHA-256 of the input, once. `None`: it is not wanted, or not all of the input was read.
    pub(crate) fn sha256(&mut self) -> Option<String> {
        self.digest.take_if(|_| self.is_complete).map(Digest::into_hex)
    }

    /// Whether there is a digest to wait for.
    pub(crate) fn is_hashed(&self) -> bool {
        self.digest.is_some()
    }

    /// The same, with a print of each.
    pub(crate) fn printed(self, is_printed: bool) -> Stories {
        Stories { is_printed, ..self }
    }

    /// What the bytes of the story hold that was handed on last, where prints are wanted.
    pub(crate) fn print(&self) -> Option<Print> {
        self.print
    }

    /// What messages call the input: a path, `-` for standard input.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether the last story was handed on, as far as is known without reading on.
    pub fn is_at_end(&self) -> bool {
        self.reader.is_none() && self.closed.is_none() && self.rest().is_empty()
    }

    fn rest(&self) -> &[u8] {
        self.buffer.get(self.start..).unwrap_or_default()
    }

    /// The next story's bytes, and where they begin. `None`: there is none.
    fn cut(&mut self) -> Result<Option<(Vec<u8>, Place)>, Diagnostic> {
        loop {
            if self.is_first
                && let Some(refused) = self.refuse_binary()
            {
                return Err(refused);
            }
            let is_end = self.reader.is_none();
            let rest = self.buffer.get(self.start..).unwrap_or_default();
            if let Some(end) = self.cutter.end(rest, is_end) {
                let is_padding = is_end && end == rest.len() && is_padding(rest);
                return match end as u64 > self.limit {
                    true => Err(self.skip(Some(end))?),
                    false if is_padding && !self.is_first => Ok(None),
                    false => Ok(Some(self.take(end))),
                };
            }
            if is_end {
                return Ok(self.is_first.then(|| self.take(0)));
            }
            if rest.len() as u64 > self.limit {
                return Err(self.skip(None)?);
            }
            self.read()?;
        }
    }

    /// Reads on: to the end where the file is one story, else what comes next.
    fn read(&mut self) -> Result<(), Diagnostic> {
        self.buffer.drain(..self.start);
        self.start = 0;
        match self.fill() {
            Ok(true) => {}
            Ok(false) => self.reader = None,
            Err(error) => return Err(self.unreadable(error)),
        }
        Ok(())
    }

    /// Adds bytes to the buffer. Whether there may be more.
    fn fill(&mut self) -> io::Result<bool> {
        let Some(reader) = &mut self.reader else { return Ok(false) };
        if self.cutter.is_whole() {
            let room = self.limit.saturating_add(1).saturating_sub(self.buffer.len() as u64);
            let expected = self.expected.saturating_sub(self.buffer.len() as u64).min(room);
            // One more, so that the end is seen without growing.
            self.buffer.reserve_exact(usize::try_from(expected).unwrap_or(0) + 1);
            let before = self.buffer.len();
            let read = reader.take(room).read_to_end(&mut self.buffer)?;
            self.is_complete = (read as u64) < room;
            if let Some(digest) = &mut self.digest {
                digest.add(self.buffer.get(before..).unwrap_or_default());
            }
            return Ok(false);
        }
        loop {
            match reader.fill_buf() {
                Ok(chunk) => {
                    self.buffer.extend_from_slice(chunk);
                    self.is_complete = chunk.is_empty();
                    if let Some(digest) = &mut self.digest {
                        digest.add(chunk);
                    }
                    let count = chunk.len();
                    reader.consume(count);
                    // A file that has as much as it is said to have is at its end: then it is looked through once.
                    if count == 0 || self.buffer.len() as u64 != self.expected {
                        return Ok(count > 0);
                    }
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Takes the story out of the buffer that ends at `end`.
    fn take(&mut self, end: usize) -> (Vec<u8>, Place) {
        let (place, end) = (self.place, self.start + end);
        let is_most = self.start == 0 && end >= self.buffer.len() / 2;
        let story = if is_most {
            let rest = self.buffer.split_off(end);
            std::mem::replace(&mut self.buffer, rest)
        } else {
            let story = self.buffer.get(self.start..end).unwrap_or_default().to_vec();
            self.start = end;
            story
        };
        self.is_first = false;
        if !self.is_at_end() {
            self.place = place.after(&story);
        }
        (story, place)
    }

    /// Passes over a story that is too long, reading on until its end is found, and says so.
    fn skip(&mut self, mut end: Option<usize>) -> Result<Diagnostic, Diagnostic> {
        let place = self.place;
        loop {
            let is_end = self.reader.is_none();
            let rest = self.buffer.get(self.start..).unwrap_or_default();
            if let Some(end) = end.take().or_else(|| self.cutter.end(rest, is_end)) {
                let is_last = is_end && end == rest.len();
                self.pass_over(end);
                return Ok(self.too_large(place, is_last));
            }
            let passed = self.cutter.give_up(rest);
            self.pass_over(passed);
            self.read()?;
        }
    }

    fn pass_over(&mut self, bytes: usize) {
        self.place = self.place.after(self.buffer.get(self.start..self.start + bytes).unwrap_or_default());
        self.start += bytes;
        self.is_first = false;
    }

    fn too_large(&self, place: Place, is_last: bool) -> Diagnostic {
        let (name, limit) = (&self.name, Size(self.limit));
        let line = place.line_col.line;
        let what = match (place.byte, is_last) {
            (0, true) => format!("`{name}`"),
            (_, true) => format!("the rest of `{name}`, from line {line} on,"),
            (_, false) => format!("a story of `{name}`, from line {line} on,"),
        };
        let message = format!("{what} has more than the {limit} that a story may have");
        let error = Error::new(Kind::Unsupported, message).help("allow more with `--limit SIZE`");
        failure("input-too-large", &error)
    }

    /// The diagnostic for a file that is no text. Where the user says what a text is encoded in, it is text.
    fn refuse_binary(&mut self) -> Option<Diagnostic> {
        if self.buffer.is_empty() {
            return None;
        }
        let error = |what: &str| Error::new(Kind::Unsupported, format!("`{}` is {what}, not text", self.name));
        let error = match foreign(&self.buffer) {
            Some(what) => error(what),
            None if self.encoding.is_none() && is_binary(&self.buffer) => {
                error("binary data").help("if it is text, say what it is encoded in with `--encoding NAME`")
            }
            None => return None,
        };
        self.close();
        Some(failure("binary-input", &error))
    }

    fn unreadable(&mut self, error: io::Error) -> Diagnostic {
        self.close();
        failure("unreadable-input", &Error::io(format!("cannot read `{}`", self.name), error))
    }

    /// Reads no further, for `fault`, which it gives back.
    pub(crate) fn give_up(&mut self, fault: Diagnostic) -> Diagnostic {
        self.close();
        fault
    }

    fn close(&mut self) {
        self.reader = None;
        self.buffer = Vec::new();
        self.start = 0;
        self.is_first = false;
    }
}

impl Iterator for Stories {
    type Item = Result<Source, Diagnostic>;

    fn next(&mut self) -> Option<Result<Source, Diagnostic>> {
        if let Some(error) = self.closed.take() {
            return Some(Err(self.unreadable(error)));
        }
        let (story, place) = match self.cut().transpose()? {
            Ok(cut) => cut,
            Err(diagnostic) => return Some(Err(diagnostic)),
        };
        self.print = self.is_printed.then(|| Print::of(&story));
        let source = match self.encoding {
            Some(encoding) => Source::with_encoding(self.name.as_str(), story, encoding),
            None => Source::new(self.name.as_str(), story),
        };
        Some(source.map(|source| source.into_story(place)).map_err(|error| failure("unreadable-input", &error)))
    }
}

/// The file, and how many bytes it is said to have.
fn open(path: &Path) -> io::Result<(Box<dyn BufRead>, u64)> {
    let file = File::open(path)?;
    let expected = file.metadata()?.len();
    // Of a pipe nothing is said, nor of what a system makes up as it is read.
    let room = if expected == 0 { CHUNK } else { usize::try_from(expected).unwrap_or(CHUNK).min(CHUNK) };
    Ok((Box::new(BufReader::with_capacity(room, file)), expected))
}
