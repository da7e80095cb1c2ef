//! Hostile text in every field of the model. What is written is kept, so that a validator can be run over it.

use slugline_specimen::hostile::attacks;

use crate::written;

#[test]
fn no_attack_breaks_a_document() {
    for attack in attacks() {
        let (nitf, _) = written(&attack.article, &attack.edition.publisher);
        attack.keep(concat!(env!("CARGO_TARGET_TMPDIR"), "/nitf"), "nitf.xml", nitf.as_bytes());
        if let Err(fault) = roxmltree::Document::parse(&nitf) {
            panic!("{}: {fault}\n{nitf}", attack.name);
        }
    }
}
