//! Kinds of output other than HTML.

use serde_json::json;
use slugline_core::plugin::Sink;
use slugline_template::{Escape, Limits, Part, Piece};

use crate::{compile, faults_in, prints};

#[track_caller]
fn accepts(escape: Escape, template: &str) {
    assert_eq!(faults_in(escape, &[("page.hbs", template), ("part.hbs", "{{json headline}}")]), [""; 0]);
}

#[track_caller]
fn refuses(escape: Escape, template: &str, message: &str) {
    assert_eq!(faults_in(escape, &[("page.hbs", template), ("part.hbs", "{{json headline}}")]), [message]);
}

#[test]
fn in_xml_no_element_and_no_attribute_means_more_than_another() {
    accepts(
        Escape::Xml,
        "<?xml version=\"1.0\"?>\n<script on=\"{{section}}\">{{headline}}</script><a href=\"{{section}}\" style=\"{{section}}\"/>",
    );
    refuses(
        Escape::Xml,
        "<a href='{{section}}'/>",
        "template `page.hbs`, line 1, column 10: the attribute `href` has no double quotes around `{{section}}`\n\
         write `href=\"{{section}}\"`",
    );
    refuses(
        Escape::Xml,
        "<a><![CDATA[{{headline}}]]></a>",
        "template `page.hbs`, line 1, column 13: `{{headline}}` stands in a comment or a declaration, where escaping does not \
         help\ntake it out; `{{! }}` makes a comment that is not printed",
    );
}

#[test]
fn in_json_text_stands_in_quotation_marks_and_json_without() {
    accepts(
        Escape::Json,
        "{\"a\": \"{{headline}} \\\" {{{body}}}\", \"b\": {{json people}}, {{#if section}}\"c\": \"{{section}}\",{{/if}} \"d\": \
         {{> part}}}",
    );
    refuses(
        Escape::Json,
        "{\"a\": {{headline}}}",
        "template `page.hbs`, line 1, column 7: `{{headline}}` stands outside the quotation marks of a text\n\
         write `\"{{headline}}\"`, or `{{json headline}}`",
    );
    refuses(
        Escape::Json,
        "{\"a\": \"\\\\{{headline}}\"}",
        "template `page.hbs`, line 1, column 10: a backslash stands before `{{headline}}`\ntake it out",
    );
    refuses(
        Escape::Json,
        "[{{#if section}}\"{{/if}}]",
        "template `page.hbs`, line 1, column 2: `{{#if}}` begins in one place of the JSON and ends in another\n\
         put whole texts or whole values inside the block",
    );
    refuses(
        Escape::Json,
        "{\"a\": \"{{attr \"href\" url}}\"}",
        "template `page.hbs`, line 1, column 8: `{{attr ...}}` prints an attribute, and what the template makes has none\n\
         print the value itself",
    );
    refuses(
        Escape::Json,
        "\"{{> part}}\"",
        "template `page.hbs`, line 1, column 2: `{{> part}}` stands within the quotation marks of a text\n\
         include templates between values",
    );
    refuses(
        Escape::Json,
        "\"{{headline}}",
        "template `page.hbs`, line 1, column 2: the template ends within the quotation marks of a text\nclose it in the same file",
    );
}

#[test]
fn json_is_a_value_outside_of_texts_and_a_text_within() {
    let data = || json!({ "a": ["\"</script>", 1] });
    prints("{\"b\": {{json a}}}", Escape::Json, data(), "{\"b\": [\"\\\"\\u003c/script\\u003e\",1]}");
    prints("{\"b\": \"{{json a}}\"}", Escape::Json, data(), "{\"b\": \"[\\\"\\\\\\\"</script>\\\",1]\"}");
    prints("{\"b\": \"{{xml t}}\"}", Escape::Json, json!({ "t": "\\ < \"" }), "{\"b\": \"\\\\ &lt; &quot;\"}");
}

#[test]
fn markup_in_json_is_a_text() {
    let templates = compile(&[("t.hbs", "{\"a\": \"{{{body}}}|{{inlines 3}}\"}")], Escape::Json).unwrap();
    let mut out = Sink::memory();
    let data = json!({ "body": Part { article: 2, piece: Piece::Field("body") } });
    let mut write = |part: Part<'_>, out: &mut Sink| match part.piece {
        Piece::Inlines(at) => out.put_str(&format!("\"{} {at}\"", part.article)),
        _ => out.put_str("<p class=\"a\">\\</p>\n"),
    };
    templates.render("t", &data, &Limits::default(), &mut write, &mut out).unwrap();
    let text = String::from_utf8(out.finish().unwrap()).unwrap();
    assert_eq!(text, "{\"a\": \"<p class=\\\"a\\\">\\\\</p>\\n|\\\"2 3\\\"\"}");
}

#[test]
fn in_plain_text_everything_may_stand_everywhere() {
    accepts(Escape::Plain, "{{headline}}: \"{{section}} <{{json keywords}} {{#if section}}\"{{/if}}");
    // What begins with the mark of what is written beside the template is a text like any other.
    prints("{{t}}", Escape::Plain, json!({ "t": "\0" }), "");
}
