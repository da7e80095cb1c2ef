//! Pictures that the user has: what is known of the file is said.

use slugline_core::model::{Edition, EditionHead};
use slugline_newsml::{Options, write};
use slugline_specimen::story::publisher;
use slugline_specimen::{quay, shows};

fn written(url: Option<&'static str>) -> (String, Vec<String>) {
    let head = EditionHead { publisher: publisher(), ..EditionHead::default() };
    quay::written(url, |article, out, cx| {
        let edition = Edition { head: &head, articles: std::slice::from_ref(article) };
        write(&edition, &Options::default(), out, cx);
    })
}

#[test]
fn a_picture_on_the_web_is_shown_and_described() {
    let (item, codes) = written(Some("https://harbourtimes.example/"));
    let address = "https://harbourtimes.example/quay.jpg";
    let file = "contenttype=\"image/jpeg\" size=\"51200\" width=\"640\" height=\"480\"";
    let parts = [
        &*format!("<link rel=\"irel:seeAlso\" href=\"{address}\">"),
        &*format!("<remoteContent href=\"{address}\" {file}/>"),
        &*format!("<img src=\"{address}\" width=\"640\" height=\"480\" alt=\"An empty quay\"/>"),
    ];
    shows(&item, &parts);
    assert_eq!(codes, [""; 0]);
}

#[test]
fn a_picture_beside_the_item_is_described() {
    let (item, codes) = written(None);
    assert!(item.contains("<remoteContent href=\"quay.jpg\" contenttype=\"image/jpeg\""), "{item}");
    assert_eq!(codes, ["picture-not-embedded"]);
}
