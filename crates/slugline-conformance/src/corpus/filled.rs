//! One text in every field of the model.

use slugline_core::model::{
    Article, Block, BlockKind, Byline, Cell, Date, Dateline, Dates, Figure, Head, Inline, InlineKind, Inlines, Role,
    Row, Span, Status, Subject, Table, Text, UnknownBlock, UnknownInline, Urgency,
};

use super::part::{
    block, emphasis, heading, inline, link, list, paragraph, paragraph_of, preformatted, quote, run, strong, words,
};

/// An article with `text` in every field of the model.
pub fn filled(text: &str) -> Article<'_> {
    Article { head: filled_head(text), body: filled_body(text) }
}

fn filled_head(text: &str) -> Head<'_> {
    let said = || Some(Text::from(text));
    let date = |date: &str| date.parse::<Date>().ok();
    let subject = |scheme, code, name| Subject { scheme, code, name };
    Head {
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
            subject(Some("genre".into()), said(), said()),
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
        url: said(),
        spans: Vec::new(),
        extra: Vec::new(),
    }
}

/// Each kind of block, and each role that a writer looks at.
fn filled_body(text: &str) -> Vec<Block<'_>> {
    let cell = |header| Cell { header, content: words(text), span: Span::DETACHED };
    let row = |cells| Row { cells, span: Span::DETACHED };
    let rows = vec![row(vec![cell(true), cell(true)]), row(vec![cell(false)]), row(Vec::new())];
    let table = |caption, rows| block(BlockKind::Table(Box::new(Table { caption, rows })));
    let figure = |source| {
        let credit = Some(text.into());
        block(BlockKind::Figure(Box::new(Figure { source, alt: text.into(), caption: words(text), credit })))
    };
    let unknown = UnknownBlock { kind: text.into(), fallback: vec![paragraph(text)], raw: Vec::new() };
    vec![
        paragraph_of(filled_inlines(text)),
        paragraph(text),
        heading(1, text),
        heading(9, text),
        quote(vec![paragraph(text)]),
        list(Some(0), vec![vec![paragraph(text)]]),
        list(Some(7), vec![vec![paragraph(text)], vec![paragraph(text), block(BlockKind::SectionBreak)]]),
        list(None, vec![vec![paragraph(text), paragraph(text)]]),
        table(words(text), rows),
        table(Inlines::EMPTY, Vec::new()),
        preformatted(text),
        figure(text.into()),
        figure("https://example.org/bridge.jpg".into()),
        block(BlockKind::SectionBreak),
        block(BlockKind::Group { blocks: vec![paragraph(text)] }).with_role(Role::Other(text.into())),
        block(BlockKind::Unknown(Box::new(unknown))),
        paragraph(text).with_role(Role::Other(text.into())),
        paragraph(text).with_role(Role::EditorOnly),
        paragraph(text).with_role(Role::EndMark),
    ]
}

/// Each kind of inline, and links to addresses of all sorts.
fn filled_inlines(text: &str) -> Vec<Inline<'_>> {
    const ADDRESSES: [&str; 6] = [
        "https://example.org/a b|c[d]",
        "mailto:desk@example.org",
        "tel:+44-113-555",
        "javascript:alert(1)",
        "//example.org",
        "",
    ];
    let unknown = UnknownInline { kind: text.into(), fallback: vec![run(text)], raw: Vec::new() };
    let mut inlines = vec![
        run(text),
        emphasis(text),
        inline(InlineKind::LineBreak),
        strong(text),
        link(text, text),
        link(text, "https://example.org/a?b=1&c=\"2\"#d"),
        inline(InlineKind::Unknown(Box::new(unknown))),
        run(text).with_role(Role::EditorOnly),
    ];
    inlines.extend(ADDRESSES.map(|address| link("here", address)));
    inlines
}
