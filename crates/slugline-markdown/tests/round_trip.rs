//! What is written reads back to the same article, here and by someone else's parser, or what does not is reported.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests may stop at the first surprise")]

use std::fs;

use proptest::prelude::*;
use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd};
use serde_json::Value;
use slugline_core::Source;
use slugline_core::diagnostic::{Diagnostic, Diagnostics, Severity};
use slugline_core::model::{
    Article, Block, BlockKind, Byline, Date, Dates, Figure, Head, Inline, InlineKind, Inlines, Link,
};
use slugline_core::text::{self, HouseRules};
use slugline_markdown::Markdown;
use slugline_specimen::likeness::{carried, differences, each_value, fold};
use slugline_specimen::part::{
    block, emphasis, heading, inline, link, list, paragraph, paragraph_of, preformatted, quote, run, table_of, words,
};
use slugline_specimen::story::leeds;
use slugline_specimen::{codes, fixtures, likeness};

fn written(article: &Article<'_>) -> (String, Vec<Diagnostic>) {
    slugline_specimen::written(|out, cx| slugline_markdown::write_article(article, out, cx))
}

/// The article that a post has a place for, as a document: empty cells at the end of a row say nothing.
fn document(article: &Article<'_>) -> Value {
    let mut document = likeness::document(&carried(article, &Markdown));
    fold(&mut document);
    each_value(&mut document, &mut |value| {
        if let Some(Value::Array(cells)) = value.get_mut("cells") {
            while cells.last().is_some_and(|cell| cell["content"].as_array().is_some_and(Vec::is_empty)) {
                cells.pop();
            }
        }
    });
    document
}

/// Whether something is reported as no longer what it was.
fn is_loss(diagnostic: &Diagnostic) -> bool {
    const LOSSES: [&str; 5] =
        ["reads-otherwise", "markup-left-out", "link-left-out", "forbidden-character", "unsafe-link"];
    LOSSES.contains(&&*diagnostic.code)
}

/// Writes an article and reads it back. Gives what was reported as a loss; where nothing was, both are the same.
fn comes_back(article: &Article<'_>) -> Result<Vec<Diagnostic>, String> {
    let (post, mut diagnostics) = written(article);
    diagnostics.retain(is_loss);
    let source = Source::from_text("post.md", post.clone()).unwrap();
    let mut told = Diagnostics::new();
    let back = slugline_markdown::read(&source, &HouseRules::default(), &mut told);
    let (found, expected) = (document(&back), document(article));
    let told: Vec<String> =
        told.iter().filter(|told| told.code != "empty-input").map(|told| told.message.clone()).collect();
    if diagnostics.is_empty() && (found != expected || !told.is_empty()) {
        return Err(format!("{}told {told:?} in\n{post}", differences(&found, &expected)));
    }
    Ok(diagnostics)
}

/// The blocks of a body, as a parser that is not ours has them: a line for each, with its words.
fn blocks_of(post: &str) -> Vec<String> {
    let body = match post.strip_prefix("---\n") {
        Some(rest) => rest.split_once("\n---").unwrap().1,
        None => post,
    };
    let mut found: Vec<String> = Vec::new();
    let mut within: Vec<&str> = Vec::new();
    let mut words = String::new();
    for event in Parser::new_ext(body, Options::ENABLE_TABLES) {
        let mut say = |kind: &str, within: &[&str], words: &mut String| {
            let said = std::mem::take(words).split_whitespace().collect::<Vec<_>>().join(" ");
            if !said.is_empty() {
                found.push(format!("{}{kind}: {said}", within.concat()));
            }
        };
        match event {
            Event::Start(Tag::BlockQuote(_)) => within.push("> "),
            Event::Start(Tag::Item) => {
                say("paragraph", &within, &mut words);
                within.push("- ");
            }
            Event::End(TagEnd::BlockQuote(_)) => drop(within.pop()),
            Event::End(TagEnd::Item) => {
                say("paragraph", &within, &mut words);
                within.pop();
            }
            Event::Start(Tag::List(_) | Tag::Paragraph) | Event::End(TagEnd::Paragraph) => {
                say("paragraph", &within, &mut words);
            }
            Event::End(TagEnd::Heading(_)) => say("heading", &within, &mut words),
            Event::End(TagEnd::CodeBlock) => say("lines", &within, &mut words),
            Event::End(TagEnd::TableCell) => say("cell", &within, &mut words),
            Event::Rule => found.push(format!("{}break", within.concat())),
            Event::Text(text) | Event::Code(text) => words.push_str(&text),
            Event::SoftBreak | Event::HardBreak => words.push(' '),
            Event::InlineHtml(tag) if *tag == *"<br>" => words.push(' '),
            Event::InlineHtml(tag) => assert!(is_of_stress(&tag), "{tag} in {post}"),
            Event::Html(html) => panic!("{html} in {post}"),
            _ => {}
        }
    }
    found
}

