//! Markup that is written straight to the page, beside the template.
//!
//! A template moves it and never holds it: the data says in its place only which it is, and where that is printed its own
//! writer writes it. So a page costs what its frame costs, however long its text is, and no engine copies the text.

use serde_json::Value;
use slugline_core::plugin::Sink;

/// Markup that templates print as it is: `{{{style}}}`, `{{{body}}}`, and parts of the body with `{{blocks}}` and
/// `{{inlines}}`.
pub struct Written<'w> {
    /// Names of the fields that are not empty.
    pub fields: &'w [&'w str],
    /// Writes one of them, or a part of the body, each time that the template prints it.
    pub write: &'w mut dyn FnMut(Part<'_>, &mut Sink),
}

/// What a template prints of what is written beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part<'p> {
    /// A field as a whole.
    Field(&'p str),
    /// The body's blocks from one number, counted from 0, up to and without the other; without that all that follow.
    Blocks(usize, Option<usize>),
    /// What one block of the body holds, without its own tags.
    Inlines(usize),
}

/// What stands for markup in the data and in what helpers print begins with it. No text prints it: HTML and XML cannot hold
/// it, and JSON escapes it.
const MARK: &[u8] = b"\0";

impl Part<'_> {
    /// What stands for it.
    pub(crate) fn sign(self) -> String {
        match self {
            Part::Field(name) => format!("\0{name}"),
            Part::Blocks(from, None) => format!("\0blocks {from}"),
            Part::Blocks(from, Some(to)) => format!("\0blocks {from} {to}"),
            Part::Inlines(at) => format!("\0inlines {at}"),
        }
    }
}

/// What something printed stands for. `None`: for nothing but itself.
pub(crate) fn part(printed: &[u8]) -> Option<Part<'_>> {
    let sign = std::str::from_utf8(printed.strip_prefix(MARK)?).ok()?;
    let (name, numbers) = sign.split_once(' ').unwrap_or((sign, ""));
    let mut numbers = numbers.split(' ').map_while(|number| number.parse().ok());
    match name {
        "blocks" => Some(Part::Blocks(numbers.next()?, numbers.next())),
        "inlines" => Some(Part::Inlines(numbers.next()?)),
        name => Some(Part::Field(name)),
    }
}

impl Written<'_> {
    /// Puts into the data what stands for each field; fields that are empty are the empty text.
    pub(crate) fn announce(&self, data: &mut Value) {
        let Value::Object(data) = data else { return };
        for name in self.fields {
            data.insert((*name).to_owned(), Part::Field(name).sign().into());
        }
    }
}

/// The text of an article as markup, cut into its blocks, for what `{{blocks}}` and `{{inlines}}` print.
#[derive(Clone, Copy, Debug)]
pub struct Body<'b> {
    /// The markup of all blocks.
    pub markup: &'b [u8],
    /// Where in it each block ends, in bytes, rising.
    pub ends: &'b [u64],
}

impl<'b> Body<'b> {
    /// The blocks from number `from`, counted from 0, up to and without number `to`; without `to` all that follow.
    pub fn blocks(&self, from: usize, to: Option<usize>) -> &'b [u8] {
        let end_of = |count: usize| match count {
            0 => 0,
            count => self.ends.get(count - 1).and_then(|end| usize::try_from(*end).ok()).unwrap_or(self.markup.len()),
        };
        self.markup.get(end_of(from)..to.map_or(self.markup.len(), end_of)).unwrap_or_default()
    }

    /// What a paragraph or a heading holds, without its own tags. Empty for other blocks, and where there is none.
    pub fn inlines(&self, at: usize) -> &'b [u8] {
        let block = self.blocks(at, at.checked_add(1)).trim_ascii_end();
        // The writer escapes `>` in attributes, so that the first one ends the tag.
        let inside = |block: &'b [u8]| {
            let end = block.iter().position(|byte| *byte == b'>')?;
            let (tag, rest) = block.split_at_checked(end + 1)?;
            let name = tag.strip_prefix(b"<")?.split(|byte| matches!(byte, b' ' | b'>')).next()?;
            let rest = rest.strip_suffix(b">")?.strip_suffix(name)?.strip_suffix(b"</")?;
            matches!(name, b"p" | b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6").then_some(rest)
        };
        inside(block).unwrap_or_default()
    }
}
