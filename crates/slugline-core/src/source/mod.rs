//! A source: the bytes that the user gave, their text, and the way back.

#[cfg(feature = "text")]
mod decode;
#[cfg(feature = "text")]
mod encoding;
pub(crate) mod lines;
mod magic;
mod pieces;
mod place;
#[cfg(feature = "text")]
pub(crate) mod western;

use std::collections::BTreeMap;
use std::sync::{OnceLock, PoisonError, RwLock};

use elsa::sync::FrozenVec;
#[cfg(feature = "text")]
pub use encoding::Encoding;
use lines::{Lines, number};
pub use magic::{foreign, is_binary, markup};
use pieces::{Pieces, Side};
pub use place::Place;

use crate::diagnostic::Diagnostic;
use crate::error::{Error, Kind, Result};
use crate::model::Span;

/// An input: its name, its text, and for every part of that text the bytes it came from.
///
/// Text in UTF-8 is taken as it stands, without a copy and without a map; a byte order mark is an offset. Text in other
/// encodings is decoded once. What a reader must make of it (wrapped lines joined, a mail's body decoded) is given to
/// [`Source::keep`] and borrowed from there like the rest, so that nodes never own what was read.
#[derive(Debug)]
pub struct Source {
    name: String,
    /// The text, with a byte order mark before it where the bytes had one.
    decoded: String,
    /// Length of the byte order mark in `decoded`.
    mark: usize,
    /// From text to bytes; empty where they are the same but for the mark.
    pieces: Pieces,
    encoding: &'static str,
    doubts: Vec<Diagnostic>,
    /// What readers made of the text.
    kept: FrozenVec<Box<Rebuilt>>,
    /// Which of them begins at which address.
    kept_by_start: RwLock<BTreeMap<usize, usize>>,
    /// Found when the first place is asked for: most sources are never asked.
    lines: OnceLock<Lines>,
    /// Where it begins in its file. `None`: no one said that it is one story of a file.
    place: Option<Place>,
    len: u32,
}

/// A place in a text as editors count it: both 1-based, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineCol {
    /// The line.
    pub line: u32,
    /// The character within it.
    pub column: u32,
}

impl Source {
    /// The source of `bytes`, named for messages. The encoding is UTF-8 where the bytes are UTF-8, what a byte order mark
    /// says, else guessed; a guess is one of the [`doubts`](Source::doubts).
    ///
    /// # Errors
    ///
    /// [`Kind::Unsupported`] for 4 GiB and more, and, without the feature `text`, for anything but UTF-8.
    pub fn new(name: impl Into<String>, bytes: Vec<u8>) -> Result<Source> {
        let len = length(&bytes)?;
        #[cfg(feature = "text")]
        let decoded = match decode::decode_bare_utf_16(&bytes) {
            Some(decoded) => decoded,
            None => Decoded::utf_8(bytes).unwrap_or_else(|bytes| decode::decode(&bytes)),
        };
        #[cfg(not(feature = "text"))]
        let decoded = Decoded::utf_8(bytes).map_err(|_| Error::new(Kind::Unsupported, "the input is not UTF-8"))?;
        Ok(Source::of(name.into(), decoded, len))
    }

    /// The source of `bytes` in an encoding that the user names. It goes before what the bytes look like; that they do not
    /// fit is one of the [`doubts`](Source::doubts).
    ///
    /// # Errors
    ///
    /// [`Kind::Unsupported`] for 4 GiB and more.
    #[cfg(feature = "text")]
    pub fn with_encoding(name: impl Into<String>, bytes: Vec<u8>, encoding: Encoding) -> Result<Source> {
        let len = length(&bytes)?;
        let told = |bytes: Vec<u8>| decode::decode_as_told(encoding.0, &bytes);
        let decoded = match encoding.0 == encoding_rs::UTF_8 {
            true => Decoded::utf_8(bytes).unwrap_or_else(told),
            false => told(bytes),
        };
        Ok(Source::of(name.into(), decoded, len))
    }

