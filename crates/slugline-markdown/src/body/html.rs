//! HTML within Markdown: tags, comments and the text between them.
//!
//! No parser of documents: what authors paste is rarely one. A tag says what its own name says, wherever it stands, and a
//! `<` that begins none is text.
//!
//! Source: html.spec.whatwg.org, 13.2.5 "Tokenization", as far as posts need it.

/// A part of HTML, as it is spelled.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Token<'h> {
    Text(&'h str),
    Tag(Tag<'h>),
    /// A comment, a doctype, a processing instruction.
    Comment(&'h str),
}

/// A tag.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Tag<'h> {
    /// All of it.
    pub(super) whole: &'h str,
    /// Its name, in the case of the text.
    pub(super) name: &'h str,
    pub(super) closes: bool,
    attrs: &'h str,
}

/// What a tag stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Element {
    Break,
    Emphasis,
    Strong,
    Link,
    Image,
    /// 1 to 6.
    Heading(u8),
    Rule,
    /// The content is no text.
    Hidden,
    Paragraph,
    /// Text before and after it is not of one paragraph; what else it is, an article does not say.
    Block,
}

/// Elements that mean something to an article, sorted by name.
static ELEMENTS: &[(&str, Element)] = &[
    ("a", Element::Link),
    ("address", Element::Block),
    ("article", Element::Block),
    ("aside", Element::Block),
    ("b", Element::Strong),
    ("blockquote", Element::Block),
    ("br", Element::Break),
    ("caption", Element::Block),
    ("center", Element::Block),
    ("dd", Element::Block),
    ("details", Element::Block),
    ("div", Element::Block),
    ("dl", Element::Block),
    ("dt", Element::Block),
    ("em", Element::Emphasis),
    ("fieldset", Element::Block),
    ("figcaption", Element::Block),
    ("figure", Element::Block),
    ("footer", Element::Block),
    ("form", Element::Block),
    ("h1", Element::Heading(1)),
    ("h2", Element::Heading(2)),
    ("h3", Element::Heading(3)),
    ("h4", Element::Heading(4)),
    ("h5", Element::Heading(5)),
    ("h6", Element::Heading(6)),
    ("header", Element::Block),
    ("hr", Element::Rule),
    ("i", Element::Emphasis),
    ("iframe", Element::Block),
    ("img", Element::Image),
    ("li", Element::Block),
    ("main", Element::Block),
    ("nav", Element::Block),
    ("ol", Element::Block),
    ("p", Element::Paragraph),
    ("pre", Element::Block),
    ("script", Element::Hidden),
    ("section", Element::Block),
    ("strong", Element::Strong),
    ("style", Element::Hidden),
    ("summary", Element::Block),
    ("table", Element::Block),
    ("tbody", Element::Block),
    ("td", Element::Block),
    ("template", Element::Hidden),
    ("tfoot", Element::Block),
    ("th", Element::Block),
    ("thead", Element::Block),
    ("tr", Element::Block),
    ("ul", Element::Block),
    ("video", Element::Block),
];

/// Longest name that the table has.
const MAX_NAME: usize = 10;

impl<'h> Tag<'h> {
    /// What it stands for, if anything.
    pub(super) fn element(&self) -> Option<Element> {
        let mut lower = [0; MAX_NAME];
        let lower = lower.get_mut(..self.name.len())?;
        lower.copy_from_slice(self.name.as_bytes());
        lower.make_ascii_lowercase();
        let at = ELEMENTS.binary_search_by(|(name, _)| name.as_bytes().cmp(lower)).ok()?;
        ELEMENTS.get(at).map(|(_, element)| *element)
    }

    /// The value of an attribute, as it is spelled. `None`: the tag has no such one, or it has no value.
    pub(super) fn attr(&self, name: &str) -> Option<&'h str> {
        let mut rest = self.attrs;
        loop {
            rest = rest.trim_start_matches(|letter: char| letter.is_ascii_whitespace() || letter == '/');
            let end = rest.find(|letter: char| letter == '=' || letter.is_ascii_whitespace()).unwrap_or(rest.len());
            let (found, after) = rest.split_at_checked(end)?;
            let Some(value) = after.trim_ascii_start().strip_prefix('=') else {
                if found.is_empty() {
                    return None;
                }
                rest = after;
                continue;
            };
            let value = value.trim_ascii_start();
            let (value, after) = match value.strip_prefix(['"', '\'']) {
                Some(quoted) => quoted.split_once(value.chars().next()?)?,
                None => value
                    .split_at_checked(value.find(|letter: char| letter.is_ascii_whitespace()).unwrap_or(value.len()))?,
            };
            if found.eq_ignore_ascii_case(name) {
                return Some(value);
            }
            rest = after;
        }
    }
}

