//! Copy as a presenter has it: in capitals, in short lines, and how long reading it takes.

/// The longest part that is not read, in bytes. Looking further for its end would take a text of `((((` the square of its length.
const LONGEST: usize = 160;

/// `text` in capitals, but for what is not read: the capitals of a pronouncer say where the stress is.
pub(crate) fn capitals(text: &str) -> String {
    let part = |(part, is_read): (&str, bool)| match is_read {
        true => part.chars().flat_map(capital).collect(),
        false => part.to_owned(),
    };
    parts(text).into_iter().map(part).collect()
}

/// The capital of a letter, or the letter itself where that is another's capital too: of ß and ı nobody would know any more.
fn capital(letter: char) -> impl Iterator<Item = char> {
    let is_its_own = letter.to_uppercase().flat_map(char::to_lowercase).eq(letter.to_lowercase());
    let capital = is_its_own.then(|| letter.to_uppercase()).into_iter().flatten();
    capital.chain((!is_its_own).then_some(letter))
}

/// How many words of `text` are read aloud: those with a letter or a digit in them.
pub(crate) fn spoken_words(text: &str) -> usize {
    let is_spoken = |word: &&str| word.contains(char::is_alphanumeric);
    let read = parts(text).into_iter().filter(|(_, is_read)| *is_read);
    read.map(|(part, _)| words(part).filter(is_spoken).count()).sum()
}

/// How many seconds reading that many words takes at `rate` words a minute, rounded up.
pub(crate) fn seconds(words: usize, rate: u16) -> usize {
    (words * 60).div_ceil(usize::from(rate).max(1))
}

/// Seconds as a rundown has them: `1:05`.
pub(crate) fn clock(seconds: usize) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

/// `text` in lines of at most `width` characters, each but the first behind `indent`. A longer word has a line of its own, and
/// a line end within `text` stays one. No line without words.
pub(crate) fn fold(text: &str, width: usize, indent: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for given in text.split('\n') {
        let mut room = 0;
        for word in words(given) {
            let length = word.chars().count();
            match lines.last_mut() {
                Some(line) if room > length => {
                    line.push(' ');
                    line.push_str(word);
                    room -= length + 1;
                }
                last => {
                    let indent = if last.is_some() { indent } else { "" };
                    lines.push([indent, word].concat());
                    room = width.saturating_sub(indent.len() + length);
                }
            }
        }
    }
    lines
}

/// The words of `text`. A blank that must not break a line does not part them; a control character does.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let is_between = |letter: char| (letter.is_whitespace() && letter != '\u{a0}') || letter.is_control();
    text.split(is_between).filter(|word| !word.is_empty())
}

/// The parts of `text`, each with whether it is read: `Kyiv `, and `(KEE'-ihv)`, which is not.
fn parts(text: &str) -> Vec<(&str, bool)> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((before, unread, after)) = split_unread(rest) {
        parts.extend([(before, true), (unread, false)]);
        rest = after;
    }
    parts.push((rest, true));
    parts
}

/// The first pronouncer or cue of `text`, its brackets included, with what stands before and after it.
fn split_unread(text: &str) -> Option<(&str, &str, &str)> {
    text.match_indices(['(', '[']).find_map(|(open, bracket)| {
        let (before, rest) = text.split_at_checked(open)?;
        let closing = if bracket == "(" { b')' } else { b']' };
        let close = rest.bytes().take(LONGEST).position(|byte| byte == closing)?;
        let (unread, after) = rest.split_at_checked(close + 1)?;
        (bracket == "[" || is_pronouncer(unread)).then_some((before, unread, after))
    })
}

/// Whether brackets hold a pronunciation as wire services spell it: syllables between hyphens, the stressed one in capitals and
/// before an apostrophe. `(zeh-LEN'-skee)`, not `(US-led)`.
fn is_pronouncer(bracket: &str) -> bool {
    let within = bracket.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).unwrap_or_default();
    let syllables: Vec<&str> = within.split(['-', ' ']).collect();
    let letters = |syllable: &str| !syllable.is_empty() && syllable.chars().all(char::is_alphabetic);
    let is_stressed = |syllable: &&str| {
        let plain = syllable.trim_end_matches(['\'', '’']);
        plain.len() < syllable.len() && letters(plain) && !plain.contains(char::is_lowercase)
    };
    let is_plain = |syllable: &str| letters(syllable) && !syllable.contains(char::is_uppercase);
    syllables.len() > 1
        && syllables.iter().any(is_stressed)
        && syllables.iter().all(|syllable| is_stressed(syllable) || is_plain(syllable))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pronouncer_keeps_its_case_and_is_not_read() {
        let text = "Mr Zelenskyy (zeh-LEN'-skee) met a (US-led) group (of 9).";
        assert_eq!(capitals(text), "MR ZELENSKYY (zeh-LEN'-skee) MET A (US-LED) GROUP (OF 9).");
        assert_eq!(spoken_words(text), 8);
    }

    #[test]
    fn a_letter_that_capitals_would_lose_stays() {
        assert_eq!(capitals("Fähren in Großenhain, kıyı"), "FÄHREN IN GROßENHAIN, KıYı");
    }

    #[test]
    fn what_stands_in_square_brackets_is_not_read() {
        assert_eq!(capitals("It is [sic] over"), "IT IS [sic] OVER");
        assert_eq!(spoken_words("It is [sic] over"), 3);
    }

    #[test]
    fn other_brackets_are_read() {
        for text in ["(AP)", "(it's)", "(LEN')", "(-')", "()", "(", "[", "(zeh-LEN'-skee", "(a-B'-9)", "((((((((((-B')"]
        {
            assert_eq!(parts(text), [(text, true)]);
        }
        assert_eq!(parts("((a-B’)"), [("(", true), ("(a-B’)", false), ("", true)]);
    }

    #[test]
    fn time_is_rounded_up() {
        let clocks = [0, 1, 180, 181, 11_000].map(|words| clock(seconds(words, 180)));
        assert_eq!(clocks, ["0:00", "0:01", "1:00", "1:01", "61:07"]);
    }

    #[test]
    fn lines_are_folded_at_the_width() {
        assert_eq!(fold("It is over now", 7, "  "), ["It is", "  over", "  now"]);
        assert_eq!(fold("one\ntwo\u{7}three 5\u{a0}pm", 9, ""), ["one", "two three", "5\u{a0}pm"]);
        assert_eq!(fold("a extraordinary b", 4, ""), ["a", "extraordinary", "b"]);
        assert!(fold(" \n\t", 9, "- ").is_empty());
    }
}
