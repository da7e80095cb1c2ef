//! What programs did to a text on its way, undone: bytes taken for other characters, entities left in, control codes.
//!
//! A text that needs none of it costs one look. One that does is made anew, in a text that the source keeps, so that places
//! still are places in the bytes that were given. Text only: formats with a grammar of their own are not touched.
//!
//! | what is found | what becomes of it |
//! | --- | --- |
//! | `â€™`, `Ã©`: UTF-8 that was read as Windows-1252 | read as UTF-8, if all of the text can be |
//! | U+0080 to U+009F: Windows-1252 that was read as Latin-1 | the characters of Windows-1252 |
//! | `&rsquo;`, `&#8217;`: HTML that lost its tags | the characters, once |
//! | U+FEFF: a byte order mark within the text | nothing |
//! | NUL, vertical tab, terminal codes: noise | a blank |
//!
//! Source: WIRE-CONVENTIONS section 1.

use std::borrow::Cow;
use std::ops::Range;

use html_escape::NAMED_ENTITIES;
use memchr::{memchr, memchr_iter, memchr3_iter};

use crate::cut::is_padding;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::western::{byte_of, windows_1252};
use crate::source::{Rebuilt, Source};

/// Undoes what was done to `text`, which is borrowed from `source`. Each kind of repair is told once, at the first place.
pub(super) fn repair<'s>(source: &'s Source, text: &'s str, diagnostics: &mut Diagnostics) -> &'s str {
    let suspects = Suspects::of(text);
    if !suspects.any() {
        return text;
    }
    let text = if suspects.misread { read_again(source, text, diagnostics) } else { text };
    replace(source, text, diagnostics)
}

/// What may be wrong with a text. Told by single bytes, so that it is cheap to find that nothing is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Suspects {
    /// Two characters beyond ASCII in a row, the first one of those that misread UTF-8 begins with.
    misread: bool,
    /// One of those that [`replace`] replaces.
    replaced: bool,
}

impl Suspects {
    fn of(text: &str) -> Suspects {
        let bytes = text.as_bytes();
        let mut suspects = Suspects { misread: false, replaced: has_noise(bytes) };
        if !text.is_ascii() {
            suspects.look_beyond_ascii(bytes);
        }
        suspects
    }

    fn look_beyond_ascii(&mut self, bytes: &[u8]) {
        for at in memchr3_iter(0xC2, 0xC3, 0xEF, bytes) {
            match bytes.get(at..).unwrap_or_default() {
                [0xC2, 0x80..=0x9F, ..] | [0xEF, 0xBB, 0xBF, ..] => self.replaced = true,
                [0xC3, 0x82..=0xB4, 0x80..=0xFF, ..] => self.misread = true,
                _ => continue,
            }
            if self.misread && self.replaced {
                break;
            }
        }
    }

    fn any(self) -> bool {
        self.misread || self.replaced
    }
}

/// Whether there may be entities or noise. NUL and ESC stand for all codes: a text that one of the rarer got into has more
/// of them.
fn has_noise(bytes: &[u8]) -> bool {
    let is_fault = |at: usize| match bytes.get(at..).unwrap_or_default() {
        [b'&', next, ..] => matches!(next, b'#' | b'a'..=b'z' | b'A'..=b'Z'),
        [b'&'] => false,
        _ => true,
    };
    memchr3_iter(b'&', 0x00, 0x1B, bytes).any(is_fault)
}

/// A byte order mark; within a text, a blank without width.
const MARK: char = '\u{FEFF}';

/// Reads a text as UTF-8 that was read as Windows-1252, where all of it can be read so.
fn read_again<'s>(source: &'s Source, text: &'s str, diagnostics: &mut Diagnostics) -> &'s str {
    let Some((again, first)) = again(source, text) else { return text };
    let message = "the text is UTF-8 that was read as windows-1252; it was read again";
    diagnostics.push(Diagnostic::warning("misread-utf-8", message).at(source.span_of(first)));
    source.keep(again)
}

/// The text read again, and the first part that differs. `None` where some of it is no misread UTF-8, or all is ASCII.
fn again<'t>(source: &Source, text: &'t str) -> Option<(Rebuilt, &'t str)> {
    let mut again = Rebuilt::with_capacity(text.len());
    let mut first = None;
    let mut rest = text;
    while let Some(start) = rest.find(|letter: char| !letter.is_ascii()) {
        let (before, run) = rest.split_at_checked(start)?;
        let end = run.find(|letter: char| letter.is_ascii()).unwrap_or(run.len());
        let (mut run, after) = run.split_at_checked(end)?;
        again.push(source, before);
        let bytes: Vec<u8> = run.chars().map(byte_of).collect::<Option<_>>()?;
        for read in std::str::from_utf8(&bytes).ok()?.chars() {
            let length = run.char_indices().nth(read.len_utf8()).map_or(run.len(), |(at, _)| at);
            let (given, left) = run.split_at_checked(length)?;
            again.push_made(source, read.encode_utf8(&mut [0; 4]), given);
            first.get_or_insert(given);
            run = left;
        }
        rest = after;
    }
    again.push(source, rest);
    first.map(|first| (again, first))
}

