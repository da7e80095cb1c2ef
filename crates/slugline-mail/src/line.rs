//! Lines, ended as they are for the reader of raw text: by LF, CR LF or a lone CR.

use slugline_core::line;

/// The lines of a text, each with its end.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = &str> {
    line::lines(text).map(|(_, whole)| whole)
}

/// A line without its end.
pub(crate) fn without_end(line: &str) -> &str {
    let line = line.strip_suffix('\n').unwrap_or(line);
    line.strip_suffix('\r').unwrap_or(line)
}

/// Whether a line has nothing but white space.
pub(crate) fn is_blank(line: &str) -> bool {
    line.trim().is_empty()
}

/// A line of a mailbox without the mark that keeps it from being taken for the first line of a message: `>From Leeds`.
pub(crate) fn without_mailbox_mark(line: &str) -> &str {
    match line.strip_prefix('>') {
        Some(rest) if rest.trim_start_matches('>').starts_with("From ") => rest,
        _ => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_their_ends() {
        let found: Vec<&str> = lines("One\r\ntwo\rthree\n\nfour").collect();
        assert_eq!(found, ["One\r\n", "two\r", "three\n", "\n", "four"]);
        assert_eq!(found.concat(), "One\r\ntwo\rthree\n\nfour");
        assert_eq!(lines("").count(), 0);
        assert_eq!(lines("One\n").count(), 1);
        assert_eq!(without_end("One\r\n"), "One");
    }

    #[test]
    fn marks_of_a_mailbox() {
        assert_eq!(without_mailbox_mark(">From Leeds"), "From Leeds");
        assert_eq!(without_mailbox_mark(">>From Leeds"), ">From Leeds");
        assert_eq!(without_mailbox_mark("> From Leeds"), "> From Leeds");
        assert_eq!(without_mailbox_mark("From Leeds"), "From Leeds");
    }
}
