//! Any article that the model allows: every kind of node, unknown ones included, with hostile text in every field.
//!
//! Every strategy is boxed: one that held the others by value would overflow the stack of a test.

use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use slugline_core::model::{
    Article, AttrList, Attrs, Block, BlockKind, Byline, Cell, Date, Dateline, Dates, Day, Extra, Field, FieldSpan,
    Figure, Head, Inline, InlineKind, Inlines, Instant, Item, Link, MonthDay, Node, Role, Row, Span, Status, Subject,
    Table, Text, UnknownBlock, UnknownInline, Urgency,
};

use slugline_markup::{Dropped, clean_text};

use crate::hostile;

type T = Text<'static>;

/// Any article.
pub fn article() -> BoxedStrategy<Article<'static>> {
    (head(), vec(block(), 0..4)).prop_map(|(head, body)| Article { head, body }).boxed()
}

fn text() -> BoxedStrategy<T> {
    let hostile = prop::sample::select(
        hostile::texts().map(|(_, text)| text).filter(|text| text.len() < 100).collect::<Vec<_>>(),
    );
    prop_oneof![
        4 => "[ -~]{0,12}",
        2 => "\\PC{0,6}",
        1 => "[a-zA-Zé港 .,]{1,30}",
        1 => "[<>&\"'\\]\\[!?-]{1,12}",
        1 => "[a-z\u{0}-\u{1F}\u{7F}-\u{9F}\u{A0}\u{2028}\u{FDD0}\u{FFFE}\u{1FFFF}]{0,20}",
        1 => any::<String>(),
        1 => hostile.prop_map(str::to_owned),
    ]
    .prop_map(Text::from)
    .boxed()
}

fn span() -> BoxedStrategy<Span> {
    prop_oneof![
        Just(Span::DETACHED),
        (0..u32::MAX / 2, 0..1000u32).prop_map(|(start, len)| Span::new(start, start + len)),
    ]
    .boxed()
}

/// Members that no version knows: names apart from each other and from all that are known, sorted as they are kept.
fn extra() -> BoxedStrategy<Vec<Extra<'static>>> {
    let json = prop_oneof!["null|-?[1-9][0-9]{0,30}\\.[0-9]+|\"x\"", Just("[1, {\"a\":\n  true}]".to_owned())];
    let members = proptest::collection::btree_map("x-[ -!#-\\[\\]-~]{0,4}", json, 0..3);
    members
        .prop_map(|members| {
            let extra = |(name, json): (String, String)| Extra { name: name.into(), json: json.into() };
            members.into_iter().map(extra).collect()
        })
        .boxed()
}

const ROLES: &[&str] = &["lead", "boilerplate", "contact", "end-mark", "caption", "credit", "editor-only"];

fn role() -> BoxedStrategy<Role<'static>> {
    let named = proptest::sample::select(ROLES).prop_map(Text::from);
    prop_oneof![named, text()].prop_map(Role::from).boxed()
}

fn attrs() -> BoxedStrategy<Attrs<'static>> {
    let some = (of(role()), of(text()), proptest::collection::btree_map(text(), text(), 0..3), extra());
    let some = some.prop_map(|(role, language, attrs, extra)| {
        let attrs = attrs.into_iter().collect();
        AttrList { role, language, attrs, extra }.into()
    });
    prop_oneof![3 => Just(Attrs::NONE), 1 => some].boxed()
}

/// A node. What an unknown kind does not know is kept with the kind, not with the attributes.
fn node<K: std::fmt::Debug + 'static>(
    kind: impl Strategy<Value = K> + 'static,
    is_unknown: fn(&K) -> bool,
) -> impl Strategy<Value = Node<'static, K>> {
    (kind, span(), attrs()).prop_map(move |(kind, span, attrs)| {
        let mut list = attrs.list().cloned().unwrap_or_default();
        if is_unknown(&kind) {
            list.extra.clear();
        }
        Node { kind, span, attrs: list.into() }
    })
}

fn inline() -> BoxedStrategy<Inline<'static>> {
    let is_unknown = |kind: &InlineKind<'_>| matches!(kind, InlineKind::Unknown(_));
    let leaf = prop_oneof![
        5 => text().prop_map(|text| InlineKind::Text { text }),
        1 => Just(InlineKind::LineBreak),
    ];
    node(leaf, is_unknown)
        .prop_recursive(3, 8, 3, move |inner| {
            let content = || vec(inner.clone(), 0..3);
            let kind = prop_oneof![
                content().prop_map(|content| InlineKind::Emphasis { content }),
                content().prop_map(|content| InlineKind::Strong { content }),
                (text(), content()).prop_map(|(href, content)| InlineKind::Link(Box::new(Link { href, content }))),
                ("y-[a-z]{1,4}", content(), extra()).prop_map(|(kind, fallback, raw)| {
                    let kind = kind.into();
                    InlineKind::Unknown(Box::new(UnknownInline { kind, fallback, raw }))
                }),
            ];
            node(kind, is_unknown)
        })
        .boxed()
}

fn inlines() -> BoxedStrategy<Inlines<'static>> {
    vec(inline(), 0..3).prop_map(Inlines::from).boxed()
}

fn row() -> BoxedStrategy<Row<'static>> {
    let cell = (any::<bool>(), inlines(), span());
    let cell = cell.prop_map(|(header, content, span)| Cell { header, content, span });
    (vec(cell, 0..3), span()).prop_map(|(cells, span)| Row { cells, span }).boxed()
}