/// Something to be replaced.
struct Fault {
    kind: Kind,
    /// Bytes of it.
    length: usize,
    /// What takes its place. May be empty.
    made: Cow<'static, str>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Latin1,
    Undefined,
    Entity,
    Mark,
    Noise,
}

impl Kind {
    fn diagnostic(self) -> Diagnostic {
        match self {
            Kind::Latin1 => {
                let message = "the text is windows-1252 that was read as Latin-1; its signs are put back";
                Diagnostic::note("misread-windows-1252", message)
            }
            Kind::Undefined => {
                let message =
                    "some characters were bytes that windows-1252 does not have; U+FFFD stands in their place";
                Diagnostic::warning("broken-encoding", message)
            }
            Kind::Entity => {
                let message = "entities of HTML are left in the text; their characters are put in their place";
                Diagnostic::note("html-entities", message)
            }
            Kind::Mark => Diagnostic::note("stray-mark", "a byte order mark stands within the text; it is left out"),
            Kind::Noise => {
                Diagnostic::warning("control-codes", "control codes stand in the text; blanks are put for them")
            }
        }
    }
}

/// Replaces every fault of the text, and tells each kind once.
fn replace<'s>(source: &'s Source, text: &'s str, diagnostics: &mut Diagnostics) -> &'s str {
    let part = |start: usize, end: usize| text.get(start..end).unwrap_or_default();
    let finder = Finder::of(text);
    let mut made = Rebuilt::with_capacity(text.len());
    let mut told = Vec::new();
    let mut taken = 0;
    while let Some((start, fault)) = finder.next(taken) {
        let end = start + fault.length;
        if !told.contains(&fault.kind) {
            told.push(fault.kind);
            diagnostics.push(fault.kind.diagnostic().at(source.span_of(part(start, end))));
        }
        made.push(source, part(taken, start));
        if !fault.made.is_empty() {
            made.push_made(source, &fault.made, part(start, end));
        }
        taken = end;
    }
    if told.is_empty() {
        return text;
    }
    made.push(source, part(taken, text.len()));
    source.keep(made)
}

/// Finds what is to be replaced.
struct Finder<'t> {
    text: &'t str,
    /// Whether entities are to be decoded.
    is_escaped: bool,
    /// The text without what circuits send before and after it, which is the envelope's, and without marks there, which are
    /// white space.
    story: Range<usize>,
}

