//! Elements as bytes: a thin layer over quick-xml that takes no text but escaped text.
//!
//! quick-xml's own escaper lets through what XML forbids and looks at every byte on its own; ours, from `slugline-markup`,
//! does neither.

use std::borrow::Cow;

use quick_xml::Writer;
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use quick_xml::name::QName;
use slugline_core::model::{Span, Text};
use slugline_core::plugin::Sink;
use slugline_markup::{Dropped, escaped};

/// Text as it may stand in a document: one line, escaped, free of what XML forbids, and not blank.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Escaped<'t>(Cow<'t, str>);

impl<'t> Escaped<'t> {
    /// Escapes `text`, which was read from `span`. Line ends and tabs become blanks. `None` where no character is left that
    /// can be seen: an element with nothing to see in it is an error in most places of a book.
    pub(crate) fn new(text: Text<'t>, span: Span, dropped: &mut Dropped) -> Option<Escaped<'t>> {
        let line = one_line(text.into_cow());
        let changed = match escaped(&line, span, dropped) {
            Cow::Borrowed(_) => None,
            Cow::Owned(changed) => Some(changed),
        };
        let escaped = changed.map_or(line, Cow::Owned);
        (!escaped.trim().is_empty()).then_some(Escaped(escaped))
    }

    /// A word of our own making: of a vocabulary, a number, a date.
    pub(crate) fn own(word: impl Into<Text<'t>>) -> Escaped<'t> {
        let mut dropped = Dropped::default();
        let own = Escaped::new(word.into(), Span::DETACHED, &mut dropped);
        debug_assert!(own.is_some() && dropped == Dropped::default());
        own.unwrap_or(Escaped(Cow::Borrowed("")))
    }

    /// The text with its entities.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

fn one_line(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.contains(['\n', '\r', '\t']) { Cow::Owned(text.replace(['\n', '\r', '\t'], " ")) } else { text }
}

/// Names and values of attributes, all of our own making but for checked language tags.
type Attributes<'a> = [(&'a str, &'a str)];

/// A document under way. Elements stand on lines of their own, but for [`inline`](Xml::inline).
pub(crate) struct Xml(Writer<Sink>);

impl Xml {
    /// A document with its declaration.
    pub(crate) fn new() -> Xml {
        let mut xml = Xml(Writer::new(Sink::memory()));
        xml.event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)));
        xml.end_line();
        xml
    }

    /// Writes the document type of XHTML.
    pub(crate) fn doctype(&mut self) {
        self.event(Event::DocType(BytesText::from_escaped("html")));
        self.end_line();
    }

    /// Begins an element that holds others.
    pub(crate) fn open(&mut self, name: &str, attributes: &Attributes<'_>) {
        self.open_line(name, attributes);
        self.end_line();
    }

    /// Begins an element that holds a line of text and inline elements.
    pub(crate) fn open_line(&mut self, name: &str, attributes: &Attributes<'_>) {
        self.event(Event::Start(tag(name, attributes)));
    }

    /// Ends an element that was begun.
    pub(crate) fn close(&mut self, name: &str) {
        self.event(Event::End(BytesEnd::new(name)));
        self.end_line();
    }

    /// Writes an element that holds nothing.
    pub(crate) fn empty(&mut self, name: &str, attributes: &Attributes<'_>) {
        self.event(Event::Empty(tag(name, attributes)));
        self.end_line();
    }

    /// Writes an element that holds text.
    pub(crate) fn leaf(&mut self, name: &str, attributes: &Attributes<'_>, text: &Escaped<'_>) {
        self.inline(name, attributes, text);
        self.end_line();
    }

    /// Writes an element that holds text and stands within a line.
    pub(crate) fn inline(&mut self, name: &str, attributes: &Attributes<'_>, text: &Escaped<'_>) {
        self.event(Event::Start(tag(name, attributes)));
        self.text(text);
        self.event(Event::End(BytesEnd::new(name)));
    }

    /// Writes text.
    pub(crate) fn text(&mut self, text: &Escaped<'_>) {
        self.event(Event::Text(BytesText::from_escaped(text.as_str())));
    }

    /// The sink under it, for markup.
    pub(crate) fn sink(&mut self) -> &mut Sink {
        self.0.get_mut()
    }

    /// The document.
    pub(crate) fn finish(self) -> Vec<u8> {
        let bytes = self.0.into_inner().finish();
        debug_assert!(bytes.is_ok(), "a sink in memory has no stream that could fail");
        bytes.unwrap_or_default()
    }

    fn event(&mut self, event: Event<'_>) {
        let written = self.0.write_event(event);
        debug_assert!(written.is_ok(), "a sink in memory has no stream that could fail");
    }

    fn end_line(&mut self) {
        self.sink().put(b"\n");
    }
}

fn tag<'a>(name: &'a str, attributes: &Attributes<'a>) -> BytesStart<'a> {
    let mut tag = BytesStart::new(name);
    for (name, value) in attributes {
        tag.push_attribute(Attribute { key: QName(name), value: Escaped::own(*value).0 });
    }
    tag
}

#[cfg(test)]
mod tests {
    use super::*;

    fn escape(text: &str) -> Option<String> {
        let mut dropped = Dropped::default();
        Escaped::new(text.into(), Span::DETACHED, &mut dropped).map(|escaped| escaped.as_str().to_owned())
    }

    #[test]
    fn text_is_one_line_that_shows_something() {
        assert_eq!(escape("a\r\nb & \"c\"\u{1}").as_deref(), Some("a  b &amp; &quot;c&quot;"));
        for blank in ["", " ", "\n\u{1}\t", "\u{FFFE}", "\u{A0}"] {
            assert_eq!(escape(blank), None, "{blank:?}");
        }
    }

    #[test]
    fn attributes_cannot_be_broken_out_of() {
        let mut xml = Xml::new();
        xml.empty("a", &[("href", "\"><b x='")]);
        let bytes = xml.finish();
        assert!(String::from_utf8(bytes).unwrap().ends_with("<a href=\"&quot;&gt;&lt;b x='\"/>\n"));
    }
}
