//! Articles to write, and how tests write them.

use std::collections::BTreeMap;

use slugline_core::Error;
use slugline_core::diagnostic::Diagnostics;
use slugline_core::model::{
    Article, Block, BlockKind, Byline, Cell, Dateline, Dates, EditionHead, Figure, Head, Inline, InlineKind, Inlines,
    Item, Link, Node, Role, Row, Span, Status, Subject, Table, Text, UnknownBlock, Urgency,
};
use slugline_core::plugin::{Context, Sink, Still};
use slugline_html::Options;

/// What hostile text looks like: markup, ends of elements, quotes, controls, directions, addresses, templates.
pub(crate) const HOSTILE: [&str; 14] = [
    "<script>alert(1)</script>",
    "</title></style></script><!--",
    "\"'><img src=x onerror=alert(1)>",
    "a\u{1}b\u{B}c\u{85}d\u{FFFE}e",
    "\u{202E}abc\u{2066}",
    "]]>--><!DOCTYPE",
    "javascript:alert(1)",
    "{{headline}}{{{body}}}",
    "a\nb\r\nc\td",
    "&amp;&lt;&#0;&notit;",
    "صحراء",
    "😀",
    "{}\\u003c",
    "",
];

/// What is written for `article`, and the code and message of each report.
pub(crate) fn try_convert(article: &Article<'_>, options: &Options) -> Result<(String, Vec<String>), String> {
    let (mut out, mut diagnostics) = (Sink::memory(), Diagnostics::new());
    let mut cx = Context::new(&mut diagnostics, &Still);
    slugline_html::write(article, &EditionHead::default(), options, &mut out, &mut cx).map_err(says)?;
    let reports = diagnostics.iter().map(|found| format!("{}: {}", found.code, found.message));
    Ok((String::from_utf8(out.finish().unwrap()).unwrap(), reports.collect()))
}

fn says(error: Error) -> String {
    let help = error.advice().map(|help| format!("\n{help}")).unwrap_or_default();
    format!("{error}{help}")
}

#[track_caller]
pub(crate) fn convert(article: &Article<'_>, options: &Options) -> (String, Vec<String>) {
    try_convert(article, options).unwrap()
}

#[track_caller]
pub(crate) fn page(article: &Article<'_>) -> (String, Vec<String>) {
    convert(article, &Options::default())
}

#[track_caller]
pub(crate) fn fragment(article: &Article<'_>) -> (String, Vec<String>) {
    let options = Options { page: false, ..Options::default() };
    convert(article, &options)
}

pub(crate) fn themed(
    article: &Article<'_>,
    page: bool,
    files: &[(&str, &str)],
) -> Result<(String, Vec<String>), String> {
    let theme: BTreeMap<String, String> = files.iter().map(|(name, text)| ((*name).into(), (*text).into())).collect();
    let options = Options { page, theme: Some(theme), ..Options::default() };
    try_convert(article, &options)
}

fn some<'a>(text: &str) -> Option<Text<'a>> {
    Some(text.to_owned().into())
}

/// An article that has every field of the head.
pub(crate) fn every_field() -> Article<'static> {
    let head = Head {
        headline: some("Ferries stop"),
        subheadline: some("Crews walk out"),
        section: some("World"),
        bylines: vec![
            Byline { name: "Ada Roe".into(), role: some("Staff Writer"), affiliation: some("Harbour Wire") },
            Byline { name: "Sam Lind".into(), ..Byline::default() },
            Byline { name: "Io Vane".into(), ..Byline::default() },
        ],
        dateline: Some(Dateline {
            text: "LEEDS, England (AP)".into(),
            place: some("LEEDS, England"),
            source: some("AP"),
            date: None,
        }),
        dates: Dates {
            created: "2024-11-17".parse().ok(),
            published: "2024-11-18".parse().ok(),
            updated: "2024-11-18T17:20:40-04:00".parse().ok(),
            embargo: "2024-11-18T06:00:00Z".parse().ok(),
        },
        language: some("en-GB"),
        slug: some("ferries"),
        keywords: vec!["ferries".into(), "strike".into()],
        subjects: vec![Subject { scheme: some("medtop"), code: some("04000000"), name: some("economy") }],
        urgency: Some(Urgency { code: "u".into(), level: Some(4) }),
        category: some("i"),
        word_count: Some(3),
        credit: some("Harbour Wire"),
        rights: some("© 2024 The Harbour Times"),
        editor_notes: vec!["call the desk".into()],
        status: Some(Status::Usable),
        identifier: some("tag:harbour.example,2024:ferries"),
        version: Some(2),
        spans: Vec::new(),
        extra: Vec::new(),
    };
    let body = vec![Block::paragraph("No ferry left.", Span::DETACHED), Block::heading(1, "Later", Span::DETACHED)];
    Article { head, body }
}