    fn of(name: String, decoded: Decoded, len: u32) -> Source {
        let Decoded { text: decoded, pieces, encoding, doubts } = decoded;
        let mark = if decoded.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
        Source {
            name,
            decoded,
            mark,
            pieces,
            encoding,
            doubts,
            kept: FrozenVec::new(),
            kept_by_start: RwLock::default(),
            lines: OnceLock::new(),
            place: None,
            len,
        }
    }

    /// The source of `bytes` that are one story of the file `name`, from `place` on.
    ///
    /// Spans count bytes of the story; [`line_col`](Source::line_col) counts lines of the file. Readers look for no further
    /// stories in it.
    ///
    /// # Errors
    ///
    /// As for [`new`](Source::new).
    pub fn story(name: impl Into<String>, bytes: Vec<u8>, place: Place) -> Result<Source> {
        Ok(Source::new(name, bytes)?.into_story(place))
    }

    /// Makes it one story of a file, from `place` on, as [`story`](Source::story) does.
    #[must_use]
    pub fn into_story(self, place: Place) -> Source {
        Source { place: Some(place), ..self }
    }

    /// The source of a text that is at hand, named for messages.
    ///
    /// # Errors
    ///
    /// [`Kind::Unsupported`] for 4 GiB and more.
    pub fn from_text(name: impl Into<String>, text: impl Into<String>) -> Result<Source> {
        Source::new(name, text.into().into_bytes())
    }

    /// What the user calls it: a path, `-` for standard input.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text, without a byte order mark. Line ends are as given.
    pub fn text(&self) -> &str {
        self.decoded.get(self.mark..).unwrap_or_default()
    }

    /// Whether it is known to be one story; else it may be a file of many.
    pub fn is_story(&self) -> bool {
        self.place.is_some()
    }

    /// Where it begins in its file.
    pub fn place(&self) -> Place {
        self.place.unwrap_or(Place::START)
    }

    /// What messages call it: its name, with the line on which it begins where it is a later story of its file:
    /// `desk.mbox:6`.
    pub fn label(&self) -> String {
        match self.place() {
            Place { byte: 0, .. } => self.name.clone(),
            Place { line_col, .. } => format!("{}:{}", self.name, line_col.line),
        }
    }

    /// How many bytes were given.
    pub fn len(&self) -> u32 {
        self.len
    }

