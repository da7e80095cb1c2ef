//! Line ends before the Markdown is parsed: those within hard-wrapped paragraphs become blanks.
//!
//! In Markdown a line end within a paragraph is a blank. Where every tenth word is followed by one, the parser has more to
//! do for the ends than for the words, and so has whoever joins them again. Here a line end is a byte that changes: what
//! stands where stays, and a paragraph without marks is one run of text.
//!
//! Only where no rule of Markdown can tell the difference: in paragraphs and points behind a blank line, whose lines all
//! begin as those of no other block do. What is in doubt is left to the parser.
//!
//! A CR alone ends a line as well, but not for the parser everywhere: behind the marks of an empty heading it takes the next
//! line with it. It becomes LF.
//!
//! Source: spec.commonmark.org 0.31.2, sections 2.1 "Characters and lines", 4.8 "Paragraphs" and 6.8 "Soft line breaks".

use std::ops::Range;

use memchr::{Memchr, memchr, memchr_iter};
use slugline_core::line::is_ideograph;

/// Elements whose content may hold blank lines.
const VERBATIM: [&str; 4] = ["pre", "script", "style", "textarea"];

/// `text` with its lines ended alike and joined, as long as it was. `None`: they stay as they are.
pub(crate) fn joined(text: &str) -> Option<String> {
    if memchr(b'\r', text.as_bytes()).is_some() {
        return with_line_feeds(text).map(|text| joined(&text).unwrap_or(text));
    }
    let mut ends = Ends { text, joined: String::new(), done: 0, pending: None };
    let mut place = Place::Between;
    let mut tags = Tags::of(text);
    let mut start = 0;
    while let Some(rest) = text.get(start..).filter(|rest| !rest.is_empty()) {
        let line = first_line(rest);
        let kind = Kind::of(line, tags.any_in(start..start + line.len()));
        ends.settle(kind != Kind::Other);
        if kind == Kind::Opening {
            break;
        }
        if kind == Kind::Words && place == Place::BehindWord {
            ends.pending = start.checked_sub(1);
        }
        place = place.behind(kind, line);
        start += line.len() + 1;
    }
    ends.settle(true);
    ends.finish()
}

/// `text` with LF for each CR that stands alone. `None`: none does. Lines that end at CR LF are left to the parser.
fn with_line_feeds(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let mut made = String::new();
    let mut done = 0;
    for at in memchr_iter(b'\r', bytes).filter(|at| bytes.get(at + 1) != Some(&b'\n')) {
        made.push_str(text.get(done..at).unwrap_or_default());
        made.push('\n');
        done = at + 1;
    }
    made.push_str(text.get(done..).filter(|_| done > 0)?);
    Some(made)
}

/// The first line of a text, without its end. Every other one is blank, and needs no search.
fn first_line(text: &str) -> &str {
    let bytes = text.as_bytes();
    let len = if bytes.first() == Some(&b'\n') { Some(0) } else { memchr(b'\n', bytes) };
    len.and_then(|len| text.get(..len)).unwrap_or(text)
}

/// The `<` of a text, each of which may begin a tag. Lines are asked for from the first on, so that one pass serves all.
struct Tags<'t> {
    rest: Memchr<'t>,
    next: Option<usize>,
}

impl<'t> Tags<'t> {
    fn of(text: &'t str) -> Tags<'t> {
        let mut rest = memchr_iter(b'<', text.as_bytes());
        let next = rest.next();
        Tags { rest, next }
    }

    fn any_in(&mut self, line: Range<usize>) -> bool {
        while self.next.is_some_and(|next| next < line.start) {
            self.next = self.rest.next();
        }
        self.next.is_some_and(|next| next < line.end)
    }
}

/// The line ends of a text, and what becomes of them.
struct Ends<'t> {
    text: &'t str,
    joined: String,
    /// How much of the text is in `joined`.
    done: usize,
    /// The one before the last line. That line might be the head of a table, which the line below it tells.
    pending: Option<usize>,
}

