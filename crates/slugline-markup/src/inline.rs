//! Inlines as elements.

use slugline_core::diagnostic::Diagnostic;
use slugline_core::model::{Attrs, Inline, InlineKind, Link, Span};

use crate::block::{Element, Markup, Syntax, element};
use crate::escape::escaped;
use crate::href::clean_href;
use crate::is_visible;

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
            return self.withhold_inline(inline.span);
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

    fn withhold_inline(&mut self, span: Span) {
        let diagnostic = Diagnostic::note("editor-only", "a part for editors alone is left out of the text");
        self.cx.report(diagnostic.at(span));
    }

    /// Leaves out inlines that show nothing, and notes what is lost with them: characters that cannot be written, parts for
    /// editors.
    pub(crate) fn drop_blank(&mut self, inlines: &[Inline<'_>]) {
        for inline in inlines {
            if inline.attrs.is_editor_only() {
                self.withhold_inline(inline.span);
                continue;
            }
            match &inline.kind {
                InlineKind::Text { text } => drop(escaped(text, inline.span, &mut self.dropped)),
                InlineKind::Emphasis { content } | InlineKind::Strong { content } => self.drop_blank(content),
                InlineKind::Link(link) => self.drop_blank(&link.content),
                InlineKind::LineBreak => {}
                InlineKind::Unknown(unknown) => self.drop_blank(&unknown.fallback),
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
            return self.words_of(link, span);
        };
        self.open_link(&href);
        self.in_link = true;
        self.words_of(link, span);
        self.in_link = false;
        self.out.put(b"</a>");
    }

    /// What a reader sees of a link: its address, where it has no words.
    fn words_of(&mut self, link: &Link<'_>, span: Span) {
        match &*link.content {
            [] => self.text(&link.href, span),
            content => self.inlines(content),
        }
    }

    pub(crate) fn open_link(&mut self, href: &str) {
        self.out.put(b"<a");
        self.attribute("href", href);
        self.out.put(b">");
    }
}

/// Whether a reader sees anything of `inlines`.
pub(crate) fn shows(inlines: &[Inline<'_>]) -> bool {
    inlines.iter().filter(|inline| !inline.attrs.is_editor_only()).any(|inline| match &inline.kind {
        InlineKind::Text { text } => is_visible(text),
        InlineKind::Emphasis { content } | InlineKind::Strong { content } => shows(content),
        InlineKind::Link(link) if link.content.is_empty() => is_visible(&link.href),
        InlineKind::Link(link) => shows(&link.content),
        InlineKind::LineBreak => false,
        InlineKind::Unknown(unknown) => shows(&unknown.fallback),
    })
}

#[cfg(test)]
mod tests {
    use slugline_core::diagnostic::Diagnostics;
    use slugline_core::model::Node;
    use slugline_core::plugin::{Context, Sink, Still};

    use super::*;
    use crate::block::Syntax;

    #[test]
    fn an_address_that_is_no_link_is_kept_as_words() {
        let link = Link { href: "javascript:alert(1)".into(), content: Vec::new() };
        let inline = Node::new(InlineKind::Link(Box::new(link)), Span::DETACHED);
        let (mut out, mut diagnostics) = (Sink::memory(), Diagnostics::new());
        let mut cx = Context::new(&mut diagnostics, &Still);
        Markup::new(&mut out, Syntax::Html, &mut cx).inlines(&[inline]);
        assert_eq!(out.finish().unwrap(), b"javascript:alert(1)");
        assert_eq!(diagnostics.iter().map(|found| &*found.code).collect::<Vec<_>>(), ["unsafe-link"]);
    }
}
