//! The body: events of the Markdown parser become blocks.
//!
//! Source: spec.commonmark.org 0.31.2; tables and footnotes as GitHub has them.

mod html;
mod line;
mod markup;
mod page;
mod tree;

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use slugline_core::Source;
use slugline_core::line::is_ideograph;
use slugline_core::model::{Block, BlockKind, Cell, Figure, Inlines, Node, Row, Table, Text};
use slugline_core::plugin::Watch;

use self::line::{Line, MarkKind, Run};
use self::page::Page;
use self::tree::{Container, Tree};
use crate::loss::{Loss, Losses};
use crate::stretch::Stretch;

/// Blocks from the top whose text the source keeps: among them are title, byline and dateline, whose parts have places.
const OPENING: usize = 4;

/// Reads the blocks of `text`, which is borrowed from `source` or kept by it, and made of `stretches`. A heading has the
/// level that its mark says.
pub(crate) fn read<'s>(
    source: &'s Source,
    text: &'s str,
    stretches: Vec<Stretch>,
    watch: Watch<'_>,
    losses: &mut Losses<'s>,
) -> Vec<Block<'s>> {
    let page = Page::new(source, text, stretches);
    let body = Body {
        tree: Tree::new(&page),
        page: &page,
        leaf: None,
        line: Line::new(&page),
        leaves: 0,
        label: None,
        picture: None,
        figures: Vec::new(),
        preformatted: None,
        table: None,
        cell_end: 0,
        is_hidden: false,
        losses,
    };
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_HEADING_ATTRIBUTES;
    let parser = Parser::new_ext(text, options);
    for (_, definition) in parser.reference_definitions().iter() {
        body.losses.add(page.part(definition.span.clone()), Loss::Definition);
    }
    body.read(parser, watch)
}

/// A body under way.
struct Body<'b, 's> {
    page: &'b Page<'s>,
    tree: Tree<'b, 's>,
    leaf: Option<Leaf>,
    /// The text of `leaf`. Empty without one.
    line: Line<'b, 's>,
    /// Blocks of text so far.
    leaves: usize,
    /// What stands before the first words of a footnote, and what it stands for.
    label: Option<(String, Range<usize>)>,
    picture: Option<Picture<'s>>,
    /// Pictures that will stand behind the block they were met in.
    figures: Vec<Block<'s>>,
    preformatted: Option<Run>,
    table: Option<Table<'s>>,
    /// Where the last cell of the table ended.
    cell_end: usize,
    /// Whether the text is that of a script.
    is_hidden: bool,
    losses: &'b mut Losses<'s>,
}

/// A block of text under way.
struct Leaf {
    kind: LeafKind,
    range: Range<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LeafKind {
    /// Also one that has no mark of its own: the text of a short point, the text between two tags.
    Paragraph,
    Heading(u8),
    Cell,
}

/// A picture under way: its words come as those of a paragraph do.
struct Picture<'s> {
    source: Text<'s>,
    title: Text<'s>,
    alt: Run,
    /// Pictures within its words.
    within: usize,
}