impl Ends<'_> {
    fn settle(&mut self, is_blank: bool) {
        let Some(at) = self.pending.take().filter(|_| is_blank) else { return };
        if self.done == 0 {
            self.joined.reserve_exact(self.text.len());
        }
        self.joined.push_str(self.text.get(self.done..at).unwrap_or_default());
        self.joined.push(' ');
        self.done = at + 1;
    }

    fn finish(mut self) -> Option<String> {
        if self.done == 0 {
            return None;
        }
        self.joined.push_str(self.text.get(self.done..).unwrap_or_default());
        Some(self.joined)
    }
}

/// Where a line stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Behind a blank line, where a paragraph may begin.
    Between,
    /// In a paragraph, behind a line whose end is a blank.
    BehindWord,
    /// In a paragraph, behind a line whose end is or may be something else.
    BehindOther,
    /// In anything else.
    Outside,
}

impl Place {
    /// Where the next line stands.
    fn behind(self, kind: Kind, line: &str) -> Place {
        match (self, kind) {
            (_, Kind::Blank) => Place::Between,
            (Place::Outside, _) | (_, Kind::Other | Kind::Opening) => Place::Outside,
            (_, Kind::Words | Kind::Item) if ends_in_word(line) => Place::BehindWord,
            (_, Kind::Words | Kind::Item) => Place::BehindOther,
        }
    }
}

/// Not: white space and a backslash, which make it a break; a character of a script without blanks.
fn ends_in_word(line: &str) -> bool {
    match line.as_bytes().last() {
        Some(byte) if byte.is_ascii() => byte.is_ascii_graphic() && *byte != b'\\',
        _ => line.chars().next_back().is_some_and(|last| !last.is_whitespace() && !is_ideograph(last)),
    }
}

/// What a line says of the block it is in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Blank,
    /// It begins as only lines of paragraphs do, and no tag is in it.
    Words,
    /// The same behind the mark of a list.
    Item,
    /// It may begin a block that goes on behind blank lines, whatever they begin with: code, a script, a comment.
    Opening,
    Other,
}

impl Kind {
    fn of(line: &str, has_tag: bool) -> Kind {
        // An attribute may hold line ends, and an address in angle brackets must not.
        match line.as_bytes() {
            [] => return Kind::Blank,
            words if is_words(words) => return if has_tag { Kind::Other } else { Kind::Words },
            [b'-' | b'*' | b'+', b' ', words @ ..] if is_words(words) && !has_tag => return Kind::Item,
            _ => {}
        }
        match line.trim_ascii_start() {
            "" => Kind::Blank,
            begun if is_opening(begun) => Kind::Opening,
            _ => Kind::Other,
        }
    }
}

fn is_words(line: &[u8]) -> bool {
    match line.first() {
        None => false,
        Some(b'"' | b'\'' | b'(') => true,
        Some(b'0'..=b'9') => !is_list_mark(line),
        Some(byte) => byte.is_ascii_alphabetic() || !byte.is_ascii(),
    }
}

/// `1.`, `12)`
fn is_list_mark(line: &[u8]) -> bool {
    let mark = line.iter().find(|byte| !byte.is_ascii_digit());
    matches!(mark, None | Some(b'.' | b')'))
}

