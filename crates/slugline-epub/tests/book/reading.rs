//! Books as other programs read them.

use roxmltree::Document;
use slugline_core::Kind;
use slugline_core::diagnostic::Diagnostics;
use slugline_core::identity;
use slugline_core::model::{Article, Byline, Edition, EditionHead, Instant, Publisher, Subject};
use slugline_core::plugin::{Arity, Context, Memory, OptionMap, Plugin, Sink, Still, World};
use slugline_epub::Epub;
use slugline_specimen::hostile::{attacks, filled};
use slugline_specimen::secret::{SECRET, confidential};
use slugline_specimen::story::every_field;
use zip::CompressionMethod;

use super::opened::{Opened, book, edition, elements, meta, text, texts};
use super::samples::short;

fn three() -> Vec<Article<'static>> {
    [("One", "World"), ("Two", "World"), ("Three", "Sport")]
        .map(|(headline, section)| {
            let mut article = short(headline, "Text.");
            article.head.section = Some(section.into());
            article
        })
        .to_vec()
}

/// The name space of `epub:type`.
const OPS: &str = "http://www.idpf.org/2007/ops";

fn hrefs(document: &Document<'_>, name: &str) -> Vec<String> {
    let elements = elements(document, name).into_iter();
    elements.filter_map(|element| element.attribute("href").map(str::to_owned)).collect()
}

#[test]
fn members_stand_in_their_order_and_the_first_is_the_media_type() {
    let long = short("Long", &"No ferry left the harbour on Monday. ".repeat(100));
    let book = book(&[short("Short", "Rain."), long]);
    assert_eq!(
        book.names(),
        [
            "mimetype",
            "META-INF/container.xml",
            "EPUB/package.opf",
            "EPUB/nav.xhtml",
            "EPUB/style.css",
            "EPUB/cover.xhtml",
            "EPUB/chapter-001.xhtml",
            "EPUB/chapter-002.xhtml",
        ]
    );
    assert_eq!(&book.bytes[..4], b"PK\x03\x04");
    assert_eq!(book.bytes[28..30], [0, 0], "an extra field");
    assert_eq!(&book.bytes[30..58], b"mimetypeapplication/epub+zip");
    assert_eq!(book.members[0].1, CompressionMethod::Stored);
    assert_eq!(book.members[7].1, CompressionMethod::Deflated);
}

#[test]
fn a_book_of_one_article_is_that_article() {
    let mut article = short("Ferries stop", "No ferry left.");
    article.head.language = Some("en-GB".into());
    article.head.subheadline = Some("Crews walk out".into());
    article.head.rights = Some("© Harbour Times".into());
    article.head.keywords = vec!["strike".into(), "strike".into()];
    article.head.subjects =
        vec![Subject { scheme: Some("medtop".into()), code: Some("04000000".into()), name: Some("economy".into()) }];
    let author = |name: &'static str, role: Option<&'static str>| Byline {
        name: name.into(),
        role: role.map(Into::into),
        affiliation: None,
    };
    article.head.bylines = vec![author("Ada Roe", Some("Staff Writer")), author("Sam Lind", None)];
    let head = EditionHead {
        publisher: Publisher { name: Some("Harbour Times".into()), ..Publisher::default() },
        ..EditionHead::default()
    };
    let guid = identity::guid(&article, &head.publisher);
    let book = edition(&head, &[article]);
    let package = book.xml("EPUB/package.opf");
    for (name, values) in [
        ("identifier", vec![&*guid]),
        ("title", vec!["Ferries stop"]),
        ("language", vec!["en-GB"]),
        ("creator", vec!["Ada Roe", "Sam Lind"]),
        ("publisher", vec!["Harbour Times"]),
        ("date", vec!["2024-11-18"]),
        ("rights", vec!["© Harbour Times"]),
        ("subject", vec!["strike", "economy"]),
    ] {
        assert_eq!(texts(&package, name), values, "{name}");
    }
    assert_eq!(meta(&package, "dcterms:modified"), ["2024-11-18T00:00:00Z"]);
    assert_eq!(meta(&package, "term"), ["04000000"]);

    let chapters = book.chapters();
    let chapter = &chapters[0];
    let byline = elements(chapter, "p").into_iter().find(|p| p.attribute("class") == Some("byline"));
    assert_eq!(text(byline.unwrap()).trim(), "By Ada Roe (Staff Writer) and Sam Lind");
    assert_eq!(texts(chapter, "h1"), ["Ferries stop"]);
    assert_eq!(elements(chapter, "time")[0].attribute("datetime"), Some("2024-11-18"));
    assert_eq!(chapter.root_element().attribute("lang"), Some("en-GB"));
    assert!(book.reports.is_empty(), "{:?}", book.reports);
}

