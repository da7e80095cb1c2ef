//! Where a story begins in its file.

use super::LineCol;

/// Where a story begins in its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Bytes of the file before it.
    pub byte: u64,
    /// Its line and column in the file. Counting ends at 4,294,967,295.
    pub line_col: LineCol,
}

impl Place {
    /// The first byte of a file.
    pub const START: Place = Place { byte: 0, line_col: LineCol { line: 1, column: 1 } };

    /// The place behind `bytes`, which begin at this one. They end at no place between the CR and the LF of one line end.
    ///
    /// A line ends as it does for [`Source::line_col`](super::Source::line_col). Bytes that are not UTF-8 count as
    /// characters like those that are: what stands before a story in its own first line is the end of an envelope.
    pub fn after(self, bytes: &[u8]) -> Place {
        let byte = self.byte.saturating_add(bytes.len() as u64);
        let lines = count_line_ends(bytes);
        let last = bytes.iter().rposition(|byte| matches!(byte, b'\n' | b'\r')).map_or(0, |end| end + 1);
        let characters = bytes.get(last..).unwrap_or_default().iter().filter(|byte| **byte & 0xC0 != 0x80).count();
        let before = if lines == 0 { self.line_col.column } else { 1 };
        let line_col = LineCol { line: plus(self.line_col.line, lines), column: plus(before, characters) };
        Place { byte, line_col }
    }

    /// The line and column in the file of what is at `within` in the story.
    pub(super) fn of(self, within: LineCol) -> LineCol {
        let LineCol { line, column } = self.line_col;
        LineCol {
            line: line.saturating_add(within.line - 1),
            column: if within.line == 1 { column.saturating_add(within.column - 1) } else { within.column },
        }
    }
}

/// Line ends in `bytes`: each LF, and each CR that no LF follows.
fn count_line_ends(bytes: &[u8]) -> usize {
    let feeds = bytes.iter().filter(|byte| **byte == b'\n').count();
    let returns = bytes.iter().filter(|byte| **byte == b'\r').count();
    let pairs = match returns {
        0 => 0,
        _ => bytes.iter().zip(bytes.iter().skip(1)).filter(|pair| *pair == (&b'\r', &b'\n')).count(),
    };
    feeds + returns - pairs
}

fn plus(number: u32, more: usize) -> u32 {
    number.saturating_add(u32::try_from(more).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(before: &str, byte: u64, line: u32, column: u32) {
        let place = Place::START.after(before.as_bytes());
        assert_eq!(place, Place { byte, line_col: LineCol { line, column } });
    }

    #[test]
    fn lines_end_as_they_do_for_the_reader() {
        check("", 0, 1, 1);
        check("One\r\ntwo\rthree\n", 15, 4, 1);
        check("One\nÄÖ", 8, 2, 3);
    }

    #[test]
    fn places_add_up() {
        let place = Place::START.after(b"One\ntwo").after(b"-and\nthree");
        assert_eq!(place, Place::START.after(b"One\ntwo-and\nthree"));
        assert_eq!(place.of(LineCol { line: 1, column: 2 }), LineCol { line: 3, column: 7 });
        assert_eq!(place.of(LineCol { line: 2, column: 2 }), LineCol { line: 4, column: 2 });
    }
}
