//! Whole pages and fragments.

use slugline_core::diagnostic::Diagnostics;
use slugline_core::model::{Article, Block, BlockKind, EditionHead, Figure, Inlines, Publisher, Role, Span};
use slugline_core::{Source, text};
use slugline_html::Options;
use slugline_specimen::hostile::edition;
use slugline_specimen::part::{block, byline};
use slugline_specimen::story::{every_field, head, publisher};

use crate::model::{convert, fragment, fragment_of, page, page_of, try_convert};

/// The page without its style, which would hide what a test is about.
fn without_style(page: &str) -> String {
    let (before, rest) = page.split_once("<style>\n").unwrap();
    let (style, after) = rest.split_once("</style>\n").unwrap();
    assert_eq!(style, include_str!("../../theme/page.css"));
    format!("{before}{after}")
}

fn read(text: &str) -> Article<'static> {
    let source = Source::from_text("story.txt", text).unwrap();
    text::read(&source, &mut Diagnostics::new()).into_owned()
}

#[test]
fn a_lead_that_is_marked_describes_a_page_without_a_deck() {
    let mut article = read("Rain\n\nNo ferry sails.");
    article.body[0].attrs.set_role(Role::Lead);
    let described = |article: &Article<'_>, words: &str| {
        let (page, _) = page(article);
        ["name=\"description\"", "property=\"og:description\""]
            .iter()
            .all(|name| page.contains(&format!("<meta {name} content=\"{words}\">")))
    };
    assert!(described(&article, "No ferry sails."));
    article.head.subheadline = Some("Crews walk out".into());
    assert!(described(&article, "Crews walk out"));
}

#[test]
fn what_shows_nothing_is_on_no_page() {
    let bare = read("Rain\n\nRain fell.");
    let mut blank = bare.clone();
    let head = &mut blank.head;
    for field in [&mut head.subheadline, &mut head.section, &mut head.credit, &mut head.rights] {
        *field = Some(" \u{1}".into());
    }
    head.keywords = vec![" ".into()];
    head.bylines = vec![byline("\u{A0}"), byline("\u{1}")];
    assert_eq!(page(&blank), page(&bare));
}

#[test]
fn a_page() {
    let article = read(concat!(
        "World\n\nHarbour crews <walk> out & \"stay\" out\n\n2024-11-18\n\nBy Ada Roe and Sam Lind\n\n",
        "No ferry left on Monday.\n\nWhat comes next\n\n\"We wait,\" said the master of the *Tern*."
    ));
    let (page, diagnostics) = page(&article);
    let expected = r#"<!doctype html>
<html lang="und">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Harbour crews &lt;walk&gt; out &amp; &quot;stay&quot; out</title>
<meta name="author" content="Ada Roe">
<meta name="author" content="Sam Lind">
<meta property="og:type" content="article">
<meta property="og:title" content="Harbour crews &lt;walk&gt; out &amp; &quot;stay&quot; out">
<meta property="article:published_time" content="2024-11-18">
<meta property="article:section" content="World">
<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","@id":"urn:uuid:a4b6b330-6288-5c8d-87b8-90fb2f1a7d01","identifier":"urn:uuid:a4b6b330-6288-5c8d-87b8-90fb2f1a7d01","headline":"Harbour crews \u003cwalk\u003e out \u0026 \"stay\" out","inLanguage":"und","datePublished":"2024-11-18","author":[{"@type":"Person","name":"Ada Roe"},{"@type":"Person","name":"Sam Lind"}],"articleSection":"World","wordCount":16}</script>
</head>
<body>
<main>
<article lang="">
<header>
<p class="section">World</p>
<h1>Harbour crews &lt;walk&gt; out &amp; &quot;stay&quot; out</h1>
<p class="byline">By <span class="author">Ada Roe</span> and <span class="author">Sam Lind</span></p>
<p class="dates"><time datetime="2024-11-18">2024-11-18</time></p>
</header>
<p>No ferry left on Monday.</p>
<h2>What comes next</h2>
<p>"We wait," said the master of the <em>Tern</em>.</p>
</article>
</main>
</body>
</html>
"#;
    assert_eq!(without_style(&page), expected);
    assert_eq!(diagnostics, [""; 0]);
}