/// The tags that stand in where stars would be taken for something else.
fn is_of_stress(tag: &CowStr<'_>) -> bool {
    ["<em>", "</em>", "<strong>", "</strong>"].contains(&&**tag)
}

/// The same of an article.
fn expected_blocks(blocks: &[Block<'_>], within: &str, found: &mut Vec<String>) {
    for block in blocks {
        match &block.kind {
            BlockKind::Paragraph { content } => say(within, "paragraph", &content.plain(), found),
            BlockKind::Heading { content, .. } => say(within, "heading", &content.plain(), found),
            BlockKind::Preformatted { text } => say(within, "lines", text, found),
            BlockKind::Table(table) => {
                let cells = table.rows.iter().flat_map(|row| &row.cells);
                cells.for_each(|cell| say(within, "cell", &cell.content.plain(), found));
            }
            BlockKind::Figure(figure) => say(within, "paragraph", &figure.alt, found),
            BlockKind::SectionBreak => found.push(format!("{within}break")),
            BlockKind::Quote { blocks } => expected_blocks(blocks, &format!("{within}> "), found),
            BlockKind::List { items, .. } => {
                items.iter().for_each(|item| expected_blocks(&item.blocks, &format!("{within}- "), found));
            }
            BlockKind::Group { .. } | BlockKind::Unknown(_) => panic!("none is made up"),
        }
    }
}

fn say(within: &str, kind: &str, words: &str, found: &mut Vec<String>) {
    let said = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if !said.is_empty() {
        found.push(format!("{within}{kind}: {said}"));
    }
}

/// Holds an article against what both parsers make of its post.
fn check(article: &Article<'_>) -> Result<Vec<Diagnostic>, String> {
    let losses = comes_back(article)?;
    let post = written(article).0;
    let (found, mut expected) = (blocks_of(&post), Vec::new());
    let mut body = article.body.clone();
    body.retain(|block| !block.attrs.is_withheld());
    expected_blocks(&body, "", &mut expected);
    if let Some(dateline) = &article.head.dateline
        && let Some(first) = expected.first_mut().filter(|first| first.starts_with("paragraph: "))
        && let Some(words) =
            found.first().and_then(|words| words.strip_prefix(&format!("paragraph: {}", dateline.text)))
    {
        let words = words.trim_start_matches(['\u{2014}', '-', ':', ' ']);
        *first = format!("paragraph: {words}");
        let mut found = found.clone();
        found[0] = first.clone();
        return if found == expected { Ok(losses) } else { Err(format!("{found:#?}\n{expected:#?}\n{post}")) };
    }
    if losses.is_empty() && found != expected {
        return Err(format!("{found:#?}\n{expected:#?}\n{post}"));
    }
    Ok(losses)
}

#[track_caller]
fn whole(article: &Article<'_>) {
    let losses = check(article).unwrap_or_else(|fault| panic!("{fault}"));
    assert_eq!(losses, [], "{}", written(article).0);
}

#[test]
fn a_link_within_a_link_is_reported() {
    let link = |href: &'static str, content| inline(InlineKind::Link(Box::new(Link { href: href.into(), content })));
    let outer = link("https://a.example/", vec![link("https://b.example/", vec![run("ferries")])]);
    let article = Article { body: vec![paragraph_of(vec![outer])], ..Article::default() };
    let (post, told) = written(&article);
    assert_eq!(post, "[ferries](https://a.example/)\n");
    assert_eq!(told.iter().filter(|told| told.code == "link-left-out").count(), 1, "{told:?}");
}

#[test]
fn fixtures_come_back() {
    let (mut all, mut come_back) = (0, 0);
    for folder in ["articles", "copy"] {
        for path in fixtures(folder) {
            let is_post = path.extension().is_some_and(|end| end == "md");
            if !is_post && path.extension().is_none_or(|end| end != "txt") {
                continue;
            }
            let source = Source::new("fixture", fs::read(&path).unwrap()).unwrap();
            let article = match is_post {
                true => slugline_markdown::read(&source, &HouseRules::default(), &mut Diagnostics::new()),
                false => text::read(&source, &mut Diagnostics::new()),
            };
            let losses = check(&article).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
            if std::env::var_os("SHOW").is_some() && !losses.is_empty() {
                println!("{}", path.display());
                for loss in &losses {
                    let excerpt: String = source.slice(loss.span).chars().take(70).collect();
                    println!("    {} {} {excerpt:?}", loss.code, loss.message);
                }
            }
            all += 1;
            come_back += usize::from(losses.iter().all(|loss| loss.severity == Severity::Note));
        }
    }
    // Codes of a wire in rows, in a word.
    assert!(all > 180 && all - come_back <= 2, "{come_back} of {all}");
}

fn of_body(body: Vec<Block<'static>>) -> Article<'static> {
    Article { head: Head::default(), body }
}

#[test]
fn every_field_comes_back() {
    let byline = |name: &'static str, role: Option<&'static str>, affiliation: Option<&'static str>| Byline {
        name: name.into(),
        role: role.map(Into::into),
        affiliation: affiliation.map(Into::into),
    };
    let head = Head {
        headline: Some("Ferries stop: \u{201C}no\u{201D} &amp; all that".into()),
        subheadline: Some("- 1.0 # @ no".into()),
        section: Some("no".into()),
        bylines: vec![byline("Ada Roe", None, None), byline("@sam", Some("Writer: all"), Some("1.0"))],
        dateline: Some(leeds()),
        dates: Dates {
            published: "2024-11-18T17:20:40-05:00".parse().ok(),
            created: "2024-11-17".parse().ok(),
            updated: "--11-19".parse().ok(),
            embargo: None,
        },
        language: Some("no".into()),
        slug: Some("2024-11-18".into()),
        keywords: vec!["yes".into(), "a, b".into(), "0x1F".into(), "~".into(), "007".into()],
        credit: Some("The 'Harbour' \\ Times".into()),
        rights: Some("(c) 2024 {all}".into()),
        ..Head::default()
    };
    let article = Article { head, body: vec![paragraph("No ferry left the harbour on Monday.")] };
    whole(&article);
    let post = written(&article).0;
    assert!(
        post.contains("lang: \"no\"\nslug: \"2024-11-18\"\n") && post.contains("\ndate: 2024-11-18T17:20:40-05:00\n")
    );
}

/// Issue 4: the first keyword is one that leaves nothing to write.
#[test]
fn a_list_begins_with_what_is_written_of_it() {
    let keywords = vec!["\u{1}".into(), "ferry".into(), " ".into(), "strike".into()];
    let bylines = ["\u{1}", "Ada Roe"].map(|name| Byline { name: name.into(), ..Byline::default() });
    let head = Head { section: Some("World".into()), bylines: bylines.into(), keywords, ..Head::default() };
    let (post, _) = written(&Article { head, body: Vec::new() });
    assert_eq!(post, "---\nauthors:\n  - Ada Roe\nsection: World\ntags:\n  - ferry\n  - strike\n---\n");
}

/// Issue 4: site generators print `canonical_url` as a link.
#[test]
fn an_address_that_is_none_on_the_web_is_left_out() {
    for url in ["javascript:alert(1)", "ferries", "mailto:desk@example.org"] {
        let head = Head { slug: Some("ferries".into()), url: Some(url.into()), ..Head::default() };
        let (post, told) = written(&Article { head, body: Vec::new() });
        assert_eq!((post.as_str(), codes(&told)), ("---\nslug: ferries\n---\n", vec!["no-web-address"]), "{url}");
    }
}

#[test]
fn blocks_within_blocks_come_back() {
    let inner = || list(None, vec![vec![paragraph("inner")], vec![paragraph("again"), paragraph("and more")]]);
    whole(&of_body(vec![
        list(Some(3), vec![vec![paragraph("one"), inner()], vec![inner()], vec![preformatted("a\n  b\n\nc")]]),
        list(Some(7), vec![vec![paragraph("another list")]]),
        list(None, vec![vec![paragraph("a third")]]),
        list(None, vec![vec![paragraph("and a fourth")]]),
        quote(vec![paragraph("one"), quote(vec![inner(), block(BlockKind::SectionBreak)]), preformatted("> x")]),
        quote(vec![heading(1, "another quote")]),
        table_of(true, vec![vec![words("a | b"), words("c")], vec![words("d")]]),
        table_of(false, vec![vec![words(""), words("c\\"), words("\\|")]]),
        preformatted("```\n~~~\n````"),
        block(BlockKind::SectionBreak),
    ]));
}

#[test]
fn stress_comes_back_wherever_it_stands() {
    let em = |text: &'static str| emphasis(text);
    let strong = |content| inline(InlineKind::Strong { content });
    let link = |href: &'static str, text: &'static str| link(text, href);
    for content in [
        vec![run("un"), em("believ"), run("able")],
        vec![em("a"), em("b"), strong(vec![run("c")])],
        vec![run("say "), em("\"now\""), run("or never")],
        vec![strong(vec![run("all "), em("of"), run(" it")]), run("!")],
        vec![strong(vec![em("x")])],
        vec![run("Wow!"), link("https://example.org/a_(b)", "a ] b"), run("!")],
        vec![link("https://example.org/a_b", "https://example.org/a_b")],
        vec![link("mailto:desk@example.org", "desk@example.org")],
        vec![run("one"), inline(InlineKind::LineBreak), run("- two"), inline(InlineKind::LineBreak), run("---")],
        vec![run("*"), em("a"), run("*")],
        vec![em("a "), run("b")],
    ] {
        whole(&of_body(vec![paragraph_of(content.clone()), paragraph("More.")]));
        whole(&of_body(vec![table_of(true, vec![vec![words("a")], vec![Inlines::from(content)]])]));
    }
}

#[test]
fn pictures_come_back() {
    let figure = Figure {
        source: "pier (1).jpg".into(),
        alt: "The [north] pier".into(),
        caption: words("The \"pier\" & more"),
        credit: None,
    };
    whole(&of_body(vec![paragraph("Rain."), block(BlockKind::Figure(Box::new(figure)))]));
}

/// Each with a word of what is said.
#[test]
fn what_has_no_spelling_is_reported() {
    let level = |level| heading(level, "Rain");
    for (body, expected) in [
        (vec![paragraph("By Ada Roe"), paragraph("Rain.")], "a byline or a date"),
        (vec![paragraph("2024-11-18"), paragraph("Rain.")], "a byline or a date"),
        (vec![paragraph("LEEDS (AP) - Rain fell.")], "another dateline"),
        (vec![paragraph("Rain."), paragraph("-30-")], "the sign that the text ends"),
        (vec![level(2), level(3)], "headings as deep"),
        (vec![preformatted("{{ page.title }}")], "template markup"),
        (vec![preformatted("{{"), paragraph("}}")], "template markup"),
    ] {
        let losses = check(&of_body(body.clone())).unwrap_or_else(|fault| panic!("{fault}"));
        assert!(losses.iter().any(|loss| loss.message.contains(expected)), "{body:?}: {losses:?}");
    }
}

/// Words, and lines that would be something else.
fn line() -> impl Strategy<Value = String> {
    const ODD: &[&str] = &[
        "# no heading",
        "- no point",
        "+ x",
        "1. no number",
        "1) x",
        "> no quote",
        "---",
        "***",
        "===",
        "```",
        "~~~",
        "| a | b |",
        "    code",
        "<b>x</b>",
        "<!-- x -->",
        "[a]: https://example.org",
        "[^1]: note",
        "[^1]",
        "![a](b)",
        "{{< figure >}}",
        "{% raw %}",
        "R&amp;D &#8217;",
        "title: x",
        "+++",
        ";;;",
        "{",
        "a\\",
        "x {#id}",
        "x #",
        "By Ada Roe",
        "https://example.org/a_b",
        "desk@example.org",
        "*a* _b_ **c** `d` ~~e~~",
        "\u{6E2F}\u{53E3}\u{5173}\u{95ED}",
    ];
    prop_oneof![
        3 => "[A-Z][a-z]{2,9}( [a-z]{1,9}){1,12}[.!?]",
        3 => prop::sample::select(ODD).prop_map(str::to_owned),
        3 => "[*_\\[\\]()!<>/&;:`~a-c .\"'=#|{}%\\\\+1-]{0,24}x",
        1 => "x\\PC{0,24}x",
    ]
}

fn content() -> impl Strategy<Value = Inlines<'static>> {
    let text = line().prop_map(|text| InlineKind::Text { text: text.into() });
    let leaf = prop_oneof![8 => text, 1 => Just(InlineKind::LineBreak)];
    let inline = leaf.prop_recursive(3, 8, 3, |inner| {
        let content = prop::collection::vec(inner, 1..3);
        (0..3_u8, content).prop_map(|(kind, kinds)| {
            let content = between_words(kinds);
            match kind {
                0 => InlineKind::Emphasis { content },
                1 => InlineKind::Strong { content },
                _ => {
                    let content = vec![run(Inlines::from(content).plain().replace('\n', " "))];
                    InlineKind::Link(Box::new(Link { href: "https://example.org/a_(b)?c=1&d=2".into(), content }))
                }
            }
        })
    });
    prop::collection::vec(inline, 1..4).prop_map(|kinds| Inlines::from(between_words(kinds)))
}

