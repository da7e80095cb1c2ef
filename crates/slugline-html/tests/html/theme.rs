//! Themes: what they may change, and the faults they are refused for.

use serde_json::{Value, json};
use slugline_core::model::{Article, Block, BlockKind, EditionHead, Figure, Span};
use slugline_core::plugin::{OptionMap, Plugin};
use slugline_html::Html;
use slugline_specimen::hostile::{attacks, filled};
use slugline_specimen::story::every_field;
use slugline_specimen::written_by;

use crate::model::themed;

#[test]
fn a_theme_changes_what_it_says_and_keeps_the_rest() {
    let article = every_field();
    let own = "{{#if (eq section \"World\")}}<p>{{join keywords \"|\"}} {{#each people}}{{joiner}}{{name}}{{/each}}</p>{{/if}}\n{{{body}}}";
    let (fragment, _) = themed(&article, false, &[("article.hbs", own)]).unwrap();
    assert_eq!(
        fragment,
        "<p>ferries|strike Ada Roe, Sam Lind and Io Vane</p>\n\
         <p><span class=\"dateline\">LEEDS, England (HW) —</span> No ferry left.</p>\n<h2>Later</h2>\n"
    );
    let (styled, _) = themed(&article, true, &[("page.css", "h1 { color: red }\n")]).unwrap();
    assert!(styled.contains("<style>\nh1 { color: red }\n</style>\n</head>"));
    let parts = [("page.hbs", "{{> foot}}"), ("foot.hbs", "{{credit}}"), ("readme.txt", "{{")];
    assert_eq!(themed(&article, true, &parts).unwrap().0, "Harbour Wire");
}

#[test]
fn the_article_alone_has_its_picture_too() {
    let mut article = every_field();
    let alt = "An empty quay".into();
    let figure = Figure { source: "https://harbour.example/quay.jpg".into(), alt, ..Figure::default() };
    article.body.push(Block::new(BlockKind::Figure(Box::new(figure)), Span::DETACHED));
    let (fragment, _) = themed(&article, false, &[("article.hbs", "{{picture.url}} {{picture.alt}}")]).unwrap();
    assert_eq!(fragment, "https://harbour.example/quay.jpg An empty quay");
}

#[test]
fn faults_of_a_theme_are_told_before_any_article_is_read() {
    let refuses = |files: &[(&str, &str)], message: &str| {
        assert_eq!(themed(&Article::default(), true, files).unwrap_err(), message);
    };
    refuses(
        &[("index.html", "x")],
        "the theme has none of the files article.hbs, page.css, page.hbs\n\
         `page.hbs` is the page, `article.hbs` the article in it, `page.css` the style",
    );
    refuses(
        &[("page.css", "</STYLE><script>")],
        "template `page.css`, line 1, column 1: `</style` would end the style element\ntake it out; the file holds CSS alone",
    );
    refuses(
        &[("page.hbs", "<h1>\n{{{headline}}}</h1>")],
        "template `page.hbs`, line 2, column 1: `{{{headline}}}` would print text as markup\nwrite `{{headline}}`",
    );
    refuses(
        &[("page.hbs", "<script>{{structured_data}}</script>")],
        "template `page.hbs`, line 1, column 9: `{{structured_data}}` is markup already and would show its tags\n\
         write `{{{structured_data}}}`",
    );
    refuses(
        &[("page.hbs", "<p class={{section}}>")],
        "template `page.hbs`, line 1, column 10: the attribute `class` has no double quotes around `{{section}}`\n\
         write `class=\"{{section}}\"`",
    );
    refuses(
        &[("article.hbs", "{{#if secton}}{{/if}}")],
        "template `article.hbs`, line 1, column 1: there is no field `secton`\ndid you mean `section`? there are: body, \
         changed, credit, date, description, direction, headline, keywords, language, level, people, picture, published, publisher, rights, section, \
         structured_data, style, subheadline, updated, url, words",
    );
    refuses(
        &[("page.hbs", "<p>{{name}}</p>{{{headline}}}")],
        "template `page.hbs`, line 1, column 4: there is no field `name` here\n\
         write it inside `{{#each people}}` ... `{{/each}}`; `slugline theme check DIR` shows this and 1 more",
    );
}

