//! Elements of news items, over quick-xml's writer: what stands around a body.
//!
//! quick-xml never escapes here: all text reaches it as a [`Line`], which only the escaper of this crate makes.

use std::borrow::Cow;

use quick_xml::Writer;
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use quick_xml::name::QName;
use slugline_core::diagnostic::Diagnostic;
use slugline_core::model::{Article, Date, Field, Instant, Span, Text};
use slugline_core::plugin::{Context, Sink};

use crate::{Dropped, Markup, Syntax, escaped};

/// One line of text, escaped for both content and attributes. Holds no line end and no tab, which the properties of news
/// items have no use for.
///
/// Source: NewsML-G2 2.35, `g2normalizedString`, which refuses them.
#[derive(Clone, Debug)]
pub struct Line<'t>(Cow<'t, str>);

impl<'t> Line<'t> {
    /// A word of the format itself, which needs no escaping.
    pub const fn word(word: &'static str) -> Line<'static> {
        Line(Cow::Borrowed(word))
    }

    /// A number.
    pub fn number(number: u64) -> Line<'static> {
        Line(Cow::Owned(number.to_string()))
    }

    /// A date as precise as it is.
    pub fn date(date: Date) -> Line<'static> {
        Line(Cow::Owned(date.to_string()))
    }

    /// A moment, with its zone.
    pub fn instant(instant: Instant) -> Line<'static> {
        Line(Cow::Owned(instant.to_string()))
    }

    /// The same line, free of what it was made from.
    pub fn into_owned(self) -> Line<'static> {
        Line(Cow::Owned(self.0.into_owned()))
    }

    /// The escaped text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// An attribute: its name and its value.
pub type Attr<'a> = (&'static str, &'a Line<'a>);

/// Writes elements, indented by two blanks, and reports.
pub struct Xml<'x, 'c> {
    writer: Writer<&'x mut Sink>,
    /// Where to report.
    pub cx: &'x mut Context<'c>,
    dropped: Dropped,
}

impl<'x, 'c> Xml<'x, 'c> {
    /// Elements to `out`, reporting to `cx`.
    pub fn new(out: &'x mut Sink, cx: &'x mut Context<'c>) -> Xml<'x, 'c> {
        Xml { writer: Writer::new_with_indent(out, b' ', 2), cx, dropped: Dropped::default() }
    }

