//! Blocks as elements.

use std::collections::BTreeSet;
use std::slice;

use slugline_core::diagnostic::Diagnostic;
use slugline_core::model::{Article, Attrs, Block, BlockKind, Inlines, Item, Role, Span, UnknownBlock};
use slugline_core::plugin::{Context, Sink, Watch};

use crate::escape::{Dropped, put_attribute, put_text};
use crate::inline::shows;
use crate::picture::PictureAddress;
use crate::writing::is_language_tag;

/// Which elements there are, how those without content are spelled, and how a language is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// HTML: `<br>`, `lang`.
    Html,
    /// XHTML: `<br/>`, `lang` and `xml:lang`.
    Xhtml,
    /// NITF 3.6, the content of `body.content`: `hl2`, `bq`, `media`; `<br/>`, `xml:lang`.
    Nitf,
}

/// How an element is spelled: what most begin with, having no attributes, and what they end with.
pub(crate) struct Element {
    pub(crate) name: &'static str,
    pub(crate) open: &'static str,
    pub(crate) close: &'static str,
    /// The end of one that stands on a line of its own.
    pub(crate) end_line: &'static str,
}

/// The element of a name, spelled when slugline is compiled.
macro_rules! element {
    ($name:literal) => {
        &$crate::block::Element {
            name: $name,
            open: concat!("<", $name, ">"),
            close: concat!("</", $name, ">"),
            end_line: concat!("</", $name, ">\n"),
        }
    };
}
pub(crate) use element;

/// Writes the public part of articles as markup.
///
/// Text for editors alone and end marks are left out and noted. Each block stands on a line of its own.
///
/// ```
/// # use slugline_core::{diagnostic::Diagnostics, model::{Article, Block, Span}, plugin::{Context, Sink, Still}};
/// # use slugline_markup::{Markup, Syntax};
/// let article = Article { body: vec![Block::paragraph("Rain & wind.", Span::new(0, 12))], ..Article::default() };
/// let (mut out, mut diagnostics) = (Sink::memory(), Diagnostics::new());
/// let mut cx = Context::new(&mut diagnostics, &Still);
/// Markup::new(&mut out, Syntax::Html, &mut cx).body(&article);
/// assert_eq!(out.finish()?, b"<p>Rain &amp; wind.</p>\n");
/// # Ok::<(), std::io::Error>(())
/// ```
pub struct Markup<'m, 'c> {
    pub(crate) out: &'m mut Sink,
    pub(crate) cx: &'m mut Context<'c>,
    /// Looked at between blocks.
    watch: Watch<'c>,
    pub(crate) syntax: Syntax,
    /// Level of the element for a heading of level 1.
    top_level: u8,
    /// Level of the heading before: of the headline, at first.
    last_level: u8,
    pub(crate) in_link: bool,
    /// Whether what is written stands within a part of the body.
    pub(crate) nested: bool,
    pub(crate) dropped: Dropped,
    unknown: BTreeSet<String>,
    /// What was reported as `markup-left-out`.
    left_out: Vec<&'static str>,
    /// Where pictures are. `None`: nowhere that the format could name.
    pub(crate) pictures: Option<PictureAddress<'m>>,
}

impl<'m, 'c> Markup<'m, 'c> {
    /// Markup to `out`, reporting to `cx`. Headings of level 1 are `h2`, below the headline's `h1`.
    pub fn new(out: &'m mut Sink, syntax: Syntax, cx: &'m mut Context<'c>) -> Markup<'m, 'c> {
        Markup {
            out,
            watch: Watch::new(cx.world),
            cx,
            syntax,
            top_level: 2,
            last_level: 1,
            in_link: false,
            nested: false,
            dropped: Dropped::default(),
            unknown: BTreeSet::new(),
            left_out: Vec::new(),
            pictures: None,
        }
    }

    /// The same, with headings of level 1 as `h{level}`, 1 to 6.
    #[must_use]
    pub fn with_top_level(mut self, level: u8) -> Markup<'m, 'c> {
        self.top_level = level.clamp(1, 6);
        self.last_level = self.top_level.saturating_sub(1);
        self
    }

