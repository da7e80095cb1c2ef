//! Text as wire copy spells it: one line, no control characters, nothing that the character set lacks.

use slugline_core::model::Span;

use crate::charset::Charset;
use crate::loss::{Loss, Losses};

/// How marks are set that the character set lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Marks {
    /// As teletypesetters had them: `` ``No deal'' _ and that is final``.
    ///
    /// Source: WIRE-CONVENTIONS section 3.4.
    Teletype,
    /// As typewriters had them: `"No deal" - and that is final`.
    Typewriter,
}

/// Spells text for one format and character set.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Letters {
    pub(crate) charset: Charset,
    pub(crate) marks: Marks,
}

/// Distance of tabulator stops in lines that keep their blanks.
const TAB: usize = 8;

impl Letters {
    /// `text`, which was read from `span`, as one line: blanks and line ends become single blanks, none at either end.
    pub(crate) fn line(self, text: &str, span: Span, losses: &mut Losses) -> String {
        let mut line = String::with_capacity(text.len());
        self.push(text, span, losses, &mut line);
        line.truncate(line.trim_end_matches(' ').len());
        line
    }

    /// Adds `text` to a line under way. The blank that it may end with is for the caller to take off.
    pub(crate) fn push(self, text: &str, span: Span, losses: &mut Losses, line: &mut String) {
        let mut rest = text;
        loop {
            let (plain, other) = split_plain(rest, line.is_empty() || line.ends_with(' '));
            losses.count_in(plain);
            line.push_str(plain);
            let mut others = other.chars();
            let Some(character) = others.next() else { break };
            rest = others.as_str();
            self.spell(character, span, losses, &mut |letter| {
                let at_blank = line.is_empty() || line.ends_with(' ');
                if letter != ' ' || !at_blank {
                    line.push(letter);
                }
            });
        }
    }

    /// A line that keeps its blanks, as verse and agate do. Tabulators become the blanks that they stand for.
    pub(crate) fn verbatim(self, text: &str, span: Span, losses: &mut Losses) -> String {
        let (mut line, mut column) = (String::with_capacity(text.len()), 0);
        for character in text.chars() {
            let stop = if character == '\t' { TAB - column % TAB - 1 } else { 0 };
            self.spell(character, span, losses, &mut |letter| {
                line.push(letter);
                column += 1;
            });
            line.extend(std::iter::repeat_n(' ', stop));
            column += stop;
        }
        line.truncate(line.trim_end_matches(' ').len());
        line
    }

    fn spell(self, character: char, span: Span, losses: &mut Losses, put: &mut dyn FnMut(char)) {
        losses.count(character);
        match character {
            '\t' | '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => put(' '),
            control if control.is_control() => {
                losses.add(Loss::Control, span);
                put(' ');
            }
            held if self.charset.holds(held) => put(held),
            mark if let Some(spelled) = self.mark(mark) => {
                losses.add(Loss::Typography, span);
                spelled.chars().for_each(put);
            }
            letter => {
                losses.add_letter(letter, span);
                let spelled = deunicode::deunicode_char(letter).unwrap_or("?");
                spelled.chars().filter(|letter| !letter.is_control()).for_each(put);
            }
        }
    }

    /// A mark, a currency, a blank or a sign without width, as it can be typed.
    fn mark(self, mark: char) -> Option<&'static str> {
        let (teletype, typewriter) = match mark {
            '“' | '„' | '‟' | '«' => ("``", "\""),
            '”' | '»' => ("''", "\""),
            '‘' | '‚' | '‛' | '‹' => ("`", "'"),
            '’' | '›' => ("'", "'"),
            '—' | '―' => (" _ ", " - "),
            '‐' | '‑' | '‒' | '–' => ("-", "-"),
            '…' => ("...", "..."),
            '£' => ("GBP ", "GBP "),
            '€' => ("EUR ", "EUR "),
            '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{FEFF}' => ("", ""),
            blank if blank.is_whitespace() => (" ", " "),
            _ => return None,
        };
        Some(if self.marks == Marks::Teletype { teletype } else { typewriter })
    }
}

/// Splits off what every character set holds and every line may have: printable ASCII without a second blank in a row. Of most
/// text that is all. `at_blank`: a blank at the start would be a second one.
fn split_plain(text: &str, mut at_blank: bool) -> (&str, &str) {
    let mut is_plain = |byte: u8| {
        let is_second = byte == b' ' && at_blank;
        at_blank = byte == b' ';
        matches!(byte, b' '..=b'~') && !is_second
    };
    let len = text.bytes().take_while(|byte| is_plain(*byte)).count();
    text.split_at_checked(len).unwrap_or((text, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn line(charset: Charset, marks: Marks, text: &str) -> String {
        Letters { charset, marks }.line(text, Span::DETACHED, &mut Losses::default())
    }

    #[test]
    fn marks_are_set_as_the_format_has_them() {
        let text = "“No deal”—and that’s ‘final’… 3–4\u{A0}km";
        let latin_1 = Charset::LATIN_1;
        assert_eq!(line(latin_1, Marks::Teletype, text), "``No deal'' _ and that's `final'... 3-4\u{A0}km");
        assert_eq!(line(latin_1, Marks::Typewriter, text), "\"No deal\" - and that's 'final'... 3-4\u{A0}km");
        assert_eq!(line(Charset::UTF_8, Marks::Teletype, text), text);
    }

    #[test]
    fn letters_outside_the_set_are_written_in_ascii() {
        assert_eq!(line(Charset::LATIN_1, Marks::Typewriter, "café in Łódź"), "café in Lódz");
        assert_eq!(line(Charset::ASCII, Marks::Typewriter, "café"), "cafe");
        assert_eq!(line(Charset::ASCII, Marks::Typewriter, "港口"), "Gang Kou");
    }

    #[test]
    fn no_control_character_is_left() {
        let all: String = ('\0'..='\u{A0}').collect();
        for charset in [Charset::ASCII, Charset::LATIN_1, Charset::UTF_8] {
            let line = line(charset, Marks::Teletype, &all);
            assert!(!line.chars().any(char::is_control), "{line:?}");
        }
    }

    #[test]
    fn blanks_are_one_but_where_they_carry_meaning() {
        assert_eq!(line(Charset::ASCII, Marks::Teletype, " a \n\t b  "), "a b");
        let letters = Letters { charset: Charset::ASCII, marks: Marks::Teletype };
        assert_eq!(letters.verbatim("  a\tb  c ", Span::DETACHED, &mut Losses::default()), "  a     b  c");
    }
}
