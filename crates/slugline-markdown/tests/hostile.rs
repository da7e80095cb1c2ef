//! Hostile text in every field of the model.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::expect_used,
    clippy::string_slice,
    reason = "tests may stop at the first surprise"
)]

use slugline_core::diagnostic::{Diagnostic, Diagnostics};
use slugline_core::model::{
    Article, Block, BlockKind, Byline, Cell, Date, Dateline, Dates, Figure, Head, Inline, InlineKind, Inlines, Item,
    Link, Node, Role, Row, Span, Status, Subject, Table, Text, Urgency,
};
use slugline_core::plugin::{Context, Sink, Still};

const NOWHERE: Span = Span::DETACHED;

fn texts() -> Vec<(&'static str, String)> {
    let plain = [
        ("markup", "<b>&amp;</b> <script>alert(\"1\")</script> <?xml?> <!-- -->"),
        ("section-end", "a ]]> b <![CDATA[ c"),
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
        ("percent", "https://example.org/%zz [x] {y}"),
        ("tag", "tag:rain"),
        ("scripts", "\u{6E2F}\u{53E3} \u{635}\u{62D}\u{631}\u{627}\u{621} \u{1F600}"),
    ];
    let mut texts: Vec<_> = plain.into_iter().map(|(name, text)| (name, text.to_owned())).collect();
    texts.push(("long-word", "x".repeat(100_000)));
    texts
}

fn filled<'s>(text: &'s str) -> Article<'s> {
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

fn body(text: &str) -> Vec<Block<'_>> {
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

fn written(article: &Article<'_>) -> (String, Vec<Diagnostic>) {
    let (mut out, mut diagnostics) = (Sink::memory(), Diagnostics::new());
    slugline_markdown::write_article(article, &mut out, &mut Context::new(&mut diagnostics, &Still));
    (String::from_utf8(out.finish().unwrap()).unwrap(), diagnostics.take())
}

/// Writes an article, and looks for what no text may hold.
fn check(name: &str, article: &Article<'_>) {
    let (text, _) = written(article);
    assert_eq!(text, written(article).0, "{name}: not the same bytes twice");
    let is_forbidden = |letter: char| {
        (letter.is_control() && !matches!(letter, '\n' | '\t'))
            || matches!(letter, '\u{FDD0}'..='\u{FDEF}')
            || u32::from(letter) & 0xFFFE == 0xFFFE
    };
    assert!(!text.contains(is_forbidden), "{name}: {text:?}");
    assert!(text.is_empty() || text.ends_with('\n'), "{name}: {text:?}");
}

#[test]
fn every_field_holds_hostile_text() {
    for (name, text) in texts() {
        check(name, &filled(&text));
    }
}

#[test]
fn one_hostile_field_at_a_time() {
    for (name, text) in texts() {
        let said = || Some(Text::from(&*text));
        let heads = [
            Head { headline: said(), ..Head::default() },
            Head { section: said(), slug: said(), ..Head::default() },
            Head { language: said(), keywords: vec![text.as_str().into()], ..Head::default() },
            Head { rights: said(), credit: said(), ..Head::default() },
            Head { dateline: Some(Dateline { text: text.as_str().into(), ..Dateline::default() }), ..Head::default() },
        ];
        for head in heads {
            check(name, &Article { head, body: Vec::new() });
        }
        for block in body(&text) {
            check(name, &Article { body: vec![block], ..Article::default() });
        }
    }
}

/// What only editors may see is in no public format, wherever it stands.
#[test]
fn nothing_for_editors_gets_out() {
    let secret = || Block::paragraph("withheld", NOWHERE).with_role(Role::EditorOnly);
    let said = || Inline::text("Rain fell.", NOWHERE);
    let aside = || Inline::text("withheld", NOWHERE).with_role(Role::EditorOnly);
    let node = |kind| Node::new(kind, NOWHERE);
    let stressed = || Node::new(InlineKind::Strong { content: vec![aside()] }, NOWHERE);
    let paragraph = || node(BlockKind::Paragraph { content: Inlines::from(vec![aside(), said(), stressed()]) });
    let mut item = Item { blocks: vec![Block::paragraph("withheld", NOWHERE)], ..Item::default() };
    item.attrs.set_role(Role::EditorOnly);
    let open = Item { blocks: vec![paragraph(), secret()], ..Item::default() };
    let cell = Cell { content: Inlines::from(vec![said(), aside()]), ..Cell::default() };
    let table = Table { rows: vec![Row { cells: vec![cell], span: NOWHERE }], caption: Inlines::from(vec![aside()]) };
    let figure = Figure { caption: Inlines::from(vec![aside()]), ..Figure::default() };
    let article = Article {
        head: Head {
            headline: Some("Rain".into()),
            editor_notes: vec!["withheld".into()],
            identifier: Some("withheld".into()),
            ..Head::default()
        },
        body: vec![
            secret(),
            paragraph(),
            node(BlockKind::Quote { blocks: vec![secret(), paragraph()] }),
            node(BlockKind::List { ordered: false, start: None, items: vec![item, open] }),
            node(BlockKind::Group { blocks: vec![secret()] }).with_role(Role::EditorOnly),
            node(BlockKind::Heading { level: 1, content: Inlines::from(vec![said(), aside()]) }),
            node(BlockKind::Table(Box::new(table))),
            node(BlockKind::Figure(Box::new(figure))),
            node(BlockKind::Preformatted { text: "withheld".into() }).with_role(Role::EditorOnly),
            Block::paragraph("withheld", NOWHERE).with_role(Role::EndMark),
        ],
    };
    let (text, diagnostics) = written(&article);
    assert!(!text.contains("withheld"), "{text}");
    assert!(diagnostics.iter().any(|told| told.code == "editor-only"));
}
