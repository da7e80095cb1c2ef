//! Copy as a person can read it, and stories to write.

use slugline_core::Result;
use slugline_core::diagnostic::Diagnostics;
use slugline_core::model::{
    Article, Block, BlockKind, Byline, Cell, Date, Dateline, Edition, EditionHead, Head, Inline, InlineKind, Inlines,
    Item, Link, Node, Row, Span, Table, Urgency,
};
use slugline_core::plugin::{Context, Memory, OptionMap, Plugin, Still, Writer};
use slugline_wire::Wire;

/// The bytes of `articles` in `format`, and what is reported: code, severity and message.
pub(crate) fn write(articles: &[Article<'_>], format: &str, options: &[(&str, &str)]) -> (Vec<u8>, Vec<String>) {
    let writer = writer(format, options).unwrap();
    let (mut out, mut diagnostics) = (Memory::new(), Diagnostics::new());
    let head = &EditionHead::default();
    writer.write(&Edition { head, articles }, &mut out, &mut Context::new(&mut diagnostics, &Still)).unwrap();
    let reported = diagnostics.iter().map(|one| format!("{:?}[{}] {}", one.severity, one.code, one.message));
    (out.into_parts().0, reported.collect())
}

fn writer(format: &str, options: &[(&str, &str)]) -> Result<Box<dyn Writer>> {
    let mut given = OptionMap::new();
    for (name, value) in options {
        given.set(*name, *value);
    }
    Wire.writer(format, &given)
}

/// Control bytes as their pictures (`␁`), bytes beyond ASCII as `\xE9`, CR LF as a line end.
pub(crate) fn shown(bytes: &[u8]) -> String {
    let mut text = String::new();
    let mut rest = bytes;
    while let Some((first, others)) = rest.split_first() {
        rest = others;
        match first {
            b'\r' if others.first() == Some(&b'\n') => {
                text.push('\n');
                rest = &others[1..];
            }
            0x00..0x20 => text.push(char::from_u32(0x2400 + u32::from(*first)).unwrap()),
            0x7F => text.push('␡'),
            0x80.. => text.push_str(&format!("\\x{first:02X}")),
            ascii => text.push(char::from(*ascii)),
        }
    }
    text
}

/// Compares the copy of one story.
#[track_caller]
pub(crate) fn check(article: &Article<'_>, format: &str, options: &[(&str, &str)], expected: &str) {
    let (bytes, _) = write(std::slice::from_ref(article), format, options);
    assert_eq!(shown(&bytes), expected, "\n{}", shown(&bytes));
}

/// Compares what is reported of one story.
#[track_caller]
pub(crate) fn reports(article: &Article<'_>, format: &str, expected: &[&str]) {
    let (_, reported) = write(std::slice::from_ref(article), format, &[]);
    assert_eq!(reported, expected, "\n{}", reported.join("\n"));
}

/// Compares what is said of options that do not fit: name, value, and the message behind the name.
#[track_caller]
pub(crate) fn refuses(format: &str, options: &[(&str, &str, &str)]) {
    for (name, value, said) in options {
        let error = writer(format, &[(name, value)]).err().unwrap();
        assert_eq!(error.to_string(), format!("option `{format}.{name}`: {said}"));
    }
}

/// Compares the copy of one story, and that the manual shows it so.
#[track_caller]
pub(crate) fn check_example(article: &Article<'_>, format: &str, example: &str, page: &str) {
    check(article, format, &[], example);
    assert!(page.contains(&format!("```text\n{example}\n```")), "the manual has another example");
}

pub(crate) fn paragraph(text: &'static str) -> Block<'static> {
    Block::paragraph(text, Span::DETACHED)
}

pub(crate) fn block(kind: BlockKind<'static>) -> Block<'static> {
    Node::new(kind, Span::DETACHED)
}

pub(crate) fn list(ordered: bool, items: &[&'static str]) -> Block<'static> {
    let items = items.iter().map(|text| Item { blocks: vec![paragraph(text)], ..Item::default() }).collect();
    block(BlockKind::List { ordered, start: None, items })
}

pub(crate) fn table(rows: &[&[&'static str]]) -> Block<'static> {
    let cell = |text: &&'static str| Cell { content: Inlines::text(*text, Span::DETACHED), ..Cell::default() };
    let rows = rows.iter().map(|cells| Row { cells: cells.iter().map(cell).collect(), span: Span::DETACHED });
    block(BlockKind::Table(Box::new(Table { rows: rows.collect(), ..Table::default() })))
}

/// A paragraph of one link.
pub(crate) fn link(words: &'static str, href: &'static str) -> Block<'static> {
    let content = vec![Inline::text(words, Span::DETACHED)];
    let link = InlineKind::Link(Box::new(Link { href: href.into(), content }));
    block(BlockKind::Paragraph { content: Node::new(link, Span::DETACHED).into() })
}

pub(crate) fn byline(name: &'static str) -> Byline<'static> {
    Byline { name: name.into(), ..Byline::default() }
}

pub(crate) fn date(text: &str) -> Option<Date> {
    Some(text.parse().unwrap())
}

/// A story that both formats carry whole but for its codes.
pub(crate) fn story(slug: &'static str, urgency: &'static str, level: u8, category: &'static str) -> Article<'static> {
    let mut head = Head {
        headline: Some("Ferries stop as crews walk out".into()),
        bylines: vec![byline("Ada Roe"), byline("Sam Lind")],
        dateline: Some(Dateline {
            text: "LEEDS, England (HW)".into(),
            place: Some("LEEDS, England".into()),
            source: Some("HW".into()),
            date: None,
        }),
        slug: Some(slug.into()),
        urgency: Some(Urgency { code: urgency.into(), level: Some(level) }),
        category: Some(category.into()),
        word_count: Some(466),
        ..Head::default()
    };
    head.dates.published = date("2024-11-18T17:20:00Z");
    let body = vec![
        paragraph("No ferry left the harbour on Monday, and none will leave on Tuesday either, the crews said."),
        paragraph("The owners of the line call the walkout unlawful."),
    ];
    Article { head, body }
}
