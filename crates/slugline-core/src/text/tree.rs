//! From labelled lines to the tree.

use std::ops::Range;

use super::dateline;
use super::draft::Draft;
use super::field::Fields;
use super::house::HouseRules;
use super::inline::{Marks, inlines};
use super::line::{Line, Lines};
use super::mark::{Mark, list_mark};
use super::picture;
use super::row::cells;
use super::rule::{self, Label, Rule};
use crate::line::is_ideograph;
use crate::model::{
    Attrs, Block, BlockKind, Cell, Field, FieldSpan, Figure, InlineKind, Inlines, Item, Node, Role, Row, Span, Table,
    Text,
};
use crate::plugin::Watch;
use crate::source::{Rebuilt, Source};

/// The text of lines that belong together: as it stands in the source, or as it was joined.
#[derive(Clone, Copy)]
struct Run<'s> {
    text: &'s str,
    joined: bool,
    /// The part of the lines' text that it was made of.
    part: (u32, u32),
    /// Where that lies.
    span: Span,
}

/// Builds the body of an article, and the parts of its head that may go over several lines.
struct Tree<'b, 'f, 's> {
    source: &'s Source,
    lines: &'b Lines<'s>,
    rules: &'b [&'static Rule],
    fields: &'b mut Fields<'f, 's>,
    house: &'b HouseRules,
    /// Where the lines' text lies in the source's, where it is a part of it.
    base: Option<usize>,
    joined: Joined<'s>,
    marks: Marks<'s>,
    at: usize,
    blocks: Vec<Block<'s>>,
    first_paragraph: bool,
}

/// Builds the body from labelled lines, and sets the parts of the head that may go over several lines or stand in the text.
pub(super) fn build<'s>(draft: &mut Draft<'_, 's>) -> Vec<Block<'s>> {
    let Draft { lines, rules, fields, house, watch, .. } = draft;
    let source = fields.source();
    let joined = join(source, lines, rules);
    let mut tree = Tree {
        source,
        base: source.offset_of(lines.text),
        marks: Marks::of(lines.text),
        blocks: Vec::with_capacity(lines.lines.len() / 2 + 1),
        lines,
        rules,
        fields,
        house,
        joined,
        at: 0,
        first_paragraph: true,
    };
    // A count of blocks in the watch, beside the loop's own work, costs as much as some blocks do.
    while !watch.is_over_before(Watch::EVERY) {
        for _ in 0..Watch::EVERY {
            let Some(rule) = tree.rules.get(tree.at) else { return tree.blocks };
            tree.next_block(rule);
        }
    }
    tree.blocks
}

/// The texts that were made of several lines each, one behind the other.
struct Joined<'s> {
    text: &'s str,
    /// The end of each text, and the line after its last, in order.
    ends: std::vec::IntoIter<(usize, usize)>,
    /// Where the next text begins.
    next: usize,
}

/// Makes the text of all lines that go on with one another, in order, and keeps it in the source.
fn join<'s>(source: &'s Source, lines: &Lines<'s>, rules: &[&'static Rule]) -> Joined<'s> {
    let Some(first) = rules.iter().position(|rule| rule.joins) else {
        return Joined { text: "", ends: Vec::new().into_iter(), next: 0 };
    };
    // Paragraphs of eight lines, a blank one among them.
    let mut ends = Vec::with_capacity(rules.len() / 8 + 1);
    let mut joiner =
        Joiner { source, lines, base: source.offset_of(lines.text), made: Rebuilt::with_capacity(lines.text.len()) };
    let mut at = first.saturating_sub(1);
    while at < rules.len() {
        let (start, mut end) = content(lines, rules, at);
        at += 1;
        if !rules.get(at).is_some_and(|rule| rule.joins) {
            continue;
        }
        let mut text = lines.between(start, end);
        joiner.push(start, text);
        let below = lines.lines.get(at..).unwrap_or_default().iter().zip(rules.get(at..).unwrap_or_default());
        for (line, rule) in below.take_while(|(_, rule)| rule.joins) {
            let start = line.text + mark_len(lines, *line, rule);
            let next = lines.between(start, line.end);
            joiner.push_next(end..start, are_parted(text, next), next);
            (text, end) = (next, line.end);
            at += 1;
        }
        ends.push((joiner.made.len(), at));
    }
    Joined { text: source.keep(joiner.made), ends: ends.into_iter(), next: 0 }
}