    /// Reports.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.cx.report(diagnostic);
    }

    /// Escapes `text`, which was read from `span`. Line ends and tabs become blanks.
    pub fn escape<'t>(&mut self, text: &'t str, span: Span) -> Line<'t> {
        if !text.contains(['\n', '\r', '\t']) {
            return Line(escaped(text.trim(), span, &mut self.dropped));
        }
        let parts = text.split(['\n', '\r', '\t']).map(str::trim);
        let folded = parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        Line(Cow::Owned(escaped(&folded, span, &mut self.dropped).into_owned()))
    }

    /// The same, where there is anything to see: no property of an item may be blank.
    pub fn line<'t>(&mut self, text: &'t str, span: Span) -> Option<Line<'t>> {
        let line = self.escape(text, span);
        (!line.as_str().trim().is_empty()).then_some(line)
    }

    /// The title of `article`, as [`Context::title`] has it, where anything of it is left once it is escaped: an item must
    /// have a headline.
    pub fn title<'t>(&mut self, article: &'t Article<'_>) -> Line<'t> {
        let span = article.head.span(Field::Headline, 0);
        let title = self.cx.title(article);
        let line = match Text::into_cow(title) {
            Cow::Borrowed(title) => self.line(title, span),
            Cow::Owned(title) => self.line(&title, span).map(Line::into_owned),
        };
        line.unwrap_or_else(|| {
            let message = "nothing of the headline can be written; `Untitled` stands in for it";
            self.report(Diagnostic::warning("missing-headline", message).at(span));
            Line::word("Untitled")
        })
    }

    /// The XML declaration.
    pub fn declaration(&mut self) {
        self.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
    }

    /// Begins an element.
    pub fn open(&mut self, name: &str, attrs: &[Attr<'_>]) {
        self.event(Event::Start(tag(name, attrs)));
    }

    /// Ends it.
    pub fn close(&mut self, name: &str) {
        self.event(Event::End(BytesEnd::new(name)));
    }

    /// An element without content.
    pub fn empty(&mut self, name: &str, attrs: &[Attr<'_>]) {
        self.event(Event::Empty(tag(name, attrs)));
    }

    /// An element that holds a line.
    pub fn leaf(&mut self, name: &str, attrs: &[Attr<'_>], text: &Line<'_>) {
        self.open(name, attrs);
        self.put(text);
        self.close(name);
    }

    /// An element that holds `text`, where there is anything to see in it.
    pub fn text(&mut self, name: &str, text: &str, span: Span) {
        if let Some(line) = self.line(text, span) {
            self.leaf(name, &[], &line);
        }
    }

    /// The lines of `text` that have anything to see in them.
    pub fn lines<'t>(&mut self, text: &'t str, span: Span) -> Vec<Line<'t>> {
        text.lines().filter_map(|line| self.line(line, span)).collect()
    }

    /// An element that holds lines, with `br` between; nothing where there are none.
    ///
    /// Source: NewsML-G2 2.35, `BlockType`.
    pub fn block(&mut self, name: &str, attrs: &[Attr<'_>], lines: &[Line<'_>]) {
        let Some((first, rest)) = lines.split_first() else {
            return;
        };
        self.open(name, attrs);
        self.put(first);
        for line in rest {
            self.empty("br", &[]);
            self.put(line);
        }
        self.close(name);
    }

    /// Ends the line, and leaves what follows where it stands: no indentation.
    pub fn end_line(&mut self) {
        self.put(&Line::word("\n"));
    }

    /// Writes a part that begins a line of its own, not indented. Where it is about one article of several, counted from 0, what
    /// is reported meanwhile names that.
    pub fn part(&mut self, article: Option<usize>, write: impl FnOnce(&mut Xml<'_, '_>)) {
        let out = self.writer.get_mut();
        match article {
            Some(article) => self.cx.for_article(article, |cx| write(&mut Xml::new(out, cx))),
            None => write(&mut Xml::new(out, self.cx)),
        }
    }

    /// The body's own writer, to the same sink.
    pub fn markup(&mut self, syntax: Syntax) -> Markup<'_, 'c> {
        Markup::new(self.writer.get_mut(), syntax, self.cx)
    }

    /// `text` among elements, with the blanks at its ends.
    pub fn words(&mut self, text: &str, span: Span) {
        let text = text.replace(['\n', '\r', '\t'], " ");
        let line = Line(escaped(&text, span, &mut self.dropped));
        self.event(Event::Text(BytesText::from_escaped(line.as_str())));
    }

    /// Leaves what follows on this line: a line end between elements would be a blank between their words.
    pub fn stay(&mut self) {
        self.put(&Line::word(""));
    }

    /// Text, within the element that is open.
    pub fn put(&mut self, line: &Line<'_>) {
        self.event(Event::Text(BytesText::from_escaped(line.as_str())));
    }

    fn event(&mut self, event: Event<'_>) {
        // A sink takes everything and remembers a fault; the host asks for it at the end.
        let _ = self.writer.write_event(event);
    }
}

impl Drop for Xml<'_, '_> {
    /// Reports what had to be left out.
    fn drop(&mut self) {
        self.dropped.report(self.cx);
    }
}

fn tag<'n>(name: &'n str, attrs: &[Attr<'_>]) -> BytesStart<'n> {
    BytesStart::new(name).with_attributes(
        attrs.iter().map(|(name, value)| Attribute { key: QName(name), value: Cow::Borrowed(value.as_str()) }),
    )
}
