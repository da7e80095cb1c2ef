//! Web addresses in running text: their marks are their own.

use std::ops::Range;

/// The addresses in a line, in order: from the scheme, or `www.`, to the last letter, digit or slash of the word.
pub(crate) fn find_addresses(plain: &str) -> Vec<Range<usize>> {
    if !MARKERS.iter().any(|marker| plain.contains(marker)) {
        return Vec::new();
    }
    let mut addresses = Vec::new();
    let mut at = 0;
    for word in plain.split_inclusive(char::is_whitespace) {
        addresses.extend(address_within(word).map(|address| at + address.start..at + address.end));
        at += word.len();
    }
    addresses
}

/// What shows that a word is an address.
const MARKERS: [&str; 2] = ["://", "www."];

fn address_within(word: &str) -> Option<Range<usize>> {
    let marker = MARKERS.iter().find_map(|marker| word.find(marker))?;
    let before = word.get(..marker)?;
    let start = before.trim_end_matches(|letter: char| letter.is_ascii_alphanumeric());
    let end = word.trim_end_matches(|letter: char| !letter.is_alphanumeric() && letter != '/');
    (start.len() < end.len()).then_some(start.len()..end.len())
}
