//! An article of which a part is for editors alone.

use slugline_core::model::{Article, BlockKind, Cell, Figure, Head, InlineKind, Role, Row, Span, Table};

use super::part::{block, inline, item, paragraph, paragraph_of, preformatted, quote, run};

/// The word that [`confidential`] has wherever nobody but editors may read.
pub const SECRET: &str = "withheld";

/// An article that says [`SECRET`] to editors in every place where it can, and to nobody else.
pub fn confidential() -> Article<'static> {
    let secret = || paragraph(SECRET).with_role(Role::EditorOnly);
    let aside = || run(SECRET).with_role(Role::EditorOnly);
    let said = || run("Rain fell.");
    let stressed = || inline(InlineKind::Strong { content: vec![aside()] });
    let open = || paragraph_of(vec![aside(), said(), stressed()]);
    let mut point = item(vec![paragraph(SECRET)]);
    point.attrs.set_role(Role::EditorOnly);
    let points = vec![point, item(vec![open(), secret()])];
    let cell = Cell { content: vec![said(), aside()].into(), ..Cell::default() };
    let table = Table { caption: aside().into(), rows: vec![Row { cells: vec![cell], span: Span::DETACHED }] };
    let figure = Figure { caption: aside().into(), ..Figure::default() };
    let head = Head { headline: Some("Rain".into()), editor_notes: vec![SECRET.into()], ..Head::default() };
    let body = vec![
        secret(),
        open(),
        quote(vec![secret(), open()]),
        block(BlockKind::List { ordered: false, start: None, items: points }),
        block(BlockKind::Group { blocks: vec![secret()] }).with_role(Role::EditorOnly),
        block(BlockKind::Heading { level: 1, content: vec![said(), aside()].into() }),
        block(BlockKind::Table(Box::new(table))),
        block(BlockKind::Figure(Box::new(figure))),
        preformatted(SECRET).with_role(Role::EditorOnly),
        paragraph(SECRET).with_role(Role::EndMark),
    ];
    Article { head, body }
}
