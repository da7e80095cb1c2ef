//! Laws over made-up articles: no word is lost, the same articles give the same bytes, any feed keeps the rules.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::expect_used,
    clippy::string_slice,
    reason = "tests may stop at the first surprise"
)]

mod articles;

use articles::rules::keeps_all;
use articles::{FORMATS, edition_head, options, written};
use proptest::prelude::*;
use serde_json::Value;
use slugline_core::model::{
    Article, Block, BlockKind, Byline, Dateline, EditionHead, Head, Inline, InlineKind, Inlines, Node, Role, Span,
};
use slugline_feeds::Format;
use slugline_markup::{Dropped, escaped};

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-Zé港 .,]{1,30}",
        "[<>&\"'\\]\\[!?-]{1,12}",
        "[a-z\u{0}-\u{1F}\u{7F}-\u{9F}\u{A0}\u{2028}\u{FDD0}\u{FFFE}\u{1FFFF}]{0,20}",
        any::<String>(),
    ]
}

fn inlines() -> impl Strategy<Value = Inlines<'static>> {
    let run = (any::<bool>(), text()).prop_map(|(is_strong, text)| {
        let run = Inline::text(text, Span::DETACHED);
        if is_strong { Node::new(InlineKind::Strong { content: vec![run] }, Span::DETACHED) } else { run }
    });
    prop::collection::vec(run, 0..4).prop_map(Inlines::from)
}

fn block() -> impl Strategy<Value = Block<'static>> {
    let kind = prop_oneof![
        4 => inlines().prop_map(|content| BlockKind::Paragraph { content }),
        1 => (0..9u8, inlines()).prop_map(|(level, content)| BlockKind::Heading { level, content }),
        1 => text().prop_map(|text| BlockKind::Preformatted { text: text.into() }),
        1 => Just(BlockKind::SectionBreak),
    ];
    let node = (kind, any::<u8>()).prop_map(|(kind, chance)| {
        let node = Node::new(kind, Span::DETACHED);
        if chance < 20 { node.with_role(Role::EditorOnly) } else { node }
    });
    node.prop_recursive(2, 8, 4, |inner| {
        let blocks = prop::collection::vec(inner, 0..4);
        blocks.prop_map(|blocks| Node::new(BlockKind::Quote { blocks }, Span::DETACHED))
    })
}

fn head() -> impl Strategy<Value = Head<'static>> {
    let maybe = || prop::option::of(text());
    (maybe(), maybe(), maybe(), maybe(), maybe(), prop::collection::vec(text(), 0..3)).prop_map(
        |(headline, subheadline, section, dateline, identifier, names)| Head {
            headline: headline.map(Into::into),
            subheadline: subheadline.map(Into::into),
            section: section.map(Into::into),
            dateline: dateline.map(|text| Dateline { text: text.into(), ..Dateline::default() }),
            identifier: identifier.map(Into::into),
            bylines: names.iter().map(|name| Byline { name: name.clone().into(), ..Byline::default() }).collect(),
            keywords: names.into_iter().map(Into::into).collect(),
            ..Head::default()
        },
    )
}

/// `text` as every format can hold it.
fn plain(text: &str) -> String {
    let mut dropped = Dropped::default();
    unescaped(&escaped(text, Span::DETACHED, &mut dropped))
}

fn unescaped(text: &str) -> String {
    let text = text.replace("&#10;", "\n").replace("&#9;", "\t").replace("&quot;", "\"");
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

/// All that a feed says: its texts and attributes, once as they are and once as HTML.
fn shown(format: Format, feed: &str) -> String {
    let mut said = String::new();
    if format == Format::JsonFeed {
        strings(&serde_json::from_str(feed).unwrap(), &mut said);
    } else {
        let document = roxmltree::Document::parse(feed).unwrap();
        for node in document.descendants() {
            said.push_str(node.text().filter(|_| node.is_text()).unwrap_or_default());
            node.attributes().for_each(|attribute| said.push_str(attribute.value()));
        }
    }
    [plain(&said), unescaped(&said)].concat()
}

fn strings(json: &Value, said: &mut String) {
    match json {
        Value::String(string) => said.push_str(string),
        Value::Array(values) => values.iter().for_each(|value| strings(value, said)),
        Value::Object(members) => members.values().for_each(|value| strings(value, said)),
        _ => {}
    }
}

/// The words of an article that readers are to see.
fn public_words(article: &Article<'_>) -> Vec<String> {
    let head = &article.head;
    let mut words = Vec::new();
    let mut say = |text: &str| words.extend(plain(text).split_whitespace().map(str::to_owned));
    [&head.headline, &head.subheadline, &head.section].into_iter().flatten().for_each(|text| say(text));
    head.bylines.iter().for_each(|byline| say(&byline.name));
    head.keywords.iter().for_each(|keyword| say(keyword));
    let body = article.body.iter().filter_map(public).collect();
    Article { body, ..Article::default() }.each_text(&mut |text, _| say(text));
    words
}

/// The block without what is for editors.
fn public<'a>(block: &Block<'a>) -> Option<Block<'a>> {
    let mut block = (!block.attrs.is_editor_only()).then(|| block.clone())?;
    if let BlockKind::Quote { blocks } = &mut block.kind {
        *blocks = blocks.iter().filter_map(public).collect();
    }
    Some(block)
}

proptest! {
    #[test]
    fn no_word_is_lost(head in head(), body in prop::collection::vec(block(), 0..5)) {
        let articles = [Article { head, body }];
        let words = public_words(&articles[0]);
        for (format, edition) in FORMATS.into_iter().flat_map(|format| [(format, EditionHead::default()), (format, edition_head())]) {
            let (feed, _) = written(&articles, &edition, format, &options());
            prop_assert_eq!(&feed, &written(&articles, &edition, format, &options()).0);
            keeps_all(format, &feed);
            let shown = shown(format, &feed);
            for word in &words {
                prop_assert!(shown.contains(word.as_str()), "lost {:?}\n{}", word, feed);
            }
        }
    }
}
