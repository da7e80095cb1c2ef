//! Plain text that reads back to the same article: the writer of the format `text`. Its reader stands in core.
//!
//! ```
//! use slugline_core::{diagnostic::Diagnostics, model::{Article, Block, Head, Span}, plugin::{Context, Sink, Still}};
//!
//! let head = Head { headline: Some("Ferries stop".into()), section: Some("World".into()), ..Head::default() };
//! let body = vec![Block::paragraph("No ferry left the harbour on Monday.", Span::DETACHED)];
//! let (mut out, mut diagnostics) = (Sink::memory(), Diagnostics::new());
//! let mut cx = Context::new(&mut diagnostics, &Still);
//! slugline_text::write_article(&Article { head, body }, &mut out, &mut cx);
//! assert_eq!(out.finish()?, b"World\n\nFerries stop\n\nNo ferry left the harbour on Monday.\n");
//! # Ok::<(), std::io::Error>(())
//! ```
//!
//! Plain text has no marks that say what a line is: a reader goes by the looks of lines and of what stands round them, and a
//! writer that guessed at those rules would be wrong in silence. So a text is spelled, read, and compared with the article.
//! Where a part is read otherwise it is spelled another way, and where no way is left that is reported with its place.
//!
//! - [`PlainText`] is the plugin; its writer has the name `text`.
//! - [`write_article`] is the same for a program.
//!
//! What is where: `piece` turns the body into what plain text has blocks for; `head` and `draft` spell it, in the `manner` that
//! was chosen; `proof` reads the draft and compares it by `trace`; `loss` gathers what is reported.

mod draft;
mod head;
mod loss;
mod manner;
mod piece;
mod proof;
mod row;
mod trace;

use slugline_core::Result;
use slugline_core::model::{Article, Edition, Field, FieldSet};
use slugline_core::plugin::{
    Arity, Carries, Context, FileType, Manifest, NoOptions, Offer, OptionMap, Output, Plugin, Sink, Writer,
};

use crate::draft::Draft;
use crate::loss::{Loss, Losses};
use crate::manner::Manners;
use crate::proof::Proof;

/// The plugin that writes plain text: format `text`.
#[derive(Clone, Copy, Debug, Default)]
pub struct PlainText;

const NAME: &str = "text";

/// What a text says that reads back.
const CARRIES: Carries = Carries::to_public(FieldSet::ALL.without(&[
    Field::Urgency,
    Field::Category,
    Field::Identifier,
    Field::Version,
    Field::Subject,
    Field::EditorNote,
    Field::Status,
    Field::Embargo,
]));

impl Plugin for PlainText {
    fn manifest(&self) -> &Manifest {
        const FILES: FileType = FileType::text("txt", "text/plain");
        const OFFERS: &[Offer] =
            &[Offer::writer(NAME, "plain text, which reads back to the same article", FILES, CARRIES, &[])];
        static MANIFEST: Manifest = Manifest::new("plain-text", env!("CARGO_PKG_VERSION"), OFFERS);
        &MANIFEST
    }

    fn writer(&self, name: &str, options: &OptionMap) -> Result<Box<dyn Writer>> {
        options.read::<NoOptions>(name)?;
        Ok(Box::new(TextWriter))
    }
}

struct TextWriter;

impl Writer for TextWriter {
    fn arity(&self) -> Arity {
        Arity::One
    }

    fn write(&self, edition: &Edition<'_>, out: &mut dyn Output, cx: &mut Context<'_>) -> Result<()> {
        if let Some(article) = edition.articles.first() {
            write_article(article, out.primary(), cx);
        }
        Ok(())
    }
}

/// How often a text is spelled at most: as is usual, with labels, without what even those do not help, and once more for what
/// that moved.
const SPELLINGS: usize = 4;

/// Writes the public part of `article` to `out` as plain text, UTF-8 with a line feed behind each line, and reports to `cx`
/// what plain text cannot say.
///
/// What is written reads back to the same article, but for what is reported; `docs/formats/text.md` lists what becomes of each
/// field.
pub fn write_article(article: &Article<'_>, out: &mut Sink, cx: &mut Context<'_>) {
    let mut losses = Losses::default();
    let pieces = piece::pieces(article, &mut losses);
    let mut manners = Manners::usual(pieces.len());
    let mut best: Option<(Draft, Proof, Manners)> = None;
    for _ in 0..SPELLINGS {
        let draft = Draft::of(article, &pieces, &manners);
        let proof = Proof::of(article, &pieces, &draft, &manners);
        let next = manners.changed_for(&proof, &pieces);
        if best.as_ref().is_none_or(|(_, known, _)| proof.faults() < known.faults()) {
            best = Some((draft, proof, manners));
        }
        match next {
            Some(next) => manners = next,
            None => break,
        }
    }
    let Some((draft, proof, manners)) = best else { return };
    out.put_str(&draft.text);
    head::report(&article.head, &manners, cx);
    losses.report(cx, Loss::diagnostic);
    loss::report_misread(article, &pieces, &proof, &manners, cx);
    draft.dropped.report(cx);
}
