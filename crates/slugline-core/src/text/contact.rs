//! Whom to ask: the lines with names, telephones and mail addresses that come with releases.
//!
//! Source: WIRE-CONVENTIONS sections 14 and 15.

use super::line::Lines;
use super::sentence::ends_sentence;
use super::sign;
use super::table::{SIGNS, Sign};

/// Longest line that is a part of a contact, in bytes, and longest one without a telephone or an address.
const MAX_LINE: usize = 160;
const MAX_NAME: usize = 64;

/// Lines that a contact has at most above a release.
const MAX_LINES: usize = 8;

/// Whether a line begins a contact: `Contact: Ada Roe, 555-0100`, `Media contacts`, `For more information, contact`.
///
/// Not: `Contact with the ship was lost on Monday.`
pub(super) fn opens(text: &str) -> bool {
    if text.len() > MAX_LINE {
        return false;
    }
    let bare = text.trim_start_matches(['#', '*', ' ']);
    let announces = || {
        let label = bare.strip_suffix(':').or((bare.len() < text.len()).then_some(bare)).unwrap_or_default();
        label.len() <= MAX_NAME && label.rsplit(' ').next().is_some_and(is_contact_word)
    };
    is_contact_word(bare) || (SIGNS.find(bare) == Some(Sign::Contact) && !is_sentence_without_data(bare)) || announces()
}

fn is_contact_word(word: &str) -> bool {
    ["contact", "contacts", "enquiries", "inquiries"].iter().any(|known| word.eq_ignore_ascii_case(known))
}

fn is_sentence_without_data(text: &str) -> bool {
    ends_sentence(text) && !has_data(text)
}

/// Whether a line has what one needs to reach someone: a mail address, a telephone, or the name of a channel before it.
pub(super) fn has_data(text: &str) -> bool {
    if text.len() > MAX_LINE {
        return false;
    }
    if SIGNS.find(text) == Some(Sign::Channel) || is_letter_of_channel(text) {
        return true;
    }
    text.split([' ', '\t', '<', '>', ';', ',']).any(is_mail_address) || has_telephone(text)
}

/// `E: ada@harbour.example`, `(P) Taipei: 886.0909.555`
fn is_letter_of_channel(text: &str) -> bool {
    let is_letter = |letter: &u8| matches!(letter.to_ascii_lowercase(), b'e' | b'm' | b'p' | b't');
    match text.as_bytes() {
        [letter, b':', ..] | [b'(', letter, b')', ..] => is_letter(letter),
        _ => false,
    }
}

fn is_mail_address(word: &str) -> bool {
    word.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
}

/// Seven figures or more with the signs of a telephone between them, and no others.
fn has_telephone(text: &str) -> bool {
    let (mut figures, mut signs) = (0, 0);
    for byte in text.bytes() {
        match byte {
            b'0'..=b'9' => figures += 1,
            b'+' | b'-' | b'/' | b'(' | b')' | b'.' if figures > 0 || matches!(byte, b'+' | b'(') => signs += 1,
            b' ' | b')' => {}
            _ if figures >= 7 && signs > 0 => return true,
            _ => (figures, signs) = (0, 0),
        }
    }
    figures >= 7 && signs > 0
}

/// Whether a line may go on with a contact: data, or a name or an office without the end of a sentence.
pub(super) fn goes_on(text: &str) -> bool {
    has_data(text) || (is_name(text) && !ends_sentence(text))
}

/// Whether a line is short enough for a name. One above data may end as a sentence does: `Harbour Trust Inc.`
pub(super) const fn is_name(text: &str) -> bool {
    text.len() <= MAX_NAME
}

/// The line after a contact that begins in `line` above a story.
pub(super) fn group_end(lines: &Lines<'_>, line: usize) -> Option<usize> {
    if !opens(lines.text(line)) {
        return None;
    }
    let below = line + 1..line + MAX_LINES;
    let parts = |at: &usize| !lines.has_text(*at) || sign::is_private(lines.text(*at));
    let group = below.clone().find(parts).unwrap_or(below.end);
    let last_data = (line..group).rev().find(|at| has_data(lines.text(*at))).unwrap_or(line);
    let is_within = |at: &usize| *at < last_data && is_name(lines.text(*at)) || goes_on(lines.text(*at));
    Some((line + 1..group).find(|at| !is_within(at)).unwrap_or(group))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contacts_are_announced() {
        for line in [
            "Contact: Ada Roe, 202/555-0100.",
            "CONTACT: Ada Roe",
            "Contacts",
            "Media contact:",
            "Investor relations contact:",
            "For more information, contact Ada Roe on 01632 960 001.",
            "Ansprechpartner: Max Frei",
            "## Editorial contacts",
        ] {
            assert!(opens(line), "{line}");
        }
        for line in ["Contact with the ship was lost on Monday.", "Contacts between them ended", "For more information"]
        {
            assert!(!opens(line), "{line}");
        }
    }

    #[test]
    fn data_reach_someone() {
        for line in
            ["+1 (512) 555-0100", "ada@harbour.example", "(P) Taipei: 886.0909.555", "Tel: 01632", "202/555-0100"]
        {
            assert!(has_data(line), "{line}");
        }
        for line in ["Rain fell on 12 days in 2024", "$1,200,000 more", "Harbour Trust", "a @ b"] {
            assert!(!has_data(line), "{line}");
        }
    }
}