/// Makes one text of many lines.
struct Joiner<'j, 's> {
    source: &'s Source,
    lines: &'j Lines<'s>,
    /// Where the lines' text lies in the source's, where it is a part of it.
    base: Option<usize>,
    made: Rebuilt,
}

impl Joiner<'_, '_> {
    /// Adds a part that begins at `start` in the lines' text.
    #[inline]
    fn push(&mut self, start: u32, part: &str) {
        match self.base {
            Some(base) => self.made.push_at(base + start as usize, part),
            None => self.made.push(self.source, part),
        }
    }

    /// Adds a part, and, where it is parted from the last one, a blank before it for what stands in the gap between them.
    #[inline]
    fn push_next(&mut self, gap: Range<u32>, parted: bool, part: &str) {
        match self.base {
            // A blank for a line end: of wrapped copy, nearly all.
            Some(_) if parted && gap.len() == 1 => self.made.push_next(part),
            Some(base) if parted && self.is_ascii_before(gap.end) => {
                self.made.push_behind_blank(base + gap.end as usize, part);
            }
            Some(base) => {
                self.made.push_made_at(base + gap.start as usize, gap.len(), if parted { " " } else { "" });
                self.made.push_at(base + gap.end as usize, part);
            }
            None => {
                let made = if parted { " " } else { "" };
                self.made.push_made(self.source, made, self.lines.between(gap.start, gap.end));
                self.made.push(self.source, part);
            }
        }
    }

    fn is_ascii_before(&self, end: u32) -> bool {
        let before = (end as usize).checked_sub(1).and_then(|last| self.lines.text.as_bytes().get(last));
        before.is_some_and(u8::is_ascii)
    }
}

/// Whether a blank parts two lines that are one text: not behind a hyphen within a word, and not between ideographs.
#[inline]
fn are_parted(text: &str, next: &str) -> bool {
    match text.as_bytes().last() {
        Some(last) if last.is_ascii() && *last != b'-' => true,
        _ => are_parted_by_marks(text, next),
    }
}

/// The same where one byte does not tell.
#[cold]
fn are_parted_by_marks(text: &str, next: &str) -> bool {
    let (last, first) = (text.chars().next_back(), next.chars().next());
    let hyphen = text.ends_with('-') && text.chars().rev().nth(1).is_some_and(char::is_alphanumeric);
    let ideographs = last.is_some_and(is_ideograph) && first.is_some_and(is_ideograph);
    !hyphen && !ideographs
}

/// Where the text of a line begins and ends, without a list or quote mark.
#[inline]
fn content(lines: &Lines<'_>, rules: &[&'static Rule], at: usize) -> (u32, u32) {
    let (Some(line), Some(rule)) = (lines.get(at), rules.get(at)) else { return (0, 0) };
    (line.text + mark_len(lines, line, rule), line.end)
}

/// The length of the mark that a line of a list or a quote begins with, with the blanks behind it.
#[inline(always)]
fn mark_len(lines: &Lines<'_>, line: Line, rule: &Rule) -> u32 {
    match rule.label {
        Label::Item | Label::Subheadline if !rule.joins => mark_len_of(lines.between(line.text, line.end), rule.label),
        Label::Quote => mark_len_of(lines.between(line.text, line.end), rule.label),
        _ => 0,
    }
}

#[inline(never)]
fn mark_len_of(text: &str, label: Label) -> u32 {
    let len = match label {
        Label::Quote => text.len() - text.trim_start_matches(['>', ' ']).len(),
        _ => list_mark(text).map_or(0, |(_, len)| len),
    };
    u32::try_from(len).unwrap_or(0)
}

