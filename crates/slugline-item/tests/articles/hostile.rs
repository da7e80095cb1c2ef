//! Articles that attack a writer, for the tests of every format of news items.

use slugline_core::model::{
    Article, Block, BlockKind, Byline, Cell, Date, Dateline, Dates, Figure, Head, Inline, InlineKind, Inlines, Item,
    Link, Node, Publisher, Role, Row, Span, Status, Subject, Table, Text, Urgency,
};

const NOWHERE: Span = Span::DETACHED;

/// Hostile texts by name.
pub(crate) fn texts() -> Vec<(&'static str, String)> {
    let plain = [
        ("markup", "<b>&amp;</b> <script>alert(\"1\")</script> <?xml?> <!-- -->"),
        ("section-end", "a ]]> b ]]]]>> c <![CDATA[ d ]]"),
        ("hyphens", "-- a -- b --> c <!--"),
        ("control", "a\u{1}b\u{B}c\u{1F}d\u{7F}e\u{85}f\0"),
        ("only-control", "\u{1}\u{2}"),
        ("noncharacter", "a\u{FFFE}b\u{FDD0}c\u{1FFFF}"),
        ("only-noncharacter", "\u{FFFE}"),
        ("blank", " \u{A0}\u{3000}\t"),
        ("empty", ""),
        ("lines", "one\r\ntwo\rthree\n\n\tfour  five\n"),
        ("bidi", "\u{202E}evil\u{202C} \u{2066}x\u{2069}"),
        ("quotes", "\"a\" 'b' &quot; \u{201C}c\u{201D}"),
        ("colon", "medtop:04000000"),
        ("address", "javascript:alert(1)"),
        ("web-address", "HTTPS://example.org/?a=1&b=<2>"),
        ("percent", "https://example.org/%zz [x] {y}"),
        ("line-separators", "a\u{2028}b\u{2029}c\\u0041\\"),
        ("tag", "tag:rain"),
        ("scripts", "\u{6E2F}\u{53E3} \u{635}\u{62D}\u{631}\u{627}\u{621} \u{1F600}"),
    ];
    let mut texts: Vec<_> = plain.into_iter().map(|(name, text)| (name, text.to_owned())).collect();
    texts.push(("long-word", "x".repeat(100_000)));
    texts
}

/// An article with `text` in every field of the model.
pub(crate) fn filled<'s>(text: &'s str) -> Article<'s> {
    let said = || Some(Text::from(text));
    let date = |date: &str| date.parse::<Date>().ok();
    let head = Head {
        headline: said(),
        subheadline: said(),
        section: said(),
        bylines: vec![
            Byline { name: text.into(), role: said(), affiliation: said() },
            Byline { name: text.into(), ..Byline::default() },
        ],
        dateline: Some(Dateline { text: text.into(), place: said(), source: said(), date: date("--11-18") }),
        dates: Dates {
            created: date("2024-11-18T17:20:40-14:30"),
            published: date("--11-18"),
            updated: date("2024-11-17"),
            embargo: date("2024-11-19"),
        },
        language: said(),
        slug: said(),
        keywords: vec![text.into(), text.into()],
        subjects: vec![
            subject(said(), said(), said()),
            subject(None, None, said()),
            subject(None, said(), None),
            subject(said(), None, None),
            subject(Some("medtop".into()), said(), said()),
            subject(Some("wikidata".into()), said(), None),
            subject(Some("https://example.org/topics/".into()), said(), said()),
            subject(None, None, None),
        ],
        urgency: Some(Urgency { code: text.into(), level: Some(10) }),
        category: said(),
        word_count: Some(3),
        credit: said(),
        rights: said(),
        editor_notes: vec![text.into(), text.into()],
        status: Some(Status::Withheld),
        identifier: said(),
        version: Some(0),
        ..Head::default()
    };
    Article { head, body: body(text) }
}

