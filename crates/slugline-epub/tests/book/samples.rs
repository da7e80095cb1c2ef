//! Articles to make books of.

use slugline_core::model::{Article, EditionHead, Publisher};
use slugline_core::model::{
    Block, BlockKind, Byline, Cell, Dateline, Dates, Figure, Head, Inline, InlineKind, Inlines, Item, Link, Node, Role,
    Row, Span, Status, Subject, Table, Text, UnknownBlock, UnknownInline, Urgency,
};

const NOWHERE: Span = Span::DETACHED;

/// An article with one paragraph.
pub(crate) fn short(headline: &str, text: &str) -> Article<'static> {
    let mut article = Article::default();
    article.head.headline = Some(headline.to_owned().into());
    article.head.dates.published = "2024-11-18".parse().ok();
    article.body.push(Block::paragraph(text.to_owned(), NOWHERE));
    article
}

/// An article with `text` in every field and every kind of block that has room for text.
pub(crate) fn filled(text: &str) -> Article<'static> {
    let own = || Text::from(text.to_owned());
    Article { head: filled_head(&own), body: filled_body(&own) }
}

/// An edition's head with `text` in every field.
pub(crate) fn filled_edition(text: &str) -> EditionHead<'static> {
    let own = || Some(Text::from(text.to_owned()));
    EditionHead {
        title: own(),
        identifier: own(),
        publisher: Publisher { name: own(), url: own(), authority: own(), copyright: own() },
    }
}

fn filled_head(own: &dyn Fn() -> Text<'static>) -> Head<'static> {
    Head {
        headline: Some(own()),
        subheadline: Some(own()),
        section: Some(own()),
        bylines: vec![Byline { name: own(), role: Some(own()), affiliation: Some(own()) }],
        dateline: Some(Dateline { text: own(), place: Some(own()), source: Some(own()), date: None }),
        dates: Dates {
            created: "2024-11-17".parse().ok(),
            published: "2024-11-18T17:20:40-04:00".parse().ok(),
            updated: "2024-11-19T09:00:00Z".parse().ok(),
            embargo: "2024-11-20".parse().ok(),
        },
        language: Some(own()),
        slug: Some(own()),
        keywords: vec![own()],
        subjects: vec![Subject { scheme: Some(own()), code: Some(own()), name: Some(own()) }],
        urgency: Some(Urgency { code: own(), level: Some(1) }),
        category: Some(own()),
        word_count: Some(1),
        credit: Some(own()),
        rights: Some(own()),
        editor_notes: vec![own()],
        status: Some(Status::Withheld),
        identifier: Some(own()),
        version: Some(2),
        spans: Vec::new(),
        extra: Vec::new(),
    }
}

fn filled_body(own: &dyn Fn() -> Text<'static>) -> Vec<Block<'static>> {
    let paragraph = || Block::paragraph(own(), NOWHERE);
    let block = |kind| Block::new(kind, NOWHERE);
    let cell = |header| Cell { header, content: Inlines::text(own(), NOWHERE), span: NOWHERE };
    let row = |cells| Row { cells, span: NOWHERE };
    let table = Table {
        caption: Inlines::text(own(), NOWHERE),
        rows: vec![row(vec![cell(true), cell(true)]), row(vec![cell(true)]), row(Vec::new())],
    };
    let figure = Figure { source: own(), alt: own(), caption: Inlines::text(own(), NOWHERE), credit: Some(own()) };
    let list = |ordered| BlockKind::List {
        ordered,
        start: Some(7),
        items: vec![
            Item { blocks: vec![paragraph()], ..Item::default() },
            Item { blocks: vec![paragraph(), block(BlockKind::SectionBreak)], ..Item::default() },
        ],
    };
    vec![
        paragraph(),
        block(BlockKind::Paragraph { content: filled_inlines(own).into() }),
        Block::heading(1, own(), NOWHERE),
        Block::heading(9, own(), NOWHERE),
        block(BlockKind::Quote { blocks: vec![paragraph()] }),
        block(list(true)),
        block(list(false)),
        block(BlockKind::Table(Box::new(table))),
        block(BlockKind::Table(Box::default())),
        block(BlockKind::Preformatted { text: own() }),
        block(BlockKind::Figure(Box::new(figure))),
        block(BlockKind::SectionBreak),
        block(BlockKind::Group { blocks: vec![paragraph()] }).with_role(Role::Other(own())),
        block(BlockKind::Unknown(Box::new(UnknownBlock { kind: own(), fallback: vec![paragraph()], raw: Vec::new() }))),
        paragraph().with_role(Role::EndMark),
    ]
}

fn filled_inlines(own: &dyn Fn() -> Text<'static>) -> Vec<Inline<'static>> {
    let text = || Inline::text(own(), NOWHERE);
    let inline = |kind| Node::new(kind, NOWHERE);
    let link = |href: Text<'static>| inline(InlineKind::Link(Box::new(Link { href, content: vec![text()] })));
    let mut inlines = vec![
        inline(InlineKind::Emphasis { content: vec![text()] }),
        inline(InlineKind::Strong { content: vec![text()] }),
        link(own()),
        inline(InlineKind::LineBreak),
        inline(InlineKind::Unknown(Box::new(UnknownInline { kind: own(), fallback: vec![text()], raw: Vec::new() }))),
    ];
    let addresses = [
        "https://example.org/a?b=1&c=\"2\"#d",
        "https://example.org/a b|c[d]",
        "mailto:desk@example.org",
        "tel:+44-113-555",
        "javascript:alert(1)",
        "//example.org",
        "",
    ];
    inlines.extend(addresses.map(|address| link(address.into())));
    inlines
}

/// Texts that have broken writers.
pub(crate) fn hostile() -> Vec<String> {
    let texts = [
        "<script>alert(1)</script>",
        "</section></body></html>",
        "\"' onload='x' & &amp; &nbsp; &#0;",
        "]]> <![CDATA[ x ]]> <!-- -- --> <?php ?>",
        "\u{1}\u{8}\u{B}\u{1F}\u{7F}\u{85}\u{FFFE}\u{FFFF}\u{FDD0}",
        "a\u{1}b\0c\u{FFFE}d",
        " \n\t\r ",
        "line one\nline two\r\n\r\nline three",
        "\u{202E}back\u{2066}wards\u{200F}",
        "../../etc/passwd",
        "مزارعو تل السنديان يعيدون الماء",
        "港口罢工",
        "😀\u{10FFFD}",
    ];
    let mut texts: Vec<String> = texts.map(str::to_owned).to_vec();
    texts.push("x".repeat(100_000));
    texts
}
