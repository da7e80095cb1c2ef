//! Articles in, JSON-LD out.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may stop at the first surprise")]

use proptest::prelude::*;
use serde_json::{Value, json};
use slugline_core::model::{
    Article, Block, BlockKind, Byline, Dateline, EditionHead, Figure, InlineKind, Link, Publisher, Role, Span, Text,
};
use slugline_core::plugin::{OptionMap, Plugin};
use slugline_jsonld::{JsonLd, Options, write};
use slugline_specimen::hostile::attacks;
use slugline_specimen::part::{
    block, byline, emphasis, heading, inline, item, link, paragraph, paragraph_of, preformatted, run, subject, table,
    words,
};
use slugline_specimen::secret::keeps_secret;
use slugline_specimen::story::publisher;
use slugline_specimen::{codes, written, written_by};

/// What would end a script element, a string in it, or its line.
const BREAKS_OUT: [char; 6] = ['<', '>', '&', '\u{2028}', '\u{2029}', '\n'];

fn edition_head() -> EditionHead<'static> {
    let (copyright, logo) = ("© 2024 The Harbour Times", "https://harbourtimes.example/logo.png");
    let publisher = Publisher { copyright: Some(copyright.into()), logo: Some(logo.into()), ..publisher() };
    EditionHead { publisher, ..EditionHead::default() }
}

