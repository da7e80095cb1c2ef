//! The body as wire copy has it: one part after the other, no tree.

use slugline_core::model::{Attrs, Block, BlockKind, Figure, Inline, InlineKind, Item, Link, Role, Span, Table, plain};
use slugline_markup::WordCount;

use crate::letters::Letters;
use crate::loss::{Loss, Losses};

/// A part of a body, spelled for the copy. None is empty but a [`Part::Line`].
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Part {
    Paragraph(String),
    Heading(String),
    /// A point of a list, and its number where it has one.
    Point(Option<u32>, String),
    /// A row of a table.
    Row(Vec<String>),
    /// A line that keeps its blanks.
    Line(String),
    /// A break between sections.
    Break,
}

/// The parts of a story, in reading order.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Body {
    pub(crate) public: Vec<Part>,
    /// What only editors may read, wherever it stood.
    pub(crate) for_editors: Vec<Part>,
    /// Words of the public parts, the dateline included.
    pub(crate) words: u64,
}

/// What stands before the first paragraph.
#[derive(Clone, Debug)]
pub(crate) struct LeadIn {
    /// The dateline, spelled for the copy.
    pub(crate) dateline: String,
    /// The dash of the format, with the blanks round it.
    pub(crate) dash: &'static str,
}

/// Spells `blocks`. A body without a paragraph gets one of the dateline alone.
pub(crate) fn parts(blocks: &[Block<'_>], lead_in: Option<LeadIn>, letters: Letters, losses: &mut Losses) -> Body {
    let mut count = WordCount::default();
    if let Some(lead_in) = &lead_in {
        count.text(&lead_in.dateline);
        count.end_word();
    }
    let mut walk = Walk { letters, losses, body: Body::default(), lead_in, count, for_editors: false };
    walk.blocks(blocks);
    if let Some(lead_in) = walk.lead_in {
        walk.body.public.insert(0, Part::Paragraph(lead_in.dateline));
    }
    Body { words: walk.count.words(), ..walk.body }
}

struct Walk<'w> {
    letters: Letters,
    losses: &'w mut Losses,
    body: Body,
    lead_in: Option<LeadIn>,
    count: WordCount,
    for_editors: bool,
}

