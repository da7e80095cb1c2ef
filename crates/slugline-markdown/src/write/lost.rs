//! What a post cannot carry, and what is told of it: once for each kind and article.

use slugline_core::diagnostic::Diagnostic;

/// Something that is written otherwise than the article has it, or not at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lost {
    EditorOnly,
    EndMark,
    UnsafeLink,
    InnerLink,
    UnsafePicture,
    HeadingLevel,
    HeaderCell,
    TableCaption,
    CaptionMarks,
    PictureCredit,
    Nesting,
    ListStart,
    Template,
    Role,
    Language,
    Attributes,
    Unknown,
    /// Words above the text that are read as a byline or a date.
    HeadLine,
    /// A paragraph that is read as one with a dateline, or the other way round.
    Dateline,
    /// A paragraph that is read as the sign that the text ends.
    EndSign,
}

impl Lost {
    /// What is told of it.
    pub(super) fn diagnostic(self) -> Diagnostic {
        let left_out = |what: &str| Diagnostic::note("markup-left-out", format!("Markdown has no {what}"));
        let misread = |what: &str| Diagnostic::warning("reads-otherwise", what);
        match self {
            Lost::EditorOnly => Diagnostic::note("editor-only", "a part for editors alone is left out of the text"),
            Lost::EndMark => Diagnostic::note("end-mark", "the end mark is left out"),
            Lost::UnsafeLink => {
                Diagnostic::warning("unsafe-link", "an address that may be no link is left out; the words are kept")
            }
            Lost::InnerLink => Diagnostic::note(
                "link-left-out",
                "Markdown has no links within links; the words are kept and the address is left out",
            ),
            Lost::UnsafePicture => {
                Diagnostic::warning("unsafe-link", "an address that may be no picture is left out; the words are kept")
            }
            Lost::HeadingLevel => {
                left_out("headings as deep, or none of the first level; readers count from the highest")
            }
            Lost::HeaderCell => left_out("cells that name anything but columns; plain ones are written"),
            Lost::TableCaption => left_out("table captions; a paragraph is written"),
            Lost::CaptionMarks => left_out("marks in the words under a picture; the words are kept"),
            Lost::PictureCredit => left_out("credits of pictures; a paragraph is written"),
            Lost::Nesting => {
                left_out("quotes and lists that nest deeper; the blocks are written as if they nested less deep")
            }
            Lost::ListStart => left_out("numbers of more than nine digits; the list begins with a lower one"),
            Lost::Template => {
                left_out("preformatted text with template markup that is text; lines of a paragraph are written")
            }
            Lost::Role => left_out("roles of parts"),
            Lost::Language => left_out("languages of parts"),
            Lost::Attributes => left_out("further attributes of parts"),
            Lost::Unknown => Diagnostic::warning(
                "unknown-kind",
                "a part of a kind that this version does not know; what it says to show in its place is shown",
            ),
            Lost::HeadLine => misread("a line above the text is read as a byline or a date"),
            Lost::Dateline => misread("slugline reads another dateline from the first paragraph than the article has"),
            Lost::EndSign => misread("a paragraph is read as the sign that the text ends"),
        }
    }
}
