//! A message under way: what both formats do alike.

use slugline_core::model::{Article, Field, Head, Span};
use slugline_core::plugin::{Context, Sink};

use crate::body::{Body, LeadIn, parts};
use crate::charset::Charset;
use crate::letters::{Letters, Marks};
use crate::loss::{Loss, Losses};

/// The copy of an article. Text that goes in is spelled beforehand; control characters are put by the frame alone.
pub(crate) struct Copy<'w, 'c> {
    pub(crate) article: &'w Article<'w>,
    pub(crate) cx: &'w mut Context<'c>,
    letters: Letters,
    losses: Losses,
    /// How much had been reported when the copy was begun.
    reported: usize,
    text: String,
}

impl<'w, 'c> Copy<'w, 'c> {
    pub(crate) fn new(
        article: &'w Article<'w>,
        charset: Charset,
        marks: Marks,
        cx: &'w mut Context<'c>,
    ) -> Copy<'w, 'c> {
        let reported = cx.diagnostics.iter().len();
        Copy {
            article,
            cx,
            letters: Letters { charset, marks },
            losses: Losses::default(),
            reported,
            text: String::new(),
        }
    }

    /// Encodes the copy into `out`, and reports what was lost on the way.
    pub(crate) fn finish(self, out: &mut Sink) {
        self.losses.report(self.reported, self.cx);
        self.letters.charset.put(&self.text, out);
    }

    /// The article's head.
    pub(crate) fn head(&self) -> &'w Head<'w> {
        &self.article.head
    }

    /// The body, its first paragraph behind the dateline and `dash`.
    pub(crate) fn body(&mut self, dash: &'static str) -> Body {
        let dateline = self.head().dateline.as_ref();
        let dateline = dateline.map(|dateline| self.spell(&dateline.text, Field::Dateline, 0));
        let lead_in = dateline.filter(|dateline| !dateline.is_empty()).map(|dateline| LeadIn { dateline, dash });
        parts(&self.article.body, lead_in, self.letters, &mut self.losses)
    }

    /// A value of `field` as one line of the copy.
    pub(crate) fn spell(&mut self, value: &str, field: Field, index: usize) -> String {
        let span = self.article.head.span(field, index);
        self.letters.line(value, span, &mut self.losses)
    }

    /// Notes a loss that no node is to blame for alone.
    pub(crate) fn lose(&mut self, loss: Loss) {
        self.losses.add(loss, Span::DETACHED);
    }

    /// Adds `text` as it is.
    pub(crate) fn put(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Adds a line and its end.
    pub(crate) fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push_str("\r\n");
    }
}