    /// Whether no byte was given.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The encoding that was found, by its name on the web: `UTF-8`, `windows-1252`.
    pub fn encoding(&self) -> &'static str {
        self.encoding
    }

    /// What was guessed or lost in decoding. Empty for UTF-8.
    pub fn doubts(&self) -> &[Diagnostic] {
        &self.doubts
    }

    /// The bytes before the text: a byte order mark. Empty without one.
    pub fn mark(&self) -> Span {
        Span::new(0, self.byte_of(0, Side::Start))
    }

    /// Keeps what a reader made of the text for as long as the source lives, and gives it back to borrow from.
    pub fn keep(&self, rebuilt: Rebuilt) -> &str {
        let index = self.kept.push_get_index(Box::new(rebuilt));
        let text = self.kept.get(index).map_or("", |kept| kept.text.as_str());
        // What is empty lies at no address of its own.
        if !text.is_empty() {
            let mut starts = self.kept_by_start.write().unwrap_or_else(PoisonError::into_inner);
            starts.insert(text.as_ptr() as usize, index);
        }
        text
    }

    /// Where a part of the text lies in it. `None` for a part of a text that was kept.
    #[cfg(feature = "text")]
    pub(crate) fn offset_of(&self, part: &str) -> Option<usize> {
        offset_within(self.text(), part)
    }

    /// The text among those kept that `part` is borrowed from, and where in it. The last one first: readers ask for the
    /// places of what they have just made.
    fn kept_at(&self, part: &str) -> Option<(&Rebuilt, usize)> {
        let at = |index: usize| {
            let kept = self.kept.get(index)?;
            Some((kept, offset_within(&kept.text, part)?))
        };
        at(self.kept.len().checked_sub(1)?).or_else(|| {
            let starts = self.kept_by_start.read().unwrap_or_else(PoisonError::into_inner);
            let (_, index) = starts.range(..=part.as_ptr() as usize).next_back()?;
            at(*index)
        })
    }

    /// The bytes that `part` came from, where `part` is borrowed from [`text`](Source::text) or from a text that was kept.
    /// Detached for any other text.
    pub fn span_of(&self, part: &str) -> Span {
        if let Some(at) = offset_within(self.text(), part) {
            return self.span_at(at, at + part.len());
        }
        let Some((kept, at)) = self.kept_at(part) else {
            return Span::DETACHED;
        };
        let start = kept.pieces.map(at, Side::Start);
        let end = if part.is_empty() { start } else { kept.pieces.map(at + part.len(), Side::End) };
        self.span_at(start, end)
    }

    /// The bytes that the text from `start` to `end` came from; both count bytes of [`text`](Source::text). For readers that
    /// know where a part stands: there is nothing to look for.
    #[inline]
    pub fn span_at(&self, start: usize, end: usize) -> Span {
        if self.pieces.is_empty() {
            // Offsets of a text that was taken as it stands fit in 32 bits, as its length does.
            let offset = |at: usize| u32::try_from(at + self.mark).unwrap_or(u32::MAX);
            return Span::new(offset(start), offset(end));
        }
        self.mapped(start, end)
    }

    fn mapped(&self, start: usize, end: usize) -> Span {
        let first = self.byte_of(start, Side::Start);
        Span::new(first, if start == end { first } else { self.byte_of(end, Side::End) })
    }

    fn byte_of(&self, offset: usize, side: Side) -> u32 {
        // `len` fits in 32 bits, and no offset maps past it.
        u32::try_from(self.pieces.map(offset + self.mark, side)).unwrap_or(u32::MAX).min(self.len)
    }

    /// The text that the bytes of `span` hold. Empty for a detached span.
    pub fn slice(&self, span: Span) -> &str {
        let start = self.pieces.unmap(span.start as usize).saturating_sub(self.mark);
        let end = self.pieces.unmap(span.end as usize).saturating_sub(self.mark);
        self.text().get(start..end).unwrap_or_default()
    }

    /// The part of `whole` that the bytes of `span` became, where `whole` is [`text`](Source::text), a part of it, or a text
    /// that was kept. Empty where none of it did.
    pub fn slice_of<'a>(&'a self, whole: &'a str, span: Span) -> &'a str {
        let offset = |byte: u32| self.pieces.unmap(byte as usize).saturating_sub(self.mark);
        let (kept, before) = match offset_within(self.text(), whole) {
            Some(before) => (None, before),
            None => self.kept_at(whole).map_or((None, 0), |(kept, before)| (Some(kept), before)),
        };
        let within = |byte: u32| {
            kept.map_or_else(|| offset(byte), |kept| kept.pieces.unmap(offset(byte))).saturating_sub(before)
        };
        whole.get(within(span.start)..within(span.end)).unwrap_or_default()
    }

    /// The line and column, in its file, of the byte at `offset`. Past the end: the place after the last character.
    ///
    /// A line ends at LF, CR LF or a lone CR, as it does for the reader of raw text. The lines are found once; each call
    /// then costs a search among them, however long the text or the line is.
    pub fn line_col(&self, offset: u32) -> LineCol {
        let (text, lines) = (self.text(), self.lines());
        let at = self.text_offset(offset);
        let (before, line) = lines.at(text, at);
        let within = LineCol { line: number(before + 1), column: lines.characters(text, line.start..at) + 1 };
        self.place().of(within)
    }

    /// The line that the byte at `offset` is in, without its end, as what stands before that byte and what begins there. An
    /// offset within the line's end gives the whole line and nothing; one past the end of the text, the last line.
    pub fn line_at(&self, offset: u32) -> (&str, &str) {
        let text = self.text();
        let at = self.text_offset(offset);
        let (_, line) = self.lines().at(text, at);
        let within = at.min(line.end);
        (text.get(line.start..within).unwrap_or_default(), text.get(within..line.end).unwrap_or_default())
    }

    fn lines(&self) -> &Lines {
        self.lines.get_or_init(|| Lines::of(self.text()))
    }

    /// Where in the text the byte at `offset` is: the start of its character, or the text's end.
    fn text_offset(&self, offset: u32) -> usize {
        let at = self.pieces.unmap(offset as usize).saturating_sub(self.mark);
        self.text().floor_char_boundary(at)
    }
}

