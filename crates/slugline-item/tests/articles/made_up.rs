//! Made-up articles, for the laws of every format of news items.

use proptest::prelude::*;
use slugline_core::model::{
    Block, BlockKind, Byline, Dateline, Head, Inline, InlineKind, Inlines, Item, Node, Role, Span,
};
use slugline_markup::{Dropped, escaped};

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-Zé港 .,]{1,30}",
        "[<>&\"'\\]\\[!?-]{1,12}",
        "[a-z\u{0}-\u{1F}\u{7F}-\u{9F}\u{A0}\u{2028}\u{FDD0}\u{FFFE}\u{1FFFF}]{0,20}",
        any::<String>(),
    ]
}

fn inlines() -> impl Strategy<Value = Inlines<'static>> {
    let run = text().prop_map(|text| InlineKind::Text { text: text.into() });
    let inline = run.prop_recursive(3, 8, 3, |inner| {
        prop::collection::vec(inner, 0..3).prop_map(|kinds| InlineKind::Strong { content: nodes(kinds) })
    });
    prop::collection::vec(inline, 0..4).prop_map(|kinds| Inlines::from(nodes(kinds)))
}

fn nodes(kinds: Vec<InlineKind<'static>>) -> Vec<Inline<'static>> {
    kinds.into_iter().map(|kind| Node::new(kind, Span::DETACHED)).collect()
}

/// Blocks of most kinds.
pub(crate) fn block() -> impl Strategy<Value = Block<'static>> {
    let kind = prop_oneof![
        4 => inlines().prop_map(|content| BlockKind::Paragraph { content }),
        1 => (0..9u8, inlines()).prop_map(|(level, content)| BlockKind::Heading { level, content }),
        1 => text().prop_map(|text| BlockKind::Preformatted { text: text.into() }),
        1 => Just(BlockKind::SectionBreak),
    ];
    let node = (kind, role()).prop_map(|(kind, role)| with_role(Node::new(kind, Span::DETACHED), role));
    node.prop_recursive(3, 12, 4, |inner| {
        let blocks = prop::collection::vec(inner, 0..4);
        let kind = (0..3u8, blocks).prop_map(|(kind, blocks)| match kind {
            0 => BlockKind::Quote { blocks },
            1 => BlockKind::Group { blocks },
            _ => list(blocks),
        });
        (kind, role()).prop_map(|(kind, role)| with_role(Node::new(kind, Span::DETACHED), role))
    })
}

fn list(blocks: Vec<Block<'static>>) -> BlockKind<'static> {
    let item = |block| Item { blocks: vec![block], ..Item::default() };
    BlockKind::List { ordered: false, start: None, items: blocks.into_iter().map(item).collect() }
}

fn role() -> impl Strategy<Value = Option<Role<'static>>> {
    prop_oneof![
        8 => Just(None),
        1 => Just(Some(Role::EditorOnly)),
        1 => text().prop_map(|word| Some(Role::Other(word.into()))),
    ]
}

fn with_role(block: Block<'static>, role: Option<Role<'static>>) -> Block<'static> {
    match role {
        Some(role) => block.with_role(role),
        None => block,
    }
}

/// Heads with texts in most fields.
pub(crate) fn head() -> impl Strategy<Value = Head<'static>> {
    let maybe = || prop::option::of(text());
    (maybe(), maybe(), maybe(), maybe(), maybe(), prop::collection::vec(text(), 0..3)).prop_map(
        |(headline, section, dateline, rights, identifier, names)| Head {
            headline: headline.map(Into::into),
            section: section.map(Into::into),
            dateline: dateline.map(|text| Dateline { text: text.into(), ..Dateline::default() }),
            rights: rights.map(Into::into),
            identifier: identifier.map(Into::into),
            bylines: names.iter().map(|name| byline(name)).collect(),
            editor_notes: names.into_iter().map(Into::into).collect(),
            ..Head::default()
        },
    )
}

fn byline(name: &str) -> Byline<'static> {
    Byline { name: name.to_owned().into(), ..Byline::default() }
}

/// The words of `text` as XML can hold them.
pub(crate) fn words(text: &str) -> Vec<String> {
    let mut dropped = Dropped::default();
    let lines = text.replace(['\n', '\r', '\t'], " ");
    let left = escaped(&lines, Span::DETACHED, &mut dropped).replace("&quot;", "\"");
    let left = left.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    left.split_whitespace().map(str::to_owned).collect()
}
