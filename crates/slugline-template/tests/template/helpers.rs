//! What the helpers make.

use serde_json::{Value, json};
use slugline_core::Error;
use slugline_core::plugin::Sink;
use slugline_template::{Body, Escape, Limits, Part, Piece};

use crate::{compile, nothing, prints, render, says};

#[test]
fn text_is_escaped_for_its_output() {
    let data = || json!({ "t": "a <b> & \"c\"\u{1}" });
    prints("{{t}}", Escape::Html, data(), "a &lt;b&gt; &amp; &quot;c&quot;");
    prints("\"{{t}}\"", Escape::Json, data(), r#""a <b> & \"c\"\u0001""#);
    prints("{{t}}", Escape::Plain, data(), "a <b> & \"c\"");
    prints("{{{t}}}", Escape::Html, data(), "a <b> & \"c\"\u{1}");
}

#[test]
fn helpers_help() {
    prints("{{default a \"b\"}}", Escape::Html, json!({ "a": "" }), "b");
    prints("{{default a \"b\"}}", Escape::Html, json!({ "a": "x" }), "x");
    prints("{{join list \" & \"}}", Escape::Html, json!({ "list": ["<", 2] }), "&lt; &amp; 2");
    prints("{{json a}}", Escape::Html, json!({ "a": { "b": [1, "\""] } }), "{&quot;b&quot;:[1,&quot;\\&quot;&quot;]}");
    prints(
        "<script>var a = {{json a}};</script><p title=\"{{json a}}\">",
        Escape::Html,
        json!({ "a": ["</script><!-- \u{2028}", "\"&'", 1] }),
        "<script>var a = [\"\\u003c/script\\u003e\\u003c!-- \\u2028\",\"\\\"\\u0026'\",1];</script>\
         <p title=\"[&quot;&lt;/script&gt;&lt;!-- \u{2028}&quot;,&quot;\\&quot;&amp;'&quot;,1]\">",
    );
    prints(
        "<script>{{#each a}}f({{json this}});{{/each}}</script>{{json a}}",
        Escape::Html,
        json!({ "a": ["\"", "<"] }),
        "<script>f(\"\\\"\");f(\"\\u003c\");</script>[&quot;\\&quot;&quot;,&quot;&lt;&quot;]",
    );
    prints("{{{json a}}}", Escape::Json, json!({ "a": ["x"] }), "[\"x\"]");
}

#[test]
fn what_is_included_is_not_indented() {
    let templates = compile(&[("page.hbs", "<a>\n  {{> part}}\n</a>"), ("part.hbs", "1\n2\n")], Escape::Html).unwrap();
    let mut out = Sink::memory();
    templates.render("page", &json!({}), &Limits::default(), &mut nothing, &mut out).unwrap();
    assert_eq!(String::from_utf8(out.finish().unwrap()).unwrap(), "<a>\n  1\n2\n</a>");
}

#[test]
fn text_is_cut_between_words() {
    let cut = |text: &str, most: u64, shown: &str| {
        prints("{{truncate t n}}", Escape::Plain, json!({ "t": text, "n": most }), shown);
    };
    cut("No ferry left", 13, "No ferry left");
    cut("No ferry left", 12, "No ferry…");
    cut("No ferry left", 9, "No ferry…");
    cut("No ferry left", 8, "No…");
    cut("Fährverkehr", 6, "Fährv…");
    cut("No", 1, "…");
    cut("No", 0, "");
    cut("", 0, "");
    cut("No ferry left.\n\nNone is likely to.\n", 40, "No ferry left. None is likely to.");
    cut("No ferry left.\n\n- None  is\tlikely to.", 24, "No ferry left. - None…");
    cut("No ferry\nleft", 8, "No…");
    cut("No ferry\nleft", 9, "No ferry…");
    prints(
        "{{truncate t 40}}",
        Escape::Html,
        json!({ "t": "No ferry left.\n\n<None>" }),
        "No ferry left. &lt;None&gt;",
    );
}

#[test]
fn dates_have_what_they_have() {
    let date = |date: Value, pattern: &str, shown: &str| {
        prints("{{date d p}}", Escape::Plain, json!({ "d": date, "p": pattern }), shown);
    };
    date(json!("2024-11-18"), "%A, %-d %B %Y", "Monday, 18 November 2024");
    date(json!({ "datetime": "2024-11-18T17:20:40-04:00", "text": "" }), "%d.%m.%y %H:%M %z", "18.11.24 17:20 -0400");
    date(json!("2024-11-18"), "%H:%M", "");
    date(json!("11-18"), "%-d %b", "18 Nov");
    date(json!("11-18"), "%Y", "");
    date(json!("soon"), "%Y", "");
    date(json!(null), "%Y", "");
    let error = render("\n{{date d \"%J\"}}", Escape::Plain, &json!({ "d": "2024-11-18" })).unwrap_err();
    assert_eq!(says(&error), "template `t.hbs`, line 2, column 1: `%J` is no part of a date");
}

#[test]
fn attributes_are_whole_or_not_there() {
    let attr = |name: &str, value: Value, shown: &str| {
        prints("<a{{attr n v}}>", Escape::Html, json!({ "n": name, "v": value }), shown);
    };
    attr("title", json!("\"a\" & <b>\u{1}"), "<atitle=\"&quot;a&quot; &amp; &lt;b&gt;\">");
    attr("title", json!("javascript: a language"), "<atitle=\"javascript: a language\">");
    attr("href", json!("https://example.org/?a=1&b"), "<ahref=\"https://example.org/?a=1&amp;b\">");
    attr("width", json!(3), "<awidth=\"3\">");
    for address in
        ["javascript:alert(1)", " JavaScript:alert(1)", "data:text/html,x", "//example.org", "story.html", ""]
    {
        attr("href", json!(address), "<a>");
    }
    for (name, value) in [("title", json!("")), ("title", json!(null)), ("onclick", json!("f()")), ("a b", json!("c"))]
    {
        attr(name, value, "<a>");
    }
}

#[test]
fn text_becomes_slugs_and_xml() {
    prints("{{slug t}}", Escape::Html, json!({ "t": "Fähre & Schiff <b>" }), "fahre-schiff-b");
    prints("{{xml t}} {{xml 3}}", Escape::Plain, json!({ "t": "a <b>\u{1}" }), "a &lt;b&gt; 3");
    prints("{{xml t}}", Escape::Html, json!({ "t": "a <b>" }), "a &lt;b&gt;");
}

#[test]
fn what_is_not_there_is_empty_once_it_may_be() {
    let template = "a{{a.b}}{{slug a}}{{truncate a.b 3}}{{join list \",\"}}{{date a \"%Y\"}}{{lookup list 0}}{{default a.b \"c\"}}{{json a.b}}";
    let data = json!({ "a": null, "list": null });
    assert!(render(template, Escape::Plain, &data).is_err());
    let templates = compile(&[("t.hbs", template)], Escape::Plain).unwrap().taking_absent_for_empty();
    let mut out = Sink::memory();
    templates.render("t", &data, &Limits::default(), &mut nothing, &mut out).unwrap();
    assert_eq!(String::from_utf8(out.finish().unwrap()).unwrap(), "acnull");
}

#[test]
fn the_body_comes_in_parts() {
    let markup =
        "<p class=\"a &gt; b\">One <b>two</b></p>\n<h2>Three</h2>\n<hr>\n<blockquote>\n<p>Four</p>\n</blockquote>\n";
    let ends = [0, 1, 2, 3].map(|at| {
        let ends = ["</p>\n", "</h2>\n", "<hr>\n", "</blockquote>\n"].map(|end| markup.find(end).unwrap() + end.len());
        ends[at] as u64
    });
    let body = Body { markup: markup.as_bytes(), ends: &ends };
    let write = |part: Part<'_>, out: &mut Sink| match part.piece {
        Piece::Field("body") => out.put_str(markup),
        Piece::Field(other) => panic!("{other}"),
        Piece::Blocks(from, to) => out.put(body.blocks(from, to)),
        Piece::Inlines(at) => out.put(body.inlines(at)),
    };
    let print = |template: &str| {
        let mut out = Sink::memory();
        let data =
            json!({ "text": "\x000 body", "body": Part { article: 0, piece: Piece::Field("body") }, "style": "" });
        let templates = compile(&[("t.hbs", template)], Escape::Html).unwrap();
        templates.render("t", &data, &Limits::default(), &mut write.clone(), &mut out)?;
        Ok(String::from_utf8(out.finish().unwrap()).unwrap())
    };
    let shows =
        |template: &str, text: &str| assert_eq!(print(template).unwrap_or_else(|fault: Error| panic!("{fault}")), text);
    shows("{{{body}}}", markup);
    shows("{{blocks}}", markup);
    shows("{{blocks 0 2}}|{{blocks 2}}", &markup.replace("<hr>", "|<hr>"));
    shows("{{blocks 1 2}}", "<h2>Three</h2>\n");
    shows("{{blocks 4}}{{blocks 9 3}}{{blocks 2 2}}", "");
    shows("{{inlines 0}}|{{inlines 1}}|{{inlines 2}}|{{inlines 3}}|{{inlines 4}}", "One <b>two</b>|Three|||");
    shows("{{#if body}}some{{/if}}{{#if style}}style{{/if}}", "some");
    // Text that says what stands for the body is text.
    shows("{{text}}", "0 body");
    let error = print("{{blocks \"a\"}}").unwrap_err();
    assert_eq!(says(&error), "template `t.hbs`, line 1, column 1: `blocks` expected a number from 0, found `\"a\"`");
}