/// A text with the way back to its bytes. A byte order mark stays its first character.
struct Decoded {
    text: String,
    pieces: Pieces,
    encoding: &'static str,
    doubts: Vec<Diagnostic>,
}

impl Decoded {
    /// UTF-8 as it stands; else the bytes again.
    fn utf_8(bytes: Vec<u8>) -> Result<Decoded, Vec<u8>> {
        let text = String::from_utf8(bytes).map_err(|error| error.into_bytes())?;
        Ok(Decoded { text, pieces: Pieces::default(), encoding: "UTF-8", doubts: Vec::new() })
    }
}

fn length(bytes: &[u8]) -> Result<u32> {
    u32::try_from(bytes.len()).map_err(|_| {
        let message = format!("the input is {} bytes long; a source stays below 4 GiB", bytes.len());
        Error::new(Kind::Unsupported, message)
    })
}

/// Where `part` lies in `whole`, where it is a part of it. Both ends must lie inside: an empty text at the very end of some
/// other allocation may have an address that fits.
fn offset_within(whole: &str, part: &str) -> Option<usize> {
    let at = (part.as_ptr() as usize).checked_sub(whole.as_ptr() as usize)?;
    (at + part.len() <= whole.len() && !whole.is_empty()).then_some(at)
}

/// Text that a reader makes of a source's: parts of it, and what stands in their place.
#[derive(Debug, Default)]
pub struct Rebuilt {
    text: String,
    pieces: Pieces,
}

impl Rebuilt {
    /// Room for a text of about `capacity` bytes.
    pub fn with_capacity(capacity: usize) -> Rebuilt {
        Rebuilt { text: String::with_capacity(capacity), pieces: Pieces::default() }
    }

    /// `text` in place of `part`, byte for byte: a paragraph whose line ends became blanks. `part` must be as long, and
    /// borrowed from [`Source::text`]; any other has no place.
    pub fn even(source: &Source, text: String, part: &str) -> Rebuilt {
        let mut pieces = Pieces::default();
        match offset_within(source.text(), part) {
            Some(at) => pieces.push(0, at, 1, 1),
            None => pieces.push(0, 0, text.len(), 0),
        }
        Rebuilt { text, pieces }
    }

    /// Adds a part of the source's text as it stands. `part` must be borrowed from [`Source::text`] or from a text that the
    /// source keeps; any other has no place.
    pub fn push(&mut self, source: &Source, part: &str) {
        match offset_within(source.text(), part) {
            Some(at) => self.pieces.push(self.text.len(), at, 1, 1),
            None => self.push_places(source, part),
        }
        self.text.push_str(part);
    }

    /// As [`push`](Rebuilt::push), for a part whose place in the source's text is known.
    #[cfg(feature = "text")]
    #[inline]
    pub(crate) fn push_at(&mut self, at: usize, part: &str) {
        self.pieces.push(self.text.len(), at, 1, 1);
        self.text.push_str(part);
    }

    /// As [`push_made`](Rebuilt::push_made), for a part whose place in the source's text is known.
    #[cfg(feature = "text")]
    #[inline]
    pub(crate) fn push_made_at(&mut self, at: usize, len: usize, made: &str) {
        self.pieces.push(self.text.len(), at, made.len(), len);
        self.text.push_str(made);
    }

