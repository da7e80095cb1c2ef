//! Lines of a stream, as many at a time as are there, none of them longer than there is room for.

use std::io::{self, Read};

use super::record::Raw;

/// Bytes that are read at a time.
const CHUNK: usize = 64 * 1024;

/// The lines of a stream.
pub(super) struct Lines<R> {
    input: R,
    max_record: u64,
    /// Whether each line comes alone.
    one_by_one: bool,
    buffer: Vec<u8>,
    /// Memory for what is read next.
    spare: Vec<Vec<u8>>,
    is_at_end: bool,
}

/// Lines that were there at one time.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Batch {
    /// Whole lines, each with its end but perhaps the last of the stream.
    Lines(Vec<u8>),
    /// A line that is too long to be kept.
    Overlong(Box<Raw>),
}

impl<R: Read> Lines<R> {
    /// The lines of `input`, of which one may have `max_record` bytes.
    pub(super) fn new(input: R, max_record: u64, one_by_one: bool) -> Lines<R> {
        Lines { input, max_record, one_by_one, buffer: Vec::new(), spare: Vec::new(), is_at_end: false }
    }

    /// What comes next: all lines that are there, after waiting for one. `None`: there are no more.
    ///
    /// # Errors
    ///
    /// Where the stream cannot be read.
    pub(super) fn next(&mut self) -> io::Result<Option<Batch>> {
        let mut looked = 0;
        loop {
            let new = self.buffer.get(looked..).unwrap_or_default();
            let end = match self.one_by_one {
                true => memchr::memchr(b'\n', new),
                false => memchr::memrchr(b'\n', new),
            };
            if let Some(end) = end {
                return Ok(Some(Batch::Lines(self.take(looked + end + 1))));
            }
            if self.is_at_end {
                let is_empty = self.buffer.is_empty();
                return Ok((!is_empty).then(|| Batch::Lines(self.take(self.buffer.len()))));
            }
            looked = self.buffer.len();
            if looked as u64 > self.max_record {
                return self.pass_over().map(|raw| Some(Batch::Overlong(Box::new(raw))));
            }
            self.read()?;
        }
    }

    /// Takes back a batch that was answered: what comes next is read into its memory.
    pub(super) fn take_back(&mut self, batch: Batch) {
        if let Batch::Lines(mut lines) = batch
            && lines.capacity() <= 4 * CHUNK
        {
            lines.clear();
            self.spare.push(lines);
        }
    }

    fn take(&mut self, end: usize) -> Vec<u8> {
        let mut next = self.spare.pop().unwrap_or_default();
        next.extend_from_slice(self.buffer.get(end..).unwrap_or_default());
        self.buffer.truncate(end);
        std::mem::replace(&mut self.buffer, next)
    }

    /// Adds what is there.
    fn read(&mut self) -> io::Result<()> {
        let len = self.buffer.len();
        self.buffer.resize(len + CHUNK, 0);
        let read = loop {
            match self.input.read(self.buffer.get_mut(len..).unwrap_or_default()) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => break read,
            }
        };
        self.buffer.truncate(len + *read.as_ref().unwrap_or(&0));
        self.is_at_end = read? == 0;
        Ok(())
    }

    /// Reads to the end of the line that the buffer begins, and keeps what tells it.
    fn pass_over(&mut self) -> io::Result<Raw> {
        let mut raw = Raw::new();
        loop {
            let end = memchr::memchr(b'\n', &self.buffer);
            let part = self.take(end.unwrap_or(self.buffer.len()));
            raw.add(&part);
            if end.is_some() {
                self.take(1);
                return Ok(raw);
            }
            if self.is_at_end {
                return Ok(raw);
            }
            self.read()?;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives a few bytes at a time.
    struct Slow<'b>(&'b [u8], usize);

    impl Read for Slow<'_> {
        fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
            let count = self.1.min(self.0.len());
            let (now, later) = self.0.split_at(count);
            room[..count].copy_from_slice(now);
            self.0 = later;
            Ok(count)
        }
    }

    /// The lines of a stream, each followed by `|`; those too long as their length and head.
    fn lines(bytes: &[u8], chunk: usize, one_by_one: bool) -> String {
        let mut lines = Lines::new(Slow(bytes, chunk), 5, one_by_one);
        let mut told = String::new();
        while let Some(batch) = lines.next().unwrap() {
            match batch {
                Batch::Lines(batch) => {
                    for line in batch.split_inclusive(|byte| *byte == b'\n') {
                        told.push_str(&String::from_utf8_lossy(line));
                        told.push('|');
                    }
                }
                Batch::Overlong(raw) => told.push_str(&format!("[{} {}]", raw.len(), raw.head())),
            }
        }
        told
    }

    #[test]
    fn lines_are_the_same_however_they_arrive() {
        for chunk in 1..20 {
            for one_by_one in [false, true] {
                assert_eq!(lines(b"ab\n\ncd\nef", chunk, one_by_one), "ab\n|\n|cd\n|ef|", "{chunk}");
            }
        }
        assert_eq!(lines(b"", 3, false), "");
        assert_eq!(lines(b"\n", 3, false), "\n|");
    }

    #[test]
    fn a_line_too_long_is_not_kept() {
        assert_eq!(lines(b"ab\nabcdefghi\ncd\n", 1, false), "ab\n|[9 abcdefghi]cd\n|");
        assert_eq!(lines(b"abcdefghi", 2, true), "[9 abcdefghi]");
    }
}