impl Walk<'_> {
    fn put(&mut self, part: Part) {
        if self.for_editors {
            return self.body.for_editors.push(part);
        }
        self.count.text(&words(&part));
        self.count.end_word();
        self.body.public.push(part);
    }

    fn paragraph(&mut self, text: String) {
        if text.is_empty() {
            return;
        }
        self.put(Part::Paragraph(text));
        if !self.for_editors
            && let Some(lead_in) = self.lead_in.take()
            && let Some(Part::Paragraph(text)) = self.body.public.last_mut()
        {
            text.insert_str(0, &(lead_in.dateline + lead_in.dash));
        }
    }

    fn blocks(&mut self, blocks: &[Block<'_>]) {
        for block in blocks {
            self.within(&block.attrs, block.span, |walk| walk.block(block));
        }
    }

    /// Does `work` for who may read a part with `attrs`, if anyone.
    fn within(&mut self, attrs: &Attrs<'_>, span: Span, work: impl FnOnce(&mut Self)) {
        self.report(attrs, span);
        if attrs.role() == Some(&Role::EndMark) {
            return;
        }
        let outer = self.for_editors;
        self.for_editors |= attrs.is_editor_only();
        work(self);
        self.for_editors = outer;
    }

    fn report(&mut self, attrs: &Attrs<'_>, span: Span) {
        let Some(list) = attrs.list() else { return };
        match &list.role {
            None | Some(Role::EditorOnly | Role::Lead) => {}
            Some(Role::EndMark) => self.losses.add(Loss::EndMark, span),
            Some(Role::Boilerplate | Role::Contact | Role::Caption | Role::Credit | Role::Other(_)) => {
                self.losses.add(Loss::Role, span);
            }
        }
        if list.language.is_some() {
            self.losses.add(Loss::Language, span);
        }
        if !list.attrs.is_empty() || !list.extra.is_empty() {
            self.losses.add(Loss::Attributes, span);
        }
    }

    fn block(&mut self, block: &Block<'_>) {
        let span = block.span;
        match &block.kind {
            BlockKind::Paragraph { content } => {
                let text = self.line(content);
                self.paragraph(text);
            }
            BlockKind::Heading { level, content } => {
                if *level > 1 {
                    self.losses.add(Loss::HeadingLevel, span);
                }
                let text = self.line(content);
                if !text.is_empty() {
                    self.put(Part::Heading(text));
                }
            }
            BlockKind::Quote { blocks } => {
                self.losses.add(Loss::Quote, span);
                self.blocks(blocks);
            }
            BlockKind::Group { blocks } => self.blocks(blocks),
            BlockKind::List { ordered, start, items } => self.list(items, ordered.then_some(start.unwrap_or(1))),
            BlockKind::Table(table) => self.table(table, span),
            BlockKind::Preformatted { text } => {
                for line in text.lines() {
                    let line = self.letters.verbatim(line, span, self.losses);
                    self.put(Part::Line(line));
                }
            }
            BlockKind::Figure(figure) => self.figure(figure, span),
            BlockKind::SectionBreak => self.put(Part::Break),
            BlockKind::Unknown(unknown) => {
                self.losses.add(Loss::Unknown, span);
                self.blocks(&unknown.fallback);
            }
        }
    }

    fn list(&mut self, items: &[Item<'_>], first: Option<u32>) {
        for (at, item) in items.iter().enumerate() {
            let at = u32::try_from(at).unwrap_or(u32::MAX);
            let number = first.map(|first| first.saturating_add(at));
            self.within(&item.attrs, item.span, |walk| walk.item(item, number));
        }
    }

    /// A point. What it holds beside its first paragraph follows it.
    fn item(&mut self, item: &Item<'_>, number: Option<u32>) {
        let mut rest = item.blocks.as_slice();
        if let Some((first, others)) = rest.split_first()
            && let BlockKind::Paragraph { content } = &first.kind
            && first.attrs.list().is_none()
        {
            let text = self.line(content);
            if !text.is_empty() {
                self.put(Part::Point(number, text));
            }
            rest = others;
        }
        if !rest.is_empty() {
            self.losses.add(Loss::Nesting, item.span);
            self.blocks(rest);
        }
    }

    fn table(&mut self, table: &Table<'_>, span: Span) {
        let caption = self.line(&table.caption);
        if !caption.is_empty() {
            self.losses.add(Loss::Caption, span);
            self.put(Part::Paragraph(caption));
        }
        for row in &table.rows {
            if row.cells.iter().any(|cell| cell.header) {
                self.losses.add(Loss::HeaderCell, row.span);
            }
            let cells: Vec<String> = row.cells.iter().map(|cell| self.line(&cell.content)).collect();
            if cells.iter().any(|cell| !cell.is_empty()) {
                self.put(Part::Row(cells));
            }
        }
    }

    fn figure(&mut self, figure: &Figure<'_>, span: Span) {
        self.losses.add(Loss::Picture, span);
        let caption = match self.line(&figure.caption) {
            empty if empty.is_empty() => self.letters.line(&figure.alt, span, self.losses),
            caption => caption,
        };
        let credit = figure.credit.as_deref().unwrap_or_default();
        let credit = self.letters.line(credit, span, self.losses);
        for text in [caption, credit].into_iter().filter(|text| !text.is_empty()) {
            self.put(Part::Paragraph(text));
        }
    }

    /// Inlines as one line. What is for editors alone becomes a part of theirs.
    fn line(&mut self, inlines: &[Inline<'_>]) -> String {
        let mut line = String::new();
        self.inlines(inlines, &mut line);
        line.truncate(line.trim_end_matches(' ').len());
        line
    }

    fn inlines(&mut self, inlines: &[Inline<'_>], line: &mut String) {
        for inline in inlines {
            if inline.attrs.is_editor_only() && !self.for_editors {
                self.aside(inline);
            } else {
                self.within(&inline.attrs, inline.span, |walk| walk.inline(inline, line));
            }
        }
    }

    /// Words for editors amid a public line.
    fn aside(&mut self, inline: &Inline<'_>) {
        self.for_editors = true;
        let text = self.line(std::slice::from_ref(inline));
        if !text.is_empty() {
            self.put(Part::Paragraph(text));
        }
        self.for_editors = false;
    }

    fn inline(&mut self, inline: &Inline<'_>, line: &mut String) {
        match &inline.kind {
            InlineKind::Text { text } => self.letters.push(text, inline.span, self.losses, line),
            InlineKind::Emphasis { content } | InlineKind::Strong { content } => {
                self.losses.add(Loss::Emphasis, inline.span);
                self.inlines(content, line);
            }
            InlineKind::Link(link) => self.link(link, inline.span, line),
            InlineKind::LineBreak => {
                self.losses.add(Loss::LineBreak, inline.span);
                self.letters.push(" ", inline.span, self.losses, line);
            }
            InlineKind::Unknown(unknown) => {
                self.losses.add(Loss::Unknown, inline.span);
                self.inlines(&unknown.fallback, line);
            }
        }
    }

    /// The words of a link. An address that is its own words is found again by who reads them.
    fn link(&mut self, link: &Link<'_>, span: Span, line: &mut String) {
        if link.content.is_empty() {
            return self.letters.push(&link.href, span, self.losses, line);
        }
        let words = plain(&link.content);
        let address = link.href.strip_prefix("mailto:").unwrap_or(&link.href);
        if words != address {
            self.losses.add(Loss::Link, span);
        }
        self.inlines(&link.content, line);
    }
}

/// All words of `part`, in one line.
pub(crate) fn words(part: &Part) -> String {
    match part {
        Part::Paragraph(text) | Part::Heading(text) | Part::Point(None, text) => text.clone(),
        Part::Point(Some(number), text) => format!("{number}. {text}"),
        Part::Row(cells) => cells.join("; "),
        Part::Line(text) => text.trim().to_owned(),
        Part::Break => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use slugline_core::model::{Inlines, Node};

    use super::*;
    use crate::charset::Charset;
    use crate::letters::Marks;

    fn text(text: &'static str) -> Inline<'static> {
        Inline::text(text, Span::DETACHED)
    }

    fn node<K>(kind: K) -> Node<'static, K> {
        Node::new(kind, Span::DETACHED)
    }

    fn check(blocks: &[Block<'_>]) -> Body {
        let letters = Letters { charset: Charset::LATIN_1, marks: Marks::Teletype };
        parts(blocks, Some(LeadIn { dateline: "LEEDS".to_owned(), dash: " _ " }), letters, &mut Losses::default())
    }

    #[test]
    fn the_dateline_leads_in_the_first_public_paragraph() {
        let note = Block::paragraph("Hold.", Span::DETACHED).with_role(Role::EditorOnly);
        let body = check(&[note, Block::heading(1, "EAST", Span::DETACHED), Block::paragraph("Rain.", Span::DETACHED)]);
        let lead = Part::Paragraph("LEEDS _ Rain.".to_owned());
        assert_eq!(body.public, [Part::Heading("EAST".to_owned()), lead]);
        assert_eq!(body.for_editors, [Part::Paragraph("Hold.".to_owned())]);
        assert_eq!(check(&[]).public, [Part::Paragraph("LEEDS".to_owned())]);
    }

    #[test]
    fn the_dash_of_a_dateline_is_no_word() {
        assert_eq!(check(&[Block::paragraph("Rain fell.", Span::DETACHED)]).words, 3);
    }

    #[test]
    fn words_for_editors_leave_the_line_they_stand_in() {
        let mut aside = text("(CQ) ");
        aside.attrs.set_role(Role::EditorOnly);
        let content = Inlines::from(vec![text("Ada Rowe "), aside, text("said no.")]);
        let body = check(&[node(BlockKind::Paragraph { content })]);
        assert_eq!(body.public, [Part::Paragraph("LEEDS _ Ada Rowe said no.".to_owned())]);
        assert_eq!(body.for_editors, [Part::Paragraph("(CQ)".to_owned())]);
    }

    #[test]
    fn lists_within_lists_follow_the_point_they_belong_to() {
        let item = |blocks| Item { blocks, ..Item::default() };
        let list = |items| node(BlockKind::List { ordered: true, start: Some(3), items });
        let paragraph = |words| Block::paragraph(words, Span::DETACHED);
        let inner = list(vec![item(vec![paragraph("inner")])]);
        let body = check(&[list(vec![item(vec![paragraph("one"), inner]), item(vec![paragraph("two")])])]);
        let point = |number, words: &str| Part::Point(Some(number), words.to_owned());
        assert_eq!(body.public[1..], [point(3, "one"), point(3, "inner"), point(4, "two")]);
    }
}
