//! Lines of columns: agate, results, tables.
//!
//! Source: WIRE-CONVENTIONS section 13.

/// Longest line that is looked at for columns, in bytes.
pub(super) const MAX_ROW: usize = 200;

/// Runs of three blanks or more, or tabs, between words.
pub(super) fn gaps(text: &str) -> usize {
    if text.len() > MAX_ROW {
        return 0;
    }
    cells(text, false).count().saturating_sub(1)
}

/// The cells of a row, without the gaps. Tabs, unit separators and, in a row that a wire marks, semicolons part cells one by
/// one, so that one may be empty; blanks part those that hold something.
pub(super) fn cells(text: &str, is_marked: bool) -> impl Iterator<Item = &str> {
    let has = |byte: u8| memchr::memchr(byte, text.as_bytes()).is_some();
    let (mark, keeps_empty) = match () {
        () if has(b'\t') => ("\t", true),
        () if has(0x1F) => ("\u{1F}", true),
        () if is_marked && has(b';') => (";", true),
        () => ("   ", false),
    };
    // A row may begin with a separator as well.
    let text = if mark == ";" { text.trim_start_matches(';') } else { text };
    text.split(mark).map(str::trim).filter(move |cell| keeps_empty || !cell.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns() {
        assert_eq!(cells("Harriers      8   6   1   1", false).collect::<Vec<_>>(), ["Harriers", "8", "6", "1", "1"]);
        assert_eq!(gaps("Quarry Road   8"), 1);
    }
}
