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

    /// A link, or its words alone where the address must not be one. A link within a link is its words: no markup has such.
    fn link(&mut self, link: &Link<'_>, span: Span) {
        let href = clean_href(&link.href);
        if href.is_none() {
            let message =
                format!("the address `{}` is no http, https, mailto or tel address; its words are kept", link.href);
            self.cx.report(Diagnostic::warning("unsafe-link", message).at(span));
        }
        let Some(href) = href else {
            return self.words_of(link, span);
        };
        if self.in_link {
            self.report_inner_link(link, span);
            return self.words_of(link, span);
        }
        self.open_link(&href);
        self.in_link = true;
        self.words_of(link, span);
        self.in_link = false;
        self.out.put(b"</a>");
    }

    /// Reports the address of a link within a link. One without words is not lost: it is what a reader sees.
    fn report_inner_link(&mut self, link: &Link<'_>, span: Span) {
        if !link.content.is_empty() {
            let message = format!("a link has no place for the link to `{}` within it", link.href);
            self.cx.report(Diagnostic::note("link-left-out", message).at(span));
        }
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

    fn link(href: &'static str, content: Vec<Inline<'static>>, span: Span) -> Inline<'static> {
        Node::new(InlineKind::Link(Box::new(Link { href: href.into(), content })), span)
    }

    /// What is written of an inline, and what is reported.
    fn written(inline: Inline<'_>, syntax: Syntax) -> (String, Vec<Diagnostic>) {
        let (mut out, mut diagnostics) = (Sink::memory(), Diagnostics::new());
        let mut cx = Context::new(&mut diagnostics, &Still);
        Markup::new(&mut out, syntax, &mut cx).inlines(&[inline]);
        (String::from_utf8(out.finish().unwrap()).unwrap(), diagnostics.take())
    }

    #[test]
    fn an_address_that_is_no_link_is_kept_as_words() {
        let (text, found) = written(link("javascript:alert(1)", Vec::new(), Span::DETACHED), Syntax::Html);
        assert_eq!(text, "javascript:alert(1)");
        assert_eq!(found.iter().map(|found| &*found.code).collect::<Vec<_>>(), ["unsafe-link"]);
    }

    #[test]
    fn a_link_within_a_link_is_reported_where_its_address_is_lost() {
        let words = Node::new(InlineKind::Text { text: "ferries".into() }, Span::new(2, 9));
        let named = link("https://b.example/", vec![words], Span::new(1, 10));
        let bare = link("https://c.example/", Vec::new(), Span::new(10, 30));
        let outer = link("https://a.example/", vec![named, bare], Span::new(0, 40));
        for syntax in [Syntax::Html, Syntax::Xhtml, Syntax::Nitf] {
            let (text, found) = written(outer.clone(), syntax);
            assert_eq!(text, "<a href=\"https://a.example/\">ferrieshttps://c.example/</a>");
            let told: Vec<_> = found.iter().map(|found| (&*found.code, found.span)).collect();
            assert_eq!(told, [("link-left-out", Span::new(1, 10))]);
        }
    }
}
