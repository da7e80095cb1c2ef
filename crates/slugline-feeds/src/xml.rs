//! Elements, straight to the sink: all text goes through the escaper of `slugline-markup`.

use slugline_core::model::Span;
use slugline_core::plugin::{Context, Sink};
use slugline_markup::{Dropped, put_attribute, put_text};

use crate::said::Said;

/// An attribute: its name, and its value, which is escaped.
pub(crate) type Attr<'a> = (&'static str, &'a str);

/// Writes elements, each on a line of its own and indented by two blanks, and reports.
pub(crate) struct Xml<'x, 'c> {
    out: &'x mut Sink,
    pub(crate) cx: &'x mut Context<'c>,
    depth: usize,
    dropped: Dropped,
}

impl<'x, 'c> Xml<'x, 'c> {
    /// A document with its declaration.
    pub(crate) fn new(out: &'x mut Sink, cx: &'x mut Context<'c>) -> Xml<'x, 'c> {
        out.put(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        Xml { out, cx, depth: 0, dropped: Dropped::default() }
    }

    /// Does the part of the work that is about one article, counted from 0: what is reported meanwhile names it.
    pub(crate) fn for_article(&mut self, article: usize, work: impl FnOnce(&mut Xml<'_, '_>)) {
        let Xml { out, cx, depth, .. } = self;
        cx.for_article(article, |cx| work(&mut Xml { out, cx, depth: *depth, dropped: Dropped::default() }));
    }

    /// Begins an element that holds others.
    pub(crate) fn open(&mut self, name: &str, attrs: &[Attr<'_>]) {
        self.begin(name, attrs, Span::DETACHED);
        self.out.put(b">\n");
        self.depth += 1;
    }

    /// Ends an element that holds others.
    pub(crate) fn close(&mut self, name: &str) {
        self.depth = self.depth.saturating_sub(1);
        self.indent();
        self.end(name);
    }

    /// An element without content, its values read from `span`.
    pub(crate) fn empty(&mut self, name: &str, attrs: &[Attr<'_>], span: Span) {
        self.begin(name, attrs, span);
        self.out.put(b"/>\n");
    }

    /// An element that holds text and may have attributes, all read from `span`.
    pub(crate) fn leaf(&mut self, name: &str, attrs: &[Attr<'_>], text: &str, span: Span) {
        self.begin(name, attrs, span);
        self.out.put(b">");
        put_text(self.out, text, span, &mut self.dropped);
        self.end(name);
    }

    /// An element that holds a text which was read nowhere.
    pub(crate) fn word(&mut self, name: &str, text: &str) {
        self.leaf(name, &[], text, Span::DETACHED);
    }

    /// An element that holds a line of the article or the settings, where there is one.
    pub(crate) fn said(&mut self, name: &str, line: Option<&Said<'_>>) {
        if let Some(said) = line {
            self.leaf(name, &[], &said.text, said.span);
        }
    }

    /// An element that holds what `work` writes, as it is: nothing of its layout is lost or added.
    pub(crate) fn holding(&mut self, name: &str, attrs: &[Attr<'_>], work: impl FnOnce(&mut Sink, &mut Context<'c>)) {
        self.begin(name, attrs, Span::DETACHED);
        self.out.put(b">");
        work(self.out, self.cx);
        self.end(name);
    }

    /// An element that holds what `work` writes, HTML, as character data.
    ///
    /// HTML from the one escaper never holds the mark that ends such a section: each `>` of a text is an entity, and before
    /// one of a tag stands a name or a quotation mark.
    pub(crate) fn holding_html(&mut self, name: &str, work: impl FnOnce(&mut Sink, &mut Context<'c>)) {
        self.holding(name, &[], |out, cx| {
            out.put(b"<![CDATA[");
            work(out, cx);
            out.put(b"]]>");
        });
    }

    fn begin(&mut self, name: &str, attrs: &[Attr<'_>], span: Span) {
        self.indent();
        self.out.put(b"<");
        self.out.put_str(name);
        for (name, value) in attrs {
            self.out.put(b" ");
            self.out.put_str(name);
            self.out.put(b"=\"");
            put_attribute(self.out, value, span, &mut self.dropped);
            self.out.put(b"\"");
        }
    }

    fn end(&mut self, name: &str) {
        self.out.put(b"</");
        self.out.put_str(name);
        self.out.put(b">\n");
    }

    fn indent(&mut self) {
        for _ in 0..self.depth {
            self.out.put(b"  ");
        }
    }
}

impl Drop for Xml<'_, '_> {
    /// Reports what had to be left out.
    fn drop(&mut self) {
        self.dropped.report(self.cx);
    }
}
