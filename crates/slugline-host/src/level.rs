//! What a writer or a linter does not know is shown to it as its fallback.

use std::collections::BTreeSet;

use slugline_core::diagnostic::Diagnostic;
use slugline_core::model::{Article, Block, BlockKind, Inline, InlineKind, Span};
use slugline_core::plugin::Context;
use slugline_plugin::contract::{Document, Kinds};

use crate::known::{Known, block_name, fallback_of_block, fallback_of_inline, inline_name};
use crate::tree::{self, Replace};

/// `article` with the fallback of each node whose kind is not `known` in its place; lent as it is where it has no such node.
/// Each kind that is replaced is reported once, as the note `kind-replaced`.
pub(crate) fn level<'a>(article: &'a Article<'a>, known: &Kinds, cx: &mut Context<'_>) -> Document<'a> {
    let mut levelling = Levelling { known: Known::new(known), told: BTreeSet::new(), cx };
    if !tree::picks_any(article, &levelling) {
        return Document::Lent(article);
    }
    let body = tree::replace(article.body.clone(), &mut levelling);
    Document::Owned(Box::new(Article { head: article.head.clone(), body }))
}

struct Levelling<'l, 'c> {
    known: Known<'l>,
    /// The kinds that were reported.
    told: BTreeSet<String>,
    cx: &'l mut Context<'c>,
}

impl<'s> Replace<'s> for Levelling<'_, '_> {
    // What falls back to something is picked though it is known: within that may stand what is not.

    fn picks_block(&self, kind: &BlockKind<'_>) -> bool {
        matches!(kind, BlockKind::Unknown(_)) || !self.known.has_block(kind)
    }

    fn picks_inline(&self, kind: &InlineKind<'_>) -> bool {
        matches!(kind, InlineKind::Unknown(_)) || !self.known.has_inline(kind)
    }

    fn block(&mut self, mut block: Block<'s>, into: &mut Vec<Block<'s>>) {
        match &mut block.kind {
            kind if !self.known.has_block(kind) => {
                self.tell(block_name(kind), block.span);
                into.append(&mut tree::replace(fallback_of_block(block), self));
            }
            BlockKind::Unknown(unknown) => {
                unknown.fallback = tree::replace(std::mem::take(&mut unknown.fallback), self);
                into.push(block);
            }
            _ => into.push(block),
        }
    }

    fn inline(&mut self, mut inline: Inline<'s>, into: &mut Vec<Inline<'s>>) {
        match &mut inline.kind {
            kind if !self.known.has_inline(kind) => {
                self.tell(inline_name(kind), inline.span);
                into.append(&mut tree::replace_inlines(fallback_of_inline(inline), self));
            }
            InlineKind::Unknown(unknown) => {
                unknown.fallback = tree::replace_inlines(std::mem::take(&mut unknown.fallback), self);
                into.push(inline);
            }
            _ => into.push(inline),
        }
    }
}

impl Levelling<'_, '_> {
    fn tell(&mut self, kind: &str, span: Span) {
        if self.told.insert(kind.to_owned()) {
            let message =
                format!("the plugin does not know the kind `{kind}`; what it falls back to stands in its place");
            self.cx.report(Diagnostic::note("kind-replaced", message).at(span));
        }
    }
}
