//! Which quotation marks stand outside, and which within.
//!
//! The marks are those of a printer; `typography` makes them of those of a typewriter, and goes before this one.

use slugline_plugin::model::Edit;

use crate::Quotes;
use crate::words::around;

/// Opening and closing marks, outside and within.
type Marks = [(char, char); 2];

const DOUBLE: (char, char) = ('“', '”');
const SINGLE: (char, char) = ('‘', '’');

/// The marks that change. `None` where they do not pair up. A quotation that goes on in the next paragraph is not closed in
/// this one, and opens there anew.
pub(crate) fn edits(line: &str, quotes: Quotes) -> Option<Vec<Edit<'static>>> {
    let marks: Marks = match quotes {
        Quotes::Double => [DOUBLE, SINGLE],
        Quotes::Single => [SINGLE, DOUBLE],
        Quotes::Keep => return Some(Vec::new()),
    };
    let mut open: Vec<(char, char)> = Vec::new();
    let mut edits = Vec::new();
    for (at, mark) in line.char_indices() {
        // What is within what is within is again as outside.
        let house = |depth: usize| if depth.is_multiple_of(2) { marks[0] } else { marks[1] };
        let with = match mark {
            '“' | '‘' => {
                let pair = if mark == DOUBLE.0 { DOUBLE } else { SINGLE };
                open.push(pair);
                house(open.len() - 1).0
            }
            '”' if open.pop() == Some(DOUBLE) => house(open.len()).1,
            '”' => return None,
            '’' if open.last() == Some(&SINGLE) && !is_apostrophe(line, at) => {
                open.pop();
                house(open.len()).1
            }
            _ => continue,
        };
        if with != mark {
            edits.push(Edit { range: at..at + mark.len_utf8(), with: with.to_string().into() });
        }
    }
    Some(edits)
}

/// Whether the `’` at `at`, within single marks, is none of them: in a word, at its start, or behind the s of a plural where
/// another one is left to close the quotation.
fn is_apostrophe(line: &str, at: usize) -> bool {
    let end = at + SINGLE.1.len_utf8();
    let (before, after) = around(line, at, end);
    match (before, after) {
        (_, Some(after)) if after.is_alphanumeric() => true,
        (Some('s'), Some(' ')) => {
            let rest = line.get(end..).unwrap_or_default();
            let rest = rest.split(SINGLE.0).next().unwrap_or_default();
            rest.match_indices(SINGLE.1).any(|(found, mark)| {
                let (_, after) = around(rest, found, found + mark.len());
                !after.is_some_and(char::is_alphanumeric)
            })
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, quotes: Quotes, changed: &str) {
        let found = edits(line, quotes).map(|edits| {
            edits.into_iter().rev().fold(line.to_owned(), |mut line, edit| {
                line.replace_range(edit.range, &edit.with);
                line
            })
        });
        assert_eq!(found.as_deref(), Some(changed));
    }

    #[test]
    fn outside_and_within() {
        check("‘It’s “over”,’ he said.", Quotes::Double, "“It’s ‘over’,” he said.");
        check("“It’s ‘over’,” he said.", Quotes::Single, "‘It’s “over”,’ he said.");
        check("“It’s ‘over’.”", Quotes::Double, "“It’s ‘over’.”");
        check("‘It’s over’", Quotes::Keep, "‘It’s over’");
    }

    #[test]
    fn apostrophes_are_none_of_them() {
        check("the ’90s, dogs’ days", Quotes::Double, "the ’90s, dogs’ days");
        check("‘The dogs’ days,’ he said", Quotes::Double, "“The dogs’ days,” he said");
        check("‘It was the boss’ she said", Quotes::Double, "“It was the boss” she said");
    }

    #[test]
    fn a_quotation_may_go_on() {
        check("“It goes on.", Quotes::Single, "‘It goes on.");
        assert_eq!(edits("It was over.”", Quotes::Single), None);
        assert_eq!(edits("‘It was” over", Quotes::Single), None);
    }
}
