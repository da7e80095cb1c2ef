//! The words of an HTML text, for messages that have no other.
//!
//! Tags become blank lines, line ends or nothing; no more is made of them.
//!
//! Source: html.spec.whatwg.org, section 15.3 "Non-replaced elements".

use mail_parser::decoders::html::add_html_token;
use slugline_core::{Rebuilt, Source};

/// Elements that part paragraphs.
const BLOCKS: [&str; 28] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "center",
    "dd",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "main",
    "p",
    "section",
    "table",
    "ul",
    "ol",
];

/// Elements whose content is no text.
const HIDDEN: [&str; 5] = ["head", "script", "style", "template", "title"];

/// Longest entity: `&CounterClockwiseContourIntegral;`.
const MAX_ENTITY: usize = 34;

/// The text of `html` without its tags.
pub(crate) fn without_tags<'s>(source: &'s Source, html: &'s str) -> &'s str {
    let mut page = Page {
        source,
        html,
        made: Rebuilt::with_capacity(html.len()),
        hidden: None,
        line: Line::Fresh,
        last_comment: html.rfind("-->"),
    };
    let mut at = 0;
    // A tag that never ends is text, and so is every later one.
    let last = html.rfind('>');
    while let Some(rest) = html.get(at..).filter(|rest| !rest.is_empty()) {
        let end = match rest.as_bytes().first() {
            Some(b'<') if last.is_some_and(|last| last > at) => page.tag(at),
            Some(b'&') => page.entity(at),
            _ => None,
        };
        at = end.unwrap_or_else(|| page.text(at));
    }
    source.keep(page.made)
}

/// What stands at the end of the text so far.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Line {
    Fresh,
    Text,
    Blank,
}

struct Page<'s> {
    source: &'s Source,
    html: &'s str,
    made: Rebuilt,
    /// The element that is left out, while it is.
    hidden: Option<&'static str>,
    line: Line,
    /// Where the last comment ends that is closed.
    last_comment: Option<usize>,
}

