//! A line of text under way: runs of characters, and the marks around them.

use std::borrow::Cow;
use std::ops::Range;

use slugline_core::Rebuilt;
use slugline_core::model::{Inline, InlineKind, Inlines, Link, Node, Span, Text};

use super::page::Page;
use crate::loss::{Loss, Losses};

/// How deep marks may nest.
const MAX_MARKS: usize = 8;

/// A line under way. One serves all the lines of a body, and keeps its room from each to the next.
#[derive(Debug)]
pub(super) struct Line<'b, 's> {
    page: &'b Page<'s>,
    /// Those of the line, and behind them those of the marks that are open, from the outermost on: each mark gets a vector of
    /// its own when its length is known.
    content: Vec<Inline<'s>>,
    marks: Vec<Mark<'s>>,
    /// Marks that are open and nest too deep.
    flat: usize,
    run: Run,
    /// Where the last thing said ends.
    said: usize,
    /// Whether the source is to keep the next run, where it is none of its own.
    keeps: bool,
}

/// A mark that is open.
#[derive(Debug)]
struct Mark<'s> {
    kind: MarkKind<'s>,
    /// Whether a tag opened it: then a tag closes it, and what encloses it may close first.
    by_tag: bool,
    start: usize,
    /// How many inlines stand before its own.
    before: usize,
}

/// What a mark says.
#[derive(Debug)]
pub(super) enum MarkKind<'s> {
    Emphasis,
    Strong,
    /// Where it leads. Empty: nowhere, so that its words are all that is kept.
    Link(Text<'s>),
}

impl<'b, 's> Line<'b, 's> {
    /// An empty line.
    pub(super) fn new(page: &'b Page<'s>) -> Line<'b, 's> {
        Line { page, content: Vec::new(), marks: Vec::new(), flat: 0, run: Run::default(), said: 0, keeps: false }
    }

    /// Begins a line. With `keeps`, its first run is borrowed from the source whatever it is made of.
    pub(super) fn begin(&mut self, keeps: bool) {
        (self.flat, self.said, self.keeps) = (0, 0, keeps);
    }

    /// Whether nothing was said yet.
    pub(super) fn is_empty(&self) -> bool {
        self.content.is_empty() && self.marks.is_empty() && self.run.parts.is_empty()
    }

    /// Adds text that stands at `range`.
    pub(super) fn push(&mut self, range: Range<usize>) {
        self.run.push(range);
    }

    /// Adds what stands for the text at `range`.
    pub(super) fn push_made(&mut self, made: impl Into<Cow<'static, str>>, range: Range<usize>) {
        self.run.push_made(made, range);
    }

    /// Adds a blank for what is at `range`, unless the line begins here or has one already.
    pub(super) fn push_blank(&mut self, range: Range<usize>) {
        if !self.is_empty() && !self.run.ends_with_blank(self.page) {
            self.push_made(" ", range);
        }
    }

    /// Adds a line end that stays one.
    pub(super) fn push_break(&mut self, range: Range<usize>) {
        self.end_run();
        let span = self.page.span(range);
        self.content.push(Node::new(InlineKind::LineBreak, span));
    }

    /// Opens a mark of Markdown. Gives false where it nests too deep, and is only counted.
    pub(super) fn open(&mut self, kind: MarkKind<'s>, start: usize) -> bool {
        if self.flat > 0 || self.marks.len() >= MAX_MARKS {
            self.flat += 1;
            return false;
        }
        self.push_mark(kind, false, start);
        true
    }

    /// Opens a mark of HTML. Gives false where it nests too deep, and is left out.
    pub(super) fn open_tag(&mut self, kind: MarkKind<'s>, start: usize) -> bool {
        if self.flat > 0 || self.marks.len() >= MAX_MARKS {
            return false;
        }
        self.push_mark(kind, true, start);
        true
    }

    fn push_mark(&mut self, kind: MarkKind<'s>, by_tag: bool, start: usize) {
        self.end_run();
        self.marks.push(Mark { kind, by_tag, start, before: self.content.len() });
    }

    /// Closes the mark that Markdown closes, and those that tags opened within it and left open.
    pub(super) fn close(&mut self, end: usize, losses: &mut Losses<'s>) {
        if self.flat > 0 {
            self.flat -= 1;
            return;
        }
        match self.marks.iter().rev().take_while(|mark| mark.by_tag).count() {
            0 => self.close_last(end, losses),
            within => self.close_with(within, end, losses),
        }
    }

    /// Closes the last mark of a kind that a tag opened, unless one of Markdown is open within it. Gives whether there was
    /// one.
    pub(super) fn close_tag(&mut self, kind: &MarkKind<'_>, end: usize, losses: &mut Losses<'s>) -> bool {
        let same = |mark: &Mark<'_>| std::mem::discriminant(&mark.kind) == std::mem::discriminant(kind);
        let mut within = self.marks.iter().rev().take_while(|mark| mark.by_tag);
        let Some(within) = within.position(same).filter(|_| self.flat == 0) else { return false };
        self.close_with(within, end, losses);
        true
    }

    /// Closes a mark that ends at `end`, and the `within` marks in it, which end where the words do.
    #[cold]
    fn close_with(&mut self, within: usize, end: usize, losses: &mut Losses<'s>) {
        self.end_run();
        for _ in 0..within {
            self.close_last(self.said, losses);
        }
        self.close_last(end, losses);
    }

