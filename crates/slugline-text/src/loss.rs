//! What plain text cannot carry, told once for each kind and article; and what is misread, each at its place.

use slugline_core::diagnostic::Diagnostic;
use slugline_core::model::Article;
use slugline_core::plugin::{Context, Tally};

use crate::manner::{Manner, Manners};
use crate::piece::{Piece, PieceKind};
use crate::proof::{self, Proof, Verdict};

/// Something that is written otherwise than the article has it, or not at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Loss {
    EditorOnly,
    EndMark,
    Link,
    InnerLink,
    LineBreak,
    HeadingLevel,
    QuotedBlock,
    Nesting,
    Caption,
    CellMarks,
    Role,
    Language,
    Attributes,
    Picture,
    Unknown,
}

/// The losses of one article.
pub(crate) type Losses = Tally<Loss>;

impl Loss {
    /// What is told of it.
    pub(crate) fn diagnostic(self) -> Diagnostic {
        let left_out = |what: &str| Diagnostic::note("markup-left-out", format!("plain text has no {what}"));
        match self {
            Loss::EditorOnly => Diagnostic::note("editor-only", "a part for editors alone is left out of the text"),
            Loss::EndMark => Diagnostic::note("end-mark", "the end mark is left out"),
            Loss::Link => {
                Diagnostic::warning("unsafe-link", "an address that may be no link is left out; the words are kept")
            }
            Loss::InnerLink => Diagnostic::note(
                "link-left-out",
                "plain text has no links within links; the words are kept and the address is left out",
            ),
            Loss::LineBreak => left_out("line ends within a paragraph; a blank is written"),
            Loss::HeadingLevel => left_out("levels of headings; all are written alike"),
            Loss::QuotedBlock => {
                left_out("quotes of anything but paragraphs; what is quoted is written without a mark")
            }
            Loss::Nesting => left_out("lists or paragraphs within lists; they are written one after the other"),
            Loss::Caption => left_out("table captions; a paragraph is written"),
            Loss::CellMarks => left_out("marks within cells; the words are kept"),
            Loss::Role => left_out("such roles of parts"),
            Loss::Language => left_out("languages of parts"),
            Loss::Attributes => left_out("further attributes of parts"),
            Loss::Picture => Diagnostic::note("picture-not-embedded", "plain text has no pictures; the words are kept"),
            Loss::Unknown => Diagnostic::warning(
                "unknown-kind",
                "a part of a kind that this version does not know; what it says to show in its place is shown",
            ),
        }
    }
}

/// Reports what no spelling was found for that reads back as it should: a warning where a reader misses words or sees others, a
/// note where they only look different.
pub(crate) fn report_misread(
    article: &Article<'_>,
    pieces: &[Piece<'_>],
    proof: &Proof,
    manners: &Manners,
    cx: &mut Context<'_>,
) {
    for field in proof.fields.iter().filter(|field| manners.writes(**field)) {
        let name = field.words();
        let message = match proof::has(&article.head, *field) {
            true => format!("plain text has no spelling of the {name} that reads back as it is"),
            false => format!("the text is read back with a {name}, which the article does not have"),
        };
        cx.report(Diagnostic::warning("reads-otherwise", message).at(article.head.span(*field, 0)));
    }
    for ((piece, verdict), manner) in pieces.iter().zip(&proof.pieces).zip(&manners.pieces) {
        let what = piece.name();
        let diagnostic = match verdict {
            Verdict::Same if *manner == Manner::Bare => {
                let message = format!("the marks of this {what} would be read as characters; they are left out");
                Diagnostic::note("markup-left-out", message)
            }
            Verdict::Same => continue,
            Verdict::Kind(read) => {
                let message =
                    format!("plain text has no spelling of this {what} that reads back as one; it is read as {read}");
                Diagnostic::note("reads-otherwise", message)
            }
            Verdict::Marks => {
                let message = format!("characters of this {what} are read as marks of emphasis or links");
                Diagnostic::warning("reads-otherwise", message)
            }
            Verdict::Lost => {
                let message = format!("the words of this {what} are read as something else than public text");
                Diagnostic::warning("reads-otherwise", message)
            }
        };
        cx.report(diagnostic.at(piece.span));
    }
}

impl Piece<'_> {
    /// What a person calls it.
    fn name(&self) -> &'static str {
        match self.kind {
            PieceKind::Paragraph { .. } => "paragraph",
            PieceKind::Heading(_) => "heading",
            PieceKind::Quote(_) => "quote",
            PieceKind::List { .. } => "list",
            PieceKind::Table(_) => "table",
            PieceKind::Lines(_) => "preformatted text",
            PieceKind::SectionBreak => "section break",
            PieceKind::Picture(_) => "picture",
        }
    }
}
