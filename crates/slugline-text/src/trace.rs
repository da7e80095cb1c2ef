//! What a block says, in a form in which what was written and what is read are compared: kind, role, words and marks. White
//! space is folded, and what has no width left out: readers of lines take it off their ends.

use slugline_core::model::{Block, BlockKind, Figure, Inline, InlineKind, Link, Role, Row, Span, Table};
use slugline_markup::{Dropped, clean_href, clean_text};

use crate::draft::preformatted_lines;
use crate::manner::Manner;
use crate::piece::{Piece, PieceKind};

/// Parts the members of a block: points, cells, quoted paragraphs.
const NEXT: char = '\u{1}';
/// Parts the rows of a table.
const ROW: char = '\u{2}';
/// Begin and end something marked, whose address follows the first.
const OPEN: char = '\u{3}';
const CLOSE: char = '\u{4}';
/// Two kinds of stress.
const EMPHASIS: &str = "\u{5}";
const STRONG: &str = "\u{6}";
/// Begins a cell that names its column.
const HEADER: char = '\u{7}';

/// What a block says.
#[derive(Debug)]
pub(crate) struct Trace {
    /// Kind, role, number of the first point.
    kind: String,
    /// The words, and the marks around them.
    said: String,
    /// Whether a blank stands between what was said and what comes.
    gap: bool,
    /// Whether marks are looked at.
    marks: bool,
}

impl PartialEq for Trace {
    fn eq(&self, other: &Trace) -> bool {
        (&self.kind, &self.said) == (&other.kind, &other.said)
    }
}

impl Trace {
    fn new(marks: bool) -> Trace {
        Trace { kind: String::new(), said: String::new(), gap: false, marks }
    }

    /// What is expected of a piece that is spelled in `manner`.
    pub(crate) fn of_piece(piece: &Piece<'_>, manner: Manner) -> Trace {
        let mut trace = Trace::new(manner != Manner::Bare);
        trace.piece(piece);
        trace
    }

    /// What a block that was read says.
    pub(crate) fn of_block(block: &Block<'_>) -> Trace {
        let mut trace = Trace::new(true);
        trace.block(block);
        trace
    }

    /// The words of a text.
    pub(crate) fn of_text(text: &str) -> Trace {
        let mut trace = Trace::new(false);
        trace.text(text);
        trace
    }

    /// Adds the letters and digits that a block says to `letters`.
    pub(crate) fn letters_of_block(block: &Block<'_>, letters: &mut String) {
        let mut trace = Trace::new(false);
        trace.block(block);
        letters.extend(trace.said.chars().filter(|letter| letter.is_alphanumeric()));
    }

    /// Whether a piece says these letters and digits.
    pub(crate) fn piece_has_letters(piece: &Piece<'_>, letters: &str) -> bool {
        let mut trace = Trace::new(false);
        trace.piece(piece);
        trace.said.chars().filter(|letter| letter.is_alphanumeric()).eq(letters.chars())
    }

    /// Whether both are of one kind, role included.
    pub(crate) fn has_kind_of(&self, other: &Trace) -> bool {
        self.kind == other.kind
    }

    fn piece(&mut self, piece: &Piece<'_>) {
        match &piece.kind {
            PieceKind::Paragraph { content, role } => self.paragraph(content, *role),
            PieceKind::Heading(content) => self.heading(content),
            PieceKind::Quote(quoted) => self.quote(quoted.iter().map(|run| &**run)),
            PieceKind::List { first, points } => self.list(*first, points.iter().map(|run| &**run)),
            PieceKind::Table(table) => self.table(table),
            PieceKind::Lines(lines) => self.lines(lines),
            PieceKind::SectionBreak => self.kind("break"),
            PieceKind::Picture(figure) => self.picture(figure),
        }
    }

