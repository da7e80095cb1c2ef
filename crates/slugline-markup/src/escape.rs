//! The one escaper: text of an article to text of XML and HTML.

use std::borrow::Cow;

use fearless_simd::{Level, dispatch};
use slugline_core::diagnostic::Diagnostic;
use slugline_core::model::Span;
use slugline_core::plugin::{Context, Sink};

/// What escaping had to leave out: characters that no XML 1.0 document and no HTML page can hold. Collected over an output
/// and reported once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[must_use = "what was left out must be reported"]
pub struct Dropped {
    count: u32,
    first: Option<(char, Span)>,
}

impl Dropped {
    /// Reports what was left out as `forbidden-character`, with the place of the first.
    pub fn report(self, cx: &mut Context<'_>) {
        let Some((first, span)) = self.first else { return };
        let code = u32::from(first);
        let message = match self.count {
            1 => format!("the character U+{code:04X} cannot stand in this format and was left out"),
            count => {
                format!("{count} characters cannot stand in this format and were left out; the first is U+{code:04X}")
            }
        };
        cx.report(Diagnostic::warning("forbidden-character", message).at(span));
    }

    /// How many characters were left out.
    pub fn count(self) -> u32 {
        self.count
    }

    #[cold]
    fn note(&mut self, character: char, span: Span) {
        self.count += 1;
        self.first.get_or_insert((character, span));
    }
}

/// Writes `text`, which was read from `span`, as the content of an element.
pub fn put_text(out: &mut Sink, text: &str, span: Span, dropped: &mut Dropped) {
    scan::<false>(text, span, dropped, |part| out.put_str(part));
}

/// Writes `text`, which was read from `span`, as the value of an attribute in double quotes, without the quotes.
pub fn put_attribute(out: &mut Sink, text: &str, span: Span, dropped: &mut Dropped) {
    scan::<true>(text, span, dropped, |part| out.put_str(part));
}

/// `text`, which was read from `span`, escaped for both: the content of an element and an attribute in double quotes. For
/// serialisers that are handed escaped text. Borrowed where nothing had to change.
pub fn escaped<'t>(text: &'t str, span: Span, dropped: &mut Dropped) -> Cow<'t, str> {
    let bytes = text.as_bytes();
    if next_candidate::<true>(bytes, 0).is_none() {
        return Cow::Borrowed(text);
    }
    let mut made = String::with_capacity(text.len() + text.len() / 8);
    scan::<true>(text, span, dropped, |part| made.push_str(part));
    Cow::Owned(made)
}

/// `text`, which was read from `span`, without what no document can hold and with nothing escaped: for plain text, and for
/// syntaxes that escape otherwise. Borrowed where nothing had to change.
pub fn clean_text<'t>(text: &'t str, span: Span, dropped: &mut Dropped) -> Cow<'t, str> {
    let (mut made, mut done, mut at) = (String::new(), 0, 0);
    while let Some(found) = next_candidate::<false>(text.as_bytes(), at) {
        let Some(character) = text.get(found..).and_then(|rest| rest.chars().next()) else {
            break;
        };
        at = found + character.len_utf8();
        let Fate::Drops(stand_in) = fate::<false>(character) else { continue };
        dropped.note(character, span);
        made.push_str(text.get(done..found).unwrap_or_default());
        made.push_str(stand_in);
        done = at;
    }
    if done == 0 {
        return Cow::Borrowed(text);
    }
    made.push_str(text.get(done..).unwrap_or_default());
    Cow::Owned(made)
}

/// Hands `put` the text in parts: long runs as they are, and what stands in place of the rest.
#[inline]
fn scan<const ATTRIBUTE: bool>(text: &str, span: Span, dropped: &mut Dropped, mut put: impl FnMut(&str)) {
    let (mut done, mut at) = (0, 0);
    while let Some(found) = next_candidate::<ATTRIBUTE>(text.as_bytes(), at) {
        let Some(character) = text.get(found..).and_then(|rest| rest.chars().next()) else {
            break;
        };
        at = found + character.len_utf8();
        let stand_in = match fate::<ATTRIBUTE>(character) {
            Fate::Stays => continue,
            Fate::Becomes(stand_in) => stand_in,
            Fate::Drops(stand_in) => {
                dropped.note(character, span);
                stand_in
            }
        };
        put(text.get(done..found).unwrap_or_default());
        put(stand_in);
        done = at;
    }
    put(text.get(done..).unwrap_or_default());
}