    /// Writes the article's body. A dateline stands at the start of the first paragraph, or in one of its own where the
    /// body begins with something else; in NITF it has a place before the body.
    pub fn body(&mut self, article: &Article<'_>) {
        let rest = self.dateline_block(article);
        self.blocks(rest);
    }

    /// Writes the article's body, and gives how many bytes the sink had taken at the end of each block that shows.
    pub fn body_with_ends(&mut self, article: &Article<'_>) -> Vec<u64> {
        let (mut ends, mut last) = (Vec::new(), self.out.written());
        let mut rest = self.dateline_block(article).iter();
        loop {
            let end = self.out.written();
            if end > last {
                ends.push(end);
                last = end;
            }
            let Some(block) = rest.next() else { return ends };
            self.blocks(slice::from_ref(block));
        }
    }

    /// Writes the block that begins with the dateline, where there is one, and gives the blocks that are still to be written.
    fn dateline_block<'a>(&mut self, article: &'a Article<'_>) -> &'a [Block<'a>] {
        let blocks = &*article.body;
        self.out.reserve(room(blocks));
        let Some(dateline) = article.head.dateline.as_ref().filter(|_| self.syntax != Syntax::Nitf) else {
            return blocks;
        };
        let span = article.head.span(slugline_core::model::Field::Dateline, 0);
        let first = blocks.iter().position(|block| !block.attrs.is_withheld()).unwrap_or(blocks.len());
        let (withheld, shown) = blocks.split_at_checked(first).unwrap_or((blocks, &[]));
        self.blocks(withheld);
        let rest = match shown {
            [Block { kind: BlockKind::Paragraph { content }, attrs, .. }, rest @ ..] => {
                self.open(element!("p"), attrs);
                self.dateline(&dateline.text, span);
                self.inlines(content);
                rest
            }
            _ => {
                self.out.put(b"<p>");
                self.dateline(&dateline.text, span);
                shown
            }
        };
        self.close(element!("p"));
        rest
    }

    fn dateline(&mut self, text: &str, span: Span) {
        self.out.put(b"<span class=\"dateline\">");
        self.text(text, span);
        self.out.put_str(" \u{2014}</span> ");
    }

