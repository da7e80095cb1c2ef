//! What stands within a block.

use slugline_core::model::{Inline, InlineKind, Link, Span, plain};
use slugline_markup::{clean_href, clean_text};

use super::block::Body;
use super::escape::{self, Place};
use super::lost::Lost;
use super::shown::has_words;

/// How deep marks may nest: deeper ones readers take for words.
const MAX_MARKS: usize = 8;

/// The line under way.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    place: Place,
    /// Whether nothing of the line is written yet, so that what comes may begin a block.
    starts: bool,
    /// Line ends that stand before what comes, if anything does.
    breaks: usize,
    /// Marks that are open.
    marks: usize,
    in_link: bool,
    /// Whether the last thing written is a mark of stress: another one would be taken with it.
    behind_mark: bool,
    /// Whether a blank stands between what was written and what comes.
    gap: bool,
}

impl Line {
    pub(super) const fn at(place: Place) -> Line {
        Line { place, starts: true, breaks: 0, marks: 0, in_link: false, behind_mark: false, gap: false }
    }
}

impl Body<'_, '_> {
    /// Writes the inlines of a block. The line is `line`.
    pub(super) fn write_inlines(&mut self, inlines: &[Inline<'_>], line: &mut Line) {
        for inline in inlines {
            if self.is_public(&inline.attrs, inline.span) {
                self.write_inline(inline, line);
            }
        }
    }

    fn write_inline(&mut self, inline: &Inline<'_>, line: &mut Line) {
        match &inline.kind {
            InlineKind::Text { text } => self.text(text, inline.span, line),
            InlineKind::Emphasis { content } => self.stressed(["*", "<em>", "</em>"], content, line),
            InlineKind::Strong { content } => self.stressed(["**", "<strong>", "</strong>"], content, line),
            InlineKind::Link(link) => self.link(link, inline.span, line),
            InlineKind::LineBreak => line.breaks += 1,
            InlineKind::Unknown(unknown) => {
                self.lose(Lost::Unknown, inline.span);
                self.write_inlines(&unknown.fallback, line);
            }
        }
    }

    /// Characters, with a blank for white space of any length. Blanks at the ends of a line are none.
    pub(super) fn text(&mut self, text: &str, span: Span, line: &mut Line) {
        let clean = clean_text(text, span, &mut self.dropped);
        let is_blank = |letter: char| matches!(letter, ' ' | '\n' | '\r' | '\t');
        let words = clean.trim_start_matches(is_blank);
        line.gap |= words.len() < clean.len();
        let bare = words.trim_end_matches(is_blank);
        if bare.is_empty() {
            return;
        }
        self.begin(line);
        let mut rest = bare;
        if line.starts {
            rest = escape::put_line_start(self.out, bare);
        }
        (line.starts, line.behind_mark) = (false, false);
        let mut parts = rest.split(['\n', '\r', '\t']).filter(|part| !part.is_empty());
        if let Some(first) = parts.next() {
            escape::put_text(self.out, first, line.place);
        }
        for part in parts {
            self.out.put(b" ");
            escape::put_text(self.out, part, line.place);
        }
        line.gap = bare.len() < words.len();
    }

    /// Writes the line ends or the blank that stand before what comes.
    fn begin(&mut self, line: &mut Line) {
        let breaks = std::mem::take(&mut line.breaks);
        let gap = std::mem::take(&mut line.gap);
        if line.starts {
            return;
        }
        for _ in 0..breaks {
            match line.place {
                Place::Paragraph => {
                    self.out.put(b"\\");
                    self.next_line();
                    line.starts = true;
                }
                Place::Heading | Place::Cell => self.out.put(b"<br>"),
            }
        }
        if gap && breaks == 0 {
            self.out.put(b" ");
            line.behind_mark = false;
        }
    }

    /// Stress: in stars where they cannot be taken for anything else, which is where they stand round letters and outside of
    /// other marks; else in tags.
    fn stressed(&mut self, [stars, open, close]: [&str; 3], content: &[Inline<'_>], line: &mut Line) {
        if !has_words(content) || line.marks >= MAX_MARKS {
            return self.write_inlines(content, line);
        }
        self.begin(line);
        let sure = line.marks == 0 && !line.in_link && !line.behind_mark && has_letters_at_ends(content);
        let (open, close) = if sure { (stars, stars) } else { (open, close) };
        self.out.put_str(open);
        // Blanks within stand within; none does at the ends of stars.
        (line.starts, line.behind_mark) = (false, false);
        line.marks += 1;
        self.write_inlines(content, line);
        line.marks -= 1;
        if !sure {
            self.begin(line);
        }
        self.out.put_str(close);
        line.behind_mark = true;
    }

    fn link(&mut self, link: &Link<'_>, span: Span, line: &mut Line) {
        let Some(href) = clean_href(&link.href) else {
            self.lose(Lost::UnsafeLink, span);
            return self.write_inlines(&link.content, line);
        };
        if line.in_link {
            self.lose(Lost::InnerLink, span);
            return self.write_inlines(&link.content, line);
        }
        self.begin(line);
        (line.starts, line.behind_mark) = (false, false);
        if is_web_address(&href) && plain(&link.content) == *href {
            self.out.put_str("<");
            self.out.put_str(&href);
            return self.out.put_str(">");
        }
        self.out.put(b"[");
        line.in_link = true;
        if has_words(&link.content) {
            self.write_inlines(&link.content, line);
            // Blanks at the end of the words stand within them.
            self.begin(line);
        } else {
            escape::put_text(self.out, &href, line.place);
        }
        line.in_link = false;
        self.out.put(b"](");
        escape::put_address(self.out, &href);
        self.out.put(b")");
        line.behind_mark = false;
    }
}

/// Whether an address may stand between angle brackets alone.
///
/// Source: spec.commonmark.org 0.31.2, section 6.5 "Autolinks".
fn is_web_address(href: &str) -> bool {
    (href.starts_with("http://") || href.starts_with("https://"))
        && href.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'<' | b'>' | b'{' | b'\\' | b'|'))
}

/// Whether the first and the last of inlines are texts that begin and end with a letter or a digit.
fn has_letters_at_ends(content: &[Inline<'_>]) -> bool {
    let text = |inline: Option<&Inline<'_>>, first: bool| {
        let Some(Inline { kind: InlineKind::Text { text }, attrs, .. }) = inline else { return false };
        let letter = if first { text.chars().next() } else { text.chars().next_back() };
        !attrs.is_withheld() && letter.is_some_and(char::is_alphanumeric)
    };
    text(content.first(), true) && text(content.last(), false)
}
