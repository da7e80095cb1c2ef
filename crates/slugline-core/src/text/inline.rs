//! What is marked within a block: emphasis, links.
//!
//! Raw text marks little, and most of what looks like a mark is none: `2 * 3`, `snake_case`, `[sic]`. So candidates are
//! found in one look over the whole text, and each is checked by its neighbours; a block without one is a single text.

use std::ops::Range;

use memchr::{memchr, memchr2_iter, memchr3_iter};

use crate::model::{Inline, InlineKind, Inlines, Link, Node, Span};
use crate::source::Source;

/// Longest words of a link in brackets, and longest stressed words, in bytes. A mark that closes later closes nothing;
/// without a limit a text of `[[[[` would be searched once a byte.
const MAX_SPAN: usize = 400;

/// Deepest emphasis within emphasis.
const MAX_NESTING: u8 = 3;

/// The inlines of `block`, which was read from `span` and may hold something marked.
pub(super) fn inlines<'t>(source: &'t Source, block: &'t str, span: Span) -> Inlines<'t> {
    let mut scan = Scan::of(source, block, 0);
    scan.all_marks();
    // Most of what looks like a mark is none.
    if scan.made.is_empty() { Inlines::text(block, span) } else { scan.finish().into() }
}

/// The bytes of a text that may begin something, in order. Blocks ask in order too, so that one pass serves all.
pub(super) struct Marks<'t> {
    text: &'t [u8],
    brackets: memchr::Memchr3<'t>,
    addresses: memchr::Memchr2<'t>,
    /// The next of each; past the end of the text where there is none.
    next_bracket: usize,
    next_address: usize,
}

impl<'t> Marks<'t> {
    pub(super) fn of(text: &'t str) -> Marks<'t> {
        let text = text.as_bytes();
        let mut marks = Marks {
            text,
            brackets: memchr3_iter(b'*', b'_', b'[', text),
            addresses: memchr2_iter(b':', b'@', text),
            next_bracket: 0,
            next_address: 0,
        };
        marks.find_bracket(0);
        marks.find_address(0);
        marks
    }

    /// Whether a mark stands in a part of the text.
    #[inline]
    pub(super) fn any(&mut self, part: Range<u32>) -> bool {
        self.next(part.start as usize).is_some_and(|next| next < part.end as usize)
    }

    /// The next mark at or after `from`.
    #[inline]
    fn next(&mut self, from: usize) -> Option<usize> {
        if self.next_bracket < from {
            self.find_bracket(from);
        }
        if self.next_address < from {
            self.find_address(from);
        }
        let next = self.next_bracket.min(self.next_address);
        (next < usize::MAX).then_some(next)
    }

    fn find_bracket(&mut self, from: usize) {
        self.next_bracket = self.brackets.find(|at| *at >= from).unwrap_or(usize::MAX);
    }

    /// Colons are many in prose, and few of them stand before a slash.
    fn find_address(&mut self, from: usize) {
        let text = self.text;
        let may_be = |at: usize| matches!(text.get(at..), Some([b'@', ..] | [b':', b'/', ..]));
        self.next_address = self.addresses.find(|at| *at >= from && may_be(*at)).unwrap_or(usize::MAX);
    }
}

/// A block under way: what has been made of it so far.
struct Scan<'t> {
    source: &'t Source,
    block: &'t str,
    /// How deep in emphasis the block lies.
    depth: u8,
    /// Where text that is taken ends.
    done: usize,
    made: Vec<Inline<'t>>,
    /// Up to where it is known that nothing closes a single star, a pair of them, an underscore. Without it, a text of
    /// opening marks would be searched again from each.
    unclosed: [usize; 3],
}

/// Something marked, and which bytes of the block it takes.
struct Marked<'t> {
    start: usize,
    end: usize,
    kind: InlineKind<'t>,
}

