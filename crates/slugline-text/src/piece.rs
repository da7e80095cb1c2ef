//! The body as plain text has blocks for it: one level deep, public, each block with the words that it says.

use std::borrow::Cow;

use slugline_core::model::{
    Article, Attrs, Block, BlockKind, Field, Figure, Inline, InlineKind, Item, Link, Role, Span, Table, Text, plain,
};
use slugline_core::text::is_picture_name;
use slugline_markup::clean_href;

use crate::loss::{Loss, Losses};

/// The content of a block.
pub(crate) type Run<'a> = Cow<'a, [Inline<'a>]>;

/// A block of plain text.
#[derive(Clone, Debug)]
pub(crate) struct Piece<'a> {
    pub(crate) kind: PieceKind<'a>,
    /// What it was read from.
    pub(crate) span: Span,
}

/// What plain text knows.
#[derive(Clone, Debug)]
pub(crate) enum PieceKind<'a> {
    Paragraph {
        content: Run<'a>,
        role: Option<&'a Role<'a>>,
    },
    Heading(Run<'a>),
    /// Quoted paragraphs.
    Quote(Vec<Run<'a>>),
    List {
        /// The number of the first point, where points are numbered.
        first: Option<u32>,
        points: Vec<Run<'a>>,
    },
    Table(&'a Table<'a>),
    /// Lines that keep their breaks and blanks.
    Lines(&'a str),
    SectionBreak,
    /// The file of a picture, and its caption.
    Picture(&'a Figure<'a>),
}

impl Piece<'_> {
    /// Whether something in it is marked.
    pub(crate) fn has_marks(&self) -> bool {
        let is_marked = |inline: &Inline<'_>| !matches!(inline.kind, InlineKind::Text { .. });
        let marked = |run: &Run<'_>| run.iter().any(is_marked);
        match &self.kind {
            PieceKind::Paragraph { content, .. } | PieceKind::Heading(content) => marked(content),
            PieceKind::Quote(runs) | PieceKind::List { points: runs, .. } => runs.iter().any(marked),
            PieceKind::Picture(figure) => figure.caption.iter().any(is_marked),
            PieceKind::Table(_) | PieceKind::Lines(_) | PieceKind::SectionBreak => false,
        }
    }

    /// Whether a dateline may stand before its words.
    pub(crate) fn takes_dateline(&self) -> bool {
        matches!(&self.kind, PieceKind::Paragraph { role: None, .. })
    }
}

/// The public body in pieces. One that is only there for the dateline of a body without a paragraph comes first.
pub(crate) fn pieces<'a>(article: &'a Article<'_>, losses: &mut Losses) -> Vec<Piece<'a>> {
    let mut walk = Walk { pieces: Vec::with_capacity(article.body.len() + 1), losses, in_link: false };
    walk.blocks(&article.body);
    let mut pieces = walk.pieces;
    if article.head.dateline.is_some() && !pieces.iter().any(Piece::takes_dateline) {
        let content = Cow::Borrowed(&[][..]);
        let span = article.head.span(Field::Dateline, 0);
        pieces.insert(0, Piece { kind: PieceKind::Paragraph { content, role: None }, span });
    }
    pieces
}

struct Walk<'a, 'l> {
    pieces: Vec<Piece<'a>>,
    losses: &'l mut Losses,
    in_link: bool,
}

impl<'a> Walk<'a, '_> {
    fn put(&mut self, kind: PieceKind<'a>, span: Span) {
        self.pieces.push(Piece { kind, span });
    }

    fn paragraph(&mut self, content: Run<'a>, role: Option<&'a Role<'a>>, span: Span) {
        if says_something(&content) {
            self.put(PieceKind::Paragraph { content, role }, span);
        }
    }

    fn blocks(&mut self, blocks: &'a [Block<'_>]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &'a Block<'_>) {
        let span = block.span;
        if !self.is_public(&block.attrs, span) {
            return;
        }
        match &block.kind {
            BlockKind::Paragraph { content } => self.text(content, &block.attrs, span),
            BlockKind::Heading { level, content } => {
                if *level > 1 {
                    self.losses.add(Loss::HeadingLevel, span);
                }
                if let Some(content) = self.run(content) {
                    self.put(PieceKind::Heading(content), span);
                }
            }
            BlockKind::Quote { blocks } => self.quote(blocks, span),
            BlockKind::List { ordered, start, items } => self.list(ordered.then_some(start.unwrap_or(1)), items, span),
            BlockKind::Table(table) => self.table(table, span),
            BlockKind::Preformatted { text } => {
                if !text.trim().is_empty() {
                    self.put(PieceKind::Lines(text), span);
                }
            }
            BlockKind::Figure(figure) => self.figure(figure, span),
            BlockKind::SectionBreak => self.put(PieceKind::SectionBreak, span),
            BlockKind::Group { blocks } => self.blocks(blocks),
            BlockKind::Unknown(unknown) => {
                self.losses.add(Loss::Unknown, span);
                self.blocks(&unknown.fallback);
            }
        }
    }

    /// Whether readers may see the part. What of its attributes has no place is noted.
    fn is_public(&mut self, attrs: &Attrs<'_>, span: Span) -> bool {
        let Some(list) = attrs.list() else { return true };
        match &list.role {
            Some(Role::EditorOnly) => self.losses.add(Loss::EditorOnly, span),
            Some(Role::EndMark) => self.losses.add(Loss::EndMark, span),
            // The first paragraph says by its place that it is the lead.
            None | Some(Role::Lead) => {}
            // What the words of such a part do not say of it, the proof finds.
            Some(Role::Boilerplate | Role::Contact | Role::Caption | Role::Credit) => {}
            Some(Role::Other(_)) => self.losses.add(Loss::Role, span),
        }
        if list.language.is_some() {
            self.losses.add(Loss::Language, span);
        }
        if !list.attrs.is_empty() || !list.extra.is_empty() {
            self.losses.add(Loss::Attributes, span);
        }
        !attrs.is_withheld()
    }

    fn text(&mut self, content: &'a [Inline<'_>], attrs: &'a Attrs<'_>, span: Span) {
        let role = attrs
            .role()
            .filter(|role| matches!(role, Role::Boilerplate | Role::Contact | Role::Caption | Role::Credit));
        if let Some(run) = self.run_of(content, role == Some(&Role::Contact)) {
            self.paragraph(run, role, span);
        }
    }

    /// What inlines say, with what cannot be said noted. `None`: nothing.
    fn run(&mut self, content: &'a [Inline<'_>]) -> Option<Run<'a>> {
        self.run_of(content, false)
    }

    /// The same, where line ends may have a place: a contact keeps its lines.
    fn run_of(&mut self, content: &'a [Inline<'_>], keeps_lines: bool) -> Option<Run<'a>> {
        self.inlines(content, keeps_lines);
        says_something(content).then_some(Cow::Borrowed(content))
    }

    fn inlines(&mut self, inlines: &[Inline<'_>], keeps_lines: bool) {
        for inline in inlines {
            if !self.is_public(&inline.attrs, inline.span) {
                continue;
            }
            match &inline.kind {
                InlineKind::Text { .. } => {}
                InlineKind::Emphasis { content } | InlineKind::Strong { content } => self.inlines(content, keeps_lines),
                InlineKind::Link(link) => self.link(link, inline.span, keeps_lines),
                InlineKind::LineBreak if keeps_lines => {}
                InlineKind::LineBreak => self.losses.add(Loss::LineBreak, inline.span),
                InlineKind::Unknown(unknown) => {
                    self.losses.add(Loss::Unknown, inline.span);
                    self.inlines(&unknown.fallback, keeps_lines);
                }
            }
        }
    }

    fn link(&mut self, link: &Link<'_>, span: Span, keeps_lines: bool) {
        let is_link = clean_href(&link.href).is_some();
        if !is_link {
            self.losses.add(Loss::Link, span);
        } else if self.in_link {
            self.losses.add(Loss::InnerLink, span);
        }
        let outer = self.in_link;
        self.in_link |= is_link;
        self.inlines(&link.content, keeps_lines);
        self.in_link = outer;
    }

    /// Quoted paragraphs. What else is quoted follows without the marks of a quote.
    fn quote(&mut self, blocks: &'a [Block<'_>], span: Span) {
        let mut quoted = Vec::new();
        for block in blocks {
            match &block.kind {
                BlockKind::Paragraph { content } if self.is_public(&block.attrs, block.span) => {
                    quoted.extend(self.run(content));
                }
                BlockKind::Paragraph { .. } => {}
                _ => {
                    self.losses.add(Loss::QuotedBlock, block.span);
                    self.end_quote(&mut quoted, span);
                    self.block(block);
                }
            }
        }
        self.end_quote(&mut quoted, span);
    }

    fn end_quote(&mut self, quoted: &mut Vec<Run<'a>>, span: Span) {
        if !quoted.is_empty() {
            self.put(PieceKind::Quote(std::mem::take(quoted)), span);
        }
    }

    fn list(&mut self, first: Option<u32>, items: &'a [Item<'_>], span: Span) {
        let mut list = Points { first, points: Vec::new(), count: 0, span };
        for item in items {
            if self.is_public(&item.attrs, item.span) {
                self.item(&item.blocks, item.span, &mut list);
            }
        }
        self.end_list(&mut list);
    }

    /// A point. Points within it follow as points of the same list; what else it holds parts the list in two.
    fn item(&mut self, blocks: &'a [Block<'_>], span: Span, list: &mut Points<'a>) {
        for (at, block) in blocks.iter().enumerate() {
            if at > 0 {
                self.losses.add(Loss::Nesting, span);
            }
            match &block.kind {
                BlockKind::Paragraph { content } if at == 0 && block.attrs.list().is_none() => {
                    list.points.extend(self.run(content));
                }
                BlockKind::List { items, .. } if list.first.is_none() && block.attrs.list().is_none() => {
                    for item in items {
                        if self.is_public(&item.attrs, item.span) {
                            self.item(&item.blocks, item.span, list);
                        }
                    }
                }
                _ => {
                    self.end_list(list);
                    self.block(block);
                }
            }
        }
    }

    fn end_list(&mut self, list: &mut Points<'a>) {
        let points = std::mem::take(&mut list.points);
        let first = list.first.map(|first| first.saturating_add(list.count));
        list.count = list.count.saturating_add(u32::try_from(points.len()).unwrap_or(u32::MAX));
        if !points.is_empty() {
            self.put(PieceKind::List { first, points }, list.span);
        }
    }

    fn table(&mut self, table: &'a Table<'_>, span: Span) {
        if let Some(caption) = self.run(&table.caption) {
            self.losses.add(Loss::Caption, span);
            self.paragraph(caption, None, span);
        }
        let cells = || table.rows.iter().flat_map(|row| &row.cells);
        for cell in cells() {
            self.inlines(&cell.content, false);
            if !cell.content.iter().all(|inline| matches!(inline.kind, InlineKind::Text { .. })) {
                self.losses.add(Loss::CellMarks, cell.span);
            }
        }
        if cells().any(|cell| says_something(&cell.content)) {
            self.put(PieceKind::Table(table), span);
        }
    }

    /// The line that names a picture. Plain text has no place for an address, for what a picture shows beside its caption,
    /// and for whose it is.
    fn figure(&mut self, figure: &'a Figure<'_>, span: Span) {
        if is_picture_name(&figure.source) && figure.alt.is_empty() && figure.credit.is_none() {
            self.run(&figure.caption);
            return self.put(PieceKind::Picture(figure), span);
        }
        self.losses.add(Loss::Picture, span);
        let caption = self.run(&figure.caption).unwrap_or_else(|| words(&figure.alt, span));
        self.paragraph(caption, None, span);
        if let Some(credit) = &figure.credit {
            self.paragraph(words(credit, span), None, span);
        }
    }
}

/// The points of a list so far, up to where something else parts it.
struct Points<'a> {
    first: Option<u32>,
    points: Vec<Run<'a>>,
    /// Points before those.
    count: u32,
    span: Span,
}

fn words<'a>(text: &'a Text<'_>, span: Span) -> Run<'a> {
    Cow::Owned(vec![Inline::text(text.reborrow(), span)])
}

/// Whether public inlines hold a character that is no blank.
fn says_something(content: &[Inline<'_>]) -> bool {
    content.iter().any(|inline| {
        let words = plain(std::slice::from_ref(inline));
        !inline.attrs.is_withheld() && words.chars().any(|letter| !letter.is_whitespace() && !letter.is_control())
    })
}
