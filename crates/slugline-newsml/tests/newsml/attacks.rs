//! Hostile text in every field of the model. What is written is kept, so that a validator can be run over it.

use std::slice::from_ref;

use slugline_core::model::Edition;
use slugline_newsml::{Body, Options, write};
use slugline_specimen::hostile::attacks;
use slugline_specimen::written;

#[test]
fn no_attack_breaks_a_document() {
    let all = Options {
        section_scheme: Some("https://harbourtimes.example/sections/".to_owned()),
        body: Body::Nitf,
        plain_text: true,
        message: true,
    };
    for attack in attacks() {
        let edition = Edition { head: &attack.edition, articles: from_ref(&attack.article) };
        let options = if attack.is_bare() { &Options::default() } else { &all };
        let (document, _) = written(|out, cx| write(&edition, options, out, cx));
        attack.keep(concat!(env!("CARGO_TARGET_TMPDIR"), "/newsml"), "newsml.xml", document.as_bytes());
        if let Err(fault) = roxmltree::Document::parse(&document) {
            panic!("{}: {fault}\n{document}", attack.name);
        }
    }
}