#[test]
fn a_fragment_with_every_field() {
    let (fragment, diagnostics) = fragment(&every_field());
    let expected = r#"<article lang="en-GB">
<header>
<p class="section">World</p>
<h1>Ferries stop</h1>
<p class="subheadline">Crews walk out</p>
<p class="byline">By <span class="author">Ada Roe</span>, <span class="role">Staff Writer</span>, <span class="affiliation">Harbour Press</span>, <span class="author">Sam Lind</span> and <span class="author">Io Vane</span></p>
<p class="dates"><time datetime="2024-11-18">2024-11-18</time>, updated <time datetime="2024-11-18T17:20:40-04:00">2024-11-18 17:20 -04:00</time></p>
</header>
<p><span class="dateline">LEEDS, England (HW) —</span> No ferry left.</p>
<h2>Later</h2>
<footer>
<p class="credit">Harbour Wire</p>
<p class="rights">© 2024 The Harbour Times</p>
</footer>
</article>
"#;
    assert_eq!(fragment, expected);
    let names = ["identifier", "version", "status", "keyword", "keyword", "web address", "date of writing", "subject"];
    let expected = names.map(|name| format!("field-left-out: the {name} is left out"));
    assert_eq!(diagnostics, expected);
}

#[test]
fn a_fragment_says_little_of_its_publisher() {
    let publisher = Publisher {
        logo: Some("https://harbourtimes.example/logo.png".into()),
        usage_terms: Some("For subscribers.".into()),
        ..publisher()
    };
    let edition = EditionHead { publisher, ..EditionHead::default() };
    let article = Article { head: head(), ..Article::default() };
    let (fragment, diagnostics) = fragment_of(&article, &edition);
    assert!(fragment.contains("<p class=\"rights\">Copyright 2024 The Harbour Times</p>"), "{fragment}");
    let lost = ["name", "home page", "logo", "usage terms"];
    let lost = lost.map(|name| format!("field-left-out: there is no place for the publisher's {name}"));
    assert_eq!(diagnostics, lost);
    assert_eq!(page_of(&article, &edition).1, [""; 0]);
}

#[test]
fn what_structured_data_says_is_not_lost() {
    let (page, diagnostics) = page(&every_field());
    assert!(page.contains("<meta name=\"description\" content=\"Crews walk out\">\n"));
    assert!(page.contains("<meta name=\"keywords\" content=\"ferries, strike\">\n"));
    assert!(page.contains("<link rel=\"canonical\" href=\"https://harbour.example/ferries\">\n"));
    assert!(page.contains("<meta property=\"og:url\" content=\"https://harbour.example/ferries\">\n"));
    assert_eq!(diagnostics, [""; 0]);
}

#[test]
fn those_who_share_the_page_are_told_what_it_is() {
    let mut article = every_field();
    for source in ["quay.jpg", "https://harbour.example/quay.jpg?a=1&b", "https://harbour.example/later.jpg"] {
        let alt = "An \"empty\" quay".into();
        let figure = Figure { source: source.into(), alt, ..Figure::default() };
        article.body.push(block(BlockKind::Figure(Box::new(figure))));
    }
    let open_graph = |article: &Article<'_>| {
        let (page, _) = page_of(article, &edition("The <Harbour> Times"));
        let lines = page.lines().filter(|line| line.starts_with("<meta property=\"")).map(|line| format!("{line}\n"));
        lines.collect::<String>()
    };
    let expected = r#"<meta property="og:type" content="article">
<meta property="og:title" content="Ferries stop">
<meta property="og:description" content="Crews walk out">
<meta property="og:url" content="https://harbour.example/ferries">
<meta property="og:site_name" content="The &lt;Harbour&gt; Times">
<meta property="og:image" content="https://harbour.example/quay.jpg?a=1&amp;b">
<meta property="og:image:alt" content="An &quot;empty&quot; quay">
<meta property="article:published_time" content="2024-11-18">
<meta property="article:modified_time" content="2024-11-18T17:20:40-04:00">
<meta property="article:section" content="World">
<meta property="article:tag" content="ferries">
<meta property="article:tag" content="strike">
"#;
    assert_eq!(open_graph(&article), expected);
    // A day of no year is no date to a program.
    article.head.dates.published = "--11-18".parse().ok();
    article.head.dates.updated = None;
    assert!(!open_graph(&article).contains("_time"));
}

#[test]
fn the_name_of_a_file_is_no_caption() {
    let caption = Inlines::text("The quay at noon", Span::DETACHED);
    for (figure, shown) in [
        (Figure { source: "quay.jpg".into(), ..Figure::default() }, ""),
        (
            Figure { source: "quay.jpg".into(), caption, ..Figure::default() },
            "<figure>\n<figcaption>The quay at noon</figcaption>\n</figure>\n",
        ),
        (
            Figure { source: "https://harbour.example/quay.jpg".into(), ..Figure::default() },
            "<figure>\n<figcaption><a href=\"https://harbour.example/quay.jpg\">https://harbour.example/quay.jpg</a></figcaption>\n</figure>\n",
        ),
    ] {
        let body = vec![block(BlockKind::Figure(Box::new(figure)))];
        let (page, _) = page(&Article { body, ..Article::default() });
        assert!(page.contains(&format!("</header>\n{shown}</article>")), "{page}");
    }
}

