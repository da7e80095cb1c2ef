//! The blocks of a body.

use slugline_core::model::{
    Article, Attrs, Block, BlockKind, Dateline, Field, Figure, Inline, InlineKind, Item, Role, Row, Span, Table, plain,
};
use slugline_core::plugin::{Context, Sink};
use slugline_markup::{Dropped, clean_text, web_address};

use super::escape::{self, Place};
use super::inline::{Line, has_words, is_withheld};
use super::lost::{AllLost, Lost};
use super::opening;
use crate::shortcode;

/// How deep quotes and lists may nest: deeper ones readers take for less deep ones.
const MAX_NESTING: usize = 9;

/// Largest number of a point, in CommonMark.
const MAX_NUMBER: u32 = 999_999_999;

/// A body under way.
pub(super) struct Body<'b, 'c> {
    pub(super) out: &'b mut Sink,
    cx: &'b mut Context<'c>,
    pub(super) dropped: Dropped,
    lost: AllLost,
    /// What each line begins with: the marks and indents of the quotes and lists that are open.
    prefix: String,
    /// Quotes and lists that are open.
    nesting: usize,
    /// Whether a block may begin where the last line ends: at the top, and behind the mark of a quote or a point.
    fresh: bool,
    /// The marks that the list right above has, if there is one: another one with the same would go on with it.
    list_above: Option<Marks>,
}

/// The signs of the points of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Marks {
    /// `-`, `1.`
    First,
    /// `+`, `1)`
    Second,
}

impl<'b, 'c> Body<'b, 'c> {
    /// A body behind what was written so far, without the end of the last line of it. `dropped` was left out of that.
    pub(super) fn new(out: &'b mut Sink, dropped: Dropped, cx: &'b mut Context<'c>) -> Body<'b, 'c> {
        let fresh = out.written() == 0;
        let (lost, prefix) = (AllLost::default(), String::new());
        Body { out, cx, dropped, lost, prefix, nesting: 0, fresh, list_above: None }
    }

    /// Writes the body of an article, with its dateline at the start of the first paragraph.
    pub(super) fn write(mut self, article: &Article<'_>) {
        opening::find_misread(article, &mut self.lost);
        self.note_levels(&article.body);
        let rest = match &article.head.dateline {
            Some(dateline) => self.write_dateline(dateline, article.head.span(Field::Dateline, 0), &article.body),
            None => &article.body,
        };
        self.write_blocks(rest);
        if self.out.written() > 0 {
            self.out.put(b"\n");
        }
        self.lost.report(self.cx);
        self.dropped.report(self.cx);
    }

    pub(super) fn lose(&mut self, lost: Lost, span: Span) {
        self.lost.add(lost, span);
    }

    /// Whether readers may see the part. What of its attributes has no place is noted.
    pub(super) fn is_public(&mut self, attrs: &Attrs<'_>, span: Span) -> bool {
        let Some(list) = attrs.list() else { return true };
        match &list.role {
            // The first paragraph says by its place that it is the lead.
            None | Some(Role::Lead) => {}
            Some(Role::EditorOnly) => self.lose(Lost::EditorOnly, span),
            Some(Role::EndMark) => self.lose(Lost::EndMark, span),
            Some(Role::Boilerplate | Role::Contact | Role::Caption | Role::Credit | Role::Other(_)) => {
                self.lose(Lost::Role, span);
            }
        }
        if list.language.is_some() {
            self.lose(Lost::Language, span);
        }
        if !list.attrs.is_empty() || !list.extra.is_empty() {
            self.lose(Lost::Attributes, span);
        }
        !is_withheld(attrs)
    }

    /// Ends a line and begins the next.
    pub(super) fn next_line(&mut self) {
        self.out.put(b"\n");
        self.out.put_str(&self.prefix);
    }

    /// Begins a block, behind a blank line where another stands above it.
    fn begin_block(&mut self) {
        self.list_above = None;
        if std::mem::take(&mut self.fresh) {
            return;
        }
        self.out.put(b"\n");
        self.out.put_str(self.prefix.trim_end());
        self.next_line();
    }

