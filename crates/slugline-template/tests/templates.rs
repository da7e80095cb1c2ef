//! Templates in, text or a fault out.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::expect_used,
    clippy::string_slice,
    reason = "tests may stop at the first surprise"
)]

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::{Value, json};
use slugline_core::plugin::Sink;
use slugline_core::{Error, Kind, Result};
use slugline_template::{Escape, Rules, Templates};

const RULES: Rules<'_> = Rules {
    fields: &["headline", "section", "level", "people", "name", "body", "data", "style", "url"],
    clean: &[("body", None), ("data", Some("script")), ("style", Some("style"))],
    numbers: &["level"],
    addresses: &["url"],
};

fn compile(files: &[(&str, &str)], escape: Escape) -> Result<Templates> {
    let files: BTreeMap<String, String> = files.iter().map(|(name, text)| ((*name).into(), (*text).into())).collect();
    Templates::compile(&files, escape)
}

fn checked(files: &[(&str, &str)]) -> Result<Templates> {
    let templates = compile(files, Escape::Markup)?;
    templates.check(&RULES)?;
    Ok(templates)
}

fn render(template: &str, escape: Escape, data: &Value) -> Result<String> {
    let mut out = Sink::memory();
    compile(&[("t.hbs", template)], escape)?.render("t", data, &mut out)?;
    Ok(String::from_utf8(out.finish().unwrap()).unwrap())
}

fn says(error: &Error) -> String {
    let help = error.advice().map(|help| format!("\n{help}")).unwrap_or_default();
    format!("{error}{help}")
}

#[track_caller]
fn prints(template: &str, escape: Escape, data: Value, text: &str) {
    assert_eq!(render(template, escape, &data).unwrap(), text);
}

#[track_caller]
fn accepts(template: &str) {
    checked(&[("page.hbs", template), ("part.hbs", "<b>{{headline}}</b>")]).unwrap();
}

#[track_caller]
fn refuses(template: &str, message: &str) {
    let error = checked(&[("page.hbs", template)]).err().expect("a fault");
    assert_eq!((error.kind(), says(&error).as_str()), (Kind::Usage, message));
}