/// What the format writes for `articles`, and the codes of what it reports, but for what Google asks for.
#[track_caller]
fn convert(articles: &[Article<'_>], head: &EditionHead<'_>, options: &OptionMap) -> (String, Vec<String>) {
    let writer = JsonLd.writer("jsonld", options).unwrap();
    let (json, diagnostics) = written_by(&*writer, head, articles);
    let found = codes(&diagnostics).into_iter().filter(|code| *code != "incomplete-article");
    (String::from_utf8(json).unwrap(), found.map(str::to_owned).collect())
}

#[track_caller]
fn check(article: &Article<'_>, codes: &[&str], json: &str) {
    let (written, reported) = convert(std::slice::from_ref(article), &edition_head(), &OptionMap::new());
    assert_eq!(written, json);
    assert_eq!(reported, codes);
}

fn script(article: &Article<'_>, options: &Options) -> String {
    written(|out, cx| slugline_jsonld::write_script(article, &edition_head(), options, cx.world, out).unwrap()).0
}

fn article(body: Vec<Block<'_>>) -> Article<'_> {
    let mut article = Article { body, ..Article::default() };
    article.head.headline = Some("Rain".into());
    article
}

/// `articleBody` and `wordCount` of a body.
#[track_caller]
fn check_body(body: Vec<Block<'_>>, text: &str, words: u64) {
    let (json, _) = convert(&[article(body)], &edition_head(), &OptionMap::new());
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["articleBody"], text);
    assert_eq!(json["wordCount"], words);
}

#[test]
fn every_field_has_its_term() {
    let mut article = article(vec![
        Block::paragraph("No ferry left.", Span::new(10, 24)).with_role(Role::Lead),
        heading(2, "Why"),
        block(BlockKind::Figure(Box::new(Figure {
            source: "https://harbourtimes.example/quay.jpg".into(),
            alt: "An empty quay".into(),
            caption: words("The quay"),
            credit: Some("Sam Lind".into()),
        }))),
    ]);
    let head = &mut article.head;
    head.subheadline = Some("Crews walk out".into());
    head.section = Some("World".into());
    head.bylines = vec![
        Byline { name: "Ada Roe".into(), role: Some("Staff Writer".into()), affiliation: Some("Harbour Wire".into()) },
        byline("Sam Lind"),
    ];
    head.dateline = Some(Dateline {
        text: "LEEDS, England (HW)".into(),
        place: Some("LEEDS, England".into()),
        ..Dateline::default()
    });
    head.dates.created = "2024-11-17".parse().ok();
    head.dates.published = "2024-11-18".parse().ok();
    head.dates.updated = "2024-11-18T17:20:40-04:00".parse().ok();
    head.language = Some("en-GB".into());
    head.keywords = vec!["ferries".into(), "strike".into()];
    head.subjects = vec![
        subject(Some("medtop"), Some("04000000"), Some("economy")),
        subject(Some("https://cv.example/topics/"), Some("t1"), None),
        subject(None, None, Some("ports")),
        subject(Some("genre"), Some("Background"), None),
        subject(Some("http://cv.iptc.org/newscodes/genre/"), Some("From_the_Scene"), Some("From the scene")),
        subject(Some("hw"), Some("quay"), None),
    ];
    head.url = Some("https://harbourtimes.example/rain".into());
    head.credit = Some("Harbour Wire".into());
    head.version = Some(2);
    let publisher =
        Publisher { usage_terms: Some("https://harbourtimes.example/terms".into()), ..edition_head().publisher };
    let issue = EditionHead { title: Some("Monday".into()), identifier: Some("monday-1".into()), publisher };
    let (written, reported) = convert(&[article], &issue, &OptionMap::new());
    assert_eq!(written, include_str!("every-field.jsonld"));
    assert_eq!(reported, ["unknown-scheme"]);
}

#[test]
fn what_google_asks_for_is_one_note() {
    let reported = |article: &Article<'_>, head: &EditionHead<'_>| {
        let (_, diagnostics) = written(|out, cx| write(article, head, &Options::default(), out, cx).unwrap());
        let found = diagnostics.into_iter().find(|found| found.code == "incomplete-article");
        found.map(|found| (found.message, found.help))
    };
    let bare = article(vec![paragraph("Rain.")]);
    let message = "Google asks for what nothing says: `image`, `datePublished`, `author`, `publisher.name`, \
                   `publisher.logo`, `url`";
    let help = "set `publisher.name`, `publisher.logo`, `publisher.article-url`";
    assert_eq!(reported(&bare, &EditionHead::default()), Some((message.to_owned(), Some(help.to_owned()))));

    let source = "https://harbourtimes.example/quay.jpg".into();
    let mut whole = article(vec![block(BlockKind::Figure(Box::new(Figure { source, ..Figure::default() })))]);
    whole.head.dates.published = "2024-11-18".parse().ok();
    whole.head.bylines = vec![Byline { name: "Ada Roe".into(), ..Byline::default() }];
    whole.head.url = Some("https://harbourtimes.example/rain".into());
    assert_eq!(reported(&whole, &edition_head()), None);
    whole.head.bylines.clear();
    let unsigned = ("Google asks for what nothing says: `author`".to_owned(), None);
    assert_eq!(reported(&whole, &edition_head()), Some(unsigned));
}

#[test]
fn usage_terms_are_a_page_or_what_it_says() {
    let usage = |terms: &'static str, rights: Option<&'static str>| {
        let publisher = Publisher { usage_terms: Some(terms.into()), ..edition_head().publisher };
        let head = EditionHead { publisher, ..EditionHead::default() };
        let mut article = article(vec![paragraph("Rain.")]);
        article.head.rights = rights.map(Text::from);
        let (json, _) = convert(&[article], &head, &OptionMap::new());
        serde_json::from_str::<Value>(&json).unwrap()["usageInfo"].clone()
    };
    assert_eq!(usage("https://harbourtimes.example/terms", None), "https://harbourtimes.example/terms");
    assert_eq!(usage("For subscribers.", None), json!({"@type": "CreativeWork", "text": "For subscribers."}));
    assert_eq!(usage("For subscribers.", Some("© 2024 Harbour Wire")), Value::Null);
    assert_eq!(usage("For subscribers.", Some("© 2023 The Harbour Times")), usage("For subscribers.", None));
}

#[test]
fn a_lead_that_is_marked_is_the_description() {
    let led = article(vec![paragraph("Rain."), paragraph("No ferry\nsails.").with_role(Role::Lead)]);
    let (json, _) = convert(&[led], &edition_head(), &OptionMap::new());
    assert_eq!(serde_json::from_str::<Value>(&json).unwrap()["description"], "No ferry\nsails.");
}

#[test]
fn what_shows_nothing_is_not_said() {
    let mut blank = article(vec![paragraph("Rain.")]);
    let json = convert(&[blank.clone()], &edition_head(), &OptionMap::new()).0;
    let head = &mut blank.head;
    for field in [&mut head.subheadline, &mut head.section, &mut head.credit, &mut head.rights] {
        *field = Some(" \u{1}".into());
    }
    head.keywords = vec![" ".into()];
    head.bylines = vec![byline("\u{A0}")];
    head.dateline = Some(Dateline { text: " ".into(), place: Some(" ".into()), ..Dateline::default() });
    assert_eq!(convert(&[blank], &edition_head(), &OptionMap::new()).0, json);
}

#[test]
fn nothing_is_made_up_for_an_empty_article() {
    let (json, codes) = convert(&[Article::default()], &EditionHead::default(), &OptionMap::new());
    let guid = serde_json::from_str::<Value>(&json).unwrap()["@id"].clone();
    let expected = concat!(
        "{\n  \"@context\": \"https://schema.org\",\n  \"@type\": \"NewsArticle\",\n  \"@id\": $,\n  \"identifier\": $,\n",
        "  \"headline\": \"Untitled\",\n  \"inLanguage\": \"und\"\n}\n"
    );
    assert_eq!(json, expected.replace('$', &guid.to_string()));
    assert_eq!(codes, ["missing-headline"]);
}

#[test]
fn several_articles_are_lines() {
    let articles = [article(vec![paragraph("One\ntwo")]), article(Vec::new())];
    let (json, _) = convert(&articles, &edition_head(), &OptionMap::new());
    let lines: Vec<Value> = json.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0]["articleBody"], "One\ntwo");
    assert_eq!(lines[1].get("articleBody"), None);
}

