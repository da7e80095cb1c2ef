//! Files of many stories, cut into stories before they are read.
//!
//! A day of a wire circuit, an archive's export, a mailbox: each is one file, and may be larger than memory. A [`Cutter`]
//! is shown the bytes of a file as they come and tells where each story ends. What it goes by is told by the beginning of
//! the file:
//!
//! | file | begins with | a story |
//! | --- | --- | --- |
//! | wire | a header after SOH, within the first three lines or behind EOT | ends behind EOT, or before the next header |
//! | mailbox | a `From ` line, then a header field | begins at each such line after a blank one |
//! | `<DOC>` | a line that begins with this tag | begins at each such line |
//! | numbered | a line `3 of 40 DOCUMENTS`, indented | begins at each such line |
//! | ruled | two labels such as `Title:` and `Date:` | ends behind a line of 60 dashes or more, if labels follow again |
//!
//! Every other file is one story, and so is what is left where an envelope is cut off. No byte is lost: the stories, one
//! after the other, are the file. Where they end does not depend on how many bytes came at a time. Bytes are looked at
//! before they are decoded, so that files in UTF-16 are one story.
//!
//! ```
//! let stream = "\x01ab0001 3 i 4\r\n\x02Rain.\r\n\x03\x04\x01ab0002 3 i 4\r\n\x02Hail.\r\n\x03\x04\r\n";
//! let stories: Vec<&str> = slugline_core::cut::stories(stream).collect();
//! assert_eq!(stories, ["\x01ab0001 3 i 4\r\n\x02Rain.\r\n\x03\x04", "\x01ab0002 3 i 4\r\n\x02Hail.\r\n\x03\x04\r\n"]);
//! ```

mod export;
mod label;
mod line;
mod mailbox;
mod wire;

use std::iter;

use label::Labels;

use crate::source::Source;

/// Bytes at the beginning of a file that may tell what it is.
const OPENING: usize = 4_096;
/// Bytes before the one that is searched next that may still be needed: more than any line that divides stories.
const LOOK_BACK: usize = 4_096;

/// The stories of a source: the source itself where it is known to be one story, whatever it looks like.
pub fn stories_of(source: &Source) -> impl Iterator<Item = &str> {
    let file = (!source.is_story()).then(|| stories(source.text()));
    let story = source.is_story().then(|| source.text());
    file.into_iter().flatten().chain(story)
}

/// The stories of a text that is at hand: at least one, which may be empty. Their concatenation is the text; white space
/// behind the last one is part of it.
pub fn stories(text: &str) -> impl Iterator<Item = &str> {
    let mut cutter = Cutter::new();
    let mut rest = Some(text);
    iter::from_fn(move || {
        let text = rest.take()?;
        let end = cutter.end(text.as_bytes(), true).unwrap_or(text.len());
        match text.split_at_checked(end) {
            Some((story, behind)) if !is_padding(behind.as_bytes()) => {
                rest = Some(behind);
                Some(story)
            }
            _ => Some(text),
        }
    })
}

/// Whether `bytes` are nothing but white space and what circuits send between stories (NUL, SYN, EOT, DEL, SUB). Such bytes
/// may be left when the last story of a file was cut off.
pub fn is_padding(bytes: &[u8]) -> bool {
    bytes.iter().all(|byte| is_padding_byte(*byte))
}

fn is_padding_byte(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, 0x00 | 0x04 | 0x0B | 0x16 | 0x1A | 0x7F)
}

/// Finds the ends of the stories of one file.
#[derive(Debug, Default)]
pub struct Cutter {
    /// What divides the stories. `None`: not enough was seen of the file.
    divided: Option<Divided>,
    /// Bytes of the story that were searched.
    searched: usize,
    /// Bytes at the start of the story that are known to be no text.
    blank: usize,
    /// Whether the story's own head was passed: the next one is another story's.
    is_open: bool,
}

impl Cutter {
    /// For a file of which nothing was seen.
    pub fn new() -> Cutter {
        Cutter::default()
    }

    /// How many of `bytes` are the story that they begin with. `None`: all of them, and more is to come.
    ///
    /// `bytes` begin where the last story ended. Where the end of this one is not among them, they are to be given again,
    /// with what follows; what was searched is not searched again. With `is_end`, nothing follows: what is left is a story,
    /// unless nothing is left.
    pub fn end(&mut self, bytes: &[u8], is_end: bool) -> Option<usize> {
        if self.divided.is_none() {
            self.divided = Divided::tell(bytes, is_end);
        }
        let divided = self.divided?;
        loop {
            match divided.search(bytes, self.searched, is_end) {
                Found::Opening { at, behind } => {
                    self.searched = behind;
                    if self.is_open || !is_near_start(bytes, at) {
                        return Some(self.cut(at));
                    }
                    self.is_open = true;
                }
                Found::Closing { at, behind } => {
                    self.searched = behind;
                    if self.has_text(bytes, at) {
                        return Some(self.cut(behind));
                    }
                }
                Found::Nothing { until } => {
                    self.searched = until;
                    return (is_end && !bytes.is_empty()).then(|| self.cut(bytes.len()));
                }
            }
        }
    }

