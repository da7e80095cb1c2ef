//! Laws over made-up articles: no word is lost, the same article gives the same bytes, the bytes are XML.

use proptest::prelude::*;
use slugline_core::model::{Publisher, Role};
use slugline_newsml::{Body, Options};
use slugline_specimen::likeness::without;
use slugline_specimen::made_up::{article, words};
use slugline_specimen::story::publisher;

use crate::written;

proptest! {
    #[test]
    fn no_word_is_lost(article in article()) {
        let nitf = Options { body: Body::Nitf, plain_text: true, message: true, ..Options::default() };
        for (publisher, options) in [(Publisher::default(), Options::default()), (publisher(), nitf)] {
            let (item, diagnostics) = written(&article, &publisher, &options);
            let document = match roxmltree::Document::parse(&item) {
                Ok(document) => document,
                Err(fault) => return Err(TestCaseError::fail(format!("{fault}\n{item}"))),
            };
            let all: String = document.descendants().filter_map(|node| node.text()).collect();
            let mut said = Vec::new();
            without(&article, &[Role::EndMark]).each_text(&mut |text, _| said.extend(words(text)));
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
