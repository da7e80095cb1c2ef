//! Hostile text in every field of the model, and secrets in all of them.

use slugline_core::model::EditionHead;
use slugline_html::{Options, write};
use slugline_specimen::hostile::attacks;
use slugline_specimen::secret::keeps_secret;
use slugline_specimen::written;

#[test]
fn hostile_text_stays_text() {
    for attack in attacks() {
        let name = &attack.name;
        let (page, _) =
            written(|out, cx| write(&attack.article, &attack.edition, &Options::default(), out, cx).unwrap());
        let tag = |name: &str| page.matches(&format!("<{name}")).count();
        assert_eq!((tag("script"), tag("/script"), tag("style"), tag("/style")), (1, 1, 1, 1), "{name}");
        assert_eq!((tag("img"), tag("title"), tag("/title"), tag("!--"), tag("!d")), (0, 1, 1, 0, 1), "{name}");
        assert!(!page.contains("href=\"javascript") && !page.contains(['\u{1}', '\u{FFFE}', '\u{85}']), "{name}");
        let (_, data) = page.split_once("ld+json\">").unwrap();
        let (data, _) = data.split_once("</script>").unwrap();
        assert!(!data.contains(['<', '>', '&', '\u{2028}']), "{name}");
    }
}

#[test]
fn nothing_for_editors_gets_out() {
    for options in [Options::default(), Options { page: false, ..Options::default() }] {
        keeps_secret(|article, out, cx| write(article, &EditionHead::default(), &options, out, cx).unwrap());
    }
}
