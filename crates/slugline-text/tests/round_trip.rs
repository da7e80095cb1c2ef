//! What is written reads back to the same article, or what does not is reported.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests may stop at the first surprise")]

use std::fs;

use proptest::prelude::*;
use serde_json::Value;
use slugline_core::Source;
use slugline_core::diagnostic::{Diagnostic, Diagnostics};
use slugline_core::model::{Article, Block, BlockKind, Byline, Date, Dateline, Dates, Head, InlineKind, Inlines, Link};
use slugline_core::text;
use slugline_specimen::likeness::{carried, differences, each_value, fold, run_of};
use slugline_specimen::part::{
    block, emphasis, heading, inline, item, link, list, paragraph, paragraph_of, points, preformatted, quote, run,
    strong, table, table_of,
};
use slugline_specimen::story::leeds;
use slugline_specimen::{fixtures, likeness};
use slugline_text::PlainText;

fn written(article: &Article<'_>) -> (String, Vec<Diagnostic>) {
    slugline_specimen::written(|out, cx| slugline_text::write_article(article, out, cx))
}

/// The article that plain text has a place for, as a document: a link whose words are its address is its words.
fn document(article: &Article<'_>) -> Value {
    let mut document = likeness::document(&carried(article, &PlainText));
    each_value(&mut document, &mut |inline| {
        let href = inline["href"].as_str().map(|href| href.strip_prefix("mailto:").unwrap_or(href));
        if let Some([words]) = inline["content"].as_array().map(Vec::as_slice)
            && href.is_some()
            && run_of(words) == href
        {
            *inline = words.clone();
        }
    });
    fold(&mut document);
    document
}

/// Whether something is reported as no longer what it was.
fn is_loss(diagnostic: &Diagnostic) -> bool {
    const LOSSES: [&str; 6] =
        ["reads-otherwise", "markup-left-out", "link-left-out", "field-left-out", "forbidden-character", "unsafe-link"];
    LOSSES.contains(&&*diagnostic.code)
}

/// Writes an article and reads it back. Gives what was reported as a loss; where nothing was, both are the same.
fn comes_back(article: &Article<'_>) -> Result<Vec<Diagnostic>, String> {
    let (copy, mut diagnostics) = written(article);
    diagnostics.retain(is_loss);
    let source = Source::from_text("copy.txt", copy.clone()).unwrap();
    let mut back = text::read(&source, &mut Diagnostics::new());
    // Whose the text is says who sends it, too.
    if article.head.credit.is_none() {
        back.head.credit = None;
    }
    let (found, expected) = (document(&back), document(article));
    if diagnostics.is_empty() && found != expected {
        return Err(format!("{}in\n{copy}", differences(&found, &expected)));
    }
    Ok(diagnostics)
}

#[track_caller]
fn whole(article: &Article<'_>) {
    let losses = comes_back(article).unwrap_or_else(|fault| panic!("{fault}"));
    assert_eq!(losses, [], "{}", written(article).0);
}

#[test]
fn a_link_within_a_link_is_reported() {
    let link = |href: &'static str, content| inline(InlineKind::Link(Box::new(Link { href: href.into(), content })));
    let outer = link("https://a.example/", vec![link("https://b.example/", vec![run("ferries")])]);
    let article = Article { body: vec![paragraph_of(vec![outer])], ..Article::default() };
    let (copy, told) = written(&article);
    assert_eq!(copy, "[ferries](https://a.example/)\n");
    assert_eq!(told.iter().filter(|told| told.code == "link-left-out").count(), 1, "{told:?}");
}

#[test]
fn fixtures_come_back() {
    let (mut all, mut come_back) = (0, 0);
    for folder in ["articles", "copy"] {
        for path in fixtures(folder).iter().filter(|path| path.extension().is_some_and(|end| end == "txt")) {
            let source = Source::new("fixture.txt", fs::read(path).unwrap()).unwrap();
            let article = text::read(&source, &mut Diagnostics::new());
            let losses = comes_back(&article).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
            all += 1;
            come_back += usize::from(losses.is_empty());
        }
    }
    // An agency's dateline without its dash, figures in lines of their own, rows with the signs of a wire.
    assert!(all > 170 && all - come_back <= 6, "{come_back} of {all}");
}