impl<'s> Page<'s> {
    fn slice(&self, from: usize, to: usize) -> &'s str {
        self.html.get(from..to).unwrap_or_default()
    }

    /// A tag or a comment at `at`; gives where it ends. None: it is text.
    fn tag(&mut self, at: usize) -> Option<usize> {
        let rest = self.html.get(at + 1..)?;
        let closes = rest.starts_with('/');
        let name = rest.strip_prefix('/').unwrap_or(rest);
        if let Some(hidden) = self.hidden {
            let is_end = closes && name.get(..hidden.len()).is_some_and(|name| name.eq_ignore_ascii_case(hidden));
            if !is_end {
                return None;
            }
        } else if let Some(comment) = rest.strip_prefix("!--") {
            // One that is not closed ends at the first sign that could end a tag.
            let is_closed = self.last_comment.is_some_and(|end| end > at);
            let len = if is_closed { comment.find("-->")? + 3 } else { comment.find('>')? + 1 };
            return Some(at + 4 + len);
        }
        if !name.starts_with(|first: char| first.is_ascii_alphabetic() || matches!(first, '!' | '?')) {
            return None;
        }
        let end = at + 1 + rest.find('>')? + 1;
        let name = name.split(|letter: char| !letter.is_ascii_alphanumeric()).next().unwrap_or_default();
        self.element(name, closes, at, end);
        Some(end)
    }

    fn element(&mut self, name: &str, closes: bool, at: usize, end: usize) {
        let is = |known: &&'static str| known.eq_ignore_ascii_case(name);
        if self.hidden.take().is_some() {
            return;
        }
        if let Some(hidden) = HIDDEN.iter().find(|known| is(known)).filter(|_| !closes) {
            self.hidden = Some(hidden);
        } else if BLOCKS.iter().any(is) {
            self.make("\n\n", at, end, Line::Fresh);
        } else if is(&"br") || (is(&"tr") && !closes) {
            self.make("\n", at, end, Line::Fresh);
        } else if is(&"li") && !closes {
            self.make("\n- ", at, end, Line::Blank);
        } else if (is(&"td") || is(&"th")) && closes {
            self.make("\t", at, end, Line::Blank);
        }
    }

    /// An entity at `at`; gives where it ends. None: it is text.
    fn entity(&mut self, at: usize) -> Option<usize> {
        let window = self.html.as_bytes().get(at..)?;
        let len = window.iter().take(MAX_ENTITY).position(|byte| *byte == b';')? + 1;
        let token = self.slice(at, at + len);
        let mut letter = String::new();
        if token.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'&' | b'#' | b';')) {
            add_html_token(&mut letter, token.as_bytes(), false);
        }
        if letter.is_empty() || letter == token {
            return None;
        }
        self.make(&letter, at, at + len, Line::Text);
        Some(at + len)
    }

    /// Text up to the next sign, blanks and line ends as one blank; gives where it ends.
    fn text(&mut self, at: usize) -> usize {
        let rest = self.html.get(at..).unwrap_or_default();
        let is_blank = |letter: char| matches!(letter, ' ' | '\t' | '\n' | '\r');
        let blanks = rest.len() - rest.trim_start_matches(is_blank).len();
        if blanks > 0 {
            if self.line == Line::Text {
                self.make(" ", at, at + blanks, Line::Blank);
            }
            return at + blanks;
        }
        let first = rest.chars().next().map_or(1, char::len_utf8);
        let behind = rest.get(first..).unwrap_or_default();
        let end = behind.find(|letter| is_blank(letter) || matches!(letter, '<' | '&')).unwrap_or(behind.len());
        let end = at + first + end;
        if self.hidden.is_none() {
            self.made.push(self.source, self.slice(at, end));
            self.line = Line::Text;
        }
        end
    }

    fn make(&mut self, made: &str, at: usize, end: usize, line: Line) {
        if self.hidden.is_none() {
            self.made.push_made(self.source, made, self.slice(at, end));
            self.line = line;
        }
    }
}

#[cfg(test)]
mod tests {
    use slugline_core::model::Span;

    use super::*;

    #[track_caller]
    fn check(html: &str, expected: &str) {
        let source = Source::from_text("test", html).unwrap();
        let text = without_tags(&source, source.text());
        let lines: Vec<&str> = text.split('\n').map(str::trim).filter(|line| !line.is_empty()).collect();
        assert_eq!(lines.join(" | "), expected);
    }

    #[test]
    fn blocks_part_paragraphs() {
        check(
            "<p>No ferry\n   left.</p><P CLASS=x>Crews <b>want</b> pay.<br>Now.</p>",
            "No ferry left. | Crews want pay. | Now.",
        );
        check("<ul><li>rain<li>hail</ul>", "- rain | - hail");
        check("<table><tr><td>North</td><td>31</td></tr><tr><td>South</td></tr></table>", "North\t31 | South");
    }

    #[test]
    fn what_is_no_text_is_left_out() {
        check("<head><title>Mail</title><style>p > a { x: y }</style></head><body>Rain.</body>", "Rain.");
        check("Rain<!-- <p>or > not --> fell.<script>1 < 2</script>", "Rain fell.");
    }

    #[test]
    fn entities_are_letters() {
        check("Caf&eacute; &amp; bar, 3 &lt; 5 &#8211; &bogus; & more", "Café & bar, 3 < 5 – &bogus; & more");
    }

    #[test]
    fn signs_that_are_no_tags_are_text() {
        check("3 < 5 and 7 > 6, <b", "3 < 5 and 7 > 6, <b");
        check("<!-- open", "<!-- open");
    }

    #[test]
    fn words_know_their_places() {
        let source = Source::from_text("test", "<p>No &amp; ferry</p>").unwrap();
        let text = without_tags(&source, source.text());
        let at = text.find("& ferry").unwrap();
        assert_eq!(source.span_of(text.get(at..at + 7).unwrap()), Span::new(6, 17));
    }
}
