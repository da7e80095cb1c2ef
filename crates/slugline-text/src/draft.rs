//! An article spelled as plain text, and where in it each piece stands.

use std::ops::Range;

use slugline_core::model::{Article, Dateline, Field, Inline, InlineKind, Link, Role, Row, Span};
use slugline_core::text::{DATELINE_JOINT, dateline_joint};
use slugline_markup::{Dropped, clean_href, clean_text};

use crate::head::{Lines, write_head};
use crate::manner::{Manner, Manners};
use crate::piece::{Piece, PieceKind};
use crate::row;
use crate::trace::is_its_own_words;

/// A text under way.
#[derive(Debug)]
pub(crate) struct Draft {
    pub(crate) text: String,
    /// The bytes of each piece. Empty where it says nothing that a text can hold.
    pub(crate) places: Vec<Range<usize>>,
    /// Characters that no text can hold.
    pub(crate) dropped: Dropped,
    /// Whether ampersands are written as in HTML.
    escapes: bool,
    /// Whether the points of the last list have other marks than usual.
    other_marks: bool,
}

/// Bytes of a paragraph that tell whether what stands before it is a dateline.
const REACH: usize = 240;

/// Lines that keep their blanks, but for those behind them. A line ends as lines of any system do.
pub(crate) fn preformatted_lines(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').flat_map(|line| line.strip_suffix('\r').unwrap_or(line).split('\r')).map(str::trim_end)
}

