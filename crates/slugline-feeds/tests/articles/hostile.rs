//! Hostile text, and articles whose every field is filled with it.

use slugline_core::model::{
    Article, Block, BlockKind, Byline, Cell, Dateline, Dates, EditionHead, Figure, Head, Inline, InlineKind, Inlines,
    Item, Link, Node, Publisher, Role, Row, Span, Status, Subject, Table, Text, Urgency,
};

const NOWHERE: Span = Span::DETACHED;

/// Texts that break out of something, each with a name.
pub(crate) fn texts() -> Vec<(&'static str, String)> {
    let plain = [
        ("markup", "<b>&amp;</b> <script>alert(\"1\")</script> <?xml?> <!-- -->"),
        ("section-end", "a ]]> b ]]]]>> c <![CDATA[ d ]]"),
        ("hyphens", "-- a -- b --> c <!--"),
        ("control", "a\u{1}b\u{B}c\u{1F}d\u{7F}e\u{85}f\0"),
        ("only-control", "\u{1}\u{2}"),
        ("noncharacter", "a\u{FFFE}b\u{FDD0}c\u{1FFFF}"),
        ("blank", " \u{A0}\u{3000}\t"),
        ("empty", ""),
        ("lines", "one\r\ntwo\rthree\n\n\tfour  five\n"),
        ("bidi", "\u{202E}evil\u{202C} \u{2066}x\u{2069}"),
        ("quotes", "\"a\" 'b' &quot; \u{201C}c\u{201D}"),
        ("address", "javascript:alert(1)"),
        ("web-address", "HTTPS://example.org/?a=1&b=<2>"),
        ("plain-address", "https://example.org/a?b=1&c=2"),
        ("tag", "tag:rain"),
        ("line-separators", "a\u{2028}b\u{2029}c\\u0041\\"),
        ("scripts", "\u{6E2F}\u{53E3} \u{635}\u{62D}\u{631}\u{627}\u{621} \u{1F600}"),
    ];
    let mut texts: Vec<_> = plain.into_iter().map(|(name, text)| (name, text.to_owned())).collect();
    texts.push(("long-word", "x".repeat(100_000)));
    texts
}

/// An article that says `text` wherever a text can stand.
pub(crate) fn filled(text: &str) -> Article<'_> {
    Article { head: head(text), body: body(text) }
}

fn head(text: &str) -> Head<'_> {
    let said = || Some(Text::from(text));
    let subject = |scheme: Option<Text<'_>>, code: Option<Text<'_>>, name: Option<Text<'_>>| Subject {
        scheme: scheme.map(Text::into_owned),
        code: code.map(Text::into_owned),
        name: name.map(Text::into_owned),
    };
    Head {
        headline: said(),
        subheadline: said(),
        section: said(),
        bylines: vec![
            Byline { name: text.into(), role: said(), affiliation: said() },
            Byline { name: text.into(), ..Byline::default() },
        ],
        dateline: Some(Dateline { text: text.into(), place: said(), source: said(), date: "--11-18".parse().ok() }),
        dates: Dates {
            created: "2024-11-18T17:20:40-14:00".parse().ok(),
            published: "--11-18".parse().ok(),
            updated: "0001-01-01".parse().ok(),
            embargo: "2024-11-19".parse().ok(),
        },
        language: said(),
        slug: said(),
        keywords: vec![text.into(), text.into()],
        subjects: vec![
            subject(said(), said(), said()),
            subject(None, None, said()),
            subject(None, said(), None),
            subject(said(), None, None),
            subject(Some("https://example.org/topics/".into()), said(), said()),
        ],
        urgency: Some(Urgency { code: text.into(), level: Some(10) }),
        category: said(),
        word_count: Some(3),
        credit: said(),
        rights: said(),
        editor_notes: vec![text.into()],
        status: Some(Status::Withheld),
        identifier: said(),
        version: Some(0),
        ..Head::default()
    }
}

/// Heads with one field each.
pub(crate) fn heads(text: &str) -> [Head<'_>; 7] {
    let said = || Some(Text::from(text));
    [
        Head { headline: said(), ..Head::default() },
        Head { subheadline: said(), ..Head::default() },
        Head { identifier: said(), ..Head::default() },
        Head { language: said(), ..Head::default() },
        Head { rights: said(), ..Head::default() },
        Head { section: said(), slug: said(), ..Head::default() },
        Head { bylines: vec![Byline { name: text.into(), ..Byline::default() }], ..Head::default() },
    ]
}

/// A block of each kind.
pub(crate) fn body(text: &str) -> Vec<Block<'_>> {
    let inline = || Inline::text(text, NOWHERE);
    let link = InlineKind::Link(Box::new(Link { href: text.into(), content: vec![inline()] }));
    let content = vec![
        inline(),
        Node::new(InlineKind::Emphasis { content: vec![inline()] }, NOWHERE),
        Node::new(InlineKind::LineBreak, NOWHERE),
        Node::new(link, NOWHERE),
        inline().with_role(Role::EditorOnly),
    ];
    let cell = || Cell { header: true, content: Inlines::text(text, NOWHERE), span: NOWHERE };
    let rows = vec![Row { cells: vec![cell(), cell()], span: NOWHERE }, Row { cells: vec![cell()], span: NOWHERE }];
    let table = Table { caption: Inlines::text(text, NOWHERE), rows };
    let figure = Figure {
        source: text.into(),
        alt: text.into(),
        caption: Inlines::text(text, NOWHERE),
        credit: Some(text.into()),
    };
    let item = Item { blocks: vec![Block::paragraph(text, NOWHERE)], ..Item::default() };
    let node = |kind| Node::new(kind, NOWHERE);
    vec![
        node(BlockKind::Paragraph { content: Inlines::from(content) }),
        Block::heading(1, text, NOWHERE),
        Block::heading(9, text, NOWHERE),
        node(BlockKind::Quote { blocks: vec![Block::paragraph(text, NOWHERE)] }),
        node(BlockKind::List { ordered: true, start: Some(0), items: vec![item] }),
        node(BlockKind::Table(Box::new(table))),
        node(BlockKind::Preformatted { text: text.into() }),
        node(BlockKind::Figure(Box::new(figure))),
        node(BlockKind::SectionBreak),
        Block::paragraph(text, NOWHERE).with_role(Role::Other(text.into())),
        Block::paragraph(text, NOWHERE).with_role(Role::EditorOnly),
        Block::paragraph(text, NOWHERE).with_role(Role::EndMark),
    ]
}

/// A feed whose publisher says nothing but `text`.
pub(crate) fn hostile_edition(text: &str) -> EditionHead<'_> {
    let said = || Some(Text::from(text));
    let publisher = Publisher { name: said(), url: said(), authority: said(), copyright: said() };
    EditionHead { title: said(), identifier: said(), publisher }
}
