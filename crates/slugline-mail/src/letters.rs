//! Bytes that stand in a text, or are spelled out in it, to letters that know where they came from.

use std::ops::Range;

use encoding_rs::{Decoder, Encoding};
use slugline_core::{Rebuilt, Source};

/// Most bytes that are decoded at once: all their letters have one place.
const MAX_RUN: usize = 1_024;

/// A text made of the bytes of another.
pub(crate) struct Letters<'s> {
    source: &'s Source,
    /// The text that bytes are spelled out in.
    text: &'s str,
    encoding: &'static Encoding,
    decoder: Decoder,
    made: Rebuilt,
    /// Where the bytes begin that no letter has come of yet.
    pending: Option<usize>,
    is_broken: bool,
}

impl<'s> Letters<'s> {
    /// Nothing yet of `text`, whose bytes are in `encoding`.
    pub(crate) fn of(source: &'s Source, text: &'s str, encoding: &'static Encoding) -> Letters<'s> {
        Letters {
            source,
            text,
            encoding,
            decoder: encoding.new_decoder_with_bom_removal(),
            made: Rebuilt::with_capacity(text.len()),
            pending: None,
            is_broken: false,
        }
    }

    /// Adds a range of the text as it stands. Letters of ASCII are bytes as well, and may complete what bytes began.
    pub(crate) fn text(&mut self, range: Range<usize>) {
        let mut at = range.start;
        while let Some(rest) = self.text.get(at..range.end).filter(|rest| !rest.is_empty()) {
            if self.pending.is_none() && self.encoding.is_ascii_compatible() {
                return self.made.push(self.source, rest);
            }
            let Some(letter) = rest.chars().next() else { return };
            let end = at + letter.len_utf8();
            match u8::try_from(letter).ok().filter(u8::is_ascii) {
                Some(byte) => self.byte(byte, at..end),
                None => {
                    self.stop(at);
                    self.made.push(self.source, self.text.get(at..end).unwrap_or_default());
                }
            }
            at = end;
        }
    }

    /// Adds a byte that a range of the text spells out.
    pub(crate) fn byte(&mut self, byte: u8, range: Range<usize>) {
        let start = *self.pending.get_or_insert(range.start);
        let mut room = [0; 16];
        let (_, _, written, replaced) = self.decoder.decode_to_utf8(&[byte], &mut room, false);
        self.is_broken |= replaced;
        let letters = room.get(..written).and_then(|made| std::str::from_utf8(made).ok()).unwrap_or_default();
        if !letters.is_empty() {
            self.made.push_made(self.source, letters, self.text.get(start..range.end).unwrap_or_default());
            self.pending = None;
        }
    }

    /// Adds bytes that a range of the text spells out together.
    pub(crate) fn bytes(&mut self, bytes: &[u8], range: Range<usize>) {
        let mut letters = String::new();
        for run in bytes.chunks(MAX_RUN) {
            letters.reserve(self.decoder.max_utf8_buffer_length(run.len()).unwrap_or(run.len() * 4));
            let (_, _, replaced) = self.decoder.decode_to_string(run, &mut letters, false);
            self.is_broken |= replaced;
        }
        if !letters.is_empty() {
            self.made.push_made(self.source, &letters, self.text.get(range).unwrap_or_default());
        }
    }

    /// Ends a line whose end is not spelled out, at `at`.
    pub(crate) fn end_line(&mut self, at: usize) {
        self.made.push_made(self.source, "\n", self.text.get(at..at).unwrap_or_default());
    }

    /// Bytes that no letter came of are broken; what follows, at `at`, is text.
    fn stop(&mut self, at: usize) {
        if let Some(start) = self.pending.take() {
            self.is_broken = true;
            self.decoder = self.encoding.new_decoder_without_bom_handling();
            self.made.push_made(self.source, "\u{FFFD}", self.text.get(start..at).unwrap_or_default());
        }
    }

    /// Has the source keep the text. The second value: whether bytes were no letters.
    pub(crate) fn finish(mut self) -> (&'s str, bool) {
        let mut room = [0; 16];
        let (_, _, written, replaced) = self.decoder.decode_to_utf8(&[], &mut room, true);
        self.is_broken |= replaced;
        let letters = room.get(..written).and_then(|made| std::str::from_utf8(made).ok()).unwrap_or_default();
        if !letters.is_empty() {
            let start = self.pending.unwrap_or(self.text.len());
            self.made.push_made(self.source, letters, self.text.get(start..).unwrap_or_default());
        }
        (self.source.keep(self.made), self.is_broken)
    }
}