impl<'t> Scan<'t> {
    fn of(source: &'t Source, block: &'t str, depth: u8) -> Scan<'t> {
        Scan { source, block, depth, done: 0, made: Vec::new(), unclosed: [0; 3] }
    }

    /// Takes everything that is marked in the block.
    fn all_marks(&mut self) {
        let (mut marks, mut at) = (Marks::of(self.block), 0);
        while let Some(mark) = marks.next(at) {
            at = self.mark(mark);
        }
    }

    /// The inlines of the block, with the text behind the last mark.
    fn finish(mut self) -> Vec<Inline<'t>> {
        self.text_up_to(self.block.len());
        self.made
    }

    /// Takes what begins at the mark at `at`, or, for an address, lies round it; gives where to look for the next mark.
    fn mark(&mut self, at: usize) -> usize {
        let (source, block) = (self.source, self.block);
        let marked = match block.as_bytes().get(at) {
            Some(b'*' | b'_') => self.stressed(at),
            Some(b'[') => labelled(source, block, at),
            Some(b':') => web_address(source, block, at, self.done),
            Some(b'@') => mail_address(source, block, at, self.done),
            _ => None,
        };
        let Some(marked) = marked else { return at + 1 };
        self.text_up_to(marked.start);
        let whole = block.get(marked.start..marked.end).unwrap_or_default();
        self.made.push(Node::new(marked.kind, source.span_of(whole)));
        self.done = marked.end;
        marked.end
    }

    fn text_up_to(&mut self, end: usize) {
        let text = self.block.get(self.done..end).unwrap_or_default();
        if !text.is_empty() {
            self.made.push(Inline::text(text, self.source.span_of(text)));
        }
    }

    /// `*now*`, `_now_`, `**now**`. The opening mark stands at the start of a word and the closing one at the end of one.
    fn stressed(&mut self, at: usize) -> Option<Marked<'t>> {
        let bytes = self.block.as_bytes();
        let mark = *bytes.get(at)?;
        let width = if bytes.get(at + 1) == Some(&mark) { 2 } else { 1 };
        if self.depth >= MAX_NESTING || (width == 2 && mark == b'_') {
            return None;
        }
        let inner = at + width;
        let begins = bytes.get(inner).is_some_and(|byte| !byte.is_ascii_whitespace() && *byte != mark);
        if !begins || is_word_before(self.block, at) {
            return None;
        }
        let close = self.closing(inner, mark, width)?;
        let mut within = Scan::of(self.source, self.block.get(inner..close)?, self.depth + 1);
        within.all_marks();
        let content = within.finish();
        let kind = if width == 2 { InlineKind::Strong { content } } else { InlineKind::Emphasis { content } };
        Some(Marked { start: at, end: close + width, kind })
    }

    /// Where the mark that closes at or after `from` begins.
    fn closing(&mut self, from: usize, mark: u8, width: usize) -> Option<usize> {
        let unclosed = match (mark, width) {
            (b'*', 1) => &mut self.unclosed[0],
            (b'*', _) => &mut self.unclosed[1],
            _ => &mut self.unclosed[2],
        };
        let bytes = self.block.as_bytes();
        let reach = bytes.get(..bytes.len().min(from + MAX_SPAN))?;
        let mut at = from.max(*unclosed);
        while let Some(found) = reach.get(at..).and_then(|rest| memchr(mark, rest)) {
            let found = at + found;
            let run = bytes.get(found..)?.iter().take_while(|byte| **byte == mark).count();
            let after_word = found > from && bytes.get(found - 1).is_some_and(|byte| !byte.is_ascii_whitespace());
            if run == width && after_word && !is_word_after(self.block, found + width) {
                return Some(found);
            }
            at = found + run;
        }
        *unclosed = at.max(reach.len());
        None
    }
}