    fn write_blocks(&mut self, blocks: &[Block<'_>]) {
        for block in blocks {
            if says_something(block, is_shown) {
                self.write_block(block);
            } else if says_something(block, |_| true) {
                let end_mark = block.attrs.role() == Some(&Role::EndMark);
                self.lose(if end_mark { Lost::EndMark } else { Lost::EditorOnly }, block.span);
            }
        }
    }

    /// Writes a block that says something.
    fn write_block(&mut self, block: &Block<'_>) {
        let span = block.span;
        self.is_public(&block.attrs, span);
        match &block.kind {
            BlockKind::Paragraph { content } => self.paragraph(content),
            BlockKind::Heading { level, content } => self.heading(*level, content),
            BlockKind::Quote { blocks } => self.quote(blocks, span),
            BlockKind::List { ordered, start, items } => {
                self.list(ordered.then_some(start.unwrap_or(1)), items, span);
            }
            BlockKind::Table(table) => self.table(table, span),
            BlockKind::Preformatted { text } => self.preformatted(text, span),
            BlockKind::Figure(figure) => self.figure(figure, span),
            BlockKind::SectionBreak => {
                self.begin_block();
                self.out.put(b"***");
            }
            BlockKind::Group { blocks } => self.write_blocks(blocks),
            BlockKind::Unknown(unknown) => {
                self.lose(Lost::Unknown, span);
                self.write_blocks(&unknown.fallback);
            }
        }
    }

    fn paragraph(&mut self, content: &[Inline<'_>]) {
        self.begin_block();
        self.write_inlines(content, &mut Line::at(Place::Paragraph));
    }

    /// Writes the dateline, and the paragraph that it leads in where the body begins with one; gives the other blocks.
    fn write_dateline<'a>(&mut self, found: &Dateline<'_>, span: Span, body: &'a [Block<'a>]) -> &'a [Block<'a>] {
        let first = body.iter().position(|block| says_something(block, is_shown)).unwrap_or(body.len());
        let (withheld, shown) = body.split_at_checked(first).unwrap_or((body, &[]));
        self.write_blocks(withheld);
        self.begin_block();
        let mut line = Line::at(Place::Paragraph);
        let (content, rest) = match shown {
            [Block { kind: BlockKind::Paragraph { content }, attrs, span }, rest @ ..] => {
                self.is_public(attrs, *span);
                (&**content, rest)
            }
            _ => (&[][..], shown),
        };
        let (dash, is_read) = opening::dash(found, &opening::first_run(content));
        if !is_read {
            self.lose(Lost::Dateline, span);
        }
        self.text(&[&found.text, dash].concat(), span, &mut line);
        self.write_inlines(content, &mut line);
        rest
    }

    /// Notes what becomes of levels: a reader counts from the highest, and there are six, of which the title has the first.
    fn note_levels(&mut self, body: &[Block<'_>]) {
        let (mut highest, mut first) = (u8::MAX, None);
        each_heading(body, &mut |level, span| {
            highest = highest.min(level);
            first = first.or(Some(span));
            if level > 5 {
                self.lost.add(Lost::HeadingLevel, span);
            }
        });
        if let Some(span) = first.filter(|_| highest != 1) {
            self.lost.add(Lost::HeadingLevel, span);
        }
    }

    /// A heading, a level below its own: the first is the title's.
    fn heading(&mut self, level: u8, content: &[Inline<'_>]) {
        self.begin_block();
        let level = level.saturating_add(1).clamp(2, 6);
        self.out.put("######".get(..usize::from(level)).unwrap_or_default().as_bytes());
        self.out.put(b" ");
        self.write_inlines(content, &mut Line::at(Place::Heading));
    }

    fn quote(&mut self, blocks: &[Block<'_>], span: Span) {
        if self.nesting >= MAX_NESTING {
            self.lose(Lost::Nesting, span);
            return self.write_blocks(blocks);
        }
        self.begin_block();
        self.within("> ", "> ", |body| body.write_blocks(blocks));
        self.list_above = None;
    }

    /// Writes `mark`, and behind it what `work` writes, whose further lines begin with `indent`.
    fn within(&mut self, mark: &str, indent: &str, work: impl FnOnce(&mut Self)) {
        self.out.put_str(mark);
        let outer = self.prefix.len();
        self.prefix.push_str(indent);
        self.nesting += 1;
        (self.fresh, self.list_above) = (true, None);
        work(self);
        self.nesting -= 1;
        self.fresh = false;
        self.prefix.truncate(outer);
    }

    fn list(&mut self, first: Option<u32>, items: &[Item<'_>], span: Span) {
        if self.nesting >= MAX_NESTING {
            self.lose(Lost::Nesting, span);
            return items.iter().for_each(|item| self.item(item));
        }
        if first.is_some_and(|first| first.saturating_add(u32::try_from(items.len()).unwrap_or(u32::MAX)) > MAX_NUMBER)
        {
            self.lose(Lost::ListStart, span);
        }
        let marks = if self.list_above == Some(Marks::First) { Marks::Second } else { Marks::First };
        let is_tight =
            items.iter().all(|item| matches!(&item.blocks[..], [Block { kind: BlockKind::Paragraph { .. }, .. }]));
        let mut number = first.map(|first| first.min(MAX_NUMBER / 2));
        self.begin_block();
        let mut is_first = true;
        for item in items {
            if !item_says_something(item, is_shown) {
                self.is_public(&item.attrs, item.span);
                continue;
            }
            match (std::mem::take(&mut is_first), is_tight) {
                (true, _) => {}
                (false, true) => self.next_line(),
                (false, false) => self.begin_block(),
            }
            let mark = match (number, marks) {
                (None, Marks::First) => "- ".to_owned(),
                (None, Marks::Second) => "+ ".to_owned(),
                (Some(number), Marks::First) => format!("{number}. "),
                (Some(number), Marks::Second) => format!("{number}) "),
            };
            let indent = " ".repeat(mark.len());
            self.within(&mark, &indent, |body| body.item(item));
            number = number.map(|number| number + 1);
        }
        self.list_above = Some(marks);
    }

    fn item(&mut self, item: &Item<'_>) {
        if self.is_public(&item.attrs, item.span) {
            self.write_blocks(&item.blocks);
        }
    }

    /// A table as GitHub has it: its first row names the columns, and is empty where none does.
    ///
    /// Source: github.github.com/gfm, section 4.10 "Tables".
    fn table(&mut self, table: &Table<'_>, span: Span) {
        if has_words(&table.caption) {
            self.lose(Lost::TableCaption, span);
            self.paragraph(&table.caption);
        }
        let width = table.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let says = |row: &&Row<'_>| row.cells.iter().any(|cell| has_words(&cell.content));
        let mut rows = table.rows.iter().filter(says).peekable();
        if rows.peek().is_none() {
            return;
        }
        self.begin_block();
        let names = rows.next_if(|row| row.cells.iter().all(|cell| cell.header));
        self.row(names, width);
        self.next_line();
        self.out.put(b"|");
        (0..width).for_each(|_| self.out.put(b" --- |"));
        for row in rows {
            if row.cells.iter().any(|cell| cell.header) {
                self.lose(Lost::HeaderCell, row.span);
            }
            self.next_line();
            self.row(Some(row), 0);
        }
    }

    /// A row, filled up to `width`.
    fn row(&mut self, row: Option<&Row<'_>>, width: usize) {
        self.out.put(b"|");
        let cells = row.map_or(&[][..], |row| &row.cells);
        for cell in cells {
            self.out.put(b" ");
            self.write_inlines(&cell.content, &mut Line::at(Place::Cell));
            self.out.put(b" |");
        }
        (cells.len()..width).for_each(|_| self.out.put(b"  |"));
    }

    /// Lines between fences that no line of them can close. What site generators would take for their own markup there stands
    /// in the lines of a paragraph.
    fn preformatted(&mut self, text: &str, span: Span) {
        let clean = clean_text(text, span, &mut self.dropped).replace("\r\n", "\n").replace('\r', "\n");
        if shortcode::may_begin_in(&clean) {
            self.lose(Lost::Template, span);
            let lines = clean.split('\n').flat_map(|line| {
                let text = Inline::text(line, span);
                [text, Inline { kind: InlineKind::LineBreak, span, attrs: Attrs::NONE }]
            });
            return self.paragraph(&lines.collect::<Vec<_>>());
        }
        let longest = clean.split(|letter| letter != '`').map(str::len).max().unwrap_or(0);
        let fence = "`".repeat((longest + 1).max(3));
        self.begin_block();
        self.out.put_str(&fence);
        for line in clean.split('\n') {
            self.next_line();
            self.out.put_str(line);
        }
        self.next_line();
        self.out.put_str(&fence);
    }

    /// A picture where it has an address, and the words about it where there is no place for them.
    fn figure(&mut self, figure: &Figure<'_>, span: Span) {
        let caption = plain(&figure.caption);
        let is_marked = figure.caption.iter().any(|inline| !matches!(inline.kind, InlineKind::Text { .. }));
        match picture_address(&figure.source) {
            Some(address) => {
                if is_marked {
                    self.lose(Lost::CaptionMarks, span);
                }
                self.begin_block();
                self.picture(figure, &address, span);
            }
            None => {
                self.lose(Lost::UnsafePicture, span);
                let alt = [Inline::text(figure.alt.reborrow(), span)];
                let words = if caption.trim().is_empty() { &alt[..] } else { &figure.caption };
                if has_words(words) {
                    self.paragraph(words);
                }
            }
        }
        let credit = figure.credit.as_ref().map(|credit| [Inline::text(credit.reborrow(), span)]);
        if let Some(credit) = credit.filter(|credit| has_words(credit)) {
            self.lose(Lost::PictureCredit, span);
            self.paragraph(&credit);
        }
    }

    /// `![What it shows](pier.jpg "The words under it")`
    fn picture(&mut self, figure: &Figure<'_>, address: &str, span: Span) {
        let mut line = Line::at(Place::Paragraph);
        self.out.put(b"![");
        self.text(&figure.alt, span, &mut line);
        self.out.put(b"](");
        let address = clean_text(address, span, &mut self.dropped);
        escape::put_address(self.out, &address);
        let mut public = figure.caption.to_vec();
        public.retain(|inline| self.is_public(&inline.attrs, inline.span));
        let caption = plain(&public);
        let caption = clean_text(&caption, span, &mut self.dropped);
        let caption = caption.split_whitespace().collect::<Vec<_>>().join(" ");
        if !caption.is_empty() {
            self.out.put(b" ");
            escape::put_title(self.out, &caption);
        }
        self.out.put(b")");
    }
}

/// The address of a picture, where it may stand in a page: on the web, or a file beside it.
fn picture_address(source: &str) -> Option<std::borrow::Cow<'_, str>> {
    let source = source.trim();
    let has_scheme = source.find(':').is_some_and(|colon| !source.get(..colon).unwrap_or_default().contains('/'));
    if has_scheme {
        return web_address(source);
    }
    let is_file = !source.is_empty() && !source.contains(char::is_control) && !source.starts_with("//");
    is_file.then(|| source.into())
}

/// Whether readers may see a part with these attributes.
fn is_shown(attrs: &Attrs<'_>) -> bool {
    !is_withheld(attrs)
}

/// Whether something of a block is left for those who see what `shown` says.
fn says_something(block: &Block<'_>, shown: fn(&Attrs<'_>) -> bool) -> bool {
    shown(&block.attrs)
        && match &block.kind {
            BlockKind::Paragraph { content } | BlockKind::Heading { content, .. } => has_words(content),
            BlockKind::Quote { blocks } | BlockKind::Group { blocks } => {
                blocks.iter().any(|block| says_something(block, shown))
            }
            BlockKind::List { items, .. } => items.iter().any(|item| item_says_something(item, shown)),
            BlockKind::Table(table) => {
                let mut cells = table.rows.iter().flat_map(|row| &row.cells);
                has_words(&table.caption) || cells.any(|cell| has_words(&cell.content))
            }
            BlockKind::Preformatted { text } => !text.trim().is_empty(),
            BlockKind::Figure(_) | BlockKind::SectionBreak => true,
            BlockKind::Unknown(unknown) => unknown.fallback.iter().any(|block| says_something(block, shown)),
        }
}

fn item_says_something(item: &Item<'_>, shown: fn(&Attrs<'_>) -> bool) -> bool {
    shown(&item.attrs) && item.blocks.iter().any(|block| says_something(block, shown))
}

/// Calls `visit` with the level and the place of each heading.
fn each_heading(blocks: &[Block<'_>], visit: &mut impl FnMut(u8, Span)) {
    for block in blocks.iter().filter(|block| is_shown(&block.attrs)) {
        match &block.kind {
            BlockKind::Heading { level, content } if has_words(content) => visit(*level, block.span),
            BlockKind::Quote { blocks } | BlockKind::Group { blocks } => each_heading(blocks, visit),
            BlockKind::List { items, .. } => items.iter().for_each(|item| each_heading(&item.blocks, visit)),
            BlockKind::Unknown(unknown) => each_heading(&unknown.fallback, visit),
            BlockKind::Heading { .. }
            | BlockKind::Paragraph { .. }
            | BlockKind::Table(_)
            | BlockKind::Preformatted { .. }
            | BlockKind::Figure(_)
            | BlockKind::SectionBreak => {}
        }
    }
}
