//! The blocks of a body.

use slugline_core::model::{Article, Attrs, Block, BlockKind, Dateline, Field, Inline, InlineKind, Role, Span};
use slugline_core::plugin::{Context, Sink, Tally};
use slugline_core::text::{DATELINE_JOINT, dateline_joint};
use slugline_markup::{Dropped, clean_text};

use super::escape::Place;
use super::inline::Line;
use super::list::Marks;
use super::lost::Lost;
use super::opening;
use super::shown::{is_shown, says_something};
use crate::shortcode;

/// How deep quotes and lists may nest: deeper ones readers take for less deep ones.
pub(super) const MAX_NESTING: usize = 9;

/// A body under way.
pub(super) struct Body<'b, 'c> {
    pub(super) out: &'b mut Sink,
    cx: &'b mut Context<'c>,
    pub(super) dropped: Dropped,
    lost: Tally<Lost>,
    /// What each line begins with: the marks and indents of the quotes and lists that are open.
    prefix: String,
    /// Quotes and lists that are open.
    pub(super) nesting: usize,
    /// Whether a block may begin where the last line ends: at the top, and behind the mark of a quote or a point.
    fresh: bool,
    /// The marks that the list right above has, if there is one: another one with the same would go on with it.
    pub(super) list_above: Option<Marks>,
}

impl<'b, 'c> Body<'b, 'c> {
    /// A body behind what was written so far, without the end of the last line of it. `dropped` was left out of that.
    pub(super) fn new(out: &'b mut Sink, dropped: Dropped, cx: &'b mut Context<'c>) -> Body<'b, 'c> {
        let fresh = out.written() == 0;
        let (lost, prefix) = (Tally::default(), String::new());
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
        self.lost.report(self.cx, Lost::diagnostic);
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
        !attrs.is_withheld()
    }

    /// Ends a line and begins the next.
    pub(super) fn next_line(&mut self) {
        self.out.put(b"\n");
        self.out.put_str(&self.prefix);
    }

    /// Begins a block, behind a blank line where another stands above it.
    pub(super) fn begin_block(&mut self) {
        self.list_above = None;
        if std::mem::take(&mut self.fresh) {
            return;
        }
        self.out.put(b"\n");
        self.out.put_str(self.prefix.trim_end());
        self.next_line();
    }

    pub(super) fn write_blocks(&mut self, blocks: &[Block<'_>]) {
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

    pub(super) fn paragraph(&mut self, content: &[Inline<'_>]) {
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
        let joint = dateline_joint(found, &opening::first_run(content));
        if joint.is_none() {
            self.lose(Lost::Dateline, span);
        }
        self.text(&[&found.text, joint.unwrap_or(DATELINE_JOINT)].concat(), span, &mut line);
        self.write_inlines(content, &mut line);
        rest
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
    pub(super) fn within(&mut self, mark: &str, indent: &str, work: impl FnOnce(&mut Self)) {
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
}
