//! What a wire format cannot carry, told once for each kind and story: a text of a thousand links would drown the rest.

use slugline_core::diagnostic::Diagnostic;
use slugline_core::model::Span;
use slugline_core::plugin::Context;

/// Something that is written otherwise than the article has it, or not at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Loss {
    /// A control character.
    Control,
    /// A quotation mark, a dash, an ellipsis or a blank that the character set lacks.
    Typography,
    /// A letter that the character set lacks.
    Letters,
    /// A character at the start or end of a line that the format would take for its own mark.
    Mark,
    Link,
    Emphasis,
    LineBreak,
    HeadingLevel,
    Quote,
    Nesting,
    Numbers,
    HeaderCell,
    Caption,
    Separator,
    Role,
    Language,
    Attributes,
    Picture,
    EndMark,
    Unknown,
}

/// The losses of one story, in the order in which they were met.
#[derive(Debug, Default)]
pub(crate) struct Losses(Vec<(Loss, Span, usize)>);

impl Losses {
    /// Notes one more `loss`, met at `span`.
    pub(crate) fn add(&mut self, loss: Loss, span: Span) {
        match self.0.iter_mut().find(|(known, ..)| *known == loss) {
            Some((_, _, count)) => *count += 1,
            None => self.0.push((loss, span, 1)),
        }
    }

    /// Reports each kind at the place of its first.
    pub(crate) fn report(self, cx: &mut Context<'_>) {
        for (loss, span, count) in self.0 {
            let mut diagnostic = loss.diagnostic();
            if count > 1 {
                diagnostic.message.push_str(&format!(", {count} times"));
            }
            cx.report(diagnostic.at(span));
        }
    }
}

impl Loss {
    fn diagnostic(self) -> Diagnostic {
        let left_out = |what: &str| Diagnostic::note("markup-left-out", format!("wire copy has no {what}"));
        match self {
            Loss::Control => Diagnostic::warning("forbidden-character", "a blank stands in for a control character"),
            Loss::Typography => {
                Diagnostic::note("plain-typography", "a mark that the character set lacks is set as on a typewriter")
            }
            Loss::Letters => {
                Diagnostic::warning("transliterated", "a letter that the character set lacks is written in ASCII")
                    .help("another set may have it: `--set FORMAT.encoding=utf-8`")
            }
            Loss::Mark => Diagnostic::warning(
                "forbidden-character",
                "a character that would pass for a mark of the format is left out",
            ),
            Loss::Link => Diagnostic::note("link-left-out", "wire copy has no place for the address of a link"),
            Loss::Emphasis => left_out("emphasis; the words are kept"),
            Loss::LineBreak => left_out("line ends within a paragraph; a blank is written"),
            Loss::HeadingLevel => left_out("levels of headings; all are written alike"),
            Loss::Quote => left_out("quote blocks; paragraphs are written"),
            Loss::Nesting => left_out("lists or paragraphs within lists; they are written one after the other"),
            Loss::Numbers => left_out("numbered lists; the numbers are written as text"),
            Loss::HeaderCell => left_out("header cells; plain ones are written"),
            Loss::Caption => left_out("table captions; a paragraph is written"),
            Loss::Separator => left_out("way to write the sign between cells within one; a comma is written"),
            Loss::Role => left_out("roles of paragraphs"),
            Loss::Language => left_out("languages of parts"),
            Loss::Attributes => left_out("further attributes of parts"),
            Loss::Picture => {
                Diagnostic::warning("picture-not-embedded", "wire copy has no pictures; the words are kept")
            }
            Loss::EndMark => Diagnostic::note("end-mark", "the end mark is left out; the frame ends the story"),
            Loss::Unknown => Diagnostic::warning(
                "unknown-kind",
                "a part of a kind that this version does not know; what it says to show in its place is shown",
            ),
        }
    }
}