fn byline(name: &str, role: Option<&str>, affiliation: Option<&str>) -> Byline<'static> {
    let owned = |text: &str| text.to_owned().into();
    Byline { name: owned(name), role: role.map(owned), affiliation: affiliation.map(owned) }
}

const LEAD: &str = "No ferry left the harbour on Monday, and none will leave on Tuesday either, the crews said.";
const MORE: &str =
    "The owners of the line call the walkout unlawful, and have asked a court to say so before the week is out.";

/// A story with all that plain text has a place for.
fn story() -> Article<'static> {
    let head = Head {
        section: Some("World".into()),
        headline: Some("Ferries stop as crews walk out".into()),
        subheadline: Some("Owners call it unlawful".into()),
        bylines: vec![byline("Ada Roe", None, None), byline("Sam Lind", None, None)],
        dateline: Some(leeds()),
        dates: Dates {
            published: "2024-11-18T17:20:40-05:00".parse().ok(),
            created: "2024-11-17".parse().ok(),
            updated: "2024-11-19".parse().ok(),
            embargo: None,
        },
        language: Some("en-GB".into()),
        slug: Some("harbour-strike".into()),
        keywords: vec!["ferries".into(), "pay".into()],
        credit: Some("The Harbour Times".into()),
        rights: Some("(c) 2024 The Harbour Times".into()),
        word_count: Some(420),
        ..Head::default()
    };
    let stressed = emphasis("Tuesday");
    let important = strong("nothing");
    let body = vec![
        paragraph(LEAD),
        heading(1, "What happens next"),
        paragraph(MORE),
        points(None, &["the north well rose", "the south well sank"]),
        points(None, &["a third list", "right below"]),
        points(None, &["and a fourth", "likewise"]),
        points(Some(4), &["a boat in reserve", "a second engineer"]),
        quote(vec![paragraph("Now you can lay one curve on top of the other."), paragraph("And so on.")]),
        table(&[&["Ada", "12", "340"], &["Wilf", "9", "210"]]),
        block(BlockKind::SectionBreak),
        paragraph_of(vec![
            run("Talks open on "),
            stressed,
            run(", and "),
            important,
            run(" is agreed; see "),
            link("the readings", "https://example.org/readings"),
            run("."),
        ]),
    ];
    Article { head, body }
}

#[test]
fn a_story_with_everything_comes_back() {
    whole(&story());
}

