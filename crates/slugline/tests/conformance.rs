//! Everything that comes with slugline, held to what plugins from outside are held to. What a format cannot hold it says
//! itself: in what it `carries`, by its media type, or in a diagnostic at the place.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests may stop at the first surprise")]

use std::fs;
use std::path::Path;

use slugline::BUILTIN;
use slugline::plugin::{Offer, OfferKind};
use slugline_conformance::{Finding, Input, Subject, conform};

/// Files of the fixtures that a reader reads. A document is made, since none lies there.
fn inputs(offer: &Offer) -> Vec<Input> {
    if offer.kind != OfferKind::Reader {
        return Vec::new();
    }
    let names: &[&str] = match &*offer.name {
        "text" => &["articles/links-and-emphasis.txt", "articles/table-agate.txt", "copy/bytes/by-utf16-le.txt"],
        "mail" => &["copy/mail/mail-alternative.eml", "copy/mail/mail-forward.eml"],
        "markdown" => &["copy/posts/post-fences.md"],
        "json" => return vec![document()],
        reader => panic!("the reader `{reader}` has no inputs"),
    };
    let read = |name: &&str| {
        let bytes = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures").join(name)).unwrap();
        Input { name: (*name).to_owned(), bytes }
    };
    names.iter().map(read).collect()
}

fn document() -> Input {
    let story = "Ferries stop\n\nBy Ada Roe\n\nNo ferry left.\n\n- Talks\n- Rain\n";
    Input { name: "ferries.json".to_owned(), bytes: slugline::convert(story, "json").unwrap().bytes }
}

/// Holds all offers of a kind.
#[track_caller]
fn conforms(kind: OfferKind) {
    let mut found: Vec<Finding> = Vec::new();
    let mut offers: Vec<&Offer> = Vec::new();
    for plugin in BUILTIN {
        for offer in plugin.manifest().offers.iter().filter(|offer| offer.kind == kind) {
            let subject = Subject { inputs: inputs(offer), ..Subject::new(*plugin) };
            found.extend(conform(&subject, offer).into_iter().flat_map(|outcome| outcome.findings));
            offers.push(offer);
        }
    }
    assert!(!offers.is_empty(), "nothing is offered as a {}", kind.as_str());
    let told: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert!(told.is_empty(), "{}", told.join("\n"));
}

#[test]
fn readers_conform() {
    conforms(OfferKind::Reader);
}

#[test]
fn transforms_conform() {
    conforms(OfferKind::Transform);
}

#[test]
fn writers_conform() {
    conforms(OfferKind::Writer);
}