/// `[words](https://example.org/)`. Only addresses of schemes that may be links; any other bracket is text.
fn labelled<'t>(source: &'t Source, block: &'t str, at: usize) -> Option<Marked<'t>> {
    let rest = block.get(at + 1..)?.as_bytes();
    let reach = rest.get(..rest.len().min(MAX_SPAN))?;
    let close = at + 1 + memchr(b']', reach)?;
    let words = block.get(at + 1..close)?;
    let target = block.get(close + 1..)?.strip_prefix('(')?;
    // The end of an address is looked for only where one begins.
    if words.trim().is_empty() || !begins_with_scheme(target) {
        return None;
    }
    let mut open = 0_u32;
    let len = target.bytes().take(MAX_HREF).position(|byte| match byte {
        b'(' => {
            open += 1;
            false
        }
        b')' if open > 0 => {
            open -= 1;
            false
        }
        byte => byte == b')' || byte.is_ascii_whitespace(),
    })?;
    let href = target.get(..len).filter(|_| target.as_bytes().get(len) == Some(&b')'))?;
    let content = vec![Inline::text(words, source.span_of(words))];
    let link = Link { href: href.into(), content };
    Some(Marked { start: at, end: close + 1 + 1 + len + 1, kind: InlineKind::Link(Box::new(link)) })
}

/// Longest address, in bytes.
const MAX_HREF: usize = 2_048;

/// Whether a text begins with one of the schemes that links may have, and something behind it.
fn begins_with_scheme(text: &str) -> bool {
    ["http:", "https:", "mailto:", "tel:"].iter().any(|scheme| {
        let split = text.split_at_checked(scheme.len());
        split.is_some_and(|(start, rest)| {
            start.eq_ignore_ascii_case(scheme) && !rest.starts_with([')', ' ']) && !rest.is_empty()
        })
    })
}

/// `https://example.org/a` round the colon at `at`, without the punctuation that ends a sentence.
fn web_address<'t>(source: &'t Source, block: &'t str, at: usize, done: usize) -> Option<Marked<'t>> {
    let bytes = block.as_bytes();
    if !bytes.get(at + 1..)?.starts_with(b"//") {
        return None;
    }
    let start = ["https", "http"].iter().find_map(|scheme| {
        let start = at.checked_sub(scheme.len()).filter(|start| *start >= done)?;
        block.get(start..at)?.eq_ignore_ascii_case(scheme).then_some(start)
    })?;
    if is_word_before(block, start) {
        return None;
    }
    let rest = block.get(at + 3..)?;
    if !rest.starts_with(char::is_alphanumeric) {
        return None;
    }
    let ends = |letter: char| {
        letter.is_whitespace() || letter.is_control() || matches!(letter, '<' | '>' | '"' | '”' | '“' | '»' | '«')
    };
    let reach = rest.char_indices().find(|(at, letter)| *at >= MAX_HREF || ends(*letter));
    let reach = reach.map_or(rest.len(), |(at, _)| at);
    if reach >= MAX_HREF {
        // Half an address is another address.
        return None;
    }
    let address = without_punctuation(rest.get(..reach)?);
    let end = at + 3 + address.len();
    Some(link_to(source, block, start, end, block.get(start..end)?.into()))
}

/// Takes off what ends a sentence or closes a bracket that the address did not open.
fn without_punctuation(mut address: &str) -> &str {
    let count = |bracket: u8| address.bytes().filter(|byte| *byte == bracket).count();
    let mut unopened = count(b')').saturating_sub(count(b'('));
    while let Some(last) = address.chars().next_back() {
        match last {
            ')' if unopened > 0 => unopened -= 1,
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '’' | ']' | '*' | '_' => {}
            '。' | '，' | '、' | '）' | '」' => {}
            _ => break,
        }
        address = address.get(..address.len() - last.len_utf8()).unwrap_or_default();
    }
    address
}

/// `desk@example.org` round the sign at `at`.
fn mail_address<'t>(source: &'t Source, block: &'t str, at: usize, done: usize) -> Option<Marked<'t>> {
    let bytes = block.as_bytes();
    let local = |byte: &u8| byte.is_ascii_alphanumeric() || b".+-_%".contains(byte);
    let before = bytes.get(done..at)?.iter().rev().take(64).take_while(|byte| local(byte)).count();
    let name = block.get(at - before..at)?;
    let start = at - name.trim_start_matches(['.', '-', '_', '+', '%']).len();
    let after = bytes.get(at + 1..)?;
    let len = after.iter().take(253).take_while(|byte| byte.is_ascii_alphanumeric() || b".-".contains(byte)).count();
    let host = block.get(at + 1..at + 1 + len)?.trim_end_matches(['.', '-']);
    let (labels, top) = host.rsplit_once('.')?;
    let valid = start < at
        && !labels.is_empty()
        && !host.contains("..")
        && top.len() >= 2
        && top.bytes().all(|byte| byte.is_ascii_alphabetic());
    if !valid || host.starts_with(['.', '-']) || name.ends_with('.') {
        return None;
    }
    let end = at + 1 + host.len();
    Some(link_to(source, block, start, end, format!("mailto:{}", block.get(start..end)?)))
}