#[test]
fn what_the_vocabulary_lacks_is_reported() {
    let mut article = article(vec![
        Block::paragraph("For desks.", Span::new(1, 9)).with_role(Role::EditorOnly),
        paragraph("Rain."),
        block(BlockKind::Figure(Box::new(Figure { source: "javascript:alert(1)".into(), ..Figure::default() }))),
        paragraph("###").with_role(Role::EndMark),
    ]);
    article.head.dates.published = "--11-18".parse().ok();
    article.head.identifier = Some("not an iri".into());
    check(&article, &["date-without-year", "editor-only", "no-web-address", "end-mark"], include_str!("losses.jsonld"));
}

#[test]
fn the_body_is_plain_text() {
    let nested = block(BlockKind::List {
        ordered: true,
        start: Some(9),
        items: vec![item(vec![paragraph("nine")]), item(vec![paragraph("ten")])],
    });
    let mut parent = item(vec![paragraph("point")]);
    parent.blocks.push(nested);
    let list =
        block(BlockKind::List { ordered: false, start: None, items: vec![parent, item(vec![paragraph("last")])] });
    let mut table = table(&[&["Ashgrave", "2"], &["Leeds", ""]]);
    if let BlockKind::Table(table) = &mut table.kind {
        table.caption = words("Scores");
    }
    let emphasised = vec![
        run("It ra"),
        emphasis("in"),
        run("s,"),
        inline(InlineKind::LineBreak),
        link("they say", "https://rain.example/"),
    ];
    check_body(
        vec![
            paragraph(""),
            paragraph_of(emphasised),
            list,
            block(BlockKind::SectionBreak),
            table,
            preformatted("a  b"),
        ],
        "It rains,\nthey say\n\n- point\n  9. nine\n  10. ten\n- last\n\n* * *\n\nScores\nAshgrave\t2\nLeeds\t\n\na  b",
        14,
    );
    let bare = InlineKind::Link(Box::new(Link { href: "https://rain.example/".into(), content: Vec::new() }));
    check_body(vec![block(BlockKind::Paragraph { content: vec![inline(bare)].into() })], "https://rain.example/", 1);
}

#[test]
fn a_language_that_is_none_is_not_known() {
    for (given, written, reported) in
        [("English", "und", &["invalid-language"][..]), (" pt-BR ", "pt-BR", &[]), ("und", "und", &[])]
    {
        let mut article = article(vec![paragraph("Rain.")]);
        article.head.language = Some(given.into());
        let (json, codes) = convert(std::slice::from_ref(&article), &edition_head(), &OptionMap::new());
        assert_eq!(codes, reported, "{given}");
        for json in [json, script(&article, &Options::default())] {
            assert_eq!(serde_json::from_str::<Value>(&json).unwrap()["inLanguage"], written);
        }
    }
}

