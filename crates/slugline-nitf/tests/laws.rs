//! Laws over made-up articles: no word is lost, the same article gives the same bytes, the bytes are XML.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::expect_used,
    clippy::string_slice,
    reason = "tests may stop at the first surprise"
)]

mod articles;
#[path = "../../slugline-item/tests/articles/made_up.rs"]
mod made_up;

use articles::{publisher, written};
use made_up::{block, head, words};
use proptest::prelude::*;
use slugline_core::model::{Article, Publisher};

proptest! {
    #[test]
    fn no_word_is_lost(head in head(), body in prop::collection::vec(block(), 0..5)) {
        let article = Article { head, body };
        for publisher in [Publisher::default(), publisher()] {
            let (nitf, diagnostics) = written(&article, &publisher);
            prop_assert_eq!(&nitf, &written(&article, &publisher).0);
            let document = match roxmltree::Document::parse(&nitf) {
                Ok(document) => document,
                Err(fault) => return Err(TestCaseError::fail(format!("{fault}\n{nitf}"))),
            };
            let mut all: String = document.descendants().filter_map(|node| node.text()).collect();
            // Identifiers, keywords and notes to editors are attributes.
            let attributes = document.descendants().flat_map(|node| node.attributes());
            attributes.for_each(|attribute| all.push_str(attribute.value()));
            let mut said = Vec::new();
            article.each_text(&mut |text, _| said.extend(words(text)));
            let fields = [&article.head.headline, &article.head.section, &article.head.rights];
            said.extend(fields.into_iter().flatten().flat_map(|text| words(text)));
            said.extend(article.head.identifier.iter().flat_map(|identifier| words(identifier)));
            said.extend(article.head.bylines.iter().flat_map(|byline| words(&byline.name)));
            said.extend(article.head.editor_notes.iter().flat_map(|note| words(note)));
            for word in said {
                let is_said = || diagnostics.iter().any(|diagnostic| diagnostic.message.contains(&word));
                prop_assert!(all.contains(&word) || is_said(), "lost {word:?}\n{nitf}");
            }
        }
    }
}
