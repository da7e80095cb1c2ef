//! The choices that a spelling has.

use slugline_core::model::Field;

use crate::piece::Piece;
use crate::proof::{Proof, Verdict};

/// How a piece of the body is spelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Manner {
    /// Between blank lines, the points of a list one below the other.
    Usual,
    /// Right below the paragraph before, where no line is taken for a heading; the points of a list between blank lines.
    Close,
    /// Without marks of emphasis and links: they would be read as characters, or characters as them.
    Bare,
}

/// The choices for a whole text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Manners {
    /// Of each piece.
    pub(crate) pieces: Vec<Manner>,
    /// Fields that have their label before them, where most say by their look what they are.
    pub(crate) labelled: Vec<Field>,
    /// Fields that would be read as something else even then.
    pub(crate) left_out: Vec<Field>,
    /// Whether ampersands are written as in HTML, whose entities a reader of plain text undoes.
    pub(crate) escapes: bool,
}

/// Fields that stand one above the other without a label: where one is misread, the others may be.
const TITLES: [Field; 3] = [Field::Section, Field::Headline, Field::Subheadline];

impl Manners {
    /// The usual ones, for as many pieces.
    pub(crate) fn usual(pieces: usize) -> Manners {
        Manners { pieces: vec![Manner::Usual; pieces], labelled: Vec::new(), left_out: Vec::new(), escapes: false }
    }

    /// The choices that are left for what was misread. `None`: none.
    pub(crate) fn changed_for(&self, proof: &Proof, pieces: &[Piece<'_>]) -> Option<Manners> {
        let mut next = self.clone();
        next.escapes |= proof.has_entities;
        proof.fields.iter().for_each(|field| next.label(*field));
        // What stands below a line that is misread may be fine once that has its label.
        if next.labelled == self.labelled {
            proof.fields.iter().for_each(|field| next.leave_out(*field));
        }
        for ((manner, verdict), piece) in next.pieces.iter_mut().zip(&proof.pieces).zip(pieces) {
            *manner = match (verdict, *manner) {
                (Verdict::Same, manner) => manner,
                (Verdict::Marks, _) if piece.has_marks() => Manner::Bare,
                (Verdict::Marks, manner) => manner,
                (Verdict::Kind(_) | Verdict::Lost, Manner::Usual) => Manner::Close,
                (Verdict::Kind(_) | Verdict::Lost, Manner::Close | Manner::Bare) => Manner::Usual,
            };
        }
        (next != *self).then_some(next)
    }

    /// Labels a field that is usual without.
    fn label(&mut self, field: Field) {
        let fields = match () {
            () if TITLES.contains(&field) => &TITLES[..],
            () if [Field::Byline, Field::Published].contains(&field) => std::slice::from_ref(&field),
            () => &[],
        };
        for field in fields {
            if !self.labels(*field) {
                self.labelled.push(*field);
            }
        }
    }

    /// Leaves out a field that readers of the story can do without.
    fn leave_out(&mut self, field: Field) {
        const LESSER: [Field; 9] = [
            Field::Slug,
            Field::Keyword,
            Field::Language,
            Field::Credit,
            Field::Rights,
            Field::WordCount,
            Field::Created,
            Field::Updated,
            Field::Url,
        ];
        if LESSER.contains(&field) && self.writes(field) {
            self.left_out.push(field);
        }
    }

    /// Whether a field is written with its label.
    pub(crate) fn labels(&self, field: Field) -> bool {
        self.labelled.contains(&field)
    }

    /// Whether a field is written at all.
    pub(crate) fn writes(&self, field: Field) -> bool {
        !self.left_out.contains(&field)
    }
}
