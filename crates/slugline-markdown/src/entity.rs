//! Character references of HTML: `&#8211;`, `&mdash;`.
//!
//! Source: spec.commonmark.org 0.31.2, section 2.5 "Entity and numeric character references".

use std::borrow::Cow;

use pulldown_cmark::{Event, Parser};

/// Longest name of a character, with its marks: `&CounterClockwiseContourIntegral;`.
const MAX_LEN: usize = 33;

/// A part of a text: as it stands, or a character and the reference that stands for it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Part<'t> {
    Verbatim(&'t str),
    Character(Character, &'t str),
}

/// What a reference stands for: one or two characters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Character {
    first: char,
    second: Option<char>,
}

impl Character {
    pub(crate) fn push_to(self, text: &mut String) {
        text.push(self.first);
        text.extend(self.second);
    }
}

/// Calls `each` with the parts of `text`, in order. A text without references is one part.
pub(crate) fn parts<'t>(text: &'t str, each: &mut dyn FnMut(Part<'t>)) {
    let mut done = 0;
    for at in memchr::memchr_iter(b'&', text.as_bytes()) {
        let Some((character, len)) = text.get(at..).filter(|_| at >= done).and_then(reference) else { continue };
        if let Some(before) = text.get(done..at).filter(|before| !before.is_empty()) {
            each(Part::Verbatim(before));
        }
        each(Part::Character(character, text.get(at..at + len).unwrap_or_default()));
        done = at + len;
    }
    if let Some(rest) = text.get(done..).filter(|rest| !rest.is_empty()) {
        each(Part::Verbatim(rest));
    }
}

/// `text` with its references resolved, once: `&amp;amp;` becomes `&amp;`.
pub(crate) fn decode(text: &str) -> Cow<'_, str> {
    if memchr::memchr(b'&', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let mut decoded = String::with_capacity(text.len());
    parts(text, &mut |part| match part {
        Part::Verbatim(part) => decoded.push_str(part),
        Part::Character(character, _) => character.push_to(&mut decoded),
    });
    Cow::Owned(decoded)
}

/// The reference at the start of `text`, and its length. The table of names is the one that Markdown has.
fn reference(text: &str) -> Option<(Character, usize)> {
    let end = memchr::memchr(b';', text.as_bytes().get(..MAX_LEN.min(text.len()))?)?;
    let spelled = text.get(..=end)?;
    let name = spelled.get(1..end)?.strip_prefix('#').unwrap_or(spelled.get(1..end)?);
    if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return None;
    }
    let decoded = Parser::new(spelled).find_map(|event| match event {
        Event::Text(text) if *text != *spelled => Some(text),
        _ => None,
    })?;
    let mut characters = decoded.chars();
    Some((Character { first: characters.next()?, second: characters.next() }, spelled.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_resolved_once() {
        assert_eq!(decode("Rain &#8211; again"), "Rain – again");
        assert_eq!(decode("R&amp;amp;D &mdash; &#x2019;s"), "R&amp;D — ’s");
        for text in ["AT&T", "a & b; c", "&unheard-of;", "&unheardof;", "&;", "&#;", "&", "Q&A;"] {
            assert_eq!(decode(text), text);
        }
    }
}
