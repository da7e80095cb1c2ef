//! HTML, as the tokenizer of its specification reads it, and whether its elements nest.
//!
//! A browser shows anything. What the specification calls a parse error is a fault here, and so is an element that is left
//! open or closed out of turn: what is put into a page must not reach beyond its own end.

use html5gum::{DefaultEmitter, EndTag, StartTag, Token, Tokenizer};

use super::{Malformed, place};

/// Elements without an end tag.
///
/// Source: HTML Living Standard, 13.1.2 "Elements", void elements.
const VOID: [&str; 13] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

/// Elements whose end tag may be left out.
///
/// Source: HTML Living Standard, 13.1.2.4 "Optional tags".
const OPEN_ENDED: [&str; 20] = [
    "body", "caption", "colgroup", "dd", "dt", "head", "html", "li", "optgroup", "option", "p", "rp", "rt", "tbody",
    "td", "tfoot", "th", "thead", "tr", "rb",
];

/// What stands between the tags, but for scripts and styles, and the values of attributes.
pub(super) fn text(html: &str) -> Result<String, Malformed> {
    let mut emitter = DefaultEmitter::new_with_span();
    emitter.naively_switch_states(true);
    let mut page = Page { html, open: Vec::new(), text: String::new() };
    for token in Tokenizer::new_with_emitter(html, emitter) {
        match token {
            Ok(Token::StartTag(tag)) => page.start(&tag)?,
            Ok(Token::EndTag(tag)) => page.end(&tag)?,
            Ok(Token::String(string)) if !page.is_code() => page.text.push_str(&String::from_utf8_lossy(&string.value)),
            Ok(Token::Error(error)) => return Err(page.fault(error.span.start, &format!("{}", error.value))),
            Ok(Token::String(_) | Token::Comment(_) | Token::Doctype(_)) => {}
            Err(never) => match never {},
        }
    }
    page.finish()
}

struct Page<'h> {
    html: &'h str,
    /// The elements that are open, the innermost last, and where each began.
    open: Vec<(String, usize)>,
    text: String,
}

impl Page<'_> {
    fn start(&mut self, tag: &StartTag<usize>) -> Result<(), Malformed> {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        for value in tag.attributes.values() {
            self.text.extend(["\n", &String::from_utf8_lossy(&value.value), "\n"]);
        }
        // Pictures in SVG and formulas close themselves as in XML.
        let is_foreign = self.open.iter().any(|(name, _)| matches!(name.as_str(), "svg" | "math"));
        if !(VOID.contains(&name.as_str())
            || tag.self_closing && (is_foreign || matches!(name.as_str(), "svg" | "math")))
        {
            self.open.push((name, tag.span.start));
        }
        Ok(())
    }

    fn end(&mut self, tag: &EndTag<usize>) -> Result<(), Malformed> {
        let name = String::from_utf8_lossy(&tag.name);
        while let Some((open, _)) = self.open.last() {
            if *open == name {
                self.open.pop();
                return Ok(());
            }
            if !OPEN_ENDED.contains(&open.as_str()) {
                return Err(self.fault(tag.span.start, &format!("`</{name}>` where `<{open}>` is open")));
            }
            self.open.pop();
        }
        Err(self.fault(tag.span.start, &format!("`</{name}>` closes nothing")))
    }

    /// Whether what stands here is for the browser: a script or a style.
    fn is_code(&self) -> bool {
        matches!(self.open.last(), Some((name, _)) if matches!(name.as_str(), "script" | "style"))
    }

    fn finish(self) -> Result<String, Malformed> {
        match self.open.iter().find(|(name, _)| !OPEN_ENDED.contains(&name.as_str())) {
            None => Ok(self.text),
            Some((name, at)) => Err(self.fault(*at, &format!("`<{name}>` is never closed"))),
        }
    }

    fn fault(&self, at: usize, what: &str) -> Malformed {
        format!("{}: {what}", place(self.html, at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_readers_see_is_text() {
        let page = "<!DOCTYPE html><title>a &amp; b</title><p class=\"c\">d<br>e<p>f<script>g</script><!-- h -->";
        assert_eq!(text(page).as_deref(), Ok("a & b\nc\ndef"));
        assert_eq!(text("<ul><li>a<li>b</ul><svg><path d=\"M0\"/></svg>").as_deref(), Ok("ab\nM0\n"));
    }

    #[test]
    fn what_reaches_beyond_its_end_is_a_fault() {
        for (html, fault) in [
            ("<b>a", "line 1, column 1: `<b>` is never closed"),
            ("<b><i>a</b></i>", "line 1, column 8: `</b>` where `<i>` is open"),
            ("<p>a\n</div>", "line 2, column 1: `</div>` closes nothing"),
        ] {
            assert_eq!(text(html), Err(fault.to_owned()));
        }
        for html in ["a &#0; b", "<a href=\"x\" href=\"y\">a</a>", "<p", "<!--", "a \0"] {
            assert!(text(html).is_err(), "{html:?}");
        }
    }
}
