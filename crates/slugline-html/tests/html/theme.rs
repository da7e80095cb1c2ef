//! Themes: what they may change, and the faults they are refused for.

use slugline_core::model::Article;
use slugline_specimen::story::every_field;

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
        "`page.css` holds `</style`, which would end the style element\ntake it out; the file holds CSS alone",
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
        "template `article.hbs`, line 1, column 1: there is no field `secton`\ndid you mean `section`? there are: affiliation, alt, body, by, changed, credit, date, datetime, direction, headline, joiner, keywords, language, level, name, people, picture, published, publisher, rights, role, section, structured_data, style, subheadline, text, updated, url, words",
    );
    refuses(&[("page.hbs", "<p>{{name}}</p>")], "template `page.hbs`, line 1, column 4: there is no `name` here");
}
