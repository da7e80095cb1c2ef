//! Hostile text in every field of the model, and secrets in all of them.

use slugline_markdown::write_article;
use slugline_specimen::hostile::breaks_no_text;
use slugline_specimen::secret::keeps_secret;

#[test]
fn no_attack_breaks_a_post() {
    breaks_no_text(write_article);
}

#[test]
fn nothing_for_editors_gets_out() {
    keeps_secret(write_article);
}
