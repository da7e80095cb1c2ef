//! Pictures that the user has: what is known of the file is said.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::expect_used,
    clippy::string_slice,
    reason = "tests may stop at the first surprise"
)]

#[path = "../../slugline-item/tests/articles/quay.rs"]
mod quay;

use slugline_core::model::{Edition, EditionHead};
use slugline_newsml::{Options, write};
use slugline_specimen::story::publisher;

fn written(url: Option<&'static str>) -> (String, Vec<String>) {
    quay::written(url, |article, out, cx| {
        let head = EditionHead { publisher: publisher(), ..EditionHead::default() };
        let edition = Edition { head: &head, articles: std::slice::from_ref(article) };
        write(&edition, &Options::default(), out, cx);
    })
}

#[test]
fn a_picture_on_the_web_is_shown_and_described() {
    let (item, codes) = written(Some("https://harbourtimes.example/"));
    let address = "https://harbourtimes.example/quay.jpg";
    for part in [
        format!("<link rel=\"irel:seeAlso\" href=\"{address}\">"),
        format!(
            "<remoteContent href=\"{address}\" contenttype=\"image/jpeg\" size=\"51200\" width=\"640\" height=\"480\"/>"
        ),
        format!("<img src=\"{address}\" width=\"640\" height=\"480\" alt=\"An empty quay\"/>"),
    ] {
        assert!(item.contains(&part), "no {part} in\n{item}");
    }
    assert_eq!(codes, [""; 0]);
}

#[test]
fn a_picture_beside_the_item_is_described() {
    let (item, codes) = written(None);
    assert!(item.contains("<remoteContent href=\"quay.jpg\" contenttype=\"image/jpeg\""), "{item}");
    assert_eq!(codes, ["no-web-address"]);
}
