//! Lines of a given width.

/// The lines of `text`, each of at most `width` characters where there is a blank to break at. Zero: one line.
///
/// A reader joins wrapped lines again, so no line ends or begins in a way that would make it read otherwise: after a
/// hyphen that belongs to a word, at the marks of the formats, before what looks like the mark of a list.
///
/// Source: WIRE-CONVENTIONS section 7, joining wrapped lines.
pub(crate) fn lines(text: &str, width: usize) -> Vec<&str> {
    if width == 0 {
        return vec![text];
    }
    let (mut lines, mut line_start, mut line_end, mut column) = (Vec::new(), 0, 0, 0);
    for (start, end) in chunks(text) {
        let columns = text.get(start..end).map_or(0, |chunk| chunk.chars().count());
        if line_end > line_start && column + 1 + columns > width {
            lines.extend(text.get(line_start..line_end));
            (line_start, column) = (start, columns);
        } else {
            column += columns + usize::from(line_end > line_start);
        }
        line_end = end;
    }
    lines.extend(text.get(line_start..line_end));
    lines
}

/// Where the parts of `text` begin and end that no line end may part.
fn chunks(text: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    let mut words = words(text).peekable();
    std::iter::from_fn(move || {
        let (start, mut word) = words.next()?;
        let mut end = start + word.len();
        while let Some((at, next)) = words.next_if(|(_, next)| !may_part(word, next)) {
            (end, word) = (at + next.len(), next);
        }
        Some((start, end))
    })
}

fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split(' ').filter_map(move |word| {
        let start = at;
        at += word.len() + 1;
        (!word.is_empty()).then_some((start, word))
    })
}

/// Whether a line may end with `before` and the next one begin with `after`.
fn may_part(before: &str, after: &str) -> bool {
    let hyphenated = before.strip_suffix('-').is_some_and(|word| word.ends_with(char::is_alphanumeric));
    !hyphenated && !before.ends_with(['<', '=']) && !begins_like_a_mark(after)
}

/// `-`, `*`, `1.`, `(2)`, `^EAST`, `#`: a line that begins so is no plain text to a reader.
fn begins_like_a_mark(word: &str) -> bool {
    let bare = word.trim_matches(['(', ')', '.']);
    let is_number = bare.len() < word.len() && bare.len() <= 3 && bare.bytes().all(|byte| byte.is_ascii_digit());
    let is_sign = !word.contains(char::is_alphanumeric) && !word.starts_with(['"', '\'', '`', '(']);
    let is_letter = word.len() == 2 && word.ends_with(')');
    is_number || is_sign || is_letter || word.starts_with(['^', '_', '#', '>', '*', '|'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_blanks() {
        assert_eq!(lines("no ferry left the port", 9), ["no ferry", "left the", "port"]);
        assert_eq!(lines("no ferry left", 0), ["no ferry left"]);
        assert_eq!(lines("Donaudampfschiff ahoi", 5), ["Donaudampfschiff", "ahoi"]);
        assert_eq!(lines("", 5), [""]);
        assert_eq!(lines("äöü äöü", 7), ["äöü äöü"]);
    }

    #[test]
    fn no_line_end_changes_what_is_read() {
        assert_eq!(lines("the pre- and post-war", 10), ["the", "pre- and", "post-war"]);
        assert_eq!(lines("it rained - a lot", 10), ["it", "rained - a", "lot"]);
        assert_eq!(lines("born in 7. or 8. May", 8), ["born", "in 7.", "or 8.", "May"]);
        assert_eq!(lines("that 1 < 2 holds", 6), ["that", "1 < 2", "holds"]);
    }
}