/// A text at either end, as line ends there are none.
fn between_words(kinds: Vec<InlineKind<'static>>) -> Vec<Inline<'static>> {
    let mut content: Vec<Inline<'static>> = kinds.into_iter().map(inline).collect();
    let is_break = |inline: Option<&Inline<'_>>| matches!(inline, Some(Inline { kind: InlineKind::LineBreak, .. }));
    if is_break(content.first()) {
        content.insert(0, run("x"));
    }
    if is_break(content.last()) {
        content.push(run("x"));
    }
    content
}

fn any_block() -> impl Strategy<Value = Block<'static>> {
    let leaf = prop_oneof![
        5 => content().prop_map(|content| block(BlockKind::Paragraph { content })),
        1 => (1..4_u8, content()).prop_map(|(level, content)| block(BlockKind::Heading { level, content })),
        1 => "[a-z` \\t>#-]{0,9}(\n[a-z`~ >#{-]{0,9}){0,4}x".prop_map(preformatted),
        1 => (any::<bool>(), prop::collection::vec(prop::collection::vec(content(), 1..4), 1..4)).prop_map(|(header, rows)| table_of(header, rows)),
        1 => Just(block(BlockKind::SectionBreak)),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        let items = prop::collection::vec(prop::collection::vec(inner.clone(), 1..3), 1..4);
        prop_oneof![
            1 => prop::collection::vec(inner, 1..4).prop_map(quote),
            2 => (prop::option::of(0..2_000_u32), items).prop_map(|(first, items)| list(first, items)),
        ]
    })
}