#[test]
fn text_is_escaped_for_its_output() {
    let data = || json!({ "t": "a <b> & \"c\"\u{1}" });
    prints("{{t}}", Escape::Markup, data(), "a &lt;b&gt; &amp; &quot;c&quot;");
    prints("\"{{t}}\"", Escape::Json, data(), r#""a <b> & \"c\"\u0001""#);
    prints("{{t}}", Escape::Plain, data(), "a <b> & \"c\"\u{1}");
    prints("{{{t}}}", Escape::Markup, data(), "a <b> & \"c\"\u{1}");
}

#[test]
fn helpers_help() {
    prints("{{default a \"b\"}}", Escape::Markup, json!({ "a": "" }), "b");
    prints("{{default a \"b\"}}", Escape::Markup, json!({ "a": "x" }), "x");
    prints("{{join list \" & \"}}", Escape::Markup, json!({ "list": ["<", 2] }), "&lt; &amp; 2");
    prints(
        "{{json a}}",
        Escape::Markup,
        json!({ "a": { "b": [1, "\""] } }),
        "{&quot;b&quot;:[1,&quot;\\&quot;&quot;]}",
    );
    prints("{{{json a}}}", Escape::Json, json!({ "a": ["x"] }), "[\"x\"]");
}

#[test]
fn what_is_included_is_not_indented() {
    let templates =
        compile(&[("page.hbs", "<a>\n  {{> part}}\n</a>"), ("part.hbs", "1\n2\n")], Escape::Markup).unwrap();
    let mut out = Sink::memory();
    templates.render("page", &json!({}), &mut out).unwrap();
    assert_eq!(String::from_utf8(out.finish().unwrap()).unwrap(), "<a>\n  1\n2\n</a>");
}

#[test]
fn a_field_that_is_not_there_is_an_error() {
    let error = render("a\n {{b}}", Escape::Markup, &json!({})).unwrap_err();
    assert_eq!(says(&error), "template `t.hbs`, line 2, column 2: there is no `b` here");
    assert_eq!(error.kind(), Kind::Invalid);
}

#[test]
fn output_is_capped() {
    let loops = format!("{{{{#each a}}}}{{{{#each ../a}}}}{}{{{{/each}}}}{{{{/each}}}}", "x".repeat(100_000));
    let error = render(&loops, Escape::Plain, &json!({ "a": vec![0; 30] })).unwrap_err();
    assert!(says(&error).ends_with("it prints more than 64 MiB"), "{}", says(&error));
}

#[test]
fn good_templates_pass() {
    accepts("<!doctype html>\n<title>{{headline}}</title><h{{level}}>{{headline}}</h{{level}}>{{> part}}");
    accepts(
        "<p{{#if section}} class=\"a {{section}}\"{{/if}}>{{#each people as |person|}}{{person.name}}{{/each}}</p>",
    );
    accepts(
        "<script type=\"application/ld+json\">{{{data}}}</script><style>p { color: red }\n{{{style}}}</style>{{{body}}}",
    );
    accepts(
        "{{#each people}}{{@index}}: {{name}}{{else}}{{join people \", \"}}{{/each}}{{! a comment }}{{@root.section}}",
    );
    accepts("<a href=\"https://example.org/{{section}}\" title=\"{{default section \"x\"}}\">");
    accepts("{{#if section}}<b>{{section}}</b>{{else if headline}}<i>{{/if}}");
}

#[test]
fn markup_from_text_is_refused() {
    refuses(
        "<p>\n  {{{headline}}}",
        "template `page.hbs`, line 2, column 3: `{{{headline}}}` would print text as markup\nwrite `{{headline}}`",
    );
    refuses(
        "{{&headline}}",
        "template `page.hbs`, line 1, column 1: `{{{headline}}}` would print text as markup\nwrite `{{headline}}`",
    );
    refuses(
        "{{{join people \"<\"}}}",
        "template `page.hbs`, line 1, column 1: `{{{join ...}}}` would print text as markup\nwrite two braces, not three",
    );
    refuses(
        "{{body}}",
        "template `page.hbs`, line 1, column 1: `{{body}}` is markup already and would show its tags\nwrite `{{{body}}}`",
    );
    refuses(
        "<p title=\"{{{body}}}\">",
        "template `page.hbs`, line 1, column 11: `{{{body}}}` does not belong here\nprint it between tags",
    );
    refuses(
        "{{{data}}}",
        "template `page.hbs`, line 1, column 1: `{{{data}}}` does not belong here\nprint it inside `<script>`",
    );
}

#[test]
fn places_where_escaping_does_not_help_are_refused() {
    refuses(
        "<p class={{section}}>",
        "template `page.hbs`, line 1, column 10: the attribute `class` has no double quotes around `{{section}}`\n\
         write `class=\"{{section}}\"`",
    );
    refuses(
        "<p class='{{section}}'>",
        "template `page.hbs`, line 1, column 11: the attribute `class` has no double quotes around `{{section}}`\n\
         write `class=\"{{section}}\"`",
    );
    refuses(
        "<script>var a = \"{{headline}}\";</script>",
        "template `page.hbs`, line 1, column 18: `{{headline}}` stands inside `<script>`, where escaping does not help\n\
         print it between tags or in an attribute",
    );
    refuses(
        "<p {{section}}>",
        "template `page.hbs`, line 1, column 4: `{{section}}` stands inside a tag, outside an attribute's value\n\
         write the attribute's name and double quotes around it",
    );
    refuses(
        "<!-- {{section}} -->",
        "template `page.hbs`, line 1, column 6: `{{section}}` stands in a comment or a declaration, where escaping does not help\n\
         take it out; `{{! }}` makes a comment that is not printed",
    );
    refuses(
        "<a href=\"{{section}}\">",
        "template `page.hbs`, line 1, column 10: the address in `href` begins with `{{section}}`, which may be a script\n\
         write the beginning of the address into the template",
    );
    refuses(
        "<a href=\"{{url}}\">{{#each people as |url|}}<a href=\"{{url}}\">{{/each}}",
        "template `page.hbs`, line 1, column 53: the address in `href` begins with `{{url}}`, which may be a script\n\
         write the beginning of the address into the template",
    );
    refuses(
        "<a {{#if section}}on{{/if}}click=\"f('{{section}}')\">",
        "template `page.hbs`, line 1, column 38: the attribute `onclick` is a program of its own; escaping does not help \
         `{{section}}` in it\nprint it in another attribute",
    );
    refuses(
        "<a href=\"{{#if section}}https://{{/if}}{{section}}\">",
        "template `page.hbs`, line 1, column 40: the address in `href` begins with `{{section}}`, which may be a script\n\
         write the beginning of the address into the template",
    );
}

#[test]
fn blocks_that_tear_the_markup_are_refused() {
    refuses(
        "{{#if section}}<p {{/if}}>",
        "template `page.hbs`, line 1, column 1: `{{#if}}` begins in one place of the markup and ends in another\n\
         put whole tags, whole attributes or whole words inside the block",
    );
    refuses(
        "<p><{{#if section}}script{{else}}b{{/if}}>",
        "template `page.hbs`, line 1, column 5: `{{#if}}` begins in one place of the markup and ends in another\n\
         put whole tags, whole attributes or whole words inside the block",
    );
    refuses(
        "<p>\n<script>",
        "template `page.hbs`, line 1, column 1: the template ends within a tag, a comment or an element that is never closed",
    );
}

#[test]
fn wrong_names_are_told() {
    refuses(
        "{{#if healine}}{{/if}}",
        "template `page.hbs`, line 1, column 1: there is no field `healine`\n\
         did you mean `headline`? there are: headline, section, level, people, name, body, data, style, url",
    );
    refuses(
        "{{upper headline}}",
        "template `page.hbs`, line 1, column 1: there is no helper `upper`\n\
         there are: and, default, each, eq, gt, gte, if, join, json, len, lookup, lt, lte, ne, not, or, unless, with",
    );
    refuses(
        "<b>{{#if (eq (lookup people 0) nam)}}{{/if}}",
        "template `page.hbs`, line 1, column 4: there is no field `nam`\n\
         did you mean `name`? there are: headline, section, level, people, name, body, data, style, url",
    );
    refuses("{{> artcle}}", "template `page.hbs`, line 1, column 1: there is no template `artcle`\nthere are: page");
    refuses(
        "{{#*inline \"a\"}}x{{/inline}}",
        "template `page.hbs`, line 1, column 1: `{{* }}` and `{{#> }}` are not supported\n\
         put that part into a file of its own and include it with `{{> name}}`",
    );
}

#[test]
fn what_is_no_handlebars_is_told() {
    refuses("<p>\n{{#if section}}", "template `page.hbs`, line 2, column 16: a tag or a block is never closed");
    refuses("<p>{{headline}</p>\n", "template `page.hbs`, line 1, column 14: what stands here is no Handlebars");
    refuses("{{#if section}}{{/each}}", "template `page.hbs`, line 1, column 16: `{{#if}}` is closed by `{{/each}}`");
}

#[test]
fn circles_and_depths_are_refused() {
    let error = checked(&[("a.hbs", "x {{> b}}"), ("b.hbs", "{{#if section}}{{> a}}{{/if}}")]).err().unwrap();
    assert_eq!(
        says(&error),
        "template `b.hbs`, line 1, column 16: `a`, which includes `b`, which includes `a`: that never ends"
    );
    let chain: Vec<(String, String)> =
        (0..18).map(|at| (format!("p{at:02}.hbs"), format!("{{{{> p{:02}}}}}", at + 1))).collect();
    let mut chain: Vec<(&str, &str)> = chain.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    chain.push(("p18.hbs", ""));
    let error = checked(&chain).err().unwrap();
    assert_eq!(says(&error), "template `p02.hbs`, line 1, column 1: more than 16 templates within templates");
    let deep = |open: &str, close: &str, count| format!("x\n{}{}", open.repeat(count), close.repeat(count));
    refuses(
        &deep("{{#if section}}", "{{/if}}", 33),
        "template `page.hbs`, line 2, column 1: more than 32 blocks within blocks",
    );
    accepts(&deep("{{#if section}}", "{{/if}}", 32));
    refuses(
        &deep("{{ ~#if section}}", "", 100_000),
        "template `page.hbs`, line 2, column 1: more than 32 blocks within blocks",
    );
    refuses(&deep("{{else if section}}", "", 100_000), "template `page.hbs`, line 2, column 1: more than 256 branches");
    refuses(
        &format!("{{{{{}x", "default (".repeat(100_000)),
        "template `page.hbs`, line 1, column 1: more than 6 brackets within brackets",
    );
}

proptest! {
    #[test]
    fn no_template_brings_the_checks_down(
        pieces in prop::collection::vec(prop::sample::select(vec![
            "{{", "}}", "{{{", "}}}", "{{#if section}}", "{{else}}", "{{else if section}}", "{{/if}}", "{{#each people as |a b|}}",
            "{{/each}}", "{{> page}}", "{{~", "~}}", "headline", " ", "\n", "\\", "\"", "'", "<p ", "<script>", "</script>", "<!--",
            "-->", "class=", ">", "(", ")", "[", "]", "@index", "../", "{{!--", "{{{{raw}}}}", "{{{{/raw}}}}", "|", "=", "1", "é",
        ]), 0..24)
    ) {
        let _ = checked(&[("page.hbs", &pieces.concat())]);
    }
}