#[test]
fn contents_follow_the_spine_and_the_sections_of_the_paper() {
    let book = book(&three());
    let (package, nav) = (book.xml("EPUB/package.opf"), book.xml("EPUB/nav.xhtml"));
    let files = ["chapter-001.xhtml", "chapter-002.xhtml", "chapter-003.xhtml"];
    let spine = elements(&package, "itemref").into_iter().filter_map(|item| item.attribute("idref"));
    let pages = [&["cover.xhtml"], &files[..]].concat();
    assert_eq!(spine.map(|id| [id, ".xhtml"].concat()).collect::<Vec<_>>(), pages);
    assert_eq!(hrefs(&nav, "a"), [&files[..], &pages[..2]].concat());
    let kinds = elements(&nav, "a").into_iter().filter_map(|link| link.attribute((OPS, "type")));
    assert_eq!(kinds.collect::<Vec<_>>(), ["cover", "bodymatter"]);
    assert_eq!(texts(&nav, "span"), ["World", "Sport"]);
    let manifest = hrefs(&package, "item");
    assert_eq!(manifest, [&["nav.xhtml", "style.css"], &pages[..]].concat());
}

/// A folder is read by name, whatever the sections of its stories.
#[test]
fn a_section_is_a_part_of_the_book_once() {
    let mut articles = three();
    articles.swap(1, 2);
    articles.insert(1, short("Between", "Text."));
    articles.push(short("Last", "Text."));
    let book = book(&articles);
    let (package, nav) = (book.xml("EPUB/package.opf"), book.xml("EPUB/nav.xhtml"));
    assert_eq!(texts(&nav, "span"), ["World", "Sport"]);
    assert_eq!(texts(&nav, "a")[..5], ["One", "Two", "Between", "Last", "Three"]);
    let files = [1, 2, 3, 4, 5].map(|number| format!("chapter-00{number}.xhtml"));
    assert_eq!(hrefs(&nav, "a")[..5], files);
    assert_eq!(hrefs(&package, "item")[3..], files);
    let spine = elements(&package, "itemref").into_iter().filter_map(|item| item.attribute("idref"));
    assert_eq!(spine.skip(1).map(|id| [id, ".xhtml"].concat()).collect::<Vec<_>>(), files);
    let titles = files.map(|file| texts(&book.xml(&format!("EPUB/{file}")), "h1").concat());
    assert_eq!(titles, ["One", "Two", "Between", "Last", "Three"]);
}

#[test]
fn a_book_of_many_is_named_after_the_edition_or_all_of_them() {
    let articles = three();
    let publisher = Publisher::default();
    let guids: Vec<String> = articles.iter().map(|article| identity::guid(article, &publisher)).collect();
    let unnamed = book(&articles);
    let package = unnamed.xml("EPUB/package.opf");
    assert_eq!(texts(&package, "identifier"), [identity::guid_of_many(guids.iter().map(|guid| &**guid))]);
    assert_eq!(texts(&package, "title"), ["One"]);

    let head = EditionHead {
        title: Some("Monday".into()),
        identifier: Some("urn:isbn:9780000000002".into()),
        ..EditionHead::default()
    };
    let named = edition(&head, &articles);
    let package = named.xml("EPUB/package.opf");
    assert_eq!(texts(&package, "identifier"), ["urn:isbn:9780000000002"]);
    assert_eq!(texts(&package, "title"), ["Monday"]);
}