#[test]
fn an_article_of_nothing() {
    let (page, diagnostics) = page(&Article::default());
    assert!(without_style(&page).ends_with(
        "</head>\n<body>\n<main>\n<article lang=\"\">\n<header>\n<h1>Untitled</h1>\n</header>\n</article>\n</main>\n</body>\n</html>\n"
    ));
    assert_eq!(diagnostics, ["missing-headline: the article has no headline; `Untitled` stands in for it"]);
}

#[test]
fn a_language_gives_words_and_direction() {
    let mut article = every_field();
    let mut opens_with = |language: &str, open: &str, byline: &str| {
        article.head.language = Some(language.to_owned().into());
        let (page, diagnostics) = page(&article);
        assert!(page.starts_with(&format!("<!doctype html>\n<html {open}>\n")), "{language}");
        assert!(page.contains(&format!("<article {open}>\n")), "{language}");
        assert!(page.contains(&format!("<p class=\"byline\">{byline}<span class=\"author\">Ada")), "{language}");
        assert!(!diagnostics.iter().any(|diagnostic| diagnostic.starts_with("invalid-language")));
    };
    opens_with("en", "lang=\"en\"", "By ");
    opens_with("de-AT", "lang=\"de-AT\"", "Von ");
    opens_with("FR", "lang=\"FR\"", "Par ");
    opens_with("fi", "lang=\"fi\"", "");
    opens_with("he", "lang=\"he\" dir=\"rtl\"", "");
    opens_with("az-Arab", "lang=\"az-Arab\" dir=\"rtl\"", "");
    opens_with("ar-Latn", "lang=\"ar-Latn\"", "");
}

#[test]
fn a_language_that_is_none_is_not_known() {
    let mut article = every_field();
    for language in ["English", "e", "en_GB", "\"><script>", "x-private", ""] {
        article.head.language = Some(language.into());
        let (page, diagnostics) = page(&article);
        assert!(page.starts_with("<!doctype html>\n<html lang=\"und\">\n"));
        let message = format!("`{language}` is no language tag; the text is marked as of unknown language");
        assert_eq!(diagnostics[0], format!("invalid-language: {message}"));
    }
    article.head.language = Some("und".into());
    assert_eq!(page(&article).1, [""; 0]);
}

#[test]
fn without_a_language_the_first_letter_tells_the_direction() {
    let headed = |headline: &str, body: &str| {
        let (fragment, _) = fragment(&read(&format!("{headline}\n\nBy Ada Roe\n\n{body}")));
        fragment.lines().next().unwrap().to_owned()
    };
    assert_eq!(headed("«1» صحراء Leeds", "Rain."), "<article lang=\"\" dir=\"rtl\">");
    assert_eq!(headed("Leeds صحراء", "صحراء"), "<article lang=\"\">");
}

#[test]
fn the_headline_has_the_level_it_is_given() {
    let options = Options { page: false, top_level: 3, ..Options::default() };
    let (fragment, _) = convert(&every_field(), &options);
    assert!(fragment.contains("<h3>Ferries stop</h3>\n") && fragment.contains("<h4>Later</h4>\n"));
}

#[test]
fn text_for_editors_stays_inside() {
    let mut article = every_field();
    article.head.editor_notes = vec!["secret note".into()];
    article.body.push(Block::paragraph("secret block", Span::DETACHED).with_role(Role::EditorOnly));
    assert!(!page(&article).0.contains("secret"));
    assert!(!fragment(&article).0.contains("secret"));
}

#[test]
fn forbidden_characters_are_reported_once_for_the_head() {
    let mut article = every_field();
    article.head.headline = Some("Fer\u{1}ries".into());
    let (page, diagnostics) = page(&article);
    assert!(page.contains("<h1>Ferries</h1>") && page.contains("<title>Ferries</title>"));
    let found: Vec<_> = diagnostics.iter().filter(|found| found.starts_with("forbidden-character")).collect();
    assert_eq!(found, ["forbidden-character: the character U+0001 cannot stand in this format and was left out"]);
}

#[test]
fn a_wrong_level_is_refused() {
    let options = Options { top_level: 7, ..Options::default() };
    let error = try_convert(&Article::default(), &options).unwrap_err();
    assert_eq!(error, "option `html.top_level`: expected a number from 1 to 6, found `7`");
}
