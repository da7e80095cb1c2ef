//! What a line below or within a story says of itself, as far as its own words tell.
//!
//! Source: WIRE-CONVENTIONS sections 12, 13 and 14.

use super::contact;
use super::note::{is_copyright, is_word_count};
use super::sentence::ends_sentence;
use super::table::{SIGNS, Sign};

/// Longest line that a sign makes something else than a paragraph, in bytes; a few kinds may be longer.
pub(super) const MAX_SIGN: usize = 160;

/// Longest head of boilerplate, in bytes.
const MAX_HEAD: usize = 80;

/// What a line is, where it is no prose.
pub(super) fn read(text: &str) -> Option<Sign> {
    let bare = match text.as_bytes().first() {
        Some(b'#' | b'*') => text.trim_start_matches(['#', '*', ' ']),
        _ => text,
    };
    let found = SIGNS.find(bare);
    let may_announce = bare.len() < text.len() || text.ends_with(':') || !text.contains(' ');
    if (found == Some(Sign::Contact) || may_announce) && contact::opens(text) {
        return Some(Sign::Contact);
    }
    found.filter(|sign| is_sure(*sign, text, bare)).or_else(|| shaped(text))
}

/// Whether a line may be private, told by its first bytes: hardly any is.
#[inline]
pub(super) fn may_be_private(text: &[u8]) -> bool {
    match text {
        [b'N' | b'n', b'O' | b'o', ..] | [b'T' | b't', b'H' | b'h', ..] | [b'D' | b'd', b'I' | b'i', ..] => {
            SIGNS.may_begin(text)
        }
        [first, ..] => matches!(first, b'#' | b'*' | b'(' | b'[' | b'-'),
        [] => false,
    }
}

/// Whether a line keeps all that follows from the public, whatever marks stand before it: `(Not for publication: ...)`.
pub(super) fn is_private(text: &str) -> bool {
    if !may_be_private(text.as_bytes()) {
        return false;
    }
    match SIGNS.find(text.trim_start_matches(['#', '*', '(', '[', '-', ' '])) {
        Some(Sign::Private) => true,
        Some(Sign::Notebook) => text.starts_with('#'),
        _ => false,
    }
}

/// Whether a phrase at the start of a line makes it what the phrase says. Prose may begin with the same words.
fn is_sure(sign: Sign, text: &str, bare: &str) -> bool {
    let short = text.len() <= MAX_SIGN;
    match sign {
        Sign::About | Sign::Boilerplate => bare.len() <= MAX_HEAD && !ends_sentence(bare.trim_end_matches(':')),
        Sign::Note | Sign::Media | Sign::ResidueSentence => short,
        Sign::Residue => short && !ends_sentence(text),
        Sign::Aside | Sign::Notice | Sign::Credit => true,
        Sign::Advance
        | Sign::Channel
        | Sign::Contact
        | Sign::Correction
        | Sign::Embargo
        | Sign::Notebook
        | Sign::Picture
        | Sign::Private
        | Sign::Release
        | Sign::WordCount => false,
    }
}

/// A line that its shape gives away: rights, counts, the numbers of pages, who helped.
fn shaped(text: &str) -> Option<Sign> {
    match text.as_bytes().first()? {
        b'(' if is_word_count(text) => Some(Sign::WordCount),
        b'0'..=b'9' if is_comment_count(text) => Some(Sign::Residue),
        b'P' | b'p' if is_page_number(text) => Some(Sign::Residue),
        _ if is_copyright(text) => Some(Sign::Notice),
        _ => ends_in_credit(text).then_some(Sign::Credit),
    }
}

/// `3 comments`
fn is_comment_count(text: &str) -> bool {
    let (number, what) = text.split_once(' ').unwrap_or((text, ""));
    is_number(number) && ["comment", "comments", "share", "shares"].iter().any(|known| what.eq_ignore_ascii_case(known))
}

/// `Page 1 of 2`
fn is_page_number(text: &str) -> bool {
    let mut words = text.split(' ');
    let page = words.next().is_some_and(|word| word.eq_ignore_ascii_case("page"));
    let number = words.next().is_some_and(is_number);
    page && number && matches!((words.next(), words.next().is_none_or(is_number)), (None | Some("of"), true))
}

pub(super) fn is_number(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// `Ada Roe contributed to this report.`
pub(super) fn ends_in_credit(text: &str) -> bool {
    const ENDS: [&str; 4] = [
        "contributed to this report",
        "contributed to this story",
        "helped with this story",
        "contributed to this article",
    ];
    // The last letters of the four: of most paragraphs they tell enough.
    let marks = text.bytes().rev().take_while(|byte| matches!(byte, b'.' | b')' | b' ')).count();
    let bare = text.get(..text.len() - marks).unwrap_or_default();
    if !matches!(bare.as_bytes().last_chunk(), Some(b"ort" | b"ory" | b"cle")) {
        return false;
    }
    ENDS.iter().any(|end| bare.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_say_what_they_are() {
        for (line, sign) in [
            ("Contact: Ada Roe, 555-0100", Sign::Contact),
            ("About the Harbour Trust", Sign::About),
            ("Forward-Looking Statements", Sign::Boilerplate),
            ("Notes to editors:", Sign::Note),
            ("(STORY CAN END HERE. OPTIONAL MATERIAL FOLLOWS)", Sign::Aside),
            ("Copyright 2014 Harbour Wire. All rights reserved.", Sign::Notice),
            ("All rights reserved.", Sign::Notice),
            ("(512 words)", Sign::WordCount),
            ("(Photo: the north pier)", Sign::Media),
            ("Read more: ferries stop", Sign::Residue),
            ("3 comments", Sign::Residue),
            ("Page 1 of 2", Sign::Residue),
            ("(Reporting by Ada Roe; Editing by Sam Lind)", Sign::Credit),
            ("Ada Roe contributed to this report.", Sign::Credit),
        ] {
            assert_eq!(read(line), Some(sign), "{line}");
        }
    }

    #[test]
    fn what_is_private_is_known_behind_any_mark() {
        for line in [
            "# Notebook",
            "The following information is not intended for publication",
            "NOT FOR PUBLICATION",
            "(Not for publication: home 555-0199)",
            "- Not for publication",
            "[NOT FOR PUBLICATION] home 555-0199",
        ] {
            assert!(is_private(line), "{line}");
        }
        assert!(!is_private("Notebook sales fell.") && !is_private("The following day it rained."));
    }

    #[test]
    fn prose_says_nothing() {
        for line in [
            "Contact with the ship was lost on Monday.",
            "Advertising revenue fell by 3 percent.",
            "About 300 people were on the quay.",
            "Notebook sales fell.",
            "Pages 1 and 2 were torn out.",
            "3 comments were made.",
            "",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
    }
}
