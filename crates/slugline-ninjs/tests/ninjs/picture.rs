//! Pictures that the user has: what is known of the file is said.

use serde_json::{Value, json};
use slugline_core::model::Publisher;
use slugline_ninjs::{Options, Version, write_article};
use slugline_specimen::quay;

fn written(url: Option<&'static str>, version: Version) -> (Value, Vec<String>) {
    let (ninjs, codes) = quay::written(url, |article, out, cx| {
        write_article(article, &Publisher::default(), version, &Options::default(), out, cx).unwrap();
    });
    (serde_json::from_str(&ninjs).unwrap(), codes)
}

#[test]
fn what_is_known_of_a_file_stands_in_its_rendition() {
    let (object, codes) = written(Some("https://harbourtimes.example/"), Version::V3);
    let expected = json!({
        "name": "original", "href": "https://harbourtimes.example/quay.jpg", "contentType": "image/jpeg",
        "width": 640, "height": 480, "sizeInBytes": 51_200,
    });
    assert_eq!(object["associations"][0]["renditions"], json!([expected]));
    assert_eq!(object["associations"][0]["uri"], expected["href"]);
    assert!(object["bodies"][0]["value"].as_str().unwrap().contains("<img src="));
    assert_eq!(codes, [""; 0]);
}

#[test]
fn a_file_without_an_address_has_its_name() {
    let (object, codes) = written(None, Version::V2);
    let rendition = &object["associations"][0]["renditions"][0];
    assert_eq!((&rendition["title"], &rendition["sizeinbytes"]), (&json!("quay.jpg"), &json!(51_200)));
    assert_eq!(codes, ["picture-not-embedded"]);
}