    /// Adds a blank in place of the one byte behind the last part, which was pushed as it stands, and `part`, which stands
    /// behind it.
    #[cfg(feature = "text")]
    #[inline]
    pub(crate) fn push_next(&mut self, part: &str) {
        self.text.push(' ');
        self.text.push_str(part);
    }

    /// Adds a blank in place of the byte before `part`, and `part`, which stands at `at` in the source's text. What stands
    /// between that byte and the last part has no place.
    #[cfg(feature = "text")]
    #[inline]
    pub(crate) fn push_behind_blank(&mut self, at: usize, part: &str) {
        self.pieces.push(self.text.len(), at - 1, 1, 1);
        self.text.push(' ');
        self.text.push_str(part);
    }

    /// Adds `made` in place of `part`, which must be borrowed as for [`push`](Rebuilt::push): a blank for a line end.
    pub fn push_made(&mut self, source: &Source, made: &str, part: &str) {
        let (at, len) = match offset_within(source.text(), part) {
            Some(at) => (at, part.len()),
            None => {
                let place = source.kept_at(part);
                let end = |(kept, at): (&Rebuilt, usize)| kept.pieces.map(at + part.len(), Side::End);
                let start = place.map_or(0, |(kept, at)| kept.pieces.map(at, Side::Start));
                (start, place.map_or(0, end).saturating_sub(start))
            }
        };
        self.pieces.push(self.text.len(), at, made.len(), len);
        self.text.push_str(made);
    }

    /// Takes over the places of a part of a kept text.
    fn push_places(&mut self, source: &Source, part: &str) {
        match source.kept_at(part) {
            Some((kept, at)) => self.pieces.push_all(self.text.len(), &kept.pieces, at..at + part.len()),
            None => self.pieces.push(self.text.len(), 0, part.len(), 0),
        }
    }

    /// Bytes so far.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// Whether nothing was added.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}

#[cfg(test)]
#[allow(clippy::string_slice, reason = "tests may stop at the first surprise")]
mod tests {
    use super::*;

    fn source(bytes: &[u8]) -> Source {
        Source::new("test", bytes.to_vec()).unwrap()
    }

    #[test]
    fn a_byte_order_mark_is_an_offset() {
        let source = source("\u{FEFF}Rain.".as_bytes());
        assert_eq!(source.text(), "Rain.");
        assert_eq!(source.span_of(source.text()), Span::new(3, 8));
        assert_eq!(source.mark(), Span::new(0, 3));
        assert_eq!(source.slice(Span::new(3, 7)), "Rain");
    }

    #[test]
    fn text_from_elsewhere_has_no_place() {
        let source = source(b"Rain.");
        assert_eq!(source.span_of("elsewhere"), Span::DETACHED);
    }

    #[cfg(feature = "text")]
    #[test]
    fn decoded_text_knows_its_bytes() {
        let source = source(b"Caf\xE9 \x93noir\x94, na\xEFve.");
        assert_eq!(source.text(), "Café “noir”, naïve.");
        assert_eq!(source.encoding(), "windows-1252");
        let word = &source.text()[source.text().find("noir").unwrap()..][..4];
        assert_eq!(source.span_of(word), Span::new(6, 10));
        assert_eq!(source.slice(Span::new(5, 11)), "“noir”");
        assert_eq!(source.span_of(source.text()), Span::new(0, source.len()));
    }

    #[cfg(feature = "text")]
    #[test]
    fn utf_16_knows_its_bytes() {
        let bytes: Vec<u8> = "\u{FEFF}Dé 😀!".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let source = source(&bytes);
        assert_eq!(source.text(), "Dé 😀!");
        let smile = &source.text()[4..8];
        assert_eq!(source.span_of(smile), Span::new(8, 12));
        assert_eq!(source.span_of(source.text()), Span::new(2, source.len()));
    }