    fn close_last(&mut self, end: usize, losses: &mut Losses<'s>) {
        self.end_run();
        let Some(Mark { kind, start, before, .. }) = self.marks.pop() else { return };
        let end = end.max(start);
        self.said = end;
        if self.content.len() <= before {
            if matches!(&kind, MarkKind::Link(href) if !href.is_empty()) {
                losses.add(self.page.part(start..end), Loss::Link);
            }
            return;
        }
        let kind = match kind {
            MarkKind::Emphasis => InlineKind::Emphasis { content: self.content.split_off(before) },
            MarkKind::Strong => InlineKind::Strong { content: self.content.split_off(before) },
            // The words of a link to nowhere are those of what encloses it.
            MarkKind::Link(href) if href.is_empty() => return,
            MarkKind::Link(href) => InlineKind::Link(Box::new(Link { href, content: self.content.split_off(before) })),
        };
        let span = self.page.span(start..end);
        self.content.push(Node::new(kind, span));
    }

    /// Ends the line at `end`: closes what is open, and gives its content.
    pub(super) fn finish(&mut self, end: usize, losses: &mut Losses<'s>) -> Inlines<'s> {
        // Most lines are one run of text, which needs no room of its own.
        if self.content.is_empty() && self.marks.is_empty() {
            return self.take_run().filter(|run| !is_gap(run)).map_or(Inlines::EMPTY, Inlines::from);
        }
        while !self.marks.is_empty() {
            self.close_last(end, losses);
        }
        self.end_run();
        trim(&mut self.content);
        match self.content.len() {
            1 => self.content.pop().map_or(Inlines::EMPTY, Inlines::from),
            _ => self.content.split_off(0).into(),
        }
    }

    fn end_run(&mut self) {
        if let Some(run) = self.take_run() {
            self.content.push(run);
        }
    }

    fn take_run(&mut self) -> Option<Inline<'s>> {
        self.said = self.run.end().unwrap_or(self.said);
        let (text, span) = self.run.take(self.page, &mut self.keeps)?;
        Some(Inline::text(text, span))
    }
}

/// Drops line ends and blanks at either end of a line.
fn trim(content: &mut Vec<Inline<'_>>) {
    while content.last().is_some_and(is_gap) {
        content.pop();
    }
    let first = content.iter().position(|inline| !is_gap(inline)).unwrap_or(0);
    content.drain(..first);
}

fn is_gap(inline: &Inline<'_>) -> bool {
    match &inline.kind {
        InlineKind::LineBreak => true,
        InlineKind::Text { text } => text.chars().all(char::is_whitespace),
        InlineKind::Emphasis { .. } | InlineKind::Strong { .. } | InlineKind::Link(_) | InlineKind::Unknown(_) => false,
    }
}

/// Characters under way: parts of the text, and what stands for others.
#[derive(Debug, Default)]
pub(super) struct Run {
    parts: Vec<Part>,
}

#[derive(Debug)]
struct Part {
    range: Range<usize>,
    /// What stands for it. `None`: it stands for itself.
    made: Option<Cow<'static, str>>,
}

impl Part {
    fn text<'p>(&'p self, page: &Page<'p>) -> &'p str {
        self.made.as_deref().unwrap_or_else(|| page.part(self.range.clone()))
    }
}

impl Run {
    /// Adds text that stands at `range`. Parts that touch are one.
    pub(super) fn push(&mut self, range: Range<usize>) {
        match self.parts.last_mut() {
            Some(Part { range: last, made: None }) if last.end == range.start => last.end = range.end,
            _ => self.parts.push(Part { range, made: None }),
        }
    }

    pub(super) fn push_made(&mut self, made: impl Into<Cow<'static, str>>, range: Range<usize>) {
        self.parts.push(Part { range, made: Some(made.into()) });
    }

    /// Where the last part ends.
    fn end(&self) -> Option<usize> {
        self.parts.last().map(|last| last.range.end)
    }

    fn ends_with_blank(&self, page: &Page<'_>) -> bool {
        self.parts.last().is_some_and(|part| part.text(page).ends_with([' ', '\n']))
    }

    /// The characters so far, and where they stood: borrowed where they are one part of the text, or where the source is
    /// to keep them. `None`: there are none.
    #[inline]
    pub(super) fn take<'s>(&mut self, page: &Page<'s>, keeps: &mut bool) -> Option<(Text<'s>, Span)> {
        let (first, last) = (self.parts.first()?, self.parts.last()?);
        let whole = first.range.start..last.range.end;
        let text: Text<'s> = match &self.parts[..] {
            [Part { range, made: None }] => page.part(range.clone()).into(),
            parts if *keeps => keep(page, parts).into(),
            parts => join(page, parts, whole.len()).into(),
        };
        let span = page.span(whole);
        *keeps = false;
        self.parts.clear();
        (!text.is_empty()).then_some((text, span))
    }
}

/// A text of all parts, which is about as long as `capacity`.
fn join(page: &Page<'_>, parts: &[Part], capacity: usize) -> String {
    let mut joined = String::with_capacity(capacity);
    parts.iter().for_each(|part| joined.push_str(part.text(page)));
    joined
}

/// A text that the source keeps, so that each part of it has a place.
fn keep<'s>(page: &Page<'s>, parts: &[Part]) -> &'s str {
    let mut rebuilt = Rebuilt::default();
    for Part { range, made } in parts {
        let part = page.part(range.clone());
        match made {
            Some(made) => rebuilt.push_made(page.source, made, part),
            None => rebuilt.push(page.source, part),
        }
    }
    page.source.keep(rebuilt)
}