fn subject<'s>(scheme: Option<Text<'s>>, code: Option<Text<'s>>, name: Option<Text<'s>>) -> Subject<'s> {
    Subject { scheme, code, name }
}

/// A body with `text` in every kind of block.
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
    let paragraph = BlockKind::Paragraph { content: Inlines::from(content) };
    let cell = || Cell { header: true, content: Inlines::text(text, NOWHERE), span: NOWHERE };
    let row = |cells| Row { cells, span: NOWHERE };
    let table =
        Table { caption: Inlines::text(text, NOWHERE), rows: vec![row(vec![cell(), cell()]), row(vec![cell()])] };
    let figure = Figure {
        source: text.into(),
        alt: text.into(),
        caption: Inlines::text(text, NOWHERE),
        credit: Some(text.into()),
    };
    let item = Item { blocks: vec![Block::paragraph(text, NOWHERE)], ..Item::default() };
    let list = BlockKind::List { ordered: true, start: Some(0), items: vec![item] };
    let node = |kind| Node::new(kind, NOWHERE);
    vec![
        node(paragraph),
        Block::heading(1, text, NOWHERE),
        Block::heading(9, text, NOWHERE),
        node(BlockKind::Quote { blocks: vec![Block::paragraph(text, NOWHERE)] }),
        node(list),
        node(BlockKind::Table(Box::new(table))),
        node(BlockKind::Preformatted { text: text.into() }),
        node(BlockKind::Figure(Box::new(figure))),
        node(BlockKind::SectionBreak),
        Block::paragraph(text, NOWHERE).with_role(Role::Other(text.into())),
        Block::paragraph(text, NOWHERE).with_role(Role::EditorOnly),
        Block::paragraph(text, NOWHERE).with_role(Role::EndMark),
    ]
}

/// A publisher with `text` in every field.
pub(crate) fn hostile_publisher(text: &str) -> Publisher<'_> {
    Publisher {
        name: Some(text.into()),
        url: Some(text.into()),
        authority: Some(text.into()),
        copyright: Some(text.into()),
    }
}

/// Heads with `text` in one field.
pub(crate) fn heads(text: &str) -> impl Iterator<Item = Head<'_>> {
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
    .into_iter()
}

/// Articles that lack something, by name.
pub(crate) fn lacking() -> impl Iterator<Item = (&'static str, Article<'static>)> {
    let dated = |date: &str| Head {
        headline: Some("Rain".into()),
        dates: Dates {
            published: date.parse().ok(),
            updated: date.parse().ok(),
            embargo: date.parse().ok(),
            ..Dates::default()
        },
        ..Head::default()
    };
    let rain = || vec![Block::paragraph("Rain fell.", NOWHERE)];
    let tagged = |tag: &'static str| Head { language: Some(tag.into()), ..dated("2024-11-18") };
    let break_alone = vec![Node::new(BlockKind::SectionBreak, NOWHERE)];
    let cases = [
        ("nothing", Head::default(), Vec::new()),
        ("no-headline", Head::default(), rain()),
        ("no-body", dated("2024-11-18"), Vec::new()),
        ("break-alone", dated("2024-11-18"), break_alone),
        ("day", dated("2024-11-18"), rain()),
        ("month-day", dated("--11-18"), rain()),
        ("instant", dated("2024-11-18T17:20:40-04:00"), rain()),
        ("far-zone", dated("2024-11-18T17:20:40+23:59"), rain()),
        ("first-day", dated("0001-01-01"), rain()),
        ("last-day", dated("9999-12-31"), rain()),
        ("german", tagged("de-AT"), rain()),
        ("chinese", tagged("zh-Hant-HK"), rain()),
        ("arabic", tagged("ar"), rain()),
        ("private", tagged("en-x-desk"), rain()),
        ("no-tag", tagged("English"), rain()),
    ];
    cases.into_iter().map(|(name, head, body)| (name, Article { head, body }))
}