impl<'t> Finder<'t> {
    fn of(text: &'t str) -> Finder<'t> {
        let is_round = |letter: char| letter == MARK || u8::try_from(letter).is_ok_and(|byte| is_padding(&[byte]));
        let start = text.len() - text.trim_start_matches(is_round).len();
        let end = text.trim_end_matches(is_round).len();
        Finder { text, is_escaped: is_escaped(text), story: start..end }
    }

    /// The first fault from `from` on, and where it is.
    fn next(&self, from: usize) -> Option<(usize, Fault)> {
        let bytes = self.text.as_bytes();
        let mut at = from;
        loop {
            at += bytes.get(at..)?.iter().position(|byte| matches!(byte, b'&' | 0xC2 | 0xEF | 0..=0x1F))?;
            if let Some(fault) = self.fault_at(at) {
                return Some((at, fault));
            }
            at += 1;
        }
    }

    fn fault_at(&self, at: usize) -> Option<Fault> {
        let rest = self.text.get(at..)?;
        match rest.as_bytes() {
            [b'&', ..] if self.is_escaped => {
                let entity = Entity::at(rest)?;
                Some(Fault { kind: Kind::Entity, length: entity.length, made: entity.made })
            }
            [0xC2, byte @ 0x80..=0x9F, ..] => {
                let made = windows_1252(*byte);
                let kind = if made == '\u{FFFD}' { Kind::Undefined } else { Kind::Latin1 };
                Some(Fault { kind, length: 2, made: Cow::Owned(made.to_string()) })
            }
            [0xEF, 0xBB, 0xBF, ..] if self.story.contains(&at) => {
                Some(Fault { kind: Kind::Mark, length: MARK.len_utf8(), made: Cow::Borrowed("") })
            }
            [byte, ..] if is_noise(*byte) && self.story.contains(&at) => {
                Some(Fault { kind: Kind::Noise, length: terminal_code(rest).unwrap_or(1), made: Cow::Borrowed(" ") })
            }
            _ => None,
        }
    }
}

/// Whether a control code is neither white space nor one that the layouts of wires are made of: SOH STX ETX EOT ENQ BS FF DLE
/// DC1 to DC4 SYN US.
fn is_noise(byte: u8) -> bool {
    matches!(byte, 0x00 | 0x06 | 0x07 | 0x0B | 0x0E | 0x0F | 0x15 | 0x17..=0x1E)
}

/// The length of a code for terminals: ESC, `[`, numbers, a letter. `None`: nothing of it but, perhaps, the ESC.
///
/// Source: ECMA-48, section 5.4.
fn terminal_code(text: &str) -> Option<usize> {
    let numbers = text.strip_prefix("\u{1B}[")?;
    let end = numbers.bytes().position(|byte| !matches!(byte, b' '..=b'?'))?;
    numbers.as_bytes().get(end).filter(|byte| matches!(byte, b'@'..=b'~'))?;
    Some(2 + end + 1)
}

/// An entity or character reference of HTML.
struct Entity {
    /// Bytes of it, `&` and `;` included.
    length: usize,
    made: Cow<'static, str>,
    /// Whether it is a number that stands for a character beyond ASCII.
    is_number: bool,
}

impl Entity {
    /// The one at the start of `text`: `&rsquo;`, `&#8217;`, `&#x2019;`. Not `AT&T`, `&unknown;`.
    fn at(text: &str) -> Option<Entity> {
        // The longest name has 31 letters.
        let end = memchr(b';', text.as_bytes().get(..34.min(text.len()))?)?;
        let name = text.get(1..end)?;
        let (made, is_number) = match name.strip_prefix('#') {
            Some(number) => {
                let made = numbered(number)?;
                (Cow::Owned(made.to_string()), !made.is_ascii())
            }
            None => {
                let at = NAMED_ENTITIES.binary_search_by(|(known, _)| (*known).cmp(name.as_bytes())).ok()?;
                (Cow::Borrowed(NAMED_ENTITIES.get(at)?.1), false)
            }
        };
        // A line end that was written so is no end of a line of this text.
        let made = if matches!(made.as_ref(), "\n" | "\r" | "\t") { Cow::Borrowed(" ") } else { made };
        Some(Entity { length: end + 1, made, is_number })
    }
}

/// The character of a number. Those from 128 to 159 are meant in Windows-1252. No control codes.
///
/// Source: HTML Standard, section 13.2.5.80, numeric character reference end state.
fn numbered(number: &str) -> Option<char> {
    let (digits, radix) = match number.strip_prefix(['x', 'X']) {
        Some(digits) => (digits, 16),
        None => (number, 10),
    };
    let is_digit = |byte: u8| char::from(byte).is_digit(radix);
    let value = digits.bytes().all(is_digit).then(|| u32::from_str_radix(digits, radix).ok())??;
    let made = match value {
        0x80..=0x9F => windows_1252(u8::try_from(value).ok()?),
        _ => char::from_u32(value)?,
    };
    (!made.is_control() || matches!(made, '\n' | '\r' | '\t')).then_some(made)
}

/// Whether the entities of a text are what was left of HTML. Not where it still has tags: then the whole is HTML, which is no
/// matter of this reader. A number alone says so only where no character beyond ASCII stands bare beside it: what escapes
/// some of them escapes all.
fn is_escaped(text: &str) -> bool {
    let entities = memchr_iter(b'&', text.as_bytes()).filter_map(|at| Entity::at(text.get(at..)?));
    let mut has_number = false;
    for entity in entities {
        if !entity.is_number {
            return !has_markup(text);
        }
        has_number = true;
    }
    has_number && text.is_ascii() && !has_markup(text)
}

/// Names of elements that articles are written with.
const ELEMENTS: &[&str] = &[
    "a",
    "article",
    "aside",
    "b",
    "blockquote",
    "body",
    "br",
    "div",
    "em",
    "figure",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "hr",
    "html",
    "i",
    "iframe",
    "img",
    "li",
    "ol",
    "p",
    "pre",
    "script",
    "section",
    "small",
    "span",
    "strong",
    "style",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "tr",
    "u",
    "ul",
    "video",
];

/// Whether a text has tags: `<p>`, `</a>`, `<br/>`, `<img src`. Not `<desk@example.org>`, and not the marks of typesetting.
fn has_markup(text: &str) -> bool {
    memchr_iter(b'<', text.as_bytes()).any(|at| {
        let rest = text.get(at + 1..).unwrap_or_default();
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        let end = rest.bytes().take(16).position(|byte| !byte.is_ascii_alphanumeric());
        let Some((name, after)) = end.and_then(|end| rest.split_at_checked(end)) else { return false };
        after.starts_with(['>', '/', ' ', '\n', '\r', '\t'])
            && ELEMENTS.iter().any(|known| known.eq_ignore_ascii_case(name))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Span;

    /// Repairs `text`, and compares what comes of it and the codes of what is told, each with its first place.
    #[track_caller]
    fn check(text: &str, repaired: &str, codes: &[(&str, Span)]) {
        let source = Source::from_text("test", text).unwrap();
        let mut diagnostics = Diagnostics::new();
        assert_eq!(repair(&source, source.text(), &mut diagnostics), repaired);
        let found: Vec<_> = diagnostics.iter().map(|told| (told.code.as_ref(), told.span)).collect();
        assert_eq!(found, codes);
    }

    #[track_caller]
    fn stays(text: &str) {
        check(text, text, &[]);
    }

    #[test]
    fn misread_utf_8_is_read_again() {
        check("The townâ€™s cafÃ©", "The town’s café", &[("misread-utf-8", Span::new(8, 16))]);
        check("â‚¬2.3 million, Â£4", "€2.3 million, £4", &[("misread-utf-8", Span::new(0, 7))]);
        check("he said.â€\u{9D} â\u{80}\u{99}", "he said.” ’", &[("misread-utf-8", Span::new(8, 15))]);
        check("ÐŸÐ°Ñ€", "Пар", &[("misread-utf-8", Span::new(0, 4))]);
    }

    #[test]
    fn what_is_not_misread_as_a_whole_stays() {
        stays("The townâ€™s café");
        stays("The townâ€™s “café”");
        stays("São Tomé, ÃO, Ão, créée");
        stays("NÃO HÁ PÃES, ação");
        stays("Â");
    }

    #[test]
    fn latin_1_that_was_windows_1252() {
        check("\u{93}air bread\u{94}\u{85}", "“air bread”…", &[("misread-windows-1252", Span::new(0, 2))]);
        check("a\u{81}b", "a\u{FFFD}b", &[("broken-encoding", Span::new(1, 3))]);
    }

    #[test]
    fn entities_are_decoded_once() {
        let told = |start, end| [("html-entities", Span::new(start, end))];
        check("Holt &amp; Daughters&rsquo; beer", "Holt & Daughters’ beer", &told(5, 10));
        check("&amp;lt; &#39;x&#x27; &#8217;", "&lt; 'x' ’", &told(0, 5));
        check("The town&#8217;s printers&#146;", "The town’s printers’", &told(8, 15));
        check("A&nbsp;ferry&#10;&Tab;&quot;", "A\u{A0}ferry  \"", &told(1, 7));
        check("caf&eacute; – &#233;", "café – é", &told(3, 11));
        check("<desk@example.org> &lt;", "<desk@example.org> <", &told(19, 23));
    }

    #[test]
    fn what_is_no_entity_stays() {
        for text in [
            "AT&T and R&D; profits",
            "&unknown; &; &#; &#x; &#xZZ; &#-1; &#1; &#1114112; &amp",
            "<p>Holt &amp; Daughters</p>",
            "Holt &amp; Daughters<br/>",
            // Beside bare characters of its kind a number is what the text was given with.
            "Bus App &#8211; A Case Study – the bus’s app",
        ] {
            stays(text);
        }
    }

    #[test]
    fn marks_go() {
        check("One\n\u{FEFF}two th\u{FEFF}ree", "One\ntwo three", &[("stray-mark", Span::new(4, 7))]);
        stays("Rain\n\n\u{FEFF}");
    }

    #[test]
    fn noise_is_blank() {
        let told = |start, end| [("control-codes", Span::new(start, end))];
        check("again\u{B}after\0 it", "again after  it", &told(5, 6));
        check("a \u{1B}[1;31mred\u{1B}[0m flag\u{1B}[", "a  red  flag [", &told(2, 9));
        check("bells\u{7}\u{1B} and\u{1C}", "bells   and ", &told(5, 6));
        stays("\u{1}ab\u{2}c\u{8}\u{C}\u{12}\u{1F}\u{3}\u{4}\0\0\0");
    }

    #[test]
    fn places_are_of_the_given_bytes() {
        let source = Source::from_text("test", "â€œWeâ€\u{9D} &amp; you\0").unwrap();
        let text = repair(&source, source.text(), &mut Diagnostics::new());
        assert_eq!(text, "“We” & you\0");
        let word = text.get(text.find("you").unwrap()..).unwrap();
        assert_eq!(source.slice(source.span_of(word)), "you\0");
        assert_eq!(source.span_of(text), Span::new(0, source.len()));
        assert_eq!(source.slice_of(text, source.span_of(word)), word);
    }
}
