//! An article: its head and its body.

use super::{Attrs, Block, BlockKind, Figure, Head, Inline, InlineKind, Span, Text, into_owned, is_visible};

/// Version of the model's JSON form. 0.N until it is frozen as 1.0; every change raises N.
pub const SCHEMA: &str = "0.3";

/// Whether this version reads documents of `schema`. It does where the number before the point is that of [`SCHEMA`]: what
/// comes after it only adds kinds of node, which bring a fallback, and members of heads, blocks, inlines and items, which are
/// kept.
pub fn reads_schema(schema: &str) -> bool {
    let major = |schema: &str| schema.split_once('.').map(|(major, _)| major.to_owned());
    major(schema).is_some_and(|theirs| major(SCHEMA) == Some(theirs))
}

/// How deep blocks and inlines may nest. Readers keep to it; JSON that goes deeper is refused, so that no walk over a tree
/// can exhaust the stack.
pub const MAX_DEPTH: usize = 32;

/// One article. Its text lives as long as its source, `'s`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Article<'s> {
    /// What is said about it.
    pub head: Head<'s>,
    /// What it says, top down. May be empty.
    pub body: Vec<Block<'s>>,
}

into_owned!(Article { head, body });

impl<'s> Article<'s> {
    /// The same article, free of its source.
    pub fn into_owned(self) -> Article<'static> {
        super::IntoOwned::into_owned(self)
    }

    /// The headline, else a stand-in for formats that must have a title: the slug, else the first words of the text, up to
    /// 80 characters and cut at a word, else `Untitled`. Never empty.
    pub fn title(&self) -> Text<'_> {
        match self.headline().or(self.head.slug.as_ref().filter(|slug| is_visible(slug))) {
            Some(title) => title.reborrow(),
            None => self.first_words(80).map_or(Text::from_static("Untitled"), Text::from),
        }
    }

    /// The headline, where it shows something to a reader.
    pub fn headline(&self) -> Option<&Text<'s>> {
        self.head.headline.as_ref().filter(|headline| is_visible(headline))
    }

    /// The first words of the text, blanks folded, at most `limit` characters and cut at a word where there is one.
    fn first_words(&self, limit: usize) -> Option<String> {
        let mut line = String::new();
        each_text(&self.body, &is_public, &mut |text, _| {
            for word in text.split_whitespace().filter(|word| is_visible(word)).take(limit) {
                if line.chars().count() > limit {
                    return;
                }
                if !line.is_empty() {
                    line.push(' ');
                }
                line.push_str(word);
            }
        });
        if let Some((cut, _)) = line.char_indices().nth(limit) {
            let at_word = line.get(..=cut).and_then(|words| words.rfind(' ')).filter(|at| *at > 0);
            line.truncate(at_word.unwrap_or(cut));
        }
        (!line.is_empty()).then_some(line)
    }

    /// Calls `visit` with every run of text in the body and where it was read, in reading order.
    ///
    /// An unknown kind gives its fallback.
    pub fn each_text<'a>(&'a self, visit: &mut dyn FnMut(&'a str, Span)) {
        each_text(&self.body, &|_| true, visit);
    }

    /// The pictures that readers see and where each was read, in reading order: those in quotes, groups and lists too.
    ///
    /// An unknown kind gives its fallback.
    pub fn pictures<'a>(&'a self) -> Vec<(&'a Figure<'s>, Span)> {
        let mut found = Vec::new();
        pictures(&self.body, &mut found);
        found
    }

    /// How deep blocks and inlines nest: 0 for an empty body, 2 for a paragraph of text.
    pub fn depth(&self) -> usize {
        self.body.iter().map(depth).max().unwrap_or(0)
    }
}

/// Whether readers may see a part with these attributes.
fn is_public(attrs: &Attrs<'_>) -> bool {
    !attrs.is_editor_only()
}