    /// Whether the file is known to be a single story, however long it is.
    pub fn is_whole(&self) -> bool {
        matches!(self.divided, Some(Divided::Nowhere))
    }

    /// Gives up the beginning of a story that is too long to be kept: how many of `bytes`, as [`end`](Cutter::end) was just
    /// given them, are no longer needed to find its end. Those that it is next given begin behind these. A CR LF is given
    /// up whole.
    pub fn give_up(&mut self, bytes: &[u8]) -> usize {
        let passed = self.searched.saturating_sub(LOOK_BACK);
        let passed = if passed > 0 && bytes.get(passed - 1) == Some(&b'\r') { passed - 1 } else { passed };
        if passed > 0 {
            self.searched -= passed;
            self.is_open = true;
        }
        passed
    }

    fn cut(&mut self, at: usize) -> usize {
        *self = Cutter { divided: self.divided, ..Cutter::new() };
        at
    }

    /// Whether a story that is closed at `until` has text: what only pads or rules is left to the next.
    fn has_text(&mut self, bytes: &[u8], until: usize) -> bool {
        let rest = bytes.get(self.blank.max(line::mark(bytes))..until).unwrap_or_default();
        let blank = rest.iter().position(|byte| !is_padding_byte(*byte) && !export::is_rule_byte(*byte));
        self.blank = until - rest.len() + blank.unwrap_or(rest.len());
        self.is_open || blank.is_some()
    }
}

/// What divides the stories of a file.
#[derive(Clone, Copy, Debug)]
enum Divided {
    Nowhere,
    Wire,
    Mailbox,
    Tagged,
    Numbered,
    /// By rules, behind which two of these labels stand.
    Ruled(Labels),
}

/// What a search came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Found {
    /// The head of a story begins at `at`; the search goes on behind the sign of it.
    Opening { at: usize, behind: usize },
    /// A story ends: its last sign begins at `at`, and the next story behind it.
    Closing { at: usize, behind: usize },
    /// Nothing before `until`, from where the search goes on when more bytes have come.
    Nothing { until: usize },
}

impl Divided {
    /// Tells it by the beginning of a file. `None`: too little of it is there.
    fn tell(bytes: &[u8], is_end: bool) -> Option<Divided> {
        let opening = bytes.get(..OPENING).unwrap_or(bytes);
        let is_all = is_end || opening.len() == OPENING;
        if opening.starts_with(b"\xFF\xFE") || opening.starts_with(b"\xFE\xFF") {
            return Some(Divided::Nowhere);
        }
        // A circuit's first story is handed on while the next is still being sent, so this is told at the first header.
        if wire::opens(opening, is_all) {
            return Some(Divided::Wire);
        }
        is_all.then(|| Divided::tell_by_lines(opening))
    }

    fn tell_by_lines(opening: &[u8]) -> Divided {
        let text = opening.get(line::first_text(opening)..).unwrap_or_default();
        if mailbox::opens(text) {
            return Divided::Mailbox;
        }
        if export::opens_tagged(text) {
            return Divided::Tagged;
        }
        if export::opens_numbered(opening) {
            return Divided::Numbered;
        }
        let head = label::head(text, 0, true);
        if head.labels.are_a_head() { Divided::Ruled(head.labels) } else { Divided::Nowhere }
    }

    fn search(self, bytes: &[u8], from: usize, is_end: bool) -> Found {
        match self {
            Divided::Nowhere => Found::Nothing { until: bytes.len() },
            Divided::Wire => wire::search(bytes, from, is_end),
            Divided::Mailbox => mailbox::search(bytes, from, is_end),
            Divided::Tagged => export::search_tagged(bytes, from, is_end),
            Divided::Numbered => export::search_numbered(bytes, from, is_end),
            Divided::Ruled(labels) => export::search_ruled(bytes, from, is_end, labels),
        }
    }
}

/// Whether at most two lines of text stand before `at`: a sender's lines before the head of the story itself.
fn is_near_start(bytes: &[u8], at: usize) -> bool {
    let before = bytes.get(..at).unwrap_or_default();
    let lines = before.split(|byte| matches!(byte, b'\n' | b'\r'));
    lines.filter(|line| !is_padding(line)).nth(2).is_none()
}
