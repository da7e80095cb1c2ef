//! Pictures that the user has: what is known of the file is said.

use slugline_core::model::Publisher;
use slugline_nitf::write_article;
use slugline_specimen::quay;

#[test]
fn what_is_known_of_a_file_stands_in_its_reference() {
    let facts = "mime-type=\"image/jpeg\" width=\"640\" height=\"480\" alternate-text=\"An empty quay\"/>";
    for (url, source) in [
        (None, "name=\"quay.jpg\""),
        (Some("https://harbourtimes.example/"), "source=\"https://harbourtimes.example/quay.jpg\""),
    ] {
        let (nitf, codes) = quay::written(url, |article, out, cx| {
            write_article(article, &Publisher::default(), out, cx);
        });
        assert!(nitf.contains(&format!("<media-reference {source} {facts}")), "{nitf}");
        assert_eq!(codes, [""; 0]);
    }
}