impl<'s> Tree<'_, '_, 's> {
    /// The text that begins at this line; moves behind its last line.
    fn run(&mut self) -> Run<'s> {
        let first = self.at;
        self.at += 1;
        if self.rules.get(self.at).is_some_and(|rule| rule.joins)
            && let Some((end, next_line)) = self.joined.ends.next()
        {
            let text = self.joined.text.get(self.joined.next..end).unwrap_or_default();
            self.joined.next = end;
            self.at = next_line;
            let (start, _) = content(self.lines, self.rules, first);
            let end = self.lines.get(next_line - 1).map_or(start, |last| last.end);
            return Run { text, joined: true, part: (start, end), span: self.span_between(start, end) };
        }
        let (start, end) = content(self.lines, self.rules, first);
        let text = self.lines.between(start, end);
        Run { text, joined: false, part: (start, end), span: self.span_between(start, end) }
    }

    /// The bytes of a part of the lines' text.
    #[inline]
    fn span_between(&self, start: u32, end: u32) -> Span {
        match self.base {
            Some(base) => self.source.span_at(base + start as usize, base + end as usize),
            None => self.source.span_of(self.lines.between(start, end)),
        }
    }

    /// The inlines of a text, and where it was read.
    fn inlines(&mut self, run: Run<'s>) -> (Inlines<'s>, Span) {
        let has_marks = self.marks.any(run.part.0..run.part.1);
        let inlines =
            if has_marks { inlines(self.source, run.text, run.span) } else { Inlines::text(run.text, run.span) };
        (inlines, run.span)
    }

    /// From the first byte of the line `first` to the last of the one before this.
    fn span_from(&self, first: usize) -> Span {
        let (Some(first), Some(last)) = (self.lines.get(first), self.lines.get(self.at.max(1) - 1)) else {
            return Span::DETACHED;
        };
        self.source.span_of(self.lines.between(first.text, last.end))
    }

    fn next_block(&mut self, rule: &'static Rule) {
        match rule.label {
            Label::Headline => {
                let run = self.run();
                self.set_title(Field::Headline, run);
            }
            Label::Subheadline => {
                let run = self.run();
                self.set_title(Field::Subheadline, run);
            }
            Label::Paragraph => self.paragraph(),
            Label::Heading => {
                let run = self.run();
                let (content, span) = self.inlines(run);
                self.blocks.push(Node::new(BlockKind::Heading { level: 1, content }, span));
            }
            // What goes on with an item stands below one; alone it is text.
            Label::Item if rule.joins => self.paragraph(),
            Label::Item => self.list(),
            Label::Quote => self.quote(),
            Label::Row => self.table(),
            Label::SectionBreak => {
                let run = self.run();
                self.blocks.push(Node::new(BlockKind::SectionBreak, run.span));
            }
            Label::EndMark => self.line_of(Role::EndMark),
            Label::EditorOnly => self.line_of(Role::EditorOnly),
            Label::Boilerplate => self.text_of(Role::Boilerplate),
            Label::Picture => self.picture(),
            Label::Caption => self.text_of(Role::Caption),
            Label::Credit => self.text_of(Role::Credit),
            Label::Contact => self.contact(),
            Label::Blank
            | Label::Envelope
            | Label::QuoteGap
            | Label::Section
            | Label::Byline
            | Label::BylineTitle
            | Label::Date
            | Label::Dateline
            | Label::Field
            | Label::EditorNote => self.at += 1,
        }
    }

    /// A block of plain text that has a part of its own in the story.
    fn line_of(&mut self, role: Role<'static>) {
        let run = self.run();
        let block = Block::paragraph(run.text, run.span);
        self.blocks.push(block.with_role(role));
    }

    /// The same of text that may have links and emphasis.
    fn text_of(&mut self, role: Role<'static>) {
        let block = self.text_block();
        self.blocks.push(block.with_role(role));
    }

    /// A picture, and the words below it.
    fn picture(&mut self) {
        let run = self.run();
        let (source, caption) = picture::split(run.text).unwrap_or((run.text, ""));
        let caption = match caption {
            "" => Inlines::EMPTY,
            text => self.inlines(Run { text, span: self.source.span_of(text), ..run }).0,
        };
        let figure = Figure { source: source.into(), caption, ..Figure::default() };
        self.blocks.push(Node::new(BlockKind::Figure(Box::new(figure)), run.span));
    }

    /// A contact keeps its lines: a name, an office and a telephone are no sentence.
    fn contact(&mut self) {
        let first = self.at;
        let run = self.run();
        if !run.joined {
            let (content, span) = self.inlines(run);
            self.blocks.push(Node::new(BlockKind::Paragraph { content }, span).with_role(Role::Contact));
            return;
        }
        let mut content = Vec::new();
        for at in first..self.at {
            let text = self.lines.text(at);
            if let Some(last) = at.checked_sub(1).and_then(|above| self.lines.get(above)).filter(|_| at > first) {
                let gap = self.lines.get(at).map_or("", |line| self.lines.between(last.end, line.text));
                content.push(Node::new(InlineKind::LineBreak, self.source.span_of(gap)));
            }
            content.extend(inlines(self.source, text, self.source.span_of(text)).into_vec());
        }
        let block = Node::new(BlockKind::Paragraph { content: content.into() }, self.span_from(first));
        self.blocks.push(block.with_role(Role::Contact));
    }

    fn set_title(&mut self, field: Field, run: Run<'s>) {
        let head = &mut self.fields.head;
        let slot = if field == Field::Headline { &mut head.headline } else { &mut head.subheadline };
        match slot {
            Some(first) if *first == run.text => {}
            Some(_) => return self.fields.second(run.text),
            None => *slot = Some(Text::from(run.text)),
        }
        head.spans.push(FieldSpan { field, index: 0, span: run.span });
    }

    fn paragraph(&mut self) {
        let mut run = self.run();
        if std::mem::take(&mut self.first_paragraph)
            && self.fields.head.dateline.is_none()
            && let Some(split) = dateline::split(run.text, self.house)
        {
            run = Run { text: split.rest, span: self.source.span_of(split.rest), ..run };
            self.fields.dateline(split);
        }
        let (content, span) = self.inlines(run);
        self.blocks.push(Node::new(BlockKind::Paragraph { content }, span));
    }

    /// The text that begins at this line, as a paragraph.
    fn text_block(&mut self) -> Block<'s> {
        let run = self.run();
        let (content, span) = self.inlines(run);
        Node::new(BlockKind::Paragraph { content }, span)
    }

    /// All items of one list; another kind of mark, or a number out of order, begins another.
    fn list(&mut self) {
        let first = self.at;
        let mark = list_mark(self.lines.text(first)).map_or(Mark::Bullet('-'), |(mark, _)| mark);
        let (ordered, start) = match mark {
            Mark::Bullet(_) => (false, None),
            Mark::Number(number, _) => (true, Some(number)),
            Mark::Letter(letter, _) => (true, u32::from(letter).checked_sub(96)),
        };
        let (mut items, mut end, mut last) = (Vec::new(), self.at, mark);
        while let Some(next) = self.next_item(self.at).filter(|_| items.is_empty() || self.follows(last, self.at)) {
            self.at = next;
            last = list_mark(self.lines.text(next)).map_or(last, |(mark, _)| mark);
            let blocks = vec![self.text_block()];
            items.push(Item { blocks, span: self.span_from(next), attrs: Attrs::NONE });
            end = self.at;
        }
        self.at = end;
        let start = start.filter(|start| *start != 1);
        let span = self.span_from(first);
        self.blocks.push(Node::new(BlockKind::List { ordered, start, items }, span));
    }

    /// The next line from `at` on, blank ones passed over, where it begins an item.
    fn next_item(&self, at: usize) -> Option<usize> {
        let rest = self.rules.get(at..)?;
        let found = rest.iter().position(|rule| rule.label != Label::Blank)?;
        let rule = rest.get(found)?;
        (rule.label == Label::Item && !rule.joins).then_some(at + found)
    }

    /// Whether the next item from `at` on is of the same list as one with the mark `last`.
    fn follows(&self, last: Mark, at: usize) -> bool {
        let next = self.next_item(at).and_then(|next| list_mark(self.lines.text(next)));
        next.is_some_and(|(mark, _)| last.is_followed_by(mark))
    }

    fn quote(&mut self) {
        let first = self.at;
        let mut blocks = Vec::new();
        while let Some(rule) = self.rules.get(self.at) {
            match rule.label {
                Label::Quote => blocks.push(self.text_block()),
                Label::QuoteGap => self.at += 1,
                _ => break,
            }
        }
        let span = self.span_from(first);
        self.blocks.push(Node::new(BlockKind::Quote { blocks }, span));
    }

    /// Rows of as many cells each, under one another, are a table; others keep their lines as they are.
    fn table(&mut self) {
        let first = self.at;
        while self.rules.get(self.at).is_some_and(|rule| rule.label == Label::Row) {
            self.at += 1;
        }
        let span = self.span_from(first);
        let lines = first..self.at;
        let width = self.cells(first).count();
        let even =
            width > 1 && lines.clone().all(|at| self.cells(at).count() == width) && self.is_aligned(lines.clone());
        let kind = if even { self.even_table(lines, width) } else { self.preformatted(lines) };
        self.blocks.push(Node::new(kind, span));
    }

    /// Whether each cell stands under those above it and none reaches under the next column. Where blanks part the cells, an
    /// empty one is not seen, and those after it would slip into its column.
    fn is_aligned(&self, lines: Range<usize>) -> bool {
        let mut columns: Vec<(usize, usize)> = Vec::new();
        for at in lines {
            let Some(line) = self.lines.get(at) else { continue };
            let text = self.lines.between(line.start, line.end);
            if text.contains(['\t', '\u{1F}']) || self.is_marked(at) {
                return true;
            }
            for (column, cell) in self.cells(at).enumerate() {
                let start = cell.as_ptr() as usize - text.as_ptr() as usize;
                let place = |bytes: usize| text.get(..bytes).map_or(bytes, |before| before.chars().count());
                let (start, end) = (place(start), place(start + cell.len()));
                match columns.get_mut(column) {
                    Some(known) if start >= known.1 || end <= known.0 => return false,
                    Some(known) => *known = (known.0.min(start), known.1.max(end)),
                    None => columns.push((start, end)),
                }
            }
        }
        columns.windows(2).all(|pair| matches!(pair, [a, b] if a.1 <= b.0))
    }

    fn even_table(&self, lines: Range<usize>, width: usize) -> BlockKind<'s> {
        let has_figures =
            |at: usize| self.cells(at).skip(1).any(|cell| cell.contains(|letter: char| letter.is_ascii_digit()));
        let header = lines.len() > 1 && !has_figures(lines.start) && has_figures(lines.start + 1);
        let rows = lines.clone().map(|at| {
            let mut row = Vec::with_capacity(width);
            for cell in self.cells(at) {
                let span = self.source.span_of(cell);
                row.push(Cell { header: header && at == lines.start, content: Inlines::text(cell, span), span });
            }
            Row { cells: row, span: self.source.span_of(self.lines.text(at)) }
        });
        BlockKind::Table(Box::new(Table { caption: Inlines::EMPTY, rows: rows.collect() }))
    }

    /// The cells of the row in a line.
    fn cells(&self, at: usize) -> impl Iterator<Item = &'s str> + use<'s> {
        cells(self.lines.text(at), self.is_marked(at))
    }

    /// Whether a wire marks the row.
    fn is_marked(&self, at: usize) -> bool {
        self.rules.get(at).is_some_and(|rule| std::ptr::eq(*rule, &rule::ROW_MARKED))
    }

    /// The lines as they stand, from the first one's indent on, without the marks of a wire and without blanks behind
    /// them. A line end of two bytes or another kind becomes LF.
    fn preformatted(&self, lines: Range<usize>) -> BlockKind<'s> {
        let (Some(first), Some(last)) = (self.lines.get(lines.start), self.lines.get(lines.end - 1)) else {
            return BlockKind::SectionBreak;
        };
        let all_but_last = self.lines.lines.get(lines.start..lines.end - 1).unwrap_or_default();
        let plain = all_but_last.iter().all(|line| line.next == line.end + 1)
            && !self.lines.between(first.start, last.end).contains('\r');
        if plain && !self.is_marked(lines.start) {
            return BlockKind::Preformatted { text: self.lines.between(first.start, last.end).into() };
        }
        let rows = lines.filter_map(|at| self.lines.get(at)).map(|line| self.lines.between(line.start, line.end));
        BlockKind::Preformatted { text: rows.collect::<Vec<_>>().join("\n").into() }
    }
}