/// An article that says `text` wherever it says something.
pub(crate) fn filled_with<'a>(text: &str) -> Article<'a> {
    let mut article = every_field();
    let head = &mut article.head;
    let fields = [
        &mut head.headline,
        &mut head.subheadline,
        &mut head.section,
        &mut head.language,
        &mut head.slug,
        &mut head.category,
        &mut head.credit,
        &mut head.rights,
        &mut head.identifier,
    ];
    fields.into_iter().for_each(|field| *field = some(text));
    head.bylines = vec![Byline { name: text.to_owned().into(), role: some(text), affiliation: some(text) }; 2];
    head.dateline = Some(Dateline { text: text.to_owned().into(), ..Dateline::default() });
    head.keywords = vec![text.to_owned().into(); 2];
    head.editor_notes = vec![text.to_owned().into()];
    article.body = body(text);
    article
}

fn body<'a>(text: &str) -> Vec<Block<'a>> {
    let inlines = || Inlines::text(text.to_owned(), Span::DETACHED);
    let run = || Inline::text(text.to_owned(), Span::DETACHED);
    let paragraph = || Block::paragraph(text.to_owned(), Span::DETACHED);
    let block = |kind| Node::new(kind, Span::DETACHED);
    let inline = |kind| Node::new(kind, Span::DETACHED);
    let item = |blocks| Item { blocks, ..Item::default() };
    let cell = |header| Cell { header, content: inlines(), span: Span::DETACHED };
    let row = |cells| Row { cells, span: Span::DETACHED };
    let link = Link { href: text.to_owned().into(), content: vec![run()] };
    vec![
        paragraph(),
        Block::heading(1, text.to_owned(), Span::DETACHED),
        block(BlockKind::Quote { blocks: vec![paragraph()] }),
        block(BlockKind::List {
            ordered: true,
            start: Some(3),
            items: vec![item(vec![paragraph()]), item(vec![paragraph(), paragraph()])],
        }),
        block(BlockKind::Table(Box::new(Table {
            caption: inlines(),
            rows: vec![row(vec![cell(true), cell(true)]), row(vec![cell(false)])],
        }))),
        block(BlockKind::Preformatted { text: text.to_owned().into() }),
        block(BlockKind::SectionBreak),
        block(BlockKind::Group { blocks: vec![paragraph()] }).with_role(Role::Other(text.to_owned().into())),
        block(BlockKind::Paragraph {
            content: vec![
                inline(InlineKind::Strong { content: vec![run()] }),
                inline(InlineKind::LineBreak),
                inline(InlineKind::Link(Box::new(link))),
            ]
            .into(),
        }),
        block(BlockKind::Figure(Box::new(Figure {
            source: "https://example.org/bridge.jpg".into(),
            alt: text.to_owned().into(),
            caption: inlines(),
            credit: some(text),
        }))),
        block(BlockKind::Unknown(Box::new(UnknownBlock {
            kind: text.to_owned().into(),
            fallback: vec![paragraph()],
            raw: Vec::new(),
        }))),
    ]
}

/// Puts a number of its own before the text of every field that a page shows, and of the first paragraph.
pub(crate) fn number(article: &mut Article<'_>) {
    let head = &mut article.head;
    let mut texts: Vec<&mut Text<'_>> =
        [&mut head.headline, &mut head.subheadline, &mut head.section, &mut head.credit, &mut head.rights]
            .into_iter()
            .flatten()
            .collect();
    for byline in &mut head.bylines {
        texts.push(&mut byline.name);
        texts.extend([&mut byline.role, &mut byline.affiliation].into_iter().flatten());
    }
    texts.extend(head.keywords.iter_mut());
    texts.extend(head.dateline.iter_mut().map(|dateline| &mut dateline.text));
    for (at, text) in texts.into_iter().enumerate() {
        *text = format!("{at}x{text}").into();
    }
}