impl Draft {
    /// Spells `article`, whose body is `pieces`.
    pub(crate) fn of(article: &Article<'_>, pieces: &[Piece<'_>], manners: &Manners) -> Draft {
        let mut draft = Draft {
            text: String::new(),
            places: Vec::with_capacity(pieces.len()),
            dropped: Dropped::default(),
            escapes: manners.escapes,
            other_marks: false,
        };
        let mut head = String::new();
        let mut spell = |text: &str, field: Field| draft.line(text, article.head.span(field, 0));
        write_head(article, manners, &mut spell, &mut Lines::new(&mut head));
        draft.text = head;
        let mut dateline = article.head.dateline.as_ref();
        let mut above: Option<&Piece<'_>> = None;
        for (piece, manner) in pieces.iter().zip(&manners.pieces) {
            draft.part(above, piece, *manner);
            let start = draft.text.len();
            let before = if piece.takes_dateline() { dateline.take() } else { None };
            draft.piece(piece, *manner, above);
            if let Some(dateline) = before {
                draft.put_dateline(dateline, start);
            }
            draft.places.push(start..draft.text.len());
            above = Some(piece);
        }
        if !draft.text.is_empty() && !draft.text.ends_with('\n') {
            draft.text.push('\n');
        }
        draft
    }

    /// Parts a piece from what stands above it.
    fn part(&mut self, above: Option<&Piece<'_>>, piece: &Piece<'_>, manner: Manner) {
        if self.text.is_empty() {
            return;
        }
        let is_text = |piece: &Piece<'_>| matches!(piece.kind, PieceKind::Paragraph { .. });
        let close = manner == Manner::Close && is_text(piece) && above.is_some_and(is_text);
        let wanted: usize = if close { 1 } else { 2 };
        let there = self.text.bytes().rev().take_while(|byte| *byte == b'\n').count();
        self.text.extend(std::iter::repeat_n('\n', wanted.saturating_sub(there)));
    }

    fn piece(&mut self, piece: &Piece<'_>, manner: Manner, above: Option<&Piece<'_>>) {
        match &piece.kind {
            PieceKind::Paragraph { content, role } => self.run(content, manner, *role == Some(&Role::Contact)),
            PieceKind::Heading(content) => self.run(content, manner, false),
            PieceKind::Quote(quoted) => {
                for (at, run) in quoted.iter().enumerate() {
                    self.text.push_str(if at == 0 { "> " } else { "\n>\n> " });
                    self.run(run, manner, false);
                }
            }
            PieceKind::List { first, points } => {
                let end = if manner == Manner::Close { "\n\n" } else { "\n" };
                // A list right below another would go on with it: every second one has other marks.
                let follows = matches!(above, Some(Piece { kind: PieceKind::List { .. }, .. }));
                self.other_marks = follows && !self.other_marks;
                for (at, run) in points.iter().enumerate() {
                    if at > 0 {
                        self.text.push_str(end);
                    }
                    self.mark(*first, at);
                    self.run(run, manner, false);
                }
            }
            PieceKind::Table(table) => {
                let lines = row::lines(table, |row| self.cells(row));
                self.text.push_str(&lines.join("\n"));
            }
            PieceKind::Lines(lines) => {
                let clean = clean_text(lines, piece.span, &mut self.dropped);
                let lines: Vec<&str> = preformatted_lines(&clean).collect();
                self.put(lines.join("\n").trim_matches('\n'));
            }
            PieceKind::SectionBreak => self.text.push_str("* * *"),
            PieceKind::Picture(figure) => {
                self.text.push_str("Image: ");
                self.text(&figure.source, piece.span);
                self.text.push(' ');
                self.run(&figure.caption, manner, false);
                self.text.truncate(self.text.trim_end().len());
            }
        }
    }

    /// The mark of the point `at` of a list.
    fn mark(&mut self, first: Option<u32>, at: usize) {
        let number = first.map(|first| first.saturating_add(u32::try_from(at).unwrap_or(u32::MAX)));
        match (number, self.other_marks) {
            (None, false) => self.text.push_str("- "),
            (None, true) => self.text.push_str("\u{2022} "),
            (Some(number), false) => self.text.push_str(&format!("{number}. ")),
            (Some(number), true) => self.text.push_str(&format!("{number}) ")),
        }
    }

    fn cells(&mut self, row: &Row<'_>) -> Vec<String> {
        let mut cells: Vec<String> = row.cells.iter().map(|cell| self.bare(&cell.content)).collect();
        while cells.last().is_some_and(String::is_empty) {
            cells.pop();
        }
        cells
    }

    /// The words of inlines, in one line.
    fn bare(&mut self, content: &[Inline<'_>]) -> String {
        let start = self.text.len();
        self.run(content, Manner::Bare, false);
        let words = self.text.get(start..).unwrap_or_default().replace('\t', " ");
        self.text.truncate(start);
        words
    }

    /// Puts the dateline before the paragraph that begins at `start`.
    fn put_dateline(&mut self, found: &Dateline<'_>, start: usize) {
        let text = self.line(&found.text, Span::DETACHED);
        let rest = self.text.get(start..).unwrap_or_default();
        let rest = rest.get(..rest.floor_char_boundary(REACH)).unwrap_or_default();
        let spelled = Dateline { text: text.into(), ..found.clone() };
        let joint = dateline_joint(&spelled, rest).unwrap_or(DATELINE_JOINT);
        self.text.insert_str(start, &[&spelled.text, joint].concat());
    }

    /// A text as one line, without blanks at its ends.
    fn line(&mut self, text: &str, span: Span) -> String {
        let start = self.text.len();
        self.text(text, span);
        let line = self.text.get(start..).unwrap_or_default().trim().to_owned();
        self.text.truncate(start);
        line
    }

    /// The inlines of a block, without blanks at its ends.
    fn run(&mut self, content: &[Inline<'_>], manner: Manner, keeps_lines: bool) {
        let start = self.text.len();
        self.inlines(content, manner == Manner::Bare, keeps_lines);
        let end = self.text.trim_end().len().max(start);
        self.text.truncate(end);
        let blanks = self.text.get(start..).map_or(0, |run| run.len() - run.trim_start().len());
        self.text.replace_range(start..start + blanks, "");
    }

    fn inlines(&mut self, inlines: &[Inline<'_>], bare: bool, keeps_lines: bool) {
        for inline in inlines.iter().filter(|inline| !inline.attrs.is_withheld()) {
            match &inline.kind {
                InlineKind::Text { text } => self.text(text, inline.span),
                InlineKind::Emphasis { content } | InlineKind::Strong { content } if bare => {
                    self.inlines(content, bare, keeps_lines);
                }
                InlineKind::Emphasis { content } => self.marked("*", content),
                InlineKind::Strong { content } => self.marked("**", content),
                InlineKind::Link(link) => self.link(link, bare),
                InlineKind::LineBreak => self.text.push(if keeps_lines { '\n' } else { ' ' }),
                InlineKind::Unknown(unknown) => self.inlines(&unknown.fallback, bare, keeps_lines),
            }
        }
    }

    fn marked(&mut self, mark: &str, content: &[Inline<'_>]) {
        let start = self.text.len();
        self.text.push_str(mark);
        self.inlines(content, false, false);
        // Stress on nothing is no stress.
        if self.text.len() == start + mark.len() {
            return self.text.truncate(start);
        }
        self.text.push_str(mark);
    }

    fn link(&mut self, link: &Link<'_>, bare: bool) {
        if bare || is_its_own_words(link) || clean_href(&link.href).is_none() {
            return self.inlines(&link.content, bare, false);
        }
        let start = self.text.len();
        self.text.push('[');
        self.inlines(&link.content, true, false);
        if self.text.len() == start + 1 {
            return self.text.truncate(start);
        }
        self.text.push_str("](");
        self.put(&link.href);
        self.text.push(')');
    }

    /// Characters; where line ends or tabs are among them, with single blanks.
    fn text(&mut self, text: &str, span: Span) {
        let clean = clean_text(text, span, &mut self.dropped);
        if !clean.contains(['\n', '\r', '\t']) {
            return self.put(&clean);
        }
        let is_blank = |letter: Option<char>| letter.is_some_and(char::is_whitespace);
        let words = clean.split_whitespace().collect::<Vec<_>>().join(" ");
        let (before, after) = (is_blank(clean.chars().next()), is_blank(clean.chars().next_back()));
        self.put(if before { " " } else { "" });
        self.put(&words);
        self.put(if after { " " } else { "" });
    }

    fn put(&mut self, text: &str) {
        if self.escapes && text.contains('&') {
            self.text.push_str(&text.replace('&', "&amp;"));
        } else {
            self.text.push_str(text);
        }
    }
}