    /// Writes blocks, until the time for the work is over.
    pub fn blocks(&mut self, blocks: &[Block<'_>]) {
        for few in blocks.chunks(Watch::EVERY) {
            if self.watch.is_over_before(few.len()) {
                break;
            }
            few.iter().for_each(|block| self.block(block));
        }
    }

    fn block(&mut self, block: &Block<'_>) {
        let attrs = &block.attrs;
        if attrs.is_withheld() {
            return self.withhold(attrs, block.span);
        }
        if self.syntax == Syntax::Nitf {
            return self.nitf_block(block);
        }
        match &block.kind {
            BlockKind::Paragraph { content } => self.element(element!("p"), attrs, content),
            BlockKind::Heading { level, content } => self.heading(*level, attrs, content),
            BlockKind::Quote { blocks } => self.container(element!("blockquote"), attrs, blocks),
            BlockKind::List { ordered, start, items } => self.list(*ordered, *start, attrs, items),
            BlockKind::Table(table) => self.table(attrs, table, block.span),
            BlockKind::Preformatted { text } => self.preformatted(attrs, text, block.span),
            BlockKind::Figure(figure) => self.figure(attrs, figure, block.span),
            BlockKind::SectionBreak => self.void("hr"),
            BlockKind::Group { blocks } => self.container(element!("div"), attrs, blocks),
            BlockKind::Unknown(unknown) => self.fallback(unknown, block.span),
        }
    }

    /// What a kind that this version does not know says to show in its place.
    pub(crate) fn fallback(&mut self, unknown: &UnknownBlock<'_>, span: Span) {
        self.note_unknown(&unknown.kind, span);
        self.blocks(&unknown.fallback);
    }

    pub(crate) fn withhold(&mut self, attrs: &Attrs<'_>, span: Span) {
        let diagnostic = match attrs.role() {
            Some(Role::EndMark) => Diagnostic::note("end-mark", "the end mark is left out"),
            _ => Diagnostic::note("editor-only", "a part for editors alone is left out of the text"),
        };
        self.cx.report(diagnostic.at(span));
    }

    /// Reports a kind that this version does not know, once per kind.
    pub(crate) fn note_unknown(&mut self, kind: &str, span: Span) {
        if self.unknown.contains(kind) {
            return;
        }
        self.unknown.insert(kind.to_owned());
        let message =
            format!("this version does not know the kind `{kind}`; what it says to show in its place is shown");
        self.cx.report(Diagnostic::warning("unknown-kind", message).at(span));
    }

    /// Reports, once for all that is written, that the syntax lacks something.
    pub(crate) fn leave_out(&mut self, message: &'static str, span: Span) {
        if !self.left_out.contains(&message) {
            self.left_out.push(message);
            self.cx.report(Diagnostic::note("markup-left-out", message).at(span));
        }
    }

    /// A heading. One without words would be an empty landmark; nothing is lost with it. One that is more than a level below
    /// the heading before comes up to it, because a level that is passed over is an error in HTML.
    fn heading(&mut self, level: u8, attrs: &Attrs<'_>, content: &Inlines<'_>) {
        if !shows(content) {
            return self.drop_blank(content);
        }
        let wanted = level.saturating_add(self.top_level).saturating_sub(1);
        self.last_level = wanted.min(self.last_level.saturating_add(1)).clamp(1, 6);
        let element = match self.last_level {
            1 => element!("h1"),
            2 => element!("h2"),
            3 => element!("h3"),
            4 => element!("h4"),
            5 => element!("h5"),
            _ => element!("h6"),
        };
        self.element(element, attrs, content);
    }

    pub(crate) fn list(&mut self, ordered: bool, start: Option<u32>, attrs: &Attrs<'_>, items: &[Item<'_>]) {
        let element = if ordered { element!("ol") } else { element!("ul") };
        self.open_tag(element.name, attrs);
        if let Some(start) = start.filter(|start| ordered && *start != 1) {
            self.attribute(if self.syntax == Syntax::Nitf { "seqnum" } else { "start" }, &start.to_string());
        }
        self.out.put(b">\n");
        for item in items {
            self.item(item);
        }
        self.close(element);
    }

    fn item(&mut self, item: &Item<'_>) {
        if item.attrs.is_withheld() {
            return self.withhold(&item.attrs, item.span);
        }
        match &*item.blocks {
            [Block { kind: BlockKind::Paragraph { content }, attrs, .. }] if *attrs == Attrs::NONE => {
                self.element(element!("li"), &item.attrs, content);
            }
            blocks => self.container(element!("li"), &item.attrs, blocks),
        }
    }

    pub(crate) fn preformatted(&mut self, attrs: &Attrs<'_>, text: &str, span: Span) {
        self.open(element!("pre"), attrs);
        if text.starts_with('\n') && self.syntax != Syntax::Nitf {
            // A reader of HTML takes the first line end of a `pre` for layout.
            self.out.put(b"\n");
        }
        self.text(text, span);
        self.close(element!("pre"));
    }

