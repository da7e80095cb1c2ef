//! The first real input, and a fixture in its layout, read back from every format by someone else's parser.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests may stop at the first surprise")]

use std::fs;
use std::io::{Cursor, Read as _};
use std::path::PathBuf;

use roxmltree::{Document, Node, ParsingOptions};
use scraper::{ElementRef, Html, Selector};
use serde_json::Value;
use slugline::diagnostic::Diagnostic;
use slugline_tests::root;

/// What a reader of an output sees.
#[derive(Debug, Default, PartialEq)]
struct Seen {
    section: String,
    headline: String,
    date: String,
    authors: Vec<String>,
    /// Subheads and paragraphs in order; a subhead begins with `# `.
    body: Vec<String>,
}

/// What is expected of a text in this layout, taken from its lines by hand: section, headline, date, `Author: X`, and
/// below them a subhead wherever a short line has no full stop.
fn expected(text: &str) -> Seen {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let mut next = || lines.next().unwrap().to_owned();
    let (section, headline, date) = (next(), next(), next());
    let authors = vec![next().strip_prefix("Author: ").unwrap().to_owned()];
    let subhead = |line: &str| line.len() < 80 && !line.ends_with(['.', '!', '"']);
    let body = lines.map(|line| if subhead(line) { format!("# {line}") } else { line.to_owned() });
    Seen { section, headline, date, authors, body: body.collect() }
}

/// What the text becomes. Nothing is to be said of it.
fn convert(text: &str, format: &str) -> Vec<u8> {
    let converted = slugline::convert(text, format).unwrap();
    // What a publisher sets, and the picture and the address that Google asks for, are not in the text.
    let is_of_text = |found: &Diagnostic| !found.of_run && found.code != "incomplete-article";
    let of_text: Vec<Diagnostic> = converted.diagnostics.into_iter().filter(is_of_text).collect();
    assert_eq!(of_text, [], "{format}");
    converted.bytes
}

/// A feed of the text, of which all is there but what a publisher sets.
fn convert_to_feed(text: &str, format: &str) -> String {
    let converted = slugline::convert(text, format).unwrap();
    let codes: Vec<&str> = converted.diagnostics.iter().map(|diagnostic| &*diagnostic.code).collect();
    assert_eq!(codes, ["incomplete-feed"], "{format}");
    String::from_utf8(converted.bytes).unwrap()
}

fn text_of(node: Node<'_, '_>) -> String {
    node.descendants().filter_map(|node| if node.is_text() { node.text() } else { None }).collect()
}

fn all<'d>(document: &'d Document<'_>, name: &str) -> Vec<Node<'d, 'd>> {
    document.descendants().filter(|node| node.has_tag_name(name) || node.tag_name().name() == name).collect()
}

/// Subheads and paragraphs below `node`, a page's header left out.
fn body_of(node: Node<'_, '_>) -> Vec<String> {
    let in_header = |node: &Node<'_, '_>| node.ancestors().any(|above| above.tag_name().name() == "header");
    let parts = node.descendants().filter(|node| !in_header(node));
    let parts = parts.filter_map(|node| match node.tag_name().name() {
        "h2" => Some(format!("# {}", text_of(node))),
        "p" => Some(text_of(node)),
        _ => None,
    });
    parts.collect()
}

fn newsml(text: &str) -> Seen {
    let bytes = convert(text, "newsml-g2");
    let document = Document::parse(std::str::from_utf8(&bytes).unwrap()).unwrap();
    let first = |name: &str| text_of(all(&document, name)[0]).trim().to_owned();
    let name_of = |node: &Node<'_, '_>| text_of(*node).trim().to_owned();
    assert_eq!(first("by"), "By Yan".replace("Yan", &name_of(&all(&document, "creator")[0])));
    Seen {
        section: first("subject"),
        headline: first("headline"),
        date: first("contentCreated"),
        authors: all(&document, "creator").iter().map(name_of).collect(),
        body: body_of(all(&document, "body")[0]),
    }
}

