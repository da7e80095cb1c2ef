//! What stands for per cent behind a number.

use slugline_plugin::model::Edit;

use crate::PerCent;
use crate::words::around;

/// What stands for it, the longest first.
const SPELLINGS: [&str; 4] = ["per cent", "percent", "pct", "%"];

/// `12%`, `12 %`, `12 pct`, `12 percent`, `12 per cent`: all as the house has it.
pub(crate) fn edits(line: &str, percent: PerCent) -> Vec<Edit<'static>> {
    let with = match percent {
        PerCent::Joined => " percent",
        PerCent::Parted => " per cent",
        PerCent::Sign => "%",
        PerCent::Keep => return Vec::new(),
    };
    let mut edits = Vec::new();
    for spelling in SPELLINGS {
        for (at, _) in line.match_indices(spelling) {
            let end = at + spelling.len();
            let left = line.get(..at).unwrap_or_default();
            let number = left.strip_suffix([' ', '\u{a0}']).unwrap_or(left);
            let (before, after) = around(line, number.len(), end);
            let is_whole = !after.is_some_and(char::is_alphanumeric);
            if is_whole
                && before.is_some_and(|digit| digit.is_ascii_digit())
                && line.get(number.len()..end) != Some(with)
            {
                edits.push(Edit { range: number.len()..end, with: with.into() });
            }
        }
    }
    edits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, percent: PerCent, found: &[&str]) {
        let edits = edits(line, percent);
        assert_eq!(edits.iter().map(|edit| &line[edit.range.clone()]).collect::<Vec<_>>(), found, "{line}");
    }

    #[test]
    fn behind_a_number_alone() {
        check("up 5%, 1.5 pct, 3 per cent", PerCent::Joined, &[" per cent", " pct", "%"]);
        check("up 5%, 3 percent", PerCent::Sign, &[" percent"]);
        check("up 5 percent, 3%", PerCent::Parted, &[" percent", "%"]);
        check("a percent, %d, 5 percentiles", PerCent::Joined, &[]);
        check("up 5%", PerCent::Keep, &[]);
    }
}
