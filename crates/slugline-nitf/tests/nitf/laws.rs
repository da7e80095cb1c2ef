//! Laws over made-up articles: no word is lost, the same article gives the same bytes, the bytes are XML.

use proptest::prelude::*;
use slugline_core::model::{Publisher, Role};
use slugline_specimen::likeness::without;
use slugline_specimen::made_up::{article, words};
use slugline_specimen::story::publisher;

use crate::written;

proptest! {
    #[test]
    fn no_word_is_lost(article in article()) {
        for publisher in [Publisher::default(), publisher()] {
            let (nitf, diagnostics) = written(&article, &publisher);
            let document = match roxmltree::Document::parse(&nitf) {
                Ok(document) => document,
                Err(fault) => return Err(TestCaseError::fail(format!("{fault}\n{nitf}"))),
            };
            let mut all: String = document.descendants().filter_map(|node| node.text()).collect();
            // Identifiers, keywords and notes to editors are attributes.
            let attributes = document.descendants().flat_map(|node| node.attributes());
            attributes.for_each(|attribute| all.push_str(attribute.value()));
            let mut said = Vec::new();
            without(&article, &[Role::EndMark]).each_text(&mut |text, _| said.extend(words(text)));
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
