//! Heads of labelled lines: `Title: ...`, `BYLINE: ...`.

use memchr::memchr;

use super::export::is_rule;
use super::is_padding;
use super::line::Line;

/// The labels, in lower case. A story's head has two of them, or more; which, is the sender's habit.
const LABELS: &[&str] = &[
    "author",
    "body",
    "by",
    "byline",
    "category",
    "date",
    "dateline",
    "embargo",
    "headline",
    "keywords",
    "length",
    "load-date",
    "published",
    "section",
    "slug",
    "source",
    "tags",
    "title",
];

/// Bytes of a line in which the colon of a label stands: the longest label has nine. Lines of prose are long.
const COLON: usize = 20;
/// Lines of text in which a head has its labels: those of archives come below publication, date and headline.
const LINES: usize = 12;
/// Bytes that are looked at for them.
const BYTES: usize = 2_048;

/// A set of labels, a bit for each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Labels(u32);

impl Labels {
    fn add(&mut self, line: &[u8]) {
        let Some(end) = memchr(b':', line.get(..COLON).unwrap_or(line)) else { return };
        let name = line.get(..end).unwrap_or_default().trim_ascii();
        if let Some(bit) = LABELS.iter().position(|label| label.as_bytes().eq_ignore_ascii_case(name)) {
            self.0 |= 1 << bit;
        }
    }

    /// The labels in both.
    pub(super) fn common(self, other: Labels) -> Labels {
        Labels(self.0 & other.0)
    }

    /// Whether there are enough of them: a single `Date:` is in many texts.
    pub(super) fn are_a_head(self) -> bool {
        self.0.count_ones() >= 2
    }
}

/// What was seen of a head.
pub(super) struct Head {
    pub(super) labels: Labels,
    /// Whether all of it was seen.
    pub(super) is_complete: bool,
}

/// The labels of the head that begins at `at`, up to the next rule. Rules above it are passed over.
pub(super) fn head(bytes: &[u8], at: usize, is_end: bool) -> Head {
    let (mut labels, mut lines, mut next) = (Labels::default(), 0, at);
    while lines < LINES && next < at + BYTES {
        let is_last = next >= bytes.len();
        let Some(line) = Line::at(bytes, next, is_end).filter(|_| !is_last) else {
            return Head { labels, is_complete: is_last && is_end };
        };
        if line.is_long() || lines > 0 && is_rule(line.text) {
            break;
        }
        if !is_padding(line.text) && !is_rule(line.text) {
            labels.add(line.text);
            lines += 1;
        }
        next = line.next;
    }
    Head { labels, is_complete: true }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(text: &str) -> u32 {
        head(text.as_bytes(), 0, true).labels.0.count_ones()
    }

    #[test]
    fn labels_are_known_in_any_case() {
        assert_eq!(count("Title: Rain\nBYLINE : Ada Roe\nload-date:\n"), 3);
        assert_eq!(count("Weather: Rain\nRain fell: a lot\nTitle\n"), 0);
        assert_eq!(count("Date: today\nDate: tomorrow\n"), 1);
    }

    #[test]
    fn labels_are_in_lower_case_and_fit_in_their_bits() {
        assert!(LABELS.iter().all(|label| label.to_lowercase() == *label));
        assert!(LABELS.len() <= 32);
    }

    #[test]
    fn a_head_ends_at_its_lines_and_at_a_rule() {
        let rule = "-".repeat(60);
        assert_eq!(count(&format!("{rule}\n\nTitle: Rain\n{rule}\nDate: today\n")), 1);
        assert_eq!(count(&format!("{}Date: today\n", "Rain.\n\n".repeat(LINES - 1))), 1);
        assert_eq!(count(&format!("{}Date: today\n", "Rain.\n".repeat(LINES))), 0);
    }
}