type Shown<'f> = &'f dyn Fn(&Attrs<'_>) -> bool;

fn each_text<'a>(blocks: &'a [Block<'_>], shown: Shown<'_>, visit: &mut dyn FnMut(&'a str, Span)) {
    for block in blocks.iter().filter(|block| shown(&block.attrs)) {
        match &block.kind {
            BlockKind::Paragraph { content } | BlockKind::Heading { content, .. } => inline_text(content, shown, visit),
            BlockKind::Quote { blocks } | BlockKind::Group { blocks } => each_text(blocks, shown, visit),
            BlockKind::List { items, .. } => {
                let items = items.iter().filter(|item| shown(&item.attrs));
                items.for_each(|item| each_text(&item.blocks, shown, visit));
            }
            BlockKind::Table(table) => {
                inline_text(&table.caption, shown, visit);
                let cells = table.rows.iter().flat_map(|row| &row.cells);
                cells.for_each(|cell| inline_text(&cell.content, shown, visit));
            }
            BlockKind::Preformatted { text } => visit(text, block.span),
            BlockKind::Figure(figure) => {
                inline_text(&figure.caption, shown, visit);
                if let Some(credit) = &figure.credit {
                    visit(credit, block.span);
                }
            }
            BlockKind::SectionBreak => {}
            BlockKind::Unknown(unknown) => each_text(&unknown.fallback, shown, visit),
        }
    }
}

fn inline_text<'a>(inlines: &'a [Inline<'_>], shown: Shown<'_>, visit: &mut dyn FnMut(&'a str, Span)) {
    for inline in inlines.iter().filter(|inline| shown(&inline.attrs)) {
        match &inline.kind {
            InlineKind::Text { text } => visit(text, inline.span),
            InlineKind::Emphasis { content } | InlineKind::Strong { content } => inline_text(content, shown, visit),
            InlineKind::Link(link) => inline_text(&link.content, shown, visit),
            InlineKind::LineBreak => {}
            InlineKind::Unknown(unknown) => inline_text(&unknown.fallback, shown, visit),
        }
    }
}

fn pictures<'a, 's>(blocks: &'a [Block<'s>], found: &mut Vec<(&'a Figure<'s>, Span)>) {
    for block in blocks.iter().filter(|block| !block.attrs.is_withheld()) {
        match &block.kind {
            BlockKind::Figure(figure) => found.push((figure, block.span)),
            BlockKind::Quote { blocks } | BlockKind::Group { blocks } => pictures(blocks, found),
            BlockKind::List { items, .. } => {
                let items = items.iter().filter(|item| !item.attrs.is_withheld());
                items.for_each(|item| pictures(&item.blocks, found));
            }
            BlockKind::Unknown(unknown) => pictures(&unknown.fallback, found),
            BlockKind::Paragraph { .. }
            | BlockKind::Heading { .. }
            | BlockKind::Table(_)
            | BlockKind::Preformatted { .. }
            | BlockKind::SectionBreak => {}
        }
    }
}

fn deepest<T>(parts: &[T], depth: impl Fn(&T) -> usize) -> usize {
    parts.iter().map(depth).max().unwrap_or(0)
}

fn depth(block: &Block<'_>) -> usize {
    1 + match &block.kind {
        BlockKind::Paragraph { content } | BlockKind::Heading { content, .. } => deepest(content, inline_depth),
        BlockKind::Quote { blocks } | BlockKind::Group { blocks } => deepest(blocks, depth),
        BlockKind::List { items, .. } => 1 + deepest(items, |item| deepest(&item.blocks, depth)),
        BlockKind::Table(table) => {
            let cells = |row: &super::Row<'_>| deepest(&row.cells, |cell| deepest(&cell.content, inline_depth));
            2 + deepest(&table.rows, cells).max(deepest(&table.caption, inline_depth))
        }
        BlockKind::Figure(figure) => deepest(&figure.caption, inline_depth),
        BlockKind::Preformatted { .. } | BlockKind::SectionBreak => 0,
        BlockKind::Unknown(unknown) => deepest(&unknown.fallback, depth),
    }
}

fn inline_depth(inline: &Inline<'_>) -> usize {
    1 + match &inline.kind {
        InlineKind::Text { .. } | InlineKind::LineBreak => 0,
        InlineKind::Emphasis { content } | InlineKind::Strong { content } => deepest(content, inline_depth),
        InlineKind::Link(link) => deepest(&link.content, inline_depth),
        InlineKind::Unknown(unknown) => deepest(&unknown.fallback, inline_depth),
    }
}