impl<'b, 's> Body<'b, 's> {
    /// Reads all events, and gives the blocks that they are.
    fn read(mut self, parser: Parser<'s>, mut watch: Watch<'_>) -> Vec<Block<'s>> {
        let mut before = 0;
        for (event, range) in parser.into_offset_iter() {
            let ended = std::mem::replace(&mut before, range.end);
            match event {
                Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                    match self.page.range_of(&text) {
                        Some(place) => self.text(place, range),
                        None => self.made(text.into_string(), range),
                    }
                }
                Event::SoftBreak if self.joins_ideographs(&range) => {}
                Event::SoftBreak => self.made(" ", range),
                Event::HardBreak => self.line_at(&range).push_break(range),
                Event::Start(_) | Event::Rule if watch.is_over() => break,
                Event::Start(tag) => self.start(tag, range),
                Event::End(tag) => self.end(tag, range, ended),
                Event::Html(_) | Event::InlineHtml(_) => self.html(range),
                Event::FootnoteReference(label) => self.made(format!("[{label}]"), range),
                Event::Rule => {
                    self.end_leaf();
                    let span = self.page.trimmed_span(range);
                    self.tree.push(Node::new(BlockKind::SectionBreak, span));
                }
                // Not asked for.
                Event::TaskListMarker(_) => {}
            }
        }
        self.end_leaf();
        self.tree.finish()
    }

    fn start(&mut self, tag: Tag<'s>, range: Range<usize>) {
        match tag {
            Tag::Paragraph => self.begin_leaf(LeafKind::Paragraph, range),
            Tag::Heading { level, .. } => {
                self.lose_attributes(self.page.part(range.clone()));
                self.begin_leaf(LeafKind::Heading(level as u8), range);
            }
            Tag::TableCell => self.begin_leaf(LeafKind::Cell, range),
            Tag::BlockQuote(_) => self.open(Container::Quote, range),
            Tag::List(start) => {
                let start = start.map(|start| u32::try_from(start).unwrap_or(u32::MAX));
                self.open(Container::List(start), range);
            }
            Tag::Item => self.open(Container::Item, range),
            Tag::FootnoteDefinition(label) => {
                self.end_leaf();
                let mark = range.start..range.start + mark_of_note(self.page.part(range.clone()));
                self.label = Some((format!("[{label}] "), mark));
            }
            Tag::CodeBlock(kind) => {
                self.end_leaf();
                if let CodeBlockKind::Fenced(_) = kind {
                    let opening = self.page.part(range).lines().next().unwrap_or_default();
                    self.losses.add(opening, Loss::Fence);
                }
                self.preformatted = Some(Run::default());
            }
            Tag::Table(_) => {
                self.end_leaf();
                self.table = Some(Table::default());
            }
            Tag::TableHead | Tag::TableRow => {
                self.cell_end = range.start;
                let span = self.page.trimmed_span(range);
                if let Some(table) = &mut self.table {
                    table.rows.push(Row { cells: Vec::new(), span });
                }
            }
            Tag::Emphasis => self.open_mark(MarkKind::Emphasis, range),
            Tag::Strong => self.open_mark(MarkKind::Strong, range),
            Tag::Link { dest_url, .. } => {
                let href = self.borrowed(&dest_url);
                self.open_mark(MarkKind::Link(href), range);
            }
            Tag::Image { dest_url, title, .. } => {
                let (source, title) = (self.borrowed(&dest_url), self.borrowed(&title));
                match &mut self.picture {
                    Some(picture) => picture.within += 1,
                    None => self.picture = Some(Picture { source, title, alt: Run::default(), within: 0 }),
                }
            }
            Tag::HtmlBlock => self.end_leaf(),
            // Not asked for.
            Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::MetadataBlock(_) => {}
        }
    }

    /// Ends what is open. `ended` is where the event before it did.
    fn end(&mut self, tag: TagEnd, range: Range<usize>, ended: usize) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::HtmlBlock => {
                self.end_leaf();
                self.is_hidden = false;
            }
            TagEnd::FootnoteDefinition => {
                self.end_leaf();
                // Of a note without words.
                if let Some((_, mark)) = self.label.take() {
                    self.losses.add(self.page.part(mark), Loss::Footnote);
                }
            }
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item => {
                self.end_leaf();
                self.tree.close(range.end);
            }
            TagEnd::CodeBlock => self.end_preformatted(range),
            TagEnd::TableCell => self.end_cell(range),
            TagEnd::TableHead => self.end_row(true),
            TagEnd::TableRow => {
                self.push_excess(range.end);
                self.end_row(false);
            }
            TagEnd::Table => self.end_table(range),
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link => {
                if tag == TagEnd::Link {
                    // The parser says nothing of what stands behind the words.
                    self.losses.add(self.page.part(ended..range.end), Loss::Address);
                }
                if let Some(leaf) = &mut self.leaf
                    && self.picture.is_none()
                {
                    leaf.range.end = leaf.range.end.max(range.end);
                    self.line.close(range.end, self.losses);
                }
            }
            TagEnd::Image => self.end_picture(range),
            TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::MetadataBlock(_) => {}
        }
    }

    /// Text that stands at `place`, within what was read from `range`.
    #[inline]
    fn text(&mut self, place: Range<usize>, range: Range<usize>) {
        if self.is_hidden {
            let part = self.page.part(place);
            self.losses.add(part, Loss::Script);
        } else if let Some(picture) = &mut self.picture {
            picture.alt.push(place);
        } else if let Some(run) = &mut self.preformatted {
            run.push(place);
        } else {
            self.line_at(&range).push(place);
        }
    }

    /// What stands for the text at `range`.
    fn made(&mut self, made: impl Into<Cow<'static, str>>, range: Range<usize>) {
        if let Some(picture) = &mut self.picture {
            picture.alt.push_made(made, range);
        } else if let Some(run) = &mut self.preformatted {
            run.push_made(made, range);
        } else {
            self.line_at(&range).push_made(made, range);
        }
    }

    /// The line that text at `range` belongs to. Where none is open, a paragraph begins.
    fn line_at(&mut self, range: &Range<usize>) -> &mut Line<'b, 's> {
        match &mut self.leaf {
            Some(leaf) => leaf.range.end = leaf.range.end.max(range.end),
            None => self.begin_line(LeafKind::Paragraph, range.clone()),
        }
        &mut self.line
    }

    /// Begins a block of text where none is open.
    fn begin_line(&mut self, kind: LeafKind, mut range: Range<usize>) {
        self.line.begin(self.leaves < OPENING);
        if let Some((made, mark)) = self.label.take() {
            range.start = mark.start;
            self.line.push_made(made, mark);
        }
        self.leaf = Some(Leaf { kind, range });
    }

    /// Leaves the attributes of a heading out: `{#fare .wide}` behind its words. The parser does not say all that it takes for
    /// such; braces that are words are among the words as well.
    fn lose_attributes(&mut self, heading: &'s str) {
        let brace = |brace| memchr::memrchr(brace, heading.as_bytes());
        if let (Some(start), Some(end)) = (brace(b'{'), brace(b'}')) {
            self.losses.add(heading.get(start..=end).unwrap_or_default(), Loss::Attributes);
        }
    }

    fn begin_leaf(&mut self, kind: LeafKind, range: Range<usize>) {
        self.end_leaf();
        self.begin_line(kind, range);
    }

    /// Ends the block of text that is open, where one is: it is a block of the tree where it says something. Pictures that
    /// were met in it follow.
    #[inline]
    fn end_leaf(&mut self) {
        if let Some(leaf) = self.leaf.take() {
            self.push_leaf(leaf);
        }
        self.push_figures();
    }

    #[inline]
    fn push_figures(&mut self) {
        if !self.figures.is_empty() {
            self.figures.drain(..).for_each(|figure| self.tree.push(figure));
        }
    }

    fn push_leaf(&mut self, leaf: Leaf) {
        let content = self.line.finish(leaf.range.end, self.losses);
        let span = self.page.trimmed_span(leaf.range);
        let kind = match leaf.kind {
            // Marks alone are no heading: `###` is the sign that a release ends.
            LeafKind::Heading(_) if self.page.source.slice(span).bytes().all(is_heading_mark) => {
                return self.tree.push(Block::paragraph(self.page.source.slice(span), span));
            }
            _ if content.is_empty() => return,
            LeafKind::Heading(level) => BlockKind::Heading { level, content },
            LeafKind::Paragraph | LeafKind::Cell => BlockKind::Paragraph { content },
        };
        self.leaves += 1;
        self.tree.push(Node::new(kind, span));
    }

    fn open(&mut self, container: Container, range: Range<usize>) {
        self.end_leaf();
        if !self.tree.open(container, range.start) {
            self.losses.add(self.page.part(range.start..range.start), Loss::Nesting);
        }
    }

    fn open_mark(&mut self, kind: MarkKind<'s>, range: Range<usize>) {
        if self.picture.is_none() && !self.line_at(&range).open(kind, range.start) {
            self.losses.add(self.page.part(range.start..range.start), Loss::Nesting);
        }
    }

    fn end_preformatted(&mut self, range: Range<usize>) {
        let Some(mut run) = self.preformatted.take() else { return };
        let Some((text, _)) = run.take(self.page, &mut false) else { return };
        let text = match text.into_cow() {
            Cow::Borrowed(text) => text.strip_suffix('\n').unwrap_or(text).into(),
            Cow::Owned(text) => text.strip_suffix('\n').map_or(text.as_str(), |text| text).to_owned().into(),
        };
        let span = self.page.trimmed_span(range);
        self.tree.push(Node::new(BlockKind::Preformatted { text }, span));
    }

    fn end_cell(&mut self, range: Range<usize>) {
        if self.leaf.take().is_none() {
            return;
        }
        self.cell_end = range.end;
        let content = self.line.finish(range.end, self.losses);
        let span = self.page.trimmed_span(range);
        if let Some(row) = self.table.as_mut().and_then(|table| table.rows.last_mut()) {
            row.cells.push(Cell { header: false, content, span });
        }
    }

    /// Adds the cells of a row, up to `row_end`, that are more than its table has columns. The parser leaves them out, as GitHub
    /// does; they are words of the story, and kept as they stand.
    fn push_excess(&mut self, row_end: usize) {
        let Some(row) = self.table.as_mut().and_then(|table| table.rows.last_mut()) else { return };
        let mut at = self.cell_end;
        for cell in self.page.part(at..row_end).split('|') {
            let text = cell.trim();
            if !text.is_empty() {
                let start = at + cell.len() - cell.trim_start().len();
                let span = self.page.span(start..start + text.len());
                row.cells.push(Cell { header: false, content: Inlines::text(text, span), span });
            }
            at += cell.len() + "|".len();
        }
    }

    /// Ends a row. The cells that the parser fills it up with are dropped: each row of a hostile table may have thousands.
    fn end_row(&mut self, header: bool) {
        let Some(table) = &mut self.table else { return };
        let Some(row) = table.rows.last_mut() else { return };
        while row.cells.last().is_some_and(|cell| cell.content.is_empty()) {
            row.cells.pop();
        }
        row.cells.iter_mut().for_each(|cell| cell.header = header);
        if row.cells.is_empty() {
            table.rows.pop();
        }
    }

    fn end_table(&mut self, range: Range<usize>) {
        let Some(table) = self.table.take() else { return };
        if !table.rows.is_empty() {
            let span = self.page.trimmed_span(range);
            self.tree.push(Node::new(BlockKind::Table(Box::new(table)), span));
        }
        self.push_figures();
    }

    fn end_picture(&mut self, range: Range<usize>) {
        let Some(picture) = &mut self.picture else { return };
        if picture.within > 0 {
            picture.within -= 1;
            return;
        }
        let Some(Picture { source, title, mut alt, .. }) = self.picture.take() else { return };
        let alt = alt.take(self.page, &mut false).map(|(alt, _)| alt).unwrap_or_default();
        self.push_figure(source, alt, title, range);
    }

    /// Adds a picture behind the block that is open.
    fn push_figure(&mut self, source: Text<'s>, alt: Text<'s>, title: Text<'s>, range: Range<usize>) {
        let span = self.page.span(range);
        let place = self.page.range_of(&title).map_or(span, |place| self.page.span(place));
        let caption = if title.is_empty() { Inlines::EMPTY } else { Inlines::text(title, place) };
        let figure = Figure { source, alt, caption, credit: None };
        self.figures.push(Node::new(BlockKind::Figure(Box::new(figure)), span));
    }

    /// A text of the parser's, borrowed where it is a part of the body.
    fn borrowed(&self, text: &str) -> Text<'s> {
        match self.page.range_of(text) {
            Some(place) => self.page.part(place).into(),
            None => text.to_owned().into(),
        }
    }

    /// Whether the line end at `range` stands between two characters of scripts that put no blanks between words.
    fn joins_ideographs(&self, range: &Range<usize>) -> bool {
        let before = range.start.checked_sub(1).and_then(|at| self.page.text.as_bytes().get(at));
        if before.is_none_or(u8::is_ascii) {
            return false;
        }
        let last = self.page.part(0..range.start).chars().next_back();
        let first = self.page.text.get(range.end..).and_then(|rest| rest.trim_start().chars().next());
        last.is_some_and(is_ideograph) && first.is_some_and(is_ideograph)
    }
}

/// How long the mark of a note is: `[^1]:`. The label that the parser gives is shorter where blanks stand in a row.
fn mark_of_note(note: &str) -> usize {
    let is_end = |at: &usize| !note.get(..*at).is_some_and(|before| before.ends_with('\\'));
    note.match_indices("]:").map(|(at, _)| at).find(is_end).map_or(note.len(), |at| at + "]:".len())
}

fn is_heading_mark(byte: u8) -> bool {
    matches!(byte, b'#' | b' ')
}