fn block() -> BoxedStrategy<Block<'static>> {
    let is_unknown = |kind: &BlockKind<'_>| matches!(kind, BlockKind::Unknown(_));
    let table = (inlines(), vec(row(), 0..3));
    let figure = (text(), text(), inlines(), of(text()));
    let leaf = prop_oneof![
        3 => inlines().prop_map(|content| BlockKind::Paragraph { content }),
        1 => (1..=6u8, inlines()).prop_map(|(level, content)| BlockKind::Heading { level, content }),
        1 => text().prop_map(|text| BlockKind::Preformatted { text }),
        1 => Just(BlockKind::SectionBreak),
        1 => table.prop_map(|(caption, rows)| BlockKind::Table(Box::new(Table { caption, rows }))),
        1 => figure.prop_map(|(source, alt, caption, credit)| {
            BlockKind::Figure(Box::new(Figure { source, alt, caption, credit }))
        }),
    ];
    node(leaf, is_unknown)
        .prop_recursive(3, 12, 3, move |inner| {
            let blocks = || vec(inner.clone(), 0..3);
            let item = (blocks(), span(), attrs()).prop_map(|(blocks, span, attrs)| Item { blocks, span, attrs });
            let kind = prop_oneof![
                blocks().prop_map(|blocks| BlockKind::Quote { blocks }),
                blocks().prop_map(|blocks| BlockKind::Group { blocks }),
                (any::<bool>(), of(any::<u32>()), vec(item, 0..3))
                    .prop_map(|(ordered, start, items)| BlockKind::List { ordered, start, items }),
                ("y-[a-z]{1,4}", blocks(), extra()).prop_map(|(kind, fallback, raw)| {
                    let kind = kind.into();
                    BlockKind::Unknown(Box::new(UnknownBlock { kind, fallback, raw }))
                }),
            ];
            node(kind, is_unknown)
        })
        .boxed()
}

fn date() -> BoxedStrategy<Date> {
    let day = || (1..=9999u16, 1..=12u8, 1..=28u8).prop_map(|(year, month, day)| Day::new(year, month, day).unwrap());
    prop_oneof![
        day().prop_map(Date::Day),
        (day(), 0..86_400u32, -840..=840i16)
            .prop_map(|(day, second, offset)| { Date::Instant(Instant::new(day, second, offset).unwrap()) }),
        (1..=12u8, 1..=29u8).prop_map(|(month, day)| Date::MonthDay(MonthDay::new(month, day).unwrap())),
    ]
    .boxed()
}

fn people_and_places() -> BoxedStrategy<(Vec<Byline<'static>>, Option<Dateline<'static>>)> {
    let byline = (text(), of(text()), of(text()));
    let byline = byline.prop_map(|(name, role, affiliation)| Byline { name, role, affiliation });
    let dateline = (text(), of(text()), of(text()), of(date()));
    let dateline = dateline.prop_map(|(text, place, source, date)| Dateline { text, place, source, date });
    (vec(byline, 0..3), of(dateline)).boxed()
}

fn dates() -> BoxedStrategy<Dates> {
    (of(date()), of(date()), of(date()), of(date()))
        .prop_map(|(created, published, updated, embargo)| Dates { created, published, updated, embargo })
        .boxed()
}

fn field_span() -> BoxedStrategy<FieldSpan> {
    let field = proptest::sample::select(&[Field::Headline, Field::BylineRole, Field::Keyword, Field::Version][..]);
    (field, any::<u16>(), span())
        .prop_filter("a field span points somewhere", |(_, _, span)| !span.is_detached())
        .prop_map(|(field, index, span)| FieldSpan { field, index, span })
        .boxed()
}

fn head() -> BoxedStrategy<Head<'static>> {
    let words = (of(text()), of(text()), of(text()), of(text()), of(text()));
    let more_words = (of(text()), of(text()), of(text()), of(text()));
    let subject = (of(text()), of(text()), of(text()));
    let subject = subject.prop_map(|(scheme, code, name)| Subject { scheme, code, name });
    let urgency = (text(), of(any::<u8>())).prop_map(|(code, level)| Urgency { code, level });
    let status = proptest::sample::select(&[Status::Usable, Status::Embargoed, Status::Withheld, Status::Canceled][..]);
    let lists = (vec(text(), 0..3), vec(subject, 0..3), vec(text(), 0..2), vec(field_span(), 0..3), extra());
    let rest = (of(urgency), of(any::<u32>()), of(status), of(any::<u32>()), of(text()));
    (words, more_words, people_and_places(), dates(), lists, rest)
        .prop_map(|(words, more_words, (bylines, dateline), dates, lists, rest)| {
            let (headline, subheadline, section, language, slug) = words;
            let (category, credit, rights, identifier) = more_words;
            let (keywords, subjects, editor_notes, spans, extra) = lists;
            let (urgency, word_count, status, version, url) = rest;
            Head {
                headline,
                subheadline,
                section,
                bylines,
                dateline,
                dates,
                language,
                slug,
                keywords,
                subjects,
                urgency,
                category,
                word_count,
                credit,
                rights,
                editor_notes,
                status,
                identifier,
                version,
                url,
                spans,
                extra,
            }
        })
        .boxed()
}

/// The words of a text without what XML cannot hold, as an XML parser gives them.
pub fn words(text: &str) -> Vec<String> {
    let line = text.replace(['\n', '\r', '\t'], " ");
    clean_text(&line, Span::DETACHED, &mut Dropped::default()).split_whitespace().map(str::to_owned).collect()
}