#[test]
fn heads_with_less_come_back() {
    type Part = fn(&mut Head<'static>);
    let parts: [Part; 12] = [
        |head| head.section = None,
        |head| head.headline = None,
        |head| head.subheadline = None,
        |head| head.bylines.clear(),
        |head| head.dateline = None,
        |head| head.dates.published = None,
        |head| (head.dates.created, head.dates.updated) = (None, None),
        |head| head.language = None,
        |head| (head.slug, head.credit) = (None, None),
        |head| head.keywords.clear(),
        |head| head.rights = None,
        |head| head.word_count = None,
    ];
    for first in 0..parts.len() {
        for second in first..parts.len() {
            for third in second..parts.len() {
                let mut article = story();
                [first, second, third].iter().for_each(|part| parts[*part](&mut article.head));
                whole(&article);
            }
        }
    }
}

#[test]
fn what_is_said_of_authors_comes_back() {
    for bylines in [
        vec![byline("Joan Roe", Some("Staff Writer"), None)],
        vec![byline("Joan Roe", None, Some("Harbour Press"))],
        vec![byline("Joan Roe", Some("Staff Writer"), Some("Reuters"))],
        vec![byline("Joan Roe", Some("Staff Writer"), None), byline("Max Frei", None, Some("dpa"))],
        vec![byline("Sam Hall, Jr.", None, None), byline("Ada Roe", None, None), byline("Lee Pohl", None, None)],
        vec![byline("Joan Roe", None, Some("@joanroe"))],
    ] {
        let mut article = story();
        article.head.bylines = bylines;
        whole(&article);
    }
}

#[test]
fn dates_come_back_as_precise() {
    for published in ["2024-11-18", "--11-18", "2024-02-29T00:00:00Z", "1999-12-31T23:59:59+05:45"] {
        let mut article = story();
        article.head.dates.published = published.parse::<Date>().ok();
        whole(&article);
    }
}

#[test]
fn lines_that_need_a_label_get_one() {
    for headline in ["Rain fell.", "By Ada Roe", "2024-11-18", "URGENT", "Slug: rain", "- rain"] {
        let mut article = story();
        article.head.headline = Some(headline.into());
        whole(&article);
        assert!(written(&article).0.contains(&format!("\nHeadline: {headline}\n")), "{headline}");
    }
}

#[test]
fn a_short_paragraph_stands_close() {
    let mut article = story();
    article.body = vec![paragraph(LEAD), paragraph("What happens next"), paragraph(MORE)];
    whole(&article);
    assert!(written(&article).0.contains("said.\nWhat happens next\n\nThe owners"));
}

#[test]
fn entities_stay_what_they_are() {
    let mut article = story();
    article.head.headline = Some("Roe & Lind &amp; sons".into());
    article
        .body
        .insert(0, paragraph("The text says &lt;b&gt; and &#8217; & no more, which is what was typed by someone."));
    whole(&article);
}

/// Each with a word of what it is read as.
#[test]
fn what_has_no_spelling_is_reported() {
    let italics = emphasis("believ");
    let cases = [
        (points(None, &["a single point"]), "a paragraph"),
        (paragraph("- one\u{A0}point"), ""),
        (paragraph("-30-"), "than public text"),
        (paragraph("NOT FOR PUBLICATION"), "than public text"),
        (paragraph("> a quote that is none, as it was typed by someone."), "a quote"),
        (paragraph("The text says *now* in stars, and nothing else of note at all."), "marks of emphasis"),
        (
            paragraph_of(vec![run("It is un"), italics, run("able that all of this was said in a day.")]),
            "they are left out",
        ),
        (table(&[&["a", "b"], &["c", "d"]]), "several blocks"),
        (preformatted("one line"), "a paragraph"),
    ];
    for (odd, expected) in cases {
        let mut article = story();
        article.body = vec![paragraph(LEAD), odd.clone(), paragraph(MORE)];
        let losses = comes_back(&article).unwrap_or_else(|fault| panic!("{fault}"));
        let messages: Vec<&str> = losses.iter().map(|loss| &*loss.message).collect();
        match expected {
            "" => assert_eq!(messages, [""; 0], "{odd:?}"),
            _ => assert!(
                messages.iter().any(|message| message.ends_with(expected) || message.contains(expected)),
                "{odd:?}: {messages:?}\n{}",
                written(&article).0
            ),
        }
    }
}

/// Words that are like any, and lines that are like something else.
fn line() -> impl Strategy<Value = String> {
    const ODD: &[&str] = &[
        "What happens next",
        "By Ada Roe",
        "2024-11-18",
        "Slug: harbour",
        "LEEDS (AP) - Rain fell.",
        "WASHINGTON: Rain fell on all.",
        "- a point",
        "- another point",
        "1. The first mile",
        "a) tea",
        "> said",
        "* * *",
        "-30-",
        "ENDS",
        "###",
        "URGENT",
        "(512 words)",
        "Contact: Joan Roe, 555-0100",
        "About the Harbour Trust",
        "Notes to editors:",
        "NOT FOR PUBLICATION",
        "Copyright 2014 Harbour Wire. All rights reserved.",
        "(Photo: the north pier)",
        "(Reporting by Ada Roe; Editing by Sam Lind)",
        "Read more: ferries stop",
        "North      31       9",
        "a\tb\tc",
        "https://example.org/a_b",
        "desk@example.org",
        "*now* or _never_",
        "[the readings](https://example.org/wells)",
        "R&amp;D and &#8217;s",
        "<p>Rain</p>",
        "\u{201C}No,\u{201D} she said",
        "Page 1 of 2",
        "3 comments",
        "\u{2014} Joan Roe",
        "SOURCE Harbour Trust",
        "EMBARGOED UNTIL 00:01 GMT 3 May 2024",
        "\u{6E2F}\u{53E3}\u{5173}\u{95ED}\u{3002}",
        "From desk@example.org Mon Nov 18 17:20:40 2024",
        "<DOC>",
        "Title: Rain",
        "--------",
        "________________________________________________________________",
        "(more)",
        "caf\u{C3}\u{A9}",
    ];
    prop_oneof![
        4 => "[A-Z][a-z]{2,9}( [a-z]{1,9}){6,30}[.!?]",
        2 => "[A-Z][a-z]{2,9}( [a-zA-Z]{1,9}){0,5}[.:]?",
        3 => prop::sample::select(ODD).prop_map(str::to_owned),
        1 => "[A-Z][A-Za-z0-9 .,;:!?'\"<>&*_()\\[\\]/@#>-]{1,60}",
        1 => "x\\PC{1,40}",
    ]
}

fn words() -> impl Strategy<Value = Inlines<'static>> {
    let plain = || line().prop_map(run);
    let content = || prop::collection::vec(plain(), 1..2);
    let link = content()
        .prop_map(|content| inline(InlineKind::Link(Box::new(Link { href: "https://example.org/a".into(), content }))));
    prop_oneof![
        5 => plain().prop_map(Inlines::from),
        1 => prop::collection::vec(prop_oneof![
            3 => plain(),
            1 => content().prop_map(|content| inline(InlineKind::Emphasis { content })),
            1 => content().prop_map(|content| inline(InlineKind::Strong { content })),
            1 => link,
        ], 2..4).prop_map(Inlines::from),
    ]
}

