//! Where sentences end.

use memchr::memchr_iter;

/// Full stops within a text, a blank behind them; ideographic ones need none.
pub(super) fn inner_stops(text: &str) -> usize {
    let latin = memchr_iter(b'.', text.as_bytes()).filter(|at| text.as_bytes().get(at + 1) == Some(&b' ')).count();
    if text.is_ascii() { latin } else { latin + text.matches('。').count() }
}

/// Whether a text ends as a sentence does, quotes and brackets aside.
pub(super) fn ends_sentence(text: &str) -> bool {
    // One byte tells of most.
    match text.as_bytes().last() {
        Some(b'.' | b'!' | b'?') => return true,
        Some(last) if last.is_ascii_alphanumeric() => return false,
        _ => {}
    }
    let bare = text.trim_end_matches(['"', '\'', '”', '’', '»', '“', ')', ']', '」', '』', '）']);
    bare.ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '۔', '।'])
}

/// Whether a text in capitals ends in initials, whose stop is no end of a sentence: `BEEF TRADE WITH U.S.`
pub(super) fn ends_in_initials(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or_default();
    let pairs = last.as_bytes().chunks(2);
    !text.contains(char::is_lowercase)
        && last.len() >= 4
        && pairs.into_iter().all(|pair| matches!(pair, [b'A'..=b'Z', b'.']))
}

/// How many of the words of a text have a capital or begin with no letter, and how many words there are. Blanks part words.
pub(super) fn capitals(text: &str) -> (usize, usize) {
    let starts = std::iter::once(0).chain(memchr_iter(b' ', text.as_bytes()).map(|blank| blank + 1));
    starts
        .filter_map(|at| text.get(at..))
        .fold((0, 0), |(capitals, words), rest| (capitals + usize::from(!begins_small(rest)), words + 1))
}

/// Whether a text begins as the middle of a sentence: with a lower-case letter.
pub(super) fn begins_small(text: &str) -> bool {
    text.starts_with(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::{capitals, ends_sentence};

    #[test]
    fn capitals_are_counted() {
        assert_eq!(capitals("When To use a 10-tonne Crane"), (4, 6));
        assert_eq!(capitals("Été à Paris "), (3, 4));
        assert_eq!(capitals(""), (1, 1));
    }

    #[test]
    fn sentences_end_behind_quotes() {
        assert!(ends_sentence("He said: \"No.\"") && ends_sentence("下雨了。」") && !ends_sentence("Rain"));
    }
}