    fn block(&mut self, block: &Block<'_>) {
        match &block.kind {
            BlockKind::Paragraph { content } => self.paragraph(content, block.attrs.role()),
            BlockKind::Heading { content, .. } => self.heading(content),
            BlockKind::Quote { blocks } => self.quote(blocks.iter().filter_map(content_of)),
            BlockKind::List { ordered, start, items } => {
                let points = items.iter().filter_map(|item| item.blocks.first().and_then(content_of));
                self.list(ordered.then_some(start.unwrap_or(1)), points);
            }
            BlockKind::Table(table) => self.table(table),
            BlockKind::Preformatted { text } => self.lines(text),
            BlockKind::SectionBreak => self.kind("break"),
            BlockKind::Figure(figure) => self.picture(figure),
            // No reader of text makes them.
            BlockKind::Group { .. } | BlockKind::Unknown(_) => {}
        }
    }

    fn kind(&mut self, kind: &str) {
        self.kind.push_str(kind);
        self.kind.push(NEXT);
    }

    fn next(&mut self) {
        self.said.push(NEXT);
        self.gap = false;
    }

    fn paragraph(&mut self, content: &[Inline<'_>], role: Option<&Role<'_>>) {
        self.kind("paragraph");
        self.kind(role.map_or("", |role| role.as_str()));
        self.inlines(content);
    }

    fn heading(&mut self, content: &[Inline<'_>]) {
        self.kind("heading");
        self.inlines(content);
    }

    fn picture(&mut self, figure: &Figure<'_>) {
        self.kind("picture");
        self.kind(&figure.source);
        self.inlines(&figure.caption);
    }

    fn quote<'i>(&mut self, quoted: impl Iterator<Item = &'i [Inline<'i>]>) {
        self.kind("quote");
        self.members(quoted);
    }

    fn list<'i>(&mut self, first: Option<u32>, points: impl Iterator<Item = &'i [Inline<'i>]>) {
        self.kind("list");
        self.kind(&first.map(|first| first.to_string()).unwrap_or_default());
        self.members(points);
    }

    fn members<'i>(&mut self, members: impl Iterator<Item = &'i [Inline<'i>]>) {
        for member in members {
            self.inlines(member);
            self.next();
        }
    }

    /// Cells behind the last that says something, and rows that say nothing, make no difference.
    fn table(&mut self, table: &Table<'_>) {
        self.kind("table");
        for row in &table.rows {
            let before = self.said.len();
            self.row(row);
            let end = self.said.trim_end_matches([NEXT, HEADER]).len().max(before);
            self.said.truncate(end);
            if end > before {
                self.said.push(ROW);
            }
        }
    }

    fn row(&mut self, row: &Row<'_>) {
        for cell in &row.cells {
            self.gap = false;
            if cell.header {
                self.said.push(HEADER);
            }
            self.inlines_of_cell(&cell.content);
            self.next();
        }
    }

    /// The marks of a cell are no text of a row.
    fn inlines_of_cell(&mut self, content: &[Inline<'_>]) {
        let marks = std::mem::replace(&mut self.marks, false);
        self.inlines(content);
        self.marks = marks;
    }

    /// Lines with their indents. Blank ones at either end, and blanks behind each, make no difference.
    fn lines(&mut self, lines: &str) {
        self.kind("lines");
        let mut dropped = Dropped::default();
        let lines = clean_text(lines, Span::DETACHED, &mut dropped);
        let mut blank = 0;
        for line in preformatted_lines(&lines).skip_while(|line| line.is_empty()) {
            if line.is_empty() {
                blank += 1;
                continue;
            }
            self.said.extend(std::iter::repeat_n(ROW, std::mem::take(&mut blank)));
            self.said.push_str(line);
            self.said.push(ROW);
        }
    }

    fn inlines(&mut self, inlines: &[Inline<'_>]) {
        for inline in inlines.iter().filter(|inline| !inline.attrs.is_withheld()) {
            match &inline.kind {
                InlineKind::Text { text } => self.text(text),
                InlineKind::Emphasis { content } => self.marked(EMPHASIS, content),
                InlineKind::Strong { content } => self.marked(STRONG, content),
                InlineKind::Link(link) => self.link(link),
                InlineKind::LineBreak => self.gap = true,
                InlineKind::Unknown(unknown) => self.inlines(&unknown.fallback),
            }
        }
    }

    /// A link. Where its words are its address nobody needs a mark to see it, and where the address may be none its words are
    /// all that is left.
    fn link(&mut self, link: &Link<'_>) {
        if is_its_own_words(link) || clean_href(&link.href).is_none() {
            return self.inlines(&link.content);
        }
        self.marked(&link.href, &link.content);
    }

    fn marked(&mut self, what: &str, content: &[Inline<'_>]) {
        if !self.marks {
            return self.inlines(content);
        }
        self.say_gap();
        self.said.push(OPEN);
        self.said.push_str(what);
        self.next();
        self.inlines(content);
        self.said.push(CLOSE);
    }

    fn say_gap(&mut self) {
        if std::mem::take(&mut self.gap) && !self.said.ends_with([NEXT, ROW, HEADER]) && !self.said.is_empty() {
            self.said.push(' ');
        }
    }

    fn text(&mut self, text: &str) {
        let mut dropped = Dropped::default();
        for letter in clean_text(text, Span::DETACHED, &mut dropped).chars() {
            match letter {
                '\u{FEFF}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' => {}
                letter if letter.is_whitespace() => self.gap = true,
                letter => {
                    self.say_gap();
                    self.said.push(letter);
                }
            }
        }
    }
}

/// Whether the words of a link are its address.
pub(crate) fn is_its_own_words(link: &Link<'_>) -> bool {
    let address = link.href.strip_prefix("mailto:").unwrap_or(&link.href);
    matches!(&link.content[..], [Inline { kind: InlineKind::Text { text }, .. }] if *text == address)
}

fn content_of<'i>(block: &'i Block<'_>) -> Option<&'i [Inline<'i>]> {
    match &block.kind {
        BlockKind::Paragraph { content } => Some(content),
        BlockKind::Heading { .. }
        | BlockKind::Quote { .. }
        | BlockKind::List { .. }
        | BlockKind::Table(_)
        | BlockKind::Preformatted { .. }
        | BlockKind::Figure(_)
        | BlockKind::SectionBreak
        | BlockKind::Group { .. }
        | BlockKind::Unknown(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use slugline_core::model::{Inlines, Node};

    use super::*;

    fn node<K>(kind: K) -> Node<'static, K> {
        Node::new(kind, Span::DETACHED)
    }

    fn stressed(text: &'static str) -> Inline<'static> {
        node(InlineKind::Emphasis { content: vec![Inline::text(text, Span::DETACHED)] })
    }

    #[test]
    fn runs_that_say_the_same_are_the_same() {
        let text = |text: &'static str| Inline::text(text, Span::DETACHED);
        let paragraph = |content: Vec<Inline<'static>>| node(BlockKind::Paragraph { content: Inlines::from(content) });
        let one = paragraph(vec![text("No \u{FEFF}ferry\r\n left "), stressed("now")]);
        let other = paragraph(vec![text("No ferry "), text("left"), text(" "), stressed("now ")]);
        assert_eq!(Trace::of_block(&one), Trace::of_block(&other));
        assert_ne!(Trace::of_block(&one), Trace::of_block(&paragraph(vec![text("No ferry left now")])));
        let heading =
            BlockKind::Heading { level: 1, content: Inlines::from(vec![text("No ferry left "), stressed("now")]) };
        assert_ne!(Trace::of_block(&one), Trace::of_block(&node(heading)));
    }

    #[test]
    fn a_word_is_no_two() {
        assert_ne!(Trace::of_text("no ferry"), Trace::of_text("noferry"));
        assert_eq!(Trace::of_text(" no \t ferry\u{1}\n"), Trace::of_text("no ferry"));
    }
}
