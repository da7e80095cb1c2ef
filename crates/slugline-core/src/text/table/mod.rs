//! What newsrooms call things, in many languages. Data, not code: each table is sorted by its lower-case words.
//!
//! Source: WIRE-CONVENTIONS sections 2, 6, 8, 9, 11 and 16.

mod dates;
mod labels;
mod names;
mod phrases;
mod sections;
mod signs;
mod wire;

pub(super) use dates::{MONTHS, WEEKDAYS, ZONES};
pub(super) use labels::{LABELS, Labelled};
pub(super) use names::{BETWEEN_NAMES, BYLINE_MARKERS, BYLINE_PHRASES, SMALL_WORDS};
pub(super) use sections::SECTIONS;
pub(super) use signs::{SIGNS, Sign};
pub(super) use wire::{EXPORT_LABELS, EXPORT_LETTERS, Exported, LANGUAGES, STATUSES, URGENCIES, WRITES, Write};

/// The value of `word` in a table sorted by its lower-case words.
pub(super) fn look_up<T: Copy>(table: &[(&str, T)], word: &str) -> Option<T> {
    // No word of any table is longer.
    if word.len() > 64 {
        return None;
    }
    let at = if word.is_ascii() {
        // Compared byte by byte: most entries differ in the first.
        let lower = || word.bytes().map(|byte| byte.to_ascii_lowercase());
        table.binary_search_by(|(known, _)| known.bytes().cmp(lower()))
    } else {
        let lower = word.to_lowercase();
        table.binary_search_by(|(known, _)| (*known).cmp(lower.as_str()))
    };
    table.get(at.ok()?).map(|(_, value)| *value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_sorted<T>(table: &[(&str, T)]) -> bool {
        table.windows(2).all(|pair| pair[0].0 < pair[1].0)
    }

    #[test]
    fn tables_are_sorted() {
        assert!(
            is_sorted(MONTHS) && is_sorted(WEEKDAYS) && is_sorted(ZONES) && is_sorted(LABELS) && is_sorted(SECTIONS)
        );
        assert!(is_sorted(EXPORT_LABELS) && is_sorted(EXPORT_LETTERS) && is_sorted(LANGUAGES));
        assert!(is_sorted(SIGNS.entries()) && SIGNS.entries().iter().all(|(phrase, _)| phrase.len() >= 4));
        assert!(is_sorted(URGENCIES) && is_sorted(WRITES) && is_sorted(STATUSES));
        assert!(is_sorted(BYLINE_MARKERS) && is_sorted(BETWEEN_NAMES) && is_sorted(SMALL_WORDS));
    }

    #[test]
    fn words_are_found_in_any_case() {
        assert_eq!(look_up(MONTHS, "NOV"), Some(11));
        assert_eq!(look_up(MONTHS, "MÄRZ"), Some(3));
        assert_eq!(look_up(MONTHS, "smarch"), None);
        assert_eq!(look_up(LABELS, &"x".repeat(500)), None);
    }
}