    fn container(&mut self, element: &Element, attrs: &Attrs<'_>, blocks: &[Block<'_>]) {
        self.open(element, attrs);
        self.out.put(b"\n");
        self.nested(blocks);
        self.close(element);
    }

    /// Writes blocks that stand within a part of the body.
    pub(crate) fn nested(&mut self, blocks: &[Block<'_>]) {
        let outer = std::mem::replace(&mut self.nested, true);
        self.blocks(blocks);
        self.nested = outer;
    }

    #[inline]
    pub(crate) fn element(&mut self, element: &Element, attrs: &Attrs<'_>, content: &Inlines<'_>) {
        self.open(element, attrs);
        self.inlines(content);
        self.close(element);
    }

    #[inline]
    pub(crate) fn open(&mut self, element: &Element, attrs: &Attrs<'_>) {
        if attrs.list().is_none() {
            return self.out.put_str(element.open);
        }
        self.open_tag(element.name, attrs);
        self.out.put(b">");
    }

    /// Ends an element that stands on a line of its own.
    #[inline]
    pub(crate) fn close(&mut self, element: &Element) {
        self.out.put_str(element.end_line);
    }

    /// Begins an element, up to where further attributes may stand.
    pub(crate) fn open_tag(&mut self, name: &str, attrs: &Attrs<'_>) {
        self.out.put(b"<");
        self.out.put_str(name);
        if let Some(role) = attrs.role() {
            self.attribute("class", role.as_str());
        }
        self.language(attrs);
    }

    /// The language of a part, where it has one. A tag that is none would make the whole output invalid.
    pub(crate) fn language(&mut self, attrs: &Attrs<'_>) {
        let Some(language) = attrs.language() else { return };
        if !is_language_tag(language) {
            let message = format!("`{language}` is no language tag; the part is not marked with it");
            return self.cx.report(Diagnostic::warning("invalid-language", message));
        }
        let names: &[&str] = match self.syntax {
            Syntax::Html => &["lang"],
            Syntax::Xhtml => &["lang", "xml:lang"],
            Syntax::Nitf => &["xml:lang"],
        };
        for name in names {
            self.attribute(name, language);
        }
    }

    /// Writes an attribute that the article has no place for, with a blank before it.
    pub(crate) fn attribute(&mut self, name: &str, value: &str) {
        self.out.put(b" ");
        self.out.put_str(name);
        self.out.put(b"=\"");
        put_attribute(self.out, value, Span::DETACHED, &mut self.dropped);
        self.out.put(b"\"");
    }

    pub(crate) fn void(&mut self, name: &str) {
        self.out.put(b"<");
        self.out.put_str(name);
        self.end_void();
    }

    /// Ends the tag of an element that holds nothing.
    pub(crate) fn end_void(&mut self) {
        self.out.put_str(match self.syntax {
            Syntax::Html => ">\n",
            Syntax::Xhtml | Syntax::Nitf => "/>\n",
        });
    }

    /// Writes text that was read from `span`, escaped.
    #[inline]
    pub fn text(&mut self, text: &str, span: Span) {
        put_text(self.out, text, span, &mut self.dropped);
    }
}

impl Drop for Markup<'_, '_> {
    /// Reports what had to be left out.
    fn drop(&mut self) {
        self.dropped.report(self.cx);
    }
}

/// Bytes that blocks are likely to take: their text in the source with a tag before and behind each, and an eighth for the
/// tags within. Without room a sink would grow in steps, and copy all that it holds in each.
fn room(blocks: &[Block<'_>]) -> usize {
    const TAGS: usize = "<h2></h2>\n".len();
    let text: usize = blocks.iter().map(|block| block.span.len() as usize).sum();
    text + text / 8 + (blocks.len() + 1) * TAGS
}

#[cfg(test)]
mod tests {
    use slugline_core::diagnostic::{Diagnostics, Severity};
    use slugline_core::plugin::{Still, World};

    use super::*;

    #[test]
    fn unknown_kinds_are_reported_once_each_however_many() {
        let (mut out, mut diagnostics) = (Sink::memory(), Diagnostics::new());
        let mut cx = Context::new(&mut diagnostics, &Still);
        let mut markup = Markup::new(&mut out, Syntax::Html, &mut cx);
        for kind in (0..200_000).chain(0..200_000) {
            markup.note_unknown(&format!("kind-{kind}"), Span::DETACHED);
        }
        drop(markup);
        assert_eq!(diagnostics.count(Severity::Warning), 200_000);
    }

    #[test]
    fn blocks_are_not_written_when_the_time_is_over() {
        struct Over;
        impl World for Over {
            fn is_over(&self) -> bool {
                true
            }
        }
        let article = Article { body: vec![Block::paragraph("Rain.", Span::DETACHED); 1000], ..Article::default() };
        let (mut out, mut diagnostics) = (Sink::memory(), Diagnostics::new());
        Markup::new(&mut out, Syntax::Html, &mut Context::new(&mut diagnostics, &Over)).body(&article);
        let written = String::from_utf8(out.finish().unwrap()).unwrap();
        assert!(written.matches("<p>").count() < Watch::EVERY, "{written}");
    }
}