#[test]
fn a_theme_takes_the_body_in_parts() {
    let own = "<p class=\"lead\">{{inlines 0}}</p>\n<aside>{{rights}}</aside>\n{{blocks 1}}";
    let (fragment, _) = themed(&every_field(), false, &[("article.hbs", own)]).unwrap();
    assert_eq!(
        fragment,
        "<p class=\"lead\"><span class=\"dateline\">LEEDS, England (HW) —</span> No ferry left.</p>\n\
         <aside>© 2024 The Harbour Times</aside>\n<h2>Later</h2>\n"
    );
    let whole = |template| themed(&filled("a <b> & c"), false, &[("article.hbs", template)]).unwrap();
    assert_eq!(whole("{{blocks}}"), whole("{{{body}}}"));
    assert_eq!(whole("{{blocks 0 4}}{{blocks 4}}"), whole("{{{body}}}"));
}

#[test]
fn no_story_makes_a_theme_fail() {
    let theme = [("page.hbs", EVERYWHERE)];
    for article in [Article::default(), every_field()] {
        themed(&article, true, &theme).unwrap();
    }
    let own = "{{date.text}}{{people.0.name}}{{#with changed}}{{text}}{{else}}as it was{{/with}}";
    assert_eq!(themed(&Article::default(), true, &[("page.hbs", own)]).unwrap().0, "as it was");
}

/// Every field and every helper, in every place where text may stand.
const EVERYWHERE: &str = r#"<!doctype html>
<html lang="{{default language "und"}}"{{#if direction}} dir="{{direction}}"{{/if}}>
<title>{{truncate headline 40}}</title>
<script type="application/ld+json">{{{structured_data}}}</script>
<script>var page = [{{json headline}}, {{json people}}];</script>
<style>{{{style}}}</style>
<body id="{{slug headline}}" data-people="{{json people}}" {{attr "title" headline}}>
<h{{level}}>{{headline}} {{xml section}}</h{{level}}>
<a {{attr "href" headline}} title="{{subheadline}}">{{publisher}}</a>
<a href="{{url}}">{{url}}</a>{{#with picture}}<a href="{{url}}" title="{{alt}}">{{alt}}</a>{{/with}}
<a href="https://example.org/{{section}}?q={{slug section}}">{{join keywords " | "}}</a>
{{#each people}}<p title='x'>{{joiner}}{{name}}, {{default role @root.credit}}{{affiliation}}</p>{{/each}}
{{#each people as |person at|}}{{at}}{{person.name}}{{/each}}
<time datetime="{{date.datetime}}">{{date date "%-d %B %Y"}}{{date.text}}{{changed.text}}</time>
{{#with published}}{{text}}{{/with}}{{#with updated}}{{date this "%H:%M"}}{{/with}}{{words.by}}{{words.changed}}
<p class="lead">{{inlines 0}}</p>{{blocks 1 3}}{{rights}}{{credit}}
{{{body}}}</body></html>
"#;

#[test]
fn hostile_text_stays_text_in_a_theme() {
    let mut options = OptionMap::new();
    options.set("theme", json!({ "page.hbs": EVERYWHERE }));
    let writer = Html.writer("html", &options).unwrap();
    for attack in attacks() {
        let name = &attack.name;
        let (page, _) = written_by(&*writer, &attack.edition, std::slice::from_ref(&attack.article));
        let page = String::from_utf8(page).unwrap();
        let count = |what: &str| page.matches(what).count();
        assert_eq!((count("<script"), count("</script"), count("<style"), count("</style")), (2, 2, 1, 1), "{name}");
        let (_, script) = page.split_once("var page = ").unwrap();
        let (values, _) = script.split_once(";</script>").unwrap();
        assert!(serde_json::from_str::<(String, Vec<Value>)>(values).is_ok(), "{name}: {values}");
        assert_eq!((count("<img"), count("<title>"), count("<!--"), count("<!d")), (0, 1, 0, 1), "{name}");
        assert_eq!((count("href=\"javascript"), count("src=\"javascript")), (0, 0), "{name}");
        assert!(!page.contains(['\u{1}', '\u{FFFE}', '\u{85}']), "{name}");
    }
    // What a story says is never a template.
    let page = written_by(&*writer, &EditionHead::default(), &[filled("{{headline}}{{{body}}}")]).0;
    assert!(String::from_utf8(page).unwrap().contains("{{headline}}{{{body}}}</title>"));
}