fn any_head() -> impl Strategy<Value = Head<'static>> {
    let maybe = || prop::option::weighted(0.4, line().prop_map(|text| text.into()));
    let date = prop::option::of(prop::sample::select(&["2024-11-18", "--11-18", "1999-02-28T17:20:00+01:00"][..]));
    let names = prop::collection::vec((line(), maybe(), maybe()), 0..3);
    let keywords = prop::collection::vec(line(), 0..3);
    (maybe(), maybe(), maybe(), maybe(), maybe(), maybe(), date, names, keywords).prop_map(
        |(headline, subheadline, section, slug, credit, rights, date, names, keywords)| Head {
            headline,
            subheadline,
            section,
            slug,
            credit,
            rights,
            dates: Dates { published: date.and_then(|date| date.parse::<Date>().ok()), ..Dates::default() },
            bylines: names
                .into_iter()
                .map(|(name, role, affiliation)| Byline { name: name.into(), role, affiliation })
                .collect(),
            keywords: keywords.into_iter().map(Into::into).collect(),
            ..Head::default()
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_article_comes_back(head in any_head(), body in prop::collection::vec(any_block(), 0..6)) {
        if let Err(fault) = check(&Article { head, body }) {
            return Err(TestCaseError::fail(fault));
        }
    }
}