fn cell(text: String) -> Inlines<'static> {
    Inlines::from(run(text))
}

fn any_block() -> impl Strategy<Value = Block<'static>> {
    let paragraph = || words().prop_map(|content| block(BlockKind::Paragraph { content }));
    let point = || paragraph().prop_map(|paragraph| item(vec![paragraph]));
    prop_oneof![
        6 => paragraph(),
        1 => line().prop_map(|text| heading(1, text)),
        1 => prop::collection::vec(paragraph(), 1..3).prop_map(|blocks| block(BlockKind::Quote { blocks })),
        1 => (any::<bool>(), prop::collection::vec(point(), 1..4)).prop_map(|(ordered, items)| block(BlockKind::List { ordered, start: None, items })),
        1 => prop::collection::vec(prop::collection::vec(line(), 1..4), 1..4).prop_map(|rows| {
            table_of(false, rows.into_iter().map(|row| row.into_iter().map(cell).collect()).collect())
        }),
        1 => prop::collection::vec(line(), 1..4).prop_map(|lines| preformatted(lines.join("\n"))),
        1 => Just(block(BlockKind::SectionBreak)),
    ]
}

fn any_head() -> impl Strategy<Value = Head<'static>> {
    let maybe = || prop::option::weighted(0.3, line().prop_map(|text| text.into()));
    let dateline =
        prop::option::weighted(0.3, line().prop_map(|text| Dateline { text: text.into(), ..Dateline::default() }));
    let name = prop_oneof![3 => Just("Ada Roe".to_owned()), 1 => line()];
    let bylines = prop::collection::vec((name, maybe()), 0..3);
    let bylines = bylines.prop_map(|names| {
        names.into_iter().map(|(name, role)| Byline { name: name.into(), role, affiliation: None }).collect()
    });
    (maybe(), maybe(), maybe(), maybe(), maybe(), maybe(), dateline, bylines).prop_map(
        |(headline, subheadline, section, slug, credit, rights, dateline, bylines)| Head {
            headline,
            subheadline,
            section,
            slug,
            credit,
            rights,
            dateline,
            bylines,
            ..Head::default()
        },
    )
}

