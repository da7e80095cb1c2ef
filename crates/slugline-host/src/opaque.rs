//! What a transform does not know goes through it unseen: a placeholder stands in its place, and it comes back afterwards.

use slugline_core::diagnostic::Diagnostic;
use slugline_core::model::{
    Article, Block, BlockKind, Extra, Inline, InlineKind, IntoOwned, Node, Span, UnknownBlock, UnknownInline,
};
use slugline_core::plugin::Context;
use slugline_core::{Error, Kind, Result};
use slugline_plugin::contract::{Document, Kinds};

use crate::known::{Known, block_name, inline_name};
use crate::tree::{self, Replace};

/// The kind of a placeholder: `{"kind":"opaque","fallback":[],"ref":0}`.
const OPAQUE: &str = "opaque";

/// The nodes that a transform was not shown, each by its place.
#[derive(Default)]
pub(crate) struct Hidden<'a> {
    nodes: Vec<Unseen<'a>>,
}

#[derive(Clone)]
enum Unseen<'a> {
    Block(Block<'a>),
    Inline(Inline<'a>),
}

impl Unseen<'_> {
    fn kind_and_span(&self) -> (&str, Span) {
        match self {
            Unseen::Block(Node { kind, span, .. }) => (block_name(kind), *span),
            Unseen::Inline(Node { kind, span, .. }) => (inline_name(kind), *span),
        }
    }
}

/// `article` with a placeholder for each node whose kind is not `known`, and those nodes.
pub(crate) fn hide<'a>(article: &'a Article<'_>, known: &Kinds) -> (Document<'a>, Hidden<'a>) {
    let mut hiding = Hiding { known: Known::new(known), hidden: Hidden::default() };
    if !tree::picks_any(article, &hiding) {
        return (Document::Lent(article), hiding.hidden);
    }
    let body = tree::replace(article.body.clone(), &mut hiding);
    (Document::Owned(Box::new(Article { head: article.head.clone(), body })), hiding.hidden)
}

struct Hiding<'k, 'a> {
    known: Known<'k>,
    hidden: Hidden<'a>,
}

impl Hiding<'_, '_> {
    /// The place of the next node, as the member that a placeholder has.
    fn next(&self) -> Vec<Extra<'static>> {
        vec![Extra { name: "ref".into(), json: self.hidden.nodes.len().to_string().into() }]
    }
}

impl<'a> Replace<'a> for Hiding<'_, 'a> {
    fn picks_block(&self, kind: &BlockKind<'_>) -> bool {
        !self.known.has_block(kind)
    }

    fn picks_inline(&self, kind: &InlineKind<'_>) -> bool {
        !self.known.has_inline(kind)
    }

    fn block(&mut self, block: Block<'a>, into: &mut Vec<Block<'a>>) {
        let span = block.span;
        let opaque = UnknownBlock { kind: OPAQUE.into(), fallback: Vec::new(), raw: self.next() };
        self.hidden.nodes.push(Unseen::Block(block));
        into.push(Node::new(BlockKind::Unknown(Box::new(opaque)), span));
    }

    fn inline(&mut self, inline: Inline<'a>, into: &mut Vec<Inline<'a>>) {
        let span = inline.span;
        let opaque = UnknownInline { kind: OPAQUE.into(), fallback: Vec::new(), raw: self.next() };
        self.hidden.nodes.push(Unseen::Inline(inline));
        into.push(Node::new(InlineKind::Unknown(Box::new(opaque)), span));
    }
}

impl Hidden<'_> {
    /// `article`, which came back from the transform, with the hidden nodes in the place of their placeholders. Those that
    /// the transform left out are reported as the warning `kind-left-out`.
    ///
    /// # Errors
    ///
    /// `plugin-invalid-result` for a placeholder that comes twice, or that stands for nothing.
    pub(crate) fn restore(self, article: Article<'_>, cx: &mut Context<'_>) -> Result<Article<'static>> {
        let Article { head, body } = article.into_owned();
        let nodes = self.nodes.into_iter().map(|node| Some(node.into_owned()));
        let mut restoring = Restoring { nodes: nodes.collect(), fault: None };
        let body = tree::replace(body, &mut restoring);
        if let Some(fault) = restoring.fault {
            let help = "a transform hands on a node of the kind `opaque` as it came, or leaves it out";
            return Err(Error::new(Kind::Invalid, fault).help(help).coded("plugin-invalid-result"));
        }
        for node in restoring.nodes.iter().flatten() {
            let (kind, span) = node.kind_and_span();
            let message = format!("the plugin left out a node of the kind `{kind}`, which it does not know");
            cx.report(Diagnostic::warning("kind-left-out", message).at(span));
        }
        Ok(Article { head, body })
    }
}

impl Unseen<'_> {
    fn into_owned(self) -> Unseen<'static> {
        match self {
            Unseen::Block(block) => Unseen::Block(block.into_owned()),
            Unseen::Inline(inline) => Unseen::Inline(inline.into_owned()),
        }
    }
}

struct Restoring {
    /// The hidden nodes that were not yet put back.
    nodes: Vec<Option<Unseen<'static>>>,
    /// The first thing that is wrong with the placeholders.
    fault: Option<String>,
}

impl Restoring {
    /// The hidden node that a placeholder with these members stands for.
    fn take(&mut self, raw: &[Extra<'_>]) -> Option<Unseen<'static>> {
        let reference = raw.iter().find(|member| member.name == "ref").map_or("", |member| &*member.json);
        let place: Option<usize> = reference.parse().ok();
        let node = place.and_then(|place| self.nodes.get_mut(place)).and_then(Option::take);
        if node.is_none() {
            let fault = || format!("a placeholder with `ref` {reference} comes twice, or stands for nothing");
            self.fault.get_or_insert_with(fault);
        }
        node
    }
}

impl Replace<'static> for Restoring {
    fn picks_block(&self, kind: &BlockKind<'_>) -> bool {
        matches!(kind, BlockKind::Unknown(_))
    }

    fn picks_inline(&self, kind: &InlineKind<'_>) -> bool {
        matches!(kind, InlineKind::Unknown(_))
    }

    fn block(&mut self, block: Block<'static>, into: &mut Vec<Block<'static>>) {
        let BlockKind::Unknown(unknown) = &block.kind else { return into.push(block) };
        if unknown.kind != OPAQUE {
            return into.push(block);
        }
        match self.take(&unknown.raw) {
            Some(Unseen::Block(hidden)) => into.push(hidden),
            // A transform may have put it into a paragraph, or taken it out of one.
            Some(Unseen::Inline(hidden)) => {
                into.push(Node::new(BlockKind::Paragraph { content: hidden.into() }, block.span));
            }
            None => {}
        }
    }

    fn inline(&mut self, inline: Inline<'static>, into: &mut Vec<Inline<'static>>) {
        let InlineKind::Unknown(unknown) = &inline.kind else { return into.push(inline) };
        if unknown.kind != OPAQUE {
            return into.push(inline);
        }
        match self.take(&unknown.raw) {
            Some(Unseen::Inline(hidden)) => into.push(hidden),
            Some(Unseen::Block(_)) => {
                self.fault.get_or_insert_with(|| "a placeholder of a block stands within a paragraph".to_owned());
            }
            None => {}
        }
    }
}
