//! A node of each kind, its text from the [`Birds`].

use slugline_core::model::{
    Block, BlockKind, Cell, Extra, Figure, Inline, InlineKind, Inlines, Item, Link, Role, Row, Span, Table,
    UnknownBlock, UnknownInline,
};

use super::birds::Birds;
use super::part::{block, inline, paragraph, paragraph_of, run, words};

/// What [`blocks`] and [`inlines`] call the kind that no version knows.
const UNKNOWN: &str = "tide-table";

/// A block of each kind, by what is said of it.
pub(super) fn blocks() -> Vec<(&'static str, Block<'static>)> {
    let birds = &mut Birds::default();
    let mut said = || words(birds.next());
    let mut blocks = vec![
        ("paragraph", BlockKind::Paragraph { content: said() }),
        ("heading", BlockKind::Heading { level: 1, content: said() }),
        ("heading of level 6", BlockKind::Heading { level: 6, content: said() }),
        ("preformatted", BlockKind::Preformatted { text: "teal\n  wigeon\n\nsmew".into() }),
        ("figure", figure(said())),
        ("table", table(&mut said)),
        ("section-break", BlockKind::SectionBreak),
    ];
    let mut paragraphs = || vec![paragraph(birds.next()), paragraph(birds.next())];
    blocks.extend([
        ("quote", BlockKind::Quote { blocks: paragraphs() }),
        ("group", BlockKind::Group { blocks: paragraphs() }),
        ("list", list(None, &mut paragraphs)),
        ("ordered list", list(Some(1), &mut paragraphs)),
        ("ordered list from 7", list(Some(7), &mut paragraphs)),
        ("unknown block with a fallback", unknown(paragraphs())),
        ("unknown block without a fallback", unknown(Vec::new())),
    ]);
    blocks.into_iter().map(|(name, kind)| (name, block(kind))).collect()
}

fn figure(caption: Inlines<'static>) -> BlockKind<'static> {
    let source = "https://example.org/quay.jpg".into();
    BlockKind::Figure(Box::new(Figure { source, alt: "an empty quay".into(), caption, credit: Some("siskin".into()) }))
}

/// A row of headers, one that is full, one that is too short.
fn table(said: &mut dyn FnMut() -> Inlines<'static>) -> BlockKind<'static> {
    let mut cell = |header| Cell { header, content: said(), span: Span::DETACHED };
    let mut row =
        |cells: &[bool]| Row { cells: cells.iter().map(|header| cell(*header)).collect(), span: Span::DETACHED };
    let rows = vec![row(&[true, true]), row(&[false, false]), row(&[false])];
    BlockKind::Table(Box::new(Table { caption: said(), rows }))
}

fn list(first: Option<u32>, paragraphs: &mut dyn FnMut() -> Vec<Block<'static>>) -> BlockKind<'static> {
    let mut item = || Item { blocks: paragraphs(), ..Item::default() };
    let items = vec![item(), item(), Item::default()];
    BlockKind::List { ordered: first.is_some(), start: first.filter(|first| *first != 1), items }
}

fn unknown(fallback: Vec<Block<'static>>) -> BlockKind<'static> {
    BlockKind::Unknown(Box::new(UnknownBlock { kind: UNKNOWN.into(), fallback, raw: raw() }))
}

/// The value of a member that no version knows.
pub(crate) const TIDES: &str = r#"[{"at":"04:10","metres":5.1}]"#;

/// Members of a kind to come.
fn raw() -> Vec<Extra<'static>> {
    vec![Extra { name: "x-tides".into(), json: TIDES.into() }]
}

/// A paragraph with an inline of each kind between two runs, by what is said of it.
pub(super) fn inlines() -> Vec<(&'static str, Block<'static>)> {
    let kinds = [
        ("text", Kind::Text),
        ("emphasis", Kind::Emphasis),
        ("strong", Kind::Strong),
        ("link", Kind::Link),
        ("line-break", Kind::LineBreak),
        ("unknown inline with a fallback", Kind::Unknown(true)),
        ("unknown inline without a fallback", Kind::Unknown(false)),
    ];
    kinds.map(|(name, kind)| (name, paragraph_with(kind))).into()
}

enum Kind {
    Text,
    Emphasis,
    Strong,
    Link,
    LineBreak,
    Unknown(bool),
}

fn paragraph_with(kind: Kind) -> Block<'static> {
    let birds = &mut Birds::default();
    let before = run(birds.next() + " ");
    let content: Vec<Inline<'static>> = vec![run(birds.next())];
    let kind = match kind {
        Kind::Text => return paragraph_of(vec![before]),
        Kind::Emphasis => InlineKind::Emphasis { content },
        Kind::Strong => InlineKind::Strong { content },
        Kind::Link => InlineKind::Link(Box::new(Link { href: "https://example.org/?a=1&b=2".into(), content })),
        Kind::LineBreak => InlineKind::LineBreak,
        Kind::Unknown(has_fallback) => {
            let fallback = if has_fallback { content } else { Vec::new() };
            InlineKind::Unknown(Box::new(UnknownInline { kind: UNKNOWN.into(), fallback, raw: raw() }))
        }
    };
    paragraph_of(vec![before, inline(kind), run(" ".to_owned() + &birds.next())])
}

/// A paragraph in each role that readers see.
pub(super) fn roles() -> Vec<(&'static str, Block<'static>)> {
    let birds = &mut Birds::default();
    let roles = [
        ("lead", Role::Lead),
        ("boilerplate", Role::Boilerplate),
        ("contact", Role::Contact),
        ("caption", Role::Caption),
        ("credit", Role::Credit),
        ("another role", Role::Other("sidebar".into())),
    ];
    roles.map(|(name, role)| (name, paragraph(birds.next()).with_role(role))).into()
}

#[cfg(test)]
mod tests {
    use slugline_core::model::{BLOCK_KINDS, INLINE_KINDS};

    use super::*;

    #[test]
    fn every_kind_is_there() {
        for (known, names) in [(&BLOCK_KINDS[..], blocks()), (&INLINE_KINDS[..], inlines())] {
            assert!(known.iter().all(|kind| names.iter().any(|(name, _)| name == kind)), "{known:?}");
        }
    }
}
