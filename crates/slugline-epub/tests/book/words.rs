//! A law: what the public may read is in its chapter, in order; what it may not is nowhere in the book and in a diagnostic.

use proptest::collection::vec;
use proptest::prelude::*;
use slugline_core::model::{
    Article, Block, BlockKind, Cell, Figure, Inline, InlineKind, Inlines, Item, Link, Node, Role, Row, Span, Table,
    UnknownBlock,
};

use super::opened::{book, text};

const PUBLIC: &str = "[a-z<>&\"'é港م]{1,6}( [a-z0-9]{1,4}]]>){0,2}";
const SECRET: &str = "SECRET[a-z]{1,3}";

fn inlines(words: &'static str) -> impl Strategy<Value = Vec<Inline<'static>>> {
    let text = words.prop_map(|text| Inline::text(text, Span::DETACHED));
    let tree = text.prop_recursive(3, 8, 3, |inner| {
        let node = |kind| Node::new(kind, Span::DETACHED);
        prop_oneof![
            vec(inner.clone(), 1..3).prop_map(move |content| node(InlineKind::Emphasis { content })),
            vec(inner.clone(), 1..3).prop_map(move |content| node(InlineKind::Strong { content })),
            (vec(inner, 1..3), "(https://a\\.example/|javascript:)[a-z]{0,3}").prop_map(move |(content, href)| {
                let href = href.into();
                node(InlineKind::Link(Box::new(Link { href, content })))
            }),
            Just(node(InlineKind::LineBreak)),
        ]
    });
    vec(tree, 1..4)
}

fn content(words: &'static str) -> impl Strategy<Value = Inlines<'static>> {
    inlines(words).prop_map(Inlines::from)
}

fn table(words: &'static str) -> impl Strategy<Value = BlockKind<'static>> {
    let cell =
        (any::<bool>(), content(words)).prop_map(|(header, content)| Cell { header, content, span: Span::DETACHED });
    let row = vec(cell, 1..4).prop_map(|cells| Row { cells, span: Span::DETACHED });
    (content(words), vec(row, 1..4)).prop_map(|(caption, rows)| BlockKind::Table(Box::new(Table { caption, rows })))
}

fn leaf(words: &'static str) -> impl Strategy<Value = Block<'static>> {
    let figure = (content(words), words).prop_map(|(caption, credit)| {
        BlockKind::Figure(Box::new(Figure {
            source: "quay.jpg".into(),
            caption,
            credit: Some(credit.into()),
            ..Figure::default()
        }))
    });
    let kind = prop_oneof![
        content(words).prop_map(|content| BlockKind::Paragraph { content }),
        (0_u8..9, content(words)).prop_map(|(level, content)| BlockKind::Heading { level, content }),
        words.prop_map(|text| BlockKind::Preformatted { text: text.into() }),
        table(words),
        figure,
        Just(BlockKind::SectionBreak),
    ];
    kind.prop_map(|kind| Block::new(kind, Span::DETACHED))
}

fn blocks() -> impl Strategy<Value = Vec<Block<'static>>> {
    let secret = leaf(SECRET).prop_map(|block| block.with_role(Role::EditorOnly));
    let tree = prop_oneof![6 => leaf(PUBLIC), 1 => secret].prop_recursive(3, 16, 3, |inner| {
        let blocks = vec(inner, 1..3);
        let kind = prop_oneof![
            blocks.clone().prop_map(|blocks| BlockKind::Quote { blocks }),
            blocks.clone().prop_map(|blocks| BlockKind::Group { blocks }),
            vec(blocks.clone(), 1..3).prop_map(|points| BlockKind::List {
                ordered: true,
                start: Some(3),
                items: points.into_iter().map(|blocks| Item { blocks, ..Item::default() }).collect(),
            }),
            blocks.prop_map(|fallback| BlockKind::Unknown(Box::new(UnknownBlock {
                kind: "chart".into(),
                fallback,
                raw: Vec::new(),
            }))),
        ];
        kind.prop_map(|kind| Block::new(kind, Span::DETACHED))
    });
    vec(tree, 0..6)
}

fn article() -> impl Strategy<Value = Article<'static>> {
    (proptest::option::of(PUBLIC), proptest::option::of(PUBLIC), blocks()).prop_map(|(headline, section, body)| {
        let mut article = Article { body, ..Article::default() };
        article.head.headline = headline.map(Into::into);
        article.head.section = section.map(Into::into);
        article
    })
}

/// The articles in the order of their chapters: those of one section where that first appears.
fn by_section<'a>(articles: &'a [Article<'static>]) -> Vec<&'a Article<'static>> {
    let section = |article: &Article<'static>| article.head.section.clone();
    let first = |article: &Article<'static>| articles.iter().position(|other| section(other) == section(article));
    let mut sorted: Vec<_> = articles.iter().collect();
    sorted.sort_by_key(|article| first(article));
    sorted
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn every_word_is_in_its_chapter_or_in_a_diagnostic(articles in vec(article(), 1..4)) {
        let book = book(&articles);
        let (mut secrets, chapters) = (0, book.chapters());
        prop_assert_eq!(chapters.len(), articles.len());
        for (article, chapter) in by_section(&articles).into_iter().zip(&chapters) {
            let page = text(chapter.root());
            let mut rest = &*page;
            article.each_text(&mut |run, _| {
                if run.starts_with("SECRET") {
                    secrets += 1;
                    return;
                }
                for word in run.split_whitespace() {
                    let Some((_, behind)) = rest.split_once(word) else {
                        panic!("`{word}` is not in the rest of the page: {rest}");
                    };
                    rest = behind;
                }
            });
        }
        prop_assert!(!book.members.iter().any(|(_, _, content)| content.contains("SECRET")));
        prop_assert!(secrets == 0 || book.codes().contains(&"editor-only"));
    }

    #[test]
    fn the_same_edition_gives_the_same_bytes(articles in vec(article(), 1..3)) {
        prop_assert_eq!(book(&articles).bytes, book(&articles.clone()).bytes);
    }
}
