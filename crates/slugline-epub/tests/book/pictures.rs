//! Pictures in a book, as a world gives them.

use std::sync::Arc;

use slugline_core::diagnostic::Diagnostic;
use slugline_core::model::{Article, Block, BlockKind, EditionHead, Figure, Role, Span};
use slugline_core::plugin::{Picture, PictureKind, World};

use super::opened::{Opened, edition_in, elements, meta};
use super::samples::short;

/// A world that has every picture but `gone`. `lost` goes while the book is written, and a master copy is 200 MiB.
struct Gallery;

impl World for Gallery {
    fn picture(&self, source: &str) -> Result<Option<Arc<Picture>>, Diagnostic> {
        if source == "gone" {
            return Err(Diagnostic::warning("missing-picture", "there is no picture `gone`"));
        }
        Ok(Some(Arc::new(Picture {
            name: source.trim_start_matches("./").to_owned(),
            kind: if source.ends_with("gif") { PictureKind::Gif } else { PictureKind::Png },
            path: source.to_owned(),
            width: 4,
            height: 3,
            length: if source.starts_with("master") { 200 << 20 } else { 4 },
            address: Some("https://www.harbourtimes.example/elsewhere.png".to_owned()),
        })))
    }

    fn picture_bytes(&self, picture: &Picture) -> Result<Vec<u8>, Diagnostic> {
        match &*picture.name {
            "lost" => Err(Diagnostic::warning("unreadable-picture", "the picture `lost` changed while it was read")),
            name => Ok(name.as_bytes().to_vec()),
        }
    }
}

/// A picture that is described, unless its name begins with `un`.
fn figure(source: &'static str) -> Block<'static> {
    let alt = if source.starts_with("un") { "" } else { "A quay" };
    let figure = Figure { source: source.into(), alt: alt.into(), ..Figure::default() };
    Block::new(BlockKind::Figure(Box::new(figure)), Span::new(1, 2))
}

/// A chapter of known language with these pictures.
fn chapter(sources: &[&'static str]) -> Article<'static> {
    let mut article = short("Rain", "Text.");
    article.head.language = Some("en".into());
    article.body.extend(sources.iter().map(|source| figure(source)));
    article
}

fn book(articles: &[Article<'_>]) -> Opened {
    edition_in(&Gallery, &EditionHead::default(), articles)
}

/// What the chapter shows.
fn shown(book: &Opened, chapter: &str) -> Vec<String> {
    let page = book.xml(chapter);
    elements(&page, "img").into_iter().map(|image| image.attribute("src").unwrap().to_owned()).collect()
}

fn pictures(book: &Opened) -> Vec<&str> {
    book.names().into_iter().filter(|name| name.contains("picture-")).collect()
}

#[test]
fn each_picture_is_in_the_book_once() {
    let book = book(&[chapter(&["quay", "pier"]), chapter(&["pier", "./quay", "gull.gif"])]);
    assert_eq!(pictures(&book), ["EPUB/picture-001.png", "EPUB/picture-002.png", "EPUB/picture-003.gif"]);
    assert_eq!(book.member("EPUB/picture-002.png"), "pier");
    assert_eq!(shown(&book, "EPUB/chapter-001.xhtml"), ["picture-001.png", "picture-002.png"]);
    assert_eq!(shown(&book, "EPUB/chapter-002.xhtml"), ["picture-002.png", "picture-001.png", "picture-003.gif"]);
    let package = book.xml("EPUB/package.opf");
    let items = elements(&package, "item")
        .into_iter()
        .filter_map(|item| Some((item.attribute("href")?.to_owned(), item.attribute("media-type")?.to_owned())));
    let images: Vec<_> = items.filter(|(_, kind)| kind.starts_with("image/")).collect();
    assert_eq!(images.len(), 3);
    assert_eq!(images[2], ("picture-003.gif".to_owned(), "image/gif".to_owned()));
    assert_eq!(book.codes(), ["missing-title"], "{:?}", book.reports);
}

#[test]
fn one_that_cannot_be_had_is_told_where_it_would_stand() {
    let book = book(&[chapter(&["gone", "lost", "quay", "lost"])]);
    assert_eq!(pictures(&book), ["EPUB/picture-001.png"]);
    assert_eq!(shown(&book, "EPUB/chapter-001.xhtml"), ["picture-001.png"]);
    assert_eq!(book.codes(), ["missing-picture", "unreadable-picture", "unreadable-picture"]);
    assert!(book.reports.iter().all(|report| report.span == Span::new(1, 2)));
    assert_eq!(book.member("EPUB/chapter-001.xhtml").matches("A quay").count(), 4);
}

#[test]
fn a_book_has_an_end() {
    let book = book(&[chapter(&["master-1", "master-2", "quay"])]);
    assert_eq!(shown(&book, "EPUB/chapter-001.xhtml"), ["picture-001.png", "picture-002.png"]);
    assert_eq!(book.codes(), ["picture-too-large"]);
    assert!(book.reports[0].message.contains("`master-2`"));
}

#[test]
fn what_editors_alone_see_is_not_in_the_book() {
    let mut secret = short("Rain", "Text.");
    secret.body.push(figure("secret").with_role(Role::EditorOnly));
    assert_eq!(pictures(&book(&[secret])), [""; 0]);
}

#[test]
fn what_is_said_of_accessibility_is_true_of_the_pictures() {
    let said = |sources: &[&'static str]| {
        let book = book(&[chapter(sources)]);
        let package = book.xml("EPUB/package.opf");
        let features = meta(&package, "schema:accessibilityFeature");
        (
            meta(&package, "schema:accessMode").join(" "),
            meta(&package, "schema:accessModeSufficient").join(" "),
            features.contains(&"alternativeText".to_owned()),
            meta(&package, "schema:accessibilityHazard").join(" "),
            meta(&package, "dcterms:conformsTo").len(),
        )
    };
    let expected = |mode: &str, sufficient: &str, described, hazard: &str, claims| {
        (mode.to_owned(), sufficient.to_owned(), described, hazard.to_owned(), claims)
    };
    assert_eq!(said(&[]), expected("textual", "textual", false, "none", 1));
    assert_eq!(said(&["gone"]), expected("textual", "textual", false, "none", 1));
    assert_eq!(said(&["quay"]), expected("textual visual", "textual", true, "none", 1));
    assert_eq!(said(&["quay", "undescribed"]), expected("textual visual", "textual,visual", false, "none", 0));
    assert_eq!(said(&["gull.gif"]), expected("textual visual", "textual", true, "unknown", 0));
}
