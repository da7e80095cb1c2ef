//! The example of the manual is what the program writes.

use slugline_core::diagnostic::Diagnostics;
use slugline_core::model::{EditionHead, Publisher};
use slugline_core::{Source, text};
use slugline_specimen::manual::fenced;

use super::opened::edition;

const PAGE: &str = include_str!("../../../../docs/formats/epub.md");

#[test]
fn the_example_of_the_manual_is_what_comes_out() {
    let (texts, documents) = (fenced(PAGE, "text"), fenced(PAGE, "xml"));
    let source = Source::from_text("ferries.txt", texts[0]).unwrap();
    let mut article = text::read(&source, &mut Diagnostics::new());
    article.head.language = Some("en-GB".into());
    let head = EditionHead {
        publisher: Publisher {
            name: Some("The Harbour Times".into()),
            authority: Some("harbourtimes.example".into()),
            ..Publisher::default()
        },
        ..EditionHead::default()
    };

    let book = edition(&head, &[article]);
    assert_eq!(texts[1].trim_end(), book.names().join("\n"));
    let names = ["EPUB/package.opf", "EPUB/nav.xhtml", "EPUB/cover.xhtml", "EPUB/chapter-001.xhtml"];
    assert_eq!(documents.len(), names.len());
    for (shown, name) in documents.into_iter().zip(names) {
        assert_eq!(shown.trim_end(), book.member(name).trim_end(), "{name}");
    }
}
