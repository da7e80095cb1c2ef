//! How much of a text a template prints.

use serde_json::json;
use slugline_template::{Escape, reached};

use crate::render;

const TEXT: &str = "No ferry left.\n\n\"Rain & wind\", he said.";

/// How far a template comes in a text and in its headline.
#[track_caller]
fn reaches(template: &str, escape: Escape, expected: [usize; 2]) {
    let data = json!({ "text": TEXT, "headline": "Rain", "more": { "text": TEXT } });
    let (rendered, bytes) = reached(&[TEXT, "Rain"], || render(template, escape, &data));
    rendered.unwrap();
    assert_eq!(bytes, expected, "{template}");
}

#[test]
fn what_is_printed_whole_is_reached_whole() {
    let all = TEXT.len();
    for escape in [Escape::Html, Escape::Json, Escape::Plain] {
        reaches("{{text}}", escape, [all, 0]);
    }
    reaches("{{#with more}}{{default this.text \"none\"}}{{/with}} {{headline}}", Escape::Html, [all, 4]);
    reaches("{{json text}}{{xml headline}}", Escape::Plain, [all, 4]);
    reaches("<script>var a = {{json more}};</script>", Escape::Html, [all, 0]);
    reaches("{{truncate text 1000}}", Escape::Html, [all, 0]);
}

#[test]
fn what_is_cut_is_reached_as_far_as_it_goes() {
    reaches("{{truncate text 10}}", Escape::Html, ["No ferry".len(), 0]);
    reaches("{{truncate text 10}}{{truncate text 3}}", Escape::Html, ["No ferry".len(), 0]);
}

#[test]
fn what_is_only_asked_for_is_not_reached() {
    reaches("{{#if text}}{{len text}}{{/if}} {{slug text}}", Escape::Html, [0, 0]);
}

#[test]
fn nothing_is_kept_from_one_rendering_to_the_next() {
    reaches("{{text}}", Escape::Html, [TEXT.len(), 0]);
    reaches("", Escape::Html, [0, 0]);
}