/// Parts of a story as stories have them.
fn usual_part() -> impl Strategy<Value = Vec<Block<'static>>> {
    let prose = || "The [a-z]{2,9}( [a-z]{1,9}){18,40} left\\.";
    let text = || prose().prop_map(paragraph);
    let point = || "the [a-z]{2,9}( [a-z]{1,9}){2,9}";
    prop_oneof![
        4 => text().prop_map(|text| vec![text]),
        1 => ("What [a-z]{2,9}( [a-z]{1,6}){1,4}s", text()).prop_map(|(title, text)| vec![heading(1, title), text]),
        1 => (prop::collection::vec(point(), 2..5), prop::option::of(1..90_u32), text()).prop_map(|(points, first, text)| {
            vec![list(first, points.into_iter().map(|point| vec![paragraph(point)]).collect()), text]
        }),
        1 => (prop::collection::vec(prose(), 1..3), text()).prop_map(|(quoted, text)| {
            vec![quote(quoted.into_iter().map(paragraph).collect()), text]
        }),
        1 => (prop::collection::vec(("[A-Z][a-z]{1,9}", 0..100_u32, 0..1_000_u32), 2..5), text()).prop_map(|(rows, text)| {
            let cells = |(name, a, b): (String, u32, u32)| [name, a.to_string(), b.to_string()].map(cell).to_vec();
            vec![table_of(false, rows.into_iter().map(cells).collect()), text]
        }),
        1 => text().prop_map(|text| vec![block(BlockKind::SectionBreak), text]),
        1 => (prose(), prose()).prop_map(|(stressed, text)| {
            let stressed = emphasis(stressed.split(' ').nth(2).unwrap().to_owned());
            vec![paragraph_of(vec![run("A word is stressed "), stressed, run(" in this. "), run(text)])]
        }),
    ]
}

fn usual_head() -> impl Strategy<Value = Head<'static>> {
    let maybe = |words: &'static str| prop::option::of(words.prop_map(|text| text.into()));
    let name = prop::sample::select(&["Ada Roe", "Sam Lind", "Ruth Okafor-Bell", "Tobin O'Dell"][..]);
    let names = prop::collection::btree_set(name, 0..4);
    let date = prop::option::of(prop::sample::select(&["2024-11-18", "--11-18", "1999-02-28T17:20:00+01:00"][..]));
    let keywords = prop::collection::vec("[a-z]{3,9}", 0..4);
    (
        maybe("Ferr[a-z]{2,6}( [a-z]{2,9}){3,6}s"),
        maybe("Own[a-z]{2,6}( [a-z]{2,9}){3,6}s"),
        prop::option::of(prop::sample::select(&["World", "Business", "Sport"][..])),
        maybe("[a-z]{3,9}-[a-z]{3,9}"),
        names,
        date,
        keywords,
        any::<bool>(),
    )
        .prop_map(|(headline, subheadline, section, slug, names, date, keywords, dateline)| Head {
            subheadline: if headline.is_some() { subheadline } else { None },
            section: section.filter(|_| headline.is_some()).map(Into::into),
            // Alone at the top of a text a label may as well begin a headline: `Slug: the new oil`.
            slug: slug.filter(|_| headline.is_some()),
            keywords: keywords.into_iter().filter(|_| headline.is_some()).map(Into::into).collect(),
            headline,
            bylines: names.into_iter().map(|name| byline(name, None, None)).collect(),
            dates: Dates { published: date.and_then(|date| date.parse().ok()), ..Dates::default() },
            dateline: story().head.dateline.filter(|_| dateline),
            ..Head::default()
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_usual_story_comes_back(head in usual_head(), parts in prop::collection::vec(usual_part(), 1..6)) {
        let lead = paragraph(LEAD);
        let body = std::iter::once(lead).chain(parts.into_iter().flatten()).collect();
        let article = Article { head, body };
        match comes_back(&article) {
            Ok(losses) => prop_assert_eq!(losses, [], "{}", written(&article).0),
            Err(fault) => return Err(TestCaseError::fail(fault)),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_wrong_in_silence(head in any_head(), body in prop::collection::vec(any_block(), 0..7)) {
        if let Err(fault) = comes_back(&Article { head, body }) {
            return Err(TestCaseError::fail(fault));
        }
    }
}