#[test]
fn the_cover_says_what_the_book_is() {
    let head = EditionHead {
        title: Some("Monday".into()),
        publisher: Publisher { name: Some("Harbour Times".into()), ..Publisher::default() },
        ..EditionHead::default()
    };
    let book = edition(&head, &three());
    let cover = book.xml("EPUB/cover.xhtml");
    assert_eq!(elements(&cover, "section")[0].attribute((OPS, "type")), Some("cover"));
    assert_eq!(texts(&cover, "h1"), ["Monday"]);
    assert_eq!(texts(&cover, "p").iter().map(|line| line.trim()).collect::<Vec<_>>(), ["Harbour Times", "2024-11-18"]);
}

#[test]
fn conformance_is_claimed_where_all_languages_are_known() {
    let mut articles = three();
    let claims = |articles: &[Article<'_>]| {
        let book = book(articles);
        let package = book.xml("EPUB/package.opf");
        let summary = meta(&package, "schema:accessibilitySummary").remove(0);
        assert_eq!(meta(&package, "a11y:certifiedBy").len(), meta(&package, "dcterms:conformsTo").len());
        (meta(&package, "dcterms:conformsTo"), summary.contains("language of a chapter is not known"))
    };
    articles[0].head.language = Some("en".into());
    assert_eq!(claims(&articles), (vec![], true));
    articles.iter_mut().for_each(|article| article.head.language = Some("en".into()));
    assert_eq!(claims(&articles), (vec!["EPUB Accessibility 1.1 - WCAG 2.2 Level AA".to_owned()], false));
}

#[test]
fn an_identifier_that_is_none_gives_way() {
    for (identifier, codes) in [
        ("urn:uuid:nope", vec!["invalid-identifier"]),
        ("URN:UUID:17881b7e-87f7-5c1a-8510-08d7f19c0aef0", vec!["invalid-identifier"]),
        ("\u{1}\n", vec!["forbidden-character"]),
        ("urn:uuid:17881b7e-87f7-5c1a-8510-08d7f19c0aef", vec![]),
    ] {
        let mut article = short("Rain", "Text.");
        article.head.identifier = Some(identifier.into());
        let book = book(&[article]);
        assert_eq!(book.codes(), codes, "{identifier:?}");
        let shown = texts(&book.xml("EPUB/package.opf"), "identifier").remove(0);
        assert!(shown.starts_with("urn:uuid:") && shown.len() == 45, "{shown}");
    }
}

#[test]
fn what_is_missing_is_reported_once_and_stood_in_for() {
    let book = book(&[Article::default(), Article::default()]);
    assert_eq!(book.codes(), ["missing-headline", "missing-headline", "missing-title", "missing-date"]);
    let package = book.xml("EPUB/package.opf");
    assert_eq!(texts(&package, "language"), ["und"]);
    assert_eq!(texts(&package, "title"), ["Untitled"]);
    assert_eq!(meta(&package, "dcterms:modified"), ["1970-01-01T00:00:00Z"]);
    assert!(elements(&package, "date").is_empty());
}

#[test]
fn an_undated_article_among_dated_ones_lacks_nothing() {
    let mut articles = three();
    articles[0].head.dates.published = None;
    articles[1].head.dates.published = "2024-11-18T23:30:00-04:00".parse().ok();
    let book = book(&articles);
    assert_eq!(book.codes(), ["missing-title"]);
    let package = book.xml("EPUB/package.opf");
    assert_eq!(meta(&package, "dcterms:modified"), ["2024-11-19T03:30:00Z"]);
    assert_eq!(texts(&package, "date"), ["2024-11-18T23:30:00-04:00"]);
}

#[test]
fn the_ends_of_the_calendar_are_in_utc_too() {
    for date in ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"] {
        let mut article = short("Ends", "Text.");
        article.head.dates.published = date.parse().ok();
        let modified = meta(&book(&[article]).xml("EPUB/package.opf"), "dcterms:modified");
        assert_eq!(modified[0], [date.split('T').next().unwrap(), "T00:00:00Z"].concat());
    }
}

