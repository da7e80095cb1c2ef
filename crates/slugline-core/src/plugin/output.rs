//! Where a writer puts its bytes.

use std::io;

use crate::error::{Error, Kind, Result};

/// Bytes held before they go to the stream.
const FULL: usize = 64 * 1024;

/// A buffer over a stream. Writing to it cannot fail: a stream that does is remembered, and the host asks for the fault at
/// the end, so that writers carry no `?` on every line. Also an [`io::Write`], for serialisers.
#[derive(Default)]
pub struct Sink {
    buffer: Vec<u8>,
    stream: Option<Box<dyn io::Write + Send>>,
    fault: Option<io::Error>,
    passed_on: u64,
}

impl Sink {
    /// A sink that keeps all in memory.
    pub fn memory() -> Sink {
        Sink::default()
    }

    /// A sink over `stream`.
    pub fn over(stream: Box<dyn io::Write + Send>) -> Sink {
        Sink { stream: Some(stream), ..Sink::default() }
    }

    /// Adds bytes.
    #[inline]
    pub fn put(&mut self, bytes: &[u8]) {
        self.buffer.extend_from_slice(bytes);
        if self.buffer.len() >= FULL && self.stream.is_some() {
            self.pass_on();
        }
    }

    /// Adds text as it is, unescaped.
    #[inline]
    pub fn put_str(&mut self, text: &str) {
        self.put(text.as_bytes());
    }

    /// Makes room for `bytes` more, where a writer knows how much will come. Over a stream, for no more than is held.
    pub fn reserve(&mut self, bytes: usize) {
        self.buffer.reserve(if self.stream.is_some() { bytes.min(FULL) } else { bytes });
    }

    #[cold]
    fn pass_on(&mut self) {
        let Some(stream) = &mut self.stream else { return };
        if self.fault.is_none() {
            self.fault = stream.write_all(&self.buffer).err();
        }
        self.passed_on += self.buffer.len() as u64;
        self.buffer.clear();
    }

    /// Bytes written so far.
    pub fn written(&self) -> u64 {
        self.passed_on + self.buffer.len() as u64
    }

    /// Hands on what is held and gives back the bytes that were kept: all of them for a sink in memory, none for one over
    /// a stream.
    ///
    /// # Errors
    ///
    /// The first fault of the stream.
    pub fn finish(mut self) -> io::Result<Vec<u8>> {
        self.pass_on();
        if let Some(stream) = &mut self.stream
            && self.fault.is_none()
        {
            self.fault = stream.flush().err();
        }
        self.fault.map_or(Ok(self.buffer), Err)
    }
}

impl io::Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.put(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What a writer writes to: one stream, and files beside it for formats that have some.
pub trait Output {
    /// The output that the user named.
    fn primary(&mut self) -> &mut Sink;

    /// A further file, which the output links to as `FORMAT-files/NAME`: there, beside the output, slugline puts it.
    ///
    /// `name` has `/` between folders; of each part letters, digits, `_`, `-` and `.`, at most 80 bytes, the first
    /// and the last a letter, a digit or `_`.
    ///
    /// # Errors
    ///
    /// [`Kind::Unsupported`] where there is no place for further files, [`Kind::Invalid`] for another name and for one that
    /// is taken.
    fn file(&mut self, name: &str, media_type: &str) -> Result<&mut Sink>;
}

/// An output in memory.
#[derive(Default)]
pub struct Memory {
    primary: Sink,
    files: Vec<File<Sink>>,
}

/// A further file of an output.
#[derive(Debug, Default)]
pub struct File<T = Vec<u8>> {
    /// As in [`Output::file`].
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// What it holds.
    pub content: T,
}

impl Memory {
    /// Nothing yet.
    pub fn new() -> Memory {
        Memory::default()
    }

    /// What was written: the primary output, and the files beside it in the order they were begun.
    pub fn into_parts(self) -> (Vec<u8>, Vec<File>) {
        // A sink in memory has no stream that could fail.
        let bytes = |sink: Sink| sink.finish().unwrap_or_default();
        let files = self.files.into_iter();
        let files =
            files.map(|file| File { name: file.name, media_type: file.media_type, content: bytes(file.content) });
        (bytes(self.primary), files.collect())
    }
}

impl Output for Memory {
    fn primary(&mut self) -> &mut Sink {
        &mut self.primary
    }

    fn file(&mut self, name: &str, media_type: &str) -> Result<&mut Sink> {
        if !name.split('/').all(is_file_name) {
            let message = format!("`{}` cannot be the name of a further file", name.escape_debug());
            let help = "take letters, digits, `_`, `-` and `.`, with a letter or digit at either end of each part";
            return Err(Error::new(Kind::Invalid, message).help(help));
        }
        if self.files.iter().any(|file| file.name.eq_ignore_ascii_case(name)) {
            return Err(Error::new(Kind::Invalid, format!("the output has a file `{name}` already")));
        }
        let file = File { name: name.to_owned(), media_type: media_type.to_owned(), content: Sink::memory() };
        let at = self.files.len();
        self.files.push(file);
        match self.files.get_mut(at) {
            Some(file) => Ok(&mut file.content),
            None => Err(Error::new(Kind::Internal, "a file that was just added is gone")),
        }
    }
}

/// Longest part of the name of a further file, in bytes.
const MAX_NAME: usize = 80;

/// Whether a file or a folder may be called so, on every system, without meaning anything to a shell or to one who finds it.
fn is_file_name(part: &str) -> bool {
    let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    part.len() <= MAX_NAME
        && part.starts_with(is_word)
        && part.ends_with(is_word)
        && part.chars().all(|letter| is_word(letter) || matches!(letter, '-' | '.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Full;

    impl io::Write for Full {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::Error::from(io::ErrorKind::StorageFull))
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_full_disk_is_told_at_the_end() {
        let mut sink = Sink::over(Box::new(Full));
        for _ in 0..3 {
            sink.put(&[b'x'; FULL]);
        }
        assert_eq!(sink.written(), 3 * FULL as u64);
        assert_eq!(sink.finish().unwrap_err().kind(), io::ErrorKind::StorageFull);
    }

    #[test]
    fn further_files_stay_inside_and_apart() {
        let mut memory = Memory::new();
        memory.file("a/b.css", "text/css").unwrap().put(b"x");
        for name in
            ["", "../x", "/x", "a//b", "a\\b", "A/B.css", ".git/config", "-x", "c:x", "x.", "\u{1b}[2K", "a\u{202e}b"]
        {
            assert!(memory.file(name, "text/css").is_err(), "{name}");
        }
        assert_eq!(memory.into_parts().1[0].content, b"x");
    }
}
