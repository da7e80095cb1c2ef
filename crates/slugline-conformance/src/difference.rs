//! What differs between two texts, for people.

use std::time::Duration;

use similar::TextDiff;

/// Lines of a difference that are shown: whoever has more of them looks at the files.
const LINES: usize = 40;

/// Characters of a line that are shown.
const WIDTH: usize = 160;

/// The lines that differ, with two around them: `-` before what is expected and not there, `+` before what is there instead.
pub(crate) fn difference(expected: &str, found: &str) -> String {
    let diff = TextDiff::configure().timeout(Duration::from_secs(1)).diff_lines(expected, found);
    let unified = diff.unified_diff().context_radius(2).missing_newline_hint(false).to_string();
    let mut lines = unified.lines();
    let mut shown: Vec<String> = lines.by_ref().take(LINES).map(clipped).collect();
    match lines.count() {
        0 => {}
        more => shown.push(format!("... and {more} more lines")),
    }
    shown.join("\n")
}

/// The same of bytes: where they are no text, how they begin to differ.
pub(crate) fn difference_of_bytes(expected: &[u8], found: &[u8]) -> String {
    match (str::from_utf8(expected), str::from_utf8(found)) {
        (Ok(expected), Ok(found)) => difference(expected, found),
        _ => {
            let at = expected.iter().zip(found).take_while(|(one, other)| one == other).count();
            format!(
                "{} bytes are expected and {} are there; they differ from byte {at} on",
                expected.len(),
                found.len()
            )
        }
    }
}

fn clipped(line: &str) -> String {
    match line.char_indices().nth(WIDTH) {
        Some((at, _)) => format!("{}...", line.get(..at).unwrap_or_default()),
        None => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_differ_stand_among_those_that_do_not() {
        assert_eq!(difference("a\nb\nc\n", "a\nB\nc\n"), "@@ -1,3 +1,3 @@\n a\n-b\n+B\n c");
    }

    #[test]
    fn much_is_shown_in_part() {
        let difference = difference("", &"x\n".repeat(100));
        assert_eq!(difference.lines().count(), LINES + 1);
        assert!(difference.ends_with("... and 61 more lines"), "{difference}");
        assert_eq!(
            difference_of_bytes(b"\xFFab", b"\xFFac"),
            "3 bytes are expected and 3 are there; they differ from byte 2 on"
        );
    }
}
