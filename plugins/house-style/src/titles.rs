//! Courtesy titles, with a full stop or without.

use slugline_plugin::model::Edit;

use crate::Titles;
use crate::words::whole;

/// Those that stand before a name.
const TITLES: [&str; 5] = ["Dr", "Mr", "Mrs", "Ms", "Mx"];

/// The full stops that are put in or taken away before a name.
pub(crate) fn edits(line: &str, titles: Titles) -> Vec<Edit<'static>> {
    let edit = |start: usize, title: &str| {
        let end = start + title.len();
        let behind = line.get(end..)?;
        let name = behind.strip_prefix('.').unwrap_or(behind);
        let is_dotted = name.len() < behind.len();
        let is_before_name = name.strip_prefix([' ', '\u{a0}'])?.starts_with(char::is_uppercase);
        match titles {
            Titles::Dotted if is_before_name && !is_dotted => Some(Edit { range: end..end, with: ".".into() }),
            Titles::Plain if is_before_name && is_dotted => Some(Edit { range: end..end + 1, with: "".into() }),
            Titles::Dotted | Titles::Plain | Titles::Keep => None,
        }
    };
    TITLES.iter().flat_map(|title| whole(line, title).filter_map(|start| edit(start, title))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, titles: Titles, found: &[(usize, usize)]) {
        let edits = edits(line, titles);
        assert_eq!(
            edits.into_iter().map(|edit| (edit.range.start, edit.range.end)).collect::<Vec<_>>(),
            found,
            "{line}"
        );
    }

    #[test]
    fn before_a_name_alone() {
        check("Mr Doe and Dr. Roe", Titles::Dotted, &[(2, 2)]);
        check("Mr Doe and Dr. Roe", Titles::Plain, &[(13, 14)]);
        check("Mr Doe and Dr. Roe", Titles::Keep, &[]);
        check("a Dr of law, Ms., and Mr", Titles::Dotted, &[]);
    }
}
