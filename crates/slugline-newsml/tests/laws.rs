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
use slugline_newsml::{Body, Options};

proptest! {
    #[test]
    fn no_word_is_lost(head in head(), body in prop::collection::vec(block(), 0..5)) {
        let article = Article { head, body };
        let nitf = Options { body: Body::Nitf, plain_text: true, message: true, ..Options::default() };
        for (publisher, options) in [(Publisher::default(), Options::default()), (publisher(), nitf)] {
            let (item, diagnostics) = written(&article, &publisher, &options);
            prop_assert_eq!(&item, &written(&article, &publisher, &options).0);
            let document = match roxmltree::Document::parse(&item) {
                Ok(document) => document,
                Err(fault) => return Err(TestCaseError::fail(format!("{fault}\n{item}"))),
            };
            let all: String = document.descendants().filter_map(|node| node.text()).collect();
            let mut said = Vec::new();
            article.each_text(&mut |text, _| said.extend(words(text)));
            let fields = [&article.head.headline, &article.head.section, &article.head.rights];
            said.extend(fields.into_iter().flatten().flat_map(|text| words(text)));
            said.extend(article.head.identifier.iter().filter(|_| item.contains("<altId>")).flat_map(|id| words(id)));
            said.extend(article.head.bylines.iter().flat_map(|byline| words(&byline.name)));
            said.extend(article.head.editor_notes.iter().flat_map(|note| words(note)));
            for word in said {
                let is_said = || diagnostics.iter().any(|diagnostic| diagnostic.message.contains(&word));
                prop_assert!(all.contains(&word) || is_said(), "lost {word:?}\n{item}");
            }
        }
    }
}