fn nitf(text: &str) -> Seen {
    let bytes = convert(text, "nitf");
    let document = Document::parse(std::str::from_utf8(&bytes).unwrap()).unwrap();
    let first = |name: &str| all(&document, name)[0];
    let authors = all(&document, "person");
    let (year, rest) = first("date.issue").attribute("norm").unwrap().split_at(4);
    let (month, rest) = rest.split_at(2);
    let (day, _) = rest.split_at(2);
    let body = first("body.content").descendants().filter_map(|node| match node.tag_name().name() {
        "hl2" => Some(format!("# {}", text_of(node))),
        "p" => Some(text_of(node)),
        _ => None,
    });
    Seen {
        section: first("pubdata").attribute("position.section").unwrap().to_owned(),
        headline: text_of(first("hl1")),
        date: [year, month, day].join("-"),
        authors: authors.into_iter().map(text_of).collect(),
        body: body.collect(),
    }
}

fn ninjs(text: &str) -> Seen {
    let value: Value = serde_json::from_slice(&convert(text, "ninjs")).unwrap();
    let word = |value: &Value| value.as_str().unwrap().to_owned();
    let people = value["people"].as_array().unwrap().iter();
    let body = Html::parse_fragment(value["bodies"][0]["value"].as_str().unwrap());
    let parts = Selector::parse("h2, p").unwrap();
    let part = |element: ElementRef<'_>| {
        let text: String = element.text().collect();
        if element.value().name() == "h2" { format!("# {text}") } else { text }
    };
    Seen {
        section: word(&value["subjects"][0]["name"]),
        headline: word(&value["headlines"][0]["value"]),
        date: word(&value["contentCreated"]).trim_end_matches("T00:00:00Z").to_owned(),
        authors: people.map(|person| word(&person["name"])).collect(),
        body: body.select(&parts).map(part).collect(),
    }
}

fn json_ld(text: &str) -> Seen {
    let value: Value = serde_json::from_slice(&convert(text, "jsonld")).unwrap();
    let word = |name: &str| value[name].as_str().unwrap().to_owned();
    let authors = value["author"].as_array().unwrap().iter();
    Seen {
        section: word("articleSection"),
        headline: word("headline"),
        date: word("datePublished"),
        authors: authors.map(|author| author["name"].as_str().unwrap().to_owned()).collect(),
        body: word("articleBody").split("\n\n").map(str::to_owned).collect(),
    }
}

fn epub(text: &str) -> Seen {
    let mut book = zip::ZipArchive::new(Cursor::new(convert(text, "epub"))).unwrap();
    let mut member = |name: &str| {
        let mut text = String::new();
        book.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    };
    let package = member("EPUB/package.opf");
    let package = Document::parse(&package).unwrap();
    assert_eq!(text_of(all(&package, "creator")[0]), expected(text).authors[0]);
    let chapter = member("EPUB/chapter-001.xhtml");
    let dtd = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    let chapter = Document::parse_with_options(&chapter, dtd).unwrap();
    let classed = |class: &str| -> Vec<String> {
        chapter.descendants().filter(|node| node.attribute("class") == Some(class)).map(text_of).collect()
    };
    Seen {
        section: classed("section")[0].clone(),
        headline: text_of(all(&chapter, "h1")[0]),
        date: all(&chapter, "time")[0].attribute("datetime").unwrap().to_owned(),
        authors: classed("author"),
        body: body_of(all(&chapter, "body")[0]),
    }
}

/// Subheads and paragraphs of HTML without a page around it.
fn body_of_fragment(html: &str) -> Vec<String> {
    let part = |element: ElementRef<'_>| {
        let text: String = element.text().collect();
        if element.value().name() == "h2" { format!("# {text}") } else { text }
    };
    Html::parse_fragment(html).select(&Selector::parse("h2, p").unwrap()).map(part).collect()
}

/// `Mon, 18 Nov 2024 00:00:00 GMT` as `2024-11-18`.
fn day_of_mail(date: &str) -> String {
    let parts: Vec<&str> = date.split(' ').collect();
    let [_, day, month, year, "00:00:00", "GMT"] = parts.as_slice() else { panic!("{date}") };
    let months = "JanFebMarAprMayJunJulAugSepOctNovDec";
    format!("{year}-{:02}-{day}", months.find(month).unwrap() / 3 + 1)
}

