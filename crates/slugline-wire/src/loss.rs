//! What a wire format cannot carry, told once for each kind and story.

use slugline_core::diagnostic::Diagnostic;
use slugline_core::model::Span;
use slugline_core::plugin::{Context, Tally};

use crate::script::foreign_letters;

/// Something that is written otherwise than the article has it, or not at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Loss {
    /// A control character.
    Control,
    /// A quotation mark, a dash, an ellipsis or a blank that the character set lacks.
    Typography,
    /// A letter or a sign that the character set lacks, but no letter of another script.
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
pub(crate) struct Losses {
    met: Tally<Loss>,
    /// Letters that were spelled, and those of them that the character set lacks and that are of another script than Latin.
    letters: usize,
    foreign: usize,
    /// What the first of those is called, and where it is.
    script: Option<(&'static str, Span)>,
}

impl Losses {
    /// Notes one more `loss`, met at `span`.
    pub(crate) fn add(&mut self, loss: Loss, span: Span) {
        self.met.add(loss, span);
    }

    /// Counts a character that is spelled, where it is a letter.
    pub(crate) fn count(&mut self, character: char) {
        self.letters += usize::from(character.is_alphabetic());
    }

    /// Counts the letters of a text in ASCII.
    pub(crate) fn count_in(&mut self, ascii: &str) {
        self.letters += ascii.bytes().filter(u8::is_ascii_alphabetic).count();
    }

    /// Notes a letter at `span` that the character set lacks. Of another script than Latin nothing is left to read.
    pub(crate) fn add_letter(&mut self, letter: char, span: Span) {
        match foreign_letters(letter) {
            Some(script) => {
                self.foreign += 1;
                self.script.get_or_insert((script, span));
            }
            None => self.add(Loss::Letters, span),
        }
    }

    /// Reports each kind at the place of its first, and before all that was reported from the place `first` on that the
    /// text cannot be read.
    pub(crate) fn report(self, first: usize, cx: &mut Context<'_>) {
        if let Some(unreadable) = self.unreadable() {
            cx.diagnostics.insert(first, unreadable);
        }
        self.met.report(cx, Loss::diagnostic);
    }
}

impl Losses {
    fn unreadable(&self) -> Option<Diagnostic> {
        let (script, span) = self.script?;
        let share = match self.foreign * 100 / self.letters.max(1) {
            0 => "less than 1%".to_owned(),
            percent => format!("{percent}%"),
        };
        let message =
            format!("{script} cannot be read in this character set: {share} of the copy is spelled in ASCII by sound");
        Some(Diagnostic::warning("transliterated", message).help(OTHER_SET).at(span))
    }
}

/// What to do where the character set lacks letters.
const OTHER_SET: &str = "another set may have them: `--set FORMAT.encoding=utf-8`";

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
                    .help(OTHER_SET)
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
            Loss::Picture => Diagnostic::note("picture-not-embedded", "wire copy has no pictures; the words are kept"),
            Loss::EndMark => Diagnostic::note("end-mark", "the end mark is left out; the frame ends the story"),
            Loss::Unknown => Diagnostic::warning(
                "unknown-kind",
                "a part of a kind that this version does not know; what it says to show in its place is shown",
            ),
        }
    }
}
