//! Typewritten text in, set text out.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::expect_used,
    clippy::string_slice,
    reason = "tests may stop at the first surprise"
)]

use proptest::prelude::*;
use slugline_core::diagnostic::Diagnostics;
use slugline_core::model::{
    Article, Block, BlockKind, Cell, Figure, Inline, InlineKind, Inlines, Link, Node, Role, Row, Span, Table, Text,
    plain,
};
use slugline_core::plugin::{Context, OptionMap, Plugin, Still};
use slugline_typography::{Options, Typography};

const AT: Span = Span::new(7, 9);

fn set(article: &mut Article<'_>, options: &Options) -> Vec<String> {
    let mut diagnostics = Diagnostics::new();
    slugline_typography::apply(article, options, &mut Context::new(&mut diagnostics, &Still));
    diagnostics.iter().map(|found| found.code.to_string()).collect()
}

fn article<'s>(language: &'s str, runs: Vec<Inline<'s>>) -> Article<'s> {
    let content = Inlines::from(runs);
    let mut article = Article { body: vec![Node::new(BlockKind::Paragraph { content }, AT)], ..Article::default() };
    article.head.language = Some(language.into()).filter(|tag: &Text<'_>| !tag.is_empty());
    article
}

fn content<'a>(article: &'a Article<'_>) -> &'a [Inline<'a>] {
    match &article.body[0].kind {
        BlockKind::Paragraph { content } => content,
        other => panic!("expected a paragraph, found {other:?}"),
    }
}

fn set_text(language: &str, text: &str) -> String {
    let mut article = article(language, vec![Inline::text(text, AT)]);
    set(&mut article, &Options::default());
    plain(content(&article)).into_owned()
}

#[track_caller]
fn check(language: &str, text: &str, expected: &str) {
    assert_eq!(set_text(language, text), expected);
    assert_eq!(set_text(language, expected), expected, "a second time");
}

#[track_caller]
fn stays(language: &str, text: &str) {
    check(language, text, text);
}

#[test]
fn every_language_has_its_quotes() {
    let typed = "\"A 'b' c,\" d -- e...";
    for (language, expected) in [
        ("", "“A ‘b’ c,” d — e…"),
        ("und", "“A ‘b’ c,” d — e…"),
        ("en-GB", "“A ‘b’ c,” d — e…"),
        ("da", "“A ‘b’ c,” d – e…"),
        ("de", "„A ‚b‘ c,“ d – e…"),
        ("de-CH", "«A ‹b› c,» d – e…"),
        ("es-MX", "“A ‘b’ c,” d — e…"),
        ("fi", "”A ’b’ c,” d – e…"),
        ("fr", "«\u{202F}A “b” c,\u{202F}» d – e…"),
        ("it", "«A “b” c,» d – e…"),
        ("nb-NO", "«A ‘b’ c,» d – e…"),
        ("nl", "“A ‘b’ c,” d – e…"),
        ("pl", "„A «b» c,” d – e…"),
        ("pt-BR", "“A ‘b’ c,” d — e…"),
        ("pt-PT", "«A “b” c,» d — e…"),
        ("ru", "«A „b“ c,» d — e…"),
        ("sv", "”A ’b’ c,” d – e…"),
        ("ja", typed),
        ("denglish", typed),
    ] {
        check(language, typed, expected);
    }
}

#[test]
fn quotes_look_the_right_way() {
    check("en", "\"'Rain,' she said,\" he said.", "“‘Rain,’ she said,” he said.");
    check("en", "He said \"she said 'rain'\".", "He said “she said ‘rain’”.");
    check("de", "\"Sie sagte 'Regen'\"", "„Sie sagte ‚Regen‘“");
    check("en", "(\"Rain\") [\"or\"] -- \"shine\"", "(“Rain”) [“or”] — “shine”");
    check("en", "pre-\"war\" and \"post\"-war", "pre-“war” and “post”-war");
    check("en", "\"I was--\" he said--\"No.\"", "“I was—” he said—“No.”");
    check("en", "\"...and rain\"", "“…and rain”");
    check("en", "\"A second paragraph", "“A second paragraph");
    check("en", "'A second paragraph", "‘A second paragraph");
    check("en", "\"\" ''", "“” ‘’");
    stays("en", "\" or '");
}

#[test]
fn wires_have_marks_of_their_own() {
    check("en", "``We will walk again,'' the union said.", "“We will walk again,” the union said.");
    check(
        "en",
        "``He said `no,''' she said. ``It's the drivers' day.''",
        "“He said ‘no,’” she said. “It’s the drivers’ day.”",
    );
    check("en", "``A second paragraph", "“A second paragraph");
    check("en", "(``Rain'') ''or'' 'shine'", "(“Rain”) “or” ‘shine’");
    check("de", "``Wir gehen,'' sagte sie.", "„Wir gehen,“ sagte sie.");
    stays("en", "6'' of rain, it`s `here and `` there ``");
}

#[test]
fn apostrophes_are_no_quotes() {
    check("en", "It's the drivers' strike, isn't it", "It’s the drivers’ strike, isn’t it");
    check("en", "rock 'n' roll of the '90s, 'til 'twas late", "rock ’n’ roll of the ’90s, ’til ’twas late");
    check("en", "'cause' and 'tis", "‘cause’ and ’tis");
    check("en", "the class of '24 won", "the class of ’24 won");
    check("fr", "l'été d'Élodie", "l’été d’Élodie");
    check("nl", "'s avonds in 't huis", "’s avonds in ’t huis");
    check("de", "'ne Idee, geht's?", "’ne Idee, geht’s?");
}

#[test]
fn inches_and_feet_stay() {
    stays("en", "a 6\" pipe, 6'2\" tall, 5' off");
    check("en", "\"It was 1990\" and 'in 1991'", "“It was 1990” and ‘in 1991’");
    check("en", "the 1990's", "the 1990’s");
}

#[test]
fn dashes_join_clauses() {
    check("en", "Rain - and wind", "Rain — and wind");
    check("en", "Rain---wind--hail", "Rain—wind—hail");
    check("de", "-- Ada Roe", "– Ada Roe");
    for text in ["two-thirds", "2 - 1", "2-1", "- point", "a\n- b", "-----"] {
        stays("en", text);
    }
    stays("en", "<!-- and -->");
    check("fr", "\"A -\"", "«\u{202F}A -\u{202F}»");
}

#[test]
fn ellipses_are_three_dots() {
    check("en", "Rain...", "Rain…");
    stays("en", "Rain.... and ..");
}

#[test]
fn addresses_and_other_scripts_stay() {
    check(
        "en",
        "\"See https://rain.example/a--b...c'd\" or \"www.rain.example/--/\"...",
        "“See https://rain.example/a--b...c'd” or “www.rain.example/--/”…",
    );
    stays("", "قال \"المطر\" -- أمس...");
    stays("", "他说\"下雨\"--昨天...");
    check("el", "\"Βροχή\"", "\"Βροχή\"");
    check("en", "\"Rain\" (雨)", "“Rain” (雨)");
}

#[test]
fn a_quote_may_open_before_an_emphasis_and_close_after_it() {
    let emphasis = Node::new(
        InlineKind::Emphasis { content: vec![Inline::text("never\" --", Span::new(11, 20))] },
        Span::new(10, 21),
    );
    let link = Link { href: "https://rain.example/'a'--b".into(), content: vec![Inline::text("'now'", AT)] };
    let mut article = article(
        "en",
        vec![
            Inline::text("He said \"", Span::new(1, 10)),
            emphasis,
            Node::new(InlineKind::LineBreak, AT),
            Node::new(InlineKind::Link(Box::new(link.clone())), AT),
            Inline::text(" -", AT),
            Inline::text("- untouched", AT),
        ],
    );
    set(&mut article, &Options::default());
    let content = content(&article);
    assert_eq!(plain(content), "He said “never” —\n‘now’ -- untouched");
    assert_eq!(content[0].span, Span::new(1, 10));
    let InlineKind::Link(set) = &content[3].kind else { panic!("a link") };
    assert_eq!(set.href, link.href);
}

#[test]
fn only_running_text_is_set() {
    let cell = |text: &'static str| Cell { content: Inlines::text(text, AT), ..Cell::default() };
    let row = Row { cells: vec![cell("--"), cell("\"A\"")], ..Row::default() };
    let table = Table { caption: Inlines::text("'B'", AT), rows: vec![row] };
    let figure = Figure { source: "'c'.jpg".into(), caption: Inlines::text("'C'", AT), ..Figure::default() };
    let mut article = article("en", Vec::new());
    article.head.headline = Some("\"D\"".into());
    article.head.subheadline = Some("\"E\"".into());
    article.body = vec![
        Node::new(BlockKind::Table(Box::new(table)), AT),
        Node::new(BlockKind::Figure(Box::new(figure)), AT),
        Node::new(BlockKind::Preformatted { text: "\"F\"".into() }, AT),
        Block::paragraph("-- 30 --", AT).with_role(Role::EndMark),
        Block::paragraph("\"G\"", AT),
    ];
    article.body[4].attrs.list_mut().language = Some("de".into());
    set(&mut article, &Options::default());
    let mut texts = Vec::new();
    article.each_text(&mut |text, _| texts.push(text));
    assert_eq!(texts, ["‘B’", "--", "“A”", "‘C’", "\"F\"", "-- 30 --", "„G“"]);
    assert_eq!((article.head.headline.unwrap(), article.head.subheadline.unwrap()), ("“D”".into(), "“E”".into()));
    let BlockKind::Figure(figure) = &article.body[1].kind else { panic!("a figure") };
    assert_eq!(figure.source, "'c'.jpg");
}

#[test]
fn what_stays_stays_borrowed() {
    let text = String::from("Nothing to set. Re-elected.");
    let mut article = article("en", vec![Inline::text(text.as_str(), AT)]);
    set(&mut article, &Options::default());
    assert_eq!(plain(content(&article)).as_ptr(), text.as_ptr());
}

#[test]
fn options_choose_what_is_set() {
    for (name, expected) in [("quotes", "\"A\" — b…"), ("dashes", "“A” -- b…"), ("ellipses", "“A” — b...")]
    {
        let mut options = OptionMap::new();
        options.set(name, "false");
        let transform = Typography.transform("typography", &options).unwrap();
        let mut article = article("en", vec![Inline::text("\"A\" -- b...", AT)]);
        let mut diagnostics = Diagnostics::new();
        transform.apply(&mut article, &mut Context::new(&mut diagnostics, &Still)).unwrap();
        assert_eq!(plain(content(&article)), expected);
    }
    let mut options = OptionMap::new();
    options.set("language", "tlh");
    let error = Typography.transform("typography", &options).err().unwrap();
    assert_eq!(error.to_string(), "option `typography.language`: there are no rules for `tlh`");
    assert!(error.advice().unwrap().starts_with("there are rules for: en, da, de,"));
}

#[test]
fn a_language_without_rules_is_reported() {
    let mut article = article("ar", vec![Inline::text("\"A\"", AT)]);
    assert_eq!(set(&mut article, &Options::default()), ["unknown-typography"]);
    let german = Options { language: Some("de".to_owned()), ..Options::default() };
    assert!(set(&mut article, &german).is_empty());
    assert_eq!(plain(content(&article)), "„A“");
}

/// Runs of text full of marks, cut anywhere.
fn runs() -> impl Strategy<Value = Vec<String>> {
    let bits = prop::sample::select(
        &[
            "\"", "'", "-", "--", ".", "...", " ", "a", "6", "s", "\n", "“", "»", "\u{202F}", "(", "/", "http://", "é",
            "雨", "<",
        ][..],
    );
    let run = prop::collection::vec(bits, 0..10).prop_map(|bits| bits.concat());
    prop::collection::vec(prop_oneof![4 => run, 1 => any::<String>()], 1..4)
}

fn letters(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn twice_is_once_and_letters_stay(
        runs in runs(),
        language in prop::sample::select(&["en", "de", "de-ch", "fr", "sv", "ru", "nl"][..]),
    ) {
        let typed = runs.concat();
        let mut article = article(language, runs.into_iter().map(|run| Inline::text(run, AT)).collect());
        set(&mut article, &Options::default());
        let once = article.clone();
        set(&mut article, &Options::default());
        prop_assert_eq!(&article, &once);
        prop_assert_eq!(letters(&plain(content(&once))), letters(&typed));
        prop_assert!(content(&once).iter().all(|run| run.span == AT));
    }
}