/// The parts of `html`, in order.
pub(super) fn tokens(html: &str) -> impl Iterator<Item = Token<'_>> {
    let mut rest = html;
    // Or each of many `<!--` without an end would be looked for one anew.
    let mut may_close = true;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (token, len) = markup(rest, &mut may_close).unwrap_or_else(|| text(rest));
        rest = rest.get(len..).unwrap_or_default();
        Some(token)
    })
}

/// The text up to the next `<`. One at its start is text.
fn text(rest: &str) -> (Token<'_>, usize) {
    let after = rest.as_bytes().get(1..).unwrap_or_default();
    let len = memchr::memchr(b'<', after).map_or(rest.len(), |at| at + 1);
    (Token::Text(rest.get(..len).unwrap_or(rest)), len)
}

fn markup<'h>(rest: &'h str, may_close: &mut bool) -> Option<(Token<'h>, usize)> {
    let inner = rest.strip_prefix('<')?;
    if let Some(comment) = inner.strip_prefix("!--") {
        let end = may_close.then(|| memchr::memmem::find(comment.as_bytes(), b"-->")).flatten();
        *may_close &= end.is_some();
        let len = 4 + end? + 3;
        return Some((Token::Comment(rest.get(..len)?), len));
    }
    if inner.starts_with(['!', '?']) {
        let len = short(inner, b'>')? + 2;
        return Some((Token::Comment(rest.get(..len)?), len));
    }
    let closes = inner.starts_with('/');
    let named = inner.strip_prefix('/').unwrap_or(inner);
    let name_end = named.find(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '-')).unwrap_or(named.len());
    let (name, attrs) = named.split_at_checked(name_end)?;
    if !name.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
        return None;
    }
    let attrs_len = end_of_attrs(attrs)?;
    let len = rest.len() - attrs.len() + attrs_len + 1;
    let tag = Tag { whole: rest.get(..len)?, name, closes, attrs: attrs.get(..attrs_len)? };
    Some((Token::Tag(tag), len))
}

/// Longest tag, in bytes. A longer one is text: or each of many `<a` without an end would be looked for one to the end.
const MAX_TAG: usize = 8 * 1024;

fn short(text: &str, byte: u8) -> Option<usize> {
    memchr::memchr(byte, text.as_bytes().get(..MAX_TAG.min(text.len()))?)
}

/// Where the `>` that ends a tag stands. One within quotation marks does not; another tag before it means that this is none.
fn end_of_attrs(attrs: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in attrs.bytes().enumerate().take(MAX_TAG) {
        match (quote, byte) {
            (None, b'>') => return Some(at),
            (None, b'<') => return None,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), close) if open == close => quote = None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(html: &str) -> String {
        let show = |token| match token {
            Token::Text(text) => format!("[{text}]"),
            Token::Tag(tag) => format!("<{}{}>", if tag.closes { "/" } else { "" }, tag.name),
            Token::Comment(_) => "!".to_owned(),
        };
        tokens(html).map(show).collect()
    }

    #[test]
    fn tags_comments_and_text() {
        assert_eq!(shown("<p class=\"a>b\">Rain<br/>fell</p>"), "<p>[Rain]<br>[fell]</p>");
        assert_eq!(shown("<!-- more -->a<!DOCTYPE html>"), "![a]!");
        assert_eq!(shown("2 < 3 <3 <!-- a"), "[2 ][< 3 ][<3 ][<!-- a]");
        assert_eq!(shown("<a <b>c"), "[<a ]<b>[c]");
    }

    #[test]
    fn attributes() {
        let Some(Token::Tag(tag)) = tokens("<a hidden HREF='b c' title=d>").next() else { panic!("no tag") };
        assert_eq!((tag.attr("href"), tag.attr("title"), tag.attr("src")), (Some("b c"), Some("d"), None));
        assert_eq!(tag.element(), Some(Element::Link));
    }

    #[test]
    fn elements_are_sorted() {
        assert!(ELEMENTS.windows(2).all(|pair| matches!(pair, [a, b] if a.0 < b.0)));
        assert!(ELEMENTS.iter().all(|(name, _)| name.len() <= MAX_NAME));
    }
}
