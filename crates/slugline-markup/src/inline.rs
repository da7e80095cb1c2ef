//! Inlines as elements.

use slugline_core::diagnostic::Diagnostic;
use slugline_core::model::{Attrs, Inline, InlineKind, Link, Span};

use crate::block::{Element, Markup, Syntax, element};
use crate::href::clean_href;

impl Markup<'_, '_> {
    /// Writes inlines.
    #[inline]
    pub fn inlines(&mut self, inlines: &[Inline<'_>]) {
        for inline in inlines {
            self.inline(inline);
        }
    }

    fn inline(&mut self, inline: &Inline<'_>) {
        if inline.attrs.is_editor_only() {
            let diagnostic = Diagnostic::note("editor-only", "a part for editors alone is left out");
            return self.cx.report(diagnostic.at(inline.span));
        }
        match &inline.kind {
            InlineKind::Text { text } => self.text(text, inline.span),
            InlineKind::Emphasis { content } => self.wrapped(element!("em"), &inline.attrs, content),
            InlineKind::Strong { content } if self.syntax == Syntax::Nitf => self.nitf_strong(&inline.attrs, content),
            InlineKind::Strong { content } => self.wrapped(element!("strong"), &inline.attrs, content),
            InlineKind::Link(link) => self.link(link, inline.span),
            InlineKind::LineBreak => self.void("br"),
            InlineKind::Unknown(unknown) => {
                self.note_unknown(&unknown.kind, inline.span);
                self.inlines(&unknown.fallback);
            }
        }
    }

    fn wrapped(&mut self, element: &Element, attrs: &Attrs<'_>, content: &[Inline<'_>]) {
        self.open(element, attrs);
        self.inlines(content);
        self.out.put_str(element.close);
    }

    /// A link, or its words alone where the address must not be one. A link within a link is its words.
    fn link(&mut self, link: &Link<'_>, span: Span) {
        let href = clean_href(&link.href);
        if href.is_none() {
            let message =
                format!("the address `{}` is no http, https, mailto or tel address; its words are kept", link.href);
            self.cx.report(Diagnostic::warning("unsafe-link", message).at(span));
        }
        let Some(href) = href.filter(|_| !self.in_link) else {
            return self.inlines(&link.content);
        };
        self.open_link(&href);
        self.in_link = true;
        match &*link.content {
            [] => self.text(&link.href, span),
            content => self.inlines(content),
        }
        self.in_link = false;
        self.out.put(b"</a>");
    }

    pub(crate) fn open_link(&mut self, href: &str) {
        self.out.put(b"<a");
        self.attribute("href", href);
        self.out.put(b">");
    }
}