#[test]
fn only_an_iri_is_an_id() {
    let id = |identifier: &'static str| {
        let mut article = article(vec![]);
        article.head.identifier = Some(identifier.into());
        serde_json::from_str::<Value>(&script(&article, &Options::default())).unwrap()["@id"].clone()
    };
    assert_eq!(id("urn:newsml:dpa.com:20241118:99"), "urn:newsml:dpa.com:20241118:99");
    for none in ["A 0173", "urn:newsml:dpa.com:20240230:a", "tag:rain", "https://", "x:%4"] {
        assert_eq!(id(none), Value::Null, "{none}");
    }
}

#[test]
fn words_are_counted_in_any_script() {
    for (words, count) in [
        ("one  two\nthree", 3),
        ("l’été — 10\u{A0}000", 3),
        ("港口罢工", 4),
        ("Ferry 港口, two", 4),
        ("مطر غزير", 2),
        ("、\u{fffe}", 0),
    ] {
        check_body(vec![paragraph(words)], words, count);
    }
}

#[test]
fn no_character_is_lost() {
    let hostile = "a\u{0}b\u{1b}\u{7f}\u{85}\"\\/\u{2028}\u{202e}\u{feff}\u{fffe}\u{1fffe}</script><!--]]>&amp;";
    let mut article = article(vec![paragraph(hostile)]);
    article.head.headline = Some(hostile.into());
    let (json, _) = convert(std::slice::from_ref(&article), &edition_head(), &OptionMap::new());
    for json in [json, script(&article, &Options::default())] {
        let json: Value = serde_json::from_str(&json).unwrap();
        assert_eq!(json["headline"], hostile);
        assert_eq!(json["articleBody"], hostile);
    }
}

#[test]
fn a_script_is_one_line_and_may_leave_the_body_out() {
    let article = article(vec![paragraph("</script>\u{2028}\u{1fffe}")]);
    let json = script(&article, &Options::default());
    assert!(json.ends_with(r#""wordCount":1,"articleBody":"\u003c/script\u003e\u2028\ud83f\udffe"}"#), "{json}");
    assert!(script(&article, &Options { body: false }).ends_with(r#""wordCount":1}"#));
}

#[test]
fn options_are_typed() {
    let mut options = OptionMap::new();
    options.set("body", "false");
    let (json, codes) = convert(&[article(vec![paragraph("Rain.")])], &edition_head(), &options);
    assert!(!json.contains("articleBody"));
    assert_eq!(codes, ["body-left-out"]);
    options.set("boddy", "false");
    assert!(JsonLd.writer("jsonld", &options).is_err());
}

#[test]
fn no_attack_breaks_out_of_a_script() {
    let writer = JsonLd.writer("jsonld", &OptionMap::new()).unwrap();
    for attack in attacks() {
        let (json, _) = written_by(&*writer, &attack.edition, std::slice::from_ref(&attack.article));
        let read: Value = serde_json::from_slice(&json).unwrap();
        assert_eq!(read["@type"], "NewsArticle", "{}", attack.name);
        let json = script(&attack.article, &Options::default());
        assert!(!json.contains(BREAKS_OUT), "{}: {json}", attack.name);
    }
}

#[test]
fn nothing_for_editors_gets_out() {
    keeps_secret(|article, out, cx| write(article, &edition_head(), &Options::default(), out, cx).unwrap());
}

proptest! {
    #[test]
    fn no_text_breaks_out_of_a_script(headline in "\\PC*|[<>&!/\\-\u{0}-\u{ff}\u{2028}\u{2029}]*", body in any::<String>()) {
        let mut article = article(vec![paragraph(body.as_str())]);
        article.head.headline = Some(headline.as_str().into());
        article.head.identifier = Some(body.as_str().into());
        let json = script(&article, &Options::default());
        prop_assert!(!json.contains(BREAKS_OUT));
        let read: Value = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(&read["identifier"], body.as_str());
    }
}