fn link_to<'t>(source: &'t Source, block: &'t str, start: usize, end: usize, href: String) -> Marked<'t> {
    let words = block.get(start..end).unwrap_or_default();
    let href = if *href == *words { words.into() } else { href.into() };
    let content = vec![Inline::text(words, source.span_of(words))];
    Marked { start, end, kind: InlineKind::Link(Box::new(Link { href, content })) }
}

fn is_word_before(block: &str, at: usize) -> bool {
    block.get(..at).and_then(|before| before.chars().next_back()).is_some_and(char::is_alphanumeric)
}

fn is_word_after(block: &str, at: usize) -> bool {
    block.get(at..).and_then(|after| after.chars().next()).is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads `block` and spells its inlines: `*emphasis*`, `**strong**`, `<href words>`.
    #[track_caller]
    fn check(block: &str, expected: &str) {
        let source = Source::from_text("test", block).unwrap();
        let inlines = inlines(&source, source.text(), Span::default());
        let mut spelled = String::new();
        spell(&inlines, &mut spelled);
        assert_eq!(spelled, expected);
    }

    fn spell(inlines: &[Inline<'_>], out: &mut String) {
        for inline in inlines {
            match &inline.kind {
                InlineKind::Text { text } => out.push_str(text),
                InlineKind::Emphasis { content } => around(out, "{", content, "}"),
                InlineKind::Strong { content } => around(out, "{{", content, "}}"),
                InlineKind::Link(link) => {
                    out.push('<');
                    out.push_str(&link.href);
                    around(out, " ", &link.content, ">");
                }
                InlineKind::LineBreak | InlineKind::Unknown(_) => panic!("raw text has none"),
            }
        }
    }

    fn around(out: &mut String, open: &str, content: &[Inline<'_>], close: &str) {
        out.push_str(open);
        spell(content, out);
        out.push_str(close);
    }

    #[test]
    fn stress() {
        check("It is *now* or _never_, **never *ever* again**.", "It is {now} or {never}, {{never {ever} again}}.");
        check("(*Now*) “_then_”", "({Now}) “{then}”");
    }

    #[test]
    fn what_looks_like_stress() {
        for text in ["2 * 3 * 4", "snake_case_name", "* now *", "*now", "a*b*c", "***", "____", "*", "rated 5* and 4*"]
        {
            check(text, text);
        }
    }

    #[test]
    fn addresses() {
        check(
            "See https://example.org/a_b_(c). Now.",
            "See <https://example.org/a_b_(c) https://example.org/a_b_(c)>. Now.",
        );
        check("(http://example.org)", "(<http://example.org http://example.org>)");
        check("Mail news.desk@example.org.", "Mail <mailto:news.desk@example.org news.desk@example.org>.");
        check("[a guide](https://example.org/?a=1&b=(2))!", "<https://example.org/?a=1&b=(2) a guide>!");
    }

    #[test]
    fn what_looks_like_an_address() {
        for text in [
            "[x](javascript:alert(1))",
            "xhttp://example.org",
            "at 10:30 //",
            "@ada",
            "a@b",
            "a@b.c",
            "[sic]",
            "http://",
        ] {
            check(text, text);
        }
    }

    #[test]
    fn every_span_is_of_its_text() {
        let source = Source::from_text("test", "See *now*: https://example.org").unwrap();
        let inlines = inlines(&source, source.text(), Span::default());
        let spans: Vec<_> = inlines.iter().map(|inline| source.slice(inline.span)).collect();
        assert_eq!(spans, ["See ", "*now*", ": ", "https://example.org"]);
    }
}
