//! Markup that is written straight to the page, beside the template.
//!
//! A template moves it and never holds it: the data says in its place only which it is, and where that is printed its own
//! writer writes it. So a page costs what its frame costs, however long its text is, and no engine copies the text.

use serde::{Serialize, Serializer};

/// Something that is written beside the template, in the data of which it stands as what it is: a field that serializes as a
/// part is printed with `{{{ }}}`. Where the article lacks it the field is `None`, and empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part<'p> {
    /// The number of the article that it is of, counted from 0; 0 where there is but one.
    pub article: usize,
    /// What of it.
    pub piece: Piece<'p>,
}

/// What is written of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'p> {
    /// A field as a whole, by its name. The one that is called `body` is that which the two others are parts of.
    Field(&'p str),
    /// The body's blocks from one number, counted from 0, up to and without the other; without that all that follow.
    Blocks(usize, Option<usize>),
    /// What one block of the body holds, without its own tags.
    Inlines(usize),
}

/// The field that holds the text of an article.
pub(crate) const BODY: &str = "body";

/// What stands for markup in the data and in what helpers print begins with it. No text prints it: HTML, XML
/// and plain text go without it, and JSON escapes it.
const MARK: char = '\0';

impl Part<'_> {
    /// What stands for it.
    pub(crate) fn sign(self) -> String {
        let Part { article, piece } = self;
        match piece {
            Piece::Field(name) => format!("{MARK}{article} {name}"),
            Piece::Blocks(from, None) => format!("{MARK}{article} blocks {from}"),
            Piece::Blocks(from, Some(to)) => format!("{MARK}{article} blocks {from} {to}"),
            Piece::Inlines(at) => format!("{MARK}{article} inlines {at}"),
        }
    }
}

impl Serialize for Part<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.sign())
    }
}

/// What something printed stands for. `None`: for nothing but itself.
pub(crate) fn part(printed: &[u8]) -> Option<Part<'_>> {
    let sign = printed.strip_prefix(&[MARK as u8])?;
    let (article, sign) = std::str::from_utf8(sign).ok()?.split_once(' ')?;
    let (name, numbers) = sign.split_once(' ').unwrap_or((sign, ""));
    let mut numbers = numbers.split(' ').map_while(|number| number.parse().ok());
    let piece = match name {
        "blocks" => Piece::Blocks(numbers.next()?, numbers.next()),
        "inlines" => Piece::Inlines(numbers.next()?),
        name => Piece::Field(name),
    };
    Some(Part { article: article.parse().ok()?, piece })
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