fn rss(text: &str) -> Seen {
    let feed = convert_to_feed(text, "rss");
    let document = Document::parse(&feed).unwrap();
    let item = all(&document, "item")[0];
    let first = |name: &str| text_of(item.children().find(|node| node.tag_name().name() == name).unwrap());
    Seen {
        section: first("category"),
        headline: first("title"),
        date: day_of_mail(&first("pubDate")),
        authors: vec![first("creator")],
        body: body_of_fragment(&first("encoded")),
    }
}

fn atom(text: &str) -> Seen {
    let feed = convert_to_feed(text, "atom");
    let document = Document::parse(&feed).unwrap();
    let entry = all(&document, "entry")[0];
    let first = |name: &str| entry.descendants().find(|node| node.tag_name().name() == name).unwrap();
    Seen {
        section: first("category").attribute("term").unwrap().to_owned(),
        headline: text_of(first("title")),
        date: text_of(first("published")).trim_end_matches("T00:00:00Z").to_owned(),
        authors: vec![text_of(first("name"))],
        body: body_of(first("content")),
    }
}

fn json_feed(text: &str) -> Seen {
    let feed: Value = serde_json::from_str(&convert_to_feed(text, "jsonfeed")).unwrap();
    let item = &feed["items"][0];
    let word = |value: &Value| value.as_str().unwrap().to_owned();
    Seen {
        section: word(&item["tags"][0]),
        headline: word(&item["title"]),
        date: word(&item["date_published"]).trim_end_matches("T00:00:00Z").to_owned(),
        authors: vec![word(&item["authors"][0]["name"])],
        body: body_of_fragment(item["content_html"].as_str().unwrap()),
    }
}

fn html(text: &str) -> Seen {
    let page = Html::parse_document(std::str::from_utf8(&convert(text, "html")).unwrap());
    let select = |selector: &str| -> Vec<String> {
        let selector = Selector::parse(selector).unwrap();
        page.select(&selector).map(|element| element.text().collect()).collect()
    };
    let times = Selector::parse("time").unwrap();
    let parts = Selector::parse("article > h2, article > p").unwrap();
    let part = |element: ElementRef<'_>| {
        let text: String = element.text().collect();
        if element.value().name() == "h2" { format!("# {text}") } else { text }
    };
    Seen {
        section: select(".section")[0].clone(),
        headline: select("h1")[0].clone(),
        date: page.select(&times).next().unwrap().attr("datetime").unwrap().to_owned(),
        authors: select(".author"),
        body: page.select(&parts).map(part).collect(),
    }
}

#[track_caller]
fn check(text: &str, subheads: usize, paragraphs: usize) {
    let expected = expected(text);
    let is_subhead = |part: &&String| part.starts_with("# ");
    assert_eq!(expected.body.iter().filter(is_subhead).count(), subheads);
    assert_eq!(expected.body.len() - subheads, paragraphs);
    assert_eq!(newsml(text), expected);
    assert_eq!(nitf(text), expected);
    assert_eq!(ninjs(text), expected);
    assert_eq!(epub(text), expected);
    assert_eq!(html(text), expected);
    assert_eq!(rss(text), expected);
    assert_eq!(atom(text), expected);
    assert_eq!(json_feed(text), expected);
    // The body of JSON-LD is plain text, where a subhead is a line like others.
    let plain = expected.body.iter().map(|part| part.trim_start_matches("# ").to_owned());
    assert_eq!(json_ld(text), Seen { body: plain.collect(), ..expected });
}

#[test]
fn the_layout_of_the_seed_in_every_format() {
    let text = fs::read_to_string(root().join("fixtures/articles/section-headline-date-author.txt")).unwrap();
    check(&text, 4, 6);
}

/// The text is someone else's, so it stands beside the repository and not in it.
#[test]
fn the_seed_in_every_format() {
    let folder = root().join("../shared/seeds");
    let Ok(entries) = fs::read_dir(&folder) else {
        assert!(std::env::var_os("CI").is_none(), "{} is missing", folder.display());
        return;
    };
    let paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    assert_eq!(paths.len(), 1);
    let text = fs::read_to_string(&paths[0]).unwrap();
    let seed = expected(&text);
    assert_eq!((seed.section.as_str(), seed.date.as_str(), seed.authors[0].as_str()), ("World", "2024-11-18", "Yan"));
    assert!(!text.ends_with('\n'));
    check(&text, 8, 8);
}