    #[test]
    fn joined_lines_know_both_ends() {
        let source = source(b"One\r\n  two");
        let mut rebuilt = Rebuilt::default();
        rebuilt.push(&source, &source.text()[..3]);
        rebuilt.push_made(&source, " ", &source.text()[3..7]);
        rebuilt.push(&source, &source.text()[7..]);
        let kept = source.keep(rebuilt);
        assert_eq!(kept, "One two");
        assert_eq!(source.span_of(kept), Span::new(0, 10));
        assert_eq!(source.span_of(&kept[..3]), Span::new(0, 3));
        assert_eq!(source.span_of(&kept[..4]), Span::new(0, 7));
        assert_eq!(source.span_of(&kept[4..]), Span::new(7, 10));
    }

    #[test]
    fn even_text_keeps_every_place() {
        let source = source("\u{FEFF}One\ntwö\nthree".as_bytes());
        let kept = source.keep(Rebuilt::even(&source, "twö three".to_owned(), &source.text()[4..]));
        for (at, _) in kept.char_indices() {
            assert_eq!(source.span_of(&kept[at..]), source.span_at(at + 4, source.text().len()));
        }
        assert_eq!(source.span_of(&kept[..4]), Span::new(7, 11));
    }

    #[test]
    fn what_was_kept_may_be_made_into_more() {
        let source = source(b"Caf&eacute; noir\n  and more");
        let mut decoded = Rebuilt::default();
        decoded.push(&source, &source.text()[..3]);
        decoded.push_made(&source, "é", &source.text()[3..11]);
        decoded.push(&source, &source.text()[11..]);
        let decoded = source.keep(decoded);
        assert_eq!(decoded, "Café noir\n  and more");
        let mut joined = Rebuilt::default();
        joined.push(&source, &decoded[..10]);
        joined.push_made(&source, " ", &decoded[10..13]);
        joined.push(&source, &decoded[13..]);
        let joined = source.keep(joined);
        assert_eq!(joined, "Café noir and more");
        assert_eq!(source.span_of(&joined[3..5]), Span::new(3, 11));
        assert_eq!(source.span_of(&joined[6..10]), Span::new(12, 16));
        assert_eq!(source.span_of(&joined[10..11]), Span::new(16, 19));
        assert_eq!(source.span_of(&joined[11..14]), Span::new(19, 22));
        assert_eq!(source.span_of(decoded), Span::new(0, 27));
    }

    #[test]
    fn lines_and_columns_count_characters() {
        let source = source("Ä\nöx".as_bytes());
        assert_eq!(source.line_col(0), LineCol { line: 1, column: 1 });
        assert_eq!(source.line_col(5), LineCol { line: 2, column: 2 });
        assert_eq!(source.line_col(99), LineCol { line: 2, column: 3 });
    }

    #[test]
    fn a_story_counts_the_lines_of_its_file() {
        let (first, second) = ("One\n\u{4}", "\nTwo\nthree");
        let place = Place::START.after(first.as_bytes());
        let story = Source::story("test", second.as_bytes().to_vec(), place).unwrap();
        let file = source([first, second].concat().as_bytes());
        for offset in 0..=story.len() {
            assert_eq!(story.line_col(offset), file.line_col(offset + 5));
        }
        assert_eq!(story.span_of(story.text()), Span::new(0, story.len()));
        assert!(story.is_story() && !file.is_story());
    }

    #[test]
    fn lines_end_as_they_do_for_the_reader() {
        let source = source(b"One\rtwo\r\nthree");
        assert_eq!(source.line_col(5), LineCol { line: 2, column: 2 });
        assert_eq!(source.line_col(9), LineCol { line: 3, column: 1 });
        assert_eq!(source.line_at(5), ("t", "wo"));
        assert_eq!(source.line_at(8), ("two", ""));
        assert_eq!(source.line_at(99), ("three", ""));
    }
}
