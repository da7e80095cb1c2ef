//! What is no Handlebars, and what would not end.

use proptest::prelude::*;
use serde_json::json;
use slugline_core::plugin::Sink;
use slugline_template::{Escape, Limits, Located};

use crate::{SHAPE, accepts, compile, faults, nothing, refuses, render, says};

#[test]
fn what_is_no_handlebars_is_told() {
    refuses(
        "<p>\n{{#if section}}",
        "template `page.hbs`, line 2, column 1: `{{#if` is never closed\nwrite `{{/if}}` behind what it holds",
    );
    refuses(
        "<p>{{headline}</p>\n",
        "template `page.hbs`, line 1, column 4: `{{headline` is never closed\nwrite `}}` behind what it holds",
    );
    refuses("<p>{{headline \"a}}</p>\n", "template `page.hbs`, line 1, column 15: what stands here is no Handlebars");
    refuses("{{#if section}}{{/each}}", "template `page.hbs`, line 1, column 16: `{{#if}}` is closed by `{{/each}}`");
}

#[test]
fn what_is_marked_is_an_expression_or_its_braces() {
    let marked = |text: &str| {
        let files = [("page.hbs".to_owned(), text.to_owned())].into();
        let faults = compile(&[("page.hbs", text)], Escape::Html)
            .map_or_else(|faults| faults, |made| made.check(&["page"], &SHAPE));
        let located = Located::all("harbour".as_ref(), &files, faults).unwrap();
        located[0].file.slice(located[0].error.span()).to_owned()
    };
    assert_eq!(marked("<p>{{{headline}}}</p>"), "{{{headline}}}");
    assert_eq!(marked("ä {{#if section}}{{url}}"), "{{#if section}}");
    assert_eq!(marked("<p>{{headline}</p>\n{{url}}"), "{{");
    assert_eq!(marked("<p title=\"\">\u{e9}{{/if}}"), "/");
}

#[test]
fn circles_and_depths_are_refused() {
    assert_eq!(
        faults(&[("a.hbs", "x {{> b}}"), ("b.hbs", "{{#if section}}{{> a}}{{/if}}")]),
        ["template `b.hbs`, line 1, column 16: `a`, which includes `b`, which includes `a`: that never ends"]
    );
    let chain: Vec<(String, String)> =
        (0..18).map(|at| (format!("p{at:02}.hbs"), format!("{{{{> p{:02}}}}}", at + 1))).collect();
    let mut chain: Vec<(&str, &str)> = chain.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    chain.push(("p18.hbs", ""));
    assert_eq!(faults(&chain), ["template `p02.hbs`, line 1, column 1: more than 16 templates within templates"]);
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

#[test]
fn output_is_capped() {
    let loops = format!("{{{{#each a}}}}{{{{#each ../a}}}}{}{{{{/each}}}}{{{{/each}}}}", "x".repeat(100_000));
    let error = render(&loops, Escape::Plain, &json!({ "a": vec![0; 30] })).unwrap_err();
    assert!(says(&error).ends_with("it prints more than 64 MiB"), "{}", says(&error));
}

#[test]
fn work_without_output_is_capped() {
    let limit = "it takes more than 1000000 steps";
    let loops = "{{#each a}}{{#each @root.a}}{{#each @root.a}}{{/each}}{{/each}}{{/each}}";
    let error = render(loops, Escape::Plain, &json!({ "a": vec![0; 200] })).unwrap_err();
    assert!(says(&error).ends_with(limit), "{}", says(&error));
    // Ten includes of ten includes, and so on: a template of a few lines, and 10,000,000,000 of them.
    let tenfold: Vec<(String, String)> =
        (0..10).map(|at| (format!("p{at}.hbs"), format!("{{{{> p{}}}}}", at + 1).repeat(10))).collect();
    let mut files: Vec<(&str, &str)> = tenfold.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    files.push(("p10.hbs", ""));
    let templates = compile(&files, Escape::Plain).unwrap();
    let error =
        templates.render("p0", &json!({}), &Limits::default(), &mut nothing, &mut Sink::memory()).unwrap_err().into();
    assert!(says(&error).ends_with(limit), "{}", says(&error));
    // A list joined by itself joined by itself: no loop, and 100,000,000,000 bytes.
    let joined = "(join a \"\")".to_owned();
    let nested = (0..4).fold(joined, |separator, _| format!("(join a {separator})"));
    let error = render(&format!("{{{{#if {nested}}}}}x{{{{/if}}}}"), Escape::Plain, &json!({ "a": vec!["k"; 200] }))
        .unwrap_err();
    assert!(says(&error).ends_with(limit), "{}", says(&error));
    // Each rendering has its own measure.
    let once = vec![0; 900];
    let twice = "{{#each a}}{{#each @root.a}}{{/each}}{{/each}}";
    for _ in 0..2 {
        assert_eq!(render(twice, Escape::Plain, &json!({ "a": once })).unwrap(), "");
    }
}

proptest! {
    #[test]
    fn no_template_brings_the_checks_down(
        pieces in prop::collection::vec(prop::sample::select(vec![
            "{{", "}}", "{{{", "}}}", "{{#if section}}", "{{else}}", "{{else if section}}", "{{/if}}", "{{#each people as |a b|}}",
            "{{/each}}", "{{> page}}", "{{~", "~}}", "headline", " ", "\n", "\\", "\"", "'", "<p ", "<script>", "</script>", "<!--",
            "-->", "class=", ">", "(", ")", "[", "]", "@index", "../", "{{!--", "{{{{raw}}}}", "{{{{/raw}}}}", "|", "=", "1", "é",
            "{{attr \"href\" ", "{{date date \"%", "blocks", "{{> part people}}",
        ]), 0..24)
    ) {
        let _ = faults(&[("page.hbs", &pieces.concat()), ("part.hbs", "{{name}}")]);
    }
}