enum Fate {
    Stays,
    Becomes(&'static str),
    Drops(&'static str),
}

/// What becomes of a character. A control that parts words leaves a blank.
///
/// Source: XML 1.0 (fifth edition) section 2.2, `Char`; HTML Standard section 13.2.3.5, "control-character-in-input-stream"
/// and "noncharacter-in-input-stream".
fn fate<const ATTRIBUTE: bool>(character: char) -> Fate {
    match character {
        '<' => Fate::Becomes("&lt;"),
        '>' => Fate::Becomes("&gt;"),
        '&' => Fate::Becomes("&amp;"),
        '"' if ATTRIBUTE => Fate::Becomes("&quot;"),
        // An attribute's own line ends and tabs would be read back as blanks.
        '\n' if ATTRIBUTE => Fate::Becomes("&#10;"),
        '\t' if ATTRIBUTE => Fate::Becomes("&#9;"),
        '\n' | '\t' => Fate::Stays,
        '\r' => Fate::Becomes("\n"),
        '\u{B}' | '\u{C}' | '\u{1C}'..='\u{1F}' | '\u{85}' => Fate::Drops(" "),
        '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{FDD0}'..='\u{FDEF}' => Fate::Drops(""),
        _ if u32::from(character) & 0xFFFE == 0xFFFE => Fate::Drops(""),
        _ => Fate::Stays,
    }
}

/// Whether a byte may begin a character that does not stay as it is.
#[inline(always)]
const fn is_candidate<const ATTRIBUTE: bool>(byte: u8) -> bool {
    is_candidate_in_ascii::<ATTRIBUTE>(byte)
        && (byte < 0x80
            // First bytes of U+0080..U+00BF, of U+F000..U+FFFF and of what lies beyond.
            || byte == 0xC2
            || byte == 0xEF
            || byte >= 0xF0)
}

/// The same for text in ASCII, where it is all that has to be asked; true of every other byte. One step up and read as
/// signed, controls, DEL and bytes beyond ASCII are what does not pass a blank.
#[inline(always)]
const fn is_candidate_in_ascii<const ATTRIBUTE: bool>(byte: u8) -> bool {
    (byte.wrapping_add(1).cast_signed() <= 0x20)
        // `<` and `>` differ in one bit.
        | (byte & !2 == b'<')
        | (byte == b'&')
        | (ATTRIBUTE & (byte == b'"'))
}

/// The next byte from `at` on that may not stay, found with the widest vectors that the processor has.
#[inline]
fn next_candidate<const ATTRIBUTE: bool>(bytes: &[u8], at: usize) -> Option<usize> {
    let rest = bytes.get(at..)?;
    let found = dispatch!(Level::new(), _simd => first_candidate::<ATTRIBUTE>(rest))?;
    Some(at + found)
}

/// The first byte that may not stay. Looks at blocks of bytes without a branch inside, which the compiler turns into vector
/// instructions of the width it is called for, hence inlined; this is what writing costs.
#[inline(always)]
fn first_candidate<const ATTRIBUTE: bool>(bytes: &[u8]) -> Option<usize> {
    const BLOCK: usize = 32;
    let any = |block: &[u8; BLOCK]| {
        block.iter().fold(false, |any, byte| any | is_candidate_in_ascii::<ATTRIBUTE>(*byte))
            && block.iter().fold(false, |any, byte| any | is_candidate::<ATTRIBUTE>(*byte))
    };
    // A text of less than a block, such as most headings, is filled up to one.
    let filled = |short: &[u8]| {
        let mut block = [b' '; BLOCK];
        block.iter_mut().zip(short).for_each(|(to, byte)| *to = *byte);
        block
    };
    let (blocks, tail) = bytes.as_chunks::<BLOCK>();
    let from = match blocks.iter().position(any) {
        Some(block) => block * BLOCK,
        // The end is looked at as the last whole block, which may reach back into what was seen.
        None if !bytes.last_chunk::<BLOCK>().map_or_else(|| any(&filled(bytes)), any) => return None,
        None => bytes.len() - tail.len(),
    };
    let found = bytes.get(from..)?.iter().position(|byte| is_candidate::<ATTRIBUTE>(*byte))?;
    Some(from + found)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn text(text: &str) -> (String, u32) {
        let (mut out, mut dropped) = (Sink::memory(), Dropped::default());
        put_text(&mut out, text, Span::DETACHED, &mut dropped);
        (String::from_utf8(out.finish().unwrap()).unwrap(), dropped.count())
    }

    #[test]
    fn markup_is_spelled_out() {
        assert_eq!(text("a < b && c > d \"]]>\"").0, "a &lt; b &amp;&amp; c &gt; d \"]]&gt;\"");
        let mut dropped = Dropped::default();
        assert_eq!(
            escaped("say \"a\n\tb\" & go", Span::DETACHED, &mut dropped),
            "say &quot;a&#10;&#9;b&quot; &amp; go"
        );
        assert!(matches!(escaped("Rain — 港口.", Span::DETACHED, &mut dropped), Cow::Borrowed(_)));
    }

    #[test]
    fn what_xml_forbids_is_left_out_and_counted() {
        assert_eq!(text("a\u{1}b\u{B}c\u{85}d\u{7F}e\u{FFFE}f\u{FDD0}g\u{1FFFF}h\0"), ("ab c defgh".to_owned(), 8));
    }

    #[test]
    fn clean_text_is_not_escaped() {
        let mut dropped = Dropped::default();
        assert_eq!(clean_text("a < b\u{1} & \u{B}c\r\n\0", Span::DETACHED, &mut dropped), "a < b &  c\r\n");
        assert_eq!(dropped.count(), 3);
        assert!(matches!(clean_text("a & b", Span::DETACHED, &mut dropped), Cow::Borrowed(_)));
    }

    #[test]
    fn everything_else_stays() {
        let fine = "«Übermaß» – 港口，صحراء 😀\u{202E}\u{200B}\u{A0}\u{FFFD}\u{10FFFD}\n\t";
        assert_eq!(text(fine), (fine.to_owned(), 0));
    }

    #[test]
    fn a_line_end_is_one() {
        assert_eq!(text("a\r\nb\rc").0, "a\n\nb\nc");
    }

    proptest! {
        #[test]
        fn visible_is_what_leaves_something(given in "[ -&\u{0}-\u{20}\u{85}\u{A0}\u{3000}\u{FFFE}港]{0,4}") {
            prop_assert_eq!(crate::is_visible(&given), !text(&given).0.trim().is_empty());
        }

        #[test]
        fn nothing_forbidden_gets_out(given in ".{0,200}", attribute: bool) {
            let mut dropped = Dropped::default();
            let (mut out, span) = (Sink::memory(), Span::DETACHED);
            let put = if attribute { put_attribute } else { put_text };
            put(&mut out, &given, span, &mut dropped);
            let out = String::from_utf8(out.finish().unwrap()).unwrap();
            let forbidden = |c: char| c.is_control() && !matches!(c, '\n' | '\t') || u32::from(c) & 0xFFFE == 0xFFFE;
            prop_assert!(!out.contains(|c: char| matches!(c, '<' | '>') || forbidden(c)));
            prop_assert!(out.split('&').skip(1).all(|rest| rest.contains(';')));
        }

        #[test]
        fn blocks_and_single_bytes_agree(given in "[ -~<>&\"é港\u{1}\u{85}\u{FFFE}😀]{0,150}") {
            let mut dropped = Dropped::default();
            let slow: String = given.chars().map(|c| match fate::<true>(c) {
                Fate::Stays => c.to_string(),
                Fate::Becomes(stand_in) | Fate::Drops(stand_in) => stand_in.to_owned(),
            }).collect();
            prop_assert_eq!(escaped(&given, Span::DETACHED, &mut dropped), slow);
            let narrow = first_candidate::<true>(given.as_bytes());
            prop_assert_eq!(narrow, next_candidate::<true>(given.as_bytes(), 0), "in vectors of either width");
        }
    }
}
