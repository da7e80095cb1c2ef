//! Quotation marks and brackets that do not pair up.

use slugline_plugin::diagnostic::Diagnostic;

use crate::Check;
use crate::line::Line;

/// An opening mark whose other is not there yet.
struct Open {
    mark: char,
    at: usize,
}

pub(crate) fn check(lines: &[Line], language: &str) -> Vec<(Check, Diagnostic)> {
    let mut found = Vec::new();
    for (line, next) in lines.iter().zip(lines.iter().skip(1).map(Some).chain([None])) {
        let next = next.map_or("", |line| &*line.text);
        let quotes = unpaired(&line.text, |mark, last, before| quote(mark, last, before, language));
        // Of words that go on in the next paragraph each begins with the mark, and the last alone ends with its other.
        let quotes = quotes.into_iter().filter(|open| !(is_opening(open.mark) && next.starts_with(open.mark)));
        found.extend(quotes.map(|open| told(Check::UnpairedQuote, "quotation mark", line, &open)));
        let brackets = unpaired(&line.text, bracket);
        found.extend(brackets.iter().map(|open| told(Check::UnpairedBracket, "bracket", line, open)));
    }
    found
}

fn told(check: Check, name: &str, line: &Line, Open { mark, at }: &Open) -> (Check, Diagnostic) {
    let (check, diagnostic) = check.found(format!("the {name} {mark} has no other in its paragraph"));
    (check, diagnostic.at(line.place(*at..at + mark.len_utf8())))
}

/// What a character is among marks.
enum Mark {
    Opens,
    /// Ends what a mark of these opened.
    Closes(&'static [char]),
    No,
}

/// The marks of `text` that have no other. `kind` is told a character, the last mark that is open, and the text before it.
fn unpaired(text: &str, kind: impl Fn(char, Option<char>, &str) -> Mark) -> Vec<Open> {
    let (mut open, mut alone) = (Vec::<Open>::new(), Vec::new());
    for (at, mark) in text.char_indices() {
        let last = open.last().map(|open| open.mark);
        match kind(mark, last, text.get(..at).unwrap_or_default()) {
            Mark::No => {}
            Mark::Opens => open.push(Open { mark, at }),
            Mark::Closes(openings) => match open.iter().rposition(|open| openings.contains(&open.mark)) {
                // What opened in between is closed by nobody.
                Some(first) => alone.extend(open.split_off(first).into_iter().skip(1)),
                None => alone.push(Open { mark, at }),
            },
        }
    }
    alone.extend(open);
    alone.sort_by_key(|open| open.at);
    alone
}

fn is_opening(mark: char) -> bool {
    matches!(mark, '"' | '“' | '„' | '«' | '»')
}

/// Double quotation marks, of any language: single ones are apostrophes too.
fn quote(mark: char, last: Option<char>, before: &str, language: &str) -> Mark {
    // In Swedish and Finnish words stand between two of the same.
    let is_same = matches!(language.split('-').next(), Some("sv" | "fi"));
    match (mark, last) {
        ('"', Some('"')) => Mark::Closes(&['"']),
        // 6" is six inches.
        ('"', _) if before.ends_with(|letter: char| letter.is_ascii_digit()) => Mark::No,
        ('”', Some('”')) => Mark::Closes(&['”']),
        ('”', _) if is_same => Mark::Opens,
        // „Deutsch“, and „polski”
        ('“', Some('„')) => Mark::Closes(&['„']),
        ('”', _) => Mark::Closes(&['“', '„']),
        // « français », and »Deutsch«
        ('»', Some('«')) => Mark::Closes(&['«']),
        ('«', Some('»')) => Mark::Closes(&['»']),
        ('"' | '“' | '„' | '«' | '»', _) => Mark::Opens,
        _ => Mark::No,
    }
}

fn bracket(mark: char, last: Option<char>, before: &str) -> Mark {
    match mark {
        '(' | '[' => Mark::Opens,
        ')' if last != Some('(') && is_point(before) => Mark::No,
        ')' => Mark::Closes(&['(']),
        ']' => Mark::Closes(&['[']),
        _ => Mark::No,
    }
}

/// Whether a text ends in the number or the letter of a point: `a) the crews, b) the port`.
fn is_point(before: &str) -> bool {
    let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let is_letter = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
    is_letter || (!word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use slugline_plugin::model::{Article, Block, Span};

    use super::*;
    use crate::line::lines;

    #[track_caller]
    fn check_quotes(language: &str, text: &str, expected: &[(char, usize)]) {
        let found = unpaired(text, |mark, last, before| quote(mark, last, before, language));
        assert_eq!(found.iter().map(|open| (open.mark, open.at)).collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn marks_of_many_languages_pair_up() {
        check_quotes("en", "“It’s ‘over’,” she said. “It is.” 6\" is no mark, \"of 6\" is", &[]);
        check_quotes("de", "„Schluss“, sagte sie. »Aus«", &[]);
        check_quotes("pl", "„Koniec”, powiedziała «teraz»", &[]);
        check_quotes("fr", "« C’est “fini” »", &[]);
        check_quotes("sv", "”Slut”, sade hon", &[]);
    }

    #[test]
    fn a_mark_alone_is_found() {
        check_quotes("en", "It is over,” she said", &[('”', 11)]);
        check_quotes("en", "“It is “over,” she said", &[('“', 0)]);
        check_quotes("en", "\"It is over, she said", &[('"', 0)]);
        check_quotes("de", "„Schluss «jetzt“", &[('„', 0), ('«', 11), ('“', 18)]);
    }

    #[test]
    fn brackets() {
        let found = |text: &str| unpaired(text, bracket).iter().map(|open| (open.mark, open.at)).collect::<Vec<_>>();
        assert!(found("(a [b] c) 1) one, b) two").is_empty());
        assert_eq!(found("(a [b) c"), [('[', 3)]);
        assert_eq!(found("over)"), [(')', 4)]);
        assert_eq!(found("(over"), [('(', 0)]);
    }

    #[test]
    fn words_that_go_on_in_the_next_paragraph_are_whole() {
        let found = |paragraphs: [&'static str; 2]| {
            let body = paragraphs.map(|words| Block::paragraph(words, Span::DETACHED)).into();
            check(&lines(&Article { body, ..Article::default() }), "en").len()
        };
        assert_eq!(found(["“Talks go on.", "“They end in May.”"]), 0);
        assert_eq!(found(["“Talks go on.", "They end in May."]), 1);
    }
}
