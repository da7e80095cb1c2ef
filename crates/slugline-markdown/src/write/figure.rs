//! Pictures.

use std::borrow::Cow;

use slugline_core::model::{Figure, Inline, InlineKind, Span, plain};
use slugline_markup::{clean_text, web_address};

use super::block::Body;
use super::escape::{self, Place};
use super::inline::Line;
use super::lost::Lost;
use super::shown::has_words;

impl Body<'_, '_> {
    /// A picture where it has an address, and the words about it where there is no place for them.
    pub(super) fn figure(&mut self, figure: &Figure<'_>, span: Span) {
        let caption = plain(&figure.caption);
        let is_marked = figure.caption.iter().any(|inline| !matches!(inline.kind, InlineKind::Text { .. }));
        match picture_address(&figure.source) {
            Some(address) => {
                if is_marked {
                    self.lose(Lost::CaptionMarks, span);
                }
                self.begin_block();
                self.picture(figure, &address, span);
            }
            None => {
                self.lose(Lost::UnsafePicture, span);
                let alt = [Inline::text(figure.alt.reborrow(), span)];
                let words = if caption.trim().is_empty() { &alt[..] } else { &figure.caption };
                if has_words(words) {
                    self.paragraph(words);
                }
            }
        }
        let credit = figure.credit.as_ref().map(|credit| [Inline::text(credit.reborrow(), span)]);
        if let Some(credit) = credit.filter(|credit| has_words(credit)) {
            self.lose(Lost::PictureCredit, span);
            self.paragraph(&credit);
        }
    }

    /// `![What it shows](pier.jpg "The words under it")`
    fn picture(&mut self, figure: &Figure<'_>, address: &str, span: Span) {
        let mut line = Line::at(Place::Paragraph);
        self.out.put(b"![");
        self.text(&figure.alt, span, &mut line);
        self.out.put(b"](");
        let address = clean_text(address, span, &mut self.dropped);
        escape::put_address(self.out, &address);
        let mut public = figure.caption.to_vec();
        public.retain(|inline| self.is_public(&inline.attrs, inline.span));
        let caption = plain(&public);
        let caption = clean_text(&caption, span, &mut self.dropped);
        let caption = caption.split_whitespace().collect::<Vec<_>>().join(" ");
        if !caption.is_empty() {
            self.out.put(b" ");
            escape::put_title(self.out, &caption);
        }
        self.out.put(b")");
    }
}

/// The address of a picture, where it may stand in a page: on the web, or a file beside it.
fn picture_address(source: &str) -> Option<Cow<'_, str>> {
    let source = source.trim();
    let has_scheme = source.find(':').is_some_and(|colon| !source.get(..colon).unwrap_or_default().contains('/'));
    if has_scheme {
        return web_address(source);
    }
    let is_file = !source.is_empty() && !source.contains(char::is_control) && !source.starts_with("//");
    is_file.then(|| source.into())
}