fn is_opening(line: &str) -> bool {
    if let Some(comment) = line.strip_prefix("<!--") {
        return !comment.contains("-->");
    }
    let is_verbatim = |name: &str| {
        line.get(1..=name.len()).is_some_and(|begun| line.starts_with('<') && begun.eq_ignore_ascii_case(name))
    };
    ["```", "~~~", "<!", "<?"].iter().any(|mark| line.starts_with(mark))
        || VERBATIM.iter().any(|name| is_verbatim(name))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use slugline_core::plugin::{Still, Watch};
    use slugline_core::{Rebuilt, Source};

    use super::joined;
    use crate::body;
    use crate::loss::Losses;
    use crate::stretch::Stretch;

    #[track_caller]
    fn joins(text: &str, expected: &str) {
        assert_eq!(joined(text).as_deref().unwrap_or(text), expected);
    }

    #[track_caller]
    fn stays(text: &str) {
        joins(text, text);
    }

    /// Lines with the marks of Markdown, in the order of chance. Without those of code within a line: where they stand in two
    /// lines, the place of the text took its marks in, and of joined lines does not.
    fn markdown() -> impl Strategy<Value = String> {
        let words = || "[A-Za-z\u{e4}\u{6e2f}0-9\"(]{1,3}( [a-z*_\\[\\]()!|&\\\\]{1,3}){0,3}[ \\\\]{0,2}";
        let line = prop_oneof![
            9 => words(),
            4 => (prop::sample::select(vec![
                "- ", "* ", "+ ", "1. ", "> ", "# ", "    ", "  ", "<b>", "<p>", "<!-- ", "-->", "<script>", "```", "~~~", "| ",
                "[a]: ", "[^1]: ", "![", "](<",
            ]), words()).prop_map(|(mark, words)| mark.to_owned() + &words),
            3 => prop::sample::select(vec!["---", "===", "--|--", "|-", "```", "<pre>", "</pre>", "<a", "'b'>", "[a]:", "/b", "\"c\""])
                .prop_map(str::to_owned),
            4 => Just(String::new()),
        ];
        prop::collection::vec(line, 0..12).prop_map(|lines| lines.join("\n"))
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4_000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn joined_lines_are_the_same_markdown(markdown in markdown()) {
            let source = Source::from_text("post.md", markdown).map_err(|error| TestCaseError::fail(error.to_string()))?;
            let whole = || vec![Stretch::default()];
            if let Some(joined) = joined(source.text()) {
                prop_assert_eq!(joined.len(), source.text().len());
                let kept = source.keep(Rebuilt::even(&source, joined, source.text()));
                let of_joined = body::read(&source, kept, whole(), Watch::new(&Still), &mut Losses::default());
                prop_assert_eq!(of_joined, body::read(&source, source.text(), whole(), Watch::new(&Still), &mut Losses::default()));
            }
        }
    }

    #[test]
    fn lines_of_paragraphs() {
        joins(
            "Rain fell\non *Leeds*\nin 2024\n\n\"Again,\"\nshe said",
            "Rain fell on *Leeds* in 2024\n\n\"Again,\" she said",
        );
        joins("- Rain\nfell\n* on\nLeeds\n", "- Rain fell\n* on Leeds\n");
        joins("# Rain\n\nIt\nfell\n", "# Rain\n\nIt fell\n");
        joins("<!-- more -->\n\n港\na\näb\n", "<!-- more -->\n\n港\na äb\n");
    }

    #[test]
    fn a_line_that_may_be_the_head_of_a_table_or_a_heading() {
        joins("a\nb\nc\n--|--\n", "a b\nc\n--|--\n");
        joins("a\nb\nc\n===\n", "a b\nc\n===\n");
    }

    #[test]
    fn what_is_no_paragraph() {
        stays("1. Rain\nfell\n");
        stays("- Rain\n  fell\n- [a]:\nb\n");
        stays("> Rain\nfell\non\n");
        stays("[a]:\nb\n\"c\"\nd\n");
        stays("<p>\nRain\nfell\n");
        stays("a | b\n--|--\nc | d\ne | f\n");
    }

    #[test]
    fn line_ends_that_are_more_than_a_blank() {
        for text in ["a  \nb", "a \nb", "a\\\nb", "a\r\nb", "港\n口", "a\n1. b", "a\n- b", "a\n  b", "a <b\nc>"] {
            stays(text);
        }
    }

    #[test]
    fn nothing_is_joined_behind_what_may_hold_blank_lines() {
        for open in ["```", "  ~~~ a", "<!-- a", "<PRE>", "<script src='a'>", "<?php"] {
            joins(&format!("a\nb\n{open}\n\nc\nd\n"), &format!("a b\n{open}\n\nc\nd\n"));
        }
    }
}
