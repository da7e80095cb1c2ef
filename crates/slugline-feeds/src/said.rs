//! Texts of a head that a feed can show.

use std::borrow::Cow;

use slugline_core::model::{Span, Text};
use slugline_markup::is_visible;

/// A line of text that shows something, and where it was read. Trimmed; holds no line end and no tab.
#[derive(Clone)]
pub(crate) struct Said<'a> {
    pub(crate) text: Cow<'a, str>,
    pub(crate) span: Span,
}

impl<'a> Said<'a> {
    /// `text`, which was read from `span`, where anything of it is left to see once it is escaped: an empty element says
    /// nothing, and is an error in most places.
    pub(crate) fn new(text: Cow<'a, str>, span: Span) -> Option<Said<'a>> {
        let text = one_line(text);
        is_visible(&text).then_some(Said { text, span })
    }

    /// The same of a field that may be absent.
    pub(crate) fn of(field: Option<&'a str>, span: Span) -> Option<Said<'a>> {
        Said::new(Cow::Borrowed(field?), span)
    }

    /// A title, which must be there.
    pub(crate) fn title(title: Text<'a>, span: Span) -> Said<'a> {
        let untitled = Said { text: Cow::Borrowed("Untitled"), span: Span::DETACHED };
        Said::new(title.into_cow(), span).unwrap_or(untitled)
    }
}

fn one_line(text: Cow<'_, str>) -> Cow<'_, str> {
    const BREAKS: [char; 3] = ['\n', '\r', '\t'];
    if text.contains(BREAKS) {
        let parts = text.split(BREAKS).map(str::trim).filter(|part| !part.is_empty());
        return Cow::Owned(parts.collect::<Vec<_>>().join(" "));
    }
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) if text.trim().len() == text.len() => Cow::Owned(text),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_shows_something() {
        let line = |text| Said::of(Some(text), Span::DETACHED).map(|said| said.text.into_owned());
        assert_eq!(line(" No ferries,\r\n\tno trains. ").as_deref(), Some("No ferries, no trains."));
        for blank in ["", " ", "\n\u{1}\t", "\u{FFFE}", "\u{A0}"] {
            assert_eq!(line(blank), None, "{blank:?}");
        }
    }
}