#[test]
fn scripts_from_the_right_begin_on_the_right() {
    let mut articles = vec![short("مزارعو تل السنديان", "عادت المياه"), short("Rain", "Text.")];
    let mixed = book(&articles);
    let package = mixed.xml("EPUB/package.opf");
    assert_eq!(package.root_element().attribute("dir"), Some("rtl"));
    assert_eq!(elements(&package, "spine")[0].attribute("page-progression-direction"), Some("rtl"));
    let directions = |opened: &Opened| -> Vec<String> {
        let roots = opened.chapters();
        roots.iter().map(|root| root.root_element().attribute("dir").unwrap().to_owned()).collect()
    };
    assert_eq!(directions(&mixed), ["rtl", "ltr"]);
    let nav = mixed.xml("EPUB/nav.xhtml");
    assert_eq!(elements(&nav, "a")[1].attribute("dir"), Some("ltr"));

    articles[1].head.language = Some("he".into());
    assert_eq!(directions(&book(&articles)), ["rtl", "rtl"]);
}

#[test]
fn hostile_text_in_every_field_stays_text() {
    for attack in attacks() {
        // Whole articles make books of several, too.
        let copies = if attack.name.starts_with("hostile") { 2 } else { 1 };
        for count in 1..=copies {
            let book = edition(&attack.edition, &vec![attack.article.clone(); count]);
            let xml = book.names().into_iter().filter(|name| !matches!(*name, "mimetype" | "EPUB/style.css"));
            for name in xml {
                let document = book.xml(name);
                let active =
                    ["script", "iframe", "object", "style"].iter().any(|name| !elements(&document, name).is_empty());
                assert!(!active, "{name} of {}", attack.name);
            }
            let package = book.xml("EPUB/package.opf");
            let blank = elements(&package, "metadata")[0]
                .children()
                .filter(|node| node.is_element() && text(*node).trim().is_empty());
            assert_eq!(blank.count(), 0, "{}", attack.name);
        }
    }
}

#[test]
fn nothing_for_editors_gets_out() {
    let book = book(&[confidential()]);
    assert!(book.members.iter().all(|(_, _, content)| !content.contains(SECRET)));
    assert!(book.codes().contains(&"editor-only"));
}

#[test]
fn what_has_no_place_is_reported() {
    let expected = ["field-left-out", "invalid-language", "end-mark", "picture-not-embedded", "unknown-kind"];
    let mut article = filled("Rain was heavy");
    article.head.dates = every_field().head.dates;
    let book = book(&[article]);
    for code in expected {
        assert!(book.codes().contains(&code), "{code}");
    }
    let messages: Vec<&str> = book.reports.iter().map(|report| &*report.message).collect();
    assert!(messages.iter().any(|message| message.contains("day of writing")));
    assert!(!messages.iter().any(|message| message.contains("update")), "dcterms:modified has it");
}

#[test]
fn the_same_edition_gives_the_same_bytes() {
    let articles = [filled("Rain"), short("Sun", &"Sun. ".repeat(1_000))];
    let first = book(&articles).bytes;
    let other_thread = std::thread::spawn(move || book(&articles).bytes).join().unwrap();
    assert_eq!(first, other_thread);
}

#[test]
fn the_date_that_the_user_sets_is_the_moment() {
    struct Dated;
    impl World for Dated {
        fn date(&self) -> Option<Instant> {
            Instant::from_unix(1_000_000_000)
        }
    }
    let (mut out, mut diagnostics) = (Sink::memory(), Diagnostics::new());
    let articles = [Article::default()];
    let edition = Edition { head: &EditionHead::default(), articles: &articles };
    slugline_epub::write(&edition, &mut out, &mut Context::new(&mut diagnostics, &Dated)).unwrap();
    assert!(!diagnostics.iter().any(|report| report.code == "missing-date"));
}

#[test]
fn the_plugin_offers_one_writer_without_options() {
    let writer = Epub.writer("epub", &OptionMap::new()).unwrap();
    assert_eq!(writer.arity(), Arity::Many);
    let mut options = OptionMap::new();
    options.set("cover", "yes");
    let error = Epub.writer("epub", &options).err().unwrap();
    assert_eq!(error.to_string(), "`epub` has no option `cover`");

    let (mut out, mut diagnostics) = (Memory::new(), Diagnostics::new());
    let empty = Edition { head: &EditionHead::default(), articles: &[] };
    let error = writer.write(&empty, &mut out, &mut Context::new(&mut diagnostics, &Still));
    assert_eq!(error.unwrap_err().kind(), Kind::Invalid);
    assert!(out.into_parts().0.is_empty());
}
